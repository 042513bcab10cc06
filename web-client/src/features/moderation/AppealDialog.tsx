// Asking the other office to decide anew.
import { useState } from 'react'
import { hasPersonalCode, useStore, type ReportId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import { WordsField } from './WordsField'
import styles from './moderation.module.css'

export function AppealDialog({ report, onClose }: { report: ReportId; onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [words, setWords] = useState('')
  const [error, setError] = useState<string>()
  const send = async () => {
    if (words.trim() === '') return setError(m.moderation.appealNeeded)
    if (hasPersonalCode(words)) return setError(m.moderation.personalCode)
    const outcome = await store.appealReport(report, words.trim())
    if (!outcome.ok) return setError(refusalWords(outcome.refusal, m))
    announce(m.moderation.appealSent)
    onClose()
  }
  return (
    <DialogFrame
      title={m.moderation.appealTitle}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" onPress={() => void send()}>
            {m.moderation.appealSend}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.soft}>{m.moderation.appealHint}</p>
        <WordsField label={m.moderation.appealWords} error={error} value={words} onChange={setWords} />
      </div>
    </DialogFrame>
  )
}
