// Reviews beside each other, dissent and ties included, and the way to ask for one and to give one.
import { useState } from 'react'
import { hasPersonalCode, useSelected, useStore, type ItemView, type MemberId } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { TextArea } from '../../ui/Form'
import { Icon } from '../../ui/Icon'
import { Select } from '../../ui/Select'
import styles from './bank.module.css'
import { EFFECTS, hasDissent, shownLevel, type Entry, type Review } from './entry'
import { EffectMark, Level } from './Marks'
import { PersonPicker } from './PersonPicker'
import { useWords } from './text'
import { useName } from './useEntry'

interface Props {
  item: ItemView
  entry: Entry
  mayAsk: boolean
  onChanged: () => void
}

export function Reviews({ item, entry, mayAsk, onChanged }: Props) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const me = useSelected((state) => state.me?.id)
  const [error, setError] = useState<string>()
  const shown = shownLevel(entry)
  const isAsked = me !== undefined && entry.reviewers.includes(me)
  const waiting = entry.reviewers.filter((who) => !entry.reviews.some((review) => review.by === who))
  const ask = async (member: MemberId) => {
    const outcome = await store.changeItem(item.id, { do: 'ask_review', member })
    setError(outcome.ok ? undefined : m.refusals[outcome.refusal.code])
    onChanged()
  }
  return (
    <>
      <section className={styles.panel}>
        <h3>{words.evidence}</h3>
        <Level level={shown.level} />
        <p className={styles.soft}>{words.levelHints[shown.level]}</p>
        <p className={styles.soft}>{shown.reviews === 0 ? words.notReviewed : `${words.reviewedBy(shown.reviews)}. ${words.lowest}`}</p>
        {entry.effect && <EffectMark effect={entry.effect} />}
        <p className={styles.soft}>{words.effectHint}</p>
        {entry.level >= 3 && (
          <ul className={styles.checks} aria-label={words.pointsTitle}>
            {entry.points.map((point) => (
              <li key={point}>
                <Icon name="check" size={16} /> {words.points[point]}
              </li>
            ))}
          </ul>
        )}
      </section>
      {hasDissent(entry) && (
        <p className={styles.warn}>
          <Icon name="info" size={18} /> {words.dissent}. {words.dissentHint}
        </p>
      )}
      {entry.reviews.length === 0 && <p className={styles.soft}>{words.noReviews}</p>}
      <div className={styles.beside}>
        {entry.reviews.map((review) => (
          <OneReview key={review.by} review={review} version={entry.version} />
        ))}
      </div>
      {waiting.map((who) => (
        <Waiting key={who} who={who} />
      ))}
      {isAsked && <GiveReview item={item} former={entry.reviews.find((review) => review.by === me)} onDone={onChanged} />}
      {mayAsk && <PersonPicker label={words.askReview} hint={words.whoReviews} without={[...entry.reviewers, ...entry.authors, ...(item.author === undefined ? [] : [item.author])]} onPick={(member) => void ask(member)} />}
      {error !== undefined && (
        <p role="alert" className={styles.failed}>
          {error}
        </p>
      )}
    </>
  )
}

function OneReview({ review, version }: { review: Review; version: number }) {
  const words = useWords()
  const { format } = useText()
  const name = useName(review.by)
  return (
    <section className={styles.review} aria-label={name}>
      <h4>{name}</h4>
      <p className={styles.soft}>{format.date(Date.parse(review.at))}</p>
      <Level level={review.level} />
      {review.effect && <EffectMark effect={review.effect} />}
      <p className={styles.said}>{review.text}</p>
      <p className={styles.soft}>{review.conflict === '' ? words.noConflict : words.hasConflict(review.conflict)}</p>
      {review.version !== version && review.version > 0 && <p className={styles.soft}>{words.olderVersion(review.version)}</p>}
    </section>
  )
}

function Waiting({ who }: { who: MemberId }) {
  const words = useWords()
  const name = useName(who)
  return (
    <p className={styles.soft}>
      <Icon name="clock" size={16} /> {name}: {words.waiting}
    </p>
  )
}

function GiveReview({ item, former, onDone }: { item: ItemView; former: Review | undefined; onDone: () => void }) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const [conflict, setConflict] = useState(former?.conflict ?? '')
  const [level, setLevel] = useState(String(former?.level ?? 1))
  const [effect, setEffect] = useState<string>(former?.effect ?? '')
  const [text, setText] = useState(former?.text ?? '')
  const [error, setError] = useState<string>()
  const send = async () => {
    if (hasPersonalCode(text) || hasPersonalCode(conflict)) return setError(m.moderation.personalCode)
    const outcome = await store.changeItem(item.id, { do: 'review', conflict, level: Number(level), text, ...(effect !== '' && { effect }) })
    setError(outcome.ok ? undefined : m.refusals[outcome.refusal.code])
    onDone()
  }
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <h3>{words.giveReview}</h3>
      <Field label={words.conflict} hint={words.conflictHint} value={conflict} maxLength={300} onChange={(event) => setConflict(event.target.value)} />
      <div className={styles.pair}>
        <Select label={words.level} value={level} onChange={setLevel} choices={words.levels.map((name, value) => ({ value: String(value), name: `${value} · ${name}` }))} />
        <Select label={words.effect} value={effect} onChange={setEffect} choices={[{ value: '', name: words.none }, ...EFFECTS.map((value) => ({ value, name: words.effects[value] }))]} />
      </div>
      <TextArea label={words.reviewText} value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
      {error !== undefined && (
        <p role="alert" className={styles.failed}>
          {error}
        </p>
      )}
      <div>
        <Button type="submit" look="primary" isDisabled={text.trim() === ''}>
          {words.sendReview}
        </Button>
      </div>
    </form>
  )
}
