// Where and who: what `GET /start` tells, and what events change of it. An event that says less than is
// needed (a workspace that one has just entered) marks the places as stale, and the start is read again.
import type { ChannelView, Event, FollowView, JsonValue, MemberView, NetworkView, StandingView, StartBody, StreamId } from '../wire'
import { drop, keep, newest, put } from './maps'
import { followKey, type PlaceRole, type State, type StreamState } from './state'
import { quiet, told } from './unread'

/** Takes the start in. Streams that are heard already keep their cursor; new ones begin at their head. */
export function withStart(state: State, start: StartBody): State {
  const heads = new Map(start.streams.map(({ stream, head }) => [stream, head] as const))
  const placed: State = {
    ...state,
    phase: 'ready',
    epoch: start.epoch,
    me: start.me,
    language: start.language,
    office: start.office,
    limits: start.limits,
    network: newerNetwork(state.network, start.network),
    termsDue: start.terms_due,
    workspaces: byId(start.workspaces, state.workspaces),
    channels: byId(start.channels, state.channels),
    standings: new Map(start.standings.map((standing) => [standing.channel, standing] as const)),
    organisations: byId(start.organisations, state.organisations),
    members: newest(state.members, (member) => member.id, [start.me]),
    follows: new Map(start.follows.map((follow) => [followKey(follow.subject), follow] as const)),
  }
  const streams = heardStreams(placed, heads)
  return withMarksAndUnread({ ...placed, streams }, start, heads)
}

/** Exactly these things; of each the newer view, for an event may have overtaken the answer. */
function byId<T extends { readonly id: string; readonly version: number }>(views: readonly T[], former: ReadonlyMap<string, T>): ReadonlyMap<string, T> {
  const newer = (view: T) => {
    const held = former.get(view.id)
    return held && held.version >= view.version ? held : view
  }
  return new Map(views.map((view) => [view.id, newer(view)] as const))
}

/** What is heard all the time: the network, oneself, one's workspaces; joined and followed channels. */
export function isHeard(state: State, stream: StreamId): boolean {
  return isWholly(state, stream) || state.standings.get(stream)?.joined === true || isFollowed(state, stream)
}

/** Of these streams every event is wanted with its content, always. */
export function isWholly(state: State, stream: StreamId): boolean {
  return stream === state.network?.stream || stream === state.me?.id || state.workspaces.has(stream)
}

function isFollowed(state: State, channel: StreamId): boolean {
  const level = state.follows.get(followKey({ channel }))?.level
  return state.channels.has(channel) && (level === 'follow' || level === 'watch')
}

function heardStreams(state: State, heads: ReadonlyMap<StreamId, number>): ReadonlyMap<StreamId, StreamState> {
  const streams = new Map<StreamId, StreamState>()
  for (const [stream, head] of heads) {
    const former = state.streams.get(stream)
    // What is only looked at is heard for as long as it is.
    if (former && (former.depth === 'full' || isHeard(state, stream))) streams.set(stream, former)
    else if (isHeard(state, stream)) streams.set(stream, { cursor: head, depth: isWholly(state, stream) ? 'full' : 'light' })
  }
  return streams
}

function withMarksAndUnread(state: State, start: StartBody, heads: ReadonlyMap<StreamId, number>): State {
  const counted = [...state.streams.keys()].filter((stream) => state.standings.get(stream)?.joined === true)
  const former = state.unread
  const base: State = {
    ...state,
    unread: new Map(counted.map((channel) => [channel, former.get(channel) ?? quiet(heads.get(channel) ?? 0)] as const)),
  }
  return toldAll(allMarksKnown(base, start.mark_version), counted, start, (channel) => heads.get(channel) ?? 0)
}

/** After an answer about all channels. */
export function allMarksKnown(state: State, version: number): State {
  return version < state.markVersion ? state : { ...state, markVersion: version, marksStale: false }
}

/** The server's marks and counts of these channels. In one that it does not name nothing waits, `asOf` a seq. */
export function toldAll(state: State, channels: readonly string[], body: Pick<StartBody, 'marks' | 'unread' | 'mark_version'>, asOf: (channel: string) => number): State {
  const unread = new Map(body.unread.map((view) => [view.channel, view] as const))
  let next = state
  for (const channel of channels) {
    const view = unread.get(channel) ?? { channel, count: 0, mentions: 0, as_of: asOf(channel) }
    next = told(next, view, body.marks.filter((mark) => mark.channel === channel), body.mark_version)
  }
  return next
}

/** An event of the network, a workspace or a channel. */
export function withPlaceEvent(state: State, event: Event): State {
  const { channel, workspace, member, network, organisation } = event.content ?? {}
  let next = state
  if (channel) next = withChannel(next, channel)
  // The network is told the card alone, which says less than what a member holds.
  if (workspace && next.workspaces.has(workspace.id) && event.stream !== state.network?.stream) next = { ...next, workspaces: newest(next.workspaces, (view) => view.id, [workspace]) }
  if (member) next = withMember(next, member)
  else if (event.verb === 'profile_changed') next = withoutMember(next, event.facts?.['member'])
  if (network) next = withNetwork(next, network)
  if (organisation) next = { ...next, organisations: newest(next.organisations, (view) => view.id, [organisation]) }
  if (event.verb === 'member_added' || event.verb === 'member_removed') next = withRole(next, event)
  const isAboutMe = state.me !== undefined && event.facts?.['member'] === state.me.id
  const isOfNetwork = event.verb === 'network_changed' || event.verb === 'terms_changed'
  if (isOfNetwork || (event.verb === 'member_added' && isAboutMe)) next = { ...next, placesStale: true }
  return event.verb === 'tags_changed' || event.verb === 'noticed' ? { ...next, stirred: next.stirred + 1 } : next
}

