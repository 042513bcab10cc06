// The list that is always at hand: what is new, one's workspaces with their channels, private conversations.
// On a phone its parts are screens of their own.
import { Link, useNavigate } from '@tanstack/react-router'
import { Suspense, useRef, useState } from 'react'
import { select, useSelected, type WorkspaceRow } from '../../store'
import { useText } from '../../text'
import { Badge } from '../../ui/Badge'
import { IconButton } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import type { Choice } from '../../ui/overlay/ActionMenu'
import { LazyCreateChannel, LazyFoundWorkspace, LazyMenu, LazyNewDirect } from '../lazy'
import { othersIn } from '../people/names'
import { useWatched } from '../people/watched'
import { ChannelLink } from './ChannelLink'
import styles from './Sidebar.module.css'

export function FreshLink() {
  const { m } = useText()
  const total = useSelected(select.waitingTotal)
  return (
    <Link to="/fresh" className={styles.fresh} activeProps={{ 'aria-current': 'page' }}>
      <Icon name="fresh" />
      <span className={styles.freshWords}>{m.nav.fresh}</span>
      {total.mentions > 0 && <Badge look="mention" count={total.mentions} label={m.nav.mentions(total.mentions)} />}
      {total.mentions === 0 && <Badge count={total.count} label={m.nav.unread(total.count, total.count > 99)} />}
    </Link>
  )
}

/** What is offered to all, in one's own order. */
export function FeedLink() {
  const { m } = useText()
  return (
    <Link to="/feed" className={styles.fresh} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
      <Icon name="feed" />
      <span className={styles.freshWords}>{m.nav.feed}</span>
    </Link>
  )
}

/** Everything one may see. */
export function SearchLink() {
  const { m } = useText()
  return (
    <Link to="/search" className={styles.fresh} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
      <Icon name="search" />
      <span className={styles.freshWords}>{m.search.title}</span>
    </Link>
  )
}

/** People and organisations of the whole network. */
export function DirectoryLink() {
  const { m } = useText()
  return (
    <Link to="/directory" className={styles.fresh} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
      <Icon name="people" />
      <span className={styles.freshWords}>{m.who.directory}</span>
    </Link>
  )
}

/** What happens in the network, and what came of it. */
export function ActivityLink() {
  const { m } = useText()
  return (
    <Link to="/activity" className={styles.fresh} activeOptions={{ includeSearch: false }} activeProps={{ 'aria-current': 'page' }}>
      <Icon name="clock" />
      <span className={styles.freshWords}>{m.activity.title}</span>
    </Link>
  )
}

export function WorkspaceList() {
  const { m } = useText()
  const workspaces = useSelected(select.workspaces)
  const [isNew, setNew] = useState(false)
  return (
    <nav aria-label={m.nav.workspaces} className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{m.nav.workspaces}</h2>
        <Link to="/browse" className={styles.headLink} aria-label={m.nav.browse} title={m.nav.browse}>
          <Icon name="compass" size={18} />
        </Link>
        <IconButton icon="plus" size="small" label={m.nav.newWorkspace} onPress={() => setNew(true)} />
      </div>
      {workspaces.length === 0 && <p className={styles.none}>{m.nav.noWorkspaces}</p>}
      {workspaces.map((row) => (
        <WorkspaceSection key={row.workspace.id} row={row} />
      ))}
      {isNew && (
        <Suspense>
          <LazyFoundWorkspace onClose={() => setNew(false)} />
        </Suspense>
      )}
    </nav>
  )
}

const FOLDED = 'talkoo.folded'

function folded(): string[] {
  return (localStorage.getItem(FOLDED) ?? '').split(' ').filter(Boolean)
}

