// Pairs the signs of emphasis: `*`, `_` and `~`. The rules are CommonMark's; the bounds below which no
// opener is searched keep the work in proportion to the text.
import { characterAt, characterBefore, isPunctuation, isWhitespace } from './characters'
import { depthOf, type Delimiter, type Piece } from './pieces'

export function delimiterAt(source: string, at: number): { delimiter: Delimiter | undefined; end: number } {
  const sign = source.charAt(at)
  let end = at
  while (source[end] === sign) end += 1
  const run = end - at
  const before = characterBefore(source, at)
  const after = characterAt(source, end)
  const opens = canOpen(sign, run, before, after)
  const closes = canClose(sign, run, before, after)
  const means = (opens || closes) && !(sign === '~' && run > 2)
  return { delimiter: means ? { type: 'delimiter', sign, count: run, run, opens, closes } : undefined, end }
}

const isOutside = (character: string) => character === '' || isWhitespace(character)

function canOpen(sign: string, run: number, before: string, after: string): boolean {
  if (isOutside(after)) return false
  if (isOutside(before) || isPunctuation(before)) return true
  return (sign === '*' && !isPunctuation(after)) || (sign === '~' && run > 1)
}

function canClose(sign: string, run: number, before: string, after: string): boolean {
  if (isOutside(before)) return false
  if (isOutside(after) || isPunctuation(after)) return true
  // An escaped tilde before the sign: the server lets it close.
  if (sign === '~' && before === '~') return true
  return (sign === '*' || (sign === '~' && run > 1)) && !isPunctuation(before)
}

type Open = { index: number; delimiter: Delimiter }

/** Turns pairs of signs into emphasis; signs without a partner stay and are drawn as text. */
export function pair(pieces: Piece[]): Piece[] {
  if (!pieces.some((piece) => piece.type === 'delimiter')) return pieces
  const openers = new Openers()
  const out: Piece[] = []
  for (const piece of pieces) {
    if (piece.type !== 'delimiter') {
      out.push(piece)
      continue
    }
    const left = { ...piece }
    if (left.closes) close(left, openers, out)
    if (left.count === 0) continue
    if (left.opens) openers.push({ index: out.length, delimiter: left })
    out.push(left)
  }
  return out
}

function close(closer: Delimiter, openers: Openers, out: Piece[]): void {
  while (closer.count > 0) {
    const opener = openers.takeMatch(closer)
    if (!opener) return
    const matched = Math.min(closer.count, opener.delimiter.count)
    const inner = wrap(closer.sign, matched, out.splice(opener.index + 1))
    opener.delimiter.count -= matched
    if (opener.delimiter.count > 0) openers.push(opener)
    else out.pop()
    out.push(inner)
    closer.count -= matched
  }
}

/** Emphasis from the inside out: two signs are strong, one that is left is emphasis. */
function wrap(sign: string, count: number, children: Piece[]): Piece {
  let inner = children
  let depth = depthOf(children)
  let left = count
  for (;;) {
    const width = left >= 2 ? 2 : 1
    const type = sign === '~' ? 'strike' : width === 2 ? 'strong' : 'emphasis'
    depth += 1
    const piece = { type, children: inner, depth } as const
    left -= width
    if (left <= 0) return piece
    inner = [piece]
  }
}

class Openers {
  private readonly stack: Open[] = []
  private readonly bounds = new Map<string, number>()

  push(open: Open): void {
    if (open.delimiter.sign === '~') this.lower('~')
    this.stack.push(open)
  }

  /** Takes the nearest opener that fits, and drops the ones above it. */
  takeMatch(closer: Delimiter): Open | undefined {
    const keys = keysOf(closer)
    const bound = Math.min(this.stack.length, ...keys.map((key) => this.bounds.get(key) ?? 0))
    for (let at = this.stack.length - 1; at >= bound; at -= 1) {
      const open = this.stack[at]
      if (open && fits(open.delimiter, closer)) {
        this.stack.length = at
        for (const [key, value] of this.bounds) if (value > at) this.bounds.set(key, at)
        return open
      }
    }
    for (const key of keys) this.bounds.set(key, this.stack.length)
    return undefined
  }

  private lower(key: string): void {
    this.bounds.set(key, Math.min(this.bounds.get(key) ?? 0, this.stack.length))
  }
}

function keysOf({ sign, run, opens }: Delimiter): string[] {
  if (sign === '~') return ['~']
  return opens ? [`${sign}${run % 3}`] : [`${sign}${run % 3}`, `${sign}-`]
}

function fits(opener: Delimiter, closer: Delimiter): boolean {
  if (opener.sign !== closer.sign) return false
  if (closer.sign === '~' && opener.run !== closer.run) return false
  if (!opener.closes && !closer.opens) return true
  return (opener.run + closer.run) % 3 !== 0 || closer.run % 3 === 0
}
