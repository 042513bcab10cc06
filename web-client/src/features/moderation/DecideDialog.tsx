// A decision with its reason, which both sides are told.
import { useState } from 'react'
import { hasPersonalCode, useStore, type ReportView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import { WordsField } from './WordsField'
import styles from './moderation.module.css'

interface Props {
  report: ReportView
  onClose: () => void
  onDone: () => void
}

export function DecideDialog({ report, onClose, onDone }: Props) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [outcome, setOutcome] = useState<'upheld' | 'dismissed'>('upheld')
  const [reason, setReason] = useState('')
  const [error, setError] = useState<string>()
  const names = report.sort === 'member' ? m.moderation.outcomeMember : m.moderation.outcomes

  const send = async () => {
    if (reason.trim() === '') return setError(m.moderation.whyNeeded)
    if (hasPersonalCode(reason)) return setError(m.moderation.personalCode)
    const answer = await store.decideReport(report.id, outcome, reason.trim())
    if (!answer.ok) return setError(refusalWords(answer.refusal, m))
    announce(m.moderation.decided)
    onDone()
  }

  return (
    <DialogFrame
      title={m.moderation.decideTitle}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" onPress={() => void send()}>
            {m.moderation.decide}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Choices
          label={m.moderation.outcome}
          name="outcome"
          value={outcome}
          choices={(['upheld', 'dismissed'] as const).map((one) => ({ value: one, name: names[one] }))}
          onChange={(value) => setOutcome(value === 'upheld' ? 'upheld' : 'dismissed')}
        />
        <WordsField label={m.moderation.why} hint={m.moderation.whyHint} error={error} value={reason} onChange={setReason} />
      </div>
    </DialogFrame>
  )
}
