// The state of a device that knows nothing yet.
import type { ChannelContent, State } from './state'

export const EMPTY: State = {
  connection: { name: 'idle' },
  phase: 'unknown',
  streams: new Map(),
  workspaces: new Map(),
  channels: new Map(),
  standings: new Map(),
  organisations: new Map(),
  members: new Map(),
  placeMembers: new Map(),
  follows: new Map(),
  marks: new Map(),
  markVersion: 0,
  marksStale: false,
  care: 0,
  stirred: 0,
  unread: new Map(),
  readAhead: new Map(),
  content: new Map(),
  loading: new Map(),
  outbox: [],
  sent: new Map(),
  drafts: new Map(),
  uploads: new Map(),
  missing: new Set(),
  presence: new Map(),
  typing: [],
  placesStale: false,
  comingIn: { requests: new Map(), queues: new Map(), heard: 0 },
}

/** Content of a channel read at a seq of its stream, with nothing in it yet. */
export function emptyContent(asOf: number): ChannelContent {
  return {
    asOf, isCurrent: false, messages: new Map(), items: new Map(), hasAllItems: false, hasAllPins: false, timelines: new Map(),
  }
}
