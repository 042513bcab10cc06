// The five ways on a phone, within reach of a thumb.
import { Link } from '@tanstack/react-router'
import { select, useSelected } from '../store'
import { useText } from '../text'
import { Badge } from '../ui/Badge'
import { Icon } from '../ui/Icon'
import styles from './Shell.module.css'

export function BottomBar() {
  const { m } = useText()
  const total = useSelected(select.waitingTotal)
  const tabs = [
    { to: '/fresh', icon: 'fresh', name: m.nav.fresh },
    { to: '/channels', icon: 'hash', name: m.nav.channels },
    { to: '/search', icon: 'search', name: m.search.title },
    { to: '/direct', icon: 'talk', name: m.nav.direct },
    { to: '/me', icon: 'person', name: m.nav.me },
  ] as const
  return (
    <nav className={styles.bottom} aria-label={m.nav.main}>
      {tabs.map((tab) => (
        <Link key={tab.to} to={tab.to} className={styles.tab} activeProps={{ 'aria-current': 'page' }}>
          <Icon name={tab.icon} size={24} />
          {tab.name}
          {tab.to === '/fresh' && (
            <span className={styles.tabBadge}>
              {total.mentions > 0 ? (
                <Badge look="mention" count={total.mentions} label={m.nav.mentions(total.mentions)} />
              ) : (
                <Badge count={total.count} label={m.nav.unread(total.count, total.count > 99)} />
              )}
            </span>
          )}
        </Link>
      ))}
    </nav>
  )
}
