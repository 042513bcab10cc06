// The list of messages: only what is near the screen is drawn. Arrow keys move between messages; the list is one stop
// for the Tab key. It asks for older and newer pages itself and tells what has been seen.
import { useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState, type KeyboardEvent, type Ref, type RefObject } from 'react'
import { VList } from 'virtua'
import { select, useSelected, useStore, type ChannelId, type ItemId } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { MessageRow } from './MessageRow'
import { drawRows, type Drawn } from './rows'
import styles from './Timeline.module.css'
import { useTimelineScroll, type Goal } from './useTimelineScroll'

export interface TimelineHandle {
  goTo: (goal: Goal) => void
  toEnd: () => void
  /** The opening has come to its end: what is on the screen now counts as seen. */
  settle: () => void
}

interface Props {
  channel: ChannelId
  item: ItemId | undefined
  name: string
  firstUnread: number | undefined
  /** While true, nothing counts as seen. */
  isSeenHeld: RefObject<boolean>
  /** Nothing is unread and no place was asked for: the newest message is what is wanted. */
  startsAtEnd: boolean
  onLatest: () => void
  ref: Ref<TimelineHandle>
}

export function Timeline({ channel, item, name, firstUnread, isSeenHeld, startsAtEnd, onLatest, ref }: Props) {
  const { m, format } = useText()
  const store = useStore()
  const timeline = useSelected((state) => select.timeline(state, channel, item))
  const unread = useSelected((state) => select.channel(state, channel)?.unread.count ?? 0)
  const former = useRef<readonly Drawn[]>([])
  const drawn = useMemo(() => {
    const next = drawRows(timeline.rows, { dayKey: format.dayKey, firstUnread, isWhole: item === undefined }, former.current)
    former.current = next
    return next
  }, [timeline.rows, format, firstUnread, item])

  const loadOlder = useCallback(() => void store.loadOlder(channel, item), [store, channel, item])
  const loadNewer = useCallback(() => void store.loadNewer(channel, item), [store, channel, item])
  const onSeen = useCallback(
    (seq: number) => {
      if (!isSeenHeld.current) store.markRead(channel, seq, item)
    },
    [store, channel, item, isSeenHeld],
  )
  const scroll = useTimelineScroll({ drawn, ...timeline, loadOlder, loadNewer, onSeen, startsAtEnd })
  const { goTo, toEnd, onScroll: look } = scroll
  useImperativeHandle(
    ref,
    () => ({
      goTo,
      toEnd,
      // The place is drawn and scrolled to in the frame after the next.
      settle: () =>
        requestAnimationFrame(() =>
          requestAnimationFrame(() => {
            isSeenHeld.current = false
            look()
          }),
        ),
    }),
    [goTo, toEnd, look, isSeenHeld],
  )

  const [focused, setFocused] = useState<string>()
  const box = useRef<HTMLDivElement>(null)
  const current = drawn.some((one) => one.key === focused) ? focused : drawn.at(-1)?.key
  useEffect(() => {
    if (focused === undefined) return
    box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true })
  }, [focused])

  const move = (event: KeyboardEvent) => {
    scroll.release()
    const target = event.target
    if (!(target instanceof HTMLElement) || target.tagName !== 'ARTICLE') return
    const step = { ArrowDown: 1, ArrowUp: -1, Home: -drawn.length, End: drawn.length }[event.key]
    if (event.key === 'Enter') {
      target.querySelector<HTMLElement>('[role="group"] button')?.focus()
      event.preventDefault()
    }
    if (step === undefined) return
    event.preventDefault()
    const from = drawn.findIndex((one) => one.key === target.dataset['key'])
    const to = Math.min(Math.max(from + step, 0), drawn.length - 1)
    scroll.list.current?.scrollToIndex(to, { align: 'nearest' })
    const key = drawn[to]?.key
    requestAnimationFrame(() => setFocused(key))
  }

  return (
    <div className={styles.box} ref={box}>
      {timeline.loading === 'before' && <p className={styles.loading}>{m.timeline.loadingOlder}</p>}
      {drawn.length === 0 ? (
        <Empty isHeld={timeline.isHeld} isLoading={timeline.loading !== undefined} />
      ) : (
        <VList
          ref={scroll.list}
          data={drawn}
          shift={scroll.isPrepended}
          bufferSize={600}
          onScroll={scroll.onScroll}
          onResize={scroll.onResize}
          className={styles.list}
          role="feed"
          aria-label={m.timeline.label(name)}
          aria-busy={timeline.loading !== undefined}
          onKeyDown={move}
          onWheel={scroll.release}
          onTouchStart={scroll.release}
          onPointerDown={scroll.release}
        >
          {(one) => (
            <MessageRow key={one.key} drawn={one} isTarget={scroll.marked === one.row.message.seq} isFocusable={one.key === current} isLast={one.key === drawn.at(-1)?.key} />
          )}
        </VList>
      )}
      {drawn.length > 0 && (!scroll.isAtEnd || timeline.hasAfter) && (
        <div className={styles.latest}>
          <Button icon="arrowDown" size="small" onPress={timeline.hasAfter ? onLatest : scroll.toEnd}>
            {unread > 0 ? m.timeline.newBelow(unread) : m.timeline.jumpToLatest}
          </Button>
        </div>
      )}
    </div>
  )
}

function Empty({ isHeld, isLoading }: { isHeld: boolean; isLoading: boolean }) {
  const { m } = useText()
  const isLive = useSelected((state) => state.connection.name === 'live')
  const words = isLoading ? m.loading : isHeld ? m.timeline.empty : isLive ? m.loading : m.timeline.emptyOffline
  return (
    <div className={styles.empty} role="status">
      {words}
    </div>
  )
}
