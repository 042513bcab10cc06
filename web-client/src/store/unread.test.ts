// What waits, case by case: state before, what happens, what a person then reads in the channel list. And against
// a model that counts event by event, over many random lives of a channel.
import { describe, expect, test } from 'vitest'
import type { LightEvent, MarkView, MemberView, UnreadView } from '../wire'
import { EMPTY } from './empty'
import type { State } from './state'
import { seeded } from './testing/hand-clock'
import { marked, noted, quiet, raised, told, unreadAgain } from './unread'

const ME = 'me'
const me: MemberView = { id: ME, given: 'A', family: 'B', title: '', languages: [], affiliations: [], status: 'active', version: 1 }

type Step = (state: State) => State

const posted = (seq: number, more: Partial<LightEvent> = {}): Step => (state) =>
  noted(state, 'c', { stream: 'c', seq, actor: 'other', verb: 'posted', item: 'i', message: `m${seq}`, counts: true, ...more })
const deleted = (seq: number, message: string): Step => (state) => noted(state, 'c', { stream: 'c', seq, actor: 'other', verb: 'deleted', message })
const mark = (seq: number, version: number, item?: string): Step => (state) => {
  const told: MarkView = { channel: 'c', seq, version, ...(item === undefined ? {} : { item }) }
  return marked(state, told)
}
const read = (seq: number, item?: string): Step => (state) => raised(state, 'c', item, seq)
const answered = (view: Partial<UnreadView>, marks: MarkView[] = [], version = 0): Step => (state) =>
  told(state, { channel: 'c', count: 0, mentions: 0, as_of: 0, ...view }, marks, version)

function after(...steps: Step[]) {
  const before: State = { ...EMPTY, me, unread: new Map([['c', quiet(0)]]) }
  const state = steps.reduce((next, step) => step(next), before)
  const unread = state.unread.get('c')
  return { count: unread?.count, mentions: unread?.mentions, first: unread?.first, doubtful: unread?.doubtful }
}

const sure = { doubtful: false }

describe('what counts', () => {
  test.each<[string, Step[], Partial<ReturnType<typeof after>>]>([
    ['what others wrote', [posted(1), posted(2)], { count: 2, first: 1, ...sure }],
    ['not what I wrote', [posted(1, { actor: ME })], { count: 0, first: undefined, ...sure }],
    ['an act without an actor counts', [posted(1, { verb: 'noted' }), (state) => noted(state, 'c', { stream: 'c', seq: 2, verb: 'voted', counts: true })], { count: 2 }],
    ['not what does not count', [posted(1, { counts: false })], { count: 0 }],
    ['not what has left', [posted(1, { void: true })], { count: 0 }],
    ['mentions of me', [posted(1, { mentions: [ME] }), posted(2, { mentions: ['x'] }), posted(3, { mentions_channel: true })], { count: 3, mentions: 2 }],
    ['the same event twice', [answered({ as_of: 2, count: 1, first: 2 }), posted(2)], { count: 1 }],
    ['a hundred are many', Array.from({ length: 150 }, (_, at) => posted(at + 1)), { count: 100 }],
  ])('%s', (_, steps, expected) => expect(after(...steps)).toMatchObject(expected))
})

describe('reading', () => {
  test.each<[string, Step[], Partial<ReturnType<typeof after>>]>([
    ['to the end', [posted(1), posted(2), read(2)], { count: 0, first: undefined, ...sure }],
    ['half way', [posted(1), posted(2), read(1)], { count: 1, first: 2, ...sure }],
    ['one item of two', [posted(1), posted(2, { item: 'j' }), read(2, 'i')], { count: 1, first: 2, ...sure }],
    ['a mark from another device', [posted(1), posted(2), mark(1, 1)], { count: 1, ...sure }],
    ['an older mark changes nothing', [posted(1), posted(2), mark(2, 2), mark(1, 1)], { count: 0 }],
    ['before the answer began: nothing changes', [answered({ count: 3, first: 10, as_of: 20 }), read(5)], { count: 3, ...sure }],
    ['past all of the answer', [answered({ count: 3, first: 10, as_of: 20 }), posted(21), read(20)], { count: 1, first: 21, ...sure }],
    ['into the answer: the server is asked', [answered({ count: 3, first: 10, as_of: 20 }), read(15)], { doubtful: true }],
    ['marked unread: the server is asked', [posted(1), mark(1, 1), mark(0, 2)], { doubtful: true }],
    ['and only an answer settles it', [posted(1), mark(1, 1), mark(0, 2), read(1)], { doubtful: true }],
    ['a channel mark below an item\'s own', [mark(1, 1), mark(9, 2, 'i'), mark(3, 3)], { doubtful: true }],
    ['an item marked unread below the channel mark', [mark(5, 1), mark(2, 2, 'i')], { doubtful: true }],
    ['taking one\'s reading back', [posted(1), read(1), (state) => unreadAgain(state, 'c')], { doubtful: true }],
    ['own reading stays over an older answer', [posted(1), read(1), answered({ count: 1, first: 1, as_of: 1 })], { count: 0, ...sure }],
  ])('%s', (_, steps, expected) => expect(after(...steps)).toMatchObject(expected))
})

