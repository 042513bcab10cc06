// The directory: people whom everybody finds, by words and filters, a page at a time. Whoever is not discoverable
// is neither here nor counted.
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useSelected, useStore, type DirectoryEntry, type DirectoryPage, type DirectoryQuery } from '../../store'
import { regionName, useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { mainOrganisation, memberName, organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Face } from '../people/Face'
import { DirectoryTabs } from './DirectoryTabs'
import { Choice } from './Choice'
import styles from './directory.module.css'
import type { DirectorySearch } from './search'
import { useCompetences, type Competences } from './useCompetences'
import { useList } from './useList'
import { kindOptions, languageOptions, organisationOptions, regionOptions } from './words'

const CHIPS = 3

export function DirectoryScreen() {
  const { m, locale } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const search: DirectorySearch = useSearch({ strict: false })
  const competences = useCompetences()
  const [words, setWords] = useState(search.q ?? '')
  const { q, ...filters } = search
  const query = { ...filters, query: q ?? '', order: locale === 'sv' ? 'sv' : 'fi' }
  const question = JSON.stringify(query)
  const ask = (asked: string) => store.readDirectory(JSON.parse(asked) as Partial<DirectoryQuery>)
  const { body, refusal } = useList(question, ask)
  useEffect(() => {
    document.title = `${m.who.directory} – ${m.product}`
  }, [m])

  const set = (change: DirectorySearch) => {
    const kept = Object.entries({ ...search, ...change }).filter(([, value]) => value !== '' && value !== undefined)
    void navigate({ to: '/directory', search: Object.fromEntries(kept), replace: true })
  }
  const clear = () => {
    setWords('')
    void navigate({ to: '/directory', search: {}, replace: true })
  }

  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{m.who.directory}</h1>
        <DirectoryTabs />
        <Field
          label={m.who.search}
          type="search"
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            set({ q: event.target.value })
          }}
        />
        <Filters search={search} competences={competences} onChange={set} />
        <div className={styles.status}>
          <p role="status">{body?.total !== undefined && m.who.found(body.total)}</p>
          {Object.keys(search).length > 0 && (
            <Button size="small" look="quiet" onPress={clear}>
              {m.who.clear}
            </Button>
          )}
        </div>
        {refusal && (
          <p role="alert" className={styles.refused}>
            {refusalWords(refusal, m)}
          </p>
        )}
        {body?.people.length === 0 && <p className={styles.card}>{m.who.none}</p>}
        {body && body.people.length > 0 && <Pages key={question} first={body} query={query} competences={competences} />}
      </div>
    </main>
  )
}

function Filters({ search, competences, onChange }: { search: DirectorySearch; competences: Competences; onChange: (change: DirectorySearch) => void }) {
  const { m, locale } = useText()
  const organisations = useSelected((state) => state.organisations)
  const { q: _, ...filters } = search
  const used = Object.keys(filters).length
  const all = ['', m.who.all] as const
  const asFilters = [
    ['competence', m.who.competence, competences.all.map((one) => [one.slug, competences.nameOf(one.slug)] as const)],
    ['kind', m.who.kind, kindOptions(m)],
    ['organisation', m.who.organisation, organisationOptions(organisations, locale)],
    ['region', m.who.region, regionOptions(locale)],
    ['language', m.who.language, languageOptions(locale)],
  ] as const
  return (
    <details className={styles.folded} open={used > 0 || undefined}>
      <summary>
        <Icon name="down" size={18} />
        {m.who.filters}
        {used > 0 && <span className={styles.chip}>{m.who.filtersOn(used)}</span>}
      </summary>
      <div className={styles.filters}>
        {asFilters.map(([key, label, options]) => (
          <Choice key={key} label={label} value={search[key] ?? ''} options={[all, ...options]} onChange={(value) => onChange({ [key]: value })} />
        ))}
      </div>
    </details>
  )
}

/** The first page as it came, and those that were asked for after it. */
function Pages({ first, query, competences }: { first: DirectoryPage; query: Partial<DirectoryQuery>; competences: Competences }) {
  const { m } = useText()
  const store = useStore()
  const [more, setMore] = useState<readonly DirectoryPage[]>([])
  const { next } = more.at(-1) ?? first
  const load = () => void store.readDirectory({ ...query, ...(next !== undefined && { after: next }) }).then((outcome) => outcome.ok && setMore((pages) => [...pages, outcome.value]))
  return (
    <>
      <ul role="list" className={styles.rows} aria-label={m.who.people}>
        {[first, ...more].flatMap((page) => page.people).map((entry) => (
          <Entry key={entry.member.id} entry={entry} competences={competences} />
        ))}
      </ul>
      {next !== undefined && <Button onPress={load}>{m.who.nextPage}</Button>}
    </>
  )
}

function Entry({ entry, competences }: { entry: DirectoryEntry; competences: Competences }) {
  const { m, locale } = useText()
  const member = useSelected((state) => state.members.get(entry.member.id)) ?? entry.member
  const organisation = useSelected((state) => mainOrganisation(state, member))
  const facts = [member.title, organisationName(organisation, locale), member.region === undefined ? '' : regionName(member.region, locale)]
  return (
    <li className={`${styles.row} ${styles.linked}`}>
      <Face id={member.id} member={member} />
      <div className={styles.grow}>
        <Link to="/p/$member" params={{ member: member.id }} className={styles.name}>
          {memberName(member, m)}
        </Link>
        <p className={styles.soft}>{facts.filter(Boolean).join(' · ')}</p>
        {entry.competences.length > 0 && (
          <ul role="list" className={styles.chips} aria-label={m.who.competences}>
            {entry.competences.slice(0, CHIPS).map((one) => (
              <li key={one.competence} className={styles.chip}>
                {competences.nameOf(one.competence)}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}
