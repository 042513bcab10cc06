// What views may ask of the store. Free of any framework: one subscription, one immutable state, actions
// as methods. Views never see the socket, HTTP or IndexedDB.
import type {
  Ack, BringView, BroughtFile, ChannelId, Command, DemoBody, Follow, FormerText, Goal, ItemId, ItemsPage, ItemsQuery, ItemView, JsonValue, Left, MemberId,
  MemberView, MessageId, MessagePlace, OrganisationId, Place, Refusal, SessionId, SessionView, SignInBody,
  SignInLinkBody, Subject, TagView, Talk, WorkspaceCard, WorkspaceId, ChannelView, ClientId,
  AdminMembersPage, AdminMembersQuery, AdminOrganisation, AdminWorkspacesPage, AdminWorkspacesQuery, AuditPage, AuditQuery,
  ChainView, ChangeNetwork, FeedbackId, FeedbackView, ImportId, ImportLink, ImportView, NodeView, OverviewBody, SendFeedback, SettingsBody,
  StorageBody,
  BlockView, HiddenText, OwnReportView, ReportId, ReportSubject, ReportView, DirectRequestView,
  ConfigureWorkspace, EffectQuery, FoundWorkspace, GlassView, WorkspaceEffect, WorkspacesQuery,
  AcceptBody, InvitationCard, InvitationId, InvitationLink, InvitationsBody, MoveBody, MoveCard, MoveId, RequestView,
} from '../wire'
import type { Query } from '../wire'
import type { Arrivals } from './arrivals'
import type { Files } from './files'
import type { Attached, Draft, State } from './state'
import type { Tags } from './tags'
import type {
  Affiliated, ChangeOrganisation, ChangeProfile, CompetenceView, CreateOrganisation, DirectoryPage,
  DirectoryQuery, DutiesBody, SearchBody, OrganisationBody, OrganisationRow, OrganisationsQuery, Parting, ProfileBody,
} from '../wire'

/** The answer to what a person asked for: it happened, or the reason why not. Never throws. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal }

/** Where a timeline opens. */
export type Opening = 'latest' | 'first_unread' | { readonly seq: number } | { readonly date: string }

/** An action of the protocol without the numbers that the store adds. */
export type Act = Command extends infer Each ? (Each extends unknown ? Omit<Each, 'ref' | 'client_id'> : never) : never

export interface Store extends Asking, Looking, Writing, Moving, Places, Accounts, Administration, Directory, Files, Moderation, Workspaces, Arrivals, ComingIn, Tags {
  /** Calls back after every change, at most once a task. Returns the way to stop. */
  subscribe(listener: () => void): () => void
  /** The state now; the same object until something changes. Selectors of `select.ts` read from it. */
  getSnapshot(): State
  /** A refusal that belongs to no row on the screen (a reaction that was not taken …). */
  onRefusal(listener: (refusal: Refusal) => void): () => void
  /** Reads IndexedDB and shows what it holds; resolves then. Connects by itself meanwhile. Call once. */
  start(): Promise<void>
  /** Writes to the device at once what would be written soon: the page is going away. */
  flush(): Promise<void>
  stop(): void
}

/** Parts that are fetched when first needed ask and act for themselves; nothing of it is kept in the state. */
export interface Asking {
  ask<T>(path: string, query?: Query): Promise<Outcome<T>>
  act(act: Act): Promise<Outcome<Ack>>
}

export interface Looking {
  /** The channel is on the screen: heard in full, items and the timeline loaded. Returns the way to leave it;
   *  several views may look at once. */
  look(channel: ChannelId): () => void
  /** Opens a timeline (`item` absent: the whole channel) at a place. What is held shows at once. */
  openTimeline(channel: ChannelId, item: ItemId | undefined, at: Opening): Promise<Outcome<{ seq?: number }>>
  /** Brings items and the newest page once, without hearing the channel in full: for lists with newest words. */
  peek(channel: ChannelId): void
  loadOlder(channel: ChannelId, item?: ItemId): Promise<void>
  loadNewer(channel: ChannelId, item?: ItemId): Promise<void>
  /** A further list of items of a kind (a state, a facet, the desk); not kept in the state. */
  listItems(channel: ChannelId, query: Partial<ItemsQuery>): Promise<Outcome<ItemsPage>>
  loadPins(channel: ChannelId): Promise<void>
  /** Asks for members not met yet; they appear in `state.members`. Asking again costs nothing. */
  needMembers(ids: readonly MemberId[]): void
  /** Asks for a message that a quote refers to; it appears in the channel's content, or `undefined` stays. */
  needMessage(id: MessageId): void
  loadPlaceMembers(place: Place): Promise<void>
  findMembers(query: string, channel?: ChannelId, limit?: number): Promise<readonly MemberView[]>
  findTags(query: string): Promise<readonly TagView[]>
  /** Where a permalink leads. */
  resolveMessage(id: MessageId): Promise<Outcome<MessagePlace>>
  formerTexts(id: MessageId): Promise<Outcome<readonly FormerText[]>>
  /** Who is here: the members whose presence the screen shows now. */
  watchPresence(ids: readonly MemberId[]): void
}

