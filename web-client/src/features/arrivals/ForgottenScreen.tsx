// A link by mail: to sign in without a password, or to choose a new one. The answer is the same for every address.
import { useEffect, useState } from 'react'
import { useStore, type LetterWanted } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { EntranceFrame } from '../entrance/EntranceFrame'
import entrance from '../entrance/entrance.module.css'
import { refusalWords } from '../people/refusals'
import styles from './arrivals.module.css'
import { isAddress } from './address'

export function ForgottenScreen() {
  const { m } = useText()
  const store = useStore()
  const [email, setEmail] = useState('')
  const [wanted, setWanted] = useState<LetterWanted>('sign_in')
  const [sentTo, setSentTo] = useState<string>()
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${m.arrivals.forgottenTitle} – ${m.product}`
  }, [m])
  const ask = async () => {
    const address = email.trim()
    if (!isAddress(address)) return setRefused(m.arrivals.emailWrong)
    setBusy(true)
    setRefused(undefined)
    const outcome = await store.askLetter({ email: address, wanted })
    setBusy(false)
    if (outcome.ok) setSentTo(address)
    else setRefused(outcome.refusal.code === 'bad_value' ? m.arrivals.emailWrong : refusalWords(outcome.refusal, m))
  }
  return (
    <EntranceFrame>
      <div className={entrance.card}>
        {sentTo !== undefined ? (
          <>
            <h1>{m.arrivals.checkMail}</h1>
            <p role="status">{m.arrivals.asked(sentTo)}</p>
            <p className={styles.soft}>{m.arrivals.notArrived}</p>
          </>
        ) : (
          <>
            <h1>{m.arrivals.forgottenTitle}</h1>
            <form
              noValidate
              className={styles.form}
              onSubmit={(event) => {
                event.preventDefault()
                void ask()
              }}
            >
              <Field label={m.arrivals.email} type="email" autoComplete="username" inputMode="email" value={email} required error={refused} onChange={(event) => setEmail(event.target.value)} />
              <Choices
                label={m.arrivals.wanted}
                name="wanted"
                value={wanted}
                choices={[
                  { value: 'sign_in', name: m.arrivals.wantLink, hint: m.arrivals.wantLinkHint },
                  { value: 'new_password', name: m.arrivals.wantPassword, hint: m.arrivals.wantPasswordHint },
                ]}
                onChange={(value) => setWanted(value === 'new_password' ? 'new_password' : 'sign_in')}
              />
              <Button type="submit" look="primary" wide isDisabled={isBusy}>
                {isBusy ? m.arrivals.sending : m.arrivals.ask}
              </Button>
            </form>
          </>
        )}
        <p>
          <a href="/">{m.arrivals.back}</a>
        </p>
      </div>
    </EntranceFrame>
  )
}
