// Keeping the query at hand: a name, and whether one wants to hear of what is new for it.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { findingWords } from '../../text/finding'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { refusalWords } from '../people/refusals'
import { saveSearch } from './asking'
import styles from './search.module.css'

export function SaveSearch({ query }: { query: string }) {
  const { m, locale } = useText()
  const w = findingWords(locale).saved
  const store = useStore()
  const announce = useAnnounce()
  const [name, setName] = useState<string>()
  const [isFollowed, follow] = useState(true)
  const [error, setError] = useState<string>()
  if (name === undefined)
    return (
      <div className={styles.tools}>
        <Button size="small" icon="plus" onPress={() => setName(query.slice(0, 80))}>
          {w.save}
        </Button>
        <Link to="/searches" className={styles.chip}>
          {w.all}
        </Link>
      </div>
    )
  const save = () =>
    void saveSearch(store, { name: name.trim(), query, followed: isFollowed }).then((outcome) => {
      if (!outcome.ok) return setError(refusalWords(outcome.refusal, m))
      announce(w.saved(name.trim()))
      setName(undefined)
    })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field label={w.name} value={name} maxLength={80} required autoFocus error={error} onChange={(event) => setName(event.target.value)} />
      <label className={styles.check}>
        <input type="checkbox" checked={isFollowed} onChange={(event) => follow(event.target.checked)} />
        {w.follow}
      </label>
      <div className={styles.tools}>
        <Button type="submit" look="primary" isDisabled={name.trim() === ''}>
          {w.save}
        </Button>
        <Button look="quiet" onPress={() => setName(undefined)}>
          {w.cancel}
        </Button>
      </div>
    </form>
  )
}
