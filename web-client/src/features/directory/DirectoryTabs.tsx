// The two sides of the directory: people and organisations.
import { Link } from '@tanstack/react-router'
import { useText } from '../../text'
import styles from './directory.module.css'

export function DirectoryTabs() {
  const { m } = useText()
  return (
    <nav className={styles.tabs} aria-label={m.who.directory}>
      <Link to="/directory" className={styles.tab} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
        {m.who.people}
      </Link>
      <Link to="/organisations" className={styles.tab} activeProps={{ 'aria-current': 'page' }}>
        {m.who.organisations}
      </Link>
    </nav>
  )
}
