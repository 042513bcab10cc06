// What one may not see looks exactly like what does not exist.
import { Link } from '@tanstack/react-router'
import { useText } from '../../text'
import styles from './NotFound.module.css'

export function NotFound() {
  const { m } = useText()
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <h1>{m.notFound}</h1>
      <p>{m.notFoundHint}</p>
      <Link to="/fresh">{m.nav.fresh}</Link>
    </main>
  )
}
