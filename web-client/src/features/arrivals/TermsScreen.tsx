// Terms of use and privacy notice, for anybody.
import { useEffect } from 'react'
import { useText } from '../../text'
import { EntranceFrame } from '../entrance/EntranceFrame'
import styles from './arrivals.module.css'
import { TermsText, useTerms } from './TermsText'

export function TermsScreen() {
  const { m } = useText()
  const terms = useTerms()
  useEffect(() => {
    document.title = `${m.arrivals.termsTitle} – ${m.product}`
  }, [m])
  return (
    <EntranceFrame>
      <div className={styles.wide}>
        <h1>{m.arrivals.termsTitle}</h1>
        {terms ? <TermsText terms={terms} /> : <p>{m.loading}</p>}
        <p>
          <a href="/">{m.arrivals.back}</a>
        </p>
      </div>
    </EntranceFrame>
  )
}
