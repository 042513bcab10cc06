// Four lines and a yes: all that a newcomer is asked. No password; the device is signed in at once.
import { useEffect, useState } from 'react'
import { useStore, type ChannelId, type InvitationOffer, type Refusal } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { deviceName } from '../entrance/device'
import styles from './invitations.module.css'
import { landing } from './landing'

interface Props {
  token: string
  offer: InvitationOffer
  onIn: (channel: ChannelId | undefined) => void
  refuse: (refusal: Refusal) => string | undefined
  onHasAccount: () => void
}

export function NewcomerForm({ token, offer, onIn, refuse, onHasAccount }: Props) {
  const { m, locale } = useText()
  const store = useStore()
  const [given, setGiven] = useState('')
  const [family, setFamily] = useState('')
  const [email, setEmail] = useState(offer.email ?? '')
  const [organisation, setOrganisation] = useState('')
  const [hasAgreed, setAgreed] = useState(false)
  const [isTried, setTried] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [isTaken, setTaken] = useState(false)
  const [refused, setRefused] = useState<string>()
  // The version in force, which the server keeps with the consent.
  const [terms, setTerms] = useState<number>()
  const ask = () => void store.entrance().then((got) => got.ok && setTerms(got.value.terms_version))
  useEffect(ask, [store])
  const isSound = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())
  const needed = (isMissing: boolean, words: string) => (isTried && isMissing ? words : undefined)

  const comeIn = async () => {
    setTried(true)
    if (isBusy || given.trim() === '' || family.trim() === '' || !isSound || !hasAgreed) return
    if (terms === undefined) {
      ask()
      return setRefused(m.refusals.unavailable)
    }
    setBusy(true)
    setRefused(undefined)
    setTaken(false)
    const got = await store.acceptInvitation({
      token, given: given.trim(), family: family.trim(), email: email.trim(), organisation: organisation.trim(), language: locale, terms_version: terms, device: deviceName(),
    })
    if (got.ok) return onIn(await landing(store, offer, undefined))
    setBusy(false)
    if (got.refusal.code === 'conflict') {
      setAgreed(false)
      ask()
      return setRefused(m.arrivals.termsMoved)
    }
    if (got.refusal.code === 'taken') setTaken(true)
    else setRefused(refuse(got.refusal))
  }

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void comeIn()
      }}
    >
      <h2 className={styles.who}>{m.invitation.who}</h2>
      <p className={styles.soft}>{m.invitation.realName}</p>
      <Field label={m.invitation.given} name="given-name" autoComplete="given-name" value={given} maxLength={80} required error={needed(given.trim() === '', m.invitation.givenNeeded)} onChange={(event) => setGiven(event.target.value)} />
      <Field label={m.invitation.family} name="family-name" autoComplete="family-name" value={family} maxLength={80} required error={needed(family.trim() === '', m.invitation.familyNeeded)} onChange={(event) => setFamily(event.target.value)} />
      <Field
        label={m.invitation.email}
        hint={offer.email === undefined ? m.invitation.emailHint : m.invitation.emailFixed}
        type="email"
        name="email"
        inputMode="email"
        autoComplete="email"
        value={email}
        readOnly={offer.email !== undefined}
        required
        error={isTaken ? m.invitation.taken : needed(!isSound, m.invitation.emailNeeded)}
        onChange={(event) => setEmail(event.target.value)}
      />
      {isTaken && <Button onPress={onHasAccount}>{m.signIn.submit}</Button>}
      <Field label={m.invitation.organisation} hint={m.invitation.organisationHint} name="organization" autoComplete="organization" value={organisation} maxLength={160} onChange={(event) => setOrganisation(event.target.value)} />
      <div>
        <label className={styles.check}>
          <input type="checkbox" checked={hasAgreed} aria-invalid={isTried && !hasAgreed ? true : undefined} aria-describedby={isTried && !hasAgreed ? 'consent-needed' : undefined} onChange={(event) => setAgreed(event.target.checked)} />
          <span>{m.invitation.consent}</span>
        </label>
        <a className={styles.terms} href="/terms" target="_blank" rel="noreferrer">
          {m.invitation.readTerms}
        </a>
        {isTried && !hasAgreed && (
          <p id="consent-needed" role="alert" className={styles.refused}>
            {m.invitation.consentNeeded}
          </p>
        )}
      </div>
      {refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
      <Button type="submit" look="primary" wide isDisabled={isBusy}>
        {isBusy ? m.invitation.comingIn : m.invitation.comeIn}
      </Button>
      {!isTaken && (
        <Button look="quiet" onPress={onHasAccount}>
          {m.invitation.haveAccount}
        </Button>
      )}
    </form>
  )
}
