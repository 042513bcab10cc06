// Why a row is in the inbox, in words, and what "less of this" means for it. Pure.
import type { Cause, Follow, InboxRow, Subject } from '../../store'
import type { InboxWords } from '../../text/inbox'

export function causeWords(cause: Cause, words: InboxWords, nameOf: (member: string) => string): string {
  const { because } = words
  switch (cause.why) {
    case 'tag':
      return because.tag(cause.tag ?? '')
    case 'member':
      return because.member(nameOf(cause.member ?? ''))
    case 'search':
      return because.search(cause.search ?? '')
    case 'item': {
      const by = cause.by
      return by === 'started' || by === 'posted' || by === 'reacted' || by === 'mentioned' ? because[by] : because.item
    }
    case 'channel':
      return cause.level === 'follow' || cause.level === 'watch' ? because.watched : because.channel
    case 'notice':
    case 'direct':
    case 'mention':
    case 'group':
      return because[cause.why]
    default:
      return because.channel
  }
}

/** One step down on the scale, of the thing that brought the row here. */
export function lessOf(cause: Cause, row: InboxRow): { subject: Subject; level: Follow } {
  const isClose = cause.level === 'follow' || cause.level === 'watch'
  switch (cause.why) {
    case 'tag':
      return { subject: { tag: cause.tag ?? '' }, level: 'default' }
    case 'member':
      return { subject: { member: cause.member ?? '' }, level: 'default' }
    case 'item':
      return { subject: { item: row.item }, level: row.joined && !isClose ? 'mute' : 'default' }
    case 'notice':
    case 'mention':
      return { subject: { item: row.item }, level: 'mute' }
    default:
      return { subject: { channel: row.channel }, level: cause.why === 'channel' && isClose ? 'default' : 'mute' }
  }
}
