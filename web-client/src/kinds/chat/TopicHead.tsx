// The open topic at the head of the channel: its title, whether it is resolved, and the switch for that.
import { useStore, type ItemView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import type { ChannelScene } from '../kind'
import { chatWords } from './text'
import styles from './TopicHead.module.css'

export function TopicHead({ item, scene }: { item: ItemView; scene: ChannelScene }) {
  const { m, locale } = useText()
  const words = chatWords[locale]
  const store = useStore()
  const announce = useAnnounce()
  const isResolved = item.state === 'resolved'

  const turn = () => {
    void store
      .changeItem(item.id, { do: isResolved ? 'reopen' : 'resolve' }, item.changed_seq)
      .then((outcome) => !outcome.ok && announce(m.refusals[outcome.refusal.code]))
  }

  return (
    <div className={styles.head}>
      <h2 className={styles.title} lang={item.main ? undefined : item.lang}>
        {item.main ? m.timeline.main : item.title || m.plain.untitled}
      </h2>
      {isResolved && (
        <span className={styles.resolved}>
          <Icon name="check" size={16} />
          {words.resolved}
        </span>
      )}
      {!item.main && scene.row.standing?.may_post && (
        <Button size="small" look="quiet" icon={isResolved ? undefined : 'check'} onPress={turn}>
          {isResolved ? words.reopen : words.resolve}
        </Button>
      )}
    </div>
  )
}
