// Asking for a second factor. There is none yet, so this shuts the workspace, and says so twice.
import { useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import type { Part } from './SettingsScreen'
import styles from './workspaces.module.css'

export function StepUp({ card, onSaved }: Part) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [isAsked, ask] = useState(false)
  const shut = async () => {
    const outcome = await store.configureWorkspace(card.workspace.id, { step_up: true })
    ask(false)
    announce(outcome.ok ? m.workspaces.saved : refusalWords(outcome.refusal, m))
    if (outcome.ok) onSaved()
  }
  return (
    <section className={styles.card}>
      <h2>{m.workspaces.stepUp}</h2>
      <p className={styles.soft}>{m.workspaces.stepUpHint}</p>
      <div>
        <Button icon="lock" onPress={() => ask(true)}>
          {m.workspaces.stepUpAsk}
        </Button>
      </div>
      {isAsked && (
        <DialogFrame
          title={m.workspaces.stepUpTitle}
          closeLabel={m.close}
          size="small"
          alert
          onClose={() => ask(false)}
          foot={
            <>
              <Button onPress={() => ask(false)}>{m.cancel}</Button>
              <Button look="danger" onPress={() => void shut()}>
                {m.workspaces.stepUpDo}
              </Button>
            </>
          }
        >
          <p>{m.workspaces.stepUpExplain}</p>
        </DialogFrame>
      )}
    </section>
  )
}
