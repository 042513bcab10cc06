// A person's page: who they are, for whom they speak, what they can do and who has seen it. What may be done here is the
// server's to say; the page only offers what could be.
import { Link, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { select, useSelected, useStore, type MemberId, type ProfileBody } from '../../store'
import { regionName, useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { memberName, organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { useWatched } from '../people/watched'
import { NotFound } from '../places/NotFound'
import { Face } from '../people/Face'
import { AccountCard } from './AccountCard'
import { Affiliations } from './Affiliations'
import { CompetenceList } from './CompetenceList'
import { ShownTags } from '../tags/OwnTags'
import styles from './directory.module.css'
import { useProfile } from './useProfile'
import { municipalityWord } from './municipality'
import { languageName } from './words'

export function ProfileScreen({ id }: { id: MemberId }) {
  const { m } = useText()
  const { body, refusal, again } = useProfile(id)
  const isAdministrator = useSelected((state) => state.me?.id) !== id && body?.account !== undefined
  const name = body ? memberName(body.member, m) : m.profile.title
  useWatched('profile', [id])
  useEffect(() => {
    document.title = `${name} – ${m.product}`
  }, [m, name])
  if (!body && refusal?.code === 'not_found') return <NotFound />
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        {refusal && !body && (
          <p role="alert" className={styles.refused}>
            {refusalWords(refusal, m)}
          </p>
        )}
        {!body && !refusal && <p className={styles.soft}>{m.loading}</p>}
        {body && <Head body={body} />}
        {body && body.member.status !== 'erased' && (
          <>
            <ShownTags body={body} />
            {body.bio !== '' && <p className={`${styles.card} ${styles.prose}`}>{body.bio}</p>}
            <Facts body={body} />
            <CompetenceList body={body} onChange={again} />
            <Affiliations body={body} onChange={again} />
          </>
        )}
        {body?.account && isAdministrator && <AccountCard body={body} account={body.account} onChange={again} />}
      </div>
    </main>
  )
}

function Head({ body }: { body: ProfileBody }) {
  const { m } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const { member } = body
  const isMe = useSelected((state) => state.me?.id === member.id)
  const presence = useSelected((state) => select.presence(state, member.id))
  const write = () =>
    void store.openDirect([member.id]).then((outcome) => {
      if (!outcome.ok) return announce(refusalWords(outcome.refusal, m))
      return navigate({ to: '/c/$channel', params: { channel: outcome.value } })
    })
  return (
    <div className={styles.head}>
      <Face id={member.id} member={member} size="large" presence={presence} />
      <div className={styles.grow}>
        <h1>{memberName(member, m)}</h1>
        <p className={styles.soft}>{member.title}</p>
        {presence !== 'away' && <p className={styles.soft}>{m.context.present}</p>}
      </div>
      {isMe && (
        <Button icon="pencil" onPress={() => void navigate({ to: '/me/profile' })}>
          {m.who.edit}
        </Button>
      )}
      {!isMe && member.status === 'active' && (
        <Button look="primary" icon="talk" onPress={write}>
          {m.profile.sendDirect}
        </Button>
      )}
    </div>
  )
}

function Facts({ body }: { body: ProfileBody }) {
  const { m, locale, format } = useText()
  const organisations = useSelected((state) => state.organisations)
  const { member } = body
  const where = [member.region === undefined ? '' : regionName(member.region, locale), body.municipality === undefined ? '' : municipalityWord(body.municipality, m, locale)].filter(Boolean)
  if (where.length === 0 && member.languages.length === 0 && body.contact_of.length === 0) return null
  return (
    <section className={styles.card} aria-label={m.profile.title}>
      <dl className={styles.facts}>
        {where.length > 0 && (
          <div>
            <dt>{m.who.region}</dt>
            <dd>{where.join(', ')}</dd>
          </div>
        )}
        {member.languages.length > 0 && (
          <div>
            <dt>{m.profile.languages}</dt>
            <dd>{format.list(member.languages.map((tag) => languageName(tag, locale)))}</dd>
          </div>
        )}
        {body.contact_of.length > 0 && (
          <div>
            <dt>{m.who.contactOf}</dt>
            <dd>
              {body.contact_of.map((id, at) => (
                <span key={id}>
                  {at > 0 && ', '}
                  <Link to="/o/$organisation" params={{ organisation: id }}>
                    {organisationName(organisations.get(id), locale)}
                  </Link>
                </span>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </section>
  )
}
