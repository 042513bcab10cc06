// Recording what came of something: one press names it and it is recorded; what else is known may be said afterwards.
// Only what was saved asks for its amount first.
import { useState } from 'react'
import { hasPersonalCode, useSelected, useStore, type MemberId, type OutcomeDetails, type OutcomePlace, type Refusal } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Select } from '../../ui/Select'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { regionOptions } from '../directory/words'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { change, readOutcome, record, withdraw } from './asking'
import styles from './activity.module.css'

export const KINDS = ['met', 'agreed', 'adopted', 'piloted', 'produced', 'saved', 'stopped'] as const
const UNITS = ['eur', 'hours', 'days', 'km'] as const
const THEMES = ['tunne-ja-apu', 'rikollisuus', 'tapaturmat', 'yhteiskuntarauha'] as const

interface Props {
  place: OutcomePlace
  /** Who confirms, when it is known: the author of the message. */
  party?: MemberId | undefined
  onClose: () => void
}

export function RecordOutcome({ place, party, onClose }: Props) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const name = useSelected((state) => (party === undefined ? undefined : memberName(state.members.get(party), m)))
  const [isSaving, setSaving] = useState(false)
  const [amount, setAmount] = useState({ number: '', unit: 'hours' })
  const [made, setMade] = useState<{ id: string; kind: string; details: OutcomeDetails }>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [error, setError] = useState<string>()

  const choose = async (kind: string) => {
    const number = Number(amount.number.replace(',', '.'))
    if (kind === 'saved' && !isSaving) return setSaving(true)
    if (kind === 'saved' && !(number > 0)) return setError(m.outcomes.amountNeeded)
    const got = await record(store, kind, place, { ...(party !== undefined && { with: [party] }), ...(kind === 'saved' && { amount: number, unit: amount.unit }) })
    if (!got.ok) return setRefusal(got.refusal)
    announce(m.outcomes.recorded(m.outcomes.kinds[kind] ?? kind))
    const read = await readOutcome(store, got.value.id)
    if (read.ok) setMade({ id: got.value.id, kind, details: read.value.details })
    else onClose()
  }

  if (made) return <Details made={made} name={name} onClose={onClose} />
  return (
    <DialogFrame title={m.outcomes.title} closeLabel={m.close} onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.soft}>
          {m.outcomes.hint} {name !== undefined && m.outcomes.asked(name)}
        </p>
        {!isSaving && (
          <div className={styles.kinds}>
            {KINDS.map((kind) => (
              <button key={kind} type="button" className={styles.kind} onClick={() => void choose(kind)}>
                {m.outcomes.kinds[kind]}
              </button>
            ))}
          </div>
        )}
        {isSaving && (
          <>
            <div className={styles.pair}>
              <Field label={m.outcomes.amount} inputMode="decimal" value={amount.number} error={error} onChange={(event) => setAmount({ ...amount, number: event.target.value })} />
              <Select label={m.outcomes.unit} value={amount.unit} choices={UNITS.map((value) => ({ value, name: m.outcomes.units[value] ?? value }))} onChange={(unit) => setAmount({ ...amount, unit })} />
            </div>
            <div>
              <Button look="primary" onPress={() => void choose('saved')}>
                {m.outcomes.record}
              </Button>
            </div>
          </>
        )}
        {refusal && (
          <p role="alert" className={styles.failed}>
            {refusalWords(refusal, m)}
          </p>
        )}
      </div>
    </DialogFrame>
  )
}

function Details({ made, name, onClose }: { made: { id: string; kind: string; details: OutcomeDetails }; name: string | undefined; onClose: () => void }) {
  const { m, locale } = useText()
  const store = useStore()
  const [said, setSaid] = useState(made.details)
  const [error, setError] = useState<string>()
  const set = (some: Partial<OutcomeDetails>) => setSaid({ ...said, ...some })
  const none = { value: '', name: m.outcomes.none }
  const save = async () => {
    if (hasPersonalCode(said.words)) return setError(m.moderation.personalCode)
    const got = await change(store, made.id, said)
    if (got.ok) onClose()
    else setError(refusalWords(got.refusal, m))
  }
  const themes = [...new Set([...THEMES, ...(said.theme === undefined ? [] : [said.theme])])]
  return (
    <DialogFrame
      title={m.outcomes.recorded(m.outcomes.kinds[made.kind] ?? made.kind)}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button look="quiet" onPress={() => void withdraw(store, made.id).then(onClose)}>
            {m.outcomes.withdraw}
          </Button>
          <Button onPress={onClose}>{m.outcomes.done}</Button>
          <Button look="primary" onPress={() => void save()}>
            {m.outcomes.save}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p role="status" className={styles.soft}>
          {name === undefined ? `${m.outcomes.party}: ${m.outcomes.nobody}.` : m.outcomes.asked(name)}
        </p>
        <Field label={m.outcomes.words} maxLength={280} value={said.words} onChange={(event) => set({ words: event.target.value })} />
        <div className={styles.pair}>
          <Select label={m.outcomes.region} value={said.region ?? ''} choices={[none, ...regionOptions(locale).map(([value, label]) => ({ value, name: label }))]} onChange={(region) => set({ region })} />
          <Select label={m.outcomes.theme} value={said.theme ?? ''} choices={[none, ...themes.map((value) => ({ value, name: m.outcomes.themes[value] ?? `#${value}` }))]} onChange={(theme) => set({ theme })} />
        </div>
        <Field label={m.outcomes.link} hint={m.outcomes.linkHint} type="url" value={said.link} onChange={(event) => set({ link: event.target.value })} />
        {error !== undefined && (
          <p role="alert" className={styles.failed}>
            {error}
          </p>
        )}
      </div>
    </DialogFrame>
  )
}
