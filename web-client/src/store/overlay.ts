// Lays what waits in the outbox over what the server has confirmed, so that a person sees at once what
// they did. Pure; the confirmed message itself is never touched.
import type { FileView, MemberId, MessageView, ReactionView } from '../wire'
import type { Attached, OutboxEntry } from './state'

/** A message with waiting edits, reactions, pins and removals laid over it. */
export function overlaid(message: MessageView, entries: readonly OutboxEntry[], me: MemberId): MessageView {
  return entries.reduce((shown, entry) => laid(shown, entry, me), message)
}

function laid(message: MessageView, entry: OutboxEntry, me: MemberId): MessageView {
  if (entry.state === 'failed') return message
  if (entry.seq !== undefined && message.changed_seq >= entry.seq) return message
  const { command } = entry
  switch (command.t) {
    case 'edit':
      return { ...message, text: command.text, edited_at: message.edited_at ?? new Date(entry.writtenAt).toISOString() }
    case 'delete':
      return removed(message)
    case 'react':
      return { ...message, reactions: withReaction(message.reactions ?? [], command.emoji, me) }
    case 'unreact':
      return { ...message, reactions: withoutReaction(message.reactions ?? [], command.emoji, me) }
    case 'pin':
      return { ...message, pinned: true }
    case 'unpin':
      return { ...message, pinned: false }
    default:
      return message
  }
}

/** What stays of a removed message: its place. */
function removed(message: MessageView): MessageView {
  return {
    id: message.id,
    channel: message.channel,
    item: message.item,
    seq: message.seq,
    ...(message.author === undefined ? {} : { author: message.author }),
    at: message.at,
    text: '',
    deleted: true,
    changed_seq: message.changed_seq,
  }
}

export function withReaction(reactions: readonly ReactionView[], emoji: string, member: MemberId): ReactionView[] {
  const there = reactions.find((reaction) => reaction.emoji === emoji)
  if (there?.members.includes(member)) return [...reactions]
  if (!there) return [...reactions, { emoji, members: [member] }]
  return reactions.map((reaction) => (reaction === there ? { emoji, members: [...there.members, member] } : reaction))
}

export function withoutReaction(reactions: readonly ReactionView[], emoji: string, member: MemberId): ReactionView[] {
  return reactions
    .map((reaction) =>
      reaction.emoji === emoji ? { emoji, members: reaction.members.filter((one) => one !== member) } : reaction,
    )
    .filter((reaction) => reaction.members.length > 0)
}

/** A message of the outbox as if it stood in the channel already. */
export function asMessage(entry: OutboxEntry, me: MemberId): MessageView | undefined {
  const { command } = entry
  if (command.t !== 'send') return undefined
  return {
    id: entry.id ?? entry.clientId,
    channel: entry.channel,
    item: entry.item,
    seq: entry.seq ?? Number.MAX_SAFE_INTEGER,
    author: me,
    ...(command.spoken_as === undefined ? {} : { spoken_as: command.spoken_as }),
    at: new Date(entry.writtenAt).toISOString(),
    text: command.text,
    ...(command.body === undefined ? {} : { body: command.body }),
    ...(command.quote === undefined ? {} : { quote: command.quote }),
    ...(entry.attached === undefined ? {} : { files: entry.attached.map(asFile) }),
    changed_seq: entry.seq ?? 0,
  }
}

/** What is shown of a file that is on its way; the bytes are on this device. */
function asFile({ upload, name, type, size, width, height, alt }: Attached): FileView {
  return { id: upload, name, media_type: type, size, alt, state: 'pending', ...(width === undefined || height === undefined ? {} : { width, height }) }
}

/** Waiting messages that no confirmed one stands for yet. An event may arrive before the ack that names it;
 *  until then the text, the item and the order tell which of one's own messages it is. */
export function unanswered(entries: readonly OutboxEntry[], confirmed: readonly MessageView[], me: MemberId): readonly OutboxEntry[] {
  const claimed = new Set(entries.flatMap((entry) => (entry.id === undefined ? [] : [entry.id])))
  return entries.filter((entry) => {
    const { command } = entry
    if (command.t !== 'send') return false
    if (entry.id !== undefined) return !confirmed.some((message) => message.id === entry.id)
    if (entry.state !== 'sending' && entry.state !== 'waiting') return true
    const mine = confirmed.filter(
      (message) => message.author === me && message.item === entry.item && message.seq > entry.afterSeq && !claimed.has(message.id),
    )
    // Another device of one's own may have edited it already.
    const isTwin = (message: MessageView) => message.text.trim() === command.text.trim() && message.files?.[0]?.id === command.files?.[0]
    const twin = mine.find(isTwin) ?? mine.find((message) => message.edited_at !== undefined)
    if (twin) claimed.add(twin.id)
    return !twin
  })
}
