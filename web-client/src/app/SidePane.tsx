// The list at the left on a wide screen.
import { Link } from '@tanstack/react-router'
import { Logo } from '../features/entrance/Logo'
import { Face } from '../features/people/Face'
import { mainOrganisation, memberName, organisationName } from '../features/people/names'
import { ActivityLink, DirectList, DirectoryLink, FeedLink, FreshLink, SearchLink, WorkspaceList } from '../features/sidebar/Sidebar'
import { useSelected } from '../store'
import { useText } from '../text'
import { Icon } from '../ui/Icon'
import styles from './Shell.module.css'

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)

export function SidePane({ onJump }: { onJump: () => void }) {
  const { m, locale } = useText()
  const network = useSelected((state) => state.network)
  const me = useSelected((state) => state.me)
  const office = useSelected((state) => state.office)
  const organisation = useSelected((state) => mainOrganisation(state, state.me))
  const isLive = useSelected((state) => state.connection.name === 'live')
  return (
    <aside className={styles.side} aria-label={m.nav.main}>
      <div className={styles.sideTop}>
        <div className={styles.brand}>
          <Logo size={30} />
          <div className={styles.brandWords}>
            <div className={styles.product}>{m.product}</div>
            {network && <div className={styles.network}>{network.name}</div>}
          </div>
        </div>
        <button type="button" className={styles.jump} onClick={onJump}>
          <Icon name="search" size={18} />
          <span>{m.nav.jump}</span>
          <kbd>{isApple ? '⌘' : m.shortcuts.keys.ctrl} K</kbd>
        </button>
        <FreshLink />
        <FeedLink />
        <SearchLink />
        <DirectoryLink />
        <ActivityLink />
      </div>
      <div className={styles.sideList}>
        <WorkspaceList />
        <DirectList />
      </div>
      {office !== undefined && office !== 'member' && (
        <Link to="/admin" className={styles.office} activeProps={{ 'aria-current': 'page' }}>
          <Icon name="panel" size={18} />
          {m.admin.title}
        </Link>
      )}
      {me && (
        <Link to="/me" className={styles.me} activeProps={{ 'aria-current': 'page' }}>
          <Face id={me.id} member={me} presence={isLive ? 'active' : undefined} />
          <span className={styles.meWords}>
            <span className={styles.meName}>{memberName(me, m)}</span>
            <span className={styles.meUnder}>{organisationName(organisation, locale)}</span>
          </span>
        </Link>
      )}
    </aside>
  )
}
