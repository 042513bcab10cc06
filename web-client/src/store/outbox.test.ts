// What a person wrote survives a reload, a tunnel and a second tab, is sent once and in order, and is on the screen
// once all the while. On a real (in memory) IndexedDB.
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createWire } from '../wire'
import { createStore } from './create'
import { browserDatabase, type Database } from './database'
import type { Store } from './interface'
import { select } from './select'
import { loneTab, type TabNews, type Tabs } from './tabs'
import { FakeNet, FakeSignals, fakeApi } from './testing/fake-net'
import { FakeServer } from './testing/fake-server'
import { HandClock } from './testing/hand-clock'

function pointer(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const held = new Map<string, string>()
  return { getItem: (key) => held.get(key) ?? null, setItem: (key, value) => void held.set(key, value), removeItem: (key) => void held.delete(key) }
}

/** Tabs of one browser: they hear each other, and share its locks. */
class Browser {
  private readonly ears: ((news: TabNews) => void)[] = []
  private readonly locks = new Map<string, Promise<void>>()

  tab(): Tabs {
    const own = this.ears.length
    this.ears.push(() => undefined)
    return {
      belong: () => undefined,
      tell: (news) => {
        for (const [at, hear] of this.ears.entries()) if (at !== own) queueMicrotask(() => hear(structuredClone(news)))
      },
      listen: (listener) => {
        this.ears[own] = listener
      },
      alone: async (name, act) => {
        const mine = (this.locks.get(name) ?? Promise.resolve()).then(act)
        this.locks.set(name, mine.catch(() => undefined))
        await mine
      },
    }
  }
}

class Desk {
  readonly clock = new HandClock()
  readonly server = new FakeServer(2, 1)
  readonly net = new FakeNet(this.server, this.clock, () => 0.5)
  readonly signals = new FakeSignals()
  readonly member = [...this.server.members.keys()][0] ?? ''
  readonly channel = [...this.server.channels.keys()][0] ?? ''
  readonly item = [...this.server.items.keys()][0] ?? ''
  readonly pointer = pointer()

  open(database: Database = browserDatabase(this.pointer), tabs: Tabs = loneTab()): Store {
    const wire = createWire({ clock: this.clock, signals: this.signals, isSignedIn: async () => true, connect: (ear) => this.net.connect(this.member, ear) })
    const store = createStore({ wire, api: fakeApi(this.net, this.member, this.signals), database, tabs, clock: this.clock })
    void store.start()
    return store
  }

  /** Fake IndexedDB takes a few real turns for each request. */
  async pass(ms: number): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) {
      await this.clock.pass(ms / 10)
      await new Promise((resolve) => {
        setTimeout(resolve, 2)
      })
    }
  }

  async look(store: Store): Promise<void> {
    store.look(this.channel)
    void store.openTimeline(this.channel, undefined, 'latest')
    await this.pass(2_000)
  }

  rows(store: Store) {
    return select.timeline(store.getSnapshot(), this.channel).rows.map((row) => [row.message.text, row.state])
  }

  texts(): string[] {
    return [...this.server.messages.values()].map((message) => message.text)
  }
}

// Many real turns of the event loop; a busy machine takes its time for them.
vi.setConfig({ testTimeout: 60_000 })

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory()
})

describe('the outbox', () => {
  test('written in a tunnel, sent after a reload, once and in order', async () => {
    const desk = new Desk()
    const store = desk.open()
    await desk.pass(3_000)
    await desk.look(store)
    desk.signals.go(false)
    for (const text of ['one', 'two', 'three']) store.send(desk.channel, desk.item, text)
    await desk.pass(2_000)
    expect(desk.rows(store)).toEqual([['one', 'waiting'], ['two', 'waiting'], ['three', 'waiting']])
    store.stop()
    await desk.pass(2_000)
    desk.signals.go(true)
    const again = desk.open()
    await desk.pass(5_000)
    await desk.look(again)
    await desk.pass(10_000)
    expect(desk.texts()).toEqual(['one', 'two', 'three'])
    expect(desk.rows(again)).toEqual([['one', 'confirmed'], ['two', 'confirmed'], ['three', 'confirmed']])
  })

  test('an answer that got lost makes nothing twice', async () => {
    const desk = new Desk()
    const store = desk.open()
    await desk.pass(3_000)
    await desk.look(store)
    desk.net.chaos = { ...desk.net.chaos, cut: 1 }
    store.send(desk.channel, desk.item, 'hei')
    await desk.pass(500)
    expect(desk.texts()).toEqual(['hei'])
    store.stop()
    await desk.pass(1_000)
    desk.net.chaos = { ...desk.net.chaos, cut: 0 }
    const again = desk.open()
    await desk.pass(3_000)
    await desk.look(again)
    await desk.pass(10_000)
    expect(desk.texts()).toEqual(['hei'])
    expect(desk.rows(again)).toEqual([['hei', 'confirmed']])
    expect(again.getSnapshot().outbox).toEqual([])
  })

  test('a row keeps its key when it is confirmed', async () => {
    const desk = new Desk()
    const store = desk.open()
    await desk.pass(3_000)
    await desk.look(store)
    const clientId = store.send(desk.channel, desk.item, 'hei')
    expect(select.timeline(store.getSnapshot(), desk.channel).rows.map((row) => row.key)).toEqual([clientId])
    await desk.pass(3_000)
    expect(select.timeline(store.getSnapshot(), desk.channel).rows.map((row) => [row.key, row.state])).toEqual([[clientId, 'confirmed']])
  })

  test('what is refused stays as failed over a reload, until it is discarded', async () => {
    const desk = new Desk()
    const store = desk.open()
    await desk.pass(3_000)
    await desk.look(store)
    const clientId = store.send(desk.channel, 'no-such-item', 'hei')
    await desk.pass(3_000)
    expect(store.getSnapshot().outbox.map((entry) => [entry.state, entry.refusal?.code])).toEqual([['failed', 'not_found']])
    store.stop()
    const again = desk.open()
    await desk.pass(3_000)
    expect(again.getSnapshot().outbox.map((entry) => entry.state)).toEqual(['failed'])
    again.discard(clientId)
    await desk.pass(1_000)
    again.stop()
    const third = desk.open()
    await desk.pass(3_000)
    expect(third.getSnapshot().outbox).toEqual([])
  })
})

