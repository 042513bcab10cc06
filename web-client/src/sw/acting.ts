// What is pressed on a notice: open it, mark it read, answer it from where one is.
import type { Command } from '../wire/protocol.gen'
import type { Carried } from './notices'
import { wordsIn } from './words'

export async function acted(worker: ServiceWorkerGlobalScope, event: NotificationEvent): Promise<void> {
  const carried = event.notification.data as Carried
  const { channel, item, seq } = carried
  if (event.action === 'read' && channel !== undefined && seq !== undefined) {
    await said({ t: 'mark_read', channel, seq, ...(item !== undefined && { item }) })
    return
  }
  // Where a notice takes no words the page opens with the composer below it.
  const words = (event as { reply?: string | null }).reply?.trim()
  if (event.action === 'reply' && words && channel !== undefined && item !== undefined) return answered(worker, carried, channel, item, words)
  await opened(worker, carried.path)
}

async function answered(worker: ServiceWorkerGlobalScope, carried: Carried, channel: string, item: string, text: string): Promise<void> {
  const isSent = await said({ t: 'send', channel, item, text })
  if (isSent && carried.seq !== undefined) {
    await said({ t: 'mark_read', channel, item, seq: carried.seq })
    return
  }
  if (isSent) return
  const words = wordsIn(carried.lang)
  await worker.registration.showNotification(words.notSent, { body: text, tag: item, lang: carried.lang, icon: '/icon-192.png', data: carried })
}

type Said = Command extends infer One ? (One extends Command ? Omit<One, 'ref' | 'client_id'> : never) : never

/** Tried three times under the same client id, so it happens once. */
export async function said(action: Said): Promise<boolean> {
  const body = JSON.stringify({ ...action, ref: 0, client_id: crypto.randomUUID() })
  for (let left = 2; ; left -= 1) {
    try {
      const answer = await fetch('/api/v1/commands', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      if (answer.ok) return true
      if (answer.status < 500 || left === 0) return false
    } catch {
      if (left === 0) return false
    }
  }
}

/** In the window that is open already, if one is. */
async function opened(worker: ServiceWorkerGlobalScope, path: string): Promise<void> {
  const [page] = await worker.clients.matchAll({ type: 'window' })
  if (!page) {
    await worker.clients.openWindow(path)
    return
  }
  page.postMessage({ t: 'open', path }, [])
  await page.focus().catch(() => undefined)
}
