// The connection as a person meets it: it comes back, it knows why it was closed, it never makes an answer up.
import { describe, expect, test } from 'vitest'
import type { ConnectionState } from './connection-state'
import { backoff } from './clock'
import { closeCodes, type Hello, type ServerFrame } from './protocol.gen'
import { createWire, type Ear } from './wire'
import { HandClock, settled } from '../store/testing/hand-clock'
import { FakeSignals } from '../store/testing/fake-net'

const HELLO: Hello = {
  protocol: 1, node: 'a', epoch: 'e', connection: 'c', session: 's', member: 'm', network: 'n', server_time: '', mark_version: 0,
  limits: { frame_bytes: 1, text_bytes: 1, mentions: 1, resume_streams: 1, page: 1, presence: 1, burst: 1, per_second: 1 },
}

function stage(isSignedIn: boolean | undefined = true) {
  const clock = new HandClock(() => 0.5)
  const signals = new FakeSignals()
  const sockets: { ear: Ear; sent: Record<string, unknown>[]; isClosed: boolean }[] = []
  const states: ConnectionState[] = []
  const frames: ServerFrame[] = []
  const wire = createWire({
    clock, signals, isSignedIn: async () => isSignedIn,
    connect: (ear) => {
      const socket = { ear, sent: [] as Record<string, unknown>[], isClosed: false }
      sockets.push(socket)
      return {
        send: (text: string) => socket.sent.push(JSON.parse(text) as Record<string, unknown>),
        close: () => {
          socket.isClosed = true
        },
      }
    },
  })
  wire.listen({
    state: (state) => states.push(state),
    hello: (hello) => wire.resume({ epoch: hello.epoch, cursors: new Map([['s1', 4], ['s2', 0]]), full: new Set(['s2']) }),
    frame: (frame) => frames.push(frame),
  })
  const last = () => sockets.at(-1) ?? { ear: { text: () => undefined, closed: () => undefined }, sent: [], isClosed: true }
  const say = (frame: unknown) => last().ear.text(JSON.stringify(frame))
  const greet = () => {
    say({ t: 'hello', ...HELLO })
    say({ t: 'caught_up', stream: 's1', head: 4 })
    say({ t: 'lost', stream: 's2' })
  }
  return { clock, signals, sockets, states, frames, wire, last, say, greet, name: () => wire.state.name }
}

const command = { t: 'pin', ref: 0, client_id: 'x', message: 'm' } as const

describe('coming and staying', () => {
  test('it is live when every stream was answered, not before', () => {
    const { wire, say, name, last } = stage()
    wire.open()
    expect(name()).toBe('connecting')
    say({ t: 'hello', ...HELLO })
    expect(name()).toBe('resuming')
    expect(last().sent[0]).toEqual({ t: 'resume', ref: 0, epoch: 'e', cursors: { s1: 4, s2: 0 }, depth: 'light', full: ['s2'] })
    say({ t: 'caught_up', stream: 's1', head: 4 })
    expect(name()).toBe('resuming')
    say({ t: 'reset', stream: 's2', epoch: 'e', head: 1, oldest: 1 })
    expect(name()).toBe('live')
  })

  test('frames it does not know, and what is no frame, change nothing', () => {
    const { wire, greet, say, last, name } = stage()
    wire.open()
    greet()
    say({ t: 'tomorrow', what: 1 })
    last().ear.text('{')
    last().ear.text('[]')
    last().ear.text('7')
    expect(name()).toBe('live')
  })

  test('a server of another protocol is not spoken to', () => {
    const { wire, say, name } = stage()
    wire.open()
    say({ t: 'hello', ...HELLO, protocol: 2 })
    expect(name()).toBe('stopped')
  })
})

describe('commands', () => {
  test('an answer finds its question; a second one is ignored', async () => {
    const { wire, greet, say, last } = stage()
    wire.open()
    greet()
    const answer = wire.call(command)
    const { ref } = last().sent.at(-1) as { ref: number }
    const ack = { t: 'ack', ref, client_id: 'x', id: 'i', duplicate: false }
    say(ack)
    say(ack)
    expect(await answer).toEqual({ kind: 'acked', ack: { ref, client_id: 'x', id: 'i', duplicate: false } })
  })

  test('ten seconds without an answer: nobody knows whether it happened', async () => {
    const { wire, greet, clock } = stage()
    wire.open()
    greet()
    const answer = wire.call(command)
    await clock.pass(10_000)
    expect(await answer).toEqual({ kind: 'unanswered' })
  })

  test('a connection that ends leaves its questions unanswered', async () => {
    const { wire, greet, last } = stage()
    wire.open()
    greet()
    const answer = wire.call(command)
    last().ear.closed(1006)
    expect(await answer).toEqual({ kind: 'unanswered' })
    expect(await wire.call(command)).toEqual({ kind: 'unanswered' })
  })
})

describe('coming back', () => {
  test.each(Object.entries(closeCodes).map(([code, meaning]) => [Number(code), meaning] as const))('close code %i', async (code, meaning) => {
    const { wire, greet, last, clock, sockets, name } = stage()
    wire.open()
    greet()
    last().ear.closed(code)
    await clock.pass(60_000)
    expect(sockets.length > 1).toBe(meaning.resume)
    if (!meaning.resume) expect(['signed_out', 'stopped']).toContain(name())
  })

  test('the pause grows with each failure, to half a minute at most', () => {
    expect([0, 1, 2, 3, 9].map((attempt) => backoff(attempt, 0.999))).toEqual([4995, 9990, 19980, 29970, 29970])
    expect(backoff(5, 0)).toBe(0)
  })

  test('a node that leaves is left at once, and come back to within the time it gave', () => {
    const { wire, greet, say, last, name, clock } = stage()
    wire.open()
    greet()
    const leaving = last()
    say({ t: 'going_away', retry_after_ms: 4_000 })
    expect(leaving.isClosed).toBe(true)
    expect(wire.state).toEqual({ name: 'going_away', until: clock.now() + 2_000 })
    expect(name()).toBe('going_away')
  })

  test('a socket refused without a word: the session is asked about', async () => {
    const { wire, last, name } = stage(false)
    wire.open()
    last().ear.closed(1006)
    await settled()
    expect(name()).toBe('signed_out')
  })

  test('silence of ten seconds after a ping is a dead connection', async () => {
    const { wire, greet, clock, last, name, say } = stage()
    wire.open()
    greet()
    await clock.pass(26_000)
    expect(last().sent.at(-1)).toEqual({ t: 'ping' })
    say({ t: 'pong' })
    await clock.pass(20_000)
    expect(name()).toBe('live')
    await clock.pass(16_000)
    expect(name()).not.toBe('live')
  })

  test('without a network it waits for one, and does not try in vain', async () => {
    const { wire, greet, signals, clock, sockets, name } = stage()
    wire.open()
    greet()
    signals.go(false)
    expect(name()).toBe('offline')
    await clock.pass(120_000)
    expect(sockets.length).toBe(1)
    signals.go(true)
    await clock.pass(1_000)
    expect(sockets.length).toBe(2)
  })
})
