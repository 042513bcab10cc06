// The classes of characters that decide where markup begins and ends. They are spelled out where
// JavaScript's own classes differ from the server's.

const WHITESPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/
const PUNCTUATION = /[\p{P}\p{S}]/u
const ALPHANUMERIC = /[\p{Alphabetic}\p{N}]/u
const ASCII_PUNCTUATION = /[!-/:-@[-`{-~]/

export const isWhitespace = (character: string) => WHITESPACE.test(character)
export const isPunctuation = (character: string) => PUNCTUATION.test(character)
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
