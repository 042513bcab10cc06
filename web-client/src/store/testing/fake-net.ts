// The way between clients and the fake server: slow, with frames that come twice, connections that end at any
// moment, streams that are reset, answers that are overtaken.
import type {
  Api, Clock, Command, Depth, Ear, LiveFrame, MessagesQuery, Reply, ServerFrame, Signals, Socket, MessagesPage,
} from '../../wire'
import { LIMITS, NETWORK, type Fact, type FakeServer } from './fake-server'

/** Chances, from 0 to 1. */
export interface Chaos {
  /** A frame arrives twice. */
  double: number
  /** A frame is lost though the connection stays: the client must notice the hole. */
  hole: number
  /** A stream is reset instead of resumed. */
  reset: number
  /** A command's connection ends after it was done and before its answer. */
  cut: number
  delayMs: number
}

export const CALM: Chaos = { double: 0, hole: 0, reset: 0, cut: 0, delayMs: 0 }

export class FakeNet {
  chaos: Chaos = CALM
  readonly connections = new Set<Connection>()

  constructor(readonly server: FakeServer, readonly clock: Clock, readonly chance: () => number) {
    server.told = (fact) => {
      for (const connection of this.connections) connection.pass(fact)
    }
    server.toldMark = (member, mark) => {
      for (const connection of this.connections) if (connection.member === member) connection.say({ t: 'mark', ...mark })
    }
  }

  connect(member: string, ear: Ear): Connection {
    const connection = new Connection(this, member, ear)
    this.connections.add(connection)
    return connection
  }

  /** Everybody's connection ends. */
  cutAll(): void {
    for (const connection of this.connections) connection.end(1006)
  }
}

export class Connection implements Socket {
  private isOpen = true
  private readonly heard = new Map<string, { cursor: number; depth: Depth }>()
  private lastAt = 0

  constructor(private readonly net: FakeNet, readonly member: string, private readonly ear: Ear) {
    this.say({
      t: 'hello', protocol: 1, node: 'fake', epoch: net.server.epoch, connection: '', session: '', member, network: NETWORK,
      limits: LIMITS, server_time: '2026-05-04T08:00:00Z', mark_version: net.server.markVersion(member),
    })
  }

  /** Frames keep their order; each may take its time, arrive twice, or not at all. */
  say(frame: ServerFrame): void {
    const { clock, chance, chaos } = this.net
    this.lastAt = Math.max(this.lastAt, clock.now() + chance() * chaos.delayMs)
    const isEvent = frame.t === 'event' || frame.t === 'light'
    if (isEvent && chance() < chaos.hole) return
    const text = JSON.stringify(frame)
    const times = chance() < chaos.double && frame.t !== 'hello' ? 2 : 1
    for (let time = 0; time < times; time += 1) clock.after(this.lastAt - clock.now(), () => this.isOpen && this.ear.text(text))
  }

  send(text: string): void {
    if (!this.isOpen) return
    const frame = JSON.parse(text) as LiveFrame | Command
    const { clock, chance, chaos } = this.net
    clock.after(chance() * chaos.delayMs, () => this.isOpen && this.take(frame))
  }

  close(): void {
    this.isOpen = false
    this.net.connections.delete(this)
  }

  end(code: number): void {
    this.close()
    this.net.clock.after(0, () => this.ear.closed(code))
  }

  private take(frame: LiveFrame | Command): void {
    switch (frame.t) {
      case 'resume':
        for (const [stream, cursor] of Object.entries(frame.cursors)) this.resume(stream, cursor, frame.full.includes(stream) ? 'full' : frame.depth)
        return
      case 'subscribe':
        for (const stream of frame.streams) this.heard.set(stream, { cursor: this.heard.get(stream)?.cursor ?? this.net.server.head(stream), depth: frame.depth })
        return
      case 'unsubscribe':
        for (const stream of frame.streams) this.heard.delete(stream)
        return
      case 'ping':
        return this.say({ t: 'pong' })
      case 'sign_in':
      case 'watch_presence':
      case 'presence':
      case 'typing':
        return
      default:
        return this.command(frame)
    }
  }

  private command(command: Command): void {
    const { server, chance, chaos } = this.net
    const done = server.perform(this.member, command)
    if (chance() < chaos.cut) return this.end(1006)
    const answer: ServerFrame = 'ack' in done
      ? { t: 'ack', ...done.ack }
      : { t: 'refused', ref: command.ref, client_id: command.client_id, refusal: done.refusal }
    this.say(answer)
  }

  private resume(stream: string, cursor: number, depth: Depth): void {
    const { server, chance, chaos } = this.net
    const head = server.head(stream)
    if (!server.streams.has(stream)) return this.say({ t: 'lost', stream })
    this.heard.set(stream, { cursor, depth })
    if (cursor > head || chance() < chaos.reset) {
      this.heard.set(stream, { cursor: head, depth })
      return this.say({ t: 'reset', stream, epoch: server.epoch, head, oldest: 1 })
    }
    for (const fact of server.streams.get(stream)?.slice(cursor) ?? []) this.pass(fact)
    this.say({ t: 'caught_up', stream, head })
  }

