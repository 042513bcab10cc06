// What an event does to the items and messages held of a channel. The event carries content as it stands now;
// what is held is replaced only by what is newer, so the same event twice, or late, changes nothing.
import type { ChannelId, Event, ItemView, MessageId, MessageView } from '../wire'
import { drop, keep, put } from './maps'
import { withMoved } from './moved'
import type { ChannelContent, Range, State, TimelineState } from './state'

/** Takes one event of a channel's stream into what is held of it. Only the next one after `asOf` is taken; an
 *  older one is known, a later one leaves the content behind its stream until it is caught up. */
export function withEvent(state: State, channel: ChannelId, event: Event): State {
  const content = state.content.get(channel)
  if (!content || event.seq <= content.asOf) return state
  if (event.seq > content.asOf + 1) return behind(state, channel)
  return { ...state, content: put(state.content, channel, changedBy({ ...content, asOf: event.seq }, channel, event)) }
}

/** The stream went on without content. */
export function behind(state: State, channel: ChannelId): State {
  const content = state.content.get(channel)
  if (!content?.isCurrent) return state
  return { ...state, content: put(state.content, channel, { ...content, isCurrent: false }) }
}

function changedBy(content: ChannelContent, channel: ChannelId, event: Event): ChannelContent {
  if (event.void) return content
  const { message, item } = event.content ?? {}
  let next = event.verb === 'moved' ? withMoved(content, channel, event) : content
  if (message) next = withMessage(next, channel, message, event)
  else if (event.verb === 'deleted' && event.message !== undefined) next = withTombstone(next, event.message, event.seq)
  if (item) next = withItem(next, item)
  else if (event.verb === 'item_deleted' && event.item !== undefined) next = withDeletedItem(next, event.item, event.seq)
  if (event.verb === 'item_deleted' && event.item !== undefined) next = withoutTalk(next, event.item, event.seq)
  if (event.verb === 'expired') next = withoutBefore(next, event.facts?.['before_seq'], event.facts?.['kinds'])
  return next
}

function withMessage(content: ChannelContent, channel: ChannelId, message: MessageView, event: Event): ChannelContent {
  if (message.channel !== channel) return { ...content, messages: drop(content.messages, message.id) }
  const isNew = message.seq === event.seq
  const isWanted = isNew || content.messages.has(message.id) || isCovered(content, message.seq)
  const next = isWanted ? { ...content, messages: newerMessage(content.messages, message) } : content
  // A page may have brought the message before its event came; the item's numbers tell whether it is counted.
  return isNew ? counted(next, event) : next
}

/** A message is newer when a later event touched it. */
export function newerMessage(messages: ReadonlyMap<MessageId, MessageView>, message: MessageView): ReadonlyMap<MessageId, MessageView> {
  const held = messages.get(message.id)
  return held && held.changed_seq >= message.changed_seq ? messages : put(messages, message.id, message)
}

function isCovered(content: ChannelContent, seq: number): boolean {
  const covers = ({ ranges }: TimelineState) => ranges.some((range) => range.from <= seq && seq <= range.to)
  return [...content.timelines.values()].some(covers)
}

/** The item's own numbers, which a message changes without changing the item. */
function counted(content: ChannelContent, { item: id, seq }: Event): ChannelContent {
  const item = id === undefined ? undefined : content.items.get(id)
  if (!item || seq <= Math.max(item.last_seq, item.changed_seq)) return content
  const next = { ...item, last_seq: seq, message_count: item.message_count + 1 }
  return { ...content, items: put(content.items, item.id, next) }
}

/** An item is newer when a later event touched it, or when it came from the desk into the open. */
export function withItem(content: ChannelContent, item: ItemView): ChannelContent {
  const held = content.items.get(item.id)
  // In the open it is numbered and counted anew.
  const isPublished = held?.desk === true && item.desk !== true
  if (!held || isPublished) return { ...content, items: put(content.items, item.id, item) }
  const isNewer = held.changed_seq < item.changed_seq
  const hasMore = item.last_seq > held.last_seq
  if (!isNewer && !hasMore) return content
  const base = isNewer ? item : held
  // After a move there are fewer.
  const numbers = isNewer || hasMore ? item : held
  const next = { ...base, last_seq: numbers.last_seq, message_count: numbers.message_count }
  return { ...content, items: put(content.items, item.id, next) }
}

function withDeletedItem(content: ChannelContent, id: string, seq: number): ChannelContent {
  const item = content.items.get(id)
  if (!item || item.changed_seq >= seq) return content
  const next: ItemView = { ...item, deleted: true, title: '', text: '', body: null, changed_seq: seq }
  return { ...content, items: put(content.items, id, next) }
}

/** What was said under an item goes with it: no word of it stays on the device. */
function withoutTalk(content: ChannelContent, item: string, seq: number): ChannelContent {
  const said = [...content.messages.values()].filter((message) => message.item === item && message.deleted !== true)
  return said.reduce((next, message) => withTombstone(next, message.id, seq), content)
}

function withTombstone(content: ChannelContent, id: MessageId, seq: number): ChannelContent {
  const held = content.messages.get(id)
  if (!held || held.changed_seq >= seq) return content
  const { channel, item, at } = held
  const next: MessageView = { id, channel, item, seq: held.seq, at, text: '', deleted: true, changed_seq: seq }
  return { ...content, messages: put(content.messages, id, next) }
}

/** Talk before it goes, and with it the items of kinds that are nothing but their talk. */
function withoutBefore(content: ChannelContent, before: unknown, kinds: unknown): ChannelContent {
  if (typeof before !== 'number') return content
  const fades = (item: ItemView) => !item.main && Array.isArray(kinds) && kinds.includes(item.kind) && Math.max(item.last_seq, item.changed_seq) < before
  const cut = (range: Range): readonly Range[] =>
    range.to < before ? [] : [range.from > before ? range : { from: before, to: range.to, isFirst: true }]
  const timelines = new Map([...content.timelines].map(([key, one]) => [key, { ...one, ranges: one.ranges.flatMap(cut) }] as const))
  return { ...content, timelines, messages: keep(content.messages, (message) => message.seq >= before), items: keep(content.items, (item) => !fades(item)) }
}
