// Every route of `/api/v1` that this client uses, one line each.
import type { Http, Query, Reply } from './http'
import type {
  AbsentView, ApplicationView, ApplyBody, EntranceBody, LetterBody, OwnApplication, PasswordBody, TermsBody,
  AcceptBody, InvitationCard, InvitationsBody, MoveBody, MoveCard, RequestsBody, RequestView, TokenBody,
  Ack, BringBody, BringView, ChannelId, ChannelView, Command, DemoBody, EventsPage, FeedbackView, FormerText, ImportBody, ImportId, ImportLink, ImportView, ItemId, ItemsPage, ItemsQuery, ItemView, MemberView,
  MembersQuery, MessageId, MessagePlace, MessagesPage, MessagesQuery, PlaceMember, SessionView, SignedIn, SignInBody,
  SignInLinkBody, StartBody, StreamId, TagView, UnreadBody, WorkspaceCard, WorkspaceId, BlockView, HiddenText, OwnReportView, ReportView, DirectRequestView, WorkspacesQuery, EffectQuery, GlassView, WorkspaceEffect,
} from './protocol.gen'
import type {
  CompetenceView, DirectoryPage, DirectoryQuery, DutiesBody, MemberId, OrganisationBody, OrganisationId,
  OrganisationRow, OrganisationsQuery, ProfileBody, InboxBody, SearchBody, NoticesBody, TagBody, TagQuery,
} from './protocol.gen'

export interface Api {
  signIn(body: SignInBody): Promise<Reply<SignedIn>>
  signInByLink(body: SignInLinkBody): Promise<Reply<SignedIn>>
  signOut(): Promise<Reply<unknown>>
  start(): Promise<Reply<StartBody>>
  sessions(): Promise<Reply<SessionView[]>>
  demo(): Promise<Reply<DemoBody>>
  command(command: Command): Promise<Reply<Ack>>
  events(stream: StreamId, query: { after?: number; before?: number; limit?: number }): Promise<Reply<EventsPage>>
  channel(channel: ChannelId): Promise<Reply<ChannelView>>
  messages(channel: ChannelId, query: Partial<MessagesQuery>): Promise<Reply<MessagesPage>>
  items(channel: ChannelId, query: Partial<ItemsQuery>): Promise<Reply<ItemsPage>>
  channelMembers(channel: ChannelId): Promise<Reply<PlaceMember[]>>
  item(item: ItemId): Promise<Reply<ItemView>>
  message(message: MessageId): Promise<Reply<MessagePlace>>
  edits(message: MessageId): Promise<Reply<FormerText[]>>
  workspaces(query?: WorkspacesQuery): Promise<Reply<WorkspaceCard[]>>
  workspaceCard(workspace: WorkspaceId): Promise<Reply<WorkspaceCard>>
  workspaceEffect(workspace: WorkspaceId, query: EffectQuery): Promise<Reply<WorkspaceEffect>>
  workspaceGlasses(workspace: WorkspaceId): Promise<Reply<GlassView[]>>
  glasses(): Promise<Reply<GlassView[]>>
  workspaceChannels(workspace: WorkspaceId): Promise<Reply<ChannelView[]>>
  workspaceMembers(workspace: WorkspaceId): Promise<Reply<PlaceMember[]>>
  members(query: Partial<MembersQuery>): Promise<Reply<MemberView[]>>
  profile(member: MemberId): Promise<Reply<ProfileBody>>
  duties(member: MemberId): Promise<Reply<DutiesBody>>
  directory(query: Partial<DirectoryQuery>): Promise<Reply<DirectoryPage>>
  search(query: string, skip: number): Promise<Reply<SearchBody>>
  competences(): Promise<Reply<CompetenceView[]>>
  organisations(query: Partial<OrganisationsQuery>): Promise<Reply<OrganisationRow[]>>
  organisation(organisation: OrganisationId): Promise<Reply<OrganisationBody>>
  unread(channel?: ChannelId): Promise<Reply<UnreadBody>>
  tags(query: string): Promise<Reply<TagView[]>>
  tag(slug: string, query?: Partial<TagQuery>): Promise<Reply<TagBody>>
  inbox(): Promise<Reply<InboxBody>>
  notices(): Promise<Reply<NoticesBody>>
  ownFeedback(): Promise<Reply<FeedbackView[]>>
  /** For parts that are fetched when first needed. */
  ask<T>(path: string, query?: Query): Promise<Reply<T>>
  /** What those who hold an office are told, by the last part of the address. */
  administration<T>(path: string, query?: Query): Promise<Reply<T>>
  uploadImport(body: ImportBody): Promise<Reply<ImportView>>
  uploadBringing(channel: ChannelId, body: BringBody): Promise<Reply<BringView>>
  importLinks(id: ImportId): Promise<Reply<ImportLink[]>>
  blocks(): Promise<Reply<BlockView[]>>
  directRequests(): Promise<Reply<DirectRequestView[]>>
  hiddenText(message: MessageId): Promise<Reply<HiddenText>>
  reports(): Promise<Reply<ReportView[]>>
  workspaceReports(workspace: WorkspaceId): Promise<Reply<ReportView[]>>
  ownReports(): Promise<Reply<OwnReportView[]>>
  entrance(): Promise<Reply<EntranceBody>>
  terms(): Promise<Reply<TermsBody>>
  apply(body: ApplyBody): Promise<Reply<unknown>>
  askLetter(body: LetterBody): Promise<Reply<unknown>>
  setPassword(body: PasswordBody): Promise<Reply<unknown>>
  application(): Promise<Reply<OwnApplication>>
  applications(state: 'waiting' | 'decided'): Promise<Reply<ApplicationView[]>>
  absent(): Promise<Reply<AbsentView[]>>
  lookInvitation(body: TokenBody): Promise<Reply<InvitationCard>>
  acceptInvitation(body: AcceptBody): Promise<Reply<SignedIn>>
  networkInvitations(): Promise<Reply<InvitationsBody>>
  workspaceInvitations(workspace: WorkspaceId): Promise<Reply<InvitationsBody>>
  channelInvitations(channel: ChannelId): Promise<Reply<InvitationsBody>>
  requests(): Promise<Reply<RequestsBody>>
  workspaceRequests(workspace: WorkspaceId): Promise<Reply<RequestView[]>>
  lookMove(body: TokenBody): Promise<Reply<MoveCard>>
  useMove(body: MoveBody): Promise<Reply<SignedIn>>
}

