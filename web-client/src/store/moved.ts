// Talk that left its item: what a `moved` event does to what is held of its channel. Where it went to another
// channel it goes; within the channel it stands under another item. Pure.
import type { ChannelId, Event, ItemId, MessageId, MessageView } from '../wire'
import { drop, keep, put } from './maps'
import type { ChannelContent } from './state'

interface Facts {
  readonly count: number
  readonly from: number
  readonly to: number
  readonly item: ItemId | undefined
  readonly isWithin: boolean
  readonly isWhole: boolean
}

export function withMoved(content: ChannelContent, channel: ChannelId, event: Event): ChannelContent {
  const { item } = event
  if (item === undefined) return content
  const facts = read(event, channel)
  const isMoved = (message: MessageView) => message.item === item && facts.from <= message.seq && message.seq <= facts.to
  if (facts.isWithin && facts.item !== undefined) return within(content, facts, facts.item, event.seq, isMoved)
  const messages = keep(content.messages, (message) => !isMoved(message))
  return { ...content, messages, items: facts.isWhole ? drop(content.items, item) : content.items }
}

function read({ facts }: Event, channel: ChannelId): Facts {
  const number = (name: string) => (typeof facts?.[name] === 'number' ? facts[name] : 0)
  const item = facts?.['to_item']
  return {
    count: number('count'),
    from: number('from_seq'),
    to: number('to_seq'),
    item: typeof item === 'string' ? item : undefined,
    isWithin: facts?.['to'] === channel,
    isWhole: facts?.['whole'] === true,
  }
}

function within(content: ChannelContent, facts: Facts, goal: ItemId, seq: number, isMoved: (message: MessageView) => boolean): ChannelContent {
  const messages = new Map<MessageId, MessageView>(content.messages)
  let held = 0
  for (const message of content.messages.values()) {
    if (!isMoved(message)) continue
    held += 1
    messages.set(message.id, { ...message, item: goal, changed_seq: Math.max(message.changed_seq, seq) })
  }
  // What is held of the goal has holes where messages came that are not held.
  const timeline = held < facts.count ? content.timelines.get(goal) : undefined
  const timelines = timeline ? put(content.timelines, goal, { ...timeline, ranges: [] }) : content.timelines
  return { ...content, messages, timelines, items: joinedBy(content, facts, goal, seq) }
}

/** The goal's own numbers. One that was read after this knows them already. */
function joinedBy(content: ChannelContent, { count, to }: Facts, goal: ItemId, seq: number): ChannelContent['items'] {
  const item = content.items.get(goal)
  if (!item || item.changed_seq >= seq) return content.items
  return put(content.items, goal, { ...item, message_count: item.message_count + count, last_seq: Math.max(item.last_seq, to), changed_seq: seq })
}
