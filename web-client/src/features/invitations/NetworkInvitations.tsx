// Links into the network itself: an administrator's part of running it.
import { InvitationsPanel } from './InvitationsPanel'

export function NetworkInvitations() {
  return <InvitationsPanel place={undefined} mayBringMembers />
}
