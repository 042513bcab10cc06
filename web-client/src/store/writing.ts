// What a person does to messages and items, and how it goes into the outbox.
import type { ClientId, JsonValue, MessageId, MessageView, OrganisationId } from '../wire'
import { mapped, perform } from './acting'
import type { Context } from './context'
import type { Writing } from './interface'
import { drop, put } from './maps'
import { overlaid } from './overlay'
import type { People } from './people'
import type { Sender } from './sender'
import type { OutboxEntry, State } from './state'
import { marked, raised, unreadAgain } from './unread'

export function createWriting(context: Context, sender: Sender, people: People): Writing {
  const { core } = context

  /** Puts a change of a message in the outbox; nothing when the message is not held. */
  const change = (id: MessageId, act: (message: MessageView) => Parameters<Sender['put']>[0]) => {
    const message = heldMessage(core.state, id)
    if (message) sender.put(act(message), message.channel, message.item, id)
  }

  return {
    send: (channel, item, text, more = {}) =>
      sender.put({ t: 'send', channel, item, text, ...withoutGaps(more) }, channel, item, undefined, more.attached),
    edit: (id, text) => change(id, () => ({ t: 'edit', message: id, text })),
    remove: (id) => change(id, () => ({ t: 'delete', message: id })),
    toggleReaction: (id, emoji) => toggle(core.state, sender, change, id, emoji),
    pin: (id) => change(id, () => ({ t: 'pin', message: id })),
    unpin: (id) => change(id, () => ({ t: 'unpin', message: id })),
    retry: (clientId: ClientId) => sender.retry(clientId),
    discard: (clientId: ClientId) => sender.discard(clientId),
    setDraft: (item, draft) => core.change((state) => ({ ...state, drafts: draft ? put(state.drafts, item, draft) : drop(state.drafts, item) })),
    active: (isActive) => people.active(isActive),
    typing: (channel, item) => people.typing(channel, item),
    markRead: (channel, seq, item) => core.change((state) => raised(state, channel, item, seq)),
    markUnread: async (channel, seq, item) => {
      core.change((state) => unreadAgain(state, channel))
      const got = await perform(context, { t: 'mark_unread', channel, seq, ...(item === undefined ? {} : { item }) })
      const mark = got.ok ? got.value.mark : undefined
      if (mark) core.change((state) => unreadAgain(marked(state, mark), channel))
      return got
    },
    createItem: async (channel, title, more = {}) =>
      mapped(await perform(context, { t: 'create_item', channel, title, ...withoutGaps(more) }), (ack) => ack.id),
    changeItem: (item, wanted, ifChangedSeq) =>
      perform(context, { t: 'change_item', item, change: wanted, ...(ifChangedSeq === undefined ? {} : { if_changed_seq: ifChangedSeq }) }),
    deleteItem: (item) => perform(context, { t: 'delete_item', item }),
    follow: (subject, level) => perform(context, { t: 'follow', subject, level }),
  }
}

/** Own words of the options, in the protocol's spelling. */
function withoutGaps(more: { text?: string; quote?: MessageId | undefined; spokenAs?: OrganisationId | undefined; body?: JsonValue }) {
  const { text, quote, spokenAs, body } = more
  return {
    ...(text === undefined ? {} : { text }),
    ...(quote === undefined ? {} : { quote }),
    ...(spokenAs === undefined ? {} : { spoken_as: spokenAs }),
    ...(body === undefined ? {} : { body }),
  }
}

export function heldMessage(state: State, id: MessageId): MessageView | undefined {
  for (const { messages } of state.content.values()) {
    const message = messages.get(id)
    if (message) return message
  }
  return undefined
}

/** Adds a reaction or takes it back, judged by what is on the screen. One that waits and was not sent is taken out. */
function toggle(state: State, sender: Sender, change: (id: MessageId, act: () => Parameters<Sender['put']>[0]) => void, id: MessageId, emoji: string): void {
  const message = heldMessage(state, id)
  const me = state.me?.id
  if (!message || me === undefined) return
  const mine = state.outbox.filter((entry) => entry.message === id)
  const unsent = mine.find((entry) => entry.state === 'waiting' && isReaction(entry, emoji))
  if (unsent) return sender.discard(unsent.clientId)
  const shown = overlaid(message, mine, me)
  const isThere = shown.reactions?.some((reaction) => reaction.emoji === emoji && reaction.members.includes(me)) ?? false
  change(id, () => ({ t: isThere ? 'unreact' : 'react', message: id, emoji }))
}

function isReaction({ command }: OutboxEntry, emoji: string): boolean {
  return (command.t === 'react' || command.t === 'unreact') && command.emoji === emoji
}

