// Who sees a workspace and whether it is at work. A change is told in words and numbers before it is made.
import { useEffect, useState } from 'react'
import { useStore, type WorkspaceEffect, type WorkspaceView } from '../../store'
import { useText, type Messages } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import type { Part } from './SettingsScreen'
import { STATES, visibilityChoices } from './words'
import styles from './workspaces.module.css'

/** Whether those outside read it. */
const isOpen = (visibility: string, state: string) => visibility === 'open' && state !== 'preparing'

export function Openness({ card, onSaved }: Part) {
  const { m } = useText()
  const { workspace } = card
  const [wanted, setWanted] = useState<{ visibility: string; state: string }>()
  const ask = (change: { visibility?: string; state?: string }) => {
    const next = { visibility: workspace.visibility, state: workspace.state, ...change }
    if (next.visibility !== workspace.visibility || next.state !== workspace.state) setWanted(next)
  }
  return (
    <section className={styles.card}>
      {workspace.state !== 'archived' && (
        <Choices label={m.workspace.visibility} name="visibility" value={workspace.visibility} onChange={(visibility) => ask({ visibility })} choices={visibilityChoices(m)} />
      )}
      <Choices
        label={m.workspaces.state}
        name="state"
        value={workspace.state}
        onChange={(state) => ask({ state })}
        choices={STATES.map((value) => ({ value, ...m.workspaces.states[value] }))}
      />
      {wanted && (
        <Ask
          workspace={workspace}
          wanted={wanted}
          onClose={() => setWanted(undefined)}
          onSaved={() => {
            setWanted(undefined)
            onSaved()
          }}
        />
      )}
    </section>
  )
}

/** What changes for whom, one sentence each. */
function told(workspace: WorkspaceView, wanted: { visibility: string; state: string }, effect: WorkspaceEffect | undefined, m: Messages): string[] {
  const words = m.workspaces
  const told: string[] = []
  const [was, will] = [isOpen(workspace.visibility, workspace.state), isOpen(wanted.visibility, wanted.state)]
  if (was && !will) told.push(...(effect ? [words.cut(effect.cut), words.readers(effect.readers)] : []), words.cutNow)
  if (!was && will) told.push(words.widen)
  if (workspace.visibility !== 'secret' && wanted.visibility === 'secret') told.push(words.hide)
  if (workspace.visibility === 'secret' && wanted.visibility !== 'secret') told.push(words.show)
  if (workspace.state !== wanted.state) {
    if (wanted.state === 'archived') told.push(words.archive)
    if (wanted.state === 'preparing') told.push(words.prepare)
    if (workspace.state === 'archived') told.push(words.reopen)
  }
  const choice = visibilityChoices(m).find((one) => one.value === wanted.visibility)
  if (told.length === 0 && choice?.hint) told.push(choice.hint)
  return told
}

function Ask({ workspace, wanted, onClose, onSaved }: { workspace: WorkspaceView; wanted: { visibility: string; state: string }; onClose: () => void; onSaved: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [effect, setEffect] = useState<WorkspaceEffect>()
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    void store.workspaceEffect(workspace.id, {}).then((outcome) => (outcome.ok ? setEffect(outcome.value) : setRefused(refusalWords(outcome.refusal, m))))
  }, [store, workspace.id, m])
  const save = async () => {
    setBusy(true)
    const change = {
      ...(wanted.visibility !== workspace.visibility && { visibility: wanted.visibility }),
      ...(wanted.state !== workspace.state && { state: wanted.state }),
    }
    const outcome = await store.changeWorkspace(workspace.id, change)
    setBusy(false)
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    announce(m.workspaces.saved)
    onSaved()
  }
  const isNarrower = isOpen(workspace.visibility, workspace.state) && !isOpen(wanted.visibility, wanted.state)
  const title =
    wanted.state === 'archived' && workspace.state !== 'archived' ? m.workspaces.archiveTitle
    : isNarrower ? m.workspaces.narrowTitle
    : m.workspaces.effect
  return (
    <DialogFrame
      title={title}
      closeLabel={m.close}
      size="small"
      alert
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look={isNarrower || wanted.state === 'archived' ? 'danger' : 'primary'} isDisabled={isBusy || (isNarrower && !effect)} onPress={() => void save()}>
            {m.workspaces.doIt}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {told(workspace, wanted, effect, m).map((words) => (
          <p key={words}>{words}</p>
        ))}
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
      </div>
    </DialogFrame>
  )
}
