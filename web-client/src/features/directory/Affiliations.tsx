// For whom a person speaks, and spoke. The organisation's contact person and administrators confirm and end here.
import { Link } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useSelected, useStore, type AffiliationSpan, type ProfileBody } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { LazyEndMember } from './lazy'
import styles from './directory.module.css'
import { useContactOf } from './useContactOf'

export function Affiliations({ body, onChange }: { body: ProfileBody; onChange: () => void }) {
  const { m } = useText()
  const current = body.affiliations.filter((one) => one.to === undefined)
  const former = body.affiliations.filter((one) => one.to !== undefined)
  if (body.affiliations.length === 0) return null
  return (
    <section className={styles.card}>
      <h2>{m.who.affiliationsOf}</h2>
      <ul role="list">
        {current.map((one) => (
          <Affiliation key={one.organisation} one={one} body={body} onChange={onChange} />
        ))}
      </ul>
      {former.length > 0 && (
        <>
          <h3 className={styles.soft}>{m.who.formerly}</h3>
          <ul role="list">
            {former.map((one) => (
              <Affiliation key={`${one.organisation} ${one.from}`} one={one} body={body} onChange={onChange} />
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

function Affiliation({ one, body, onChange }: { one: AffiliationSpan; body: ProfileBody; onChange: () => void }) {
  const { m, locale, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const organisation = useSelected((state) => state.organisations.get(one.organisation))
  const me = useSelected((state) => state.me?.id)
  const contactOf = useContactOf()
  const [isEnding, setEnding] = useState(false)
  const name = organisationName(organisation, locale)
  const day = (at: string) => format.date(Date.parse(at))
  const of = { member: body.member.id, organisation: one.organisation }
  const mayLead = one.to === undefined && me !== body.member.id && (contactOf.has(one.organisation) || body.account !== undefined)
  const confirm = () => void store.confirmAffiliation(of).then((outcome) => (outcome.ok ? onChange() : announce(refusalWords(outcome.refusal, m))))
  return (
    <li className={styles.line}>
      <div className={styles.grow}>
        <Link to="/o/$organisation" params={{ organisation: one.organisation }} className={styles.name}>
          {name}
        </Link>
        <p className={styles.soft}>
          {[one.title, one.to === undefined ? m.who.since(day(one.from)) : m.who.span(day(one.from), day(one.to))].filter(Boolean).join(' · ')}
        </p>
      </div>
      {one.main && body.affiliations.length > 1 && <span className={styles.mark}>{m.who.main}</span>}
      {one.unverified && (
        <span className={`${styles.mark} ${styles.warn}`} title={m.who.unverifiedHint}>
          {m.who.unverified}
        </span>
      )}
      {mayLead && one.unverified && (
        <Button size="small" look="primary" aria-label={m.who.confirmOf(name)} onPress={confirm}>
          {m.who.confirm}
        </Button>
      )}
      {mayLead && (
        <Button size="small" look="danger" aria-label={m.who.endMemberOf(name)} onPress={() => setEnding(true)}>
          {m.who.endMember}
        </Button>
      )}
      {isEnding && (
        <Suspense>
          <LazyEndMember
            of={of}
            onClose={() => {
              setEnding(false)
              onChange()
            }}
          />
        </Suspense>
      )}
    </li>
  )
}
