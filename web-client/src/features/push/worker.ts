// Registers the service worker when the page has come to rest, and does what it asks: a pressed notice opens its place in
// this window. What has been read here is taken from the screen, where no push does it.

import { isOn, renewed } from './device'

export function beginWorker(): void {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  void navigator.serviceWorker.register('/sw.js').catch(() => undefined)
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<{ t?: string; path?: string } | null>) => {
    if (data?.t === 'open' && data.path?.startsWith('/')) history.pushState({}, '', data.path)
  })
  document.addEventListener('visibilitychange', () => {
    void tidy()
    // Somebody has signed in meanwhile.
    if (document.visibilityState === 'visible' && !isOn()) void renew()
  })
  void tidy()
  void renew()
}

const renew = () => renewed(document.documentElement.lang.slice(0, 2)).catch(() => undefined)

interface Carried {
  readonly channel?: string
  readonly item?: string
  readonly seq?: number
}

interface Mark {
  readonly channel: string
  readonly item?: string
  readonly seq: number
}

/** Apple's service may not be sent anything that shows nothing, so the page looks itself when it is opened. */
async function tidy(): Promise<void> {
  if (document.visibilityState !== 'visible') return
  const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined)
  const notices = (await registration?.getNotifications()) ?? []
  if (notices.length === 0) return
  const answer = await fetch('/api/v1/unread').catch(() => undefined)
  if (!answer?.ok) return
  const { marks } = (await answer.json()) as { marks: Mark[] }
  for (const notice of notices) {
    const { channel, item, seq } = (notice.data ?? {}) as Carried
    const isRead = marks.some((mark) => mark.channel === channel && (mark.item ?? item) === item && mark.seq >= (seq ?? Infinity))
    if (isRead) notice.close()
  }
}
