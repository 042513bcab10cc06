// What the first pass over a leaf makes, before it is known what counts. `depth` is how deep a piece nests.
import type { Atom } from './atoms'

/** A run of signs that may open or close emphasis; `count` is how many of them are still free. */
export type Delimiter = { type: 'delimiter'; sign: string; count: number; run: number; opens: boolean; closes: boolean }

export type Piece =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'code'; text: string }
  | Atom
  | Delimiter
  | { type: 'emphasis' | 'strong' | 'strike'; children: Piece[]; depth: number }
  | { type: 'link'; opener: string; to: string; tail: string; children: Piece[]; depth: number }

export const depthOf = (pieces: Piece[]) =>
  pieces.reduce((depth, piece) => Math.max(depth, 'depth' in piece ? piece.depth : 0), 0)
