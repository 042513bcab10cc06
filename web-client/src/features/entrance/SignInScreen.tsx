// Signing in by e-mail and password.
import { useState } from 'react'
import { useSelected, useStore, type Refusal } from '../../store'
import { useText, type Messages } from '../../text'
import { Bar } from '../../ui/Bar'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { deviceName } from './device'
import { EntranceFrame } from './EntranceFrame'
import styles from './entrance.module.css'

export function signInWords(refusal: Refusal, m: Messages): string {
  if (refusal.code === 'bad_credentials' || refusal.code === 'not_found') return m.signIn.wrong
  if (refusal.code === 'too_many') return m.signIn.tooMany
  if (refusal.code === 'unavailable' && refusal.request_id === '') return m.signIn.unreachable
  return m.refusals[refusal.code]
}

export function SignInForm() {
  const { m } = useText()
  const store = useStore()
  const hasEnded = useSelected((state) => state.signedOutBecause === 'session_ended')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const signIn = async () => {
    if (isBusy || email.trim() === '' || password === '') return
    setBusy(true)
    setRefused(undefined)
    const outcome = await store.signIn({ email: email.trim(), password, device: deviceName() })
    setBusy(false)
    if (!outcome.ok) setRefused(signInWords(outcome.refusal, m))
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void signIn()
      }}
    >
      {hasEnded && (
        <Bar icon="info" live>
          {m.connection.signedOut}
        </Bar>
      )}
      <Field label={m.signIn.email} type="email" name="email" autoComplete="username" inputMode="email" value={email} required onChange={(event) => setEmail(event.target.value)} />
      <Field label={m.signIn.password} type="password" name="password" autoComplete="current-password" value={password} required error={refused} onChange={(event) => setPassword(event.target.value)} />
      <Button type="submit" look="primary" wide isDisabled={isBusy}>
        {isBusy ? m.signIn.signingIn : m.signIn.submit}
      </Button>
      <p className={styles.soft}>
        {m.arrivals.noPassword} <a href="/forgotten">{m.arrivals.sendLink}</a>
      </p>
      <p className={styles.soft}>
        <a href="/register">{m.arrivals.register}</a> · <a href="/terms">{m.arrivals.termsTitle}</a>
      </p>
    </form>
  )
}

export function SignInScreen() {
  const { m } = useText()
  return (
    <EntranceFrame>
      <div className={styles.card}>
        <h1>{m.signIn.title}</h1>
        <SignInForm />
      </div>
    </EntranceFrame>
  )
}
