// Every address of the client on one page. Screens that are not the talk itself are fetched when first opened.
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Navigate, Outlet, redirect, useRouterState } from '@tanstack/react-router'
import { ChannelScreen } from '../features/channel/ChannelScreen'
import type { TagOrder, TagSort } from '../features/tags/TagScreen'
import { activitySearch, reportSearch } from '../features/activity/search'
import { directorySearch } from '../features/directory/search'
import { NotFound } from '../features/places/NotFound'
import { useSelected } from '../store'
import { useText } from '../text'
import { ChannelsScreen, DirectScreen } from './ListScreens'
import { Shell } from './Shell'
import { LazyConsent, LazyEntrance, LazyLinkScreen, LazyPending, LazyInviteScreen, LazyMoveScreen } from './entrance'
import { Suspense } from 'react'
import { Failed } from './Failed'

const BrowseScreen = lazyRouteComponent(() => import('../features/places/BrowseScreen'), 'BrowseScreen')
const WorkspaceFront = lazyRouteComponent(() => import('../features/workspaces/WorkspaceScreen'), 'WorkspaceScreen')
const WorkspaceSettings = lazyRouteComponent(() => import('../features/workspaces/SettingsScreen'), 'SettingsScreen')

interface Search {
  at?: string
  first?: boolean
}

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound, errorComponent: Failed })

/** Whoever is not signed in meets the entrance, at whatever address; after signing in they are where they wanted to be. */
function Door() {
  const { m } = useText()
  const phase = useSelected((state) => state.phase)
  const termsDue = useSelected((state) => state.termsDue)
  if (phase === 'unknown') return <p className="sr-only">{m.loading}</p>
  if (phase === 'signed_out')
    return (
      <Suspense>
        <LazyEntrance />
      </Suspense>
    )
  if (phase === 'pending')
    return (
      <Suspense>
        <LazyPending />
      </Suspense>
    )
  if (phase === 'ready' && termsDue !== undefined)
    return (
      <Suspense>
        <LazyConsent version={termsDue} />
      </Suspense>
    )
  return <Shell />
}

const inside = createRoute({ getParentRoute: () => root, id: 'inside', component: Door })
const at = <Path extends string>(path: Path, component: () => React.ReactNode) => createRoute({ getParentRoute: () => inside, path, component })

const search = (given: Record<string, unknown>): Search => ({
  ...(typeof given['at'] === 'string' && /^\d{4}-\d\d-\d\d$/.test(given['at']) && { at: given['at'] }),
  ...((given['first'] === true || given['first'] === 1) && { first: true }),
})

