// A local copy: what it was made from, its steps to tick, and after three months how it went.
import { useState } from 'react'
import { hasPersonalCode, useStore, type ItemView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { TextArea, Tick } from '../../ui/Form'
import { Select } from '../../ui/Select'
import styles from './bank.module.css'
import { EFFECTS, FATES, placed, type Entry } from './entry'
import { EffectMark } from './Marks'
import { ItemLink, Section } from './parts'
import { useWords } from './text'

interface Props {
  item: ItemView
  entry: Entry
  /** What it was made from, where one may see that. */
  original: string | undefined
  /** What is told reaches its readers. */
  reaches: boolean
  mayWrite: boolean
  onChanged: () => void
}

export function CopyPanel({ item, entry, original, reaches, mayWrite, onChanged }: Props) {
  const words = useWords()
  const { format, m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [isTelling, setTelling] = useState(false)
  const copy = entry.copy
  if (!copy) return null
  const day = (at: string) => format.date(Date.parse(at))
  const name = words.copyOf(copy.title, copy.version)
  const tick = (index: number, done: boolean) =>
    void store.changeItem(item.id, { do: 'step', index, done }).then((outcome) => {
      if (!outcome.ok) announce(m.refusals[outcome.refusal.code])
      onChanged()
    })
  return (
    <>
      <section className={styles.panel} aria-label={name}>
        <p>{original === undefined ? name : <ItemLink id={original} label={name} />}</p>
        <p className={styles.soft}>
          {words.taken(day(copy.at))}. {copy.told ? words.toldOn(day(copy.told.at)) : words.asksAt(day(copy.asksAt))}.
        </p>
        {copy.told ? (
          <div>
            <p>
              {words.fates[copy.told.fate]} {copy.told.effect && <EffectMark effect={copy.told.effect} />}
            </p>
            <p className={styles.said}>{copy.told.result}</p>
            {copy.told.adaptations !== '' && <p className={styles.said}>{copy.told.adaptations}</p>}
          </div>
        ) : (
          mayWrite && (
            <>
              {!reaches && <p className={styles.soft}>{words.stays}</p>}
              {copy.asked && <p className={styles.warn}>{words.checkInNow}</p>}
              {isTelling ? (
                <CheckIn item={item} onDone={onChanged} />
              ) : (
                <div>
                  <Button look={copy.asked ? 'primary' : 'plain'} onPress={() => setTelling(true)}>
                    {words.checkIn}
                  </Button>
                </div>
              )}
            </>
          )
        )}
      </section>
      {entry.steps.length > 0 && (
        <Section title={words.steps}>
          <div className={styles.ticks}>
            {placed(entry.steps).map(({ part, place }) => (
              <Tick key={place} label={part.text} isOn={part.done} onChange={(done) => mayWrite && tick(place, done)} />
            ))}
          </div>
        </Section>
      )}
    </>
  )
}

function CheckIn({ item, onDone }: { item: ItemView; onDone: () => void }) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const [fate, setFate] = useState('kept')
  const [effect, setEffect] = useState('')
  const [adaptations, setAdaptations] = useState('')
  const [result, setResult] = useState('')
  const [share, setShare] = useState(true)
  const [error, setError] = useState<string>()
  const tell = async () => {
    if (hasPersonalCode(result) || hasPersonalCode(adaptations)) return setError(m.moderation.personalCode)
    const outcome = await store.changeItem(item.id, { do: 'check_in', fate, adaptations, result, share, ...(effect !== '' && { effect }) })
    if (!outcome.ok) return setError(m.refusals[outcome.refusal.code])
    onDone()
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void tell()
      }}
    >
      <Choices label={words.fate} name="fate" value={fate} onChange={setFate} choices={FATES.map((value) => ({ value, name: words.fates[value] }))} />
      <TextArea label={words.result} value={result} maxLength={2000} onChange={(event) => setResult(event.target.value)} />
      <TextArea label={words.adaptations} value={adaptations} maxLength={2000} onChange={(event) => setAdaptations(event.target.value)} />
      <Select label={words.effect} value={effect} onChange={setEffect} choices={[{ value: '', name: words.none }, ...EFFECTS.map((value) => ({ value, name: words.effects[value] }))]} />
      <Tick label={words.share} hint={words.shareHint} isOn={share} onChange={setShare} />
      {error !== undefined && (
        <p role="alert" className={styles.failed}>
          {error}
        </p>
      )}
      <div>
        <Button type="submit" look="primary" isDisabled={result.trim() === ''}>
          {words.tell}
        </Button>
      </div>
    </form>
  )
}
