// Both texts in force, in the reader's language; Finnish where a language is missing.
import { useEffect, useState } from 'react'
import { useStore, type TermsBody, type Words } from '../../store'
import { useText, type Locale } from '../../text'
import styles from './arrivals.module.css'
import { Prose } from './Prose'

const spoken = (words: Words, locale: Locale): Locale => (words[locale] ? locale : 'fi')

export function useTerms(): TermsBody | undefined {
  const store = useStore()
  const [terms, setTerms] = useState<TermsBody>()
  useEffect(() => void store.terms().then((outcome) => outcome.ok && setTerms(outcome.value)), [store])
  return terms
}

export function TermsText({ terms }: { terms: TermsBody }) {
  const { m, locale } = useText()
  return (
    <>
      {([['terms', m.arrivals.terms], ['privacy', m.arrivals.privacy]] as const).map(([part, title]) => {
        const language = spoken(terms[part], locale)
        return (
          <section key={part} aria-labelledby={`${part}-title`} className={styles.part}>
            <h2 id={`${part}-title`}>{title}</h2>
            <Prose text={terms[part][language] ?? ''} lang={language} />
          </section>
        )
      })}
      <p className={styles.soft}>{m.arrivals.version(terms.version)}</p>
    </>
  )
}