export interface Writing {
  /** Puts a message in the outbox; the row shows at once. Returns its client id. */
  send(channel: ChannelId, item: ItemId, text: string, more?: { quote?: MessageId | undefined; spokenAs?: OrganisationId | undefined; body?: JsonValue; attached?: readonly Attached[] | undefined }): ClientId
  edit(message: MessageId, text: string): void
  remove(message: MessageId): void
  /** Adds one's reaction, or takes it back when it is there. */
  toggleReaction(message: MessageId, emoji: string): void
  pin(message: MessageId): void
  unpin(message: MessageId): void
  /** Sends a failed entry again under the same client id. */
  retry(clientId: ClientId): void
  discard(clientId: ClientId): void
  setDraft(item: ItemId, draft: Draft | undefined): void
  /** Whether a person is looking at this device; told to the server when it changes. */
  active(isActive: boolean): void
  /** Tells others that one is writing; the store keeps it to once in four seconds. */
  typing(channel: ChannelId, item: ItemId): void
  /** Everything up to `seq` has been seen. Raises only; kept and sent later when offline. */
  markRead(channel: ChannelId, seq: number, item?: ItemId): void
  markUnread(channel: ChannelId, seq: number, item?: ItemId): Promise<Outcome<Ack>>
  createItem(channel: ChannelId, title: string, more?: { text?: string; body?: JsonValue; spokenAs?: OrganisationId | undefined }): Promise<Outcome<ItemId>>
  /** `change` is the kind's own command, `{ do: 'resolve' }`. */
  changeItem(item: ItemId, change: JsonValue, ifChangedSeq?: number): Promise<Outcome<Ack>>
  deleteItem(item: ItemId): Promise<Outcome<Ack>>
  follow(subject: Subject, level: Follow): Promise<Outcome<Ack>>
}

export interface Moving {
  /** Moves talk to where it belongs. Answers under which item it stands then, and what there was no room for. */
  moveTalk(what: Talk, to: Goal, notice: boolean): Promise<Outcome<{ item: ItemId; left?: Left }>>
  /** Where a topic is today. */
  resolveItem(id: ItemId): Promise<Outcome<ItemView>>
}

export interface Places {
  /** Workspaces one may know of, with one's role; `tag` or words narrow them. */
  listWorkspaces(query?: WorkspacesQuery): Promise<Outcome<readonly WorkspaceCard[]>>
  /** Every channel of a workspace that one may see. */
  listChannels(workspace: WorkspaceId): Promise<Outcome<readonly ChannelView[]>>
  join(channel: ChannelId): Promise<Outcome<Ack>>
  leave(channel: ChannelId): Promise<Outcome<Ack>>
  joinWorkspace(workspace: WorkspaceId): Promise<Outcome<Ack>>
  leaveWorkspace(workspace: WorkspaceId): Promise<Outcome<Ack>>
  addMember(place: Place, member: MemberId, role: string): Promise<Outcome<Ack>>
  removeMember(place: Place, member: MemberId): Promise<Outcome<Ack>>
  createWorkspace(words: { name: string; purpose: string; visibility: string; region?: string }): Promise<Outcome<WorkspaceId>>
  changeWorkspace(workspace: WorkspaceId, change: { name?: string; purpose?: string; visibility?: string; state?: string }): Promise<Outcome<Ack>>
  createChannel(words: { workspace: WorkspaceId; kind: string; name: string; topic: string; visibility: string }): Promise<Outcome<ChannelId>>
  changeChannel(channel: ChannelId, change: { name?: string; topic?: string; visibility?: string; state?: string; posting?: string }): Promise<Outcome<Ack>>
  openDirect(members: readonly MemberId[]): Promise<Outcome<ChannelId>>
}

