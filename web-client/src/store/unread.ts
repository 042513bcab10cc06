// How much waits, derived as the promises say: events that count, by others, not removed, with a seq above
// both the channel's mark and the item's. Exact to 99. The server's last answer is the base, events after it
// are added here; where that does not suffice the counts become doubtful and the server is asked again.
import type { ChannelId, Event, ItemId, LightEvent, MarkView, MemberId, UnreadView } from '../wire'
import { drop, keep, put } from './maps'
import { markKey, type ChannelMarks, type ReadAhead, type State, type Unread, type UnreadBase, type UnreadEvent, type UnreadItem } from './state'

/** This many or more are not counted further. */
export const MANY = 100

const NO_ITEMS: ReadonlyMap<ItemId, UnreadItem> = new Map()
const NO_MARKS: ChannelMarks = { version: 0, items: new Map() }

/** Nothing waits, as of a seq. */
export function quiet(asOf: number): Unread {
  return derived({ count: 0, mentions: 0, items: NO_ITEMS, asOf }, [], false, 0)
}

function derived(base: UnreadBase, events: readonly UnreadEvent[], doubtful: boolean, doubtfulAt: number): Unread {
  const items = new Map(base.items)
  let mentions = base.mentions
  for (const { item, mention } of events) {
    mentions += Number(mention)
    if (item === undefined) continue
    const former = items.get(item) ?? { count: 0, mentions: 0 }
    items.set(item, { count: Math.min(MANY, former.count + 1), mentions: Math.min(MANY, former.mentions + Number(mention)) })
  }
  const first = base.first ?? events[0]?.seq
  return {
    count: Math.min(MANY, base.count + events.length),
    mentions: Math.min(MANY, mentions),
    items,
    ...(first === undefined ? {} : { first }),
    base, events, doubtful, doubtfulAt,
  }
}

function doubted(unread: Unread, seq: number = unread.doubtfulAt): Unread {
  return { ...unread, doubtful: true, doubtfulAt: Math.max(unread.doubtfulAt, seq) }
}

function withUnread(state: State, channel: ChannelId, unread: Unread): State {
  return { ...state, unread: put(state.unread, channel, unread) }
}

/** Takes the server's word on a channel: its marks and its counts. What one has read since, and unread events
 *  that came since, are laid over it. An answer older than what is known is left, and asked for again. */
export function told(state: State, view: UnreadView, marks: readonly MarkView[], version: number): State {
  const held = state.unread.get(view.channel)
  if (held && view.as_of < held.base.asOf) return state
  // A mark that was told of meanwhile may have come after others that were missed.
  if (held && version < (state.marks.get(view.channel)?.version ?? 0)) return withUnread(state, view.channel, doubted(held))
  const own = marks.find((mark) => mark.item === undefined)
  const ofItems = new Map(marks.flatMap((mark) => (mark.item === undefined ? [] : [[mark.item, mark] as const])))
  const kept: ChannelMarks = { version, ...(own ? { channel: own } : {}), items: ofItems }
  const items = new Map((view.items ?? []).map(({ item, count, mentions }) => [item, { count, mentions }] as const))
  const base: UnreadBase = {
    count: view.count, mentions: view.mentions, items, asOf: view.as_of, ...(view.first === undefined ? {} : { first: view.first }),
  }
  const events = (held?.events ?? []).filter((event) => event.seq > view.as_of && isAbove(kept, event))
  const stillDoubtful = held !== undefined && held.doubtful && view.as_of < held.doubtfulAt
  const next = withUnread({ ...state, marks: put(state.marks, view.channel, kept) }, view.channel, derived(base, events, stillDoubtful, held?.doubtfulAt ?? 0))
  const ahead = [...state.readAhead.values()].filter((one) => one.channel === view.channel)
  return ahead.reduce((read, one) => raised(read, one.channel, one.item, one.seq), next)
}

function isAbove(marks: ChannelMarks | undefined, event: { readonly seq: number; readonly item?: ItemId | undefined }): boolean {
  const ofItem = event.item === undefined ? 0 : (marks?.items.get(event.item)?.seq ?? 0)
  return event.seq > Math.max(marks?.channel?.seq ?? 0, ofItem)
}

const TAKES_AWAY = new Set(['item_deleted', 'moved', 'expired'])

