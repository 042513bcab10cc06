// Where a moving code leads: asks once whose session it brings, and signs this device in.
import { useEffect, useState } from 'react'
import { useSelected, useStore } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { deviceName } from '../entrance/device'
import { EntranceFrame } from '../entrance/EntranceFrame'
import { refusalWords } from '../people/refusals'
import styles from './invitations.module.css'

export function MoveScreen({ token, onDone }: { token: string; onDone: () => void }) {
  const { m } = useText()
  const store = useStore()
  const isSignedIn = useSelected((state) => state.phase === 'ready' || state.phase === 'opening')
  const [name, setName] = useState<string>()
  const [broken, setBroken] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${m.moving.hereTitle} – ${m.product}`
    void store.lookMove(token).then((got) => {
      if (got.ok) setName(got.value.name)
      else setBroken(got.refusal.code === 'not_found' ? m.moving.broken : refusalWords(got.refusal, m))
    })
  }, [store, token, m])

  const enter = async () => {
    if (isBusy) return
    setBusy(true)
    if (isSignedIn) await store.signOut()
    const got = await store.signInByMove({ token, device: deviceName() })
    setBusy(false)
    if (got.ok) onDone()
    else setBroken(got.refusal.code === 'not_found' ? m.moving.broken : refusalWords(got.refusal, m))
  }

  return (
    <EntranceFrame>
      <div className={styles.landing}>
        <h1>{m.moving.hereTitle}</h1>
        {broken !== undefined && (
          <p role="alert" className={styles.refused}>
            {broken}
          </p>
        )}
        {broken === undefined && name === undefined && <p>{m.moving.look}</p>}
        {broken === undefined && name !== undefined && (
          <>
            <p>{m.moving.here(name)}</p>
            <p className={styles.soft}>{m.moving.hereHint}</p>
            <Button look="primary" wide isDisabled={isBusy} onPress={() => void enter()}>
              {isBusy ? m.signIn.signingIn : m.moving.signIn}
            </Button>
          </>
        )}
      </div>
    </EntranceFrame>
  )
}
