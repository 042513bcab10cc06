// Ending the only confirmed affiliation of one's own closes the account, as nobody answers for the person then: asked once.
import { useState } from 'react'
import { useStore, type MemberId, type OrganisationId } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import styles from './directory.module.css'

export function EndOwn({ of, name, onClose }: { of: { member: MemberId; organisation: OrganisationId }; name: string; onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const end = async () => {
    setBusy(true)
    const outcome = await store.endAffiliation(of)
    setBusy(false)
    // Who is signed out by it gets no other answer.
    if (outcome.ok || outcome.refusal.code === 'not_signed_in') onClose()
    else setRefused(refusalWords(outcome.refusal, m))
  }
  return (
    <DialogFrame
      alert
      size="small"
      title={m.who.endOwnTitle(name)}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="danger" isDisabled={isBusy} onPress={() => void end()}>
            {m.who.endOwn}
          </Button>
        </>
      }
    >
      <p>{m.who.endOwnExplain}</p>
      {refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
    </DialogFrame>
  )
}
