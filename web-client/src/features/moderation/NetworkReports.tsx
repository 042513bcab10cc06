// The reports that are the network's moderators' to decide, as a section of the administration.
import { useText } from '../../text'
import { ReportQueue } from './ReportQueue'
import styles from './moderation.module.css'

export function NetworkReports() {
  const { m } = useText()
  return (
    <div className={styles.section}>
      <p className={styles.soft}>{m.moderation.networkHint}</p>
      <ReportQueue />
    </div>
  )
}
