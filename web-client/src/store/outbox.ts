// The outbox as a value: commands that wait, are on their way, failed, or were acknowledged and wait for their
// event. Pure; sending is `sender.ts`, keeping is `database.ts`.
import type { Ack, ChannelId, ClientId, Refusal } from '../wire'
import { put } from './maps'
import type { OutboxEntry, State } from './state'

const MOST_SENT = 500

export function withEntry(state: State, entry: OutboxEntry): State {
  const others = state.outbox.filter((one) => one.clientId !== entry.clientId)
  return { ...state, outbox: [...others, entry].sort((a, b) => a.order - b.order) }
}

export function withoutEntry(state: State, clientId: ClientId): State {
  const outbox = state.outbox.filter((one) => one.clientId !== clientId)
  return outbox.length === state.outbox.length ? state : { ...state, outbox }
}

function changed(state: State, clientId: ClientId, change: (entry: OutboxEntry) => OutboxEntry): State {
  if (!state.outbox.some((one) => one.clientId === clientId)) return state
  return { ...state, outbox: state.outbox.map((one) => (one.clientId === clientId ? change(one) : one)) }
}

export function sending(state: State, clientId: ClientId): State {
  return changed(state, clientId, (entry) => ({ ...bare(entry), state: 'sending' }))
}

export function waitingAgain(state: State, clientId: ClientId): State {
  return changed(state, clientId, (entry) => ({ ...bare(entry), state: 'waiting' }))
}

export function failed(state: State, clientId: ClientId, refusal: Refusal): State {
  return changed(state, clientId, (entry) => ({ ...bare(entry), state: 'failed', refusal }))
}

function bare(entry: OutboxEntry): OutboxEntry {
  const { refusal: _, ...rest } = entry
  return rest
}

/** The server has it. The entry stays on the screen until its event is applied; the ack itself moves no cursor. */
export function acked(state: State, ack: Ack): State {
  const entry = state.outbox.find((one) => one.clientId === ack.client_id)
  if (!entry) return state
  const { seq } = ack
  // What stands in another channel by now is told there.
  const isElsewhere = entry.message !== undefined && ack.stream !== undefined && ack.stream !== entry.channel
  if (seq === undefined || isElsewhere) return withoutEntry(state, ack.client_id)
  const sent = entry.command.t === 'send' ? withSent(state, ack) : state.sent
  const next = changed({ ...state, sent }, ack.client_id, (one) => ({ ...bare(one), state: 'acked', id: ack.id, seq }))
  return settledOutbox(next, entry.channel)
}

function withSent(state: State, ack: Ack): State['sent'] {
  const all = put(state.sent, ack.id, ack.client_id)
  return all.size > MOST_SENT ? new Map([...all].slice(-MOST_SENT)) : all
}

/** What the content shows already needs no stand-in. Without content nothing is on the screen. */
export function settledOutbox(state: State, channel: ChannelId): State {
  const content = state.content.get(channel)
  const isSettled = (entry: OutboxEntry) => entry.channel === channel && entry.state === 'acked' && (!content || content.asOf >= (entry.seq ?? 0))
  return state.outbox.some(isSettled) ? { ...state, outbox: state.outbox.filter((entry) => !isSettled(entry)) } : state
}
