// What a tree says in words, and whom and what it names: for previews, notices and the golden cases.
// The server's twin is `server/src/domain/markup/plain.rs`.
import { withoutEnd } from './characters'
import { parseMarkup } from './parse'
import type { Block, Inline } from './syntax'

export type Reading = { mentions: string[]; mentionsChannel: boolean; tags: string[]; links: string[] }

/** A mention as it stands in the source. */
export const mentionOf = (member: string) => `@[${member}]`
export const CHANNEL_MENTION = '@[channel]'

type Words = { member: (id: string) => string; channel: string; emoji: (emoji: string, written: string) => string }

const SOURCE: Words = { member: mentionOf, channel: CHANNEL_MENTION, emoji: (_, written) => written }

/** The text without its markup; mentions as in the source unless named otherwise. */
export function plainOf(blocks: Block[], words: Words = SOURCE): string {
  return lines(blocks, words).join('\n')
}

function lines(blocks: Block[], words: Words): string[] {
  const flat = (children: Inline[]) => children.map((child) => inlineText(child, words)).join('')
  return blocks
    .flatMap((block): string[] => {
      switch (block.type) {
        case 'paragraph':
        case 'heading':
          return [flat(block.children)]
        case 'code-block':
          return [block.text]
        case 'quote':
          return lines(block.blocks, words)
        case 'list':
          return block.items.flatMap((item) => lines(item.blocks, words))
        case 'table':
          return [block.head, ...block.rows].map((row) => row.map(flat).filter((cell) => cell !== '').join('\t'))
        case 'rule':
          return []
      }
    })
    .map((line) => withoutEnd(line, ' \t\n'))
    .filter((line) => line !== '')
}

function inlineText(inline: Inline, words: Words): string {
  switch (inline.type) {
    case 'text':
    case 'code':
      return inline.text
    case 'break':
      return '\n'
    case 'mention':
      return words.member(inline.member)
    case 'mention-channel':
      return words.channel
    case 'tag':
      return inline.written
    case 'emoji':
      return words.emoji(inline.emoji, inline.written)
    case 'emphasis':
    case 'strong':
    case 'strike':
    case 'link':
      return inline.children.map((child) => inlineText(child, words)).join('')
  }
}

/** Whom and what a tree names, each once, in order. */
export function readingOf(blocks: Block[]): Reading {
  const mentions = new Set<string>()
  const tags = new Set<string>()
  const links = new Set<string>()
  let mentionsChannel = false
  eachInline(blocks, (inline) => {
    if (inline.type === 'mention') mentions.add(inline.member)
    else if (inline.type === 'mention-channel') mentionsChannel = true
    else if (inline.type === 'tag') tags.add(inline.slug)
    else if (inline.type === 'link' && /^https?:/i.test(inline.to)) links.add(inline.to)
  })
  return { mentions: [...mentions], mentionsChannel, tags: [...tags], links: [...links] }
}

function eachInline(blocks: Block[], meet: (inline: Inline) => void): void {
  const visit = (inline: Inline): void => {
    meet(inline)
    if ('children' in inline) inline.children.forEach(visit)
  }
  for (const block of blocks) {
    if (block.type === 'paragraph' || block.type === 'heading') block.children.forEach(visit)
    else if (block.type === 'quote') eachInline(block.blocks, meet)
    else if (block.type === 'list') for (const item of block.items) eachInline(item.blocks, meet)
    else if (block.type === 'table') for (const row of [block.head, ...block.rows]) row.flat().forEach(visit)
  }
}

/** One line of at most `max` characters, cut with an ellipsis between what is seen as one sign. */
export function cut(text: string, max: number): string {
  const signs = [...text.split(SPACES).filter((word) => word !== '').join(' ')]
  if (signs.length <= max) return signs.join('')
  let end = Math.max(0, max - 1)
  while (end > 0 && (joins(signs[end] ?? '') || signs[end - 1]?.codePointAt(0) === JOINER)) end -= 1
  return `${signs.slice(0, end).join('').trimEnd()}…`
}
const SPACES = /[\t\n \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/

/** Whether a character belongs to the one before it: accents, emoji variants, skin tones, joiners. */
function joins(character: string): boolean {
  const code = character.codePointAt(0) ?? 0
  const within = (first: number, last: number) => code >= first && code <= last
  return code === JOINER || within(0x300, 0x36f) || within(0xfe00, 0xfe0f) || within(0x1f3fb, 0x1f3ff)
}
const JOINER = 0x200d

/** A text in one line, for a list or a notice. */
export function excerpt(text: string, nameOf: (member: string) => string | undefined, max: number, channel = '@'): string {
  const words: Words = {
    member: (id) => `@${nameOf(id) ?? '…'}`,
    channel,
    emoji: (emoji) => emoji,
  }
  return cut(plainOf(parseMarkup(text), words), max)
}
