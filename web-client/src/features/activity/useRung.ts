// A bell that rings when anything new was heard on any stream: the socket says that something happened, the log is then
// asked what of it this reader may see. At most once a second.
import { useEffect, useRef, useState } from 'react'
import { useSelected } from '../../store'

const AT_MOST_MS = 1_000

export function useRung(): number {
  const heard = useSelected((state) => [...state.streams.values()].reduce((sum, stream) => sum + stream.cursor, 0))
  const [rung, setRung] = useState(heard)
  const newest = useRef(heard)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    newest.current = heard
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      setRung(newest.current)
    }, AT_MOST_MS)
  }, [heard])
  useEffect(
    () => () => {
      clearTimeout(timer.current)
      timer.current = undefined
    },
    [],
  )
  return rung
}
