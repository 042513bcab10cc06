// Draws a text. Elements only, never markup from a string; pictures are links, because fetching one from
// elsewhere would tell its host who reads; links open outside and tell nothing of where they were found.
import { Fragment, createElement, useMemo, type ReactNode } from 'react'
import { parsedMarkup } from './cache'
import styles from './Markup.module.css'
import type { Align, Block, Cell, Inline, ListItem } from './syntax'

/** What the drawing says in the reader's language. */
export type MarkupWords = {
  /** Everybody in the channel, as a mention. */
  everyone: string
  /** A member whose name is not known (any more). */
  unknownMember: string
  table: string
  code: string
  done: string
  notDone: string
}

export type MarkupProps = {
  text: string
  words: MarkupWords
  nameOf: (member: string) => string | undefined
  /** The reader: mentions of them stand out. */
  ownId?: string | undefined
  onMember?: ((member: string) => void) | undefined
  onTag?: ((slug: string) => void) | undefined
}

export function Markup(props: MarkupProps) {
  const { text, words, nameOf, ownId, onMember, onTag } = props
  return useMemo(
    () => (
      <div className={styles.markup}>
        {new Drawing({ text, words, nameOf, ownId, onMember, onTag }).blocks(parsedMarkup(text))}
      </div>
    ),
    [text, words, nameOf, ownId, onMember, onTag],
  )
}

/** What scrolls must be reachable by keyboard; a group, not a region: a talk may hold dozens. */
const SCROLLS = { role: 'group', tabIndex: 0 } as const

/** Children as arguments: they never change places, so they need no keys. */
const together = (nodes: ReactNode[]) => createElement(Fragment, null, ...nodes)

class Drawing {
  constructor(private readonly props: MarkupProps) {}

  blocks(blocks: Block[]): ReactNode {
    return together(blocks.map((block) => this.block(block)))
  }

  private block(block: Block): ReactNode {
    switch (block.type) {
      case 'paragraph':
        return <p dir="auto">{this.inlines(block.children)}</p>
      case 'heading':
        return this.heading(block.level, block.children)
      case 'code-block':
        return (
          <pre className={styles.codeBlock} dir="ltr" {...SCROLLS} aria-label={block.language ?? this.props.words.code}>
            <code>{block.text}</code>
          </pre>
        )
      case 'quote':
        return <blockquote>{this.blocks(block.blocks)}</blockquote>
      case 'list':
        return this.list(block.start, block.items)
      case 'table':
        return this.table(block.align, block.head, block.rows)
      case 'rule':
        return <hr />
    }
  }

  /** Below the headings of the page, so that its outline stays the page's. */
  private heading(level: number, children: Inline[]): ReactNode {
    const Heading = level === 1 ? 'h4' : level === 2 ? 'h5' : 'h6'
    return <Heading dir="auto">{this.inlines(children)}</Heading>
  }

  private list(start: number | undefined, items: ListItem[]): ReactNode {
    const children = together(items.map((item) => this.item(item)))
    return start === undefined ? <ul>{children}</ul> : <ol start={start}>{children}</ol>
  }

  private item({ checked, blocks }: ListItem): ReactNode {
    if (checked === undefined) return <li>{this.blocks(blocks)}</li>
    const label = checked ? this.props.words.done : this.props.words.notDone
    return (
      <li className={styles.task}>
        <input type="checkbox" checked={checked} disabled readOnly aria-label={label} />
        <div>{this.blocks(blocks)}</div>
      </li>
    )
  }

  private table(align: Align[], head: Cell[], rows: Cell[][]): ReactNode {
    const row = (cells: Cell[], isHead: boolean) => (
      <tr>{together(cells.map((cell, column) => this.cell(cell, align[column], isHead)))}</tr>
    )
    return (
      <div className={styles.tableBox} {...SCROLLS} aria-label={this.props.words.table}>
        <table>
          <thead>{row(head, true)}</thead>
          <tbody>{together(rows.map((cells) => row(cells, false)))}</tbody>
        </table>
      </div>
    )
  }

  private cell(cell: Cell, align: Align, isHead: boolean): ReactNode {
    const given = { dir: 'auto', className: styles[align ?? 'start'], children: this.inlines(cell) }
    return isHead ? <th scope="col" {...given} /> : <td {...given} />
  }

  private inlines(children: Inline[], inLink = false): ReactNode {
    return together(children.map((child) => this.inline(child, inLink)))
  }

  private inline(inline: Inline, inLink: boolean): ReactNode {
    switch (inline.type) {
      case 'text':
        return inline.text
      case 'break':
        return <br />
      case 'emphasis':
        return <em>{this.inlines(inline.children, inLink)}</em>
      case 'strong':
        return <strong>{this.inlines(inline.children, inLink)}</strong>
      case 'strike':
        return <s>{this.inlines(inline.children, inLink)}</s>
      case 'code':
        return <code dir="ltr">{inline.text}</code>
      case 'link':
        return (
          <a href={inline.to} title={inline.to} target="_blank" rel="noopener noreferrer nofollow">
            {this.inlines(inline.children, true)}
          </a>
        )
      case 'emoji':
        return <span title={inline.written}>{inline.emoji}</span>
      case 'mention':
        return this.mention(inline.member, inLink)
      case 'mention-channel':
        return <span className={styles.mentionMe}>@{this.props.words.everyone}</span>
      case 'tag':
        return this.tag(inline.slug, inline.written, inLink)
    }
  }

  private mention(member: string, inLink: boolean): ReactNode {
    const { nameOf, onMember, ownId, words } = this.props
    const name = nameOf(member)
    const className = member === ownId?.toLowerCase() ? styles.mentionMe : styles.mention
    const label = <bdi>@{name ?? words.unknownMember}</bdi>
    if (inLink || !onMember || name === undefined) return <span className={className}>{label}</span>
    return (
      <button type="button" className={className} onClick={() => onMember(member)}>
        {label}
      </button>
    )
  }

  private tag(slug: string, written: string, inLink: boolean): ReactNode {
    const { onTag } = this.props
    if (inLink || !onTag) return <span className={styles.tag}>{written}</span>
    return (
      <button type="button" className={styles.tag} onClick={() => onTag(slug)}>
        {written}
      </button>
    )
  }
}
