// What views read: channel lists, items, pins, people. Every selector returns the same object while what it
// reads is unchanged. Timelines have a file of their own.
import type {
  ChannelId, ChannelView, Follow, ItemId, ItemView, MemberId, MemberView, MessageId, MessageView, Presence,
  StandingView, Subject, WorkspaceId, WorkspaceView,
} from '../wire'
import { remember, sameList } from './remember'
import { followKey, type Draft, type OutboxEntry, type PlaceRole, type State, type Unread } from './state'
import { timeline } from './timeline'

/** A channel as a list shows it. */
export interface ChannelRow {
  readonly channel: ChannelView
  readonly standing: StandingView | undefined
  readonly unread: { readonly count: number; readonly mentions: number; readonly first: number | undefined }
  readonly follow: Follow
}

export interface WorkspaceRow {
  readonly workspace: WorkspaceView
  readonly channels: readonly ChannelRow[]
}

export interface ItemRow {
  readonly item: ItemView
  readonly unread: { readonly count: number; readonly mentions: number }
  readonly follow: Follow
}

/** Something that waits: a channel, or an item of it, with the newest words held. */
export interface FreshRow {
  readonly row: ChannelRow
  readonly item: ItemRow | undefined
  readonly newest: MessageView | undefined
}

const NOTHING: readonly never[] = []
const QUIET = { count: 0, mentions: 0, first: undefined }

const followOf = (state: State, subject: Subject): Follow => state.follows.get(followKey(subject))?.level ?? 'default'

function channel(state: State, id: ChannelId): ChannelRow | undefined {
  const view = state.channels.get(id)
  if (!view) return undefined
  const standing = state.standings.get(id)
  const unread = state.unread.get(id)
  const follow = followOf(state, { channel: id })
  return remember(`channel ${id}`, [view, standing, unread, follow], () => ({
    channel: view, standing, unread: isAsked(standing) ? QUIET : counts(unread), follow,
  }))
}

/** Direct talk that one has not accepted waits in its tray, without a badge. */
function isAsked(standing: StandingView | undefined): boolean {
  return standing?.request === 'waiting' || standing?.request === 'declined'
}

function counts(unread: Unread | undefined): ChannelRow['unread'] {
  return unread ? { count: unread.count, mentions: unread.mentions, first: unread.first } : QUIET
}

function rows(state: State, key: string, wanted: (view: ChannelView) => boolean): readonly ChannelRow[] {
  const { channels, standings, unread, follows } = state
  return remember(key, [channels, standings, unread, follows], (former: readonly ChannelRow[] | undefined) => {
    const views = [...channels.values()].filter(wanted)
    views.sort(bySection(views))
    return sameList(former, views.flatMap((view) => channel(state, view.id) ?? []))
  })
}

/** A section stands where its first channel does; what has no heading stands before all sections. */
function bySection(views: readonly ChannelView[]): (a: ChannelView, b: ChannelView) => number {
  const first = new Map<string, number>()
  for (const { section = '', position } of views) first.set(section, Math.min(position, first.get(section) ?? Infinity))
  const rank = (view: ChannelView) => (view.section ? (first.get(view.section) ?? 0) : -Infinity)
  return (a, b) => {
    const [one, other] = [rank(a), rank(b)]
    if (one !== other) return one < other ? -1 : 1
    return (a.section ?? '').localeCompare(b.section ?? '') || a.position - b.position || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)
  }
}

const isJoined = (state: State, id: ChannelId) => state.standings.get(id)?.joined === true

function freshOf(state: State, row: ChannelRow): readonly FreshRow[] {
  const messages = state.content.get(row.channel.id)?.messages
  const items = select.items(state, row.channel.id).rows.filter((item) => item.unread.count > 0)
  const newest = (item: ItemId | undefined) =>
    [...(messages?.values() ?? NOTHING)]
      .filter((message) => !message.deleted && (item === undefined || message.item === item))
      .reduce<MessageView | undefined>((best, message) => (best && best.seq > message.seq ? best : message), undefined)
  const one = (item: ItemRow | undefined): FreshRow =>
    remember(`fresh ${row.channel.id} ${item?.item.id ?? ''}`, [row, item, messages], () => ({ row, item, newest: newest(item?.item.id) }))
  return items.length > 0 ? items.map(one) : [one(undefined)]
}

