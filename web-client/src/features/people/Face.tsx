// The face of a member: their picture for who may see it, else two letters.
import { pictureUrl, type MemberId, type MemberView } from '../../store'
import { Avatar, type AvatarLook } from '../../ui/Avatar'

interface Props extends AvatarLook {
  /** Of whom, also while nothing more is known of them. */
  id: MemberId
  member: MemberView | undefined
}

export function Face({ id, member, ...look }: Props) {
  return (
    <Avatar
      id={id}
      given={member?.given ?? ''}
      family={member?.family ?? ''}
      gone={member?.status === 'erased'}
      picture={pictureUrl(member)}
      {...look}
    />
  )
}
