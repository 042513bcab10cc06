// One's saved searches: open, follow, rename, remove.
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useSelected, useStore, type Ack, type Outcome, type SavedSearch } from '../../store'
import { useText } from '../../text'
import { findingWords } from '../../text/finding'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { useList } from '../directory/useList'
import { refusalWords } from '../people/refusals'
import { changeSearch, readSearches, removeSearch } from './asking'
import styles from './search.module.css'

export function SearchesScreen() {
  const { m, locale } = useText()
  const w = findingWords(locale).saved
  const store = useStore()
  const stirred = useSelected((state) => state.stirred)
  const { body, refusal } = useList(String(stirred), () => readSearches(store))
  useEffect(() => {
    document.title = `${w.title} – ${m.product}`
  }, [m, w])
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{w.title}</h1>
        <p className={styles.soft}>{w.lead}</p>
        {refusal && (
          <p role="alert" className={styles.note}>
            {refusalWords(refusal, m)}
          </p>
        )}
        {body?.searches.length === 0 && (
          <section className={styles.card}>
            <h2>{w.nothing}</h2>
            <p>{w.nothingHint}</p>
          </section>
        )}
        {body && body.searches.length > 0 && (
          <ul role="list" className={styles.hits} aria-label={w.title}>
            {body.searches.map((search) => (
              <Saved key={search.id} search={search} />
            ))}
          </ul>
        )}
        <Link to="/search" className={styles.chip}>
          {w.toSearch}
        </Link>
      </div>
    </main>
  )
}

function Saved({ search }: { search: SavedSearch }) {
  const { m, locale } = useText()
  const w = findingWords(locale).saved
  const store = useStore()
  const announce = useAnnounce()
  const [name, setName] = useState<string>()
  const told = (outcome: Outcome<Ack>, said?: string) => announce(outcome.ok ? (said ?? w.saved(name ?? search.name)) : refusalWords(outcome.refusal, m))
  const rename = (to: string) =>
    void changeSearch(store, { search: search.id, name: to }).then((outcome) => {
      told(outcome)
      if (outcome.ok) setName(undefined)
    })
  return (
    <li className={styles.savedRow}>
      {name === undefined ? (
        <Link to="/search" search={{ q: search.query }}>
          <strong>{search.name}</strong>
        </Link>
      ) : (
        <form
          className={styles.tools}
          onSubmit={(event) => {
            event.preventDefault()
            rename(name.trim())
          }}
        >
          <Field label={w.name} value={name} maxLength={80} required autoFocus onChange={(event) => setName(event.target.value)} />
          <Button type="submit" size="small" isDisabled={name.trim() === ''}>
            {w.done}
          </Button>
          <Button size="small" look="quiet" onPress={() => setName(undefined)}>
            {w.cancel}
          </Button>
        </form>
      )}
      <span className={styles.soft}>{search.query}</span>
      <div className={styles.tools}>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={search.followed}
            aria-label={w.followOf(search.name)}
            onChange={(event) => void changeSearch(store, { search: search.id, followed: event.target.checked }).then((outcome) => told(outcome, w.saved(search.name)))}
          />
          {search.followed ? w.followed : w.notFollowed}
        </label>
        {name === undefined && (
          <Button size="small" look="quiet" aria-label={w.renameOf(search.name)} onPress={() => setName(search.name)}>
            {w.rename}
          </Button>
        )}
        <Button size="small" look="quiet" aria-label={w.removeOf(search.name)} onPress={() => void removeSearch(store, search.id).then((outcome) => told(outcome, w.removed(search.name)))}>
          {w.remove}
        </Button>
      </div>
    </li>
  )
}
