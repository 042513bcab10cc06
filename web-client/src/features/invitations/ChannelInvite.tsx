// Links to one channel, in a dialog over it.
import { useSelected, type ChannelView } from '../../store'
import { useText } from '../../text'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { InvitationsPanel } from './InvitationsPanel'

export function ChannelInvite({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const { m } = useText()
  const workspace = useSelected((state) => (channel.workspace === undefined ? undefined : state.workspaces.get(channel.workspace)))
  const me = useSelected((state) => state.me?.id)
  const mayBringMembers = me !== undefined && workspace?.owners.includes(me) === true
  return (
    <DialogFrame title={`${m.links.inviteToChannel}: ${channel.name}`} closeLabel={m.close} onClose={onClose}>
      <InvitationsPanel place={{ channel: channel.id }} mayBringMembers={mayBringMembers} />
    </DialogFrame>
  )
}
