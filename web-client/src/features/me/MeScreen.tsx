// Oneself: who I am here, language, appearance, signed-in devices, help, sign out.
import { Link } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type SessionView } from '../../store'
import { useText } from '../../text'
import { inboxWords } from '../../text/inbox'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { MyFeedback } from '../feedback/MyFeedback'
import { MoveCode } from '../invitations/MoveCode'
import { NetworkInvite } from '../invitations/NetworkInvite'
import { LazyGiveFeedback, LazyShortcutHelp } from '../lazy'
import { MyCare } from '../moderation/MyCare'
import { PushCard } from '../push/PushCard'
import { EndOthers, GateCard, PasswordCard } from '../arrivals/OwnKeys'
import { mainOrganisation, memberName, organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Face } from '../people/Face'
import { LanguageChoice } from './LanguageChoice'
import styles from './MeScreen.module.css'
import { applyTheme, rememberedTheme, themes, type Theme } from './theme'

export function MeScreen() {
  const { m, locale } = useText()
  const store = useStore()
  const me = useSelected((state) => state.me)
  const office = useSelected((state) => state.office)
  const organisation = useSelected((state) => mainOrganisation(state, state.me))
  const [theme, setTheme] = useState<Theme>(rememberedTheme)
  const [showsHelp, showHelp] = useState(false)
  const [givesFeedback, giveFeedback] = useState(false)
  useEffect(() => {
    document.title = `${m.me.title} – ${m.product}`
  }, [m])

  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1 className="sr-only">{m.me.title}</h1>
        {me && (
          <section className={styles.who}>
            <Face id={me.id} member={me} size="large" />
            <div>
              <p className={styles.name}>{memberName(me, m)}</p>
              <p className={styles.soft}>{me.title}</p>
              <p className={styles.soft}>{organisationName(organisation, locale)}</p>
              <Link to="/me/profile">{m.who.edit}</Link>
            </div>
          </section>
        )}
        <section className={styles.card}>
          <h2>{m.me.language}</h2>
          <LanguageChoice />
        </section>
        <section className={styles.card}>
          <Choices
            label={m.me.theme}
            name="theme"
            side
            value={theme}
            choices={themes.map((one) => ({ value: one, name: m.me.themes[one] }))}
            onChange={(value) => {
              const next = themes.find((one) => one === value) ?? 'system'
              setTheme(next)
              applyTheme(next)
            }}
          />
        </section>
        {office !== undefined && office !== 'member' && (
          <Link to="/admin" className={styles.way}>
            <Icon name="panel" />
            <span className={styles.grow}>{m.admin.open}</span>
            <Icon name="right" size={18} />
          </Link>
        )}
        <Link to="/me/notices" className={styles.way}>
          <Icon name="bell" />
          <span className={styles.grow}>{inboxWords(locale).notices.title}</span>
          <Icon name="right" size={18} />
        </Link>
        <PushCard />
        <GateCard />
        <PasswordCard />
        <Sessions />
        <section className={styles.card}>
          <h2>{m.deviceMove.title}</h2>
          <MoveCode />
        </section>
        <NetworkInvite className={styles.card} />
        <MyFeedback />
        <MyCare />
        <div className={styles.buttons}>
          <Button icon="talk" onPress={() => giveFeedback(true)}>
            {m.giveFeedback.open}
          </Button>
          <Button icon="keyboard" onPress={() => showHelp(true)}>
            {m.me.shortcuts}
          </Button>
          <Button icon="out" onPress={() => void store.signOut()}>
            {m.signIn.signOut}
          </Button>
        </div>
        <p className={styles.small}>
          {m.emergency} · {m.unclassified}
        </p>
        {givesFeedback && (
          <Suspense>
            <LazyGiveFeedback onClose={() => giveFeedback(false)} />
          </Suspense>
        )}
        {showsHelp && (
          <Suspense>
            <LazyShortcutHelp onClose={() => showHelp(false)} />
          </Suspense>
        )}
      </div>
    </main>
  )
}

function Sessions() {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [sessions, setSessions] = useState<readonly SessionView[]>([])
  const isLive = useSelected((state) => state.connection.name === 'live')
  const load = useCallback(() => void store.listSessions().then((outcome) => outcome.ok && setSessions(outcome.value)), [store])
  useEffect(() => {
    if (isLive) load()
  }, [isLive, load])
  const end = (session: SessionView) =>
    void store.endSession(session.id).then((outcome) => (outcome.ok ? load() : announce(refusalWords(outcome.refusal, m))))
  const own = sessions.find((session) => session.own)
  if (sessions.length === 0) return null
  return (
    <section className={styles.card}>
      <h2>{m.me.sessions}</h2>
      <p className={styles.soft}>{m.me.sessionsHint}</p>
      <ul role="list">
        {sessions.map((session) => (
          <li key={session.id} className={styles.session}>
            <Icon name="device" />
            <div className={styles.grow}>
              <p className={styles.strong}>{session.own ? `${m.me.thisSession}${session.device && ` · ${session.device}`}` : session.device || '–'}</p>
              <p className={styles.soft}>
                {m.me.since(format.brief(Date.parse(session.started_at)))} · {m.me.lastSeen(format.brief(Date.parse(session.seen_at)))}
              </p>
            </div>
            {!session.own && (
              <Button size="small" aria-label={m.me.endSessionOf(session.device)} onPress={() => end(session)}>
                {m.me.endSession}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {own && sessions.length > 1 && <EndOthers own={own.id} onEnded={load} />}
    </section>
  )
}
