// Pieces to the tree that is drawn. From the outside in, because whether a link counts depends on what it
// stands in: a link's label holds no other link, and a link that is not offered is shown as written.
import { isOffered } from './atoms'
import type { Piece } from './pieces'
import type { Inline } from './syntax'

export function finish(pieces: Piece[], inLink = false): Inline[] {
  const out: Inline[] = []
  for (const piece of pieces) settle(piece, inLink, out)
  return out
}

function settle(piece: Piece, inLink: boolean, out: Inline[]): void {
  switch (piece.type) {
    case 'text':
      text(piece.text, out)
      break
    case 'delimiter':
      text(piece.sign.repeat(piece.count), out)
      break
    case 'address':
      if (inLink) text(piece.written, out)
      else out.push({ type: 'link', to: piece.to, children: [{ type: 'text', text: piece.written }] })
      break
    case 'emphasis':
    case 'strong':
    case 'strike':
      out.push({ type: piece.type, children: finish(piece.children, inLink) })
      break
    case 'link':
      link(piece, inLink, out)
      break
    default:
      out.push(piece)
  }
}

function link(piece: Extract<Piece, { type: 'link' }>, inLink: boolean, out: Inline[]): void {
  if (!isOffered(piece.to)) {
    text(piece.opener, out)
    for (const child of piece.children) settle(child, inLink, out)
    text(piece.tail.replace(/\n[ \t>]*/g, '\n'), out)
  } else if (inLink) {
    for (const child of piece.children) settle(child, true, out)
  } else {
    out.push({ type: 'link', to: piece.to, children: finish(piece.children, true) })
  }
}

/** Adds text to the text before it; a line break in it is a break. */
function text(written: string, out: Inline[]): void {
  for (const [index, line] of written.split('\n').entries()) {
    if (index > 0) out.push({ type: 'break' })
    if (line === '') continue
    const last = out.at(-1)
    if (last?.type === 'text') last.text += line
    else out.push({ type: 'text', text: line })
  }
}
