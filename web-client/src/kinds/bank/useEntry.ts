// An entry as it stands: what the store hears of it, and where it hears nothing (a desk, another place) what the server
// says when asked.
import { useCallback, useEffect, useState } from 'react'
import { select, useSelected, useStore, type CopiesBody, type ItemId, type ItemView, type MemberId } from '../../store'

export function useEntry(channel: string, id: ItemId): { item: ItemView | undefined; isGone: boolean; again: () => void } {
  const store = useStore()
  const heard = useSelected((state) => select.item(state, channel, id))
  const [asked, setAsked] = useState<ItemView>()
  const [isGone, setGone] = useState(false)
  const [round, setRound] = useState(0)
  const again = useCallback(() => setRound((one) => one + 1), [])
  useEffect(() => {
    let isWanted = true
    void store.resolveItem(id).then((outcome) => {
      if (!isWanted) return
      if (outcome.ok) setAsked(outcome.value)
      else setGone(outcome.refusal.code === 'not_found')
    })
    return () => {
      isWanted = false
    }
  }, [store, id, round, heard?.changed_seq])
  // A draft is numbered by its desk: once it stands in the open, what is heard there is the newer one.
  const own = asked?.id === id ? asked : undefined
  const item = !own ? heard : !heard || own.desk || heard.changed_seq <= own.changed_seq ? own : heard
  return { item, isGone: isGone && item === undefined, again }
}

/** Where it was taken into use; asked again when it is said that there is news. */
export function useCopies(item: ItemView): CopiesBody | undefined {
  const store = useStore()
  const head = useSelected((state) => state.streams.get(item.channel)?.cursor)
  const [body, setBody] = useState<CopiesBody>()
  useEffect(() => {
    let isWanted = true
    void store.ask<CopiesBody>(`/items/${item.id}/copies`).then((outcome) => isWanted && outcome.ok && setBody(outcome.value))
    return () => {
      isWanted = false
    }
  }, [store, item.id, head])
  return body
}

/** Names of people, as far as they are known. */
export function useName(member: MemberId | undefined): string {
  const store = useStore()
  const view = useSelected((state) => (member === undefined ? undefined : state.members.get(member)))
  useEffect(() => {
    if (member !== undefined) store.needMembers([member])
  }, [store, member])
  if (member === undefined) return ''
  return view ? `${view.given} ${view.family}`.trim() : '…'
}

/** The version that the address asks for, when it is not the newest: `?v=2`; `missing` when there is none for this reader. */
export function useFormer(item: ItemView | undefined): ItemView | 'missing' | undefined {
  const store = useStore()
  const wanted = Number(new URLSearchParams(location.search).get('v') ?? 0)
  const newest = item === undefined ? undefined : Number((item.body as { version?: number } | undefined)?.version ?? 0)
  const id = item?.id
  const [former, setFormer] = useState<ItemView | 'missing'>()
  useEffect(() => {
    let isWanted = true
    if (id === undefined || wanted < 1 || newest === undefined || wanted >= newest) setFormer(undefined)
    else void store.ask<ItemView>(`/items/${id}/numbered/${wanted}`).then((outcome) => isWanted && setFormer(outcome.ok ? outcome.value : 'missing'))
    return () => {
      isWanted = false
    }
  }, [store, id, wanted, newest])
  return former
}
