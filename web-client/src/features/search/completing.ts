// What is being typed at the caret of the search box, and the text with it completed. Pure.

export interface Piece {
  /** Where it begins, a minus left out. */
  readonly from: number
  readonly to: number
  readonly name: string
  /** What stands after the colon; absent: there is none yet. */
  readonly value: string | undefined
}

/** The piece between white space that the caret is in; quotes hold spaces together. */
export function pieceAt(text: string, caret: number): Piece {
  let from = 0
  let isQuoted = false
  for (let at = 0; at < caret; at++) {
    if (text[at] === '"') isQuoted = !isQuoted
    else if (!isQuoted && /\s/.test(text[at] ?? '')) from = at + 1
  }
  if (text[from] === '-') from += 1
  const typed = text.slice(from, caret)
  const colon = typed.indexOf(':')
  return colon < 0
    ? { from, to: caret, name: typed.toLowerCase(), value: undefined }
    : { from, to: caret, name: typed.slice(0, colon).toLowerCase(), value: typed.slice(colon + 1).replace(/^"/, '') }
}

/** The text with a filter's name, or its value, in place of the piece; and where the caret stands then. */
export function completed(text: string, piece: Piece, chosen: string, isValue: boolean): { text: string; caret: number } {
  const said = isValue ? `${piece.name}:${/\s/.test(chosen) ? `"${chosen}"` : chosen} ` : `${chosen}:`
  const head = text.slice(0, piece.from) + said
  const rest = text.slice(piece.to).replace(/^"?\s*/, '')
  return { text: head + rest, caret: head.length }
}
