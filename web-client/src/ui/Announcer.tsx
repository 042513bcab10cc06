// Says short things to people: a line that shows for a moment and is heard by screen readers.
// It never carries anything that is not also elsewhere on the screen.
import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import styles from './Announcer.module.css'

type Announce = (words: string, quiet?: boolean) => void

const AnnounceContext = createContext<Announce>(() => {})

const SHOWN_MS = 4_000

export function Announcer({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState('')
  const [heard, setHeard] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const announce = useCallback<Announce>((words, quiet = false) => {
    setHeard(words)
    clearTimeout(timer.current)
    if (quiet) return
    setShown(words)
    timer.current = setTimeout(() => setShown(''), SHOWN_MS)
  }, [])
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="sr-only" role="status" aria-live="polite">
        {heard}
      </div>
      {shown && (
        <div className={styles.toast} aria-hidden="true">
          {shown}
        </div>
      )}
    </AnnounceContext>
  )
}

export function useAnnounce(): Announce {
  return useContext(AnnounceContext)
}