function withChannel(state: State, channel: ChannelView): State {
  const former = state.channels.get(channel.id)
  const channels = newest(state.channels, (view) => view.id, [channel])
  // What one may do there follows from these, and is the server's to say.
  const isOther = former !== undefined && (former.posting !== channel.posting || former.state !== channel.state || former.visibility !== channel.visibility)
  return { ...state, channels, placesStale: state.placesStale || isOther }
}

/** The settings that hold in all of the network; the newer ones. */
function withNetwork(state: State, network: NetworkView): State {
  return { ...state, network: newerNetwork(state.network, network) }
}

function newerNetwork(held: NetworkView | undefined, told: NetworkView): NetworkView {
  return held && held.stream === told.stream && held.version > told.version ? held : told
}

/** Only people met before are kept up to date; others are fetched when they are met. */
function withMember(state: State, member: MemberView): State {
  if (!state.members.has(member.id)) return state
  const members = newest(state.members, (view) => view.id, [member])
  return { ...state, members, ...(state.me?.id === member.id ? { me: members.get(member.id) ?? member } : {}) }
}

/** Whoever hides is forgotten; those who may still know of them ask again. */
function withoutMember(state: State, member: JsonValue | undefined): State {
  if (typeof member !== 'string' || member === state.me?.id) return state
  return { ...state, members: drop(state.members, member) }
}

function withRole(state: State, event: Event): State {
  const member = event.facts?.['member']
  const roles = state.placeMembers.get(event.stream)
  if (typeof member !== 'string' || !roles) return state
  const others = roles.filter((one) => one.member !== member)
  const role = event.facts?.['role']
  const next: readonly PlaceRole[] = event.verb === 'member_removed' ? others : [...others, { member, role: typeof role === 'string' ? role : 'member' }]
  return { ...state, placeMembers: put(state.placeMembers, event.stream, next) }
}

/** An event of one's own stream: what all of one's devices must agree on. */
export function withMemberEvent(state: State, event: Event): State {
  const next = withPlaceEvent(state, event)
  const channel = event.facts?.['channel']
  const workspace = event.facts?.['workspace']
  switch (event.verb) {
    case 'channel_joined':
      return typeof channel === 'string' ? withStanding(next, channel, true) : next
    case 'channel_left':
      return typeof channel === 'string' ? withStanding(next, channel, false) : next
    case 'workspace_joined':
      return { ...next, placesStale: true }
    case 'workspace_left':
      return typeof workspace === 'string' ? withoutWorkspace(next, workspace) : next
    case 'office_changed': {
      const office = event.facts?.['office']
      return typeof office === 'string' ? { ...next, office } : next
    }
    case 'feedback_sent':
    case 'feedback_handled':
      return { ...next, feedbackHeard: event.seq }
    case 'blocked':
    case 'unblocked':
    case 'report_changed':
    case 'applications_changed':
      return { ...next, care: next.care + 1 }
    case 'notices_changed':
    case 'own_feed_changed':
    case 'searches_changed':
    case 'search_found':
      return { ...next, stirred: next.stirred + 1 }
    case 'direct_answered':
      return { ...next, care: next.care + 1, placesStale: true }
    case 'followed':
      return withFollow(next, event.facts?.['subject'], event.facts?.['level'])
    default:
      return next
  }
}

/** What one may do there is the server's to say: until the start is read again, the least. */
function withStanding(state: State, channel: string, joined: boolean): State {
  const former = state.standings.get(channel)
  const standing: StandingView = {
    channel, joined,
    may_post: joined && (former?.may_post ?? state.channels.get(channel)?.posting === 'all'),
    may_manage: joined && (former?.may_manage ?? false),
  }
  return {
    ...state,
    standings: put(state.standings, channel, standing),
    ...(joined ? {} : { unread: drop(state.unread, channel), marks: drop(state.marks, channel) }),
    placesStale: true,
  }
}

function withoutWorkspace(state: State, workspace: string): State {
  const channels = keep(state.channels, (view) => view.workspace !== workspace)
  return { ...state, workspaces: drop(state.workspaces, workspace), channels, streams: drop(state.streams, workspace), placesStale: true }
}

const LEVELS: ReadonlySet<unknown> = new Set(['mute', 'default', 'follow', 'watch'])

function withFollow(state: State, subject: JsonValue | undefined, level: JsonValue | undefined): State {
  if (typeof subject !== 'object' || subject === null || Array.isArray(subject) || !LEVELS.has(level)) return { ...state, placesStale: true }
  const follow = { subject, level } as unknown as FollowView
  const follows = level === 'default' ? drop(state.follows, followKey(follow.subject)) : put(state.follows, followKey(follow.subject), follow)
  const isNewChannel = 'channel' in follow.subject && !state.streams.has(follow.subject.channel)
  return { ...state, follows, placesStale: state.placesStale || isNewChannel }
}

/** Members that were fetched. */
export function withMembers(state: State, members: readonly MemberView[]): State {
  return { ...state, members: newest(state.members, (member) => member.id, members) }
}

/** Another life of the database: all content goes; what one wrote and has not sent stays. */
export function withoutContent(state: State): State {
  const { epoch: _epoch, ...rest } = state
  return {
    ...rest,
    streams: new Map(), marks: new Map(), unread: new Map(), content: new Map(), readAhead: new Map(), placeMembers: new Map(),
    loading: new Map(), markVersion: 0, marksStale: false,
  }
}

