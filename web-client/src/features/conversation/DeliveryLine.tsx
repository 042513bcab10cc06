// How a message fares on its way: sending, waiting for the network, failed with a way on. Nothing when all is well.
import { useSelected, useStore, type Refusal, type Row } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { refusalWords } from '../people/refusals'
import styles from './DeliveryLine.module.css'

export function DeliveryLine({ row }: { row: Row }) {
  const { m } = useText()
  const store = useStore()
  const isLive = useSelected((state) => state.connection.name === 'live')
  const entry = row.entry ?? row.change
  if (!entry || entry.state === 'acked') return null

  if (entry.state === 'failed')
    return (
      <div className={styles.failed} role="alert">
        <span className={styles.why}>
          <Icon name="warning" size={16} />
          <span>
            {m.message.failed} {reason(entry.refusal)}
          </span>
        </span>
        <Button size="small" onPress={() => store.retry(entry.clientId)}>
          {m.retry}
        </Button>
        <Button size="small" look="quiet" onPress={() => store.discard(entry.clientId)}>
          {m.message.discard}
        </Button>
      </div>
    )
  return (
    <div className={styles.pending}>
      <Icon name="clock" size={14} />
      {isLive ? m.message.pending : m.message.waiting}
    </div>
  )

  function reason(refusal: Refusal | undefined): string {
    return refusal ? refusalWords(refusal, m) : ''
  }
}
