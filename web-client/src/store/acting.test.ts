// A personal identity code does not leave the device, in whatever field of an act it stands.
import { describe, expect, test, vi } from 'vitest'
import { perform } from './acting'
import type { Context } from './context'
import { HandClock } from './testing/hand-clock'

function device() {
  const command = vi.fn(() => Promise.resolve({ ok: true, value: { client_id: 'c', id: 'i', ref: 0 } }))
  const context = { wire: { state: { name: 'offline' } }, api: { command }, clock: new HandClock() }
  return { command, context: context as unknown as Context }
}

describe('acts', () => {
  test.each([
    { t: 'send_feedback', kind: 'idea', words: 'Soita\n010190-900P', page: '/' },
    { t: 'invite', role: 'member', links: [{ token: 'x', email: '010190-900P@koe.example' }] },
    { t: 'change_profile', bio: '010190-900p' },
  ])('%j stays here', async (act) => {
    const { command, context } = device()
    const got = await perform(context, act as never)
    expect(got.ok ? undefined : got.refusal.code).toBe('personal_code')
    expect(command).not.toHaveBeenCalled()
  })
  test('what holds none goes', async () => {
    const { command, context } = device()
    const got = await perform(context, { t: 'change_profile', bio: '010190-900A' } as never)
    expect(got.ok).toBe(true)
    expect(command).toHaveBeenCalledOnce()
  })
})
