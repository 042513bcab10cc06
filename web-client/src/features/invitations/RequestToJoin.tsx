// On the card of a workspace that is open by request: ask, see how it stands, take it back.
import { Suspense, useState } from 'react'
import { useSelected, useStore, type WorkspaceView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { LazyDialog } from '../lazy'
import { refusalWords } from '../people/refusals'
import styles from './invitations.module.css'

const WORDS = 500

export function RequestToJoin({ workspace }: { workspace: WorkspaceView }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const state = useSelected((all) => all.comingIn.requests.get(workspace.id))
  const [isOpen, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const ask = async () => {
    if (isBusy) return
    setBusy(true)
    const got = await store.requestToJoin(workspace.id, words.trim())
    setBusy(false)
    if (!got.ok) return setRefused(refusalWords(got.refusal, m))
    setOpen(false)
    announce(m.requests.sent)
  }
  const cancel = () => void store.cancelRequest(workspace.id).then((got) => announce(got.ok ? m.requests.cancelled : refusalWords(got.refusal, m)))

  if (state === 'waiting')
    return (
      <div className={styles.own}>
        <span className={styles.waits}>{m.requests.isWaiting}</span>
        <Button size="small" look="quiet" aria-label={m.requests.cancelOf(workspace.name)} onPress={cancel}>
          {m.requests.cancel}
        </Button>
      </div>
    )
  return (
    <div className={styles.own}>
      {state === 'refused' && <span className={styles.soft}>{m.requests.isRefused}</span>}
      <Button look={state === 'refused' ? 'plain' : 'primary'} size="small" onPress={() => setOpen(true)}>
        {state === 'refused' ? m.requests.again : m.requests.ask}
        <span className="sr-only">: {workspace.name}</span>
      </Button>
      {isOpen && (
        <Suspense>
          <LazyDialog
            title={m.requests.askTitle(workspace.name)}
            closeLabel={m.close}
            onClose={() => setOpen(false)}
            foot={
              <>
                <Button onPress={() => setOpen(false)}>{m.cancel}</Button>
                <Button look="primary" isDisabled={isBusy} onPress={() => void ask()}>
                  {m.requests.send}
                </Button>
              </>
            }
          >
            <label className={styles.words}>
              <span className={styles.strong}>{m.requests.words}</span>
              <span className={styles.soft}>{m.requests.wordsHint}</span>
              <textarea rows={4} maxLength={WORDS} value={words} onChange={(event) => setWords(event.target.value)} />
            </label>
            {refused !== undefined && (
              <p role="alert" className={styles.refused}>
                {refused}
              </p>
            )}
          </LazyDialog>
        </Suspense>
      )}
    </div>
  )
}
