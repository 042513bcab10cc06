// What an entry hangs together with: what names it, and what is in the same collection.
import { useEffect, useState } from 'react'
import { useStore, type Backlink, type ItemView, type LinksBody } from '../../store'
import styles from './bank.module.css'
import type { Entry } from './entry'
import { Section } from './parts'
import { useWords } from './text'

export function Related({ item, entry }: { item: ItemView; entry: Entry }) {
  const words = useWords()
  const store = useStore()
  const [links, setLinks] = useState<readonly Backlink[]>([])
  const [others, setOthers] = useState<readonly ItemView[]>([])
  const collection = entry.fields.collection?.trim() ?? ''
  useEffect(() => {
    let isWanted = true
    void store.ask<LinksBody>(`/items/${item.id}/backlinks`).then((outcome) => isWanted && outcome.ok && setLinks(outcome.value.links))
    if (collection === '') setOthers([])
    else
      void store.listItems(item.channel, { facet: `collection:${collection.toLowerCase()}` }).then((outcome) => {
        if (isWanted && outcome.ok) setOthers(outcome.value.items.filter((one) => one.id !== item.id && !one.deleted && !one.main))
      })
    return () => {
      isWanted = false
    }
  }, [store, item.id, item.channel, item.changed_seq, collection])
  return (
    <>
      {others.length > 0 && (
        <Section title={`${words.collection}: ${collection}`}>
          <ul className={styles.plainList}>
            {others.map((one) => (
              <li key={one.id}>
                <a href={`/c/${one.channel}/t/${one.id}`}>{one.title}</a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {links.length > 0 && (
        <Section title={words.backlinks}>
          <ul className={styles.plainList}>
            {links.map((link) => (
              <li key={link.item}>
                <a href={`/c/${link.channel}/t/${link.item}`}>{link.title}</a> {link.desk && <span className={styles.soft}>{words.draft}</span>}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  )
}