  pass(fact: Fact): void {
    const one = this.heard.get(fact.stream)
    if (!one || fact.seq <= one.cursor) return
    one.cursor = fact.seq
    const { server } = this.net
    if (one.depth === 'full') this.say({ t: 'event', ...server.event(fact) })
    else this.say({ t: 'light', events: [server.light(fact)] })
  }
}

/** A browser that can be taken off the network. */
export class FakeSignals implements Signals {
  private online = true
  private visible = true
  isToldByPush = false
  private readonly watchers = new Set<() => void>()

  isOnline(): boolean {
    return this.online
  }

  isVisible(): boolean {
    return this.visible
  }

  mayRest(): boolean {
    return this.isToldByPush
  }

  watch(changed: () => void): () => void {
    this.watchers.add(changed)
    return () => this.watchers.delete(changed)
  }

  go(online: boolean): void {
    this.online = online
    for (const changed of this.watchers) changed()
  }

  show(visible: boolean): void {
    this.visible = visible
    for (const changed of this.watchers) changed()
  }
}

const NO_CONNECTION = { code: 'unavailable', message: 'no connection', request_id: '', retry: 'same_id', retry_after_ms: 1_000 } as const

export function fakeApi(net: FakeNet, member: string, signals: Signals): Api {
  const { server, clock } = net
  const late = (ms: number) => new Promise<void>((resolve) => {
    clock.after(ms, () => resolve())
  })
  /** The answer is read at one moment and arrives at another. */
  async function reply<T>(read: () => T): Promise<Reply<T>> {
    await late(net.chance() * net.chaos.delayMs)
    if (!signals.isOnline()) return { ok: false, refusal: NO_CONNECTION }
    const value = structuredClone(read())
    await late(net.chance() * net.chaos.delayMs * 2)
    return signals.isOnline() ? { ok: true, value } : { ok: false, refusal: NO_CONNECTION }
  }
  const never = () => Promise.resolve({ ok: false, refusal: { ...NO_CONNECTION, code: 'not_found', retry: 'no' } } as const)
  return {
    ask: never, signIn: never, signInByLink: never, demo: never, edits: never, workspaces: never, workspaceChannels: never, channelMembers: never,
    workspaceMembers: never, tags: never, tag: never, inbox: never, notices: never, ownFeedback: never, administration: never, uploadImport: never, uploadBringing: never, importLinks: never, sessions: never, item: never, channel: never, workspaceCard: never, workspaceEffect: never, workspaceGlasses: never, glasses: never, signOut: () => reply(() => ({})),
    blocks: never, requests: never, directRequests: never, hiddenText: never, reports: never, workspaceReports: never, ownReports: never,
    entrance: never, terms: never, apply: never, askLetter: never, setPassword: never, application: never, applications: never, absent: never,
    lookInvitation: never, acceptInvitation: never, networkInvitations: never, workspaceInvitations: never, channelInvitations: never,
    workspaceRequests: never, lookMove: never, useMove: never,
    profile: never, duties: never, directory: never, search: never, competences: never, organisations: never, organisation: never,
    start: () => reply(() => server.start(member)),
    command: (command) => reply(() => {
      const done = server.perform(member, command)
      if ('refusal' in done) throw new Error('refused in this test')
      return done.ack
    }),
    events: (stream, { after = 0, limit = 200 }) => reply(() => {
      const events = (server.streams.get(stream) ?? []).slice(after, after + limit).map((fact) => server.event(fact))
      return { events, head: server.head(stream), oldest: 1 }
    }),
    messages: (channel, query) => reply(() => messagesPage(server, channel, query)),
    items: (channel) => reply(() => ({ items: [...server.items.values()].filter((item) => item.channel === channel), as_of: server.head(channel) })),
    message: (id) => reply(() => {
      const message = server.messages.get(id)
      const item = server.items.get(message?.item ?? '')
      const channel = server.channels.get(message?.channel ?? '')
      if (!message || !item || !channel) throw new Error('no such message in this test')
      return { message, item, channel }
    }),
    members: ({ ids = '' }) => reply(() => ids.split(',').flatMap((id) => server.members.get(id) ?? [])),
    unread: (channel) => reply(() => ({
      unread: [...server.channels.keys()].filter((id) => channel === undefined || id === channel).map((id) => server.unread(member, id)),
      marks: server.marksOf(member, channel), mark_version: server.markVersion(member),
    })),
  }
}

function messagesPage(server: FakeServer, channel: string, query: Partial<MessagesQuery>): MessagesPage {
  const limit = query.limit ?? 50
  const all = [...server.messages.values()]
    .filter((message) => message.channel === channel && (query.item === undefined || message.item === query.item) && (!query.pinned || message.pinned))
    .sort((a, b) => a.seq - b.seq)
  const { before, after, around } = query
  let from = Math.max(0, all.length - limit)
  let to = all.length
  if (before !== undefined) {
    to = all.filter((message) => message.seq < before).length
    from = Math.max(0, to - limit)
  } else if (after !== undefined) {
    from = all.filter((message) => message.seq <= after).length
    to = Math.min(all.length, from + limit)
  } else if (around !== undefined) {
    const at = all.filter((message) => message.seq < around).length
    from = Math.max(0, at - Math.floor(limit / 2))
    to = Math.min(all.length, from + limit)
  }
  return { messages: all.slice(from, to), as_of: server.head(channel), has_before: from > 0, has_after: to < all.length }
}
