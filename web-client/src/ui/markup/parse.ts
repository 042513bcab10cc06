// Text to a tree, in time that grows with the text and no faster. What is nested too deep is shown as it
// stands. The dialect is told in `protocol/golden/markup/README.md`.
//
// Why not a library: the server reads mentions, tags and links with pulldown-cmark, and both sides must
// agree on every text. The small parsers (marked) differ in many corners and grow quadratically on some
// hostile texts; the exact ones are three times this size and know HTML, entities and definitions that a
// talk does not want.
import { atomAt } from './atoms'
import { Blocks } from './blocks'
import { clean, isAsciiPunctuation, withoutEnd } from './characters'
import { finish } from './finish'
import { parseInline } from './inline'
import { isRule, listMarker } from './line'
import type { Piece } from './pieces'
import { MAX_NESTING, TooDeep, type Block, type Inline } from './syntax'

export function parseMarkup(text: string): Block[] {
  const source = clean(text)
  if (!source.split('\n').some((line) => openers(line) > MAX_NESTING)) {
    try {
      return new Blocks(source, (leaf, depth) => {
        const fragment = parseInline(leaf)
        if (depth + fragment.depth > MAX_NESTING) throw new TooDeep()
        return fragment
      }).parse()
    } catch (error) {
      if (!(error instanceof TooDeep)) throw error
    }
  }
  return verbatim(source)
}

/** The text as it stands; its atoms still count. */
function verbatim(source: string): Block[] {
  const text = withoutEnd(source.replace(/^[ \t\n]+/, ''), ' \t\n')
  const pieces: Piece[] = []
  let from = 0
  let at = 0
  const flush = (end: number) => {
    if (end > from) pieces.push({ type: 'text', text: text.slice(from, end) })
  }
  while (at < text.length) {
    const escaped = text[at] === '\\' && isAsciiPunctuation(text.charAt(at + 1))
    const found = escaped ? undefined : atomAt(text, at)
    if (found) {
      flush(at)
      pieces.push(found.atom)
      from = found.end
    }
    at = found ? found.end : at + (escaped ? 2 : 1)
  }
  flush(text.length)
  const children: Inline[] = finish(pieces)
  return children.length === 0 ? [] : [{ type: 'paragraph', children }]
}

/** How many quotes and lists a line opens at once. */
function openers(line: string): number {
  let at = 0
  let count = 0
  let asked = false
  for (;;) {
    while (line[at] === ' ' || line[at] === '\t') at += 1
    let width = 1
    if (line[at] !== '>') {
      const marker = listMarker(line, at)
      if (!marker || !/[ \t]|^$/.test(line.charAt(at + marker.width))) return count
      if (!asked && marker.start === undefined && isRule(line, at)) return count
      asked ||= marker.start === undefined
      width = marker.width
    }
    count += 1
    at += width
  }
}
