// Many people write, read, lose their connection, reload, in any order, over a bad network. At the end every client
// holds what the server holds: each message once, in order, the same counts, marks, items, reactions and pins.
import { describe, expect, test } from 'vitest'
import { createWire } from '../wire'
import { createStore } from './create'
import type { Store } from './interface'
import { select } from './select'
import type { Database } from './database'
import { FakeNet, FakeSignals, fakeApi, type Chaos } from './testing/fake-net'
import { FakeServer } from './testing/fake-server'
import { HandClock, seeded } from './testing/hand-clock'
import { memoryDatabase } from './testing/memory-database'
import { loneTab } from './tabs'

const ROUNDS = Number(process.env['TALKOO_MODEL_ROUNDS'] ?? 20)
const STEPS = Number(process.env['TALKOO_MODEL_STEPS'] ?? 80)
const WILD: Chaos = { double: 0.1, hole: 0.03, reset: 0.1, cut: 0.2, delayMs: 300 }

interface Device {
  readonly member: string
  readonly signals: FakeSignals
  readonly database: Database
  store: Store
  leave: Map<string, () => void>
}

class World {
  readonly chance
  readonly clock
  readonly server
  readonly net
  readonly devices: Device[]
  readonly written: string[] = []

  constructor(seed: number) {
    this.chance = seeded(seed)
    this.clock = new HandClock(seeded(seed + 1))
    this.server = new FakeServer(3, 2)
    this.net = new FakeNet(this.server, this.clock, this.chance)
    const people = [...this.server.members.keys()]
    // The first has two devices.
    this.devices = [...people, people[0] ?? ''].map((member) => {
      const signals = new FakeSignals()
      const database = memoryDatabase()
      return { member, signals, database, store: this.opened({ member, signals, database }), leave: new Map() }
    })
  }

  private opened({ member, signals, database }: Omit<Device, 'store' | 'leave'>): Store {
    const wire = createWire({
      clock: this.clock, signals, isSignedIn: async () => true, connect: (ear) => this.net.connect(member, ear),
    })
    const store = createStore({ wire, api: fakeApi(this.net, member, signals), database, tabs: loneTab(), clock: this.clock })
    void store.start()
    return store
  }

  reload(device: Device): void {
    device.store.stop()
    device.leave.clear()
    device.store = this.opened(device)
  }

  pick<T>(list: readonly T[]): T | undefined {
    return list[Math.floor(this.chance() * list.length)]
  }

  step(): void {
    const device = this.pick(this.devices)
    const channel = this.pick([...this.server.channels.keys()])
    if (!device || channel === undefined) return
    const { store } = device
    const items = [...this.server.items.values()].filter((item) => item.channel === channel)
    const item = this.pick(items)?.id ?? ''
    const held = [...(store.getSnapshot().content.get(channel)?.messages.values() ?? [])]
    const message = this.pick(held)
    const roll = this.chance()
    if (roll < 0.3) this.write(store, channel, item)
    else if (roll < 0.36 && message?.author === device.member) store.edit(message.id, `${message.text} edited ${this.written.length}`)
    else if (roll < 0.4 && message?.author === device.member) store.remove(message.id)
    else if (roll < 0.48 && message) store.toggleReaction(message.id, this.pick(['👍', '❤️']) ?? '')
    else if (roll < 0.51 && message) store.pin(message.id)
    else if (roll < 0.58) this.look(device, channel, item)
    else if (roll < 0.64) device.leave.get(channel)?.()
    else if (roll < 0.68) void store.loadOlder(channel)
    else if (roll < 0.71 && message) void store.openTimeline(channel, undefined, { seq: message.seq })
    else if (roll < 0.77 && message) store.markRead(channel, message.seq)
    else if (roll < 0.81 && message) store.markRead(channel, message.seq, message.item)
    else if (roll < 0.83 && message) void store.markUnread(channel, message.seq)
    else if (roll < 0.86) void store.createItem(channel, `topic ${this.written.length}`)
    else if (roll < 0.9) device.signals.go(!device.signals.isOnline())
    else if (roll < 0.93) this.reload(device)
    else if (roll < 0.95) this.net.cutAll()
  }

  private write(store: Store, channel: string, item: string): void {
    const { me } = store.getSnapshot()
    if (!me) return
    const other = this.pick([...this.server.members.keys()])
    const text = `words ${this.written.length}${this.chance() < 0.3 ? ` @[${other}]` : ''}`
    this.written.push(text)
    store.send(channel, item, text)
  }

