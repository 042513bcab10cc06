// Asks before a member is blocked, and offers to take a block back where there is one.
import { useState } from 'react'
import { useSelected, useStore, type MemberId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { useBlocks } from './useBlocks'
import styles from './moderation.module.css'

export function BlockDialog({ member, onClose }: { member: MemberId; onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const name = useSelected((state) => memberName(state.members.get(member), m))
  const blocks = useBlocks()
  const isBlocked = blocks?.some((block) => block.member === member) ?? false
  const [refused, setRefused] = useState<string>()

  const act = async () => {
    const outcome = await (isBlocked ? store.unblock(member) : store.block(member))
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    announce(isBlocked ? m.moderation.unblocked(name) : m.moderation.blocked(name))
    onClose()
  }

  return (
    <DialogFrame
      title={isBlocked ? m.moderation.unblockOf(name) : m.moderation.blockTitle(name)}
      closeLabel={m.close}
      size="small"
      alert
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look={isBlocked ? 'primary' : 'danger'} isDisabled={blocks === undefined} onPress={() => void act()}>
            {isBlocked ? m.moderation.unblock : m.moderation.block}
          </Button>
        </>
      }
    >
      <p>{isBlocked ? m.moderation.isBlocked : m.moderation.blockExplain}</p>
      {refused !== undefined && (
        <p role="alert" className={styles.error}>
          {refused}
        </p>
      )}
    </DialogFrame>
  )
}
