// Offers the way to the first unread message while it is not on the screen.
import { select, useSelected, type ChannelId, type ItemId, type Opening } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import styles from './Conversation.module.css'

interface Props {
  channel: ChannelId
  item: ItemId | undefined
  firstUnread: number | undefined
  onJump: (at: Opening) => void
}

export function JumpBar({ channel, item, firstUnread, onJump }: Props) {
  const { m } = useText()
  const first = useSelected((state) => select.channel(state, channel)?.unread.first)
  const oldest = useSelected((state) => select.timeline(state, channel, item).rows[0]?.message.seq)
  const isAbove = first !== undefined && oldest !== undefined && first < oldest && firstUnread !== first
  if (!isAbove || item !== undefined) return null
  return (
    <div className={styles.jump}>
      <Button size="small" icon="arrowUp" onPress={() => onJump('first_unread')}>
        {m.timeline.jumpToUnread}
      </Button>
    </div>
  )
}