function WorkspaceSection({ row }: { row: WorkspaceRow }) {
  const { m } = useText()
  const { workspace, channels } = row
  const go = useNavigate()
  const more = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(() => !folded().includes(workspace.id))
  const [shown, show] = useState<'menu' | 'channel'>()
  const me = useSelected((state) => state.me?.id)
  const isOwner = me !== undefined && workspace.owners.includes(me)
  const mayCreate = me !== undefined && workspace.state !== 'archived' && (isOwner || channels.length > 0)
  const asks = useSelected((state) => state.comingIn.queues.get(workspace.id) ?? 0)
  const waits = channels.reduce((sum, one) => (one.follow === 'mute' ? sum : sum + one.unread.count), 0)

  const toggle = () => {
    const rest = folded().filter((id) => id !== workspace.id)
    localStorage.setItem(FOLDED, (isOpen ? [...rest, workspace.id] : rest).join(' '))
    setOpen(!isOpen)
  }
  const choices: Choice[] = [
    { id: 'front', label: m.workspaces.front, icon: 'info' },
    { id: 'people', label: m.crew.people, icon: 'people' },
    ...(isOwner ? [{ id: 'reports', label: m.moderation.queue, icon: 'flag' } as const] : []),
    ...(mayCreate ? [{ id: 'channel', label: m.nav.newChannel, icon: 'plus' } as const] : []),
  ]
  const choose = (id: string) => {
    const params = { workspace: workspace.id }
    if (id === 'channel') show('channel')
    else if (id === 'people') void go({ to: '/w/$workspace/people', params })
    else if (id === 'reports') void go({ to: '/w/$workspace/reports', params })
    else void go({ to: '/w/$workspace', params })
  }

  return (
    <div className={styles.workspace}>
      <div className={styles.workspaceHead}>
        <button type="button" className={styles.fold} aria-expanded={isOpen} onClick={toggle}>
          <span className={isOpen ? styles.chevronOpen : styles.chevron}>
            <Icon name="right" size={16} />
          </span>
          <span className={styles.workspaceName}>{workspace.name}</span>
          {!isOpen && waits > 0 && <Badge count={waits} label={m.nav.unread(waits, waits > 99)} />}
        </button>
        {asks > 0 && (
          <Link to="/w/$workspace/people" params={{ workspace: workspace.id }} search={{ tab: 'requests' }} className={styles.headLink} aria-label={`${m.crew.people}: ${workspace.name}`} title={m.crew.waiting(asks)}>
            <Badge count={asks} label={m.crew.waiting(asks)} />
          </Link>
        )}
        <IconButton ref={more} icon="dots" size="small" label={`${m.more}: ${workspace.name}`} aria-expanded={shown === 'menu'} aria-haspopup="menu" onPress={() => show('menu')} />
      </div>
      {isOpen && (
        <ul role="list">
          {channels.map((one, index) => (
            <li key={one.channel.id}>
              {one.channel.section && one.channel.section !== channels[index - 1]?.channel.section && <p className={styles.heading}>{one.channel.section}</p>}
              <ChannelLink row={one} />
            </li>
          ))}
        </ul>
      )}
      <Suspense>
        {shown === 'menu' && <LazyMenu label={workspace.name} groups={[{ id: 'ways', choices }]} trigger={more} onChoose={choose} onClose={() => show((now) => (now === 'menu' ? undefined : now))} />}
        {shown === 'channel' && <LazyCreateChannel workspace={workspace.id} onClose={() => show(undefined)} />}
      </Suspense>
    </div>
  )
}

export function DirectList() {
  const { m } = useText()
  const directs = useSelected(select.directs)
  const requests = useSelected(select.requests)
  const me = useSelected((state) => state.me?.id)
  const [isNew, setNew] = useState(false)
  useWatched('directs', directs.flatMap((row) => othersIn(row.channel, me)))
  return (
    <nav aria-label={m.nav.direct} className={styles.section}>
      <div className={styles.sectionHead}>
        <h2>{m.nav.direct}</h2>
        <IconButton icon="plus" size="small" label={m.nav.newDirect} onPress={() => setNew(true)} />
      </div>
      {requests > 0 && (
        <Link to="/requests" className={styles.requests}>
          {m.moderation.requests} ({requests})
        </Link>
      )}
      {directs.length === 0 && <p className={styles.none}>{m.nav.noDirect}</p>}
      <ul role="list">
        {directs.map((row) => (
          <li key={row.channel.id}>
            <ChannelLink row={row} />
          </li>
        ))}
      </ul>
      {isNew && (
        <Suspense>
          <LazyNewDirect onClose={() => setNew(false)} />
        </Suspense>
      )}
    </nav>
  )
}
