// A tree in the short form of the golden cases: lists that begin with what they are, strings for text.
import type { Block, Cell, Inline, ListItem } from '../syntax'

export type Outline = string | number | boolean | null | Outline[]

export function outline(blocks: Block[]): Outline[] {
  return blocks.map((block): Outline => {
    switch (block.type) {
      case 'paragraph':
        return ['p', ...inlines(block.children)]
      case 'heading':
        return [`h${block.level}`, ...inlines(block.children)]
      case 'code-block':
        return ['pre', block.language ?? null, block.text]
      case 'quote':
        return ['quote', ...outline(block.blocks)]
      case 'list':
        return block.start === undefined ? ['ul', ...block.items.map(item)] : ['ol', block.start, ...block.items.map(item)]
      case 'table': {
        const rows = [block.head, ...block.rows].map(tableRow)
        return ['table', block.align.map((align) => align ?? null), ...rows]
      }
      case 'rule':
        return ['hr']
    }
  })
}

function tableRow(cells: Cell[]): Outline {
  const row: Outline[] = ['tr']
  for (const cell of cells) row.push(['td', ...inlines(cell)])
  return row
}

const item = ({ checked, blocks }: ListItem): Outline =>
  checked === undefined ? ['li', ...outline(blocks)] : ['task', checked, ...outline(blocks)]

function inlines(children: Inline[]): Outline[] {
  return children.map((inline): Outline => {
    switch (inline.type) {
      case 'text':
        return inline.text
      case 'break':
        return ['br']
      case 'emphasis':
        return ['em', ...inlines(inline.children)]
      case 'strong':
        return ['strong', ...inlines(inline.children)]
      case 'strike':
        return ['s', ...inlines(inline.children)]
      case 'code':
        return ['code', inline.text]
      case 'link':
        return ['a', inline.to, ...inlines(inline.children)]
      case 'mention':
        return ['@', inline.member]
      case 'mention-channel':
        return ['@channel']
      case 'tag':
        return ['#', inline.slug, inline.written]
      case 'emoji':
        return ['emoji', inline.emoji, inline.written]
    }
  })
}
