// "Uutta sinulle": everything new in all channels as one list, with the reason it is there. Looking at it marks nothing as
// read. What is shown stands in the address. When nothing waits it leads to the latest talk, so it is never empty.
import { Link, useNavigate } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { select, useSelected, useStore, type InboxRow } from '../../store'
import { useText } from '../../text'
import { inboxWords } from '../../text/inbox'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { LazyAskedOfYou } from '../lazy'
import { CatchUp } from './CatchUp'
import styles from './FreshScreen.module.css'
import { FreshTabs } from './FreshTabs'
import { InboxLine } from './InboxLine'
import { Calm } from './Calm'
import { FILTERS, isShown, useInbox, type Filter } from './useInbox'

interface Props {
  filter: Filter
  /** The row of a going through, or its beginning. */
  one?: string | undefined
}

export function FreshScreen({ filter, one }: Props) {
  const { m, locale } = useText()
  const words = inboxWords(locale)
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me)
  const requests = useSelected(select.requests)
  const inbox = useInbox()
  const [done, setDone] = useState<readonly InboxRow[]>([])
  const [isNew, setNew] = useState(false)
  useEffect(() => {
    document.title = `${m.fresh.title} – ${m.product}`
  }, [m])
  useEffect(() => {
    void store.readNotices().then((outcome) => setNew(outcome.ok && !outcome.value.introduced))
  }, [store])

  const shown = inbox.rows?.filter((row) => isShown(row, filter))
  const { read: readRows, undo: undoRows } = inbox
  const read = useCallback(
    (rows: readonly InboxRow[]) => {
      setDone(rows)
      void readRows(rows).then((isDone) => isDone && announce(words.marked(rows.length), true))
    },
    [readRows, announce, words],
  )
  const undo = useCallback(() => {
    if (done.length === 0) return
    setDone([])
    void undoRows(done).then((isDone) => isDone && announce(words.undone))
  }, [done, undoRows, announce, words])

  if (one !== undefined && shown !== undefined)
    return <CatchUp rows={shown} one={one} filter={filter} words={words} inbox={inbox} />

  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <FreshTabs />
        <h1>{m.fresh.title}</h1>
        {me && <p className={styles.greeting}>{m.fresh.greeting(me.given)}</p>}
        {isNew && (
          <p className={styles.ask}>
            <Link to="/welcome">{words.welcome.ask}</Link>
          </p>
        )}
        <nav className={styles.filters} aria-label={words.filterLabel}>
          {FILTERS.map((each) => {
            const count = inbox.rows?.filter((row) => isShown(row, each)).length ?? 0
            return (
              <Link key={each} to="/fresh" search={each === 'all' ? {} : { filter: each }} replace className={styles.filter} aria-current={each === filter ? 'page' : undefined}>
                {words.filters[each]}
                {count > 0 && <span className={styles.filterCount}>{count}</span>}
              </Link>
            )
          })}
        </nav>
        {requests > 0 && (
          <Link to="/requests" className={styles.requests}>
            <Icon name="person" size={18} /> {words.requests(requests)}
          </Link>
        )}
        <Suspense>
          <LazyAskedOfYou />
        </Suspense>
        {shown !== undefined && shown.length > 0 && (
          <>
            <div className={styles.tools}>
              <Button icon="right" look="primary" onPress={() => void navigate({ to: '/fresh', search: { ...(filter !== 'all' && { filter }), one: shown[0]?.key ?? '' } })}>
                {words.catchUp}
              </Button>
              <Button icon="check" onPress={() => read(shown)}>
                {words.markAll}
              </Button>
            </div>
            <ul role="list" className={styles.list} aria-label={words.filters[filter]}>
              {shown.map((row) => (
                <li key={row.key}>
                  <InboxLine row={row} words={words} onRead={() => read([row])} onUndo={undo} onLess={inbox.again} />
                </li>
              ))}
            </ul>
            <p className={styles.keys}>{words.keys}</p>
          </>
        )}
        {done.length > 0 && (
          <div className={styles.undo} role="status">
            <span>{words.marked(done.length)}</span>
            <Button size="small" onPress={undo}>
              {words.undo}
            </Button>
          </div>
        )}
        {inbox.hasMore && <p className={styles.keys}>{words.more}</p>}
        {inbox.rows?.length === 0 && <Calm />}
        {inbox.rows !== undefined && inbox.rows.length > 0 && shown?.length === 0 && <p className={styles.quiet}>{words.nothingHere}</p>}
        <div className={styles.ways}>
          <Link to="/browse" className={styles.browse}>
            <Icon name="compass" /> {m.fresh.browseHint}
          </Link>
          <Link to="/me/notices" className={styles.browse}>
            <Icon name="bell" /> {words.notices.open}
          </Link>
        </div>
      </div>
    </main>
  )
}
