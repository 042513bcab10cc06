// Registering: who one is, whom one speaks for, why one wants to join, and consent. What is missing is said at its field.
import { useEffect, useState } from 'react'
import { useStore, type EntranceBody } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { EntranceFrame } from '../entrance/EntranceFrame'
import { refusalWords } from '../people/refusals'
import { isAddress } from './address'
import styles from './arrivals.module.css'

const OTHER = 'other'
const EMPTY = { given: '', family: '', email: '', organisation: '', organisationName: '', title: '', reason: '' }
type Part = keyof typeof EMPTY

export function ApplyScreen() {
  const { m, locale } = useText()
  const store = useStore()
  const [entrance, setEntrance] = useState<EntranceBody>()
  const [form, setForm] = useState(EMPTY)
  const [agrees, setAgrees] = useState(false)
  const [shows, setShows] = useState(false)
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const [sentTo, setSentTo] = useState<string>()
  const load = () => void store.entrance().then((outcome) => (outcome.ok ? setEntrance(outcome.value) : setRefused(refusalWords(outcome.refusal, m))))
  useEffect(load, [store, m])
  useEffect(() => {
    document.title = `${m.arrivals.register} – ${m.product}`
  }, [m])

  const isOther = form.organisation === OTHER
  const wrong = (part: Part): string | undefined => {
    const isNeeded = part !== 'title' && (part !== 'organisationName' || isOther)
    if (isNeeded && form[part].trim() === '') return m.arrivals.needed
    return part === 'email' && !isAddress(form.email) ? m.arrivals.emailWrong : undefined
  }
  const field = (part: Part) => ({
    value: form[part],
    error: shows ? wrong(part) : undefined,
    onChange: (event: { target: { value: string } }) => setForm((former) => ({ ...former, [part]: event.target.value })),
  })

  const send = async () => {
    setShows(true)
    const first = (Object.keys(EMPTY) as Part[]).find((part) => wrong(part) !== undefined)
    if (first !== undefined || !agrees || !entrance) {
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid=true]')?.focus())
      return
    }
    setBusy(true)
    setRefused(undefined)
    const { organisation, organisationName, ...rest } = form
    const outcome = await store.apply({
      ...rest,
      ...(isOther ? { organisation_name: organisationName } : { organisation, organisation_name: '' }),
      email: form.email.trim(),
      language: locale,
      terms_version: entrance.terms_version,
    })
    setBusy(false)
    if (outcome.ok) return setSentTo(form.email.trim())
    if (outcome.refusal.code === 'conflict') {
      setAgrees(false)
      load()
      return setRefused(m.arrivals.termsMoved)
    }
    setRefused(refusalWords(outcome.refusal, m))
  }

  if (sentTo !== undefined)
    return (
      <EntranceFrame>
        <div className={styles.wide}>
          <h1>{m.arrivals.checkMail}</h1>
          <p role="status">{m.arrivals.applied(sentTo)}</p>
          <p className={styles.soft}>{m.arrivals.notArrived}</p>
          <p>
            <a href="/">{m.arrivals.back}</a>
          </p>
        </div>
      </EntranceFrame>
    )

  const choiceError = field('organisation').error
  const reason = field('reason')
  return (
    <EntranceFrame>
      <form
        noValidate
        className={styles.wide}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <h1>{m.arrivals.register}</h1>
        {entrance && <p>{m.arrivals.registerLead(entrance.network)}</p>}
        <div className={styles.pair}>
          <Field label={m.arrivals.given} autoComplete="given-name" required maxLength={80} {...field('given')} />
          <Field label={m.arrivals.family} autoComplete="family-name" required maxLength={80} {...field('family')} />
        </div>
        <Field label={m.arrivals.email} hint={m.arrivals.emailHint} type="email" autoComplete="email" inputMode="email" required {...field('email')} />
        <div className={styles.field}>
          <label htmlFor="organisation" className={styles.label}>
            {m.arrivals.organisation}
          </label>
          <select id="organisation" className={styles.select} value={form.organisation} required aria-invalid={choiceError ? true : undefined} aria-describedby={choiceError && 'organisation-error'} onChange={field('organisation').onChange}>
            <option value="">{m.arrivals.choose}</option>
            {entrance?.organisations.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name[locale] || one.name.fi}
              </option>
            ))}
            <option value={OTHER}>{m.arrivals.other}</option>
          </select>
          {choiceError && (
            <p id="organisation-error" role="alert" className={styles.error}>
              {choiceError}
            </p>
          )}
        </div>
        {isOther && <Field label={m.arrivals.organisationName} autoComplete="organization" required maxLength={120} {...field('organisationName')} />}
        <Field label={m.arrivals.role} autoComplete="organization-title" maxLength={120} {...field('title')} />
        <div className={styles.field}>
          <label htmlFor="reason" className={styles.label}>
            {m.arrivals.reason}
          </label>
          <p id="reason-hint" className={styles.hint}>
            {m.arrivals.reasonHint}
          </p>
          <textarea id="reason" className={styles.area} maxLength={1_500} required value={reason.value} aria-invalid={reason.error ? true : undefined} aria-describedby={reason.error ? 'reason-hint reason-error' : 'reason-hint'} onChange={reason.onChange} />
          {reason.error && (
            <p id="reason-error" role="alert" className={styles.error}>
              {reason.error}
            </p>
          )}
        </div>
        <div className={styles.field}>
          <div className={styles.check}>
            <input id="agrees" type="checkbox" checked={agrees} aria-invalid={shows && !agrees ? true : undefined} onChange={(event) => setAgrees(event.target.checked)} />
            <label htmlFor="agrees">
              {m.arrivals.agreeTo}{' '}
              <a href="/terms" target="_blank" rel="noreferrer">
                {m.arrivals.termsLink}
              </a>
            </label>
          </div>
          {shows && !agrees && (
            <p role="alert" className={styles.error}>
              {m.arrivals.agreeNeeded}
            </p>
          )}
        </div>
        {refused !== undefined && (
          <p role="alert" className={styles.error}>
            {refused}
          </p>
        )}
        <div className={styles.buttons}>
          <Button type="submit" look="primary" isDisabled={isBusy}>
            {isBusy ? m.arrivals.sending : m.arrivals.send}
          </Button>
          <a href="/">{m.arrivals.back}</a>
        </div>
      </form>
    </EntranceFrame>
  )
}
