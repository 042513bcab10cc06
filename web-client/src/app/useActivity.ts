// Tells whether a person is at this device: visible and touched within five minutes. Others see it as presence.
import { useEffect } from 'react'
import { useStore } from '../store'

const REST_MS = 5 * 60_000

export function useActivity(): void {
  const store = useStore()
  useEffect(() => {
    let isActive: boolean | undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = (next: boolean) => {
      if (next !== isActive) store.active(next)
      isActive = next
    }
    const touched = () => {
      clearTimeout(timer)
      if (document.visibilityState !== 'visible') return tell(false)
      tell(true)
      timer = setTimeout(() => tell(false), REST_MS)
    }
    const events = ['pointerdown', 'keydown', 'focus'] as const
    for (const event of events) window.addEventListener(event, touched, { passive: true })
    document.addEventListener('visibilitychange', touched)
    touched()
    return () => {
      clearTimeout(timer)
      for (const event of events) window.removeEventListener(event, touched)
      document.removeEventListener('visibilitychange', touched)
    }
  }, [store])
}