const channel = createRoute({
  getParentRoute: () => inside,
  path: '/c/$channel',
  validateSearch: search,
  component: function Channel() {
    const { channel: id } = channel.useParams()
    const { at: day } = channel.useSearch()
    return <ChannelScreen key={id} channel={id} at={day} />
  },
})
const topic = createRoute({
  getParentRoute: () => inside,
  path: '/c/$channel/t/$item',
  component: function Topic() {
    const { channel: id, item } = topic.useParams()
    return <ChannelScreen key={id} channel={id} item={item} />
  },
})
const message = createRoute({
  getParentRoute: () => inside,
  path: '/c/$channel/m/$message',
  component: function Message() {
    const { channel: id, message: wanted } = message.useParams()
    return <ChannelScreen key={id} channel={id} message={wanted} />
  },
})
const LazyFresh = lazyRouteComponent(() => import('../features/fresh/FreshScreen'), 'FreshScreen')
const fresh = createRoute({
  getParentRoute: () => inside,
  path: '/fresh',
  validateSearch: (given: Record<string, unknown>): { filter?: 'followed' | 'mentions' | 'direct'; one?: string } => ({
    ...((given['filter'] === 'followed' || given['filter'] === 'mentions' || given['filter'] === 'direct') && { filter: given['filter'] }),
    ...(typeof given['one'] === 'string' && { one: given['one'] }),
  }),
  component: function Fresh() {
    const { filter = 'all', one } = fresh.useSearch()
    return <LazyFresh filter={filter} one={one} />
  },
})
const LazyFeed = lazyRouteComponent(() => import('../features/feed/FeedScreen'), 'FeedScreen')
const feed = createRoute({
  getParentRoute: () => inside,
  path: '/feed',
  validateSearch: (given: Record<string, unknown>): { order?: 'newest' } => (given['order'] === 'newest' ? { order: 'newest' } : {}),
  component: function Feed() {
    const { order = 'points' } = feed.useSearch()
    return <LazyFeed order={order} />
  },
})
const LazyTag = lazyRouteComponent(() => import('../features/tags/TagScreen'), 'TagScreen')
const tag = createRoute({
  getParentRoute: () => inside,
  path: '/tag/$slug',
  validateSearch: (given: Record<string, unknown>): { sort?: TagSort; order?: TagOrder } => ({
    ...(['message', 'item', 'workspace', 'organisation', 'member'].includes(String(given['sort'])) && { sort: given['sort'] as TagSort }),
    ...(given['order'] === 'used' && { order: 'used' }),
  }),
  component: function Tag() {
    const { slug } = tag.useParams()
    const { sort = 'all', order = 'newest' } = tag.useSearch()
    return <LazyTag key={slug} slug={slug} sort={sort} order={order} />
  },
})
const notices = createRoute({
  getParentRoute: () => inside,
  path: '/me/notices',
  component: lazyRouteComponent(() => import('../features/tags/NoticesScreen'), 'NoticesScreen'),
})
const welcome = createRoute({
  getParentRoute: () => inside,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../features/tags/WelcomeScreen'), 'WelcomeScreen'),
})
const browse = createRoute({
  getParentRoute: () => inside,
  path: '/browse',
  validateSearch: (given: Record<string, unknown>): { tag?: string } => (typeof given['tag'] === 'string' ? { tag: given['tag'] } : {}),
  component: function Browse() {
    const { tag } = browse.useSearch()
    return <BrowseScreen key={tag ?? ''} tag={tag} />
  },
})
const workspace = createRoute({
  getParentRoute: () => inside,
  path: '/w/$workspace',
  component: function Workspace() {
    const { workspace: id } = workspace.useParams()
    return <WorkspaceFront key={id} workspace={id} />
  },
})
const workspaceSettings = createRoute({
  getParentRoute: () => inside,
  path: '/w/$workspace/settings',
  component: function Settings() {
    const { workspace: id } = workspaceSettings.useParams()
    return <WorkspaceSettings key={id} workspace={id} />
  },
})
const me = createRoute({
  getParentRoute: () => inside,
  path: '/me',
  component: lazyRouteComponent(() => import('../features/me/MeScreen'), 'MeScreen'),
})
const administration = lazyRouteComponent(() => import('../features/administration/AdministrationScreen'), 'AdministrationScreen')
const admin = createRoute({
  getParentRoute: () => inside,
  path: '/admin',
  component: administration,
})
const adminSection = createRoute({
  getParentRoute: () => inside,
  path: '/admin/$section',
  validateSearch: (given: Record<string, unknown>): { only?: string } => (typeof given['only'] === 'string' ? { only: given['only'] } : {}),
  component: administration,
})
const requests = createRoute({
  getParentRoute: () => inside,
  path: '/requests',
  component: lazyRouteComponent(() => import('../features/moderation/RequestsScreen'), 'RequestsScreen'),
})
const reports = createRoute({
  getParentRoute: () => inside,
  path: '/w/$workspace/reports',
  component: lazyRouteComponent(() => import('../features/moderation/ReportsScreen'), 'ReportsScreen'),
})
const directory = createRoute({
  getParentRoute: () => inside,
  path: '/directory',
  validateSearch: directorySearch,
  component: lazyRouteComponent(() => import('../features/directory/DirectoryScreen'), 'DirectoryScreen'),
})
const activity = createRoute({
  getParentRoute: () => inside,
  path: '/activity',
  validateSearch: activitySearch,
  component: lazyRouteComponent(() => import('../features/activity/ActivityScreen'), 'ActivityScreen'),
})
const asks = createRoute({ getParentRoute: () => inside, path: '/asks', component: lazyRouteComponent(() => import('../features/peers/AsksScreen'), 'AsksScreen') })
const report = createRoute({
  getParentRoute: () => inside,
  path: '/report',
  validateSearch: reportSearch,
  component: lazyRouteComponent(() => import('../features/activity/ReportScreen'), 'ReportScreen'),
})
const find = createRoute({
  getParentRoute: () => inside,
  path: '/search',
  // A number in an address is a word, too.
  validateSearch: (given: Record<string, unknown>): { q?: string } => (given['q'] === undefined ? {} : { q: String(given['q']) }),
  component: lazyRouteComponent(() => import('../features/search/SearchScreen'), 'SearchScreen'),
})
const searches = createRoute({
  getParentRoute: () => inside,
  path: '/searches',
  component: lazyRouteComponent(() => import('../features/search/SearchesScreen'), 'SearchesScreen'),
})
const organisations = createRoute({
  getParentRoute: () => inside,
  path: '/organisations',
  component: lazyRouteComponent(() => import('../features/directory/OrganisationsScreen'), 'OrganisationsScreen'),
})
const LazyOrganisation = lazyRouteComponent(() => import('../features/directory/OrganisationScreen'), 'OrganisationScreen')
const organisation = createRoute({
  getParentRoute: () => inside,
  path: '/o/$organisation',
  component: function Organisation() {
    const { organisation: id } = organisation.useParams()
    return <LazyOrganisation key={id} id={id} />
  },
})
const LazyProfile = lazyRouteComponent(() => import('../features/directory/ProfileScreen'), 'ProfileScreen')
const profile = createRoute({
  getParentRoute: () => inside,
  path: '/p/$member',
  component: function Profile() {
    const { member } = profile.useParams()
    return <LazyProfile key={member} id={member} />
  },
})
const ownProfile = createRoute({
  getParentRoute: () => inside,
  path: '/me/profile',
  component: lazyRouteComponent(() => import('../features/directory/EditProfileScreen'), 'EditProfileScreen'),
})
const start = createRoute({
  getParentRoute: () => inside,
  path: '/',
  component: () => <Navigate to="/fresh" replace />,
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  beforeLoad: () => {
    throw redirect({ to: '/fresh', replace: true })
  },
})
const link = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/link/$token',
  validateSearch: search,
  component: function Link() {
    const { token } = link.useParams()
    const { first } = link.useSearch()
    const navigate = link.useNavigate()
    return (
      <Suspense>
        <LazyLinkScreen token={token} isFirst={first === true} onDone={() => void navigate({ to: '/fresh', replace: true })} />
      </Suspense>
    )
  },
})

