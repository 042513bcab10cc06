// A browser may give its subscription up and make another: the server is told, as long as the session holds.
import type { PushBody, SessionView } from '../wire/protocol.gen'
import { said } from './acting'

export async function subscribedAnew(worker: ServiceWorkerGlobalScope): Promise<void> {
  const [push, sessions] = await Promise.all([got<PushBody>('/api/v1/push'), got<SessionView[]>('/api/v1/sessions')])
  const own = sessions?.find((session) => session.own)
  const former = push?.devices.find((device) => device.own)
  if (!push || !own || !former) return
  const made = await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: push.key })
  const { endpoint, keys } = made.toJSON()
  const [p256dh, auth] = [keys?.['p256dh'], keys?.['auth']]
  if (endpoint === undefined || p256dh === undefined || auth === undefined) return
  const language = (navigator.language.slice(0, 2) === 'sv' && 'sv') || (navigator.language.slice(0, 2) === 'en' && 'en') || 'fi'
  const isKnown = await said({
    t: 'register_push', session: own.id, endpoint, p256dh, auth, key: push.key, label: former.label, language, shows: former.shows,
  })
  if (isKnown) await said({ t: 'forget_push', device: former.id })
}

async function got<T>(path: string): Promise<T | undefined> {
  try {
    const answer = await fetch(path)
    return answer.ok ? ((await answer.json()) as T) : undefined
  } catch {
    return undefined
  }
}
