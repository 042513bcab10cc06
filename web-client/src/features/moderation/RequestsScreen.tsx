// The tray of direct talk that waits for one's answer: who, how much, since when. Reading it tells nobody.
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { select, useSelected, useStore, type DirectRequestView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { mainOrganisation, memberName, organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Face } from '../people/Face'
import styles from './moderation.module.css'

export function RequestsScreen() {
  const { m } = useText()
  const store = useStore()
  const [requests, setRequests] = useState<readonly DirectRequestView[]>()
  const waiting = useSelected(select.requests)
  const care = useSelected((state) => state.care)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const load = useCallback(() => void store.listDirectRequests().then((outcome) => outcome.ok && setRequests(outcome.value)), [store])
  useEffect(() => {
    document.title = `${m.moderation.requests} – ${m.product}`
  }, [m])
  useEffect(() => {
    if (isLive) load()
  }, [isLive, load, waiting, care])
  useEffect(() => {
    store.needMembers((requests ?? []).map((request) => request.sender))
  }, [store, requests])
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{m.moderation.requests}</h1>
        <p className={styles.soft}>{m.moderation.requestsHint}</p>
        {requests?.length === 0 && <p>{m.moderation.noRequests}</p>}
        <ul role="list" className={styles.list}>
          {(requests ?? []).map((request) => (
            <Request key={request.channel} request={request} onDone={load} />
          ))}
        </ul>
      </div>
    </main>
  )
}

function Request({ request, onDone }: { request: DirectRequestView; onDone: () => void }) {
  const { m, locale, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const sender = useSelected((state) => state.members.get(request.sender))
  const organisation = useSelected((state) => mainOrganisation(state, sender))
  const name = memberName(sender, m)
  const answer = (accept: boolean) =>
    void store.answerDirect(request.channel, accept).then((outcome) => (outcome.ok ? onDone() : announce(refusalWords(outcome.refusal, m))))
  return (
    <li className={styles.card}>
      <div className={styles.who}>
        <Face id={request.sender} member={sender} />
        <div>
          <p className={styles.strong}>{name}</p>
          <p className={styles.soft}>{organisationName(organisation, locale)}</p>
          <p className={styles.soft}>
            {m.moderation.messages(request.messages)} · {format.brief(Date.parse(request.at))}
          </p>
        </div>
      </div>
      <div className={styles.buttons}>
        <Link to="/c/$channel" params={{ channel: request.channel }} className={styles.link} aria-label={m.moderation.readOf(name)}>
          {m.moderation.read}
        </Link>
        <Button look="primary" aria-label={m.moderation.acceptOf(name)} onPress={() => answer(true)}>
          {m.moderation.accept}
        </Button>
        <Button aria-label={m.moderation.declineOf(name)} onPress={() => answer(false)}>
          {m.moderation.decline}
        </Button>
      </div>
    </li>
  )
}