export interface Workspaces {
  foundWorkspace(words: FoundWorkspace): Promise<Outcome<WorkspaceId>>
  configureWorkspace(workspace: WorkspaceId, settings: Omit<ConfigureWorkspace, 'workspace'>): Promise<Outcome<Ack>>
  /** `afterwards`: `facilitator`, `member` or `gone`. */
  handOver(workspace: WorkspaceId, member: MemberId, afterwards: string): Promise<Outcome<Ack>>
  /** Into a section, behind a channel; `after` absent: first in it. */
  arrangeChannel(channel: ChannelId, section: string, after?: ChannelId): Promise<Outcome<Ack>>
  workspaceCard(workspace: WorkspaceId): Promise<Outcome<WorkspaceCard>>
  /** What a change would do, before it is made. */
  workspaceEffect(workspace: WorkspaceId, query: EffectQuery): Promise<Outcome<WorkspaceEffect>>
  /** Administrators who have looked into it, for its owners. */
  workspaceGlasses(workspace: WorkspaceId): Promise<Outcome<readonly GlassView[]>>
  mendGlass(glass: string): Promise<Outcome<Ack>>
  askGlass(workspace: WorkspaceId, reason: string): Promise<Outcome<Ack>>
  breakGlass(glass: string): Promise<Outcome<Ack>>
  allGlasses(): Promise<Outcome<readonly GlassView[]>>
}

/** Who is in the network. */
export interface Directory {
  readProfile(member: MemberId): Promise<Outcome<ProfileBody>>
  /** A page of the people whom everybody finds. */
  readDirectory(query: Partial<DirectoryQuery>): Promise<Outcome<DirectoryPage>>
  /** What answers a query, after so many hits. */
  search(query: string, skip: number): Promise<Outcome<SearchBody>>
  listCompetences(): Promise<Outcome<readonly CompetenceView[]>>
  listOrganisations(query: Partial<OrganisationsQuery>): Promise<Outcome<readonly OrganisationRow[]>>
  readOrganisation(id: OrganisationId): Promise<Outcome<OrganisationBody>>
  /** What somebody's departure would leave without an owner. */
  readDuties(member: MemberId): Promise<Outcome<DutiesBody>>
  changeProfile(change: ChangeProfile): Promise<Outcome<Ack>>
  /** A picture that is square already, or none. */
  changePicture(portrait: Blob | undefined): Promise<Outcome<Ack>>
  addAffiliation(organisation: OrganisationId, title: string): Promise<Outcome<Ack>>
  changeAffiliation(organisation: OrganisationId, change: { title?: string; main?: boolean }): Promise<Outcome<Ack>>
  endAffiliation(of: Affiliated): Promise<Outcome<Ack>>
  confirmAffiliation(of: Affiliated): Promise<Outcome<Ack>>
  /** Level 0 takes it back. */
  setCompetence(slug: string, level: number): Promise<Outcome<Ack>>
  saveCompetence(competence: CompetenceView): Promise<Outcome<Ack>>
  endorse(member: MemberId, slug: string, isSeen: boolean): Promise<Outcome<Ack>>
  createOrganisation(organisation: CreateOrganisation): Promise<Outcome<Ack>>
  changeOrganisation(organisation: OrganisationId, change: Omit<ChangeOrganisation, 'organisation'>): Promise<Outcome<Ack>>
  nameContact(of: Affiliated, isContact: boolean): Promise<Outcome<Ack>>
  closeAccount(parting: Parting, how: 'suspend_member' | 'end_membership' | 'leave_network'): Promise<Outcome<Ack>>
  reopenAccount(member: MemberId): Promise<Outcome<Ack>>
}

export interface Accounts {
  signIn(body: Omit<SignInBody, 'bearer'>): Promise<Outcome<MemberId>>
  signInByLink(body: SignInLinkBody): Promise<Outcome<MemberId>>
  /** Ends the session and wipes everything of this member from the device. */
  signOut(): Promise<Outcome<void>>
  /** Connects now instead of waiting for the next attempt. */
  reconnect(): void
  listSessions(): Promise<Outcome<readonly SessionView[]>>
  endSession(session: SessionId): Promise<Outcome<void>>
  /** The first screen of a demonstration network; refused with `not_found` where there is none. */
  demo(): Promise<Outcome<DemoBody>>
}