export function createApi({ get, post }: Http): Api {
  return {
    ask: get,
    signIn: (body) => post('/sign-in', body),
    signInByLink: (body) => post('/sign-in/link', body),
    signOut: () => post('/sign-out', {}),
    start: () => get('/start'),
    sessions: () => get('/sessions'),
    demo: () => get('/demo'),
    command: (command) => post('/commands', command),
    events: (stream, query) => get(`/streams/${stream}/events`, query),
    channel: (channel) => get(`/channels/${channel}`),
    messages: (channel, query) => get(`/channels/${channel}/messages`, query as Query),
    items: (channel, query) => get(`/channels/${channel}/items`, query as Query),
    channelMembers: (channel) => get(`/channels/${channel}/members`),
    item: (item) => get(`/items/${item}`),
    message: (message) => get(`/messages/${message}`),
    edits: (message) => get(`/messages/${message}/edits`),
    workspaces: (query) => get('/workspaces', query as Query),
    workspaceCard: (workspace) => get(`/workspaces/${workspace}`),
    workspaceEffect: (workspace, query) => get(`/workspaces/${workspace}/effect`, query as Query),
    workspaceGlasses: (workspace) => get(`/workspaces/${workspace}/glasses`),
    glasses: () => get('/administration/glasses'),
    workspaceChannels: (workspace) => get(`/workspaces/${workspace}/channels`),
    workspaceMembers: (workspace) => get(`/workspaces/${workspace}/members`),
    members: (query) => get('/members', query as Query),
    profile: (member) => get(`/members/${member}`),
    duties: (member) => get(`/members/${member}/duties`),
    directory: (query) => get('/directory', query as Query),
    search: (query, skip) => get('/search', { query, skip }),
    competences: () => get('/competences'),
    organisations: (query) => get('/organisations', query as Query),
    organisation: (organisation) => get(`/organisations/${organisation}`),
    unread: (channel) => get('/unread', { channel }),
    tags: (query) => get('/tags', { query }),
    tag: (slug, query) => get(`/tags/${encodeURIComponent(slug)}`, query as Query),
    inbox: () => get('/inbox'),
    notices: () => get('/notices/settings'),
    ownFeedback: () => get('/feedback'),
    administration: (path, query) => get(`/administration/${path}`, query),
    uploadBringing: (channel, body) => post(`/channels/${channel}/imports`, body),
    uploadImport: (body) => post('/administration/imports', body),
    importLinks: (id) => post(`/administration/imports/${id}/links`, {}),
    blocks: () => get('/blocks'),
    directRequests: () => get('/direct-requests'),
    hiddenText: (message) => get(`/messages/${message}/hidden`),
    reports: () => get('/reports'),
    workspaceReports: (workspace) => get(`/workspaces/${workspace}/reports`),
    ownReports: () => get('/reports/mine'),
    entrance: () => get('/entrance'),
    terms: () => get('/terms'),
    apply: (body) => post('/applications', body),
    askLetter: (body) => post('/sign-in/letter', body),
    setPassword: (body) => post('/password', body),
    application: () => get('/application'),
    applications: (state) => get('/applications', { state }),
    absent: () => get('/absent'),
    lookInvitation: (body) => post('/invitations/look', body),
    acceptInvitation: (body) => post('/invitations/accept', body),
    networkInvitations: () => get('/invitations'),
    workspaceInvitations: (workspace) => get(`/workspaces/${workspace}/invitations`),
    channelInvitations: (channel) => get(`/channels/${channel}/invitations`),
    requests: () => get('/requests'),
    workspaceRequests: (workspace) => get(`/workspaces/${workspace}/requests`),
    lookMove: (body) => post('/moves/look', body),
    useMove: (body) => post('/moves/use', body),
  }
}
