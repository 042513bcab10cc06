// What one has told those who run the network, and their answers; drawn anew when an answer comes.
import { useEffect, useState } from 'react'
import { useSelected, useStore, type FeedbackView } from '../../store'
import { useText } from '../../text'
import styles from './feedback.module.css'

export function MyFeedback() {
  const { m, format } = useText()
  const store = useStore()
  const heard = useSelected((state) => state.feedbackHeard)
  const [all, setAll] = useState<readonly FeedbackView[]>([])
  useEffect(() => {
    void store.listFeedback().then((outcome) => outcome.ok && setAll(outcome.value))
  }, [store, heard])
  if (all.length === 0) return null
  const text = m.giveFeedback
  return (
    <section className={styles.card}>
      <h2>{text.own}</h2>
      <ul role="list">
        {all.map((one) => (
          <li key={one.id} className={styles.one}>
            <p className={styles.soft}>
              {format.brief(Date.parse(one.at))} · {text.kinds[one.kind] ?? one.kind} · {one.state === 'handled' ? text.handled : text.waiting}
            </p>
            <p className={styles.words}>{one.words}</p>
            {one.answer !== '' && <p className={styles.answer}>{text.answer(one.answer)}</p>}
          </li>
        ))}
      </ul>
    </section>
  )
}