/** What those who hold an office of the network ask and do; nothing of it is kept on the device. */
export interface Administration {
  overview(): Promise<Outcome<OverviewBody>>
  adminMembers(query: Partial<AdminMembersQuery>): Promise<Outcome<AdminMembersPage>>
  adminOrganisations(): Promise<Outcome<readonly AdminOrganisation[]>>
  adminWorkspaces(query: Partial<AdminWorkspacesQuery>): Promise<Outcome<AdminWorkspacesPage>>
  adminSettings(): Promise<Outcome<SettingsBody>>
  storage(): Promise<Outcome<StorageBody>>
  nodes(): Promise<Outcome<readonly NodeView[]>>
  auditLines(query: Partial<AuditQuery>): Promise<Outcome<AuditPage>>
  /** Walks the whole chain of the audit log. */
  auditChain(): Promise<Outcome<ChainView>>
  adminFeedback(state: string): Promise<Outcome<readonly FeedbackView[]>>
  /** Shows what files would bring into a channel; nothing happens yet. */
  uploadBringing(channel: ChannelId, files: readonly BroughtFile[]): Promise<Outcome<BringView>>
  /** Shows what a list of people would do; nothing happens yet. */
  uploadImport(text: string): Promise<Outcome<ImportView>>
  /** Makes every account of it, or none. */
  importMembers(id: ImportId): Promise<Outcome<Ack>>
  /** Sign-in links for those who have not been here yet, shown once. */
  importLinks(id: ImportId): Promise<Outcome<readonly ImportLink[]>>
  changeNetwork(change: ChangeNetwork): Promise<Outcome<Ack>>
  changeOffice(member: MemberId, office: string): Promise<Outcome<Ack>>
  handleFeedback(feedback: FeedbackId, answer: string): Promise<Outcome<Ack>>
  /** Anybody's: to tell those who run the network something about the product. */
  sendFeedback(said: SendFeedback): Promise<Outcome<Ack>>
  /** One's own, with the answers. */
  listFeedback(): Promise<Outcome<readonly FeedbackView[]>>
}

export interface Moderation {
  /** Nobody is told; the state's `care` grows on all of one's devices. */
  block(member: MemberId): Promise<Outcome<Ack>>
  unblock(member: MemberId): Promise<Outcome<Ack>>
  answerDirect(channel: ChannelId, accept: boolean): Promise<Outcome<Ack>>
  report(subject: ReportSubject, reason: string, words: string): Promise<Outcome<ReportId>>
  claimReport(report: ReportId): Promise<Outcome<Ack>>
  hideReported(report: ReportId): Promise<Outcome<Ack>>
  restoreReported(report: ReportId): Promise<Outcome<Ack>>
  decideReport(report: ReportId, outcome: string, reason: string): Promise<Outcome<Ack>>
  appealReport(report: ReportId, words: string): Promise<Outcome<Ack>>
  listBlocks(): Promise<Outcome<readonly BlockView[]>>
  listDirectRequests(): Promise<Outcome<readonly DirectRequestView[]>>
  /** One's own words that a moderator has hidden. */
  hiddenText(message: MessageId): Promise<Outcome<HiddenText>>
  /** The queue of a workspace's owners; without one, of the network's moderators. */
  listReports(workspace?: WorkspaceId): Promise<Outcome<readonly ReportView[]>>
  listOwnReports(): Promise<Outcome<readonly OwnReportView[]>>
}

/** How a link is to be. */
export interface InvitationWords {
  role: string
  days?: number
  most?: number
  note?: string
  /** Of the letters. */
  language?: string
  /** A link for each address, brought by a letter; without any, one link for all who hold it. */
  emails?: readonly string[]
}

export interface ComingIn {
  /** Makes links to a place, or to the network; the secrets come back this once. */
  invite(place: Place | undefined, words: InvitationWords): Promise<Outcome<readonly InvitationLink[]>>
  revokeInvitation(invitation: InvitationId): Promise<Outcome<Ack>>
  listInvitations(place: Place | undefined): Promise<Outcome<InvitationsBody>>
  /** What the holder of a link may know. */
  lookInvitation(token: string): Promise<Outcome<InvitationCard>>
  /** Makes an account by a link and signs this device in. */
  acceptInvitation(body: Omit<AcceptBody, 'bearer'>): Promise<Outcome<MemberId>>
  /** Comes in, being signed in. The ack names the place. */
  comeInByInvitation(token: string): Promise<Outcome<Ack>>
  requestToJoin(workspace: WorkspaceId, text: string): Promise<Outcome<Ack>>
  cancelRequest(workspace: WorkspaceId): Promise<Outcome<Ack>>
  decideRequests(workspace: WorkspaceId, members: readonly MemberId[], approve: boolean): Promise<Outcome<Ack>>
  listRequests(workspace: WorkspaceId): Promise<Outcome<readonly RequestView[]>>
  /** A code that signs another device in, for two minutes; `state.comingIn.moved` tells that it was used. */
  beginMove(): Promise<Outcome<{ token: string; id: MoveId }>>
  lookMove(token: string): Promise<Outcome<MoveCard>>
  signInByMove(body: Omit<MoveBody, 'bearer'>): Promise<Outcome<MemberId>>
}