const register = createRoute({
  getParentRoute: () => root,
  path: '/register',
  component: lazyRouteComponent(() => import('../features/arrivals/ApplyScreen'), 'ApplyScreen'),
})
const forgotten = createRoute({
  getParentRoute: () => root,
  path: '/forgotten',
  component: lazyRouteComponent(() => import('../features/arrivals/ForgottenScreen'), 'ForgottenScreen'),
})
const terms = createRoute({
  getParentRoute: () => root,
  path: '/terms',
  component: lazyRouteComponent(() => import('../features/arrivals/TermsScreen'), 'TermsScreen'),
})
const arrivals = createRoute({
  getParentRoute: () => inside,
  path: '/arrivals',
  component: lazyRouteComponent(() => import('../features/arrivals/ArrivalsScreen'), 'ArrivalsScreen'),
})

// The secret of these two stands behind the #: no server is sent it, and it stands in no log.
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  component: function Invite() {
    const token = useRouterState({ select: (state) => state.location.hash })
    return (
      <Suspense>
        <LazyInviteScreen key={token} token={token} />
      </Suspense>
    )
  },
})
const move = createRoute({
  getParentRoute: () => root,
  path: '/move',
  component: function Move() {
    const token = useRouterState({ select: (state) => state.location.hash })
    const navigate = move.useNavigate()
    return (
      <Suspense>
        <LazyMoveScreen key={token} token={token} onDone={() => void navigate({ to: '/fresh', replace: true })} />
      </Suspense>
    )
  },
})
const LazyCrew = lazyRouteComponent(() => import('../features/invitations/CrewScreen'), 'CrewScreen')
const crew = createRoute({
  getParentRoute: () => inside,
  path: '/w/$workspace/people',
  validateSearch: (given: Record<string, unknown>): { tab?: 'requests' | 'invitations' } =>
    given['tab'] === 'requests' || given['tab'] === 'invitations' ? { tab: given['tab'] } : {},
  component: function Crew() {
    const { workspace } = crew.useParams()
    const { tab = 'members' } = crew.useSearch()
    return <LazyCrew key={workspace} workspace={workspace} tab={tab} />
  },
})

const tree = root.addChildren([
  signIn,
  link,
  register,
  forgotten,
  terms,
  invite,
  move,
  inside.addChildren([start, fresh, feed, at('/channels', ChannelsScreen), at('/direct', DirectScreen), channel, topic, message, browse, workspace, workspaceSettings, crew, me, admin, adminSection, arrivals, requests, reports,
    directory, find, searches, activity, report, asks, organisations, organisation, profile, ownProfile, tag, notices, welcome,
  ]),
])

export const router = createRouter({ routeTree: tree, defaultPreload: false, scrollRestoration: false })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
