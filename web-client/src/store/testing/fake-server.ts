// A server in memory that keeps the promises a client leans on: streams without holes, receipts, content as it is
// now, unread by definition. It is simple and slow, and is the truth of the model test.
import type {
  Ack, ChannelView, Command, Event, ItemView, LightEvent, MarkView, MemberView, MessageView, Refusal, StartBody, UnreadView,
} from '../../wire'
import { withReaction, withoutReaction } from '../overlay'
import { uuid } from './hand-clock'

export const EPOCH = uuid(0xe0, 1)
export const NETWORK = uuid(0x40, 1)
export const LIMITS = { frame_bytes: 65536, text_bytes: 16384, mentions: 50, resume_streams: 1000, page: 200, presence: 200, burst: 60, per_second: 2 }

export type Fact = Omit<Event, 'content'>

export class FakeServer {
  epoch = EPOCH
  readonly streams = new Map<string, Fact[]>()
  readonly members = new Map<string, MemberView>()
  readonly channels = new Map<string, ChannelView>()
  readonly items = new Map<string, ItemView>()
  readonly messages = new Map<string, MessageView>()
  readonly marks = new Map<string, Map<string, MarkView>>()
  readonly receipts = new Map<string, Ack>()
  /** Called after each event, and after each mark. */
  told: (fact: Fact) => void = () => undefined
  toldMark: (member: string, mark: MarkView) => void = () => undefined
  private made = 0
  /** Commands that came in, repeated ones too. */
  performed = 0

  constructor(people: number, channels: number) {
    this.streams.set(NETWORK, [])
    for (let number = 1; number <= people; number += 1) {
      const id = uuid(0x4e, number)
      this.members.set(id, { id, given: `Given${number}`, family: `Family${number}`, title: '', languages: ['fi'], affiliations: [], status: 'active', version: 1 })
      this.streams.set(id, [])
      this.marks.set(id, new Map())
    }
    for (let number = 1; number <= channels; number += 1) {
      const id = uuid(0xca, number)
      const item = uuid(0x17, number)
      this.streams.set(id, [])
      this.channels.set(id, { id, kind: 'chat', name: `channel ${number}`, topic: '', visibility: 'public', state: 'active', posting: 'all', position: number, main_item: item, version: 1 })
      const fact = this.append(id, undefined, 'item_created', { item })
      this.items.set(item, this.freshItem(item, id, fact.seq, true, 'yleinen'))
    }
  }

  private freshItem(id: string, channel: string, seq: number, main: boolean, title: string): ItemView {
    return { id, channel, kind: 'chat', seq, ...(main ? { main } : {}), at: '2026-05-04T08:00:00Z', title, text: '', body: null, state: 'open', last_seq: seq, message_count: 0, changed_seq: seq }
  }

  head(stream: string): number {
    return this.streams.get(stream)?.length ?? 0
  }

  private append(stream: string, actor: string | undefined, verb: string, more: Partial<Fact> = {}): Fact {
    const events = this.streams.get(stream) ?? []
    const fact: Fact = { stream, seq: events.length + 1, at: '2026-05-04T08:00:00Z', verb, ...(actor === undefined ? {} : { actor }), ...more }
    events.push(fact)
    return fact
  }

  private newId(): string {
    this.made += 1
    return uuid(0x3e55, this.made)
  }

  /** The event as it reads now. */
  event(fact: Fact): Event {
    const message = fact.message === undefined ? undefined : this.messages.get(fact.message)
    const item = fact.verb.startsWith('item') && fact.item !== undefined ? this.items.get(fact.item) : undefined
    const content = { ...(message ? { message } : {}), ...(item ? { item } : {}) }
    return Object.keys(content).length === 0 ? fact : { ...fact, content }
  }

  light({ stream, seq, actor, verb, item, message, counts, mentions }: Fact): LightEvent {
    return {
      stream, seq, verb, ...(actor === undefined ? {} : { actor }), ...(item === undefined ? {} : { item }), ...(message === undefined ? {} : { message }),
      ...(counts ? { counts } : {}), ...(mentions ? { mentions } : {}),
    }
  }

  perform(member: string, command: Command): { ack: Ack } | { refusal: Refusal } {
    const key = `${member} ${command.client_id}`
    this.performed += 1
    const former = this.receipts.get(key)
    if (former) return { ack: { ...former, ref: command.ref, duplicate: true } }
    const done = this.act(member, command)
    if (!done) return { refusal: { code: 'not_found', message: '', request_id: '', retry: 'no' } }
    const ack: Ack = { ref: command.ref, client_id: command.client_id, id: done.id, duplicate: false }
    if (done.fact) Object.assign(ack, { stream: done.fact.stream, seq: done.fact.seq })
    if (done.mark) Object.assign(ack, { mark: done.mark })
    this.receipts.set(key, ack)
    if (done.fact) this.told(done.fact)
    return { ack }
  }

  private act(member: string, command: Command): { id: string; fact?: Fact; mark?: MarkView } | undefined {
    switch (command.t) {
      case 'send':
        return this.send(member, command.channel, command.item ?? '', command.text, command.quote)
      case 'create_item': {
        const id = this.newId()
        const fact = this.append(command.channel, member, 'item_created', { item: id, counts: false })
        this.items.set(id, { ...this.freshItem(id, command.channel, fact.seq, false, command.title), author: member })
        return { id, fact }
      }
      case 'mark_read':
      case 'mark_unread':
        return this.mark(member, command)
      case 'edit':
      case 'delete':
      case 'react':
      case 'unreact':
      case 'pin':
      case 'unpin':
        return this.touch(member, command)
      default:
        return undefined
    }
  }

