// A reason in words, and what "less of this" means. Pure.
import type { FeedReason, FeedRow, Follow, State, Subject } from '../../store'
import { regionName, type Locale, type Messages } from '../../text'
import type { FeedWords } from '../../text/feed'
import { memberName, organisationName } from '../people/names'

/** Tenths of a point as people write them. */
export function pointWords(tenths: number, locale: Locale, sign = true): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 1, ...(sign && { signDisplay: 'exceptZero' }) }).format(tenths / 10)
}

export function reasonWords(reason: FeedReason, row: FeedRow, state: Pick<State, 'members' | 'organisations'>, w: FeedWords, m: Messages, locale: Locale): string {
  const subject = reason.subject ?? ''
  switch (reason.why) {
    case 'tag':
      return w.reasons.tag(subject)
    case 'member':
      return w.reasons.member(memberName(state.members.get(subject), m))
    case 'channel':
      return w.reasons.channel(row.channel_name)
    case 'region':
      return w.reasons.region(regionName(subject, locale))
    case 'workspace':
      return w.reasons.workspace(row.workspace_name)
    case 'organisation':
      return w.reasons.organisation(organisationName(state.organisations.get(subject), locale))
    case 'role':
      return w.reasons.role(w.roles[subject] ?? (m.who.kinds as Record<string, string>)[subject] ?? subject)
    case 'freshness':
      return w.reasons.freshness
  }
}

/** The next step down of what is followed; of the rest there is none. */
export function lessOf(reason: FeedReason): { subject: Subject; level: Follow } | undefined {
  const { why, subject } = reason
  if (subject === undefined) return undefined
  const level: Follow = reason.level === 'watch' ? 'follow' : 'default'
  if (why === 'tag') return { subject: { tag: subject }, level }
  if (why === 'member') return { subject: { member: subject }, level }
  if (why === 'channel') return { subject: { channel: subject }, level }
  return undefined
}

export function addressOf(row: FeedRow): string | undefined {
  if (row.channel !== undefined && row.item !== undefined) return `/c/${row.channel}/t/${row.item}`
  if (row.channel !== undefined) return `/c/${row.channel}`
  return row.workspace === undefined ? undefined : `/w/${row.workspace}`
}
