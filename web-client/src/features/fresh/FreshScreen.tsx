// "Uutta sinulle": what waits for me, the most personal first. Looking at it marks nothing as read. When nothing waits it
// leads to the latest talk, so it is never empty.
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { pictureUrl, select, useSelected, useStore, type ChannelId, type FreshRow, type MessageView, type State } from '../../store'
import { useText } from '../../text'
import { Avatar } from '../../ui/Avatar'
import { Badge } from '../../ui/Badge'
import { Icon, type IconName } from '../../ui/Icon'
import { firstWords, wordsOf } from '../conversation/QuoteCard'
import { channelName, itemTitle, memberName } from '../people/names'
import styles from './FreshScreen.module.css'

const PEEKED = 8

export function FreshScreen() {
  const { m } = useText()
  const store = useStore()
  const me = useSelected((state) => state.me)
  const rows = useSelected(select.fresh)
  const workspaces = useSelected(select.workspaces)
  useEffect(() => {
    document.title = `${m.fresh.title} – ${m.product}`
  }, [m])

  const calm = workspaces.flatMap((one) => one.channels).slice(0, PEEKED)
  const peeked = (rows.length > 0 ? rows.map((one) => one.row.channel.id) : calm.map((one) => one.channel.id)).slice(0, PEEKED).join(' ')
  useEffect(() => {
    for (const id of new Set(peeked.split(' ').filter(Boolean))) store.peek(id)
  }, [store, peeked])

  const mentioned = rows.filter((one) => mentions(one) > 0)
  const direct = rows.filter((one) => mentions(one) === 0 && one.row.channel.workspace === undefined)
  const rest = rows.filter((one) => mentions(one) === 0 && one.row.channel.workspace !== undefined)

  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{m.fresh.title}</h1>
        {me && <p className={styles.greeting}>{m.fresh.greeting(me.given)}</p>}
        <Section title={m.fresh.mentions} icon="mention" rows={mentioned} />
        <Section title={m.fresh.direct} icon="person" rows={direct} />
        <Section title={m.fresh.unread} icon="talk" rows={rest} />
        {rows.length === 0 && (
          <>
            <p className={styles.quiet}>
              <Icon name="check" /> <strong>{m.fresh.quietTitle}.</strong> {m.fresh.quiet}
            </p>
            {calm.length > 0 && <section className={styles.section}>
              <h2>{m.fresh.recent}</h2>
              <ul role="list" className={styles.list}>
                {calm.map((row) => (
                  <li key={row.channel.id}>
                    <FreshLine one={{ row, item: undefined, newest: undefined }} isCalm />
                  </li>
                ))}
              </ul>
            </section>}
          </>
        )}
        <Link to="/browse" className={styles.browse}>
          <Icon name="compass" /> {m.fresh.browseHint}
        </Link>
      </div>
    </main>
  )
}

function newestHeld(state: State, channel: ChannelId): MessageView | undefined {
  let newest: MessageView | undefined
  for (const message of state.content.get(channel)?.messages.values() ?? [])
    if (!message.deleted && message.seq > (newest?.seq ?? 0)) newest = message
  return newest
}

function mentions(one: FreshRow): number {
  return one.item?.unread.mentions ?? one.row.unread.mentions
}

function Section({ title, icon, rows }: { title: string; icon: IconName; rows: readonly FreshRow[] }) {
  if (rows.length === 0) return null
  return (
    <section className={styles.section} aria-label={title}>
      <h2>
        <Icon name={icon} size={18} /> {title}
      </h2>
      <ul role="list" className={styles.list}>
        {rows.map((one) => (
          <li key={`${one.row.channel.id} ${one.item?.item.id ?? ''}`}>
            <FreshLine one={one} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function FreshLine({ one, isCalm }: { one: FreshRow; isCalm?: boolean }) {
  const { m, format } = useText()
  const { channel } = one.row
  const name = useSelected((state) => channelName(state, channel, m))
  const workspace = useSelected((state) => (channel.workspace === undefined ? undefined : state.workspaces.get(channel.workspace)))
  const members = useSelected((state) => state.members)
  const latest = useSelected((state) => (isCalm ? newestHeld(state, channel.id) : undefined))
  const newest = one.newest ?? latest
  const author = newest?.author === undefined ? undefined : members.get(newest.author)
  const unread = one.item?.unread ?? one.row.unread
  const title = one.item && !one.item.item.main ? `${name} · ${itemTitle(one.item.item, m)}` : name
  const words = (
    <>
      <Avatar id={newest?.author ?? channel.id} given={author?.given ?? name} family={author?.family ?? ''} picture={pictureUrl(author)} />
      <span className={styles.words}>
        <span className={styles.lineHead}>
          <span className={styles.name}>{title}</span>
          {workspace && <span className={styles.workspace}>{workspace.name}</span>}
        </span>
        {newest && (
          <span className={styles.said} lang={newest.lang}>
            <strong>{memberName(author, m)}</strong> {firstWords(wordsOf(newest), (id) => memberName(members.get(id), m))}
          </span>
        )}
      </span>
      <span className={styles.side}>
        {newest && <time dateTime={newest.at}>{format.brief(Date.parse(newest.at))}</time>}
        <span className={styles.counts}>
          {unread.mentions > 0 && <Badge look="mention" count={unread.mentions} label={m.nav.mentions(unread.mentions)} />}
          <Badge count={unread.count} label={m.nav.unread(unread.count, unread.count > 99)} />
        </span>
      </span>
    </>
  )
  return one.item && !one.item.item.main ? (
    <Link to="/c/$channel/t/$item" params={{ channel: channel.id, item: one.item.item.id }} className={styles.line}>
      {words}
    </Link>
  ) : (
    <Link to="/c/$channel" params={{ channel: channel.id }} className={styles.line}>
      {words}
    </Link>
  )
}