  private send(member: string, channel: string, item: string, text: string, quote?: string): { id: string; fact: Fact } | undefined {
    const about = this.items.get(item)
    if (!about) return undefined
    const id = this.newId()
    const mentions = [...text.matchAll(/@\[([^\]]+)\]/g)].map((hit) => hit[1] ?? '')
    const fact = this.append(channel, member, 'posted', { item, message: id, counts: true, ...(mentions.length > 0 ? { mentions } : {}) })
    this.messages.set(id, {
      id, channel, item, seq: fact.seq, author: member, at: fact.at, text, ...(quote === undefined ? {} : { quote }), ...(mentions.length > 0 ? { mentions } : {}), changed_seq: fact.seq,
    })
    this.items.set(item, { ...about, last_seq: fact.seq, message_count: about.message_count + 1 })
    return { id, fact }
  }

  private touch(member: string, command: Extract<Command, { message: string }>): { id: string; fact: Fact } | undefined {
    const held = this.messages.get(command.message)
    if (!held || held.deleted) return undefined
    if ((command.t === 'edit' || command.t === 'delete') && held.author !== member) return undefined
    const verbs = { edit: 'edited', delete: 'deleted', react: 'reacted', unreact: 'unreacted', pin: 'pinned', unpin: 'unpinned' }
    const fact = this.append(held.channel, member, verbs[command.t], { item: held.item, message: held.id, facts: { was: held.seq } })
    const changed_seq = fact.seq
    const next: Record<typeof command.t, () => MessageView> = {
      edit: () => ({ ...held, text: command.t === 'edit' ? command.text : '', edited_at: fact.at, changed_seq }),
      delete: () => ({ id: held.id, channel: held.channel, item: held.item, seq: held.seq, ...(held.author === undefined ? {} : { author: held.author }), at: held.at, text: '', deleted: true, changed_seq }),
      react: () => ({ ...held, reactions: withReaction(held.reactions ?? [], 'emoji' in command ? command.emoji : '', member), changed_seq }),
      unreact: () => ({ ...held, reactions: withoutReaction(held.reactions ?? [], 'emoji' in command ? command.emoji : '', member), changed_seq }),
      pin: () => ({ ...held, pinned: true, changed_seq }),
      unpin: () => ({ ...held, pinned: false, changed_seq }),
    }
    this.messages.set(held.id, next[command.t]())
    return { id: held.id, fact }
  }

  private mark(member: string, command: Extract<Command, { t: 'mark_read' | 'mark_unread' }>): { id: string; mark: MarkView } {
    const marks = this.marks.get(member) ?? new Map<string, MarkView>()
    const key = `${command.channel} ${command.item ?? ''}`
    const former = marks.get(key)?.seq ?? 0
    const seq = command.t === 'mark_read' ? Math.max(former, command.seq) : command.seq - 1
    const mark: MarkView = { channel: command.channel, ...(command.item === undefined ? {} : { item: command.item }), seq, version: this.markVersion(member) + 1 }
    marks.set(key, mark)
    const own = marks.get(`${command.channel} `)?.seq ?? 0
    for (const [one, { channel, item, seq: itemSeq }] of marks) if (channel === command.channel && item !== undefined && itemSeq <= own) marks.delete(one)
    this.versions.set(member, mark.version)
    this.marks.set(member, marks)
    this.toldMark(member, mark)
    return { id: command.channel, mark }
  }

  private readonly versions = new Map<string, number>()

  markVersion(member: string): number {
    return this.versions.get(member) ?? 0
  }

  marksOf(member: string, channel?: string): MarkView[] {
    return [...(this.marks.get(member)?.values() ?? [])].filter((mark) => channel === undefined || mark.channel === channel)
  }

  /** Unread by its definition, event by event. */
  unread(member: string, channel: string): UnreadView {
    const marks = this.marks.get(member) ?? new Map<string, MarkView>()
    const own = marks.get(`${channel} `)?.seq ?? 0
    const waiting = (this.streams.get(channel) ?? []).filter((fact) => {
      const gone = fact.message !== undefined && this.messages.get(fact.message)?.deleted
      const above = Math.max(own, marks.get(`${channel} ${fact.item}`)?.seq ?? 0)
      return fact.counts && fact.actor !== member && !gone && fact.seq > above
    })
    const isMention = (fact: Fact) => fact.mentions?.includes(member) ?? false
    const items = [...new Set(waiting.map((fact) => fact.item ?? ''))].map((item) => {
      const under = waiting.filter((fact) => fact.item === item)
      return { item, count: Math.min(100, under.length), mentions: Math.min(100, under.filter(isMention).length) }
    })
    return {
      channel, count: Math.min(100, waiting.length), mentions: Math.min(100, waiting.filter(isMention).length), items,
      ...(waiting[0] ? { first: waiting[0].seq } : {}), as_of: this.head(channel),
    }
  }

  start(member: string): StartBody {
    const me = this.members.get(member)
    if (!me) throw new Error('no such member in this test')
    const channels = [...this.channels.values()]
    return {
      epoch: this.epoch, me, language: 'fi', office: 'member', limits: LIMITS,
      network: { stream: NETWORK, name: 'Network', kinds: ['chat'], demo: true, invites: 'contacts', terms_version: '1', language: 'fi', version: 1 },
      streams: [NETWORK, member, ...this.channels.keys()].map((stream) => ({ stream, head: this.head(stream), oldest: 1 })),
      workspaces: [], channels,
      standings: channels.map(({ id }) => ({ channel: id, joined: true, may_post: true, may_manage: false })),
      organisations: [], unread: channels.map(({ id }) => this.unread(member, id)), marks: this.marksOf(member),
      mark_version: this.markVersion(member), follows: [],
    }
  }
}
