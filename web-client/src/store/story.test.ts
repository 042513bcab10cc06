// The story that every action tells: the state before plus the events equals the state after. The files are
// recorded by the server's tests from real runs; here `apply` must come to the same, field by field.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type {
  ChannelView, Event, FollowView, ItemView, MarkView, MemberView, MessageView, PlaceMember, ServerFrame, StandingView, UnreadView, WorkspaceView,
} from '../wire'
import { apply } from './apply'
import { EMPTY, emptyContent } from './empty'
import { unreadView } from './kept'
import { WHOLE, followKey, type State } from './state'
import { marked, told } from './unread'

/** What one member may read, at one moment. Parts that an action does not touch may be left out. */
interface Scene {
  me?: MemberView
  workspaces?: WorkspaceView[]
  channels?: ChannelView[]
  standings?: StandingView[]
  follows?: FollowView[]
  items?: ItemView[]
  messages?: MessageView[]
  /** By the channel's or workspace's id. */
  members?: Record<string, PlaceMember[]>
  marks?: MarkView[]
  mark_version?: number
  unread?: UnreadView[]
}

interface Story {
  me?: MemberView
  before: Scene
  /** In the order of arrival: events, or frames (`t`) of events and marks. */
  events: (Event | ServerFrame)[]
  after: Scene
}

const folder = join(import.meta.dirname, '../../../protocol/golden/story')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []
const byId = <T extends { id: string }>(list: readonly T[]) => new Map(list.map((one) => [one.id, one] as const))
const sorted = <T>(list: readonly T[], keyOf: (one: T) => string) => [...list].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))

function eventsOf(story: Story): Event[] {
  return story.events.flatMap((one) => ('t' in one ? (one.t === 'event' ? [one] : []) : [one]))
}

function stateOf(story: Story): State {
  const { before } = story
  const streams = new Map<string, { cursor: number; depth: 'full' }>()
  for (const event of eventsOf(story)) if (!streams.has(event.stream)) streams.set(event.stream, { cursor: event.seq - 1, depth: 'full' })
  const me = story.me ?? before.me
  const people = Object.values(before.members ?? {}).flat().map((one) => one.member)
  const places: State = {
    ...EMPTY, phase: 'ready', streams, ...(me ? { me } : {}),
    workspaces: byId(before.workspaces ?? []),
    channels: byId(before.channels ?? []),
    standings: new Map((before.standings ?? []).map((one) => [one.channel, one] as const)),
    follows: new Map((before.follows ?? []).map((one) => [followKey(one.subject), one] as const)),
    members: byId([...people, ...(me ? [me] : [])]),
    placeMembers: new Map(Object.entries(before.members ?? {}).map(([place, list]) => [place, list.map(({ member, role }) => ({ member: member.id, role }))] as const)),
    content: new Map((before.channels ?? []).map((channel) => [channel.id, {
      ...emptyContent(streams.get(channel.id)?.cursor ?? 0), isCurrent: true, hasAllItems: true,
      items: byId((before.items ?? []).filter((one) => one.channel === channel.id)),
      messages: byId((before.messages ?? []).filter((one) => one.channel === channel.id)),
      timelines: new Map([[WHOLE, { ranges: [{ from: 0, to: Infinity, isFirst: true }] }]]),
    }] as const)),
  }
  const version = before.mark_version ?? Math.max(0, ...(before.marks ?? []).map((one) => one.version))
  const marksOf = (channel: string) => (before.marks ?? []).filter((one) => one.channel === channel)
  return (before.unread ?? []).reduce((state, view) => told(state, view, marksOf(view.channel), version), { ...places, markVersion: version })
}

function played(story: Story): State {
  return story.events.reduce((state: State, one) => {
    if ('t' in one && one.t === 'mark') {
      const { t: _name, ...mark } = one
      return marked(state, mark)
    }
    if ('t' in one && one.t !== 'event') return state
    const applied = apply(state, one as Event)
    expect(applied.what).toBe('applied')
    return applied.state
  }, stateOf(story))
}

function compare(state: State, after: Scene): void {
  const contents = [...state.content.values()]
  if (after.items) {
    const items = contents.flatMap((content) => [...content.items.values()]).filter((item) => !item.deleted)
    expect(sorted(items, (one) => one.id)).toEqual(sorted(after.items.filter((item) => !item.deleted), (one) => one.id))
  }
  if (after.messages) {
    const messages = contents.flatMap((content) => [...content.messages.values()])
    expect(sorted(messages, (one) => one.id)).toEqual(sorted(after.messages, (one) => one.id))
  }
  if (after.channels) expect(sorted([...state.channels.values()], (one) => one.id)).toEqual(sorted(after.channels, (one) => one.id))
  if (after.workspaces) expect(sorted([...state.workspaces.values()], (one) => one.id)).toEqual(sorted(after.workspaces, (one) => one.id))
  for (const [place, list] of Object.entries(after.members ?? {})) {
    const roles = state.placeMembers.get(place) ?? []
    expect(sorted(roles, (one) => one.member)).toEqual(sorted(list.map(({ member, role }) => ({ member: member.id, role })), (one) => one.member))
  }
  compareReading(state, after)
}

function compareReading(state: State, after: Scene): void {
  const isDoubtful = (channel: string) => state.unread.get(channel)?.doubtful === true
  const markKeyOf = ({ channel, item }: MarkView) => `${channel} ${item ?? ''}`
  if (after.marks) {
    const marks = [...state.marks.values()].flatMap(({ channel, items }) => (channel ? [channel] : []).concat([...items.values()])).filter((one) => !isDoubtful(one.channel))
    expect(sorted(marks, markKeyOf)).toEqual(sorted(after.marks.filter((one) => !isDoubtful(one.channel)), markKeyOf))
  }
  // Where it cannot know, the client says so and asks; everywhere else it counts like the server.
  for (const view of after.unread ?? []) {
    const unread = state.unread.get(view.channel)
    if (!unread || unread.doubtful) continue
    const { as_of: _mine, items: mine = [], ...own } = unreadView(view.channel, unread)
    const { as_of: _theirs, items: theirs = [], ...truth } = view
    expect(own).toEqual(truth)
    expect(sorted(mine.filter((one) => one.count > 0), (one) => one.item)).toEqual(sorted(theirs, (one) => one.item))
  }
}

describe('state before plus events equals state after', () => {
  test('the folder may be absent', () => expect(files.length).toBeGreaterThanOrEqual(0))

  test.each(files)('%s', (name) => {
    const read = JSON.parse(readFileSync(join(folder, name), 'utf8')) as Story | Story[]
    for (const story of Array.isArray(read) ? read : [read]) compare(played(story), story.after)
  })
})
