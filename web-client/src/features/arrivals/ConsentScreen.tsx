// Terms that wait for one's consent: read, accept, go on. Asked once for each version.
import { useEffect, useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { EntranceFrame } from '../entrance/EntranceFrame'
import { refusalWords } from '../people/refusals'
import styles from './arrivals.module.css'
import { TermsText, useTerms } from './TermsText'

export function ConsentScreen({ version }: { version: number }) {
  const { m } = useText()
  const store = useStore()
  const terms = useTerms()
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${m.arrivals.consentTitle} – ${m.product}`
  }, [m])
  const accept = async () => {
    setBusy(true)
    const outcome = await store.acceptTerms(version)
    setBusy(false)
    if (!outcome.ok) setRefused(refusalWords(outcome.refusal, m))
  }
  return (
    <EntranceFrame>
      <div className={styles.wide}>
        <h1>{m.arrivals.consentTitle}</h1>
        <p>{m.arrivals.consentLead}</p>
        {terms ? <TermsText terms={terms} /> : <p>{m.loading}</p>}
        {refused !== undefined && (
          <p role="alert" className={styles.error}>
            {refused}
          </p>
        )}
        <div className={styles.buttons}>
          <Button look="primary" isDisabled={isBusy || !terms} onPress={() => void accept()}>
            {m.arrivals.accept}
          </Button>
          <Button onPress={() => void store.signOut()}>{m.signIn.signOut}</Button>
        </div>
      </div>
    </EntranceFrame>
  )
}