/** What an event of a channel's stream does to its counts. */
export function noted(state: State, channel: ChannelId, event: Event | LightEvent): State {
  const unread = state.unread.get(channel)
  if (!unread || event.seq <= unread.base.asOf) return state
  if (event.verb === 'deleted' || event.verb === 'hidden') return withUnread(state, channel, withoutMessage(unread, event, state.me?.id))
  if (event.verb === 'edited') return withUnread(state, channel, withNewWords(state, unread, event))
  const isReadAhead = event.item !== undefined && state.marks.get(channel)?.items.has(event.item) === true
  if (TAKES_AWAY.has(event.verb) && (unread.count > 0 || isReadAhead)) return withUnread(state, channel, doubted(unread, event.seq))
  const isOwn = event.actor !== undefined && event.actor === state.me?.id
  if (!event.counts || event.void || isOwn) return state
  if (!isAbove(state.marks.get(channel), event)) return state
  const mention = (event.mentions_channel ?? false) || (state.me !== undefined && (event.mentions ?? []).includes(state.me.id))
  const fresh: UnreadEvent = {
    seq: event.seq, mention, ...(event.item === undefined ? {} : { item: event.item }), ...(event.message === undefined ? {} : { message: event.message }),
  }
  return withUnread(state, channel, derived(unread.base, [...unread.events, fresh], unread.doubtful, unread.doubtfulAt))
}

/** New words may mention whom the old ones did not, or no longer. */
function withNewWords(state: State, unread: Unread, event: Event | LightEvent): Unread {
  const message = 'content' in event ? event.content?.message : undefined
  const me = state.me?.id
  // What one wrote oneself does not wait for one.
  if (unread.count === 0 || event.actor === me) return unread
  if (!message) return doubted(unread, event.seq)
  const mention = (message.mentions_channel ?? false) || (me !== undefined && (message.mentions ?? []).includes(me))
  const events = unread.events.map((one) => (one.message === message.id ? { ...one, mention } : one))
  if (unread.events.some((one) => one.message === message.id)) return derived(unread.base, events, unread.doubtful, unread.doubtfulAt)
  const isRead = !isAbove(state.marks.get(message.channel), message) || message.seq < (unread.base.first ?? 0)
  const mayDiffer = mention || unread.base.mentions > 0
  return isRead || !mayDiffer ? unread : doubted(unread, event.seq)
}

function withoutMessage(unread: Unread, event: Event | LightEvent, me: MemberId | undefined): Unread {
  const events = unread.events.filter((one) => one.message !== event.message)
  if (events.length < unread.events.length) return derived(unread.base, events, unread.doubtful, unread.doubtfulAt)
  if (unread.base.count === 0) return unread
  if ('content' in event && me !== undefined && event.content?.message?.author === me) return unread
  const was = 'facts' in event ? event.facts?.['was'] : undefined
  if (typeof was === 'number' && (was > unread.base.asOf || was < (unread.base.first ?? 0))) return unread
  return doubted(unread, event.seq)
}

/** A mark that the server told of. Of two, the higher version wins; what one has read since is laid over it. */
export function marked(state: State, mark: MarkView): State {
  const next = heardOfMark(state, mark.version)
  const marks = next.marks.get(mark.channel) ?? NO_MARKS
  if (mark.version <= marks.version) return next
  const former = mark.item === undefined ? marks.channel : marks.items.get(mark.item)
  const ahead = next.readAhead.get(markKey(mark.channel, mark.item))?.seq ?? 0
  const moved = placed(next, { ...mark, seq: Math.max(mark.seq, ahead) }, { ...marks, version: mark.version }, former)
  // Marking a channel unread takes the marks of its items away; a mark does not say which way it moved.
  const unread = moved.unread.get(mark.channel)
  const hasAhead = mark.item === undefined && [...marks.items.values()].some((one) => one.seq > mark.seq)
  return unread && hasAhead ? withUnread(moved, mark.channel, doubted(unread)) : moved
}

/** Versions grow by one: a hole means that a mark moved while nobody listened. */
function heardOfMark(state: State, version: number): State {
  if (version <= state.markVersion) return state
  return version === state.markVersion + 1 ? { ...state, markVersion: version } : { ...state, marksStale: true }
}

