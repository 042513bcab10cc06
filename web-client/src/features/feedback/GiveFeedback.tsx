// To tell those who run the network something about the product: what it is about, in one's own words, and from where.
import { useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import styles from './feedback.module.css'
import { lastPage } from './page'

const KINDS = ['idea', 'fault', 'accessibility']

export function GiveFeedback({ onClose }: { onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [page] = useState(lastPage)
  const [kind, setKind] = useState('idea')
  const [words, setWords] = useState('')
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const text = m.giveFeedback
  const send = async () => {
    if (isBusy) return
    if (words.trim() === '') return setRefused(text.wordsNeeded)
    setBusy(true)
    const outcome = await store.sendFeedback({ kind, words: words.trim(), page })
    setBusy(false)
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    announce(text.thanks)
    onClose()
  }
  return (
    <DialogFrame
      title={text.title}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" isDisabled={isBusy} onPress={() => void send()}>
            {text.send}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.soft}>{text.hint}</p>
        <Choices label={text.kind} name="feedback-kind" side value={kind} choices={KINDS.map((value) => ({ value, name: text.kinds[value] ?? value }))} onChange={setKind} />
        <div>
          <label htmlFor="feedback-words" className={styles.label}>
            {text.words}
          </label>
          <textarea
            id="feedback-words"
            rows={5}
            maxLength={4_000}
            className={styles.area}
            value={words}
            aria-invalid={refused !== undefined || undefined}
            aria-describedby={refused === undefined ? undefined : 'feedback-refused'}
            onChange={(event) => {
              setRefused(undefined)
              setWords(event.target.value)
            }}
          />
          {refused !== undefined && (
            <p id="feedback-refused" role="alert" className={styles.refused}>
              {refused}
            </p>
          )}
        </div>
        {page !== '' && <p className={styles.soft}>{text.withPage(page)}</p>}
      </div>
    </DialogFrame>
  )
}
