// The beginning of a line, where columns matter: a tab reaches to the next column that is a multiple of
// four, and a container may take only a part of it.

export type Marker = { sign: string; start: number | undefined; indent: number }

export class Line {
  /** Spaces of a tab that are passed but not yet taken. */
  remaining = 0
  private tabStart: number

  constructor(
    readonly text: string,
    public at: number,
  ) {
    this.tabStart = at
  }

  copy(): Line {
    const copy = new Line(this.text, this.at)
    copy.remaining = this.remaining
    copy.tabStart = this.tabStart
    return copy
  }

  /** Takes at most `count` columns of space and tells how many there were. */
  takeSpaces(count: number): number {
    const kept = Math.min(this.remaining, count)
    this.remaining -= kept
    let left = count - kept
    while (left > 0) {
      const character = this.text[this.at]
      if (character === ' ') {
        this.at += 1
        left -= 1
      } else if (character === '\t') {
        const width = 4 - ((this.at - this.tabStart) % 4)
        this.at += 1
        this.tabStart = this.at
        const taken = Math.min(width, left)
        left -= taken
        this.remaining = width - taken
      } else break
    }
    return count - left
  }

  takeAllSpaces(): void {
    this.remaining = 0
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at += 1
  }

  isAtEnd(): boolean {
    const character = this.text[this.at]
    return character === undefined || character === '\n'
  }

  takeQuoteMarker(): boolean {
    if (this.text[this.at] !== '>') return false
    this.at += 1
    this.takeSpaces(1)
    return true
  }

  /** Takes a list marker that stands at `indent`, with the spaces that belong to it. */
  takeListMarker(indent: number): Marker | undefined {
    const found = listMarker(this.text, this.at)
    if (!found || ('-*'.includes(found.sign) && isRule(this.text, this.at))) return undefined
    const after = this.copy()
    after.at += found.width
    if (after.takeSpaces(1) !== 1 && !after.isAtEnd()) return undefined
    let width = indent + found.width + 1
    const inner = after.copy()
    if (!isBlank(this.text, after.at)) {
      const more = inner.takeSpaces(4)
      if (more < 4) width += more
    }
    this.goTo(!isBlank(this.text, after.at) && width > indent + found.width + 1 ? inner : after)
    return { sign: found.sign, start: found.start, indent: width }
  }

  /** Takes `[ ]` or `[x]` and tells whether it is ticked. */
  takeTask(): boolean | undefined {
    const trial = this.copy()
    trial.takeSpaces(3)
    const hit = /^\[([ \txX])\](?=[ \t\n])/.exec(this.text.slice(trial.at, trial.at + 4))
    if (!hit) return undefined
    trial.at += 3
    this.goTo(trial)
    return hit[1]?.toLowerCase() === 'x'
  }

  goTo(other: Line): void {
    this.at = other.at
    this.remaining = other.remaining
    this.tabStart = other.tabStart
  }
}

const LIST = /(?:([-+*])|(\d{1,9})([.)]))/y
const RULE = /(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})(?=\n|$)/y
const BLANK = /[ \t]*(?=\n|$)/y
const HEADING = /#{1,6}(?=[ \t\n]|$)/y
const FENCE = /`{3,}(?=[^`\n]*(?:\n|$))|~{3,}/y
const UNDERLINE = /(=+|-+)[ \t]*(?=\n|$)/y

function look(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

/** A bullet or number, whatever follows it. */
export function listMarker(text: string, at: number): { sign: string; start: number | undefined; width: number } | undefined {
  const hit = look(LIST, text, at)
  if (!hit) return undefined
  const [whole, bullet, digits, sign] = hit
  return { sign: bullet ?? sign ?? '', start: digits === undefined ? undefined : Number(digits), width: whole.length }
}

export const isRule = (text: string, at: number) => look(RULE, text, at) !== undefined
export const isBlank = (text: string, at: number) => look(BLANK, text, at) !== undefined
export const headingLevel = (text: string, at: number) => look(HEADING, text, at)?.[0].length
export const fenceAt = (text: string, at: number) => look(FENCE, text, at)?.[0]
export const underlineLevel = (text: string, at: number) => {
  const sign = look(UNDERLINE, text, at)?.[0][0]
  return sign === undefined ? undefined : sign === '=' ? 1 : 2
}
export const endOfLine = (text: string, at: number) => {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}