describe('two tabs', () => {
  test('what both wrote in a tunnel is sent once, in the order of writing, and both see it', async () => {
    const desk = new Desk()
    const browser = new Browser()
    const [left, right] = [desk.open(undefined, browser.tab()), desk.open(undefined, browser.tab())]
    await desk.pass(3_000)
    await desk.look(left)
    await desk.look(right)
    desk.signals.go(false)
    for (const [at, text] of ['one', 'two', 'three', 'four'].entries()) {
      const tab = at % 2 === 0 ? left : right
      tab.send(desk.channel, desk.item, text)
      await desk.pass(100)
    }
    expect(desk.rows(left)).toEqual(desk.rows(right))
    desk.signals.go(true)
    await desk.pass(20_000)
    const all = ['one', 'two', 'three', 'four']
    expect(desk.texts()).toEqual(all)
    expect(desk.server.performed).toBe(4)
    for (const tab of [left, right]) {
      expect(desk.rows(tab)).toEqual(all.map((text) => [text, 'confirmed']))
      expect(tab.getSnapshot().outbox).toEqual([])
    }
  })

  test('signing out in one signs out in the other', async () => {
    const desk = new Desk()
    const browser = new Browser()
    const [left, right] = [desk.open(undefined, browser.tab()), desk.open(undefined, browser.tab())]
    await desk.pass(3_000)
    await desk.look(left)
    void left.signOut()
    await desk.pass(3_000)
    expect(right.getSnapshot()).toMatchObject({ phase: 'signed_out' })
    expect(right.getSnapshot().content.size).toBe(0)
    expect((await indexedDB.databases()).map((one) => one.name)).toEqual([])
  })
})

describe('the device', () => {
  test('a visited channel shows before the network answers', async () => {
    const desk = new Desk()
    const store = desk.open()
    await desk.pass(3_000)
    await desk.look(store)
    store.send(desk.channel, desk.item, 'hei')
    store.setDraft(desk.item, { text: 'half a' })
    await desk.pass(5_000)
    store.stop()
    await desk.pass(1_000)
    desk.signals.go(false)
    const again = desk.open()
    await desk.pass(1_000)
    await desk.look(again)
    expect(again.getSnapshot().phase).toBe('ready')
    expect(desk.rows(again)).toEqual([['hei', 'confirmed']])
    expect(select.draft(again.getSnapshot(), desk.item)).toEqual({ text: 'half a' })
    expect(select.timeline(again.getSnapshot(), desk.channel).isStale).toBe(true)
  })

  test('signing out leaves nothing on it', async () => {
    const desk = new Desk()
    const store = desk.open()
    await desk.pass(3_000)
    await desk.look(store)
    store.send(desk.channel, desk.item, 'hei')
    await desk.pass(5_000)
    void store.signOut()
    await desk.pass(2_000)
    expect(store.getSnapshot()).toMatchObject({ phase: 'signed_out', outbox: [] })
    expect((await indexedDB.databases()).map((one) => one.name)).toEqual([])
    expect(desk.pointer.getItem('talkoo.member')).toBeNull()
  })

  test('another life of the database: content goes, what was not sent stays', async () => {
    const desk = new Desk()
    const store = desk.open()
    await desk.pass(3_000)
    await desk.look(store)
    store.send(desk.channel, desk.item, 'old')
    await desk.pass(3_000)
    desk.signals.go(false)
    store.send(desk.channel, desk.item, 'new')
    await desk.pass(1_000)
    desk.server.epoch = 'another'
    desk.server.messages.clear()
    desk.server.streams.set(desk.channel, desk.server.streams.get(desk.channel)?.slice(0, 1) ?? [])
    desk.signals.go(true)
    await desk.pass(20_000)
    expect(store.getSnapshot().epoch).toBe('another')
    expect(desk.texts()).toEqual(['new'])
    expect(desk.rows(store)).toEqual([['new', 'confirmed']])
  })
})
