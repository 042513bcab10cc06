// Members by name, state and office; opened, one shows what is known of the account and gives or takes an office.
import { Link } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useSelected, useStore, type AdminMember, type AdminMembersPage } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button, IconButton } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { Select } from '../../ui/Select'
import { organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './lists.module.css'
import { Answered, Facts, PageEnd, Word } from './parts'
import { usePages } from './usePages'
import { useSettled } from './useAnswer'

const STATUSES = ['pending', 'active', 'suspended', 'ended', 'erased']
const OFFICES = ['member', 'moderator', 'network_admin']

export function MembersSection() {
  const { m } = useText()
  const store = useStore()
  const [query, setQuery] = useState('')
  const [status, setStatus] = useState('')
  const [office, setOffice] = useState('')
  const settled = useSettled(query)
  const ask = useCallback(
    (after: AdminMember | undefined) => store.adminMembers({ query: settled, status, office, limit: 50, ...(after && { after: after.id }) }),
    [store, settled, status, office],
  )
  const asked = usePages<AdminMember, AdminMembersPage>(ask, (page) => page.members)
  const words = m.admin.members
  const any = { value: '', name: m.admin.any }
  return (
    <>
      <div className={styles.filters}>
        <Field label={words.search} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        <Select label={words.status} value={status} onChange={setStatus} choices={[any, ...STATUSES.map((value) => ({ value, name: words.statuses[value] ?? value }))]} />
        <Select label={words.office} value={office} onChange={setOffice} choices={[any, ...OFFICES.map((value) => ({ value, name: words.offices[value] ?? value }))]} />
      </div>
      <Answered asked={asked}>
        {(found) => (
          <>
            <ul role="list" className={styles.rows}>
              {found.rows.map((member) => (
                <Member key={member.id} member={member} onChanged={asked.again} />
              ))}
            </ul>
            <PageEnd total={found.total} hasMore={found.hasMore} isBusy={asked.isAsking} onMore={asked.more} />
          </>
        )}
      </Answered>
    </>
  )
}

function Member({ member, onChanged }: { member: AdminMember; onChanged: () => void }) {
  const { m, locale, format } = useText()
  const [isOpen, setOpen] = useState(false)
  const organisation = useSelected((state) => (member.organisation === undefined ? undefined : state.organisations.get(member.organisation)))
  const words = m.admin.members
  const name = `${member.given} ${member.family}`
  return (
    <li className={styles.row}>
      <div className={styles.line}>
        <div className={styles.head}>
          <div className={styles.name}>
            <p className={styles.strong}>{name}</p>
            <Facts of={[member.email, organisationName(organisation, locale) || words.noOrganisation]} />
          </div>
          {member.office !== 'member' && <Word look="good">{words.offices[member.office] ?? member.office}</Word>}
          {member.status !== 'active' && <Word look={member.status === 'pending' ? 'warning' : 'alert'}>{words.statuses[member.status] ?? member.status}</Word>}
        </div>
        <IconButton icon={isOpen ? 'close' : 'down'} label={m.admin.details(name)} size="small" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)} />
      </div>
      {isOpen && (
        <div className={styles.open}>
          <Facts
            of={[
              member.title,
              words.sessions(member.sessions),
              member.seen_at === undefined ? words.neverSeen : words.seen(format.brief(Date.parse(member.seen_at))),
              words.since(format.brief(Date.parse(member.made_at))),
            ]}
          />
          <Link to="/p/$member" params={{ member: member.id }}>
            {m.who.closeOrOpen}
          </Link>
          <OfficeChoice member={member} onChanged={onChanged} />
        </div>
      )}
    </li>
  )
}

function OfficeChoice({ member, onChanged }: { member: AdminMember; onChanged: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [office, setOffice] = useState(member.office)
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const words = m.admin.members
  const change = async () => {
    setBusy(true)
    const outcome = await store.changeOffice(member.id, office)
    setBusy(false)
    if (!outcome.ok) return setRefused(outcome.refusal.code === 'rule' ? words.lastAdministrator : refusalWords(outcome.refusal, m))
    setRefused(undefined)
    announce(words.officeChanged(`${member.given} ${member.family}`, words.offices[office] ?? office))
    onChanged()
  }
  return (
    <>
      <Choices
        label={words.office}
        name={`office-${member.id}`}
        value={office}
        choices={OFFICES.map((value) => ({ value, name: words.offices[value] ?? value, hint: words.officeHints[value] }))}
        onChange={setOffice}
      />
      {refused !== undefined && (
        <p role="alert" className={styles.failed}>
          {refused}
        </p>
      )}
      {office !== member.office && (
        <div>
          <Button look="primary" isDisabled={isBusy} onPress={() => void change()}>
            {words.changeOffice}
          </Button>
        </div>
      )}
    </>
  )
}
