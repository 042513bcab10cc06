// What stands behind a link's label: `(address "title")`. The title is read and not shown: nobody on a
// phone would find it.
import { isAsciiPunctuation, unescape } from './characters'

const MAX_PARENTHESES = 32

export function scanTarget(source: string, start: number): { to: string; end: number } | undefined {
  if (source[start] !== '(') return undefined
  const from = skipSpace(source, start + 1)
  const end = endOfAddress(source, from)
  if (end === undefined) return undefined
  let at = skipSpace(source, end)
  const titled = endOfTitle(source, at)
  if (titled !== undefined) at = skipSpace(source, titled)
  return source[at] === ')' ? { to: unescape(source.slice(from, end)), end: at + 1 } : undefined
}

/** Spaces, and at most one line break. */
function skipSpace(source: string, start: number): number {
  let at = start
  for (let breaks = 0; at < source.length; at += 1) {
    const character = source[at]
    if (character === '\n') breaks += 1
    else if (character !== ' ' && character !== '\t') break
    if (breaks > 1) break
  }
  return at
}

function endOfAddress(source: string, start: number): number | undefined {
  let open = 0
  let at = start
  for (; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (character <= ' ') break
    if (character === '\\' && isAsciiPunctuation(source.charAt(at + 1))) at += 1
    else if (character === '(') {
      if (open > MAX_PARENTHESES) return undefined
      open += 1
    } else if (character === ')') {
      if (open === 0) break
      open -= 1
    }
  }
  return open === 0 ? at : undefined
}

function endOfTitle(source: string, start: number): number | undefined {
  const opener = source.charAt(start)
  if (opener !== '"' && opener !== "'" && opener !== '(') return undefined
  const closer = opener === '(' ? ')' : opener
  for (let at = start + 1; at < source.length; at += 1) {
    const character = source.charAt(at)
    if (character === closer) return at + 1
    if (character === opener) return undefined
    if (character === '\\' && isAsciiPunctuation(source.charAt(at + 1))) at += 1
  }
  return undefined
}