  private look(device: Device, channel: string, item: string): void {
    device.leave.get(channel)?.()
    device.leave.set(channel, device.store.look(channel))
    void device.store.openTimeline(channel, this.chance() < 0.5 ? undefined : item, 'latest')
  }

  /** Everybody begins with a channel on the screen. */
  lookAround(): void {
    for (const device of this.devices) for (const [at, channel] of [...this.server.channels.keys()].entries()) if (at === 0) this.look(device, channel, '')
  }

  /** Nothing that a person wrote is ever on the screen twice. */
  nothingTwice(): void {
    for (const { store } of this.devices) {
      for (const channel of this.server.channels.keys()) {
        const { rows } = select.timeline(store.getSnapshot(), channel)
        const keys = rows.map((row) => row.key)
        expect(new Set(keys).size).toBe(keys.length)
        const words = rows.map((row) => row.message.text.split(' edited')[0]).filter((text) => text?.startsWith('words'))
        expect(new Set(words).size).toBe(words.length)
      }
    }
  }

  async quiet(): Promise<void> {
    this.net.chaos = { double: 0, hole: 0, reset: 0, cut: 0, delayMs: 20 }
    for (const device of this.devices) device.signals.go(true)
    this.net.cutAll()
    await this.clock.pass(120_000)
    for (const device of this.devices) {
      for (const channel of this.server.channels.keys()) {
        device.store.look(channel)
        void device.store.openTimeline(channel, undefined, 'latest')
      }
    }
    await this.clock.pass(20_000)
    for (const { store } of this.devices) {
      for (const channel of this.server.channels.keys()) {
        while (select.timeline(store.getSnapshot(), channel).hasBefore) {
          void store.loadOlder(channel)
          await this.clock.pass(1_000)
        }
        void store.loadPins(channel)
      }
    }
    await this.clock.pass(10_000)
  }

  equal(): void {
    for (const { store, member } of this.devices) {
      const state = store.getSnapshot()
      expect(state.connection.name).toBe('live')
      expect(state.outbox.filter((entry) => entry.state !== 'failed')).toEqual([])
      for (const channel of this.server.channels.keys()) {
        const truth = [...this.server.messages.values()].filter((message) => message.channel === channel).sort((a, b) => a.seq - b.seq)
        const shown = select.timeline(state, channel).rows.filter((row) => row.state === 'confirmed').map((row) => row.message)
        expect(shown).toEqual(truth)
        const items = [...this.server.items.values()].filter((item) => item.channel === channel)
        expect([...(state.content.get(channel)?.items.values() ?? [])].sort((a, b) => a.seq - b.seq)).toEqual(items.sort((a, b) => a.seq - b.seq))
        expect(select.pins(state, channel).map((pin) => pin.id).sort()).toEqual(truth.filter((one) => one.pinned).map((one) => one.id).sort())
        const { count, mentions, first, items: waiting } = this.server.unread(member, channel)
        const unread = state.unread.get(channel)
        expect({ count: unread?.count, mentions: unread?.mentions, first: unread?.first }).toEqual({ count, mentions, first })
        expect(new Map([...(unread?.items ?? [])].filter(([, one]) => one.count > 0))).toEqual(new Map(waiting?.map((one) => [one.item, { count: one.count, mentions: one.mentions }])))
        const marks = state.marks.get(channel)
        const told = this.server.marksOf(member, channel)
        expect([...(marks?.channel ? [marks.channel] : []), ...(marks?.items.values() ?? [])].sort((a, b) => a.version - b.version)).toEqual(told.sort((a, b) => a.version - b.version))
      }
    }
    const texts = [...this.server.messages.values()].filter((message) => !message.deleted).map((message) => message.text.split(' edited')[0])
    expect(new Set(texts).size).toBe(texts.length)
  }
}

describe('many clients over a bad network', () => {
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    test(`seed ${seed}`, async () => {
      const world = new World(seed * 7919)
      await world.clock.pass(5_000)
      world.lookAround()
      world.net.chaos = WILD
      for (let step = 0; step < STEPS; step += 1) {
        world.step()
        await world.clock.pass(world.chance() * 1_500)
        world.nothingTwice()
      }
      await world.quiet()
      world.equal()
      const kept = new Set([...world.server.messages.values()].map((message) => message.text.split(' edited')[0]))
      const deleted = [...world.server.messages.values()].filter((message) => message.deleted).length
      const unsent = world.devices.flatMap(({ store }) => store.getSnapshot().outbox).length
      expect(kept.size + deleted).toBeGreaterThanOrEqual(world.written.length - unsent)
    }, 60_000)
  }
})
