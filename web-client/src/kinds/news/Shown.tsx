// Blocks as their readers see them.
// Parts and cells have no names of their own, and are drawn anew when they move.
/* oxlint-disable react/no-array-index-key */
import { useEffect, useState } from 'react'
import { fileUrl, useSelected, useStore } from '../../store'
import { useText } from '../../text'
import { Icon } from '../../ui/Icon'
import { Markup } from '../../ui/markup/Markup'
import type { Block, Picture } from './body'
import styles from './news.module.css'

export function Shown({ channel, blocks }: { channel: string; blocks: readonly Block[] }) {
  return blocks.map((block, index) => <Part key={index} channel={channel} block={block} />)
}

export function Figure({ channel, picture }: { channel: string; picture: Picture }) {
  return (
    <figure className={styles.figure}>
      <img src={fileUrl(channel, { id: picture.file })} alt={picture.alt} loading="lazy" />
      {picture.caption !== '' && <figcaption className={styles.soft}>{picture.caption}</figcaption>}
    </figure>
  )
}

function Part({ channel, block }: { channel: string; block: Block }) {
  const { m } = useText()
  const members = useSelected((state) => state.members)
  const words = { everyone: m.timeline.everybody, unknownMember: m.message.deletedMember, table: m.message.table, code: m.message.code, done: m.message.done, notDone: m.message.notDone }
  const nameOf = (id: string) => {
    const member = members.get(id)
    return member && `${member.given} ${member.family}`
  }
  switch (block.t) {
    case 'heading':
      return <h2>{block.text}</h2>
    case 'text':
      return <Markup text={block.text} words={words} nameOf={nameOf} />
    case 'quote':
      return (
        <blockquote className={styles.quote}>
          <p>{block.text}</p>
          {block.source !== '' && <footer className={styles.soft}>{block.source}</footer>}
        </blockquote>
      )
    case 'image':
      return <Figure channel={channel} picture={block} />
    case 'file':
      return (
        <a className={styles.person} href={fileUrl(channel, { id: block.file })} download={block.name}>
          <Icon name="down" size={18} /> {block.name}
        </a>
      )
    case 'table':
      return <Table rows={block.rows} />
    case 'item':
      return <Reference item={block.item} />
  }
}

function Table({ rows: [head, ...rows] }: { rows: readonly (readonly string[])[] }) {
  return (
    <div className={styles.wide}>
      <table>
        <thead>
          <tr>
            {(head ?? []).map((cell, index) =>
              cell === '' ? (
                <td key={index}>{cell}</td>
              ) : (
                <th key={index} scope="col">
                  {cell}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, index) => (
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Another item, by its name of today; what one may not see is not there. */
export function Reference({ item }: { item: string }) {
  const store = useStore()
  const [found, setFound] = useState<{ channel: string; title: string }>()
  useEffect(() => {
    let isWanted = true
    void store.resolveItem(item).then((outcome) => isWanted && outcome.ok && setFound(outcome.value))
    return () => {
      isWanted = false
    }
  }, [store, item])
  if (!found) return null
  return (
    <a className={styles.person} href={`/c/${found.channel}/t/${item}`}>
      <Icon name="talk" size={18} /> {found.title}
    </a>
  )
}
