// The people of a workspace: who is in and as what, who asks to be let in, and the links by which people come.
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { select, useSelected, useStore, type WorkspaceId } from '../../store'
import { useText } from '../../text'
import { Badge } from '../../ui/Badge'
import { Icon } from '../../ui/Icon'
import { NotFound } from '../places/NotFound'
import { CrewMembers } from './CrewMembers'
import { InvitationsPanel } from './InvitationsPanel'
import { RequestsQueue } from './RequestsQueue'
import styles from './invitations.module.css'

export type CrewTab = 'members' | 'requests' | 'invitations'

export function CrewScreen({ workspace: id, tab }: { workspace: WorkspaceId; tab: CrewTab }) {
  const { m } = useText()
  const store = useStore()
  const workspace = useSelected((state) => state.workspaces.get(id))
  const roles = useSelected((state) => select.placeMembers(state, id))
  const me = useSelected((state) => state.me?.id)
  const waiting = useSelected((state) => state.comingIn.queues.get(id) ?? 0)
  const heard = useSelected((state) => state.comingIn.heard)
  useEffect(() => {
    document.title = `${m.crew.title(workspace?.name ?? '')} – ${m.product}`
  }, [m, workspace?.name])
  useEffect(() => void store.loadPlaceMembers({ workspace: id }), [store, id, heard])
  if (!workspace) return <NotFound />

  const role = roles?.find((one) => one.member === me)?.role
  const leads = role === 'owner' || role === 'facilitator'
  const tabs = [
    { tab: 'members', name: m.crew.members, count: 0 },
    { tab: 'requests', name: m.crew.requests, count: waiting },
    { tab: 'invitations', name: m.crew.invitations, count: 0 },
  ] as const

  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <header className={styles.head}>
          <Link to="/channels" className={styles.back} aria-label={m.nav.channels}>
            <Icon name="back" />
          </Link>
          <h1>{m.crew.title(workspace.name)}</h1>
        </header>
        {leads && (
          <nav aria-label={m.crew.tabs} className={styles.tabs}>
            {tabs.map((one) => (
              <a key={one.tab} href={`/w/${id}/people${one.tab === 'members' ? '' : `?tab=${one.tab}`}`} className={styles.tab} aria-current={one.tab === tab ? 'page' : undefined}>
                {one.name}
                <Badge count={one.count} label={m.crew.waiting(one.count)} />
              </a>
            ))}
          </nav>
        )}
        {(tab === 'members' || !leads) && <CrewMembers workspace={id} roles={roles} own={role} />}
        {tab === 'requests' && leads && <RequestsQueue workspace={id} />}
        {tab === 'invitations' && leads && <InvitationsPanel place={{ workspace: id }} mayBringMembers />}
      </div>
    </main>
  )
}