export const select = {
  channel,

  /** Channels of one workspace in the order of a list. */
  inOrder: (views: readonly ChannelView[]): readonly ChannelView[] => [...views].sort(bySection(views)),

  /** Joined channels of a workspace. */
  channelsOf: (state: State, workspace: WorkspaceId): readonly ChannelRow[] =>
    rows(state, `of ${workspace}`, (view) => view.workspace === workspace && isJoined(state, view.id)),

  /** Channels of a workspace that are known and not joined. */
  openChannelsOf: (state: State, workspace: WorkspaceId): readonly ChannelRow[] =>
    rows(state, `open ${workspace}`, (view) => view.workspace === workspace && !isJoined(state, view.id)),

  /** Private conversations, the latest talk first. */
  directs: (state: State): readonly ChannelRow[] => {
    const all = rows(state, 'directs', (view) => view.workspace === undefined && !isAsked(state.standings.get(view.id)))
    return remember('directs sorted', [all, state.streams], (former: readonly ChannelRow[] | undefined) => {
      const head = (row: ChannelRow) => state.streams.get(row.channel.id)?.cursor ?? 0
      return sameList(former, [...all].sort((a, b) => Number(b.unread.count > 0) - Number(a.unread.count > 0) || head(b) - head(a)))
    })
  },

  /** How many conversations wait for one's answer: something was said after the channel began. */
  requests: (state: State): number =>
    [...state.standings.values()].filter((one) => one.request === 'waiting' && (state.streams.get(one.channel)?.cursor ?? 0) > 1).length,

  /** One's workspaces with their joined channels, by name. */
  workspaces: (state: State): readonly WorkspaceRow[] =>
    remember('workspaces', [state.workspaces, state.channels, state.standings, state.unread, state.follows], (former: readonly WorkspaceRow[] | undefined) => {
      const views = [...state.workspaces.values()].sort((a, b) => a.name.localeCompare(b.name))
      return sameList(former, views.map((workspace) => {
        const channels = select.channelsOf(state, workspace.id)
        return remember(`workspace ${workspace.id}`, [workspace, channels], () => ({ workspace, channels }))
      }))
    }),

  /** Every channel in which something waits, mentions first. */
  waiting: (state: State): readonly ChannelRow[] =>
    remember('waiting', [state.channels, state.standings, state.unread, state.follows], (former: readonly ChannelRow[] | undefined) => {
      const all = rows(state, 'all', (view) => isJoined(state, view.id)).filter((row) => row.unread.count > 0 && row.follow !== 'mute')
      return sameList(former, all.sort((a, b) => b.unread.mentions - a.unread.mentions || b.unread.count - a.unread.count))
    }),

  /** What waits, item by item where the items are known, mentions first. */
  fresh: (state: State): readonly FreshRow[] =>
    remember('fresh', [select.waiting(state), state.content], (former: readonly FreshRow[] | undefined) =>
      sameList(former, select.waiting(state).flatMap((row) => freshOf(state, row)))),

  /** Items of a channel, the latest talk first; the main item before all. `isComplete` tells whether the list is whole. */
  items: (state: State, id: ChannelId): { readonly rows: readonly ItemRow[]; readonly isComplete: boolean } => {
    const content = state.content.get(id)
    const unread = state.unread.get(id)
    return remember(`items ${id}`, [content?.items, content?.hasAllItems, unread, state.follows], () => {
      const views = [...(content?.items.values() ?? NOTHING)].filter((item) => !item.deleted && !item.desk)
      views.sort((a, b) => Number(b.main ?? false) - Number(a.main ?? false) || b.last_seq - a.last_seq)
      const rows = views.map((item): ItemRow => {
        const waits = unread?.items.get(item.id)
        const follow = followOf(state, { item: item.id })
        return remember(`item row ${item.id}`, [item, waits, follow], () => ({
          item, unread: { count: waits?.count ?? 0, mentions: waits?.mentions ?? 0 }, follow,
        }))
      })
      return { rows, isComplete: content?.hasAllItems ?? false }
    })
  },

  item: (state: State, channelId: ChannelId, id: ItemId): ItemView | undefined => state.content.get(channelId)?.items.get(id),
  message: (state: State, channelId: ChannelId, id: MessageId): MessageView | undefined => state.content.get(channelId)?.messages.get(id),

  /** It was asked for by `needMessage` and cannot be shown. */
  isMissing: (state: State, id: MessageId): boolean => state.missing.has(id),

  pins: (state: State, id: ChannelId): readonly MessageView[] => {
    const messages = state.content.get(id)?.messages
    return remember(`pins ${id}`, [messages], (former: readonly MessageView[] | undefined) =>
      sameList(former, [...(messages?.values() ?? NOTHING)].filter((message) => message.pinned && !message.deleted).sort((a, b) => b.seq - a.seq)))
  },

  timeline,

  /** Who is writing there now, without oneself. */
  typing: (state: State, channelId: ChannelId, item?: ItemId): readonly MemberId[] =>
    remember(`typing ${channelId} ${item ?? ''}`, [state.typing], (former: readonly MemberId[] | undefined) => {
      const there = state.typing.filter((one) => one.channel === channelId && (item === undefined || one.item === item))
      return sameList(former, [...new Set(there.map((one) => one.member))].filter((one) => one !== state.me?.id))
    }),

  member: (state: State, id: MemberId): MemberView | undefined => state.members.get(id),
  presence: (state: State, id: MemberId): Presence => state.presence.get(id) ?? 'away',
  placeMembers: (state: State, id: ChannelId | WorkspaceId): readonly PlaceRole[] | undefined => state.placeMembers.get(id),
  draft: (state: State, item: ItemId): Draft | undefined => state.drafts.get(item),
  follow: followOf,

  /** Everything that waits or failed, oldest first. */
  outbox: (state: State): readonly OutboxEntry[] =>
    remember('outbox', [state.outbox], (former: readonly OutboxEntry[] | undefined) =>
      sameList(former, state.outbox.filter((entry) => entry.state !== 'acked'))),

  /** Sum over all channels that are not muted, for the page's title. */
  waitingTotal: (state: State): { readonly count: number; readonly mentions: number } =>
    remember('total', [state.unread, state.follows, state.standings], () => {
      let count = 0
      let mentions = 0
      for (const [id, unread] of state.unread) {
        if (followOf(state, { channel: id }) === 'mute' || isAsked(state.standings.get(id))) continue
        count += unread.count
        mentions += unread.mentions
      }
      return { count, mentions }
    }),
}
