// Putting new terms in force: both texts in three languages, and a new version that every member is asked to accept once.
import { useEffect, useState } from 'react'
import { useStore, type TermsBody } from '../../store'
import { locales, useText } from '../../text'
import { Button } from '../../ui/Button'
import { refusalWords } from '../people/refusals'
import styles from './arrivals.module.css'

export function PublishSection() {
  const { m } = useText()
  const store = useStore()
  const [terms, setTerms] = useState<TermsBody>()
  const [told, setTold] = useState<{ words: string; isRefusal: boolean }>()
  const [isBusy, setBusy] = useState(false)
  useEffect(() => void store.terms().then((outcome) => outcome.ok && setTerms(outcome.value)), [store])
  if (!terms) return <p className={styles.soft}>{m.loading}</p>
  const publish = async () => {
    setBusy(true)
    const outcome = await store.publishTerms({ after: terms.version, terms: terms.terms, privacy: terms.privacy })
    setBusy(false)
    if (outcome.ok) setTerms({ ...terms, version: terms.version + 1 })
    setTold(outcome.ok ? { words: m.arrivals.published, isRefusal: false } : { words: refusalWords(outcome.refusal, m), isRefusal: true })
  }
  return (
    <div className={styles.part}>
      <p className={styles.soft}>
        {m.arrivals.publishHint} {m.arrivals.version(terms.version)}
      </p>
      {(['terms', 'privacy'] as const).flatMap((part) =>
        locales.map((language) => (
          <label key={`${part}-${language}`} className={styles.field}>
            <span className={styles.label}>
              {m.arrivals[part]} {m.arrivals.languageOf[language]}
            </span>
            <textarea
              lang={language}
              className={`${styles.area} ${styles.tall}`}
              maxLength={8_000}
              value={terms[part][language] ?? ''}
              onChange={(event) => setTerms({ ...terms, [part]: { ...terms[part], [language]: event.target.value } })}
            />
          </label>
        )),
      )}
      {told && (
        <p role={told.isRefusal ? 'alert' : 'status'} className={told.isRefusal ? styles.error : styles.strong}>
          {told.words}
        </p>
      )}
      <div className={styles.buttons}>
        <Button look="primary" isDisabled={isBusy} onPress={() => void publish()}>
          {m.arrivals.publishIt}
        </Button>
      </div>
    </div>
  )
}
