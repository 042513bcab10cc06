// One event at a time, in order: state before plus events equals state after. Pure. An event is taken only when
// it is the next of its stream; one that is known changes nothing, one too far ahead is told to the caller, who
// then resumes from the cursor. An unknown verb moves the cursor and applies the content there is.
import type { ChannelId, Event, LightEvent, StreamId } from '../wire'
import { withComingIn } from './coming-in'
import { behind, withEvent, withItem } from './content'
import { drop, put } from './maps'
import { withMemberEvent, withPlaceEvent } from './places'
import type { State, StreamState } from './state'
import { settledOutbox } from './outbox'
import { noted } from './unread'

export interface Applied {
  readonly state: State
  /** `gap`: events are missing before this one. */
  readonly what: 'applied' | 'known' | 'gap'
}

export function apply(state: State, event: Event): Applied {
  return taken(state, event, (next) => {
    const channel = event.stream
    if (next.me?.id === event.stream) return withComingIn(withMemberEvent(next, event), event)
    const placed = withPlaceEvent(next, event)
    if (!placed.channels.has(channel) && !placed.content.has(channel)) return withDesk(placed, event)
    const counted = noted(placed, channel, event)
    return stillCurrent(withoutTyping(settledOutbox(withEvent(counted, channel, event), channel), event), channel)
  })
}

export function applyLight(state: State, event: LightEvent): Applied {
  return taken(state, event, (next) => {
    const content = next.content.get(event.stream)
    const counted = noted(next, event.stream, event)
    return content && event.seq > content.asOf ? behind(counted, event.stream) : counted
  })
}

function taken(state: State, event: { stream: StreamId; seq: number }, change: (state: State) => State): Applied {
  const stream = state.streams.get(event.stream)
  if (!stream || event.seq <= stream.cursor) return { state, what: 'known' }
  if (event.seq > stream.cursor + 1) return { state, what: 'gap' }
  return { state: change(withStream(state, event.stream, { ...stream, cursor: event.seq })), what: 'applied' }
}

function withStream(state: State, id: StreamId, stream: StreamState): State {
  return { ...state, streams: put(state.streams, id, stream) }
}

/** Whether content keeps step with its stream can only be told when both have moved. */
export function stillCurrent(state: State, channel: ChannelId): State {
  const content = state.content.get(channel)
  const stream = state.streams.get(channel)
  if (!content || !stream) return state
  const isCurrent = stream.depth === 'full' && content.asOf >= stream.cursor
  return isCurrent === content.isCurrent ? state : { ...state, content: put(state.content, channel, { ...content, isCurrent }) }
}

/** An event of a desk: its items are shown among the channel's own, for those who may see them. */
function withDesk(state: State, event: Event): State {
  const item = event.content?.item
  const content = item && state.content.get(item.channel)
  if (!item || !content) return state
  return { ...state, content: put(state.content, item.channel, withItem(content, item)) }
}

/** Whoever has sent the message is not writing it any more. */
function withoutTyping(state: State, event: Event): State {
  const isTheirs = (one: State['typing'][number]) => one.member === event.actor && one.channel === event.stream && one.item === event.item
  return state.typing.some(isTheirs) ? { ...state, typing: state.typing.filter((one) => !isTheirs(one)) } : state
}

/** Too far behind, or another life of the database: what is held of the stream goes. */
export function reset(state: State, stream: StreamId, head: number): State {
  const former = state.streams.get(stream)
  if (!former) return state
  const unread = state.unread.get(stream)
  const isPlace = stream === state.me?.id || stream === state.network?.stream || state.workspaces.has(stream)
  return {
    ...withStream(state, stream, { ...former, cursor: head }),
    content: drop(state.content, stream),
    unread: unread ? put(state.unread, stream, { ...unread, events: [], doubtful: true, doubtfulAt: head }) : state.unread,
    ...(isPlace ? { placesStale: true } : {}),
  }
}

/** One may not read this stream any more, or it is gone: nothing of it stays. */
export function lost(state: State, stream: StreamId): State {
  return {
    ...state,
    streams: drop(state.streams, stream),
    channels: drop(state.channels, stream),
    standings: drop(state.standings, stream),
    workspaces: drop(state.workspaces, stream),
    unread: drop(state.unread, stream),
    marks: drop(state.marks, stream),
    content: drop(state.content, stream),
    placeMembers: drop(state.placeMembers, stream),
    placesStale: state.placesStale || state.workspaces.has(stream),
  }
}

export function withDepth(state: State, stream: StreamId, depth: StreamState['depth']): State {
  const former = state.streams.get(stream)
  return former ? stillCurrent(withStream(state, stream, { ...former, depth }), stream) : state
}
