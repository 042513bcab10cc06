// The settings of a workspace. Each says in words what it would do before it is saved; what takes something away asks
// once more, with numbers.
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { WorkspaceCard, WorkspaceId } from '../../store'
import { useText } from '../../text'
import { Icon } from '../../ui/Icon'
import { refusalWords } from '../people/refusals'
import { NotFound } from '../places/NotFound'
import { Basics } from './Basics'
import { ChannelOrder } from './ChannelOrder'
import { GlassList } from './Glasses'
import { HandOver } from './HandOver'
import { NoticesShow } from './NoticesShow'
import { Openness } from './Openness'
import { Retention } from './Retention'
import { StepUp } from './StepUp'
import { useCard } from './useCard'
import styles from './workspaces.module.css'

export function SettingsScreen({ workspace }: { workspace: WorkspaceId }) {
  const { m } = useText()
  const { card, refusal, reload } = useCard(workspace)
  useEffect(() => {
    document.title = `${m.workspaces.settings}: ${card?.workspace.name ?? ''} – ${m.product}`
  }, [card, m])
  if (refusal?.code === 'not_found') return <NotFound />
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      {card ? <Settings card={card} onSaved={reload} /> : <p className={styles.column}>{refusal ? refusalWords(refusal, m) : m.loading}</p>}
    </main>
  )
}

/** What every part of the settings is given. */
export interface Part {
  card: WorkspaceCard
  onSaved: () => void
}

function Settings({ card, onSaved }: Part) {
  const { m } = useText()
  const { workspace, role } = card
  const leads = (role === 'owner' || role === 'facilitator') && workspace.step_up !== true
  const isOwner = role === 'owner'
  const isActive = workspace.state !== 'archived'
  const part = { card, onSaved }
  return (
    <div className={styles.column}>
      <Link to="/w/$workspace" params={{ workspace: workspace.id }} className={styles.back}>
        <Icon name="back" size={18} /> {workspace.name}
      </Link>
      <h1>{m.workspaces.settings}</h1>
      {workspace.step_up === true && <Notice text={m.workspaces.secondFactor} />}
      {!isActive && <Notice text={m.workspaces.readOnly} />}
      {!leads && workspace.step_up !== true && <Notice text={m.refusals.not_allowed} />}
      {leads && isActive && <Basics key={`basics ${workspace.version}`} {...part} />}
      {leads && <Openness {...part} />}
      {leads && isActive && <ChannelOrder workspace={workspace.id} />}
      {leads && isOwner && isActive && <Retention key={`days ${workspace.retention_days ?? 0}`} {...part} />}
      {leads && isOwner && isActive && <NoticesShow key={`notices ${workspace.push_shows ?? ''}`} {...part} />}
      {leads && isOwner && isActive && <StepUp {...part} />}
      {leads && isOwner && isActive && <HandOver {...part} />}
      <section className={styles.card}>
        <h2>{m.workspaces.oversight}</h2>
        <p>{m.workspaces.oversightPlain}</p>
        <p>{m.workspaces.oversightGlass}</p>
        {isOwner && <GlassList workspace={workspace.id} />}
      </section>
    </div>
  )
}

function Notice({ text }: { text: string }) {
  return (
    <p className={styles.notice}>
      <Icon name="info" />
      {text}
    </p>
  )
}
