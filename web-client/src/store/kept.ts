// The form in which state lies on the device, and the way there and back. Pure. Kept content is a part: the
// newest stretch of a channel with its items, enough to show at once and to be caught up from.
import type {
  ChannelId, ChannelView, Epoch, FollowView, ItemView, Limits, MarkView, MemberView, MessageView, NetworkView, OrganisationView,
  StandingView, StreamId, UnreadView, WorkspaceView,
} from '../wire'
import { emptyContent } from './empty'
import { heldOf } from './ranges'
import {
  WHOLE, followKey, type ChannelContent, type Range, type ReadAhead, type State, type TimelineKey, type TimelineState, type Unread,
} from './state'
import { told } from './unread'

export interface KeptPlaces {
  readonly epoch: Epoch
  readonly me: MemberView
  readonly language: string
  readonly limits: Limits
  readonly network: NetworkView
  /** Where the network's stream was left, so that changed profiles are heard of. */
  readonly networkCursor: number
  readonly workspaces: readonly WorkspaceView[]
  readonly channels: readonly ChannelView[]
  readonly standings: readonly StandingView[]
  readonly organisations: readonly OrganisationView[]
  readonly follows: readonly FollowView[]
  readonly marks: readonly MarkView[]
  readonly unread: readonly UnreadView[]
  readonly readAhead: readonly ReadAhead[]
}

export interface KeptContent {
  readonly epoch: Epoch
  readonly asOf: number
  readonly items: readonly ItemView[]
  readonly hasAllItems: boolean
  readonly messages: readonly MessageView[]
  readonly ranges: readonly (readonly [TimelineKey, Range])[]
}

/** Messages kept of one timeline. */
const MOST = 100

export function placesOf(state: State): KeptPlaces | undefined {
  const { epoch, me, language, limits, network } = state
  if (!epoch || !me || language === undefined || !limits || !network) return undefined
  return {
    epoch, me, language, limits, network,
    networkCursor: state.streams.get(network.stream)?.cursor ?? 0,
    workspaces: [...state.workspaces.values()],
    channels: [...state.channels.values()],
    standings: [...state.standings.values()],
    organisations: [...state.organisations.values()],
    follows: [...state.follows.values()],
    marks: [...state.marks.values()].flatMap(({ channel, items }) => (channel ? [channel] : []).concat([...items.values()])),
    unread: [...state.unread].map(([channel, unread]) => unreadView(channel, unread)),
    readAhead: [...state.readAhead.values()],
  }
}

/** The counts as the server would tell them, right as of the last event that is in them. */
export function unreadView(channel: ChannelId, { count, mentions, items, first, base, events }: Unread): UnreadView {
  const view: UnreadView = {
    channel, count, mentions, as_of: events.at(-1)?.seq ?? base.asOf,
    items: [...items].map(([item, waits]) => ({ item, count: waits.count, mentions: waits.mentions })),
  }
  if (first !== undefined) view.first = first
  return view
}

const byId = <T extends { readonly id: string }>(views: readonly T[]) => new Map(views.map((view) => [view.id, view] as const))

/** What the device kept, to be shown until the server has answered. */
export function withKeptPlaces(state: State, kept: KeptPlaces): State {
  const streams: State['streams'] = new Map<StreamId, { cursor: number; depth: 'full' }>(
    kept.networkCursor > 0 ? [[kept.network.stream, { cursor: kept.networkCursor, depth: 'full' }]] : [],
  )
  const placed: State = {
    ...state,
    phase: 'ready', epoch: kept.epoch, me: kept.me, language: kept.language, limits: kept.limits, network: kept.network, streams,
    workspaces: byId(kept.workspaces), channels: byId(kept.channels), organisations: byId(kept.organisations),
    standings: new Map(kept.standings.map((standing) => [standing.channel, standing] as const)),
    follows: new Map(kept.follows.map((follow) => [followKey(follow.subject), follow] as const)),
    readAhead: new Map(kept.readAhead.map((one) => [`${one.channel} ${one.item ?? WHOLE}`, one] as const)),
  }
  const views = kept.unread.map((view) => [view, kept.marks.filter((mark) => mark.channel === view.channel)] as const)
  return views.reduce((next, [view, marks]) => told(next, view, marks, 0), placed)
}

/** The newest stretches of a channel's timelines, and its items. */
export function keptContentOf(epoch: Epoch, content: ChannelContent): KeptContent | undefined {
  const messages = new Map<string, MessageView>()
  const ranges: (readonly [TimelineKey, Range])[] = []
  for (const key of content.timelines.keys()) {
    const live = heldOf(content, key).find((range) => range.to === Infinity)
    if (!live) continue
    const all = [...content.messages.values()].filter((message) => message.seq >= live.from && (key === WHOLE || message.item === key))
    const newest = all.sort((a, b) => a.seq - b.seq).slice(-MOST)
    for (const message of newest) messages.set(message.id, message)
    const isCut = newest.length < all.length
    ranges.push([key, isCut ? { from: newest[0]?.seq ?? live.from, to: Infinity, isFirst: false } : live])
  }
  if (ranges.length === 0) return undefined
  return { epoch, asOf: content.asOf, items: [...content.items.values()], hasAllItems: content.hasAllItems, messages: [...messages.values()], ranges }
}

export function contentFrom(kept: KeptContent): ChannelContent {
  const timelines = new Map<TimelineKey, TimelineState>(kept.ranges.map(([key, range]) => [key, { ranges: [range] }] as const))
  return { ...emptyContent(kept.asOf), items: byId(kept.items), hasAllItems: kept.hasAllItems, messages: byId(kept.messages), timelines }
}
