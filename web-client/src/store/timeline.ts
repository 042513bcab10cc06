// A timeline as a view draws it: confirmed messages of one stretch in order, waiting ones after them.
import type { ChannelId, ItemId, MemberId, MessageView, Refusal } from '../wire'
import { asMessage, overlaid, unanswered } from './overlay'
import { lookedAt } from './ranges'
import { remember, sameList } from './remember'
import { WHOLE, loadingKey, type ChannelContent, type Loading, type OutboxEntry, type State } from './state'

/** One line of a timeline. */
export interface Row {
  /** Stays the same when a waiting message is confirmed. */
  readonly key: string
  readonly message: MessageView
  readonly state: 'confirmed' | 'waiting' | 'sending' | 'failed'
  /** The waiting or failed message itself: for `retry` and `discard`. */
  readonly entry: OutboxEntry | undefined
  /** A waiting or failed edit or removal of a confirmed message. */
  readonly change: OutboxEntry | undefined
}

export interface Timeline {
  readonly rows: readonly Row[]
  readonly hasBefore: boolean
  readonly hasAfter: boolean
  readonly loading: 'first' | 'before' | 'after' | undefined
  readonly refusal: Refusal | undefined
  /** Something is held, be it an empty conversation. */
  readonly isHeld: boolean
  /** Shown from the device and not yet compared with the server. */
  readonly isStale: boolean
}

const NONE: readonly OutboxEntry[] = []

export function timeline(state: State, channel: ChannelId, item?: ItemId): Timeline {
  const content = state.content.get(channel)
  const key = `timeline ${channel} ${item ?? WHOLE}`
  const waiting = remember(`${key} waiting`, [state.outbox], (former: readonly OutboxEntry[] | undefined) =>
    sameList(former, state.outbox.filter((entry) => entry.channel === channel)))
  const loading = state.loading.get(loadingKey(channel, item ?? WHOLE))
  return remember(key, [content, waiting, loading, state.me?.id, state.sent], (former: Timeline | undefined) =>
    drawn(content, waiting.length > 0 ? waiting : NONE, loading, state, item, former))
}

function drawn(content: ChannelContent | undefined, waiting: readonly OutboxEntry[], loading: Loading | undefined, state: State, item: ItemId | undefined, former: Timeline | undefined): Timeline {
  const me = state.me?.id ?? ''
  const key = item ?? WHOLE
  const range = content ? lookedAt(content, key) : undefined
  const confirmed = content && range ? inRange(content, range.from, range.to, item) : []
  const isNewest = range === undefined || range.to === Infinity
  const before = new Map(former?.rows.map((row) => [row.key, row]))
  const rows = confirmed.map((message) => confirmedRow(message, waiting, state, me, before))
  if (isNewest) {
    const sends = waiting.filter((entry) => item === undefined || entry.item === item)
    rows.push(...unanswered(sends, confirmed, me).flatMap((entry) => waitingRow(entry, me, before) ?? []))
  }
  return {
    rows: sameList(former?.rows, rows),
    hasBefore: range !== undefined && !range.isFirst,
    hasAfter: !isNewest,
    loading: loading?.what,
    refusal: loading?.refusal,
    isHeld: range !== undefined,
    isStale: content !== undefined && !content.isCurrent,
  }
}

function inRange(content: ChannelContent, from: number, to: number, item: ItemId | undefined): readonly MessageView[] {
  const found: MessageView[] = []
  for (const message of content.messages.values()) {
    if (message.seq < from || message.seq > to) continue
    if (item !== undefined && message.item !== item) continue
    found.push(message)
  }
  return found.sort((a, b) => a.seq - b.seq)
}

function confirmedRow(message: MessageView, waiting: readonly OutboxEntry[], state: State, me: MemberId, before: ReadonlyMap<string, Row>): Row {
  const key = state.sent.get(message.id) ?? message.id
  const mine = waiting.filter((entry) => entry.message === message.id)
  const change = mine.find((entry) => entry.command.t === 'edit' || entry.command.t === 'delete')
  const shown = mine.length > 0 ? overlaid(message, mine, me) : message
  const former = before.get(key)
  if (former && former.state === 'confirmed' && former.message === shown && former.change === change) return former
  return { key, message: shown, state: 'confirmed', entry: undefined, change }
}

function waitingRow(entry: OutboxEntry, me: MemberId, before: ReadonlyMap<string, Row>): Row | undefined {
  const former = before.get(entry.clientId)
  if (former && former.entry === entry) return former
  const message = asMessage(entry, me)
  if (!message) return undefined
  return { key: entry.clientId, message, state: entry.state === 'acked' ? 'confirmed' : entry.state, entry, change: undefined }
}
