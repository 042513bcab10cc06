// Saying that one is writing in an article, again and again, and seeing when somebody else is. Only a hint: what is saved
// over another's words is refused by the server.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type Act, type HoldBody } from '../../store'

const AGAIN_MS = 50_000

/** Who is writing in it now, if anybody. */
export function useHolder(item: string, desk: string | undefined): string | undefined {
  const store = useStore()
  const head = useSelected((state) => (desk === undefined ? undefined : state.streams.get(desk)?.cursor))
  const [by, setBy] = useState<string>()
  useEffect(() => {
    if (desk === undefined) return
    let isWanted = true
    void store.ask<HoldBody>(`/items/${item}/hold`).then((outcome) => isWanted && outcome.ok && setBy(outcome.value.by))
    return () => {
      isWanted = false
    }
  }, [store, item, desk, head])
  return by
}

/** Holds it while the editor is open. */
export function useHold(item: string, desk: string | undefined): { other: string | undefined; takeOver: () => void } {
  const store = useStore()
  const me = useSelected((state) => state.me?.id)
  const by = useHolder(item, desk)
  const hold = useCallback((holds: boolean, takeOver = false) => store.act({ t: 'hold_item', item, holds, ...(takeOver && { take_over: true }) } as Act), [store, item])
  useEffect(() => {
    void hold(true)
    const timer = setInterval(() => void hold(true), AGAIN_MS)
    return () => {
      clearInterval(timer)
      void hold(false)
    }
  }, [hold])
  return { other: by !== undefined && by !== me ? by : undefined, takeOver: () => void hold(true, true) }
}

/** Names of people, as far as they are known. */
export function useName(member: string | undefined): string {
  const store = useStore()
  const view = useSelected((state) => (member === undefined ? undefined : state.members.get(member)))
  useEffect(() => {
    if (member !== undefined) store.needMembers([member])
  }, [store, member])
  return view ? `${view.given} ${view.family}`.trim() : member === undefined ? '' : '…'
}
