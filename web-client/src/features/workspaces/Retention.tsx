// For how long a workspace keeps talk. How much would go is counted before it is saved.
import { useState } from 'react'
import { useStore, type WorkspaceEffect } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import type { Part } from './SettingsScreen'
import styles from './workspaces.module.css'

export function Retention({ card, onSaved }: Part) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const { workspace } = card
  const was = workspace.retention_days ?? 0
  const [line, setLine] = useState(String(was))
  const [effect, setEffect] = useState<WorkspaceEffect>()
  const [isBusy, setBusy] = useState(false)
  const days = /^\d{1,5}$/.test(line.trim()) ? Number(line) : undefined

  const count = async () => {
    if (days === undefined || isBusy) return
    setBusy(true)
    const outcome = await store.workspaceEffect(workspace.id, { retention_days: days })
    setBusy(false)
    if (outcome.ok) setEffect(outcome.value)
    else announce(refusalWords(outcome.refusal, m))
  }
  const save = async () => {
    if (days === undefined) return
    setBusy(true)
    const outcome = await store.configureWorkspace(workspace.id, { retention_days: days })
    setBusy(false)
    setEffect(undefined)
    announce(outcome.ok ? m.workspaces.saved : refusalWords(outcome.refusal, m))
    if (outcome.ok) onSaved()
  }

  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault()
        void count()
      }}
    >
      <h2>{m.workspaces.retention}</h2>
      <p className={styles.soft}>{m.workspaces.retentionHint}</p>
      <div className={styles.days}>
        <Field label={m.workspaces.days} inputMode="numeric" value={line} error={days === undefined ? m.refusals.bad_value : undefined} onChange={(event) => setLine(event.target.value)} />
        <Button type="submit" isDisabled={days === undefined || days === was || isBusy}>
          {m.workspaces.countThem}
        </Button>
      </div>
      {effect && (
        <DialogFrame
          title={m.workspaces.retentionTitle}
          closeLabel={m.close}
          size="small"
          alert
          onClose={() => setEffect(undefined)}
          foot={
            <>
              <Button onPress={() => setEffect(undefined)}>{m.cancel}</Button>
              <Button look={effect.messages > 0 ? 'danger' : 'primary'} isDisabled={isBusy} onPress={() => void save()}>
                {m.workspaces.doIt}
              </Button>
            </>
          }
        >
          <div className={styles.form}>
            {days === 0 ? (
              <p>{m.workspaces.keepAll}</p>
            ) : (
              <>
                <p className={styles.strong}>{m.workspaces.wouldGo(effect.messages)}</p>
                {effect.topics > 0 && <p>{m.workspaces.topicsGo(effect.topics)}</p>}
                <p>{m.workspaces.goneForGood}</p>
              </>
            )}
          </div>
        </DialogFrame>
      )}
    </form>
  )
}
