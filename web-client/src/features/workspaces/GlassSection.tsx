// Requests of administrators to see a workspace that is not theirs: what they see without one, asking, agreeing.
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type AdminWorkspace, type GlassView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Chooser } from './fields'
import styles from './workspaces.module.css'

const LEAST = 10

export function GlassSection() {
  const { m } = useText()
  const store = useStore()
  const [glasses, setGlasses] = useState<readonly GlassView[]>([])
  const [workspaces, setWorkspaces] = useState<readonly AdminWorkspace[]>([])
  const load = useCallback(() => {
    void store.allGlasses().then((outcome) => {
      if (!outcome.ok) return
      setGlasses(outcome.value)
      store.needMembers(outcome.value.flatMap((one) => [one.asked_by, ...(one.confirmed_by === undefined ? [] : [one.confirmed_by])]))
    })
  }, [store])
  useEffect(() => {
    load()
    void store.adminWorkspaces({ query: '', state: '', visibility: '', ownerless: false, limit: 200 }).then((outcome) => outcome.ok && setWorkspaces(outcome.value.workspaces))
  }, [load, store])
  return (
    <>
      <section className={styles.card}>
        <p>{m.workspaces.oversightOfAll}</p>
        <p>{m.workspaces.oversightGlass}</p>
      </section>
      <Ask workspaces={workspaces} onAsked={load} />
      <section className={styles.card}>
        <h2>{m.workspaces.requests}</h2>
        {glasses.length === 0 && <p className={styles.soft}>{m.workspaces.noRequests}</p>}
        {glasses.map((glass) => (
          <Request key={glass.id} glass={glass} name={workspaces.find((one) => one.id === glass.workspace)?.name ?? glass.workspace} onChanged={load} />
        ))}
      </section>
    </>
  )
}

function Ask({ workspaces, onAsked }: { workspaces: readonly AdminWorkspace[]; onAsked: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [workspace, setWorkspace] = useState('')
  const [reason, setReason] = useState('')
  const [refused, setRefused] = useState<string>()
  const ask = async () => {
    const outcome = await store.askGlass(workspace, reason.trim())
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    setRefused(undefined)
    setReason('')
    announce(m.workspaces.asked)
    onAsked()
  }
  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault()
        void ask()
      }}
    >
      <h2>{m.workspaces.askGlass}</h2>
      <Chooser label={m.workspaces.front} value={workspace} onChange={setWorkspace} choices={[{ value: '', name: '–' }, ...workspaces.map((one) => ({ value: one.id, name: one.name }))]} />
      <Field label={m.workspaces.reason} hint={m.workspaces.reasonHint} value={reason} maxLength={400} onChange={(event) => setReason(event.target.value)} />
      {refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
      <div>
        <Button type="submit" isDisabled={workspace === '' || reason.trim().length < LEAST}>
          {m.workspaces.askGlass}
        </Button>
      </div>
    </form>
  )
}

function Request({ glass, name, onChanged }: { glass: GlassView; name: string; onChanged: () => void }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me?.id)
  const who = useSelected((state) => memberName(state.members.get(glass.asked_by), m))
  const state = m.workspaces.glassStates[glass.state as keyof typeof m.workspaces.glassStates] ?? glass.state
  const isOwn = glass.asked_by === me
  const act = async (done: Promise<Awaited<ReturnType<typeof store.breakGlass>>>) => {
    const outcome = await done
    if (outcome.ok) onChanged()
    else announce(refusalWords(outcome.refusal, m))
  }
  return (
    <div className={styles.row}>
      <div className={styles.grow}>
        <p>
          <span className={styles.strong}>{name}</span> · {who} · {state}
          {glass.state === 'broken' && glass.until !== undefined && ` · ${m.workspaces.until(format.time(Date.parse(glass.until)))}`}
        </p>
        <p className={styles.note}>
          {format.full(Date.parse(glass.asked_at))}: {glass.reason}
        </p>
        {glass.state === 'asked' && isOwn && <p className={styles.note}>{m.workspaces.notOwn}</p>}
      </div>
      {glass.state === 'asked' && !isOwn && (
        <Button size="small" aria-label={m.workspaces.agreeOf(name)} onPress={() => void act(store.breakGlass(glass.id))}>
          {m.workspaces.agree}
        </Button>
      )}
      {glass.state === 'broken' && (
        <Button size="small" onPress={() => void act(store.mendGlass(glass.id))}>
          {m.workspaces.mend}
        </Button>
      )}
      {glass.state === 'broken' && isOwn && (
        <Link to="/w/$workspace" params={{ workspace: glass.workspace }}>
          {m.workspaces.openContent}
        </Link>
      )}
    </div>
  )
}
