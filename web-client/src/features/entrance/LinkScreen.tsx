// A sign-in link. Opening the address alone signs nobody in: mail scanners open links, too. A first-start link asks for a
// password first.
import { useState } from 'react'
import { useSelected, useStore } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { deviceName } from './device'
import { EntranceFrame } from './EntranceFrame'
import styles from './entrance.module.css'

const SHORTEST_PASSWORD = 12

interface Props {
  token: string
  /** The link was made for the first start: a password is chosen with it. */
  isFirst: boolean
  onDone: () => void
}

export function LinkScreen({ token, isFirst, onDone }: Props) {
  const { m } = useText()
  const store = useStore()
  const isSignedIn = useSelected((state) => state.phase === 'ready' || state.phase === 'opening')
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const isShort = isFirst && password.length < SHORTEST_PASSWORD

  const enter = async () => {
    if (isBusy || isShort) return
    setBusy(true)
    if (isSignedIn) await store.signOut()
    const outcome = await store.signInByLink({ token, device: deviceName(), ...(isFirst && { password }) })
    setBusy(false)
    if (outcome.ok) onDone()
    else setRefused(outcome.refusal.code === 'unavailable' ? m.signIn.unreachable : outcome.refusal.code === 'too_many' ? m.signIn.tooMany : m.signIn.linkBroken)
  }

  return (
    <EntranceFrame>
      <form
        className={styles.card}
        onSubmit={(event) => {
          event.preventDefault()
          void enter()
        }}
      >
        <h1>{m.signIn.linkTitle}</h1>
        <p>{m.signIn.linkExplain}</p>
        {isFirst && (
          <Field label={m.signIn.choosePassword} hint={m.signIn.choosePasswordHint} type="password" autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        )}
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
        {refused === m.signIn.linkBroken && (
          <p>
            <a href="/forgotten">{m.arrivals.sendLink}</a>
          </p>
        )}
        <Button type="submit" look="primary" wide isDisabled={isBusy || isShort}>
          {isBusy ? m.signIn.signingIn : m.signIn.linkContinue}
        </Button>
      </form>
    </EntranceFrame>
  )
}
