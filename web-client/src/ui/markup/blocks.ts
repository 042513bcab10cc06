// Lines to blocks. It walks as the server's parser does, so that both see the same blocks: open
// containers are asked line by line, a leaf reads lines as long as its containers stay open.
// What stands inside a leaf is `inline.ts`.
import { unescape, withoutEnd } from './characters'
import type { Fragment } from './inline'
import { endOfLine, fenceAt, headingLevel, isBlank, isRule, Line, listMarker, underlineLevel } from './line'
import { MAX_NESTING, TooDeep, type Block, type ListItem } from './syntax'
import { cellsOf, delimiters, headColumns } from './table'

type Quote = { type: 'quote'; blocks: Block[] }
type List = { type: 'list'; start: number | undefined; items: ListItem[]; sign: string; isTight: boolean }
type Item = { type: 'item'; blocks: Block[]; indent: number; checked: boolean | undefined }
type Container = Quote | List | Item

export class Blocks {
  private readonly root: Block[] = []
  private readonly open: Container[] = []
  private lastWasBlank = false
  private itemIsEmpty = false

  constructor(
    private readonly text: string,
    private readonly inline: (source: string, depth: number) => Fragment,
  ) {}

  parse(): Block[] {
    let at = 0
    while (at < this.text.length) at = this.block(at)
    return this.root
  }

  /** Reads one block from the start of a line; answers where the next line starts. */
  private block(start: number): number {
    const line = new Line(this.text, start)
    for (let left = this.open.length - this.continued(line); left > 0; left -= 1) this.pop()
    const after = this.openContainers(line)
    if (after !== undefined) return after
    if (isBlank(this.text, line.at)) return this.blankLine(line.at)
    const indent = line.takeSpaces(4)
    if (indent === 4) return this.indentedCode(line)
    if (isRule(this.text, line.at)) {
      this.place().push({ type: 'rule' })
      return this.nextLine(line.at)
    }
    const level = headingLevel(this.text, line.at)
    if (level !== undefined) return this.heading(line.at, level)
    const fence = fenceAt(this.text, line.at)
    if (fence !== undefined) return this.fencedCode(line.at, indent, fence)
    return this.paragraph(line.at)
  }

  /** How many of the open containers go on in this line; the line moves past their signs. */
  private continued(line: Line): number {
    for (const [index, container] of this.open.entries()) {
      if (container.type === 'list') continue
      const kept = line.copy()
      if (container.type === 'quote') {
        line.takeSpaces(3)
        if (line.takeQuoteMarker()) continue
      } else if (line.takeSpaces(container.indent) === container.indent || line.isAtEnd()) {
        continue
      }
      line.goTo(kept)
      return index
    }
    return this.open.length
  }

  private openContainers(line: Line): number | undefined {
    for (;;) {
      const kept = line.copy()
      const indent = line.takeSpaces(4)
      if (indent >= 4) {
        line.goTo(kept)
        return undefined
      }
      const marker = line.takeListMarker(indent)
      if (marker) {
        const item = this.openItem(marker.sign, marker.start, marker.indent)
        if (isBlank(this.text, line.at)) return this.emptyItem(line.at)
        item.checked = line.takeTask()
        if (item.checked === undefined) continue
        if (isBlank(this.text, line.at)) return this.emptyItem(line.at)
        line.takeAllSpaces()
        return this.paragraph(line.at)
      }
      if (!line.takeQuoteMarker()) {
        line.goTo(kept)
        return undefined
      }
      const quote: Quote = { type: 'quote', blocks: [] }
      this.place().push(quote)
      this.push(quote)
    }
  }

  private emptyItem(at: number): number {
    this.itemIsEmpty = true
    return this.nextLine(at)
  }

  private openItem(sign: string, start: number | undefined, indent: number): Item {
    this.closeEmptyItem()
    let list = this.open.at(-1)
    if (list?.type !== 'list' || list.sign !== sign) {
      list = { type: 'list', start, items: [], sign, isTight: true }
      this.place().push({ type: 'list', start, items: list.items })
      this.open.push(list)
    } else if (this.lastWasBlank) list.isTight = false
    this.lastWasBlank = false
    const item: Item = { type: 'item', blocks: [], indent, checked: undefined }
    list.items.push(item)
    this.push(item)
    return item
  }

  private push(container: Quote | Item): void {
    this.open.push(container)
    if (this.depth() > MAX_NESTING) throw new TooDeep()
  }

  private pop(): void {
    const closed = this.open.pop()
    if (closed?.type === 'list' && closed.isTight) this.itemIsEmpty = false
  }

  private depth(): number {
    return this.open.reduce((sum, container) => sum + (container.type === 'list' ? 0 : 1), 0)
  }

  /** Where a block that is no item goes; it ends a list that is open. */
  private place(): Block[] {
    this.closeEmptyItem()
    if (this.open.at(-1)?.type === 'list') this.pop()
    const around = this.open.at(-2)
    if (this.lastWasBlank && around?.type === 'list') around.isTight = false
    this.lastWasBlank = false
    const parent = this.open.at(-1)
    return parent === undefined || parent.type === 'list' ? this.root : parent.blocks
  }

  /** An item may begin with one blank line, not with two. */
  private closeEmptyItem(): void {
    if (this.itemIsEmpty && this.lastWasBlank && this.open.at(-1)?.type === 'item') this.pop()
    this.itemIsEmpty = false
  }

  private blankLine(at: number): number {
    const parent = this.open.at(-1)
    if (parent?.type !== 'quote') this.lastWasBlank = true
    if (parent?.type === 'item' && this.itemIsEmpty) parent.indent = 0
    return this.nextLine(at)
  }

