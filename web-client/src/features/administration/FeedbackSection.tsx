// What members have said of the product: new first. Each is dealt with by one button, with an answer or without.
import { useCallback, useState } from 'react'
import { useStore, type FeedbackView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import { refusalWords } from '../people/refusals'
import styles from './lists.module.css'
import { Answered, Facts, Word } from './parts'
import { useAnswer } from './useAnswer'

export function FeedbackSection() {
  const { m } = useText()
  const store = useStore()
  const [state, setState] = useState('new')
  const asked = useAnswer(useCallback(() => store.adminFeedback(state), [store, state]))
  const words = m.admin.feedback
  return (
    <>
      <div className={styles.filters}>
        <Select
          label={words.state}
          value={state}
          onChange={setState}
          choices={[{ value: '', name: m.admin.any }, ...['new', 'handled'].map((value) => ({ value, name: words.states[value] ?? value }))]}
        />
      </div>
      <Answered asked={asked}>
        {(all) =>
          all.length === 0 ? (
            <p className={styles.soft}>{state === 'new' ? words.noneNew : words.none}</p>
          ) : (
            <ul role="list" className={styles.rows}>
              {all.map((one) => (
                <Feedback key={one.id} feedback={one} onHandled={asked.again} />
              ))}
            </ul>
          )
        }
      </Answered>
    </>
  )
}

function Feedback({ feedback, onHandled }: { feedback: FeedbackView; onHandled: () => void }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [answer, setAnswer] = useState('')
  const [isBusy, setBusy] = useState(false)
  const words = m.admin.feedback
  const handle = async () => {
    setBusy(true)
    const outcome = await store.handleFeedback(feedback.id, answer)
    setBusy(false)
    if (!outcome.ok) return announce(refusalWords(outcome.refusal, m))
    announce(words.states['handled'] ?? '')
    onHandled()
  }
  const id = `answer-${feedback.id}`
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <div className={styles.name}>
          <Facts of={[words.from(feedback.member_name ?? words.nobody, format.brief(Date.parse(feedback.at))), feedback.page !== '' && words.page(feedback.page)]} />
        </div>
        <Word look={feedback.kind === 'idea' ? 'plain' : 'warning'}>{words.kinds[feedback.kind] ?? feedback.kind}</Word>
      </div>
      <p className={styles.words}>{feedback.words}</p>
      {feedback.state === 'handled' ? (
        feedback.answer !== '' && <p className={styles.soft}>{words.answered(feedback.answer)}</p>
      ) : (
        <div className={styles.open}>
          <div>
            <label htmlFor={id} className={styles.label}>
              {words.answer}
            </label>
            <p id={`${id}-hint`} className={styles.facts}>
              {words.answerHint}
            </p>
            <textarea id={id} rows={2} className={styles.area} style={{ minHeight: '4rem' }} aria-describedby={`${id}-hint`} value={answer} onChange={(event) => setAnswer(event.target.value)} />
          </div>
          <div>
            <Button look="primary" isDisabled={isBusy} onPress={() => void handle()}>
              {words.handle}
            </Button>
          </div>
        </div>
      )}
    </li>
  )
}