describe('removal', () => {
  test.each<[string, Step[], Partial<ReturnType<typeof after>>]>([
    ['of what was counted', [posted(1), posted(2), deleted(3, 'm1')], { count: 1, first: 2, ...sure }],
    ['of what nobody counted', [deleted(3, 'm0')], { count: 0, ...sure }],
    ['of what the answer may have counted', [answered({ count: 3, first: 10, as_of: 20 }), deleted(21, 'm12')], { doubtful: true }],
    ['an answer from before it does not settle it', [answered({ count: 3, first: 10, as_of: 20 }), deleted(21, 'm12'), answered({ count: 3, first: 10, as_of: 20 })], { doubtful: true }],
    ['one that knows of it does', [answered({ count: 3, first: 10, as_of: 20 }), deleted(21, 'm12'), answered({ count: 2, first: 10, as_of: 21 })], { count: 2, ...sure }],
    ['an item goes with all under it', [posted(1), (state) => noted(state, 'c', { stream: 'c', seq: 2, actor: 'x', verb: 'item_deleted', item: 'i' })], { doubtful: true }],
  ])('%s', (_, steps, expected) => expect(after(...steps)).toMatchObject(expected))
})

/** The definition itself, told of everything. */
class Model {
  events: { seq: number; item: string; isGone: boolean; isMine: boolean; mention: boolean }[] = []
  channel = 0
  items = new Map<string, number>()
  version = 0

  view(): UnreadView {
    const waiting = this.events.filter((one) => !one.isGone && !one.isMine && one.seq > Math.max(this.channel, this.items.get(one.item) ?? 0))
    const items = [...new Set(waiting.map((one) => one.item))].map((item) => {
      const under = waiting.filter((one) => one.item === item)
      return { item, count: under.length, mentions: under.filter((one) => one.mention).length }
    })
    return {
      channel: 'c', count: Math.min(100, waiting.length), mentions: waiting.filter((one) => one.mention).length, items, as_of: this.head,
      ...(waiting[0] ? { first: waiting[0].seq } : {}),
    }
  }

  marks(): MarkView[] {
    const own: MarkView = { channel: 'c', seq: this.channel, version: this.version }
    return [own, ...[...this.items].map(([item, seq]) => ({ channel: 'c', item, seq, version: this.version }))]
  }

  head = 0
}

describe('against the definition', () => {
  test.each(Array.from({ length: 200 }, (_, at) => at + 1))('life %i', (seed) => {
    const chance = seeded(seed * 31)
    const model = new Model()
    let state: State = { ...EMPTY, me, unread: new Map([['c', quiet(0)]]) }
    for (let step = 0; step < 60; step += 1) {
      state = lived(state, model, chance)
      const unread = state.unread.get('c')
      if (unread?.doubtful) continue
      const { count, mentions, first } = model.view()
      expect({ count: unread?.count, mentions: unread?.mentions, first: unread?.first }).toEqual({ count, mentions, first })
    }
    state = told(state, model.view(), model.marks(), model.version)
    expect(state.unread.get('c')).toMatchObject({ count: model.view().count, doubtful: false })
  })
})

function lived(state: State, model: Model, chance: () => number): State {
  const roll = chance()
  const item = chance() < 0.5 ? 'i' : 'j'
  if (roll < 0.5) {
    model.head += 1
    const one = { seq: model.head, item, isGone: false, isMine: chance() < 0.3, mention: chance() < 0.3 }
    model.events.push(one)
    return posted(one.seq, { item, actor: one.isMine ? ME : 'other', ...(one.mention ? { mentions: [ME] } : {}) })(state)
  }
  if (roll < 0.6 && model.events.length > 0) {
    const gone = model.events[Math.floor(chance() * model.events.length)]
    if (!gone || gone.isGone) return state
    gone.isGone = true
    model.head += 1
    return deleted(model.head, `m${gone.seq}`)(state)
  }
  if (roll < 0.85) {
    model.version += 1
    const seq = Math.floor(chance() * (model.head + 1))
    const isLowering = chance() < 0.2
    if (chance() < 0.5) {
      model.channel = isLowering ? seq : Math.max(seq, model.channel)
      for (const [one, at] of model.items) if (isLowering || at <= model.channel) model.items.delete(one)
      return mark(model.channel, model.version)(state)
    }
    const raisedTo = Math.max(seq, model.items.get(item) ?? 0, model.channel)
    if (raisedTo > model.channel) model.items.set(item, raisedTo)
    return mark(raisedTo, model.version, item)(state)
  }
  return told(state, model.view(), model.marks(), model.version)
}
