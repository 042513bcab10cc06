// Where the unread line stands: above what was unread when the view opened (the opening tells), or came while nobody
// looked. Reading on does not move it, and what arrives before one's eyes gets none.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { select, useSelected, useStore, type ChannelId, type ItemId } from '../../store'
import { firstUnreadSeq } from './rows'

const isLookedAt = () => document.visibilityState === 'visible' && document.hasFocus()

export function useFirstUnread(channel: ChannelId, item: ItemId | undefined) {
  const store = useStore()
  const rows = useSelected((state) => select.timeline(state, channel, item).rows)
  const me = useSelected((state) => state.me?.id)
  const [line, setLine] = useState<number>()
  const marks = useRef(store.getSnapshot().marks.get(channel))
  /** A line may still be drawn: nothing has been seen since the marks were taken. */
  const isOpen = useRef(false)

  useLayoutEffect(() => {
    if (!isOpen.current) return
    const seq = firstUnreadSeq(rows, marks.current, me)
    if (seq === undefined) return
    isOpen.current = false
    setLine(seq)
  }, [rows, me])

  useEffect(() => {
    const left = () => {
      if (isLookedAt()) return
      marks.current = store.getSnapshot().marks.get(channel)
      isOpen.current = true
    }
    const back = () => {
      isOpen.current = false
    }
    window.addEventListener('blur', left)
    window.addEventListener('focus', back)
    document.addEventListener('visibilitychange', left)
    return () => {
      window.removeEventListener('blur', left)
      window.removeEventListener('focus', back)
      document.removeEventListener('visibilitychange', left)
    }
  }, [store, channel])

  const draw = useCallback((seq: number) => {
    isOpen.current = false
    setLine(seq)
  }, [])
  return { seq: line, draw }
}
