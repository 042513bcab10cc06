// The organisations one speaks for: added by oneself and shown as unverified until confirmed; one of them is chosen.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useSelected, useStore, type Ack, type AffiliationSpan, type Outcome, type ProfileBody } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Choice } from './Choice'
import { EndOwn } from './EndOwn'
import styles from './directory.module.css'
import { organisationOptions } from './words'

export function OwnAffiliations({ body, onChange }: { body: ProfileBody; onChange: () => void }) {
  const { m, locale } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const organisations = useSelected((state) => state.organisations)
  const [organisation, setOrganisation] = useState('')
  const [title, setTitle] = useState('')
  const [ending, setEnding] = useState<AffiliationSpan>()
  const current = body.affiliations.filter((one) => one.to === undefined)
  const offered = organisationOptions(organisations, locale).filter(([id]) => !current.some((one) => one.organisation === id))
  const told = (outcome: Outcome<Ack>) => (outcome.ok ? onChange() : announce(refusalWords(outcome.refusal, m)))
  const add = () => {
    void store.addAffiliation(organisation, title).then(told)
    setOrganisation('')
    setTitle('')
  }
  return (
    <section className={styles.card}>
      <h2>{m.who.affiliations}</h2>
      <ul role="list">
        {current.map((one) => (
          <Own
            key={one.organisation}
            one={one}
            onChoose={() => void store.changeAffiliation(one.organisation, { main: true }).then(told)}
            onEnd={() => (closesAccount(body, one) ? setEnding(one) : void store.endAffiliation({ member: body.member.id, organisation: one.organisation }).then(told))}
          />
        ))}
      </ul>
      <div className={styles.pair}>
        <Choice label={m.who.organisation} value={organisation} options={[['', m.who.choose], ...offered]} onChange={setOrganisation} />
        <Field label={m.who.jobTitle} value={title} onChange={(event) => setTitle(event.target.value)} />
        <Button icon="plus" isDisabled={organisation === ''} onPress={add}>
          {m.who.addAffiliation}
        </Button>
      </div>
      {ending && (
        <EndOwn
          of={{ member: body.member.id, organisation: ending.organisation }}
          name={organisationName(organisations.get(ending.organisation), locale)}
          onClose={() => {
            setEnding(undefined)
            onChange()
          }}
        />
      )}
    </section>
  )
}

/** Whether nobody would answer for the person afterwards. Who holds an office keeps the account. */
function closesAccount(body: ProfileBody, one: AffiliationSpan): boolean {
  const confirmed = body.affiliations.filter((each) => each.to === undefined && !each.unverified)
  return body.account?.role === 'member' && confirmed.length === 1 && confirmed[0]?.organisation === one.organisation
}

function Own({ one, onChoose, onEnd }: { one: AffiliationSpan; onChoose: () => void; onEnd: () => void }) {
  const { m, locale } = useText()
  const name = useSelected((state) => organisationName(state.organisations.get(one.organisation), locale))
  return (
    <li className={styles.line}>
      <div className={styles.grow}>
        <Link to="/o/$organisation" params={{ organisation: one.organisation }} className={styles.name}>
          {name}
        </Link>
        <p className={styles.soft}>{one.unverified ? m.who.unverifiedHint : one.title}</p>
      </div>
      {one.main && <span className={styles.mark}>{m.who.main}</span>}
      {one.unverified && <span className={`${styles.mark} ${styles.warn}`}>{m.who.unverified}</span>}
      {!one.main && !one.unverified && (
        <Button size="small" aria-label={m.who.chooseMainOf(name)} onPress={onChoose}>
          {m.who.chooseMain}
        </Button>
      )}
      <Button size="small" aria-label={m.who.endAffiliationOf(name)} onPress={onEnd}>
        {m.who.endAffiliation}
      </Button>
    </li>
  )
}
