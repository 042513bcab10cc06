// The queue as a screen of its own, for contact persons, who have no part in the network's administration.
import { useEffect } from 'react'
import { useText } from '../../text'
import styles from './arrivals.module.css'
import { QueueSection } from './QueueSection'

export function ArrivalsScreen() {
  const { m } = useText()
  useEffect(() => {
    document.title = `${m.arrivals.queue} – ${m.product}`
  }, [m])
  return (
    <main className={styles.screen} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{m.arrivals.queue}</h1>
        <QueueSection />
      </div>
    </main>
  )
}
