// Organisations: what they are called, whether they are verified, which addresses belong to them.
import { Link } from '@tanstack/react-router'
import { Suspense, useCallback, useState } from 'react'
import { useStore, type AdminOrganisation } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { LazyEditOrganisation } from '../directory/lazy'
import styles from './lists.module.css'
import { Answered, Facts, PageEnd, Word } from './parts'
import { useAnswer } from './useAnswer'
import { useOnly } from './useOnly'

export function OrganisationsSection() {
  const { m } = useText()
  const store = useStore()
  const [query, setQuery] = useState('')
  const [isOnlyUnverified, setOnlyUnverified] = useState(useOnly() === 'unverified')
  const asked = useAnswer(useCallback(() => store.adminOrganisations(), [store]))
  const [isNew, setNew] = useState(false)
  const words = m.admin.organisations
  const fits = (one: AdminOrganisation) =>
    (!isOnlyUnverified || !one.verified) &&
    `${one.name.fi} ${one.name.sv ?? ''} ${one.name.en ?? ''} ${one.domains.join(' ')}`.toLowerCase().includes(query.trim().toLowerCase())
  return (
    <>
      <div className={styles.filters}>
        <Field label={words.search} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        <label className={styles.check}>
          <input type="checkbox" checked={isOnlyUnverified} onChange={(event) => setOnlyUnverified(event.target.checked)} />
          {words.onlyUnverified}
        </label>
        <Button icon="plus" onPress={() => setNew(true)}>
          {m.who.newOrganisation}
        </Button>
      </div>
      {isNew && (
        <Suspense>
          <LazyEditOrganisation
            onClose={() => {
              setNew(false)
              asked.again()
            }}
          />
        </Suspense>
      )}
      <Answered asked={asked}>
        {(all) => {
          const found = all.filter(fits)
          return (
            <>
              <ul role="list" className={styles.rows}>
                {found.map((one) => (
                  <Organisation key={one.id} organisation={one} />
                ))}
              </ul>
              <PageEnd total={found.length} hasMore={false} isBusy={false} onMore={() => {}} />
            </>
          )
        }}
      </Answered>
    </>
  )
}

function Organisation({ organisation }: { organisation: AdminOrganisation }) {
  const { m, locale } = useText()
  const words = m.admin.organisations
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <div className={styles.name}>
          <Link to="/o/$organisation" params={{ organisation: organisation.id }} className={styles.strong}>
            {organisation.name[locale] || organisation.name.fi}
          </Link>
          <Facts of={[words.members(organisation.members), organisation.domains.join(', ') || words.noDomains]} />
        </div>
        {organisation.coordinator && <Word>{words.coordinator}</Word>}
        {organisation.verified ? <Word look="good">{words.verified}</Word> : <Word look="warning">{words.unverified}</Word>}
      </div>
    </li>
  )
}
