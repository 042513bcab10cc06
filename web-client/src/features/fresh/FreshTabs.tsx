// On a phone the feed has no place of its own at the bottom: it is one step from what is new.
import { Link } from '@tanstack/react-router'
import { useText } from '../../text'
import { useMedia } from '../channel/useMedia'
import styles from './FreshScreen.module.css'

export function FreshTabs() {
  const { m } = useText()
  const isNarrow = useMedia('(max-width: 48rem)')
  if (!isNarrow) return null
  const ways = [
    { to: '/fresh', name: m.nav.fresh },
    { to: '/feed', name: m.nav.feed },
  ] as const
  return (
    <nav className={styles.filters} aria-label={m.nav.fresh}>
      {ways.map((way) => (
        <Link key={way.to} to={way.to} className={styles.filter} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
          {way.name}
        </Link>
      ))}
    </nav>
  )
}
