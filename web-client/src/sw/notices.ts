// Shows what was pushed, one notice for each item; the same message never twice. Takes away what was read elsewhere.
import type { PushNotice } from '../wire/protocol.gen'
import { wordsIn } from './words'

/** What a notice carries for whoever presses it. */
export interface Carried {
  readonly path: string
  readonly lang: string
  readonly channel?: string
  readonly item?: string
  readonly message?: string
  readonly seq?: number
}

/** Not yet in the library's types. */
interface Shown extends NotificationOptions {
  renotify?: boolean
  actions?: { action: string; title: string; type?: string; placeholder?: string }[]
}

export async function shown(worker: ServiceWorkerGlobalScope, data: PushMessageData | null): Promise<void> {
  const notice = read(data)
  if (!notice) return
  if (notice.kind === 'read') return takenAway(worker, notice.tag)
  if (notice.kind === 'test') {
    const words = wordsIn(notice.lang)
    return show(worker, words.testTitle, { body: words.test, tag: notice.tag, lang: notice.lang, data: { path: '/me', lang: notice.lang } satisfies Carried })
  }
  if (notice.kind === 'notice') await told(worker, notice)
}

function read(data: PushMessageData | null): PushNotice | undefined {
  try {
    return data?.json() as PushNotice
  } catch {
    return undefined
  }
}

async function takenAway(worker: ServiceWorkerGlobalScope, tag: string): Promise<void> {
  for (const one of await worker.registration.getNotifications({ tag })) one.close()
}

async function told(worker: ServiceWorkerGlobalScope, notice: PushNotice): Promise<void> {
  const words = wordsIn(notice.lang)
  const [before] = await worker.registration.getNotifications({ tag: notice.tag })
  const isSame = before !== undefined && (before.data as Carried | null)?.message === notice.message
  const count = notice.count ?? 1
  const watched = notice.message === undefined ? words.published : words.watch
  const reason = notice.reason === 'mention' ? words.mention : notice.reason === 'direct' ? words.direct : watched
  const title = notice.sender === undefined ? words.inWorkspace : [notice.sender, ...(notice.place === undefined ? [] : [notice.place])].join(' · ')
  const lines = [...(count > 1 ? [words.messages(count)] : []), ...(notice.text !== undefined ? [notice.text] : notice.sender !== undefined ? [reason] : [])]
  await show(worker, title, {
    body: lines.join('\n'),
    tag: notice.tag,
    lang: notice.lang,
    renotify: !isSame,
    silent: isSame,
    data: {
      path: pathOf(notice),
      lang: notice.lang,
      ...(notice.channel !== undefined && { channel: notice.channel }),
      ...(notice.item !== undefined && { item: notice.item }),
      ...(notice.message !== undefined && { message: notice.message }),
      ...(notice.seq !== undefined && { seq: notice.seq }),
    } satisfies Carried,
    actions: [
      { action: 'read', title: words.read },
      { action: 'reply', title: words.reply, type: 'text', placeholder: words.write },
    ],
  })
}

function pathOf({ channel, item, message }: PushNotice): string {
  if (message !== undefined) return `/c/${channel}/m/${message}`
  return item === undefined ? `/c/${channel}` : `/c/${channel}/t/${item}`
}

function show(worker: ServiceWorkerGlobalScope, title: string, options: Shown): Promise<void> {
  return worker.registration.showNotification(title, { icon: '/icon-192.png', badge: '/badge.png', ...options })
}
