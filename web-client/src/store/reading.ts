// Loads what the screen looks at: items, pages of timelines, and the events that content missed while its channel
// was heard without content. One request of a sort at a time; what fails is tried again with the next connection.
import { noAnswer, type ChannelId, type ItemId, type MessagesPage, type MessagesQuery, type Reply } from '../wire'
import { stillCurrent } from './apply'
import { behind, withEvent } from './content'
import { isConnected, type Context } from './context'
import type { Opening, Outcome } from './interface'
import { contentFrom } from './kept'
import { withStreamAt, type Link } from './link'
import { drop, put } from './maps'
import { settledOutbox } from './outbox'
import { withItems, withLoose, withMessages, type Asked } from './pages'
import { isHeard } from './places'
import { heldOf, lookedAt } from './ranges'
import { WHOLE, loadingKey, type Loading, type State, type TimelineKey } from './state'

const FIRST_PAGE = 50
const PAGE = 100
const EVENTS_PAGE = 200
/** Further behind than this, reading anew costs less than catching up. */
const TOO_FAR = 600
const LIGHT_AFTER_MS = 30_000
const ITEM_PAGES = 10

export class Reading {
  private readonly looks = new Map<ChannelId, number>()
  private readonly leaving = new Map<ChannelId, () => void>()
  private readonly opened = new Map<ChannelId, Set<TimelineKey>>()
  private readonly busy = new Set<string>()
  private readonly peeked = new Set<ChannelId>()
  private readonly coming = new Map<string, Promise<Outcome<MessagesPage>>>()

  constructor(private readonly context: Context, private readonly link: Link) {
    context.core.watch((state, former) => {
      if (state.content === former.content && state.streams === former.streams && state.channels === former.channels) return
      for (const channel of this.looks.keys()) if (needsCare(state, channel)) this.tendSoon(channel)
    })
  }

  private tendSoon(channel: ChannelId): void {
    if (this.busy.has(`soon ${channel}`)) return
    this.busy.add(`soon ${channel}`)
    this.context.clock.after(0, () => {
      this.busy.delete(`soon ${channel}`)
      void this.tend(channel)
    })
  }

  look(channel: ChannelId): () => void {
    this.leaving.get(channel)?.()
    this.leaving.delete(channel)
    const count = this.looks.get(channel) ?? 0
    this.looks.set(channel, count + 1)
    if (count === 0) void this.tend(channel)
    let isHere = true
    return () => {
      if (isHere) this.unlook(channel)
      isHere = false
    }
  }

  private unlook(channel: ChannelId): void {
    const count = this.looks.get(channel) ?? 1
    if (count > 1) return void this.looks.set(channel, count - 1)
    this.looks.delete(channel)
    // A person who goes back and forth between two channels does not pay for it each time.
    this.leaving.set(channel, this.context.clock.after(LIGHT_AFTER_MS, () => {
      this.leaving.delete(channel)
      this.opened.delete(channel)
      this.goLight(channel)
    }))
  }

  private goLight(channel: ChannelId): void {
    const { core } = this.context
    if (isHeard(core.state, channel)) return this.link.deepen(channel, 'light')
    core.change((state) => behind({ ...state, streams: drop(state.streams, channel) }, channel))
    this.link.leave([channel])
  }

  /** A connection is there: what is looked at is heard in full and brought up to date. */
  connected(): void {
    this.peeked.clear()
    for (const channel of this.looks.keys()) void this.tend(channel)
  }

  /** Another member, or another life of the database. */
  forget(): void {
    this.peeked.clear()
    this.opened.clear()
  }

  peek(channel: ChannelId): void {
    if (this.peeked.has(channel) || this.looks.has(channel)) return
    this.peeked.add(channel)
    void this.once(`peek ${channel}`, async () => {
      await this.fromDevice(channel)
      if (!this.context.core.state.content.has(channel)) await this.newest(channel, WHOLE, false)
      else await this.catchUp(channel)
      await this.loadItems(channel)
    })
  }

  /** Brings a channel that is looked at to where it should be, from wherever it is. */
  private async tend(channel: ChannelId): Promise<void> {
    await this.once(`tend ${channel}`, async () => {
      await this.fromDevice(channel)
      const { core } = this.context
      if (core.state.streams.has(channel)) this.link.deepen(channel, 'full')
      if (core.state.content.has(channel)) await this.catchUp(channel)
      for (const key of this.opened.get(channel) ?? []) {
        const content = core.state.content.get(channel)
        if (!content || !lookedAt(content, key)) await this.newest(channel, key, false)
      }
      await this.loadItems(channel)
      this.hearFromHere(channel)
    })
  }