/** The server has answered one's own reading, with the mark or (no `mark`) by refusing it. Where the answer was
 *  overtaken by a later change, what the mark stands at now is the server's to say. */
export function settledMark(state: State, { channel, item, seq }: ReadAhead, mark: MarkView | undefined): State {
  const key = markKey(channel, item)
  const ahead = state.readAhead.get(key)
  const next = ahead && ahead.seq <= seq ? { ...state, readAhead: drop(state.readAhead, key) } : state
  const isOvertaken = !mark || mark.version < (state.marks.get(channel)?.version ?? 0)
  if (!isOvertaken) return marked(next, mark)
  const unread = next.unread.get(channel)
  return unread ? withUnread(next, channel, doubted(unread)) : next
}

/** Whoever marks as unread takes their own reading back; where the marks stand then, the server says. */
export function unreadAgain(state: State, channel: ChannelId): State {
  const readAhead = keep(state.readAhead, (ahead) => ahead.channel !== channel)
  const unread = state.unread.get(channel)
  const next = { ...state, readAhead }
  return unread ? withUnread(next, channel, doubted(unread)) : next
}

/** Reading raises a mark at once, before the server has answered. */
export function raised(state: State, channel: ChannelId, item: ItemId | undefined, seq: number): State {
  const marks = state.marks.get(channel) ?? NO_MARKS
  const former = item === undefined ? marks.channel : marks.items.get(item)
  if (seq <= Math.max(marks.channel?.seq ?? 0, former?.seq ?? 0)) return state
  const ofItem = item === undefined ? {} : { item }
  const readAhead = put(state.readAhead, markKey(channel, item), { channel, seq, ...ofItem })
  return placed({ ...state, readAhead }, { channel, seq, version: former?.version ?? 0, ...ofItem }, marks, former)
}

function placed(state: State, mark: MarkView, marks: ChannelMarks, former: MarkView | undefined): State {
  const next: ChannelMarks = mark.item === undefined
    ? { version: marks.version, channel: mark, items: new Map([...marks.items].filter(([, one]) => one.seq > mark.seq)) }
    : { ...marks, items: withItemMark(marks, mark, mark.item) }
  const unread = state.unread.get(mark.channel)
  const changed = { ...state, marks: put(state.marks, mark.channel, next) }
  if (!unread) return changed
  // An item's mark below its channel's tells that the channel's came down, too.
  const isLower = mark.seq < Math.max(former?.seq ?? 0, mark.item === undefined ? 0 : (marks.channel?.seq ?? 0))
  return withUnread(changed, mark.channel, isLower ? doubted(unread) : readTo(unread, mark, next))
}

function withItemMark(marks: ChannelMarks, mark: MarkView, item: ItemId): ReadonlyMap<ItemId, MarkView> {
  const items = new Map(marks.items)
  if (mark.seq > (marks.channel?.seq ?? 0)) items.set(item, mark)
  else items.delete(item)
  return items
}

function readTo(unread: Unread, mark: MarkView, marks: ChannelMarks): Unread {
  const { base } = unread
  const events = unread.events.filter((event) => isAbove(marks, event))
  const now = (next: UnreadBase, isDoubtful: boolean) => derived(next, events, unread.doubtful || isDoubtful, unread.doubtfulAt)
  if (base.count === 0) return now(base, false)
  if (mark.item === undefined) {
    if (mark.seq >= base.asOf) return now({ count: 0, mentions: 0, items: NO_ITEMS, asOf: base.asOf }, false)
    return now(base, base.first === undefined || mark.seq >= base.first)
  }
  const ofItem = base.items.get(mark.item)
  if (!ofItem) return now(base, base.count >= MANY)
  if (mark.seq < base.asOf) return now(base, true)
  return now(withoutItem(base, mark.item, ofItem), base.count > ofItem.count)
}

/** The base without one item. Where the first of the rest stands is not known; the caller has it asked. */
function withoutItem(base: UnreadBase, item: ItemId, ofItem: UnreadItem): UnreadBase {
  const items = new Map(base.items)
  items.delete(item)
  const count = Math.max(0, base.count - ofItem.count)
  return {
    count, mentions: Math.max(0, base.mentions - ofItem.mentions), items, asOf: base.asOf,
    ...(count > 0 && base.first !== undefined ? { first: base.first } : {}),
  }
}
