// The parts of the network's administration, in the order of the list. A new part is one line here: its address under
// /admin, its words, the offices that see it, and its screen, fetched when first opened.
import { lazy, type ComponentType } from 'react'
import type { Messages } from '../../text'
import type { IconName } from '../../ui/Icon'

export type Office = 'moderator' | 'network_admin'

export interface Section {
  readonly id: string
  readonly title: (m: Messages) => string
  readonly icon: IconName
  /** Who is shown it. The server judges by itself. */
  readonly offices: readonly Office[]
  readonly component: ComponentType
}

const ADMINISTRATOR: readonly Office[] = ['network_admin']
const EITHER: readonly Office[] = ['network_admin', 'moderator']

export const sections: readonly Section[] = [
  { id: 'overview', title: (m) => m.admin.sections.overview, icon: 'fresh', offices: EITHER, component: lazy(() => import('./OverviewSection').then((part) => ({ default: part.OverviewSection }))) },
  { id: 'members', title: (m) => m.admin.sections.members, icon: 'people', offices: ADMINISTRATOR, component: lazy(() => import('./MembersSection').then((part) => ({ default: part.MembersSection }))) },
  { id: 'arrivals', title: (m) => m.arrivals.queue, icon: 'person', offices: ADMINISTRATOR, component: lazy(() => import('../arrivals/QueueSection').then((part) => ({ default: part.QueueSection }))) },
  { id: 'absent', title: (m) => m.arrivals.absent, icon: 'clock', offices: ADMINISTRATOR, component: lazy(() => import('../arrivals/AbsentSection').then((part) => ({ default: part.AbsentSection }))) },
  { id: 'import', title: (m) => m.admin.sections.import, icon: 'plus', offices: ADMINISTRATOR, component: lazy(() => import('./ImportSection').then((part) => ({ default: part.ImportSection }))) },
  { id: 'invitations', title: (m) => m.links.title, icon: 'link', offices: ADMINISTRATOR, component: lazy(() => import('../invitations/NetworkInvitations').then((part) => ({ default: part.NetworkInvitations }))) },
  { id: 'organisations', title: (m) => m.admin.sections.organisations, icon: 'globe', offices: ADMINISTRATOR, component: lazy(() => import('./OrganisationsSection').then((part) => ({ default: part.OrganisationsSection }))) },
  { id: 'competences', title: (m) => m.admin.competences.title, icon: 'check', offices: ADMINISTRATOR, component: lazy(() => import('./CompetencesSection').then((part) => ({ default: part.CompetencesSection }))) },
  { id: 'workspaces', title: (m) => m.admin.sections.workspaces, icon: 'hash', offices: ADMINISTRATOR, component: lazy(() => import('./WorkspacesSection').then((part) => ({ default: part.WorkspacesSection }))) },
  { id: 'reports', title: (m) => m.moderation.queue, icon: 'flag', offices: EITHER, component: lazy(() => import('../moderation/NetworkReports').then((part) => ({ default: part.NetworkReports }))) },
  { id: 'glass', title: (m) => m.workspaces.requests, icon: 'eye', offices: ADMINISTRATOR, component: lazy(() => import('../workspaces/GlassSection').then((part) => ({ default: part.GlassSection }))) },
  { id: 'feedback', title: (m) => m.admin.sections.feedback, icon: 'talk', offices: ADMINISTRATOR, component: lazy(() => import('./FeedbackSection').then((part) => ({ default: part.FeedbackSection }))) },
  { id: 'settings', title: (m) => m.admin.sections.settings, icon: 'pencil', offices: ADMINISTRATOR, component: lazy(() => import('./SettingsSection').then((part) => ({ default: part.SettingsSection }))) },
  { id: 'terms', title: (m) => m.arrivals.publish, icon: 'quote', offices: ADMINISTRATOR, component: lazy(() => import('../arrivals/PublishSection').then((part) => ({ default: part.PublishSection }))) },
  { id: 'service', title: (m) => m.admin.sections.service, icon: 'device', offices: ADMINISTRATOR, component: lazy(() => import('./ServiceSection').then((part) => ({ default: part.ServiceSection }))) },
  { id: 'audit', title: (m) => m.admin.sections.audit, icon: 'lock', offices: ADMINISTRATOR, component: lazy(() => import('./AuditSection').then((part) => ({ default: part.AuditSection }))) },
]

/** Those that this office is shown; none for an ordinary member. */
export function sectionsOf(office: string | undefined): readonly Section[] {
  return sections.filter((section) => section.offices.some((one) => one === office))
}
