// A device after a new sign-in: the server has forgotten it with its session, and nobody would tell.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isOn, renewed } from './device'

const said: Record<string, unknown>[] = []
let devices: { id: string; own: boolean; stale: boolean; shows: string }[]
let member: string

beforeEach(() => {
  said.length = 0
  devices = []
  member = 'aino'
  localStorage.clear()
  const subscription = { toJSON: () => ({ endpoint: 'https://push.example/1', keys: { p256dh: 'p', auth: 'a' } }) }
  vi.stubGlobal('Notification', { permission: 'granted', requestPermission: async () => 'granted' })
  vi.stubGlobal('PushManager', vi.fn())
  Object.defineProperty(navigator, 'serviceWorker', {
    configurable: true,
    value: { ready: Promise.resolve({ pushManager: { getSubscription: async () => subscription, subscribe: async () => subscription } }) },
  })
  vi.stubGlobal('fetch', async (path: string, how?: { body?: string }) => {
    if (path.endsWith('/push')) return Response.json({ member, key: 'k', devices })
    if (path.endsWith('/sessions')) return Response.json([{ id: 's', own: true }])
    said.push(JSON.parse(how?.body ?? '{}') as Record<string, unknown>)
    return Response.json({ id: 'd' })
  })
})
afterEach(() => vi.unstubAllGlobals())

test('who had notices here has them again after a new sign-in', async () => {
  localStorage.setItem('talkoo-push-kept', JSON.stringify({ member: 'aino', shows: 'sender' }))
  await renewed('fi')
  expect(said).toMatchObject([{ t: 'register_push', session: 's', shows: 'sender', language: 'fi' }])
  expect(isOn()).toBe(true)
})

test('what is said to be on and is not known is put right', async () => {
  localStorage.setItem('talkoo-push', 'on')
  await renewed('sv')
  expect(said).toMatchObject([{ t: 'register_push', shows: 'place' }])
})

test('a device that is known is left alone', async () => {
  localStorage.setItem('talkoo-push', 'on')
  devices = [{ id: 'd', own: true, stale: false, shows: 'full' }]
  await renewed('fi')
  expect(said).toEqual([])
  expect(JSON.parse(localStorage.getItem('talkoo-push-kept') ?? '')).toEqual({ member: 'aino', shows: 'full' })
})

test('somebody else on the same browser is not told what they have not asked for', async () => {
  localStorage.setItem('talkoo-push-kept', JSON.stringify({ member: 'aino', shows: 'full' }))
  localStorage.setItem('talkoo-push', 'on')
  member = 'eero'
  await renewed('fi')
  expect(said).toEqual([])
  expect(isOn()).toBe(false)
})

test('who never had notices is not asked', async () => {
  await renewed('fi')
  expect(said).toEqual([])
})
