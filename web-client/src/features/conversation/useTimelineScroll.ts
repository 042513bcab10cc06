// Keeps a timeline where it belongs: at the end while new messages come, at a place that was asked for, still while
// history is added above; and tells what has been seen. Measures only; it knows nothing of messages but their keys and seqs.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { VListHandle } from 'virtua'
import type { Drawn } from './rows'

export interface Goal {
  readonly seq: number
  readonly align: 'start' | 'center'
  /** Show for a moment which one it is. */
  readonly isMarked: boolean
}

interface Wanted {
  drawn: readonly Drawn[]
  hasBefore: boolean
  hasAfter: boolean
  loading: 'first' | 'before' | 'after' | undefined
  loadOlder: () => void
  loadNewer: () => void
  /** The highest seq whose message has been on the screen before a person's eyes. */
  onSeen: (seq: number) => void
  startsAtEnd: boolean
}

const NEAR_END_PX = 48
const LOAD_AHEAD_PX = 900
const MARKED_MS = 2_400

export function useTimelineScroll({ drawn, hasBefore, hasAfter, loading, loadOlder, loadNewer, onSeen, startsAtEnd }: Wanted) {
  const list = useRef<VListHandle>(null)
  const follows = useRef(startsAtEnd)
  const [isAtEnd, setAtEnd] = useState(true)
  const [goal, setGoal] = useState<Goal>()
  /** From asking for a place until it is on the screen; what shows meanwhile is not seen. */
  const isUnderWay = useRef(false)
  /** The place that was asked for is held there, whatever is measured, loaded or resized, until a person scrolls. */
  const held = useRef<Goal>(undefined)
  const goTo = useCallback((next: Goal) => {
    isUnderWay.current = true
    setGoal(next)
  }, [])
  const release = useCallback(() => {
    held.current = undefined
  }, [])
  const [marked, setMarked] = useState<number>()
  const latest = useRef({ drawn, hasBefore, hasAfter, loading, loadOlder, loadNewer, onSeen })
  useLayoutEffect(() => {
    latest.current = { drawn, hasBefore, hasAfter, loading, loadOlder, loadNewer, onSeen }
  })

  // Rows were put before the first one we had: the list is to be kept from its end.
  const firstKey = drawn[0]?.key
  const formerFirst = useRef(firstKey)
  const isPrepended = formerFirst.current !== undefined && formerFirst.current !== firstKey && drawn.some((one) => one.key === formerFirst.current)
  useLayoutEffect(() => {
    formerFirst.current = firstKey
  }, [firstKey])

  const look = useCallback(() => {
    const at = list.current
    const now = latest.current
    if (!at || now.drawn.length === 0) return
    const below = at.scrollSize - at.viewportSize - at.scrollOffset
    const atEnd = below <= NEAR_END_PX && !now.hasAfter
    follows.current = atEnd
    setAtEnd(atEnd)
    if (at.scrollOffset < LOAD_AHEAD_PX && now.hasBefore && !now.loading) now.loadOlder()
    if (below < LOAD_AHEAD_PX && now.hasAfter && !now.loading) now.loadNewer()
    if (isUnderWay.current || document.visibilityState !== 'visible' || !document.hasFocus()) return
    const last = Math.min(at.findItemIndex(at.scrollOffset + at.viewportSize - 8), now.drawn.length - 1)
    for (let i = last; i >= 0; i--) {
      const row = now.drawn[i]?.row
      if (row?.state === 'confirmed' && !row.entry) return now.onSeen(row.message.seq)
    }
  }, [])

  const toEnd = useCallback(() => {
    held.current = undefined
    follows.current = true
    list.current?.scrollToIndex(latest.current.drawn.length - 1, { align: 'end' })
  }, [])

  const hold = useCallback(() => {
    const at = held.current
    const index = at ? latest.current.drawn.findIndex((one) => one.row.message.seq >= at.seq) : -1
    if (index >= 0) list.current?.scrollToIndex(index, at?.align === 'start' ? { align: 'start', offset: -80 } : { align: 'center' })
  }, [])

  // A place that was asked for, as soon as it is there; else stay there, or at the end.
  useLayoutEffect(() => {
    if (goal) {
      const index = drawn.findIndex((one) => one.row.message.seq >= goal.seq)
      // The stretch that holds it may still be on its way; another one is on the screen meanwhile.
      const isThere = index > 0 || drawn[0]?.row.message.seq === goal.seq || !hasBefore
      if (index < 0 || !isThere) return
      follows.current = false
      held.current = goal
      hold()
      // Rows above are measured only now that they are drawn; the second time is exact.
      requestAnimationFrame(() => {
        hold()
        requestAnimationFrame(() => {
          isUnderWay.current = false
          look()
        })
      })
      if (goal.isMarked) setMarked(drawn[index]?.row.message.seq)
      setGoal(undefined)
    } else if (held.current) hold()
    else if (follows.current && !hasAfter) toEnd()
    requestAnimationFrame(look)
  }, [drawn, goal, hasBefore, hasAfter, hold, toEnd, look])

  useEffect(() => {
    if (marked === undefined) return
    const timer = setTimeout(() => setMarked(undefined), MARKED_MS)
    return () => clearTimeout(timer)
  }, [marked])

  useEffect(() => {
    window.addEventListener('focus', look)
    document.addEventListener('visibilitychange', look)
    return () => {
      window.removeEventListener('focus', look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [look])

  const onResize = useCallback(() => {
    if (held.current) hold()
    else if (follows.current) toEnd()
    look()
  }, [hold, toEnd, look])

  return { list, isPrepended: isPrepended && !goal, isAtEnd, marked, goTo, toEnd, release, onScroll: look, onResize }
}
