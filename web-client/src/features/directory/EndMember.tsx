// A contact person ends the membership of somebody who has left the organisation: asked once, done at once.
import { useState } from 'react'
import { useSelected, useStore, type MemberId, type OrganisationId } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './directory.module.css'

export function EndMember({ of, onClose }: { of: { member: MemberId; organisation: OrganisationId }; onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const name = useSelected((state) => memberName(state.members.get(of.member), m))
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const end = async () => {
    setBusy(true)
    const outcome = await store.endAffiliation(of)
    setBusy(false)
    if (outcome.ok) onClose()
    else setRefused(refusalWords(outcome.refusal, m))
  }
  return (
    <DialogFrame
      alert
      size="small"
      title={m.who.endMemberTitle(name)}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="danger" isDisabled={isBusy} onPress={() => void end()}>
            {m.who.endMember}
          </Button>
        </>
      }
    >
      <p>{m.who.endMemberExplain}</p>
      {refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
    </DialogFrame>
  )
}
