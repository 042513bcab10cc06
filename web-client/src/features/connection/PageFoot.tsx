// The foot of the page: emergency number, what does not belong here, which node answers, and how the connection is.
import { useSelected } from '../../store'
import { useText } from '../../text'
import styles from './PageFoot.module.css'

export function PageFoot() {
  const { m } = useText()
  const node = useSelected((state) => state.node)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const isDemo = useSelected((state) => state.network?.demo ?? false)
  return (
    <footer className={styles.foot}>
      <span>{m.emergency}</span>
      <span>{m.unclassified}</span>
      {isDemo && <span>{m.demoData}</span>}
      <span className={styles.space} />
      {node !== undefined && (
        <span className={styles.node}>
          <span className={isLive ? styles.live : styles.off} aria-hidden="true" />
          {m.node} {node}
          <span className="sr-only">, {isLive ? m.connection.online : m.connection.connecting}</span>
        </span>
      )}
    </footer>
  )
}
