// Who is in a workspace and as what; who leads it gives and takes roles, adds and removes.
import { Suspense, useState } from 'react'
import { useSelected, useStore, type MemberId, type MemberView, type PlaceRole, type Refusal, type WorkspaceId } from '../../store'
import { useText, type Messages } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { LazyDialog } from '../lazy'
import { MemberLine } from '../people/MemberLine'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './invitations.module.css'

const ROLES = ['owner', 'facilitator', 'member', 'guest'] as const

interface Props {
  workspace: WorkspaceId
  roles: readonly PlaceRole[] | undefined
  own: string | undefined
}

function words(refusal: Refusal, m: Messages): string {
  return refusal.code === 'rule' ? m.crew.lastOwner : refusalWords(refusal, m)
}

export function CrewMembers({ workspace, roles, own }: Props) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const members = useSelected((state) => state.members)
  const [filter, setFilter] = useState('')
  const [leaving, setLeaving] = useState<MemberId>()
  const leads = own === 'owner' || own === 'facilitator'
  const name = (id: MemberId) => memberName(members.get(id), m)
  if (!roles) return <p className={styles.soft}>{own === undefined ? m.crew.onlyMembers : m.loading}</p>

  const give = (id: MemberId, role: string) =>
    void store
      .addMember({ workspace }, id, role)
      .then((outcome) => announce(outcome.ok ? m.crew.roleGiven(name(id), m.crew.roles[role as 'member'] ?? role) : words(outcome.refusal, m)))
  const remove = (id: MemberId) => {
    setLeaving(undefined)
    void store.removeMember({ workspace }, id).then((outcome) => !outcome.ok && announce(words(outcome.refusal, m)))
  }
  const shown = roles.filter((one) => name(one.member).toLowerCase().includes(filter.toLowerCase()))
  // Owners are an owner's matter.
  const mayChange = (role: string) => leads && (own === 'owner' || role !== 'owner')

  return (
    <>
      {leads && <AddMember workspace={workspace} inside={roles} />}
      {roles.length > 8 && <Field label={m.members.filter} hideLabel type="search" placeholder={m.members.filter} value={filter} onChange={(event) => setFilter(event.target.value)} />}
      <ul role="list" className={styles.crew}>
        {shown.map(({ member, role }) => (
          <li key={member} className={styles.person}>
            <div className={styles.grow}>
              <MemberLine id={member} note={mayChange(role) ? undefined : m.crew.roles[role as 'member']} />
            </div>
            {mayChange(role) && (
              <>
                <select className={styles.role} aria-label={m.crew.roleOf(name(member))} value={role} onChange={(event) => give(member, event.target.value)}>
                  {ROLES.filter((one) => own === 'owner' || one !== 'owner').map((one) => (
                    <option key={one} value={one}>
                      {m.crew.roles[one]}
                    </option>
                  ))}
                </select>
                <Button size="small" look="quiet" aria-label={m.crew.removeOf(name(member))} onPress={() => setLeaving(member)}>
                  {m.crew.remove}
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      {leaving !== undefined && (
        <Suspense>
          <LazyDialog
            title={m.crew.removeTitle(name(leaving))}
            closeLabel={m.close}
            size="small"
            alert
            onClose={() => setLeaving(undefined)}
            foot={
              <>
                <Button onPress={() => setLeaving(undefined)}>{m.cancel}</Button>
                <Button look="danger" onPress={() => remove(leaving)}>
                  {m.crew.remove}
                </Button>
              </>
            }
          >
            <p>{m.crew.removeExplain}</p>
          </LazyDialog>
        </Suspense>
      )}
    </>
  )
}

/** Somebody of the network, by name. */
function AddMember({ workspace, inside }: { workspace: WorkspaceId; inside: readonly PlaceRole[] }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<readonly MemberView[]>([])
  const search = (value: string) => {
    setQuery(value)
    if (value.trim().length < 2) return setFound([])
    void store.findMembers(value.trim(), undefined, 8).then(setFound)
  }
  const add = (member: MemberView) =>
    void store.addMember({ workspace }, member.id, 'member').then((outcome) => {
      announce(outcome.ok ? m.crew.added(memberName(member, m)) : words(outcome.refusal, m))
      if (outcome.ok) search('')
    })
  const outside = found.filter((one) => !inside.some((role) => role.member === one.id))
  return (
    <section className={styles.sheet}>
      <Field label={m.crew.add} hint={m.crew.addFind} type="search" value={query} onChange={(event) => search(event.target.value)} />
      {outside.length > 0 && (
        <ul role="list">
          {outside.map((member) => (
            <li key={member.id} className={styles.person}>
              <span className={styles.grow}>{memberName(member, m)}</span>
              <Button size="small" onPress={() => add(member)}>
                {m.crew.addIt}
                <span className="sr-only">: {memberName(member, m)}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
