// This browser as a device that takes notices: whether it can, whether it does, beginning and ending. It speaks to the
// server by itself, because the start of the client has no room for what few screens need.
import type { Refusal, PushBody, PushDeviceView, SessionView } from '../../store'
import { deviceName } from '../entrance/device'

/** This browser is told what comes while nobody looks, so the page may rest. Whoever signs out drops it. */
const FLAG = 'talkoo-push'
/** Whose device it was last and how much it showed: they need not ask for notices again when they are back. */
const KEPT = 'talkoo-push-kept'

interface Kept {
  readonly member: string
  readonly shows: string
}

export type Can = 'yes' | 'unknown' | 'install' | 'blocked'

/** Whether this browser takes notices at all; on an iPhone only a page on the home screen does. */
export function can(): Can {
  const isApple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1)
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return isApple ? 'install' : 'unknown'
  return Notification.permission === 'denied' ? 'blocked' : 'yes'
}

export function isOn(): boolean {
  return localStorage.getItem(FLAG) === 'on'
}

export type Done<T> = { ok: true; value: T } | { ok: false; refusal?: Refusal; because?: 'blocked' | 'browser' }

export async function listed(): Promise<Done<PushBody>> {
  return asked<PushBody>('/api/v1/push')
}

/** Asks the person, the browser and the server, in this order. */
export async function begin(language: string, shows: string): Promise<Done<unknown>> {
  if ((await Notification.requestPermission()) !== 'granted') return { ok: false, because: 'blocked' }
  const [push, sessions] = await Promise.all([listed(), asked<SessionView[]>('/api/v1/sessions')])
  if (!push.ok) return push
  if (!sessions.ok) return sessions
  const own = sessions.value.find((session) => session.own)
  if (!own) return { ok: false, because: 'browser' }
  const subscription = await subscribed(push.value.key).catch(() => undefined)
  const { endpoint, keys } = subscription?.toJSON() ?? {}
  const [p256dh, auth] = [keys?.['p256dh'], keys?.['auth']]
  if (endpoint === undefined || p256dh === undefined || auth === undefined) return { ok: false, because: 'browser' }
  const done = await said({
    t: 'register_push', session: own.id, endpoint, p256dh, auth, key: push.value.key, label: deviceName(), language, shows,
  })
  if (done.ok) keep({ member: push.value.member, shows })
  return done
}

/**
 * A device is worth what its session is: after a new sign-in the server knows it no more, and nothing would tell. Who
 * had notices here has them again; somebody else has to ask for them.
 */
export async function renewed(language: string): Promise<void> {
  const kept = lastKept()
  if ((!kept && !isOn()) || can() !== 'yes' || Notification.permission !== 'granted') return
  const push = await listed()
  if (!push.ok) return
  const { member, devices } = push.value
  if (kept && kept.member !== member) return localStorage.removeItem(FLAG)
  const own = devices.find((device) => device.own)
  if (own && !own.stale) return keep({ member, shows: own.shows })
  localStorage.removeItem(FLAG)
  await begin(language, kept?.shows ?? own?.shows ?? 'place')
}

function keep(kept: Kept): void {
  localStorage.setItem(FLAG, 'on')
  localStorage.setItem(KEPT, JSON.stringify(kept))
}

function lastKept(): Kept | undefined {
  try {
    return (JSON.parse(localStorage.getItem(KEPT) ?? 'null') as Kept | null) ?? undefined
  } catch {
    return undefined
  }
}

async function subscribed(key: string): Promise<PushSubscription> {
  const { pushManager } = await navigator.serviceWorker.ready
  const former = await pushManager.getSubscription()
  const wanted = { userVisibleOnly: true, applicationServerKey: key }
  try {
    return await pushManager.subscribe(wanted)
  } catch (error) {
    // It stands under a key that is not in use any more.
    if (!former) throw error
    await former.unsubscribe()
    return pushManager.subscribe(wanted)
  }
}

export async function forget(device: PushDeviceView): Promise<Done<unknown>> {
  if (device.own) {
    localStorage.removeItem(FLAG)
    localStorage.removeItem(KEPT)
    const registration = await navigator.serviceWorker?.getRegistration()
    await registration?.pushManager.getSubscription().then((one) => one?.unsubscribe()).catch(() => undefined)
  }
  return said({ t: 'forget_push', device: device.id })
}

export function test(device: PushDeviceView): Promise<Done<unknown>> {
  return said({ t: 'test_push', device: device.id })
}

function said(action: Record<string, unknown>): Promise<Done<unknown>> {
  return asked('/api/v1/commands', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...action, client_id: crypto.randomUUID() }),
  })
}

async function asked<T>(path: string, how?: RequestInit): Promise<Done<T>> {
  try {
    const answer = await fetch(path, how)
    const body: unknown = await answer.json()
    return answer.ok ? { ok: true, value: body as T } : { ok: false, refusal: body as Refusal }
  } catch {
    return { ok: false }
  }
}
