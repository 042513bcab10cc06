// Remembers the trees of the texts drawn last: a list that is scrolled draws the same texts again and again.
import { parseMarkup } from './parse'
import type { Block } from './syntax'

const KEPT = 400
const trees = new Map<string, Block[]>()

export function parsedMarkup(text: string): Block[] {
  const known = trees.get(text)
  const tree = known ?? parseMarkup(text)
  // A map keeps the order of insertion, so the oldest stands first.
  trees.delete(text)
  trees.set(text, tree)
  if (trees.size > KEPT) {
    const [oldest] = trees.keys()
    if (oldest !== undefined) trees.delete(oldest)
  }
  return tree
}
