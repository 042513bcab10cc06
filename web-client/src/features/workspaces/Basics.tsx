// Name, purpose, kind, region and tags of a workspace.
import { useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { refusalWords } from '../people/refusals'
import { KindField, RegionField } from './fields'
import type { Part } from './SettingsScreen'
import { tagsOf } from './words'
import styles from './workspaces.module.css'

export function Basics({ card, onSaved }: Part) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const { workspace } = card
  const was = { name: workspace.name, purpose: workspace.purpose, kind: workspace.kind, region: workspace.region ?? '', tags: (workspace.tags ?? []).map((tag) => `#${tag}`).join(' ') }
  const [now, setNow] = useState(was)
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const tags = tagsOf(now.tags)
  const isChanged = Object.entries(was).some(([key, value]) => now[key as keyof typeof was] !== value)
  const set = (change: Partial<typeof was>) => setNow({ ...now, ...change })

  const save = async () => {
    const [name, purpose] = [now.name.trim(), now.purpose.trim()]
    if (!tags || name === '' || isBusy) return
    setBusy(true)
    const named = name !== was.name || purpose !== was.purpose ? await store.changeWorkspace(workspace.id, { name, purpose }) : undefined
    const isFurther = now.kind !== was.kind || now.region !== was.region || now.tags !== was.tags
    const configured = (named?.ok ?? true) && isFurther ? await store.configureWorkspace(workspace.id, { kind: now.kind, region: now.region, tags }) : undefined
    setBusy(false)
    const failed = [named, configured].find((outcome) => outcome && !outcome.ok)
    if (failed && !failed.ok) return setRefused(refusalWords(failed.refusal, m))
    setRefused(undefined)
    announce(m.workspaces.saved)
    onSaved()
  }

  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <h2>{m.workspaces.basics}</h2>
      <Field label={m.workspace.name} value={now.name} maxLength={80} error={now.name.trim() === '' ? m.workspace.nameNeeded : undefined} onChange={(event) => set({ name: event.target.value })} />
      <Field label={m.workspace.purpose} hint={m.workspace.purposeHint} value={now.purpose} maxLength={500} onChange={(event) => set({ purpose: event.target.value })} />
      <div className={styles.pair}>
        <KindField value={now.kind} onChange={(kind) => set({ kind })} />
        <RegionField value={now.region} onChange={(region) => set({ region })} />
      </div>
      <Field label={m.workspaces.tags} hint={m.workspaces.tagsHint} value={now.tags} autoCapitalize="none" error={tags ? undefined : m.workspaces.tagsWrong} onChange={(event) => set({ tags: event.target.value })} />
      {refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
      <div>
        <Button type="submit" look="primary" isDisabled={!isChanged || isBusy}>
          {m.save}
        </Button>
      </div>
    </form>
  )
}
