// People as they are met: authors, those mentioned, those who react. Asked for by id in batches, kept, never all at
// once. Also who is here, and who is writing.
import type { ChannelId, ItemId, MemberId, MessageView } from '../wire'
import { gathered, type Context } from './context'
import { withMembers } from './places'
import type { State } from './state'

const GATHER_MS = 30
const MOST_IDS = 200
const TYPING_EVERY_MS = 4_000

export class People {
  private readonly wanted = new Set<MemberId>()
  private readonly asked = new Set<MemberId>()
  private readonly ask
  private watched: readonly MemberId[] = []
  private isActive = true
  private typedAt = new Map<ItemId, number>()

  constructor(private readonly context: Context) {
    this.ask = gathered(context.clock, GATHER_MS, () => void this.askAll())
    context.core.watch((state, former) => {
      if (state.content !== former.content) this.meet(state, former)
      if (state.members.size < former.members.size && state.phase === 'ready') this.askAgain(state, former)
      if (state.channels !== former.channels) this.need([...state.channels.values()].flatMap((channel) => channel.members ?? []))
      if (state.typing !== former.typing) this.need(state.typing.map((one) => one.member))
    })
  }

  /** Who has been forgotten may still be somebody whom one may know of. */
  private askAgain(state: State, former: State): void {
    const gone = [...former.members.keys()].filter((id) => !state.members.has(id))
    for (const id of gone) this.asked.delete(id)
    this.need(gone)
  }

  private meet(state: State, former: State): void {
    for (const [channel, content] of state.content) {
      const before = former.content.get(channel)
      if (before?.messages !== content.messages) {
        for (const message of content.messages.values()) if (before?.messages.get(message.id) !== message) this.need(peopleOf(message))
      }
      if (before?.items !== content.items) this.need([...content.items.values()].flatMap((item) => item.author ?? []))
    }
  }

  need(ids: readonly MemberId[]): void {
    const { members } = this.context.core.state
    for (const id of ids) if (!members.has(id) && !this.asked.has(id)) this.wanted.add(id)
    if (this.wanted.size > 0) this.ask.soon()
  }

  private async askAll(): Promise<void> {
    const { core, api } = this.context
    const ids = [...this.wanted].slice(0, MOST_IDS)
    if (ids.length === 0) return
    for (const id of ids) {
      this.wanted.delete(id)
      this.asked.add(id)
    }
    const got = await api.members({ ids: ids.join(','), limit: MOST_IDS })
    if (got.ok) core.changeSoon((state) => withMembers(state, got.value))
    else for (const id of ids) this.asked.delete(id)
    if (this.wanted.size > 0) this.ask.soon()
  }

  /** A connection is there: who could not be found before may be there now. */
  connected(): void {
    const { members, content } = this.context.core.state
    this.asked.clear()
    for (const { messages } of content.values()) for (const message of messages.values()) this.need(peopleOf(message).filter((id) => !members.has(id)))
    this.sayWatched()
    this.context.wire.say({ t: 'presence', active: this.isActive })
  }

  forget(): void {
    this.wanted.clear()
    this.asked.clear()
    this.watched = []
  }

  watch(ids: readonly MemberId[]): void {
    const next = [...new Set(ids)].sort()
    if (next.length === this.watched.length && next.every((id, at) => id === this.watched[at])) return
    this.watched = next
    this.sayWatched()
  }

  private sayWatched(): void {
    const most = this.context.core.state.limits?.presence ?? MOST_IDS
    this.context.wire.say({ t: 'watch_presence', members: this.watched.slice(0, most) })
  }

  active(isActive: boolean): void {
    if (this.isActive === isActive) return
    this.isActive = isActive
    this.context.wire.say({ t: 'presence', active: isActive })
  }

  typing(channel: ChannelId, item: ItemId): void {
    const { clock, wire } = this.context
    const now = clock.now()
    if (now - (this.typedAt.get(item) ?? -TYPING_EVERY_MS) < TYPING_EVERY_MS) return
    if (wire.say({ t: 'typing', channel, item })) this.typedAt.set(item, now)
  }
}

function peopleOf(message: MessageView): readonly MemberId[] {
  return [
    ...(message.author === undefined ? [] : [message.author]),
    ...(message.mentions ?? []),
    ...(message.reactions ?? []).flatMap((reaction) => reaction.members),
  ]
}
