// A page that nobody looks at holds no socket where push tells the person what comes.
import { describe, expect, test } from 'vitest'
import { HandClock } from '../store/testing/hand-clock'
import { FakeSignals } from '../store/testing/fake-net'
import { createWire, REST_AFTER_MS } from './wire'

async function stage(isToldByPush: boolean) {
  const clock = new HandClock(() => 0.5)
  const signals = new FakeSignals()
  signals.isToldByPush = isToldByPush
  let open = 0
  const wire = createWire({
    clock, signals, isSignedIn: async () => true,
    connect: (ear) => {
      open += 1
      const hello = { t: 'hello', protocol: 1, node: 'a', epoch: 'e', connection: 'c', session: 's', member: 'm', network: 'n', server_time: '', mark_version: 0, limits: {} }
      clock.after(1, () => ear.text(JSON.stringify(hello)))
      const answer = (text: string) => text.includes('ping') && clock.after(1, () => ear.text('{"t":"pong"}'))
      return { send: answer, close: () => (open -= 1) }
    },
  })
  wire.listen({ state: () => undefined, hello: () => wire.resume({ epoch: 'e', cursors: new Map(), full: new Set() }), frame: () => undefined })
  wire.open()
  await clock.pass(10)
  return { clock, signals, wire, open: () => open }
}

describe('a hidden page', () => {
  test('lets its socket go after a while, and is back at once when it is looked at', async () => {
    const { clock, signals, wire, open } = await stage(true)
    expect(wire.state.name).toBe('live')
    signals.show(false)
    await clock.pass(REST_AFTER_MS - 1)
    expect(open()).toBe(1)
    await clock.pass(2)
    expect([open(), wire.state.name]).toEqual([0, 'idle'])
    signals.show(true)
    await clock.pass(10)
    expect([open(), wire.state.name]).toEqual([1, 'live'])
  })

  test('that is looked at again in time keeps it', async () => {
    const { clock, signals, wire, open } = await stage(true)
    signals.show(false)
    await clock.pass(REST_AFTER_MS / 2)
    signals.show(true)
    await clock.pass(REST_AFTER_MS * 2)
    expect([open(), wire.state.name]).toEqual([1, 'live'])
  })

  test('keeps it where nothing else would tell', async () => {
    const { clock, signals, wire } = await stage(false)
    signals.show(false)
    await clock.pass(REST_AFTER_MS + 1_000)
    expect(wire.state.name).not.toBe('idle')
  })
})
