// One's own profile: what one says of oneself, what one can do, for whom one speaks, and the way out of the network.
import { Link } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { useSelected, useStore, type AccountView, type ChangeProfile, type ProfileBody } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { TextArea, Tick } from '../../ui/Form'
import { LazyCloseAccount } from './lazy'
import { Choice } from './Choice'
import styles from './directory.module.css'
import { OwnAffiliations } from './OwnAffiliations'
import { OwnPicture } from './OwnPicture'
import { OwnCompetences } from './OwnCompetences'
import { OwnTags } from '../tags/OwnTags'
import { useProfile } from './useProfile'
import { municipalityOptions } from './municipality'
import { LANGUAGES, fieldWords, languageName, regionOptions } from './words'

export function EditProfileScreen() {
  const { m } = useText()
  const me = useSelected((state) => state.me?.id)
  useEffect(() => {
    document.title = `${m.who.editTitle} – ${m.product}`
  }, [m])
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{m.who.editTitle}</h1>
        {me !== undefined && <Own key={me} me={me} />}
      </div>
    </main>
  )
}

function Own({ me }: { me: string }) {
  const { m } = useText()
  const { body, again } = useProfile(me)
  const [isLeaving, setLeaving] = useState(false)
  if (!body?.account) return <p className={styles.soft}>{m.loading}</p>
  return (
    <>
      <p>
        <Link to="/p/$member" params={{ member: me }}>
          {m.who.showProfile}
        </Link>
      </p>
      <OwnPicture member={body.member} />
      <Said body={body} account={body.account} onChange={again} />
      <OwnCompetences body={body} onChange={again} />
      <OwnTags body={body} onChange={again} />
      <OwnAffiliations body={body} onChange={again} />
      <section className={styles.card}>
        <h2>{m.who.leave}</h2>
        <p className={styles.soft}>{m.who.leaveExplain}</p>
        <div className={styles.buttons}>
          <Button look="danger" onPress={() => setLeaving(true)}>
            {m.who.leave}
          </Button>
        </div>
      </section>
      {isLeaving && (
        <Suspense>
          <LazyCloseAccount member={body.member} how="leave_network" onClose={() => setLeaving(false)} />
        </Suspense>
      )}
    </>
  )
}

/** What stands in the fields, all of it sent at once. */
type Fields = Required<Omit<ChangeProfile, 'language' | 'tags'>>

function fieldsOf({ member, bio, municipality }: ProfileBody, account: AccountView): Fields {
  const { given, family, title, region = '', languages } = member
  return { given, family, title, region, municipality: municipality ?? '', languages, bio, discoverable: account.discoverable }
}

function Said({ body, account, onChange }: { body: ProfileBody; account: AccountView; onChange: () => void }) {
  const { m, locale } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [fields, setFields] = useState(() => fieldsOf(body, account))
  const [told, setTold] = useState<{ words: string; isGood: boolean }>()
  const set = (change: Partial<Fields>) => {
    setTold(undefined)
    setFields({ ...fields, ...change })
  }
  const save = async () => {
    const outcome = await store.changeProfile(fields)
    if (!outcome.ok) return setTold({ words: fieldWords(outcome.refusal, m.who.badFields, m.who.badFields, m), isGood: false })
    setTold({ words: m.who.saved, isGood: true })
    announce(m.who.saved)
    onChange()
  }
  return (
    <form
      className={`${styles.card} ${styles.form}`}
      aria-label={m.who.editTitle}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className={styles.pair}>
        <Field label={m.who.given} value={fields.given} autoComplete="given-name" required onChange={(event) => set({ given: event.target.value })} />
        <Field label={m.who.family} value={fields.family} autoComplete="family-name" required onChange={(event) => set({ family: event.target.value })} />
      </div>
      <p className={styles.soft}>{m.who.realName}</p>
      <Field label={m.who.jobTitle} value={fields.title} autoComplete="organization-title" onChange={(event) => set({ title: event.target.value })} />
      <Choice label={m.who.region} value={fields.region} options={[['', m.who.noRegion], ...regionOptions(locale)]} onChange={(region) => set({ region })} />
      <Choice label={m.who.municipality} value={fields.municipality} options={municipalityOptions(fields.municipality, m, locale)} onChange={(municipality) => set({ municipality })} />
      <Languages chosen={fields.languages} onChange={(languages) => set({ languages })} />
      <TextArea label={m.who.bio} hint={m.who.bioHint} value={fields.bio} maxLength={2_000} onChange={(event) => set({ bio: event.target.value })} />
      <Tick label={m.who.discoverable} hint={m.who.discoverableHint} isOn={fields.discoverable} onChange={(discoverable) => set({ discoverable })} />
      <div className={styles.buttons}>
        <Button look="primary" type="submit">
          {m.save}
        </Button>
        {told && (
          <p role={told.isGood ? undefined : 'alert'} className={told.isGood ? styles.good : styles.refused}>
            {told.words}
          </p>
        )}
      </div>
    </form>
  )
}

function Languages({ chosen, onChange }: { chosen: readonly string[]; onChange: (languages: string[]) => void }) {
  const { m, locale } = useText()
  const offered = [...LANGUAGES, ...chosen.filter((tag) => !LANGUAGES.some((one) => one === tag))]
  return (
    <fieldset className={styles.ticks}>
      <legend>{m.who.languages}</legend>
      {offered.map((tag) => (
        <label key={tag}>
          <input
            type="checkbox"
            checked={chosen.includes(tag)}
            onChange={(event) => onChange(event.target.checked ? [...chosen, tag] : chosen.filter((one) => one !== tag))}
          />
          {languageName(tag, locale)}
        </label>
      ))}
    </fieldset>
  )
}
