// The people of an organisation whom the reader may know of, and what its contact person and administrators do with them.
import { Suspense, useState } from 'react'
import { useSelected, useStore, type Ack, type MemberView, type OrganisationBody, type Outcome } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { MemberLine } from '../people/MemberLine'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { LazyEndMember } from './lazy'
import styles from './directory.module.css'

export function OrganisationPeople({ body, onChange }: { body: OrganisationBody; onChange: () => void }) {
  const { m } = useText()
  const waiting = body.members.filter((one) => body.unverified.includes(one.id))
  const others = body.members.filter((one) => !body.unverified.includes(one.id))
  return (
    <>
      {waiting.length > 0 && (
        <section className={styles.card}>
          <h2>{m.who.waiting}</h2>
          <ul role="list">
            {waiting.map((one) => (
              <OfOrganisation key={one.id} member={one} body={body} onChange={onChange} />
            ))}
          </ul>
        </section>
      )}
      <section className={styles.card}>
        <h2>
          {m.who.members} ({others.length})
        </h2>
        {others.length === 0 && <p className={styles.soft}>{m.who.noMembers}</p>}
        <ul role="list">
          {others.map((one) => (
            <OfOrganisation key={one.id} member={one} body={body} onChange={onChange} />
          ))}
        </ul>
      </section>
    </>
  )
}

function OfOrganisation({ member, body, onChange }: { member: MemberView; body: OrganisationBody; onChange: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me?.id)
  const [isEnding, setEnding] = useState(false)
  const of = { member: member.id, organisation: body.organisation.id }
  const name = memberName(member, m)
  const isWaiting = body.unverified.includes(member.id)
  const isContact = body.contacts.some((one) => one.id === member.id)
  const leads = body.is_contact || body.may_administer
  const told = (outcome: Outcome<Ack>) => (outcome.ok ? onChange() : announce(refusalWords(outcome.refusal, m)))
  return (
    <li className={styles.line}>
      <div className={styles.grow}>
        <MemberLine id={member.id} note={member.status === 'suspended' ? m.who.statuses.suspended : member.title} />
      </div>
      {leads && isWaiting && (
        <Button size="small" look="primary" aria-label={m.who.confirmOf(name)} onPress={() => void store.confirmAffiliation(of).then(told)}>
          {m.who.confirm}
        </Button>
      )}
      {body.may_administer && !isWaiting && member.status === 'active' && (
        <Button
          size="small"
          aria-label={isContact ? m.who.removeContactOf(name) : m.who.nameContactOf(name)}
          onPress={() => void store.nameContact(of, !isContact).then(told)}
        >
          {isContact ? m.who.removeContact : m.who.nameContact}
        </Button>
      )}
      {leads && member.id !== me && (
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
