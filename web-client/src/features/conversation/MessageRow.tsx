// One message of a timeline: who, when, what, and how it fared on its way. It knows its own message and asks the
// conversation for everything else.
import { memo, useState } from 'react'
import { useSelected } from '../../store'
import { useText } from '../../text'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import { Face } from '../people/Face'
import { Person } from '../people/Person'
import { itemTitle, memberName, organisationName, mainOrganisation, organisationOf } from '../people/names'
import { useConversation } from './ConversationContext'
import { DeliveryLine } from './DeliveryLine'
import { MessageActions } from './MessageActions'
import { MessageBody } from './MessageBody'
import styles from './MessageRow.module.css'
import { Reactions } from './Reactions'
import type { Drawn } from './rows'

interface Props {
  drawn: Drawn
  /** It was just jumped to. */
  isTarget: boolean
  isFocusable: boolean
  isLast: boolean
}

export const MessageRow = memo(function MessageRow({ drawn, isTarget, isFocusable, isLast }: Props) {
  const { m, format } = useText()
  const { row, day, isHead, isFirstUnread, topic } = drawn
  const { message } = row
  const scene = useConversation()
  const [isOpen, setOpen] = useState(false)
  const at = Date.parse(message.at)
  const isSettled = row.state === 'confirmed' && !message.deleted
  const author = useSelected((state) => (message.author === undefined ? undefined : state.members.get(message.author)))
  const nobody = message.deleted ? '' : m.timeline.someone
  const name = message.author === undefined ? nobody : memberName(author, m)

  return (
    <article
      className={classes(styles.row, isHead && styles.head, isTarget && styles.target, isOpen && styles.open, isLast && styles.last)}
      aria-label={m.message.label(message.deleted ? m.message.deleted : name, format.full(at))}
      aria-setsize={-1}
      aria-posinset={Math.max(1, message.seq)}
      tabIndex={isFocusable ? 0 : -1}
      data-seq={message.seq}
      data-key={row.key}
      onClick={(event) => {
        if (event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === 'mouse') return
        if (event.target instanceof Element && event.target.closest('a,button,summary,input')) return
        setOpen(!isOpen)
      }}
    >
      {day !== undefined && <div className={styles.day}>{format.day(day)}</div>}
      {isFirstUnread && <div className={styles.unread}>{m.timeline.unreadLine}</div>}
      {topic !== undefined && <TopicLabel topic={topic} />}
      <div className={styles.line}>
        <div className={styles.margin}>
          {isHead ? (
            <span className={styles.face}>
              <Face id={message.author ?? ''} member={author} />
            </span>
          ) : (
            <time className={styles.smallTime} dateTime={message.at} title={format.full(at)}>
              {format.time(at)}
            </time>
          )}
        </div>
        <div className={styles.main}>
          {isHead && <HeadLine drawn={drawn} name={name} at={at} />}
          <MessageBody row={row} />
          {message.reactions && message.reactions.length > 0 && !message.deleted && !message.hidden && <Reactions message={message} />}
          <DeliveryLine row={row} />
        </div>
        {message.pinned && !isHead && (
          <span className={styles.pinned} title={m.message.pinned}>
            <Icon name="pin" size={16} />
            <span className="sr-only">{m.message.pinned}</span>
          </span>
        )}
        {isSettled && (
          <div className={styles.actions}>
            <MessageActions row={row} scene={scene} />
          </div>
        )}
      </div>
    </article>
  )
})

function HeadLine({ drawn, name, at }: { drawn: Drawn; name: string; at: number }) {
  const { m, locale, format } = useText()
  const { message } = drawn.row
  const author = useSelected((state) => (message.author === undefined ? undefined : state.members.get(message.author)))
  const spoken = useSelected((state) => organisationOf(state, message.spoken_as))
  const main = useSelected((state) => mainOrganisation(state, author))
  const organisation = spoken ?? main
  const isGuest = useSelected((state) => message.author !== undefined && state.channels.get(message.channel)?.guests?.includes(message.author) === true)
  const isChosen = spoken !== undefined && main !== undefined && spoken.id !== main.id
  return (
    <div className={styles.headLine}>
      {message.author === undefined ? <strong>{name}</strong> : <Person id={message.author} name={name} />}
      {isGuest && <span className={styles.guest}>{m.members.guest}</span>}
      {organisation && (
        <span className={styles.organisation}>
          {isChosen ? m.message.speaksAs(organisationName(organisation, locale)) : organisationName(organisation, locale)}
        </span>
      )}
      <time dateTime={message.at} title={format.full(at)} className={styles.time}>
        {format.time(at)}
      </time>
      {message.pinned && (
        <span className={styles.mark}>
          <Icon name="pin" size={14} />
          {m.message.pinned}
        </span>
      )}
    </div>
  )
}

function TopicLabel({ topic }: { topic: string }) {
  const { m } = useText()
  const { channel } = useConversation()
  const item = useSelected((state) => state.content.get(channel)?.items.get(topic))
  return (
    <a className={styles.topic} href={`/c/${channel}/t/${topic}`}>
      <Icon name="talk" size={14} />
      {itemTitle(item, m)}
    </a>
  )
}
