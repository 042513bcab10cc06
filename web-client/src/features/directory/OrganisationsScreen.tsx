// The organisations of the network, by name, type and region.
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useStore, type OrganisationsQuery } from '../../store'
import { regionName, useText } from '../../text'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import { organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { DirectoryTabs } from './DirectoryTabs'
import { Choice } from './Choice'
import styles from './directory.module.css'
import { useList } from './useList'
import { kindOptions, kindWord, regionOptions } from './words'

export function OrganisationsScreen() {
  const { m, locale } = useText()
  const store = useStore()
  const [query, setQuery] = useState('')
  const [kind, setKind] = useState('')
  const [region, setRegion] = useState('')
  const question = JSON.stringify({ query, ...(kind && { kind }), ...(region && { region }) })
  const { body, refusal } = useList(question, (asked) => store.listOrganisations(JSON.parse(asked) as Partial<OrganisationsQuery>))
  const all = ['', m.who.all] as const
  useEffect(() => {
    document.title = `${m.who.organisations} – ${m.product}`
  }, [m])
  const rows = body?.toSorted((a, b) => organisationName(a.organisation, locale).localeCompare(organisationName(b.organisation, locale), locale))

  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{m.who.directory}</h1>
        <DirectoryTabs />
        <Field label={m.who.searchOrganisations} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        <div className={styles.filters}>
          <Choice label={m.who.kind} value={kind} options={[all, ...kindOptions(m)]} onChange={setKind} />
          <Choice label={m.who.region} value={region} options={[all, ...regionOptions(locale)]} onChange={setRegion} />
        </div>
        <p role="status" className={styles.status}>
          {rows && m.who.foundOrganisations(rows.length)}
        </p>
        {refusal && (
          <p role="alert" className={styles.refused}>
            {refusalWords(refusal, m)}
          </p>
        )}
        {rows?.length === 0 && <p className={styles.card}>{m.who.noneOrganisations}</p>}
        {rows && rows.length > 0 && (
          <ul role="list" className={styles.rows} aria-label={m.who.organisations}>
            {rows.map(({ organisation, members }) => (
              <li key={organisation.id} className={`${styles.row} ${styles.linked}`}>
                <div className={styles.grow}>
                  <Link to="/o/$organisation" params={{ organisation: organisation.id }} className={styles.name}>
                    {organisationName(organisation, locale)}
                  </Link>
                  <p className={styles.soft}>
                    {[kindWord(organisation.kind, m), organisation.region === undefined ? '' : regionName(organisation.region, locale), m.who.membersCount(members)].filter(Boolean).join(' · ')}
                  </p>
                </div>
                {organisation.verified && (
                  <span className={styles.soft} title={m.who.verified}>
                    <Icon name="check" size={18} />
                    <span className="sr-only">{m.who.verified}</span>
                  </span>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
    </main>
  )
}
