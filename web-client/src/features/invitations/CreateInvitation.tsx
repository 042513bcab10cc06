// Makes a link and shows it, this once; or sends a link of their own to each of some addresses. The address carries the
// secret behind its #.
import { useState } from 'react'
import { useStore, type Place } from '../../store'
import { localeNames, locales, useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { refusalWords } from '../people/refusals'
import styles from './invitations.module.css'

const DAYS = '14'
const MOST = '25'

interface Props {
  place: Place | undefined
  mayBringMembers: boolean
  onMade: () => void
}

export const linkAddress = (token: string) => `${location.origin}/invite#${token}`

export function CreateInvitation({ place, mayBringMembers, onMade }: Props) {
  const { m, locale } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [isOpen, setOpen] = useState<'link' | 'mail'>()
  const [made, setMade] = useState<string>()
  const [role, setRole] = useState(mayBringMembers ? 'member' : 'guest')
  const [days, setDays] = useState(DAYS)
  const [most, setMost] = useState(MOST)
  const [note, setNote] = useState('')
  const [addresses, setAddresses] = useState('')
  const [language, setLanguage] = useState<string>(locale)
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const isSound = Number(days) >= 1 && Number(days) <= 90 && Number(most) >= 1 && Number(most) <= 1000

  const emails = [...new Set(addresses.split(/[\s,;]+/).filter(Boolean))]

  const create = async () => {
    if (isBusy) return
    if (!isSound) return setRefused(m.links.bounds)
    const isMail = isOpen === 'mail'
    if (isMail && (emails.length === 0 || emails.length > 100 || !emails.every((one) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(one)))) return setRefused(m.links.addressesBad)
    setBusy(true)
    setRefused(undefined)
    const got = await store.invite(place, { role: place ? role : 'member', days: Math.trunc(Number(days)), most: Math.trunc(Number(most)), note: note.trim(), ...(isMail && { emails, language }) })
    setBusy(false)
    if (!got.ok) return setRefused(refusalWords(got.refusal, m))
    const [link] = got.value
    if (isMail) announce(m.links.sent(emails.length))
    setMade(link && !isMail ? linkAddress(link.token) : undefined)
    setOpen(undefined)
    setNote('')
    setAddresses('')
    onMade()
  }
  const copy = (address: string) => void navigator.clipboard.writeText(address).then(() => announce(m.links.copied))

  return (
    <>
      {made !== undefined && (
        <section className={styles.made} aria-label={m.links.ready}>
          <p className={styles.strong} role="status">
            {m.links.ready}
          </p>
          <p className={styles.soft}>{m.links.readyHint}</p>
          <div className={styles.address}>
            <Field label={m.links.address} hideLabel readOnly value={made} onFocus={(event) => event.target.select()} />
            <Button icon="link" look="primary" onPress={() => copy(made)}>
              {m.links.copy}
            </Button>
          </div>
        </section>
      )}
      {!isOpen && (
        <div className={styles.buttons}>
          <Button icon="plus" look={made === undefined ? 'primary' : 'plain'} onPress={() => setOpen('link')}>
            {m.links.create}
          </Button>
          <Button icon="send" onPress={() => setOpen('mail')}>
            {m.links.mail}
          </Button>
        </div>
      )}
      {isOpen !== undefined && (
        <form
          className={styles.sheet}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void create()
          }}
        >
          {place && mayBringMembers && (
            <Choices
              label={m.links.role}
              name="role"
              value={role}
              onChange={setRole}
              choices={[
                { value: 'member', name: m.links.member, hint: m.links.memberHint },
                { value: 'guest', name: m.links.guest, hint: m.links.guestHint },
              ]}
            />
          )}
          {isOpen === 'mail' && (
            <>
              <label className={styles.words}>
                <span className={styles.strong}>{m.links.addresses}</span>
                <span className={styles.soft}>{m.links.addressesHint}</span>
                <textarea rows={4} value={addresses} spellCheck={false} autoCapitalize="off" onChange={(event) => setAddresses(event.target.value)} />
              </label>
              <Choices label={m.links.letterLanguage} name="language" side value={language} onChange={setLanguage} choices={locales.map((one) => ({ value: one, name: localeNames[one] }))} />
            </>
          )}
          <div className={styles.pair}>
            <Field label={m.links.days} type="number" inputMode="numeric" min={1} max={90} value={days} onChange={(event) => setDays(event.target.value)} />
            {isOpen === 'link' && <Field label={m.links.most} type="number" inputMode="numeric" min={1} max={1000} value={most} onChange={(event) => setMost(event.target.value)} />}
          </div>
          <Field label={m.links.note} hint={m.links.noteHint} value={note} maxLength={200} onChange={(event) => setNote(event.target.value)} />
          {refused !== undefined && (
            <p role="alert" className={styles.refused}>
              {refused}
            </p>
          )}
          <div className={styles.buttons}>
            <Button type="submit" look="primary" isDisabled={isBusy}>
              {isOpen === 'mail' ? m.links.send(Math.max(1, emails.length)) : m.links.createIt}
            </Button>
            <Button onPress={() => setOpen(undefined)}>{m.cancel}</Button>
          </div>
        </form>
      )}
    </>
  )
}
