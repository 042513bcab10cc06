// Who is writing now. It keeps its height, so that nothing jumps.
import { select, useSelected, type ChannelId, type ItemId } from '../../store'
import { useText } from '../../text'
import { memberName } from '../people/names'
import styles from './Conversation.module.css'

const NAMED = 3

export function TypingLine({ channel, item }: { channel: ChannelId; item: ItemId | undefined }) {
  const { m } = useText()
  const writing = useSelected((state) => select.typing(state, channel, item))
  const members = useSelected((state) => state.members)
  const names = writing.slice(0, NAMED).map((id) => memberName(members.get(id), m))
  return (
    <div className={styles.typing} aria-live="off">
      {names.length > 0 && (
        <>
          <span className={styles.dots} aria-hidden="true" />
          {m.timeline.typing(names, writing.length - names.length)}
        </>
      )}
    </div>
  )
}
