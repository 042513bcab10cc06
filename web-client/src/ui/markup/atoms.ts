// What this house adds to Markdown: mentions, tags, web addresses, emoji by name. The server has the
// same scanner (`server/src/domain/markup/atoms.rs`); the golden cases hold the two together.
import { characterAt, characterBefore, isAlphanumeric, isWhitespace, withoutEnd } from './characters'
import { emojiNamed } from './emoji'

export type Atom =
  | { type: 'mention'; member: string }
  | { type: 'mention-channel' }
  | { type: 'tag'; slug: string; written: string }
  | { type: 'emoji'; emoji: string; written: string }
  | { type: 'address'; to: string; written: string }

export type Found = { atom: Atom; end: number }

const MAX_TAG = 64
const MEMBER = /@\[([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/iy
const CHANNEL = '@[channel]'
const TAG = /#([\p{Alphabetic}\p{N}][\p{Alphabetic}\p{N}\p{M}_-]*)/uy
const EMOJI = /:([\p{L}\p{N}+_-]{1,40}):/uy
const SCHEME = /https?:\/\//iy
/** What ends a sentence rather than an address. */
const TRAILING = "?!.,:;*_~'(’‘”“»…"
const MAILBOX = /[A-Za-z0-9.+_-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/y
const NOT_IN_ADDRESS = /[<>"`|\\[\]{}^\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2060-\u206f\ufeff]/ // oxlint-disable-line no-control-regex
const NOT_IN_LINK = /["`\\\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2060-\u206f\ufeff]/ // oxlint-disable-line no-control-regex

export function atomAt(text: string, at: number): Found | undefined {
  switch (text[at]) {
    case '@':
      return mention(text, at)
    case '#':
      return tag(text, at)
    case ':':
      return emoji(text, at)
    case 'h':
    case 'H':
      return address(text, at)
    case '<':
      return bracketed(text, at)
    default:
      return undefined
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

function mention(text: string, at: number): Found | undefined {
  if (text.startsWith(CHANNEL, at)) return { atom: { type: 'mention-channel' }, end: at + CHANNEL.length }
  const member = match(MEMBER, text, at)?.[1]?.toLowerCase()
  return member === undefined ? undefined : { atom: { type: 'mention', member }, end: at + member.length + 3 }
}

function tag(text: string, at: number): Found | undefined {
  const before = characterBefore(text, at)
  if (before !== '' && (isAlphanumeric(before) || '&/\\#'.includes(before))) return undefined
  const written = withoutEnd(match(TAG, text, at)?.[1] ?? '', '-_')
  if (!/\p{Alphabetic}/u.test(written)) return undefined
  const length = [...written].length
  if (length < 2 || length > MAX_TAG) return undefined
  const slug = written.toLowerCase().normalize('NFC')
  return { atom: { type: 'tag', slug, written: `#${written}` }, end: at + 1 + written.length }
}

function emoji(text: string, at: number): Found | undefined {
  // Not within a word or a time: 12:30:45.
  if (isAlphanumeric(characterBefore(text, at))) return undefined
  const hit = match(EMOJI, text, at)
  const emoji = hit && emojiNamed(hit[1] ?? '')
  return hit && emoji ? { atom: { type: 'emoji', emoji, written: hit[0] }, end: at + hit[0].length } : undefined
}

function address(text: string, at: number): Found | undefined {
  const before = characterBefore(text, at)
  if (before !== '' && isAlphanumeric(before)) return undefined
  const end = addressEnd(text, at)
  if (end === undefined) return undefined
  const to = withoutEnd(text.slice(at, end), TRAILING)
  return { atom: { type: 'address', to, written: to }, end: at + to.length }
}

/**
 * Where the longest address from here ends. Brackets, quotes and a closing parenthesis that was not
 * opened end it, so that an address never reaches out of a link, a table cell or code.
 */
function addressEnd(text: string, at: number): number | undefined {
  const scheme = match(SCHEME, text, at)?.[0].length
  if (scheme === undefined || !isAlphanumeric(characterAt(text, at + scheme))) return undefined
  let open = 0
  for (let end = at + scheme; end < text.length; end += 1) {
    const character = text.charAt(end)
    if (character === '(') open += 1
    else if (character === ')') {
      if (open === 0) return end
      open -= 1
    } else if (NOT_IN_ADDRESS.test(character) || isWhitespace(character)) return end
  }
  return text.length
}

function bracketed(text: string, at: number): Found | undefined {
  const end = addressEnd(text, at + 1)
  if (end !== undefined) {
    const to = text.slice(at + 1, end)
    return text[end] === '>' ? { atom: { type: 'address', to, written: to }, end: end + 1 } : undefined
  }
  const mailbox = match(MAILBOX, text, at + 1)?.[0]
  if (mailbox === undefined || text[at + 1 + mailbox.length] !== '>') return undefined
  return { atom: { type: 'address', to: `mailto:${mailbox}`, written: mailbox }, end: at + mailbox.length + 2 }
}

/** The address a link may lead to, or nothing: the web, and mail to one mailbox. */
export function isOffered(to: string): boolean {
  if (/^mailto:/i.test(to)) {
    const mailbox = match(MAILBOX, to, 7)
    return mailbox !== undefined && mailbox[0].length === to.length - 7
  }
  const scheme = match(SCHEME, to, 0)?.[0].length
  if (scheme === undefined || !isAlphanumeric(characterAt(to, scheme))) return false
  return ![...to].some((character) => isWhitespace(character) || NOT_IN_LINK.test(character))
}
