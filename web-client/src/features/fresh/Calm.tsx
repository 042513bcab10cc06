// When nothing waits: the channels that were spoken in last, with their newest words.
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { pictureUrl, select, useSelected, useStore, type ChannelId, type ChannelRow, type MessageView, type State } from '../../store'
import { useText } from '../../text'
import { Avatar } from '../../ui/Avatar'
import { Icon } from '../../ui/Icon'
import { firstWords, wordsOf } from '../conversation/QuoteCard'
import { channelName, memberName } from '../people/names'
import styles from './FreshScreen.module.css'

const PEEKED = 8

export function Calm() {
  const { m } = useText()
  const store = useStore()
  const workspaces = useSelected(select.workspaces)
  const calm = workspaces.flatMap((one) => one.channels).slice(0, PEEKED)
  const peeked = calm.map((one) => one.channel.id).join(' ')
  useEffect(() => {
    for (const id of peeked.split(' ').filter(Boolean)) store.peek(id)
  }, [store, peeked])
  return (
    <>
      <p className={styles.quiet}>
        <Icon name="check" /> <strong>{m.fresh.quietTitle}.</strong> {m.fresh.quiet}
      </p>
      {calm.length > 0 && (
        <section className={styles.section}>
          <h2>{m.fresh.recent}</h2>
          <ul role="list" className={styles.list}>
            {calm.map((row) => (
              <li key={row.channel.id}>
                <CalmLine row={row} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function newestHeld(state: State, channel: ChannelId): MessageView | undefined {
  let newest: MessageView | undefined
  for (const message of state.content.get(channel)?.messages.values() ?? [])
    if (!message.deleted && message.seq > (newest?.seq ?? 0)) newest = message
  return newest
}

function CalmLine({ row }: { row: ChannelRow }) {
  const { m, format } = useText()
  const { channel } = row
  const name = useSelected((state) => channelName(state, channel, m))
  const workspace = useSelected((state) => (channel.workspace === undefined ? undefined : state.workspaces.get(channel.workspace)))
  const members = useSelected((state) => state.members)
  const newest = useSelected((state) => newestHeld(state, channel.id))
  const author = newest?.author === undefined ? undefined : members.get(newest.author)
  return (
    <Link to="/c/$channel" params={{ channel: channel.id }} className={styles.line}>
      <Avatar id={newest?.author ?? channel.id} given={author?.given ?? name} family={author?.family ?? ''} picture={pictureUrl(author)} />
      <span className={styles.words}>
        <span className={styles.lineHead}>
          <span className={styles.name}>{name}</span>
          {workspace && <span className={styles.workspace}>{workspace.name}</span>}
        </span>
        {newest && (
          <span className={styles.said} lang={newest.lang}>
            <strong>{memberName(author, m)}</strong> {firstWords(wordsOf(newest), (id) => memberName(members.get(id), m))}
          </span>
        )}
      </span>
      <span className={styles.side}>{newest && <time dateTime={newest.at}>{format.brief(Date.parse(newest.at))}</time>}</span>
    </Link>
  )
}
