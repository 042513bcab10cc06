// What waits for the reader in this channel: asked to review, sent back, approved, or corrected after one has shared it.
// Read from one's own stream, in which the house has told it.
import { useEffect, useState } from 'react'
import { useSelected, useStore, type EventsPage, type ItemView } from '../../store'
import { useText } from '../../text'
import styles from './news.module.css'
import { useWords } from './text'

const TOLD = ['review_asked', 'approved', 'sent_back', 'shared_corrected'] as const
type Told = (typeof TOLD)[number]
const LOOKED_AT = 100
const DAYS_MS = 14 * 24 * 3_600_000
/** Where the article must still stand for the notice to be of use. */
const states: Record<Told, readonly string[]> = { review_asked: ['review'], approved: ['approved'], sent_back: ['draft'], shared_corrected: ['corrected'] }

interface Row {
  readonly text: Told
  readonly item: ItemView
  readonly at: string
}

export function ForYou({ channel }: { channel: string }) {
  const words = useWords()
  const { format } = useText()
  const store = useStore()
  const me = useSelected((state) => state.me?.id)
  const head = useSelected((state) => (state.me ? state.streams.get(state.me.id)?.cursor : undefined))
  const [rows, setRows] = useState<readonly Row[]>([])
  useEffect(() => {
    if (me === undefined) return
    let isWanted = true
    const look = async () => {
      const page = await store.ask<EventsPage>(`/streams/${me}/events`, { limit: LOOKED_AT })
      if (!page.ok) return
      const told = new Map<string, { text: Told; at: string }>()
      for (const { verb, facts, at } of page.value.events) {
        const text = TOLD.find((one) => one === facts?.['text'])
        const item = facts?.['item']
        // What is shared may stand in any channel of news; the rest concerns this one.
        const isHere = facts?.['channel'] === channel || text === 'shared_corrected'
        if (verb === 'noticed' && facts?.['kind'] === 'news' && isHere && typeof item === 'string' && text && Date.now() - Date.parse(at) < DAYS_MS) told.set(item, { text, at })
      }
      const found: Row[] = []
      for (const [id, { text, at }] of told) {
        const item = await store.resolveItem(id)
        if (item.ok && states[text].includes(item.value.state)) found.push({ text, item: item.value, at })
      }
      if (isWanted) setRows(found)
    }
    void look()
    return () => {
      isWanted = false
    }
  }, [store, me, head, channel])
  if (rows.length === 0) return null
  return (
    <section className={styles.block} aria-label={words.forYou}>
      <h2>{words.forYou}</h2>
      <ul role="list" className={styles.lines}>
        {rows.map(({ text, item, at }) => (
          <li key={item.id}>
            <a href={`/c/${item.channel}/t/${item.id}`}>
              {words.notices[text]}: <strong>{item.title}</strong>
            </a>{' '}
            <span className={styles.soft}>{format.brief(Date.parse(at))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
