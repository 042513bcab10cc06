// In "Minä": links into the network, for who may make them or has made some. Shows nothing to anybody else.
import { useEffect, useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { InvitationsPanel } from './InvitationsPanel'

export function NetworkInvite({ className }: { className: string | undefined }) {
  const { m } = useText()
  const store = useStore()
  const [isShown, setShown] = useState(false)
  useEffect(() => {
    void store.listInvitations(undefined).then((got) => setShown(got.ok && (got.value.may_invite || got.value.invitations.length > 0)))
  }, [store])
  if (!isShown) return null
  return (
    <section className={className}>
      <h2>{m.links.toNetwork}</h2>
      <InvitationsPanel place={undefined} mayBringMembers />
    </section>
  )
}
