// A person's card: who they are, for whom they speak, and a way to write to them.
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect, type RefObject } from 'react'
import { select, useSelected, useStore, type MemberId } from '../../store'
import { localeNames, locales, regionName, useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Panel } from '../../ui/overlay/Panel'
import { memberName, organisationName } from './names'
import { MemberCare } from '../moderation/MemberCare'
import { Face } from './Face'
import styles from './ProfileCard.module.css'
import { refusalWords } from './refusals'

interface Props {
  id: MemberId
  trigger: RefObject<Element | null>
  onClose: () => void
}

export function ProfileCard({ id, trigger, onClose }: Props) {
  const { m, locale } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const member = useSelected((state) => state.members.get(id))
  const organisations = useSelected((state) => state.organisations)
  const isMe = useSelected((state) => state.me?.id === id)
  const presence = useSelected((state) => select.presence(state, id))
  const name = memberName(member, m)

  useEffect(() => {
    store.needMembers([id])
  }, [store, id])

  const write = () => {
    void store.openDirect([id]).then((outcome) => {
      if (!outcome.ok) return announce(refusalWords(outcome.refusal, m))
      onClose()
      return navigate({ to: '/c/$channel', params: { channel: outcome.value } })
    })
  }

  return (
    <Panel label={`${m.profile.title}: ${name}`} trigger={trigger} placement="right top" onClose={onClose}>
      <div className={styles.card}>
        <div className={styles.top}>
          <Face id={id} member={member} size="large" presence={presence} />
          <div>
            <h2 className={styles.name}>{name}</h2>
            {member?.title && <p className={styles.title}>{member.title}</p>}
            <p className={styles.presence}>{presence === 'away' ? m.context.away : m.context.present}</p>
          </div>
        </div>
        {member && member.status !== 'erased' && (
          <dl className={styles.facts}>
            {member.affiliations.map((affiliation) => (
              <div key={affiliation.organisation}>
                <dt>{m.profile.organisation}</dt>
                <dd>
                  {organisationName(organisations.get(affiliation.organisation), locale)}
                  {affiliation.title && affiliation.title !== member.title && <span className={styles.title}> {affiliation.title}</span>}
                </dd>
              </div>
            ))}
            {member.region !== undefined && (
              <div>
                <dt>{m.profile.region}</dt>
                <dd>{regionName(member.region, locale)}</dd>
              </div>
            )}
            {member.languages.length > 0 && (
              <div>
                <dt>{m.profile.languages}</dt>
                <dd>{member.languages.map((tag) => localeNames[locales.find((one) => one === tag) ?? 'fi']).join(', ')}</dd>
              </div>
            )}
          </dl>
        )}
        {member && member.status !== 'erased' && (
          <Link to="/p/$member" params={{ member: id }} onClick={onClose}>
            {m.who.showProfile}
          </Link>
        )}
        {isMe ? (
          <p className={styles.title}>{m.profile.you}</p>
        ) : (
          member?.status === 'active' && (
            <Button look="primary" icon="talk" wide onPress={write}>
              {m.profile.sendDirect}
            </Button>
          )
        )}
        {!isMe && member && member.status !== 'erased' && <MemberCare id={id} />}
      </div>
    </Panel>
  )
}
