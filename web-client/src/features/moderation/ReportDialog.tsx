// Reporting something improper: why, in words of a list and one's own. Who wrote it is not told who reported it.
import { useState } from 'react'
import { hasPersonalCode, useStore, type ReportSubject } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import { WordsField } from './WordsField'
import styles from './moderation.module.css'

const REASONS = ['harassment', 'hate', 'personal', 'classified', 'misleading', 'spam', 'other'] as const

interface Props {
  subject: ReportSubject
  isDirect?: boolean | undefined
  onClose: () => void
}

export function ReportDialog({ subject, isDirect, onClose }: Props) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [reason, setReason] = useState<(typeof REASONS)[number]>('harassment')
  const [words, setWords] = useState('')
  const [error, setError] = useState<string>()
  const [isDone, setDone] = useState(false)

  const send = async () => {
    if (reason === 'other' && words.trim() === '') return setError(m.moderation.wordsNeeded)
    if (hasPersonalCode(words)) return setError(m.moderation.personalCode)
    const outcome = await store.report(subject, reason, words.trim())
    if (!outcome.ok) return setError(refusalWords(outcome.refusal, m))
    announce(m.moderation.sent)
    setDone(true)
  }

  const title = 'member' in subject ? m.moderation.reportMember : m.moderation.report
  if (isDone)
    return (
      <DialogFrame title={title} closeLabel={m.close} size="small" onClose={onClose} foot={<Button look="primary" onPress={onClose}>{m.close}</Button>}>
        <p role="status">{m.moderation.sent}</p>
      </DialogFrame>
    )
  return (
    <DialogFrame
      title={title}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" onPress={() => void send()}>
            {m.moderation.send}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p className={styles.soft}>
          {m.moderation.reportHint} {isDirect && m.moderation.reportDirectHint}
        </p>
        <Choices
          label={m.moderation.reason}
          name="reason"
          value={reason}
          choices={REASONS.map((one) => ({ value: one, name: m.moderation.reasons[one] }))}
          onChange={(value) => setReason(REASONS.find((one) => one === value) ?? 'other')}
        />
        <WordsField label={m.moderation.words} hint={m.moderation.wordsHint} error={error} value={words} onChange={setWords} />
      </div>
    </DialogFrame>
  )
}
