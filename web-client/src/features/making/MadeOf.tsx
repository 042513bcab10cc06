// Above a conversation: what was made of it, or names it.
import { useEffect, useState } from 'react'
import { useStore, type Backlink, type ItemId, type LinksBody } from '../../store'
import { useText } from '../../text'
import styles from './making.module.css'

export function MadeOf({ item }: { item: ItemId }) {
  const { m } = useText()
  const store = useStore()
  const [links, setLinks] = useState<readonly Backlink[]>([])
  useEffect(() => {
    let isWanted = true
    void store.ask<LinksBody>(`/items/${item}/backlinks`).then((outcome) => {
      if (isWanted) setLinks(outcome.ok ? outcome.value.links : [])
    })
    return () => {
      isWanted = false
    }
  }, [store, item])
  if (links.length === 0) return null
  return (
    <p className={styles.strip}>
      <span>{m.making.madeOf}</span>
      {links.slice(0, 5).map((link) => (
        <a key={link.item} href={`/c/${link.channel}/t/${link.item}`}>
          {link.title}
        </a>
      ))}
    </p>
  )
}