  private nextLine(at: number): number {
    return endOfLine(this.text, at) + 1
  }

  private lineFrom(at: number): string {
    return this.text.slice(at, endOfLine(this.text, at))
  }

  private parsed(source: string): Fragment['children'] {
    return this.inline(source, this.depth()).children
  }

  private heading(at: number, level: number): number {
    const written = withoutEnd(this.lineFrom(at + level).replace(/^[ \t]+/, ''), ' ')
    const kept = withoutEnd(written, '#')
    const text = kept === '' ? '' : kept.endsWith(' ') ? withoutEnd(kept, ' ') : written
    this.place().push({ type: 'heading', level, children: this.parsed(text) })
    return this.nextLine(at)
  }

  private indentedCode(line: Line): number {
    const code = { type: 'code-block' as const, language: undefined, text: '' }
    this.place().push(code)
    const lines: string[] = []
    let at = line.at
    let filled = 0
    for (;;) {
      lines.push(' '.repeat(line.remaining) + this.lineFrom(line.at))
      if (!this.lastWasBlank) filled = lines.length
      at = this.nextLine(line.at)
      const next = new Line(this.text, at)
      if (this.continued(next) < this.open.length) break
      if (next.takeSpaces(4) !== 4 && !next.isAtEnd()) break
      if (next.at >= this.text.length) break
      line.goTo(next)
      this.lastWasBlank = isBlank(this.text, next.at)
    }
    code.text = lines.slice(0, filled).join('\n')
    return at
  }

  private fencedCode(start: number, indent: number, fence: string): number {
    const info = unescape(this.lineFrom(start + fence.length).trim())
    const language = info.split(/[ \t]+/)[0]
    const code = { type: 'code-block' as const, language: language === '' ? undefined : language, text: '' }
    this.place().push(code)
    const lines: string[] = []
    let at = this.nextLine(start)
    while (at < this.text.length) {
      const line = new Line(this.text, at)
      if (this.continued(line) < this.open.length) break
      line.takeSpaces(indent)
      const close = line.copy()
      const ends = close.takeSpaces(4 - indent) < 4 - indent && closesFence(this.lineFrom(close.at), fence)
      at = this.nextLine(line.at)
      if (ends) break
      lines.push(' '.repeat(line.remaining) + this.lineFrom(line.at))
    }
    code.text = lines.join('\n')
    return at
  }

  private paragraph(start: number): number {
    const blocks = this.place()
    const lines: string[] = []
    let at = start
    for (;;) {
      const written = this.lineFrom(at)
      const next = this.nextLine(at)
      if (lines.length === 0) {
        const align = this.tableUnder(written, next)
        if (align) return this.table(blocks, written, align, this.nextLine(next))
      }
      lines.push(written)
      at = next
      const line = new Line(this.text, at)
      const isInside = this.continued(line) === this.open.length
      if (line.takeSpaces(4) < 4) {
        const level = isInside ? underlineLevel(this.text, line.at) : undefined
        if (level !== undefined) {
          blocks.push({ type: 'heading', level, children: this.parsed(lines.join('\n')) })
          return this.nextLine(line.at)
        }
        if (this.interrupts(line.at, isInside) || this.startsTable(line.at)) break
      }
      line.takeAllSpaces()
      if (line.isAtEnd()) break
      at = line.at
    }
    blocks.push({ type: 'paragraph', children: this.parsed(lines.join('\n')) })
    return at
  }

  /** Whether a line ends the paragraph before it. */
  private interrupts(at: number, isInside: boolean, inTable = false): boolean {
    const text = this.text
    if (at >= text.length || text[at] === '\n' || text[at] === '>') return true
    if (isRule(text, at) || headingLevel(text, at) !== undefined || fenceAt(text, at) !== undefined) return true
    const marker = listMarker(text, at)
    if (!marker) return false
    const after = at + marker.width
    if (!/[ \t\n]/.test(text[after] ?? '\n')) return false
    return !isInside || inTable || ((marker.start ?? 1) === 1 && !isBlank(text, after))
  }

  /** A head line that begins with a bar may follow a paragraph's text. */
  private startsTable(at: number): boolean {
    return this.text[at] === '|' && this.tableUnder(this.lineFrom(at), this.nextLine(at)) !== undefined
  }

  private tableUnder(head: string, next: number): ReturnType<typeof delimiters> {
    const columns = headColumns(head)
    if (columns === 0 || next > this.text.length || /(?:^|[^\\])(?:\\\\)*\\$/.test(head)) return undefined
    const line = new Line(this.text, next)
    if (this.continued(line) < this.open.length) return undefined
    const align = delimiters(' '.repeat(line.remaining) + this.lineFrom(line.at))
    return align?.length === columns ? align : undefined
  }

  private table(blocks: Block[], head: string, align: NonNullable<ReturnType<typeof delimiters>>, start: number): number {
    const row = (cells: string[]) => cells.slice(0, align.length).map((cell) => this.parsed(cell))
    const table: Block = { type: 'table', align, head: row(cellsOf(head)), rows: [] }
    blocks.push(table)
    let at = start
    while (at < this.text.length) {
      const line = new Line(this.text, at)
      if (this.continued(line) < this.open.length) break
      line.takeAllSpaces()
      if (this.interrupts(line.at, true, true)) break
      const cells = cellsOf(this.lineFrom(line.at))
      if (cells.length === 0) break
      table.rows.push(row(cells))
      at = this.nextLine(line.at)
    }
    return at
  }
}

const closesFence = (line: string, fence: string) => {
  const run = /^(`+|~+) *$/.exec(line)?.[1]
  return run !== undefined && run[0] === fence[0] && run.length >= fence.length
}
