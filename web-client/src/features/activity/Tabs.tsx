// The two screens over what happens: the log, and the report.
import { Link } from '@tanstack/react-router'
import { useText } from '../../text'
import { classes } from '../../ui/classes'
import styles from './activity.module.css'

export function Tabs() {
  const { m } = useText()
  return (
    <nav className={classes(styles.tabs, styles.screen)} aria-label={m.activity.title}>
      <Link to="/activity" className={styles.tab} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
        {m.activity.title}
      </Link>
      <Link to="/report" className={styles.tab} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
        {m.report.title}
      </Link>
    </nav>
  )
}
