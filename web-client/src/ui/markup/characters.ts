// The classes of characters that decide where markup begins and ends. They are spelled out where
// JavaScript's own classes differ from the server's.

const WHITESPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/
const PUNCTUATION = /[\p{P}\p{S}]/u
/** Assigned in Unicode 16 and 17: a browser may know them, the server's parser does not yet. */
// oxlint-disable-next-line no-misleading-character-class -- single code points, not sequences
const LATER =
  /[\u1b4e-\u1b4f\u1b7f\u20c1\u2427-\u2429\u2b96\u31e4-\u31e5\ufbc3-\ufbd2\ufd90-\ufd91\ufdc8-\ufdce\u{10d6e}\u{10d8e}-\u{10d8f}\u{10ed0}-\u{10ed8}\u{113d4}-\u{113d5}\u{113d7}-\u{113d8}\u{11be1}\u{16d6d}-\u{16d6f}\u{1cc00}-\u{1ccef}\u{1ccfa}-\u{1ccfc}\u{1cd00}-\u{1ceb3}\u{1ceba}-\u{1ced0}\u{1cee0}-\u{1cef0}\u{1e5ff}\u{1f6d8}\u{1f777}-\u{1f77a}\u{1f8b2}-\u{1f8bb}\u{1f8c0}-\u{1f8c1}\u{1f8d0}-\u{1f8d8}\u{1fa54}-\u{1fa57}\u{1fa89}-\u{1fa8a}\u{1fa8e}-\u{1fa8f}\u{1fabe}\u{1fac6}\u{1fac8}\u{1facd}\u{1fadc}\u{1fadf}\u{1fae9}-\u{1faea}\u{1faef}\u{1fbcb}-\u{1fbef}\u{1fbfa}]/u
const ALPHANUMERIC = /[\p{Alphabetic}\p{N}]/u
const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/

export const isWhitespace = (character: string) => WHITESPACE.test(character)
export const isPunctuation = (character: string) => PUNCTUATION.test(character) && !LATER.test(character)
export const isAlphanumeric = (character: string) => ALPHANUMERIC.test(character)
export const isAsciiPunctuation = (character: string) => ASCII_PUNCTUATION.test(character)

/** The whole character before an offset, '' at the start. */
export function characterBefore(text: string, at: number): string {
  const low = text.charCodeAt(at - 1)
  const pair = low >= 0xdc00 && low <= 0xdfff && at >= 2
  return pair ? text.slice(at - 2, at) : text.slice(Math.max(0, at - 1), at)
}

/** The whole character at an offset, '' at the end. */
export function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

/** The text without the given signs at its end. A pattern with `+$` would search anew from every sign. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1
  return text.slice(0, end)
}

/** Backslash escapes become what they stand for. */
export const unescape = (text: string) => text.replace(/\\([!-/:-@[-`{-~])/g, '$1')

/**
 * One newline for every way to write it; no control characters, and none that turn the direction of
 * what follows: a name or an address must not read backwards.
 */
export function clean(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(UNSEEN, '')
}
// oxlint-disable-next-line no-control-regex -- they are what is removed
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g