  /** A channel that is not one's own is heard while it is looked at, from where its content was read. */
  private hearFromHere(channel: ChannelId): void {
    const { core } = this.context
    const content = core.state.content.get(channel)
    if (core.state.streams.has(channel) || !content || !this.looks.has(channel) || !isConnected(this.context)) return
    core.change((state) => stillCurrent(withStreamAt(state, channel, content.asOf, 'full'), channel))
    this.link.resume([channel])
  }

  private async fromDevice(channel: ChannelId): Promise<void> {
    const { core, database } = this.context
    if (core.state.content.has(channel)) return
    const kept = await database.content(channel).catch(() => undefined)
    if (!kept || kept.epoch !== core.state.epoch || core.state.content.has(channel)) return
    core.change((state) => ({ ...state, content: put(state.content, channel, contentFrom(kept)) }))
  }

  /** Asks for the events that content has missed, until it is level with its stream. */
  private async catchUp(channel: ChannelId): Promise<void> {
    const { core, api } = this.context
    await this.once(`catch up ${channel}`, async () => {
      for (;;) {
        const content = core.state.content.get(channel)
        const cursor = core.state.streams.get(channel)?.cursor ?? Infinity
        if (!content || content.asOf >= cursor) return
        const isFar = Number.isFinite(cursor) && cursor - content.asOf > TOO_FAR
        const page = isFar ? undefined : await api.events(channel, { after: content.asOf, limit: EVENTS_PAGE })
        if (page && !page.ok) return
        if (!page || page.value.oldest > content.asOf + 1 || page.value.head - content.asOf > TOO_FAR) return this.readAnew(channel)
        const { events, head } = page.value
        core.changeSoon((state) => {
          const next = events.reduce((all, event) => withEvent(all, channel, event), state)
          return settledOutbox(stillCurrent(next, channel), channel)
        })
        const asOf = core.state.content.get(channel)?.asOf ?? 0
        if (events.length === 0 || asOf >= head) return
      }
    })
  }

  private async readAnew(channel: ChannelId): Promise<void> {
    const keys = [...(this.opened.get(channel) ?? [WHOLE])]
    let isFirst = true
    for (const key of keys) {
      await this.newest(channel, key, isFirst)
      isFirst = false
    }
    await this.loadItems(channel)
  }

  private async newest(channel: ChannelId, key: TimelineKey, replacing: boolean): Promise<Outcome<MessagesPage>> {
    const name = loadingKey(channel, key)
    const underWay = this.coming.get(name)
    if (underWay) return underWay
    const coming = this.page(channel, key, { limit: FIRST_PAGE }, 'newest', 'first', replacing)
    this.coming.set(name, coming)
    return coming.finally(() => this.coming.delete(name))
  }

  async open(channel: ChannelId, item: ItemId | undefined, at: Opening): Promise<Outcome<{ seq?: number }>> {
    const key = item ?? WHOLE
    const keys = this.opened.get(channel) ?? new Set()
    this.opened.set(channel, keys.add(key))
    await this.fromDevice(channel)
    const { core } = this.context
    const place = at === 'first_unread' ? firstUnread(core.state, channel, item) : at
    if (place === 'latest') return this.openNewest(channel, key)
    if ('date' in place) return this.openDate(channel, key, place.date)
    const content = core.state.content.get(channel)
    const ranges = content ? heldOf(content, key) : []
    if (ranges.some((range) => range.from <= place.seq && place.seq <= range.to)) {
      this.anchor(channel, key, place.seq)
      return { ok: true, value: { seq: place.seq } }
    }
    const got = await this.page(channel, key, { around: place.seq, limit: FIRST_PAGE }, { anchor: place.seq }, 'first', false)
    return got.ok ? { ok: true, value: { seq: place.seq } } : got
  }

  private async openNewest(channel: ChannelId, key: TimelineKey): Promise<Outcome<{ seq?: number }>> {
    this.anchor(channel, key, undefined)
    const content = this.context.core.state.content.get(channel)
    if (content && lookedAt(content, key)) return { ok: true, value: {} }
    const got = await this.newest(channel, key, false)
    return got.ok ? { ok: true, value: {} } : got
  }

  private async openDate(channel: ChannelId, key: TimelineKey, date: string): Promise<Outcome<{ seq?: number }>> {
    const got = await this.page(channel, key, { at: date, limit: FIRST_PAGE }, { anchor: date }, 'first', false)
    if (!got.ok) return got
    const from = Date.parse(date)
    const found = got.value.messages.find((message) => Date.parse(message.at) >= from) ?? got.value.messages.at(-1)
    if (found && got.value.has_after) this.anchor(channel, key, found.seq)
    return { ok: true, value: found ? { seq: found.seq } : {} }
  }

