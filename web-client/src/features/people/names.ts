// What things are called on the screen: people, organisations, channels, items. Pure: state in, words out.
import type { ChannelView, ItemView, MemberId, MemberView, OrganisationId, OrganisationView, State } from '../../store'
import type { Locale, Messages } from '../../text'

export function memberName(member: MemberView | undefined, m: Messages): string {
  if (!member) return '…'
  if (member.status === 'erased') return m.message.deletedMember
  return `${member.given} ${member.family}`.trim()
}

export function organisationName(organisation: OrganisationView | undefined, locale: Locale): string {
  if (!organisation) return ''
  return organisation.name[locale] || organisation.name.fi
}

/** The organisation that a member speaks for when nothing else is said. */
export function mainOrganisation(state: State, member: MemberView | undefined): OrganisationView | undefined {
  const affiliation = member?.affiliations.find((one) => one.main) ?? member?.affiliations[0]
  return affiliation && state.organisations.get(affiliation.organisation)
}

export function organisationOf(state: State, id: OrganisationId | undefined): OrganisationView | undefined {
  return id === undefined ? undefined : state.organisations.get(id)
}

/** Those in a direct channel besides oneself; oneself when alone. */
export function othersIn(channel: ChannelView, me: MemberId | undefined): MemberId[] {
  const members = channel.members ?? []
  const others = members.filter((id) => id !== me)
  return others.length > 0 ? others : members
}

export function channelName(state: State, channel: ChannelView | undefined, m: Messages): string {
  if (!channel) return '…'
  if (channel.workspace !== undefined) return channel.name
  const names = othersIn(channel, state.me?.id).map((id) => memberName(state.members.get(id), m))
  return names.length > 0 ? names.join(', ') : channel.name || m.timeline.untitledDirect
}

export function itemTitle(item: ItemView | undefined, m: Messages): string {
  if (!item) return m.timeline.wholeChannel
  if (item.hidden) return m.moderation.hiddenItem
  return item.main ? m.timeline.main : item.title || m.plain.untitled
}
