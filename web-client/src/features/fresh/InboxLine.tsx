// One row of the inbox: where, how much, the last words, why; read by key, by swipe or by its button.
import { Link, useNavigate } from '@tanstack/react-router'
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'
import { pictureUrl, useSelected, useStore, type InboxRow } from '../../store'
import { useText } from '../../text'
import type { InboxWords } from '../../text/inbox'
import { useAnnounce } from '../../ui/Announcer'
import { Avatar } from '../../ui/Avatar'
import { Badge } from '../../ui/Badge'
import { IconButton } from '../../ui/Button'
import { firstWords } from '../conversation/QuoteCard'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { causeWords, lessOf } from './causes'
import styles from './FreshScreen.module.css'
import { rowName } from './names'

/** So far a finger goes before the row is read. */
const SWIPE_PX = 90

interface Props {
  row: InboxRow
  words: InboxWords
  onRead: () => void
  onUndo: () => void
  onLess: () => void
}

export function InboxLine({ row, words, onRead, onUndo, onLess }: Props) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const line = useRef<HTMLDivElement>(null)
  const began = useRef<{ x: number; y: number }>(undefined)
  const name = useSelected((state) => rowName(state, row, m))
  const workspace = useSelected((state) => state.workspaces.get(state.channels.get(row.channel)?.workspace ?? ''))
  const members = useSelected((state) => state.members)
  const author = row.by === undefined ? undefined : members.get(row.by)
  const cause = row.causes[0]
  const why = cause && causeWords(cause, words, (id) => memberName(members.get(id), m))

  const less = () => {
    if (!cause) return
    // Which searches one follows is settled where they are listed.
    if (cause.why === 'search') return void navigate({ to: '/searches' })
    const { subject, level } = lessOf(cause, row)
    void store.follow(subject, level).then((outcome) => {
      announce(outcome.ok ? words.lessDone[level === 'mute' ? 'mute' : 'default'] : refusalWords(outcome.refusal, m))
      if (outcome.ok) onLess()
    })
  }
  const move = (by: 1 | -1) => {
    const lines = [...document.querySelectorAll<HTMLElement>('[data-inbox-line]')]
    const own = line.current?.querySelector<HTMLElement>('[data-inbox-line]')
    lines[(own ? lines.indexOf(own) : -1) + by]?.focus()
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const key = event.key.toLowerCase()
    if (key === 'arrowdown' || key === 'j') move(1)
    else if (key === 'arrowup' || key === 'k') move(-1)
    else if (key === 'e') {
      move(1)
      onRead()
    } else if (key === 'z') onUndo()
    else return
    event.preventDefault()
  }
  const shift = (px: number) => {
    if (line.current) line.current.style.transform = px === 0 ? '' : `translateX(${px}px)`
  }
  const drawn = (event: PointerEvent) => {
    const from = began.current
    if (!from) return
    const [x, y] = [event.clientX - from.x, event.clientY - from.y]
    if (Math.abs(y) > Math.abs(x) && Math.abs(y) > 12) {
      began.current = undefined
      shift(0)
    } else shift(Math.abs(x) > 12 ? x : 0)
  }
  const released = (event: PointerEvent) => {
    const from = began.current
    began.current = undefined
    shift(0)
    if (from && Math.abs(event.clientX - from.x) > SWIPE_PX) onRead()
  }
  const content = (
    <>
      <Avatar id={row.by ?? row.channel} given={author?.given ?? name} family={author?.family ?? ''} picture={pictureUrl(author)} />
      <span className={styles.words}>
        <span className={styles.lineHead}>
          <span className={styles.name}>{name}</span>
          {workspace && <span className={styles.workspace}>{workspace.name}</span>}
        </span>
        <span className={styles.said}>
          {author && <strong>{memberName(author, m)} </strong>}
          {firstWords(row.text, (id) => memberName(members.get(id), m))}
        </span>
      </span>
      <span className={styles.side}>
        <time dateTime={row.at}>{format.brief(Date.parse(row.at))}</time>
        <span className={styles.counts}>
          {row.mentions > 0 && <Badge look="mention" count={row.mentions} label={m.nav.mentions(row.mentions)} />}
          <Badge count={row.count} label={m.nav.unread(row.count, row.count > 99)} />
        </span>
      </span>
    </>
  )
  const shared = { className: styles.line, 'data-inbox-line': row.key, onKeyDown: pressed, draggable: false }
  return (
    <div
      className={styles.row}
      ref={line}
      onPointerDown={(event) => {
        if (event.pointerType === 'touch') began.current = { x: event.clientX, y: event.clientY }
      }}
      onPointerMove={drawn}
      onPointerUp={released}
      onPointerCancel={() => {
        began.current = undefined
        shift(0)
      }}
    >
      {row.main ? (
        <Link to="/c/$channel" params={{ channel: row.channel }} {...shared}>
          {content}
        </Link>
      ) : (
        <Link to="/c/$channel/t/$item" params={{ channel: row.channel, item: row.item }} {...shared}>
          {content}
        </Link>
      )}
      <div className={styles.foot}>
        <span className={styles.why}>{why}</span>
        {cause && (
          <button type="button" className={styles.less} aria-label={words.lessOf(`${why ?? ''}, ${name}`)} onClick={less}>
            {words.less}
          </button>
        )}
        <IconButton icon="check" size="small" label={words.markReadOf(name)} onPress={onRead} />
      </div>
    </div>
  )
}
