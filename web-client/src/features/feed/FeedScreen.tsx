// "Oma syöte": what is offered to all, in the order of what one follows and is. Each thing says why it is here, and the
// points of its reasons are its place. The order stands in the address.
import { Link } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useStore, type FeedRow } from '../../store'
import { useText } from '../../text'
import { feedWords, type FeedWords } from '../../text/feed'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { FreshTabs } from '../fresh/FreshTabs'
import { refusalWords } from '../people/refusals'
import { FeedLine } from './FeedLine'
import { FeedSettings } from './FeedSettings'
import { readSettings } from './asking'
import { useFeed, type Order } from './useFeed'
import styles from './feed.module.css'

/** So far down one reads, and nothing may move. */
const READING_PX = 160

export function FeedScreen({ order }: { order: Order }) {
  const { m, locale } = useText()
  const w = feedWords(locale)
  const store = useStore()
  const page = useRef<HTMLElement>(null)
  const isAtTop = useCallback(() => (page.current?.scrollTop ?? 0) < READING_PX, [])
  const feed = useFeed(order, isAtTop)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    document.title = `${w.title} – ${m.product}`
  }, [w, m])
  const mustRead = useMemo(() => feed.pages?.[0]?.must_read ?? [], [feed.pages])
  const rows = useMemo(() => {
    const seen = new Set<string>()
    // What moved between two pages is shown once.
    return (feed.pages ?? []).flatMap((one) => one.rows).filter((row) => !seen.has(row.id) && seen.add(row.id))
  }, [feed.pages])
  const people = useMemo(
    () => [...new Set([...mustRead, ...rows].flatMap((row) => [row.author, ...row.reasons.filter((reason) => reason.why === 'member').map((reason) => reason.subject)]))].filter((id) => id !== undefined),
    [mustRead, rows],
  )
  useEffect(() => store.needMembers(people), [store, people])
  const isEnd = feed.pages !== undefined && feed.pages.at(-1)?.next === undefined
  const line = (row: FeedRow) => <FeedLine key={row.id} row={row} w={w} onChanged={feed.again} />
  return (
    <main className={styles.page} id="content" tabIndex={-1} ref={page}>
      <div className={styles.column}>
        <FreshTabs />
        <div className={styles.head}>
          <h1>{w.title}</h1>
          <Button icon="contrast" size="small" onPress={() => setOpen(true)}>
            {w.settings}
          </Button>
        </div>
        <nav className={styles.tabs} aria-label={w.order}>
          {(['points', 'newest'] as const).map((each) => (
            <Link key={each} to="/feed" search={each === 'points' ? {} : { order: each }} replace className={styles.tab} aria-current={each === order ? 'page' : undefined}>
              {w[each]}
            </Link>
          ))}
        </nav>
        <p className={styles.soft}>{order === 'points' ? w.lead : w.leadNewest}</p>
        {feed.refusal && (
          <p role="alert" className={styles.failed}>
            {refusalWords(feed.refusal, m)}
          </p>
        )}
        {feed.waiting > 0 && (
          <div className={styles.waiting} role="status">
            <Button
              icon="arrowUp"
              look="primary"
              size="small"
              onPress={() => {
                feed.showNew()
                page.current?.scrollTo({ top: 0 })
              }}
            >
              {w.fresh(feed.waiting)}
            </Button>
          </div>
        )}
        {mustRead.length > 0 && (
          <section className={styles.lane} aria-labelledby="must-read">
            <h2 id="must-read">
              <Icon name="flag" size={18} /> {w.mustRead}
            </h2>
            <ul role="list">{mustRead.map(line)}</ul>
          </section>
        )}
        {rows.length > 0 && (
          <ul role="list" className={styles.list} aria-label={w.list}>
            {rows.map(line)}
          </ul>
        )}
        {!isEnd && rows.length > 0 && (
          <div>
            <Button onPress={feed.more}>{w.more}</Button>
          </div>
        )}
        {isEnd && rows.length + mustRead.length > 0 && (
          <p className={styles.end}>
            <Icon name="check" /> <strong>{order === 'points' ? w.end : w.endNewest}</strong>
            {order === 'points' && <span>{w.endHint}</span>}
          </p>
        )}
        {isEnd && rows.length + mustRead.length === 0 && <Empty w={w} />}
      </div>
      {isOpen && (
        <Suspense>
          <FeedSettings w={w} onClose={() => setOpen(false)} onChanged={feed.again} />
        </Suspense>
      )}
    </main>
  )
}

function Empty({ w }: { w: FeedWords }) {
  const store = useStore()
  const [isFiltered, setFiltered] = useState(false)
  useEffect(() => {
    void readSettings(store).then((got) => setFiltered(got.ok && (got.value.settings.languages.length > 0 || got.value.settings.hidden_kinds.length > 0)))
  }, [store])
  return (
    <div className={styles.empty}>
      <p>
        <strong>{w.empty}</strong>
      </p>
      <p className={styles.soft}>{isFiltered ? w.filtered : w.emptyHint}</p>
      <p className={styles.ways}>
        <Link to="/welcome">{w.answer}</Link>
        <Link to="/browse">{w.browse}</Link>
        <Link to="/me/notices">{w.follows}</Link>
      </p>
    </div>
  )
}
