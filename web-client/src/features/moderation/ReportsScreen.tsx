// The queue of a workspace's owners.
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSelected } from '../../store'
import { useText } from '../../text'
import { ReportQueue } from './ReportQueue'
import styles from './moderation.module.css'

export function ReportsScreen() {
  const { m } = useText()
  const { workspace } = useParams({ from: '/inside/w/$workspace/reports' })
  const name = useSelected((state) => state.workspaces.get(workspace)?.name)
  useEffect(() => {
    document.title = `${m.moderation.queue} – ${m.product}`
  }, [m])
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{name === undefined ? m.moderation.queue : m.moderation.queueOf(name)}</h1>
        <p className={styles.soft}>{m.moderation.queueHint}</p>
        <ReportQueue workspace={workspace} />
      </div>
    </main>
  )
}