  private anchor(channel: ChannelId, key: TimelineKey, anchor: number | undefined): void {
    this.context.core.change((state) => {
      const content = state.content.get(channel)
      if (!content) return state
      const ranges = content.timelines.get(key)?.ranges ?? []
      const timelines = put(content.timelines, key, { ranges, ...(anchor === undefined ? {} : { anchor }) })
      return { ...state, content: put(state.content, channel, { ...content, timelines }) }
    })
  }

  async older(channel: ChannelId, item: ItemId | undefined): Promise<void> {
    const key = item ?? WHOLE
    const content = this.context.core.state.content.get(channel)
    const range = content && lookedAt(content, key)
    if (!range || range.isFirst) return
    await this.page(channel, key, { before: range.from, limit: PAGE }, { before: range.from }, 'before', false)
  }

  async newer(channel: ChannelId, item: ItemId | undefined): Promise<void> {
    const key = item ?? WHOLE
    const content = this.context.core.state.content.get(channel)
    const range = content && lookedAt(content, key)
    if (!range || range.to === Infinity) return
    await this.page(channel, key, { after: range.to, limit: PAGE }, { after: range.to }, 'after', false)
  }

  private async page(channel: ChannelId, key: TimelineKey, query: Partial<MessagesQuery>, asked: Asked, what: Loading['what'], replacing: boolean): Promise<Reply<MessagesPage>> {
    const { core, api } = this.context
    const loading = loadingKey(channel, key)
    if (what !== 'first' && core.state.loading.get(loading)?.what === what) return { ok: false, refusal: noAnswer('this page is on its way') }
    core.change((state) => ({ ...state, loading: put(state.loading, loading, { what }) }))
    const got = await api.messages(channel, { ...query, ...(key === WHOLE ? {} : { item: key }) })
    core.changeSoon((state) => {
      if (!got.ok) return { ...state, loading: put(state.loading, loading, { what: undefined, refusal: got.refusal }) }
      const next = { ...state, loading: drop(state.loading, loading) }
      return settledOutbox(withMessages(next, channel, key, got.value, asked, replacing), channel)
    })
    return got
  }

  private async loadItems(channel: ChannelId): Promise<void> {
    const { core, api } = this.context
    if (core.state.content.get(channel)?.hasAllItems) return
    await this.once(`items ${channel}`, async () => {
      let after: number | undefined
      for (let pages = 0; pages < ITEM_PAGES; pages += 1) {
        const got = await api.items(channel, { limit: EVENTS_PAGE, ...(after === undefined ? {} : { after }) })
        if (!got.ok) return
        after = got.value.next
        const isWhole = after === undefined || pages === ITEM_PAGES - 1
        core.changeSoon((state) => withItems(state, channel, got.value, isWhole))
        if (isWhole) return
      }
    })
  }

  async pins(channel: ChannelId): Promise<void> {
    const got = await this.context.api.messages(channel, { pinned: true, limit: EVENTS_PAGE })
    if (got.ok) this.context.core.changeSoon((state) => withLoose(state, channel, got.value.messages, got.value.as_of, true))
  }

  /** Runs `act` unless the same is under way. */
  private async once(name: string, act: () => Promise<void>): Promise<void> {
    if (this.busy.has(name)) return
    this.busy.add(name)
    try {
      await act()
    } finally {
      this.busy.delete(name)
    }
  }
}

/** Something about a looked-at channel is not as it should be, and a request may better it. */
function needsCare(state: State, channel: ChannelId): boolean {
  const content = state.content.get(channel)
  const stream = state.streams.get(channel)
  const isRefused = state.loading.get(loadingKey(channel, WHOLE))?.refusal?.retry === 'no'
  if (!content) return !isRefused && state.connection.name === 'live' && state.channels.has(channel)
  return stream !== undefined && content.asOf < stream.cursor
}

/** Where the first unread message stands; the newest when nothing waits. */
function firstUnread(state: State, channel: ChannelId, item: ItemId | undefined): 'latest' | { seq: number } {
  const unread = state.unread.get(channel)
  if (!unread || unread.count === 0) return 'latest'
  if (item === undefined) return unread.first === undefined ? 'latest' : { seq: unread.first }
  if (!unread.items.has(item)) return 'latest'
  const marks = state.marks.get(channel)
  return { seq: Math.max(marks?.channel?.seq ?? 0, marks?.items.get(item)?.seq ?? 0) + 1 }
}
