// An organisation's page: what it is, its parts, its contact persons and its people. Its contact person confirms those who
// say that they speak for it, and ends the membership of those who have left.
import { Link } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type OrganisationBody, type OrganisationId, type Refusal } from '../../store'
import { regionName, useText } from '../../text'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { MemberLine } from '../people/MemberLine'
import { organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { NotFound } from '../places/NotFound'
import { LazyEditOrganisation } from './lazy'
import { OrganisationPeople } from './OrganisationPeople'
import styles from './directory.module.css'
import { kindWord } from './words'

export function OrganisationScreen({ id }: { id: OrganisationId }) {
  const { m, locale } = useText()
  const store = useStore()
  const [answer, setAnswer] = useState<{ body?: OrganisationBody; refusal?: Refusal }>({})
  const version = useSelected((state) => state.organisations.get(id)?.version)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const again = useCallback(
    () => void store.readOrganisation(id).then((outcome) => setAnswer((former) => (outcome.ok ? { body: outcome.value } : { ...former, refusal: outcome.refusal }))),
    [store, id],
  )
  useEffect(again, [again, version, isLive])
  const { body, refusal } = answer
  const name = body ? organisationName(body.organisation, locale) : m.who.organisation
  useEffect(() => {
    document.title = `${name} – ${m.product}`
  }, [m, name])
  if (!body && refusal?.code === 'not_found') return <NotFound />
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        {!body && (refusal ? <p role="alert" className={styles.refused}>{refusalWords(refusal, m)}</p> : <p className={styles.soft}>{m.loading}</p>)}
        {body && (
          <>
            <Head body={body} name={name} onChange={again} />
            <About body={body} />
            <section className={styles.card}>
              <h2>{m.who.contacts}</h2>
              {body.contacts.length === 0 && <p className={styles.soft}>{m.who.noContacts}</p>}
              <ul role="list">
                {body.contacts.map((one) => (
                  <li key={one.id}>
                    <MemberLine id={one.id} note={one.title} />
                  </li>
                ))}
              </ul>
            </section>
            <OrganisationPeople body={body} onChange={again} />
          </>
        )}
      </div>
    </main>
  )
}

function Head({ body, name, onChange }: { body: OrganisationBody; name: string; onChange: () => void }) {
  const { m, locale } = useText()
  const [isEditing, setEditing] = useState(false)
  const { organisation } = body
  return (
    <div className={styles.head}>
      <div className={styles.grow}>
        <h1>{name}</h1>
        <p className={styles.soft}>{[kindWord(organisation.kind, m), organisation.region === undefined ? '' : regionName(organisation.region, locale)].filter(Boolean).join(' · ')}</p>
        <p className={styles.chips}>
          {organisation.verified && (
            <span className={styles.chip}>
              <Icon name="check" size={14} /> {m.who.verified}
            </span>
          )}
          {organisation.coordinator && <span className={styles.mark}>{m.who.coordinator}</span>}
        </p>
      </div>
      {(body.is_contact || body.may_administer) && (
        <Button icon="pencil" onPress={() => setEditing(true)}>
          {m.who.editOrganisation}
        </Button>
      )}
      {isEditing && (
        <Suspense>
          <LazyEditOrganisation
            body={body}
            onClose={() => {
              setEditing(false)
              onChange()
            }}
          />
        </Suspense>
      )}
    </div>
  )
}

function About({ body }: { body: OrganisationBody }) {
  const { m, locale } = useText()
  const organisations = useSelected((state) => state.organisations)
  const { organisation, about, parts } = body
  const words = about[locale] || about.fi
  const link = (id: OrganisationId) => (
    <Link to="/o/$organisation" params={{ organisation: id }}>
      {organisationName(organisations.get(id), locale)}
    </Link>
  )
  if (words === '' && organisation.parent === undefined && parts.length === 0 && body.business_id === undefined && body.domains.length === 0) return null
  return (
    <section className={styles.card} aria-label={m.who.organisation}>
      {words !== '' && <p className={styles.prose}>{words}</p>}
      <dl className={styles.facts}>
        {organisation.parent !== undefined && (
          <div>
            <dt>{m.who.partOf}</dt>
            <dd>{link(organisation.parent)}</dd>
          </div>
        )}
        {parts.length > 0 && (
          <div>
            <dt>{m.who.parts}</dt>
            <dd>
              {parts.map((id, at) => (
                <span key={id}>
                  {at > 0 && ', '}
                  {link(id)}
                </span>
              ))}
            </dd>
          </div>
        )}
        {body.business_id !== undefined && (
          <div>
            <dt>{m.who.businessId}</dt>
            <dd>{body.business_id}</dd>
          </div>
        )}
        {body.domains.length > 0 && (
          <div>
            <dt>{m.who.domains}</dt>
            <dd>{body.domains.join(', ')}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}
