// Takes pages of messages and items into what is held. A page is a snapshot: it may be newer than the content
// or, when events overtook it, older; then the content steps back to the page's `as_of` and is caught up by
// the same events once more, which change only what is older than them.
import type { ChannelId, ItemsPage, MessagesPage, MessageView } from '../wire'
import { newerMessage, withItem } from './content'
import { emptyContent } from './empty'
import { put } from './maps'
import { joined } from './ranges'
import type { ChannelContent, Range, State, TimelineKey, TimelineState } from './state'

/** Which page was asked for. */
export type Asked = { readonly before: number } | { readonly after: number } | { readonly anchor: number | string } | 'newest'

const NO_TIMELINE: TimelineState = { ranges: [] }

/** Takes a page in. `replacing`: what was held is too old to be caught up and goes. */
export function withMessages(state: State, channel: ChannelId, key: TimelineKey, page: MessagesPage, asked: Asked, replacing: boolean): State {
  const held = state.content.get(channel)
  const content = stepped(replacing ? undefined : held, page.as_of)
  const messages = page.messages.reduce((all: ReadonlyMap<string, MessageView>, message) => newerMessage(all, message), content.messages)
  const former = content.timelines.get(key) ?? NO_TIMELINE
  const timeline: TimelineState = {
    ranges: joined([...former.ranges, rangeOf(page, asked)]), ...anchored(page, asked, former.anchor),
  }
  return placed(state, channel, { ...content, messages, timelines: put(content.timelines, key, timeline) })
}

/** The stretch of the timeline that a page covers. */
export function rangeOf(page: MessagesPage, asked: Asked): Range {
  const first = page.messages[0]?.seq
  const last = page.messages.at(-1)?.seq
  const isFirst = !page.has_before
  const from = isFirst ? 0 : (first ?? page.as_of + 1)
  const to = page.has_after ? (last ?? 0) : Infinity
  if (typeof asked === 'object' && 'before' in asked) return { from: Math.min(from, asked.before), to: asked.before - 1, isFirst }
  if (typeof asked === 'object' && 'after' in asked) return { from: asked.after + 1, to: page.has_after ? Math.max(to, asked.after) : to, isFirst: false }
  return { from, to, isFirst }
}

function anchored(page: MessagesPage, asked: Asked, former: number | undefined): { anchor?: number } {
  if (asked === 'newest') return {}
  if ('anchor' in asked) {
    const seq = typeof asked.anchor === 'number' ? asked.anchor : page.messages[Math.floor(page.messages.length / 2)]?.seq
    return seq === undefined || !page.has_after ? {} : { anchor: within(page, seq) }
  }
  return former === undefined ? {} : { anchor: former }
}

/** The nearest seq that the page covers. */
function within(page: MessagesPage, seq: number): number {
  const first = page.messages[0]?.seq ?? seq
  const last = page.messages.at(-1)?.seq ?? seq
  return Math.min(Math.max(seq, first), last)
}

export function withItems(state: State, channel: ChannelId, page: ItemsPage, isWhole: boolean): State {
  const content = page.items.reduce(withItem, stepped(state.content.get(channel), page.as_of))
  return placed(state, channel, { ...content, hasAllItems: content.hasAllItems || isWhole })
}

/** Messages that belong to no stretch: pins, what a quote refers to. */
export function withLoose(state: State, channel: ChannelId, found: readonly MessageView[], asOf: number | undefined, hasAllPins: boolean): State {
  const held = state.content.get(channel)
  if (!held && asOf === undefined) return state
  const content = stepped(held, asOf ?? Infinity)
  const messages = found.reduce((all: ReadonlyMap<string, MessageView>, message) => newerMessage(all, message), content.messages)
  return placed(state, channel, { ...content, messages, hasAllPins: content.hasAllPins || hasAllPins })
}

function stepped(held: ChannelContent | undefined, asOf: number): ChannelContent {
  if (!held) return emptyContent(asOf)
  return asOf < held.asOf ? { ...held, asOf } : held
}

function placed(state: State, channel: ChannelId, content: ChannelContent): State {
  const stream = state.streams.get(channel)
  const isCurrent = stream?.depth === 'full' && content.asOf >= stream.cursor
  return { ...state, content: put(state.content, channel, { ...content, isCurrent }) }
}
