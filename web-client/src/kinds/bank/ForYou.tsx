// What waits for the reader in the bank, and what came back: asked to review, asked how it went, time to look again.
// Read from one's own stream, in which the house has told it.
import { useEffect, useState } from 'react'
import { useSelected, useStore, type EventsPage, type ItemView } from '../../store'
import { useText } from '../../text'
import { Icon, type IconName } from '../../ui/Icon'
import styles from './bank.module.css'
import { entryOf } from './entry'
import { useWords } from './text'

type Notice = { readonly text: 'review_asked' | 'reviewed' | 'check_in' | 'verify_due' | 'copy_told'; readonly item: ItemView; readonly at: string }

const NEWS_DAYS = 14
const LOOKED_AT = 100
const icons: Record<Notice['text'], IconName> = { review_asked: 'pencil', reviewed: 'check', check_in: 'talk', verify_due: 'clock', copy_told: 'fresh' }

export function ForYou() {
  const words = useWords()
  const { format, m } = useText()
  const store = useStore()
  const me = useSelected((state) => state.me?.id)
  const head = useSelected((state) => (state.me ? state.streams.get(state.me.id)?.cursor : undefined))
  const [notices, setNotices] = useState<readonly Notice[]>([])
  useEffect(() => {
    if (me === undefined) return
    let isWanted = true
    const look = async () => {
      const page = await store.ask<EventsPage>(`/streams/${me}/events`, { limit: LOOKED_AT })
      if (!page.ok) return
      const told = new Map<string, { text: Notice['text']; id: string; at: string }>()
      for (const event of page.value.events) {
        const { kind, item, text } = event.facts ?? {}
        if (event.verb === 'noticed' && kind === 'bank' && typeof item === 'string' && typeof text === 'string' && text in icons) told.set(`${text} ${item}`, { text: text as Notice['text'], id: item, at: event.at })
      }
      const found: Notice[] = []
      for (const one of told.values()) {
        const item = await store.resolveItem(one.id)
        if (item.ok && isOpen(one.text, item.value, me, one.at)) found.push({ text: one.text, item: item.value, at: one.at })
      }
      if (isWanted) setNotices(found.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)))
    }
    void look()
    return () => {
      isWanted = false
    }
  }, [store, me, head])
  if (notices.length === 0) return null
  return (
    <section className={styles.panel} aria-label={words.forYou}>
      <h3>{words.forYou}</h3>
      <ul role="list" className={styles.people}>
        {notices.map((one) => (
          <li key={`${one.text} ${one.item.id}`}>
            <a className={styles.person} href={`/c/${one.item.channel}/t/${one.item.id}`}>
              <Icon name={icons[one.text]} size={18} />
              <span>
                {words.notices[one.text]}: <strong>{one.item.title || m.plain.untitled}</strong>
              </span>
              <span className={styles.soft}>{format.brief(Date.parse(one.at))}</span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was done is no longer asked; news are news for two weeks. */
function isOpen(text: Notice['text'], item: ItemView, me: string, at: string): boolean {
  const entry = entryOf(item)
  switch (text) {
    case 'review_asked':
      return entry.reviewers.includes(me) && !entry.reviews.some((review) => review.by === me)
    case 'check_in':
      return entry.copy !== undefined && entry.copy.told === undefined
    case 'verify_due':
      return entry.isStale
    case 'reviewed':
    case 'copy_told':
      return Date.now() - Date.parse(at) < NEWS_DAYS * 86_400_000
  }
}
