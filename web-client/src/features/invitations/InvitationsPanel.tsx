// Links that lead to one place: those there are with who came by them, and the making of new ones.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type InvitationsBody, type InvitationView, type Place } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { CreateInvitation } from './CreateInvitation'
import styles from './invitations.module.css'

interface Props {
  place: Place | undefined
  /** The maker may bring members, and not guests alone. */
  mayBringMembers: boolean
}

export function InvitationsPanel({ place, mayBringMembers }: Props) {
  const { m } = useText()
  const store = useStore()
  const heard = useSelected((state) => state.comingIn.heard)
  const [body, setBody] = useState<InvitationsBody>()
  const [refused, setRefused] = useState<string>()
  const key = JSON.stringify(place ?? null)
  const load = useCallback(async () => {
    const got = await store.listInvitations(place)
    if (got.ok) setBody(got.value)
    else setRefused(refusalWords(got.refusal, m))
    // The place is the same as long as its words are.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [store, key, m])
  useEffect(() => void load(), [load, heard])

  if (refused !== undefined) return <p className={styles.soft}>{refused}</p>
  if (!body) return <p className={styles.soft}>{m.loading}</p>
  return (
    <div className={styles.panel}>
      <p className={styles.soft}>{m.links.explain}</p>
      {body.may_invite && <CreateInvitation place={place} mayBringMembers={mayBringMembers} onMade={() => void load()} />}
      {body.invitations.length === 0 && <p className={styles.soft}>{m.links.none}</p>}
      <ul role="list" className={styles.links}>
        {body.invitations.map((one) => (
          <li key={one.id}>
            <Line one={one} onChanged={() => void load()} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Line({ one, onChanged }: { one: InvitationView; onChanged: () => void }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const what = one.note || one.email || m.links.madeBy(memberName(one.maker, m), format.brief(Date.parse(one.made_at)))
  const revoke = () =>
    void store.revokeInvitation(one.id).then((outcome) => {
      announce(outcome.ok ? m.links.revoked : refusalWords(outcome.refusal, m))
      if (outcome.ok) onChanged()
    })
  const isGood = one.state === 'good'
  return (
    <div className={styles.link}>
      <div className={styles.linkWords}>
        <p className={styles.strong}>{what}</p>
        <p className={styles.soft}>
          {one.role === 'guest' ? m.crew.roles.guest : m.crew.roles.member} · {m.links.uses(one.uses, one.most)}
          {isGood && ` · ${m.links.until(format.brief(Date.parse(one.expires_at)))}`}
          {(one.note !== '' || one.email !== undefined) && ` · ${m.links.madeBy(memberName(one.maker, m), format.brief(Date.parse(one.made_at)))}`}
        </p>
        {one.used_by.length > 0 && (
          <p className={styles.soft}>
            {format.list(one.used_by.map((used) => `${memberName(used.member, m)}${used.organisation ? `, ${used.organisation}` : ''}${used.is_new ? ` (${m.links.isNew})` : ''}`))}
          </p>
        )}
      </div>
      <span className={classes(styles.state, isGood && styles.stateGood)}>{m.links.states[one.state]}</span>
      {isGood && (
        <Button size="small" look="danger" aria-label={m.links.revokeOf(what)} onPress={revoke}>
          {m.links.revoke}
        </Button>
      )}
    </div>
  )
}
