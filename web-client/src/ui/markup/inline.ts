// The text of one leaf to pieces: code, links, emphasis, atoms, breaks. One pass from left to right, then
// emphasis is paired (`emphasis.ts`) and what is not offered as a link becomes text again (`finish.ts`).
import { atomAt } from './atoms'
import { isAsciiPunctuation, withoutEnd } from './characters'
import { CodeSpans } from './code-spans'
import { delimiterAt, pair } from './emphasis'
import { finish } from './finish'
import { depthOf, type Piece } from './pieces'
import { scanTarget } from './target'
import type { Inline } from './syntax'

export type Fragment = { children: Inline[]; depth: number }

type Bracket = { index: number; opener: string }

export function parseInline(source: string): Fragment {
  const pieces = pair(new InlineWalk(source).walk())
  return { children: finish(pieces), depth: depthOf(pieces) }
}

class InlineWalk {
  private pieces: Piece[] = []
  private readonly brackets: Bracket[] = []
  /** Openers below this height may no longer open a link: a link holds no link. */
  private closedBelow = 0
  private at = 0
  private textFrom = 0
  private readonly code: CodeSpans

  constructor(private readonly source: string) {
    this.source = withoutEnd(source, ' \t')
    this.code = new CodeSpans(this.source)
  }

  walk(): Piece[] {
    while (this.at < this.source.length) if (!this.step()) this.at += 1
    this.flush()
    return this.pieces
  }

  /** Handles what stands here; false if it is plain text. */
  private step(): boolean {
    const character = this.source.charAt(this.at)
    switch (character) {
      case '\\':
        return this.escape()
      case '\n':
        return this.lineBreak()
      case '`':
        return this.codeSpan()
      case '*':
      case '_':
      case '~':
        return this.delimiter()
      case '!':
        return this.source[this.at + 1] === '[' && this.openBracket('![')
      case '[':
        return this.openBracket('[')
      case ']':
        return this.closeBracket()
      case '@':
      case '#':
      case ':':
      case '<':
      case 'h':
      case 'H':
        return this.atom()
      default:
        return false
    }
  }

  private add(piece: Piece, end: number): true {
    this.flush()
    this.pieces.push(piece)
    this.at = end
    this.textFrom = end
    return true
  }

  private flush(): void {
    if (this.at > this.textFrom) this.pieces.push({ type: 'text', text: this.source.slice(this.textFrom, this.at) })
    this.textFrom = this.at
  }

  private escape(): boolean {
    const next = this.source.charAt(this.at + 1)
    if (next === '\n') {
      this.add({ type: 'break' }, this.at + 2)
      return true
    }
    if (!isAsciiPunctuation(next)) return false
    return this.add({ type: 'text', text: next }, this.at + 2)
  }

  private lineBreak(): true {
    const end = this.at + 1
    while (this.at > this.textFrom && ' \t'.includes(this.source.charAt(this.at - 1))) this.at -= 1
    return this.add({ type: 'break' }, end)
  }

  private codeSpan(): boolean {
    const span = this.code.at(this.at)
    if (span.text !== undefined) return this.add({ type: 'code', text: span.text }, span.end)
    this.at = span.end
    return true
  }

  private delimiter(): boolean {
    const found = delimiterAt(this.source, this.at)
    if (found.delimiter) return this.add(found.delimiter, found.end)
    this.at = found.end
    return true
  }

  private atom(): boolean {
    const found = atomAt(this.source, this.at)
    return found !== undefined && this.add(found.atom, found.end)
  }

  private openBracket(opener: string): true {
    this.add({ type: 'text', text: opener }, this.at + opener.length)
    this.brackets.push({ index: this.pieces.length - 1, opener })
    return true
  }

  private closeBracket(): boolean {
    const bracket = this.brackets.pop()
    if (!bracket) return false
    const isClosed = bracket.opener === '[' && this.brackets.length < this.closedBelow
    this.closedBelow = Math.min(this.closedBelow, this.brackets.length)
    const target = isClosed ? undefined : scanTarget(this.source, this.at + 1)
    if (!target) return false
    this.flush()
    const children = pair(this.pieces.splice(bracket.index + 1))
    this.pieces.pop()
    const tail = this.source.slice(this.at, target.end)
    const link = { type: 'link' as const, opener: bracket.opener, to: target.to, tail, children, depth: depthOf(children) + 1 }
    if (bracket.opener === '[') this.closedBelow = this.brackets.length
    return this.add(link, target.end)
  }
}
