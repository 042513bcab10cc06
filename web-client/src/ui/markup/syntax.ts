// What a text is made of once it is parsed. Plain data: nothing here knows how it is drawn.

export type Inline =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'emphasis' | 'strong' | 'strike'; children: Inline[] }
  | { type: 'code'; text: string }
  | { type: 'link'; to: string; children: Inline[] }
  | { type: 'mention'; member: string }
  | { type: 'mention-channel' }
  | { type: 'tag'; slug: string; written: string }
  | { type: 'emoji'; emoji: string; written: string }

export type Align = 'left' | 'center' | 'right' | undefined
export type Cell = Inline[]
export type ListItem = { checked: boolean | undefined; blocks: Block[] }

export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'code-block'; language: string | undefined; text: string }
  | { type: 'quote'; blocks: Block[] }
  | { type: 'list'; start: number | undefined; items: ListItem[] }
  | { type: 'table'; align: Align[]; head: Cell[]; rows: Cell[][] }
  | { type: 'rule' }

/** Quotes, list items, emphasis and links within one another. A text nested deeper is shown as it stands. */
export const MAX_NESTING = 16

/** Thrown and caught inside the parser only. */
export class TooDeep extends Error {}
