// The front of a workspace: what it is for, who answers for it, its channels to open or join. Those outside see as much
// of it as the server tells them.
import { Link, useNavigate } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { useSelected, useStore, type WorkspaceCard, type WorkspaceId } from '../../store'
import { regionName, useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { LazyRecordOutcome } from '../lazy'
import { RequestToJoin } from '../invitations/RequestToJoin'
import { MemberLine } from '../people/MemberLine'
import { refusalWords } from '../people/refusals'
import { NotFound } from '../places/NotFound'
import { ChannelRows } from './ChannelRows'
import { GlassNotice } from './Glasses'
import { useCard } from './useCard'
import { kindName, stateName, visibilityName } from './words'
import styles from './workspaces.module.css'

export function WorkspaceScreen({ workspace }: { workspace: WorkspaceId }) {
  const { m } = useText()
  const { card, refusal } = useCard(workspace)
  useEffect(() => {
    document.title = `${card?.workspace.name ?? m.workspaces.front} – ${m.product}`
  }, [card, m])
  if (refusal?.code === 'not_found') return <NotFound />
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      {card ? <Front card={card} /> : <p className={styles.column}>{refusal ? refusalWords(refusal, m) : m.loading}</p>}
    </main>
  )
}

function Front({ card }: { card: WorkspaceCard }) {
  const { m } = useText()
  const { workspace, role } = card
  return (
    <div className={styles.column}>
      <Link to="/channels" className={styles.back}>
        <Icon name="back" size={18} /> {m.nav.workspaces}
      </Link>
      <h1>{workspace.name}</h1>
      <p className={styles.purpose}>{workspace.purpose}</p>
      <Facts card={card} />
      <Notices card={card} />
      <Actions card={card} />
      {role === 'owner' && <GlassNotice workspace={workspace.id} />}
      {workspace.step_up !== true && <ChannelRows card={card} />}
      <section className={styles.card} aria-label={m.workspaces.owners}>
        <h2>{m.workspaces.owners}</h2>
        <ul role="list">
          {workspace.owners.map((id) => (
            <li key={id}>
              <MemberLine id={id} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

function Facts({ card }: { card: WorkspaceCard }) {
  const { m, locale } = useText()
  const { workspace, members } = card
  const facts = [
    kindName(workspace.kind, m), visibilityName(workspace.visibility, m), stateName(workspace.state, m),
    workspace.region === undefined ? undefined : regionName(workspace.region, locale),
    members === undefined ? undefined : m.workspaces.members(members),
  ]
  return (
    <>
      <p className={styles.facts}>
        {facts.map((fact) => fact !== undefined && <span key={fact} className={styles.fact}>{fact}</span>)}
      </p>
      {workspace.tags && workspace.tags.length > 0 && (
        <p className={styles.tags}>
          {workspace.tags.map((tag) => (
            <Link key={tag} to="/browse" search={{ tag }} className={styles.tag}>
              #{tag}
            </Link>
          ))}
        </p>
      )}
      {workspace.retention_days !== undefined && <p className={styles.note}>{m.workspaces.keeps(workspace.retention_days)}</p>}
    </>
  )
}

function Notices({ card }: { card: WorkspaceCard }) {
  const { m } = useText()
  const { workspace, role } = card
  const youAre = role === undefined ? undefined : m.workspaces.youAre[role as keyof typeof m.workspaces.youAre]
  const notice =
    workspace.step_up === true ? m.workspaces.secondFactor
    : workspace.state === 'archived' ? m.workspaces.readOnly
    : role === undefined && workspace.visibility !== 'open' ? m.workspaces.closed
    : undefined
  return (
    <>
      {notice !== undefined && (
        <p className={styles.notice}>
          <Icon name={workspace.step_up === true ? 'lock' : 'info'} />
          {notice}
        </p>
      )}
      {youAre !== undefined && <p className={styles.note}>{youAre}</p>}
    </>
  )
}

function Actions({ card }: { card: WorkspaceCard }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [leaves, askLeave] = useState(false)
  const [isRecording, setRecording] = useState(false)
  const { workspace, role } = card
  const leads = role === 'owner' || role === 'facilitator'
  const mayJoin = role === undefined && workspace.visibility === 'open' && workspace.state === 'active' && workspace.step_up !== true
  const join = () => void store.joinWorkspace(workspace.id).then((outcome) => !outcome.ok && announce(refusalWords(outcome.refusal, m)))
  return (
    <div className={styles.actions}>
      {mayJoin && (
        <Button look="primary" onPress={join}>
          {m.workspace.join}
        </Button>
      )}
      {role === undefined && workspace.visibility === 'by_request' && workspace.state === 'active' && <RequestToJoin workspace={workspace} />}
      {role !== undefined && role !== 'guest' && workspace.step_up !== true && (
        <Link to="/w/$workspace/people" params={{ workspace: workspace.id }} search={{}}>
          <Icon name="people" size={18} /> {m.workspaces.people}
        </Link>
      )}
      <Link to="/activity" search={{ workspace: workspace.id }}>
        <Icon name="clock" size={18} /> {m.activity.title}
      </Link>
      {role !== undefined && role !== 'guest' && workspace.state !== 'archived' && workspace.step_up !== true && (
        <Button icon="check" onPress={() => setRecording(true)}>
          {m.outcomes.record}
        </Button>
      )}
      {isRecording && (
        <Suspense>
          <LazyRecordOutcome place={{ workspace: workspace.id }} onClose={() => setRecording(false)} />
        </Suspense>
      )}
      {leads && (
        <Link to="/w/$workspace/settings" params={{ workspace: workspace.id }}>
          <Icon name="pencil" size={18} /> {m.workspaces.settings}
        </Link>
      )}
      {role !== undefined && (
        <Button icon="out" onPress={() => askLeave(true)}>
          {m.workspace.leave}
        </Button>
      )}
      {leaves && <Leave card={card} onClose={() => askLeave(false)} />}
    </div>
  )
}

function Leave({ card, onClose }: { card: WorkspaceCard; onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me?.id)
  const { workspace } = card
  const isLast = workspace.owners.length === 1 && workspace.owners[0] === me
  const leave = async () => {
    const outcome = await store.leaveWorkspace(workspace.id)
    onClose()
    if (!outcome.ok) return announce(refusalWords(outcome.refusal, m))
    await navigate({ to: '/fresh' })
  }
  return (
    <DialogFrame
      title={m.workspaces.leaveTitle}
      closeLabel={m.close}
      size="small"
      alert
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          {!isLast && (
            <Button look="danger" onPress={() => void leave()}>
              {m.workspace.leave}
            </Button>
          )}
        </>
      }
    >
      <p>{isLast ? m.workspaces.lastOwner : m.workspaces.leaveExplain}</p>
    </DialogFrame>
  )
}
