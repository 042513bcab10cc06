// Search: one box, and what answers it. The address is the query, so it can be kept and passed on; everybody sees
// their own answer to it.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useStore, type SearchBody } from '../../store'
import { useText } from '../../text'
import { findingWords } from '../../text/finding'
import { Button } from '../../ui/Button'
import { useList } from '../directory/useList'
import { refusalWords } from '../people/refusals'
import { Hit } from './Hit'
import { Named } from './Named'
import { SaveSearch } from './SaveSearch'
import { SearchBox } from './SearchBox'
import styles from './search.module.css'

export function SearchScreen() {
  const { m } = useText()
  const text = m.search
  const navigate = useNavigate()
  const store = useStore()
  const { q = '' }: { q?: string } = useSearch({ strict: false })
  const [words, setWords] = useState(q)
  const { body, refusal } = useList(q, (query) => store.search(query, 0))
  useEffect(() => {
    document.title = `${q === '' ? text.title : `${q} – ${text.title}`} – ${m.product}`
  }, [q, m, text])

  const ask = (typed: string) => {
    setWords(typed)
    void navigate({ to: '/search', search: typed === '' ? {} : { q: typed }, replace: true })
  }
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{text.title}</h1>
        <SearchBox value={words} onChange={ask} />
        {refusal && (
          <p role="alert" className={styles.note}>
            {refusalWords(refusal, m)}
          </p>
        )}
        {q.trim() === '' ? <Start /> : body && <Answer key={q} query={q} first={body} onExact={ask} />}
      </div>
    </main>
  )
}

function Start() {
  const { m, locale } = useText()
  const w = findingWords(locale)
  return (
    <>
      <section className={styles.card}>
        <h2>{m.search.startTitle}</h2>
        <ul>
          {m.search.startHints.map((hint) => (
            <li key={hint}>{hint}</li>
          ))}
        </ul>
      </section>
      <section className={styles.card}>
        <h2>{m.search.narrow}</h2>
        <dl className={styles.filters}>
          {w.box.filters.map((filter) => (
            <div key={filter.name}>
              <dt>{filter.name}:</dt>
              <dd className={styles.soft}>{filter.says}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Link to="/searches" className={styles.chip}>
        {w.saved.all}
      </Link>
    </>
  )
}

function Answer({ query, first, onExact }: { query: string; first: SearchBody; onExact: (query: string) => void }) {
  const { m } = useText()
  const store = useStore()
  const [more, setMore] = useState<readonly SearchBody[]>([])
  const hits = [first, ...more].flatMap((body) => body.hits)
  const members = [first, ...more].flatMap((body) => body.members)
  const load = () =>
    void store.search(query, hits.length).then((outcome) => outcome.ok && setMore((bodies) => [...bodies, outcome.value]))
  const text = m.search
  return (
    <>
      <div role="status" className={styles.told}>
        <p>{first.is_over ? text.over : text.found(first.total)}</p>
        {first.searched.length > 0 && <p className={styles.soft}>{text.searched(first.searched.map((word) => word.bases.join(' / ')).join(', '))}</p>}
        {first.repairs.map((repair) => (
          <p key={repair.typed} className={styles.note}>
            {text.repaired(repair.typed, repair.meant)}{' '}
            <Button size="small" look="quiet" onPress={() => onExact(query.replace(repair.typed, `"${repair.typed}"`))}>
              {text.exactly(repair.typed)}
            </Button>
          </p>
        ))}
        {first.unknown.map((value) => (
          <p key={value} className={styles.note}>
            {text.unknown(value)}
          </p>
        ))}
        {first.is_recent && <p className={styles.note}>{text.recent}</p>}
        {first.is_degraded && <p className={styles.note}>{text.degraded}</p>}
      </div>
      <SaveSearch key={query} query={query} />
      {first.named.length > 0 && <Named things={first.named} />}
      {hits.length === 0 && first.named.length === 0 && <None />}
      {hits.length > 0 && (
        <ol role="list" className={styles.hits} aria-label={text.results}>
          {hits.map((hit) => (
            <Hit key={hit.message ?? hit.item} hit={hit} author={members.find((member) => member.id === hit.author)} />
          ))}
        </ol>
      )}
      {hits.length < first.total && <Button onPress={load}>{text.nextPage}</Button>}
    </>
  )
}

function None() {
  const { m } = useText()
  return (
    <section className={styles.card}>
      <h2>{m.search.none}</h2>
      <ul>
        {m.search.noneHints.map((hint) => (
          <li key={hint}>{hint}</li>
        ))}
      </ul>
    </section>
  )
}
