// What the browser tells about itself: whether there is a network, whether anybody looks.

export interface Signals {
  isOnline(): boolean
  isVisible(): boolean
  /** Something else tells the person what comes while nobody looks. */
  mayRest(): boolean
  /** Calls back on every change of either. Returns the way to stop. */
  watch(changed: () => void): () => void
}

export const browserSignals: Signals = {
  isOnline: () => navigator.onLine,
  isVisible: () => document.visibilityState === 'visible',
  mayRest: () => localStorage.getItem('talkoo-push') === 'on',
  watch: (changed) => {
    window.addEventListener('online', changed)
    window.addEventListener('offline', changed)
    window.addEventListener('pageshow', changed)
    document.addEventListener('visibilitychange', changed)
    return () => {
      window.removeEventListener('online', changed)
      window.removeEventListener('offline', changed)
      window.removeEventListener('pageshow', changed)
      document.removeEventListener('visibilitychange', changed)
    }
  },
}
