// Why one cannot write here, and what to do about it.
import { select, useSelected, useStore, type ChannelId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { refusalWords } from '../people/refusals'
import styles from './Conversation.module.css'

export function WriteRefused({ channel }: { channel: ChannelId }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const row = useSelected((state) => select.channel(state, channel))
  if (!row) return null
  if (row.channel.state === 'archived') return <p className={styles.refused}>{m.composer.archived}</p>
  if (row.standing?.joined === false)
    return (
      <div className={styles.refused}>
        <span>{m.composer.joinToWrite}</span>
        <Button
          look="primary"
          onPress={() => void store.join(channel).then((outcome) => !outcome.ok && announce(refusalWords(outcome.refusal, m)))}
        >
          {m.channel.join}
        </Button>
      </div>
    )
  if (row.standing?.may_post === false) return <p className={styles.refused}>{m.composer.readOnly}</p>
  return null
}
