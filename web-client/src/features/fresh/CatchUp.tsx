// Going through what is new one at a time: read, keep as new, or later; made for half a minute on a phone. Where one is
// stands in the address, so the same view is there after a reload.
import { Link, useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type InboxRow, type MessageView } from '../../store'
import { useText } from '../../text'
import type { InboxWords } from '../../text/inbox'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Words } from '../conversation/Words'
import { Face } from '../people/Face'
import { memberName } from '../people/names'
import { causeWords } from './causes'
import styles from './CatchUp.module.css'
import { rowName } from './names'
import type { Filter, Inbox } from './useInbox'

const SHOWN = 8

interface Props {
  rows: readonly InboxRow[]
  one: string
  filter: Filter
  words: InboxWords
  inbox: Inbox
}

type Step = { readonly row: InboxRow; readonly did: 'read' | 'kept' | 'later' }

export function CatchUp({ rows, one, filter, words, inbox }: Props) {
  const { m } = useText()
  const navigate = useNavigate()
  // What is gone through was there at the beginning; what comes meanwhile waits in the list.
  const [queue, setQueue] = useState(() => [...rows.filter((row) => row.key === one), ...rows.filter((row) => row.key !== one)])
  const [steps, setSteps] = useState<readonly Step[]>([])
  const [all] = useState(queue.length)
  const row = queue[0]
  const search = useCallback((key: string | undefined) => ({ ...(filter !== 'all' && { filter }), ...(key !== undefined && { one: key }) }), [filter])
  const key = row?.key
  useEffect(() => {
    document.title = `${words.pass.title} – ${m.product}`
  }, [words, m])
  useEffect(() => {
    if (key !== undefined && key !== one) void navigate({ to: '/fresh', search: search(key), replace: true })
  }, [key, one, navigate, search])

  const decide = (did: Step['did']) => {
    if (!row) return
    setSteps([...steps, { row, did }])
    setQueue(did === 'later' && queue.length > 1 ? [...queue.slice(1), row] : queue.slice(1))
    if (did === 'read') void inbox.read([row])
  }
  const undo = () => {
    const last = steps.at(-1)
    if (!last) return
    setSteps(steps.slice(0, -1))
    setQueue([last.row, ...queue.filter((each) => each.key !== last.row.key)])
    if (last.did === 'read') void inbox.undo([last.row])
  }
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey || (event.target as HTMLElement).closest?.('input, textarea, [role="menu"]')) return
      const act = { r: () => decide('read'), k: () => decide('kept'), n: () => decide('later'), z: undo }[event.key.toLowerCase()]
      if (!act) return
      event.preventDefault()
      act()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  })

  const count = (did: Step['did']) => new Set(steps.filter((step) => step.did === did).map((step) => step.row.key)).size
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <header className={styles.head}>
          <Link to="/fresh" search={search(undefined)} className={styles.back}>
            <Icon name="back" size={18} /> {words.pass.back}
          </Link>
          <h1 className={styles.title}>{words.pass.title}</h1>
          {row && <span>{words.pass.of(Math.min(all, all - queue.length + 1), all)}</span>}
        </header>
        {row ? (
          <Card key={row.key} row={row} words={words} />
        ) : (
          <section className={styles.card}>
            <p className={styles.strong}>{words.pass.done}</p>
            <p>{words.pass.doneHint(count('read'), count('kept'))}</p>
          </section>
        )}
        <div className={styles.buttons}>
          {row && (
            <>
              <Button look="primary" icon="check" onPress={() => decide('read')}>
                {words.pass.read}
              </Button>
              <Button icon="markUnread" onPress={() => decide('kept')}>
                {words.pass.keep}
              </Button>
              <Button icon="clock" onPress={() => decide('later')}>
                {words.pass.next}
              </Button>
            </>
          )}
          <Button look="quiet" isDisabled={steps.length === 0} onPress={undo}>
            {words.undo}
          </Button>
        </div>
        <p className={styles.keys}>{words.pass.keys}</p>
      </div>
    </main>
  )
}

function Card({ row, words }: { row: InboxRow; words: InboxWords }) {
  const { m, format } = useText()
  const store = useStore()
  const name = useSelected((state) => rowName(state, row, m))
  const members = useSelected((state) => state.members)
  const [messages, setMessages] = useState<readonly MessageView[]>()
  useEffect(() => {
    let isWanted = true
    void store.readNew(row, SHOWN).then((outcome) => {
      if (!isWanted || !outcome.ok) return
      const shown = outcome.value.messages.filter((message) => !message.deleted)
      setMessages(shown)
      store.needMembers(shown.flatMap((message) => [...(message.author === undefined ? [] : [message.author]), ...(message.mentions ?? [])]))
    })
    return () => {
      isWanted = false
    }
  }, [store, row])
  const rest = row.count - (messages?.length ?? row.count)
  return (
    <section className={styles.card} aria-label={name}>
      <h2 className={styles.name}>{name}</h2>
      <p className={styles.why}>{row.causes.slice(0, 2).map((cause) => causeWords(cause, words, (id) => memberName(members.get(id), m))).join(' · ')}</p>
      {messages?.length === 0 && row.text !== '' && <Words message={{ text: row.text }} />}
      <ul role="list" className={styles.said}>
        {(messages ?? []).map((message) => {
          const author = message.author === undefined ? undefined : members.get(message.author)
          return (
            <li key={message.id}>
              <p className={styles.who}>
                <Face id={message.author ?? row.channel} member={author} size="small" />
                <strong>{memberName(author, m)}</strong>
                <time dateTime={message.at}>{format.brief(Date.parse(message.at))}</time>
              </p>
              {message.hidden ? <p className={styles.soft}>{m.moderation.hidden}</p> : <Words message={message} />}
            </li>
          )
        })}
      </ul>
      {rest > 0 && row.count < 100 && <p className={styles.soft}>{words.pass.moreNew(rest)}</p>}
      {row.main ? (
        <Link to="/c/$channel" params={{ channel: row.channel }}>
          {words.pass.open}
        </Link>
      ) : (
        <Link to="/c/$channel/t/$item" params={{ channel: row.channel, item: row.item }}>
          {words.pass.open}
        </Link>
      )}
    </section>
  )
}
