// Made from the protocol crate by `make types`; do not edit by hand.

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | JsonValue[]
  | { [key: string]: JsonValue };

export type StreamId = string;

export type MemberId = string;

export type OrganisationId = string;

export type WorkspaceId = string;

export type ChannelId = string;

export type ItemId = string;

export type MessageId = string;

export type FileId = string;

export type SessionId = string;

export type InvitationId = string;

export type SavedSearchId = string;

export type MoveId = string;

export type ConnectionId = string;

export type ClientId = string;

export type FeedbackId = string;

export type ImportId = string;

export type Epoch = string;

export type ApplicationId = string;

export type OutcomeId = string;

export type FeedId = string;

export type Limits = { 
/**
 * Bytes of one frame in either direction.
 */
frame_bytes: number, 
/**
 * Bytes of a message's or an item's text.
 */
text_bytes: number, 
/**
 * Mentions in one text.
 */
mentions: number, 
/**
 * Streams in one `resume` or `subscribe`.
 */
resume_streams: number, 
/**
 * Rows of one page.
 */
page: number, 
/**
 * Members in one `watch_presence`.
 */
presence: number, 
/**
 * Commands that may be sent at once before the pace below holds.
 */
burst: number, 
/**
 * Commands a second after the burst.
 */
per_second: number, };

export type Action = { "t": "send", channel: ChannelId, item?: ItemId, text: string, 
/**
 * What only the channel's kind understands: a vote, a grade.
 */
body?: JsonValue, quote?: MessageId, spoken_as?: OrganisationId, 
/**
 * Uploaded files of one's own that nothing carries yet, in the order of showing.
 */
files?: Array<FileId>, } | { "t": "edit", message: MessageId, text: string, body?: JsonValue, } | { "t": "delete", message: MessageId, } | { "t": "react", message: MessageId, emoji: string, } | { "t": "unreact", message: MessageId, emoji: string, } | { "t": "pin", message: MessageId, } | { "t": "unpin", message: MessageId, } | { "t": "create_item", channel: ChannelId, title: string, text?: string, body?: JsonValue, spoken_as?: OrganisationId, } | { "t": "change_item", item: ItemId, change: JsonValue, } | { "t": "copy_item" } & CopyItem | { "t": "bring_items" } & BringItems | { "t": "hold_item" } & HoldItem | { "t": "delete_item", item: ItemId, } | { "t": "mark_read", channel: ChannelId, item?: ItemId, seq: number, } | { "t": "mark_unread", channel: ChannelId, item?: ItemId, seq: number, } | { "t": "mark_many" } & MarkMany | { "t": "follow", subject: Subject, level: Follow, } | { "t": "change_notices" } & ChangeNotices | { "t": "change_own_feed" } & ChangeOwnFeed | { "t": "save_search" } & SaveSearch | { "t": "change_search" } & ChangeSearch | { "t": "remove_search" } & RemoveSearch | { "t": "change_tag" } & ChangeTag | { "t": "merge_tag" } & MergeTag | { "t": "join", channel: ChannelId, } | { "t": "leave", channel: ChannelId, } | { "t": "join_workspace", workspace: WorkspaceId, } | { "t": "leave_workspace", workspace: WorkspaceId, } | { "t": "add_member", place: Place, member: MemberId, role: string, } | { "t": "remove_member", place: Place, member: MemberId, } | { "t": "create_workspace", name: string, purpose: string, 
/**
 * `open`, `by_request`, `invited` or `secret`.
 */
visibility: string, region?: string, } | { "t": "change_workspace", workspace: WorkspaceId, name?: string, purpose?: string, visibility?: string, 
/**
 * `preparing`, `active` or `archived`.
 */
state?: string, } | { "t": "create_channel", workspace: WorkspaceId, kind: string, name: string, topic: string, 
/**
 * `public` (in the workspace) or `private`.
 */
visibility: string, } | { "t": "change_channel", channel: ChannelId, name?: string, topic?: string, visibility?: string, 
/**
 * `active` or `archived`.
 */
state?: string, 
/**
 * Who may write: `all` or `owners`.
 */
posting?: string, } | { "t": "found_workspace" } & FoundWorkspace | { "t": "configure_workspace" } & ConfigureWorkspace | { "t": "hand_over" } & HandOver | { "t": "arrange_channel" } & ArrangeChannel | { "t": "ask_glass" } & AskGlass | { "t": "break_glass" } & BreakGlass | { "t": "mend_glass" } & MendGlass | { "t": "open_direct", members: Array<MemberId>, } | { "t": "end_session", session: SessionId, } | { "t": "move_talk" } & MoveTalk | { "t": "change_network" } & ChangeNetwork | { "t": "change_office" } & ChangeOffice | { "t": "send_feedback" } & SendFeedback | { "t": "handle_feedback" } & HandleFeedback | { "t": "import_members" } & ImportMembers | { "t": "describe_file" } & DescribeFile | { "t": "block" } & Block | { "t": "unblock" } & Unblock | { "t": "answer_direct" } & AnswerDirect | { "t": "report" } & Report | { "t": "claim_report" } & ClaimReport | { "t": "hide_reported" } & HideReported | { "t": "restore_reported" } & RestoreReported | { "t": "decide_report" } & DecideReport | { "t": "appeal_report" } & AppealReport | { "t": "end_other_sessions" } & EndOtherSessions | { "t": "handle_application" } & HandleApplication | { "t": "decide_applications" } & DecideApplications | { "t": "remind_members" } & RemindMembers | { "t": "accept_terms" } & AcceptTerms | { "t": "publish_terms" } & PublishTerms | { "t": "invite" } & Invite | { "t": "revoke_invitation" } & RevokeInvitation | { "t": "use_invitation" } & UseInvitation | { "t": "request_to_join" } & RequestToJoin | { "t": "cancel_request" } & CancelRequest | { "t": "decide_requests" } & DecideRequests | { "t": "begin_move" } & BeginMove | { "t": "change_profile" } & ChangeProfile | { "t": "change_picture" } & ChangePicture | { "t": "add_affiliation" } & AddAffiliation | { "t": "change_affiliation" } & ChangeAffiliation | { "t": "end_affiliation" } & Affiliated | { "t": "confirm_affiliation" } & Affiliated | { "t": "set_competence" } & SetCompetence | { "t": "save_competence" } & CompetenceView | { "t": "endorse" } & Endorsing | { "t": "unendorse" } & Endorsing | { "t": "create_organisation" } & CreateOrganisation | { "t": "change_organisation" } & ChangeOrganisation | { "t": "name_contact" } & Affiliated | { "t": "remove_contact" } & Affiliated | { "t": "suspend_member" } & Parting | { "t": "end_membership" } & Parting | { "t": "reactivate_member", member: MemberId, } | { "t": "leave_network" } & Parting | { "t": "record_outcome" } & RecordOutcome | { "t": "change_outcome" } & ChangeOutcome | { "t": "answer_outcome" } & AnswerOutcome | { "t": "withdraw_outcome" } & WithdrawOutcome | { "t": "make_feed" } & MakeFeed | { "t": "revoke_feed" } & RevokeFeed | { "t": "ask_network" } & AskNetwork | { "t": "help_network" } & HelpNetwork | { "t": "put_away_ask" } & PutAwayAsk | { "t": "mark_solution" } & MarkSolution | { "t": "plan_duty" } & PlanDuty | { "t": "hand_over_duty" } & HandOverDuty | { "t": "register_push" } & RegisterPush | { "t": "forget_push" } & ForgetPush | { "t": "take_source" } & TakeSource | { "t": "send_newsletter" } & SendNewsletter | { "t": "test_push" } & TestPush;

export type Command = { 
/**
 * The client's number for this frame; the answer carries it. Means nothing over HTTP.
 */
ref: number, client_id: ClientId, 
/**
 * Refuse with `conflict` when the item has changed after this seq.
 */
if_changed_seq?: number, } & ({ "t": "send", channel: ChannelId, item?: ItemId, text: string, 
/**
 * What only the channel's kind understands: a vote, a grade.
 */
body?: JsonValue, quote?: MessageId, spoken_as?: OrganisationId, 
/**
 * Uploaded files of one's own that nothing carries yet, in the order of showing.
 */
files?: Array<FileId>, } | { "t": "edit", message: MessageId, text: string, body?: JsonValue, } | { "t": "delete", message: MessageId, } | { "t": "react", message: MessageId, emoji: string, } | { "t": "unreact", message: MessageId, emoji: string, } | { "t": "pin", message: MessageId, } | { "t": "unpin", message: MessageId, } | { "t": "create_item", channel: ChannelId, title: string, text?: string, body?: JsonValue, spoken_as?: OrganisationId, } | { "t": "change_item", item: ItemId, change: JsonValue, } | { "t": "copy_item" } & CopyItem | { "t": "bring_items" } & BringItems | { "t": "hold_item" } & HoldItem | { "t": "delete_item", item: ItemId, } | { "t": "mark_read", channel: ChannelId, item?: ItemId, seq: number, } | { "t": "mark_unread", channel: ChannelId, item?: ItemId, seq: number, } | { "t": "mark_many" } & MarkMany | { "t": "follow", subject: Subject, level: Follow, } | { "t": "change_notices" } & ChangeNotices | { "t": "change_own_feed" } & ChangeOwnFeed | { "t": "save_search" } & SaveSearch | { "t": "change_search" } & ChangeSearch | { "t": "remove_search" } & RemoveSearch | { "t": "change_tag" } & ChangeTag | { "t": "merge_tag" } & MergeTag | { "t": "join", channel: ChannelId, } | { "t": "leave", channel: ChannelId, } | { "t": "join_workspace", workspace: WorkspaceId, } | { "t": "leave_workspace", workspace: WorkspaceId, } | { "t": "add_member", place: Place, member: MemberId, role: string, } | { "t": "remove_member", place: Place, member: MemberId, } | { "t": "create_workspace", name: string, purpose: string, 
/**
 * `open`, `by_request`, `invited` or `secret`.
 */
visibility: string, region?: string, } | { "t": "change_workspace", workspace: WorkspaceId, name?: string, purpose?: string, visibility?: string, 
/**
 * `preparing`, `active` or `archived`.
 */
state?: string, } | { "t": "create_channel", workspace: WorkspaceId, kind: string, name: string, topic: string, 
/**
 * `public` (in the workspace) or `private`.
 */
visibility: string, } | { "t": "change_channel", channel: ChannelId, name?: string, topic?: string, visibility?: string, 
/**
 * `active` or `archived`.
 */
state?: string, 
/**
 * Who may write: `all` or `owners`.
 */
posting?: string, } | { "t": "found_workspace" } & FoundWorkspace | { "t": "configure_workspace" } & ConfigureWorkspace | { "t": "hand_over" } & HandOver | { "t": "arrange_channel" } & ArrangeChannel | { "t": "ask_glass" } & AskGlass | { "t": "break_glass" } & BreakGlass | { "t": "mend_glass" } & MendGlass | { "t": "open_direct", members: Array<MemberId>, } | { "t": "end_session", session: SessionId, } | { "t": "move_talk" } & MoveTalk | { "t": "change_network" } & ChangeNetwork | { "t": "change_office" } & ChangeOffice | { "t": "send_feedback" } & SendFeedback | { "t": "handle_feedback" } & HandleFeedback | { "t": "import_members" } & ImportMembers | { "t": "describe_file" } & DescribeFile | { "t": "block" } & Block | { "t": "unblock" } & Unblock | { "t": "answer_direct" } & AnswerDirect | { "t": "report" } & Report | { "t": "claim_report" } & ClaimReport | { "t": "hide_reported" } & HideReported | { "t": "restore_reported" } & RestoreReported | { "t": "decide_report" } & DecideReport | { "t": "appeal_report" } & AppealReport | { "t": "end_other_sessions" } & EndOtherSessions | { "t": "handle_application" } & HandleApplication | { "t": "decide_applications" } & DecideApplications | { "t": "remind_members" } & RemindMembers | { "t": "accept_terms" } & AcceptTerms | { "t": "publish_terms" } & PublishTerms | { "t": "invite" } & Invite | { "t": "revoke_invitation" } & RevokeInvitation | { "t": "use_invitation" } & UseInvitation | { "t": "request_to_join" } & RequestToJoin | { "t": "cancel_request" } & CancelRequest | { "t": "decide_requests" } & DecideRequests | { "t": "begin_move" } & BeginMove | { "t": "change_profile" } & ChangeProfile | { "t": "change_picture" } & ChangePicture | { "t": "add_affiliation" } & AddAffiliation | { "t": "change_affiliation" } & ChangeAffiliation | { "t": "end_affiliation" } & Affiliated | { "t": "confirm_affiliation" } & Affiliated | { "t": "set_competence" } & SetCompetence | { "t": "save_competence" } & CompetenceView | { "t": "endorse" } & Endorsing | { "t": "unendorse" } & Endorsing | { "t": "create_organisation" } & CreateOrganisation | { "t": "change_organisation" } & ChangeOrganisation | { "t": "name_contact" } & Affiliated | { "t": "remove_contact" } & Affiliated | { "t": "suspend_member" } & Parting | { "t": "end_membership" } & Parting | { "t": "reactivate_member", member: MemberId, } | { "t": "leave_network" } & Parting | { "t": "record_outcome" } & RecordOutcome | { "t": "change_outcome" } & ChangeOutcome | { "t": "answer_outcome" } & AnswerOutcome | { "t": "withdraw_outcome" } & WithdrawOutcome | { "t": "make_feed" } & MakeFeed | { "t": "revoke_feed" } & RevokeFeed | { "t": "ask_network" } & AskNetwork | { "t": "help_network" } & HelpNetwork | { "t": "put_away_ask" } & PutAwayAsk | { "t": "mark_solution" } & MarkSolution | { "t": "plan_duty" } & PlanDuty | { "t": "hand_over_duty" } & HandOverDuty | { "t": "register_push" } & RegisterPush | { "t": "forget_push" } & ForgetPush | { "t": "take_source" } & TakeSource | { "t": "send_newsletter" } & SendNewsletter | { "t": "test_push" } & TestPush);

export type Place = { "workspace": WorkspaceId } | { "channel": ChannelId };

export type Subject = { "channel": ChannelId } | { "item": ItemId } | { "tag": string } | { "member": MemberId };

export type Follow = "mute" | "default" | "follow" | "watch";

export type MoveTalk = { what: Talk, to: Goal, 
/**
 * Leave a line behind and ahead that tells of it.
 */
notice: boolean, };

export type Talk = { "message": MessageId } | { "from": MessageId } | { "item": ItemId };

export type Goal = { "item": ItemId } | { "topic": { channel: ChannelId, title: string, } } | { "channel": ChannelId };

export type Left = { 
/**
 * The first message that stayed; say `{"from": next}` to go on.
 */
next: MessageId, count: number, };

export type LiveFrame = { "t": "sign_in", token: string, } | { "t": "resume", ref: number, epoch: Epoch, cursors: { [key in StreamId]: number }, 
/**
 * Depth of the streams not named in `full`.
 */
depth: Depth, full: Array<StreamId>, } | { "t": "subscribe", ref: number, streams: Array<StreamId>, depth: Depth, } | { "t": "unsubscribe", streams: Array<StreamId>, } | { "t": "watch_presence", members: Array<MemberId>, } | { "t": "presence", active: boolean, } | { "t": "typing", channel: ChannelId, item: ItemId, } | { "t": "ping" };

export type Depth = "full" | "light";

export type ServerFrame = { "t": "hello" } & Hello | { "t": "ack" } & Ack | { "t": "refused", ref: number, client_id?: ClientId, refusal: Refusal, } | { "t": "event" } & Event | { "t": "light", events: Array<LightEvent>, } | { "t": "caught_up", stream: StreamId, head: number, } | { "t": "reset", stream: StreamId, epoch: Epoch, head: number, oldest: number, } | { "t": "lost", stream: StreamId, } | { "t": "mark" } & MarkView | { "t": "tagged", tags: Array<string>, } | { "t": "offered" } | { "t": "typing", channel: ChannelId, item: ItemId, member: MemberId, } | { "t": "presence", members: Array<PresenceView>, } | { "t": "going_away", retry_after_ms: number, } | { "t": "pong" };

export type Hello = { protocol: number, 
/**
 * Name of the node that answers.
 */
node: string, epoch: Epoch, connection: ConnectionId, session: SessionId, member: MemberId, network: StreamId, limits: Limits, 
/**
 * The server's clock, RFC 3339; for showing only.
 */
server_time: string, 
/**
 * Head of the own mark versions, to ask for marks that moved while away.
 */
mark_version: number, };

export type Ack = { ref: number, client_id: ClientId, 
/**
 * What the command made or touched.
 */
id: string, 
/**
 * Where the log tells of it; absent for what is not in the log: a mark, or what was so
 * already (a reaction given twice, a conversation that is there).
 */
stream?: StreamId, seq?: number, 
/**
 * This client id had been answered before; nothing new was made.
 */
duplicate: boolean, 
/**
 * The mark as it stands now, for `mark_read` and `mark_unread`.
 */
mark?: MarkView, 
/**
 * What a `move_talk` had no room for.
 */
left?: Left, };

export type PresenceView = { member: MemberId, state: Presence, };

export type Presence = "away" | "idle" | "active";

export type Event = { stream: StreamId, seq: number, at: string, 
/**
 * Who did it; absent for an anonymous act and for what the server does by itself.
 */
actor?: MemberId, spoken_as?: OrganisationId, verb: Verb, item?: ItemId, message?: MessageId, 
/**
 * Whether it counts as unread for those it is new to.
 */
counts?: boolean, 
/**
 * Members mentioned, when it counts.
 */
mentions?: Array<MemberId>, 
/**
 * Everybody in the channel is mentioned.
 */
mentions_channel?: boolean, 
/**
 * Ids, enums and numbers that the verb names.
 */
facts?: { [key in string]: JsonValue }, content?: Content, 
/**
 * What it told of has left this stream (moved, expired): only the place in the order stays.
 */
void?: boolean, };

export type Content = { message?: MessageView, 
/**
 * In place of `message` on the socket, when the event's other fields say the rest of it.
 */
said?: Said, item?: ItemView, channel?: ChannelView, workspace?: WorkspaceView, member?: MemberView, network?: NetworkView, organisation?: OrganisationView, };

export type LightEvent = { stream: StreamId, seq: number, actor?: MemberId, verb: Verb, item?: ItemId, message?: MessageId, counts?: boolean, mentions?: Array<MemberId>, mentions_channel?: boolean, void?: boolean, };

export type Said = { text: string, body?: JsonValue, lang?: string, quote?: MessageId, files?: Array<FileView>, tags?: Array<string>, };

export type Verb = string;

export type MessageView = { id: MessageId, channel: ChannelId, item: ItemId, 
/**
 * Its place in the channel's order.
 */
seq: number, author?: MemberId, spoken_as?: OrganisationId, at: string, 
/**
 * Markdown source. Mentions stand as `@[member id]`, `@[channel]`.
 */
text: string, body?: JsonValue, 
/**
 * BCP 47, when it has been recognised or told.
 */
lang?: string, quote?: MessageId, files?: Array<FileView>, mentions?: Array<MemberId>, mentions_channel?: boolean, tags?: Array<string>, reactions?: Array<ReactionView>, pinned?: boolean, edited_at?: string, deleted?: boolean, 
/**
 * A moderator has hidden its words; author and place stay.
 */
hidden?: boolean, changed_seq: number, };

export type ReactionView = { emoji: string, members: Array<MemberId>, };

export type FileView = { id: FileId, 
/**
 * Its name, with the extension of what it really is.
 */
name: string, 
/**
 * What it is, by its content: `image/jpeg`, `application/pdf`.
 */
media_type: string, 
/**
 * Bytes.
 */
size: number, 
/**
 * Of a picture, in pixels, as it is shown.
 */
width?: number, height?: number, 
/**
 * What a picture shows, in words, for who cannot see it.
 */
alt?: string, state: FileState, 
/**
 * A smaller picture lies at `…/files/{file}/thumbnail`.
 */
thumbnail?: boolean, };

export type FileState = "pending" | "clean" | "blocked" | "unscanned";

export type NewUpload = { client_id: ClientId, name: string, 
/**
 * Bytes that will come.
 */
size: number, alt: string, 
/**
 * For one's profile (`change_picture`): the middle of it is kept, square and small, and no
 * message carries it.
 */
portrait?: boolean, };

export type UploadView = { id: FileId, offset: number, size: number, 
/**
 * A good size for one piece.
 */
piece_bytes: number, 
/**
 * Once everything is here and has been looked at. Absent with `offset` = `size`: it is
 * being looked at, ask again.
 */
file?: FileView, };

export type DescribeFile = { file: FileId, alt: string, };

export type ItemView = { id: ItemId, channel: ChannelId, kind: string, 
/**
 * Its place in the order of the stream it was made on.
 */
seq: number, 
/**
 * The main item of its channel ("yleinen"); shown by its translated name.
 */
main?: boolean, 
/**
 * Stands on the desk, not in the open.
 */
desk?: boolean, author?: MemberId, spoken_as?: OrganisationId, at: string, title: string, text: string, body: JsonValue, lang?: string, 
/**
 * The kind's word for where it stands: `open`, `resolved`, `draft` …
 */
state: string, tags?: Array<string>, edited_at?: string, deleted?: boolean, 
/**
 * A moderator has hidden its words; author and place stay.
 */
hidden?: boolean, 
/**
 * Seq of the newest message under it, or its own.
 */
last_seq: number, 
/**
 * Messages ever written under it.
 */
message_count: number, changed_seq: number, };

export type MarkView = { channel: ChannelId, item?: ItemId, seq: number, 
/**
 * Grows with every change of any of one's marks; of two, the higher wins.
 */
version: number, };

export type UnreadView = { channel: ChannelId, 
/**
 * Exact to 99; 100 means more.
 */
count: number, 
/**
 * Of these, how many mention me.
 */
mentions: number, 
/**
 * The same per item, only those above zero.
 */
items?: Array<UnreadItemView>, 
/**
 * Seq of the first unread event, when there is one.
 */
first?: number, as_of: number, };

export type UnreadItemView = { item: ItemId, count: number, mentions: number, };

export type WorkspaceView = { id: WorkspaceId, 
/**
 * `network`, `region`, `project`, `idea`, `event` or `review`.
 */
kind: string, name: string, purpose: string, 
/**
 * `open`, `by_request`, `invited` or `secret`.
 */
visibility: string, 
/**
 * `preparing`, `active` or `archived`.
 */
state: string, region?: string, 
/**
 * Slugs by which it is found; not told to those outside an invited one.
 */
tags?: Array<string>, 
/**
 * Asks everybody for a second factor.
 */
step_up?: boolean, 
/**
 * Talk older than this goes.
 */
retention_days?: number, 
/**
 * How much of its talk notices show outside, where an owner has said it: `full`, `sender` or
 * `place`.
 */
push_shows?: string, owners: Array<MemberId>, version: number, };

export type ChannelView = { id: ChannelId, workspace?: WorkspaceId, kind: string, name: string, topic: string, 
/**
 * `public` or `private`.
 */
visibility: string, 
/**
 * `active` or `archived`.
 */
state: string, 
/**
 * `all` or `owners`.
 */
posting: string, 
/**
 * Channels are listed by it; a section stands where its first channel does.
 */
position: number, 
/**
 * The heading it stands under.
 */
section?: string, 
/**
 * Guests of the workspace who are in here.
 */
guests?: Array<MemberId>, main_item: ItemId, 
/**
 * Stream of the unfinished, for those who may edit here.
 */
desk?: StreamId, members?: Array<MemberId>, version: number, };

export type StandingView = { channel: ChannelId, 
/**
 * Joined: it is in my list.
 */
joined: boolean, may_post: boolean, 
/**
 * May change the channel and remove what others wrote.
 */
may_manage: boolean, 
/**
 * Direct talk that was not accepted yet: `sent` by me, `waiting` for my answer, `declined`
 * by me.
 */
request?: string, };

export type MemberView = { id: MemberId, given: string, family: string, title: string, 
/**
 * Lies at `/members/{member}/picture/{picture}`, for who may see the profile. What lies
 * under one name never changes.
 */
picture?: FileId, region?: string, languages: Array<string>, affiliations: Array<AffiliationView>, 
/**
 * `active`, `suspended` or `erased`; an erased one has no name left.
 */
status: string, version: number, };

export type AffiliationView = { organisation: OrganisationId, title: string, 
/**
 * Chosen when nothing else is said.
 */
main: boolean, 
/**
 * Said by the member alone: neither the organisation nor an administrator has confirmed it.
 */
unverified?: boolean, };

export type OrganisationView = { id: OrganisationId, name: Words, 
/**
 * `authority`, `municipality`, `county`, `association`, `company`, `university`, …
 */
kind: string, region?: string, 
/**
 * The organisation that it is a part of.
 */
parent?: OrganisationId, verified: boolean, 
/**
 * Runs the network (the ministry); counted apart where cooperation without it is shown.
 */
coordinator: boolean, version: number, };

export type Words = { fi: string, sv?: string, en?: string, };

export type Refusal = { code: Code, 
/**
 * English, for the developer of a client; people read a text chosen by `code`.
 */
message: string, 
/**
 * Names the request in the server's log.
 */
request_id: string, retry: Retry, retry_after_ms?: number, };

export type Retry = "no" | "same_id" | "later";

export type Code = "bad_frame" | "bad_value" | "too_large" | "bad_text" | "personal_code" | "not_signed_in" | "bad_credentials" | "pending" | "suspended" | "not_found" | "not_allowed" | "not_reachable" | "awaiting_answer" | "read_only" | "conflict" | "client_id_reused" | "taken" | "rule" | "too_many" | "overloaded" | "unavailable" | "fault" | "bad_origin" | "unknown_kind" | "second_factor";

export type SignInBody = { email: string, password: string, 
/**
 * How the device calls itself in the list of sessions.
 */
device: string, 
/**
 * Answer with a bearer token instead of a cookie, for programs.
 */
bearer: boolean, };

export type SignInLinkBody = { token: string, device: string, 
/**
 * Set with a first-start link; at least 12 characters.
 */
password?: string, };

export type SignedIn = { member: MemberId, session: SessionId, 
/**
 * Only when asked for; shown once.
 */
token?: string, };

export type SessionView = { id: SessionId, device: string, started_at: string, seen_at: string, 
/**
 * The device that asks.
 */
own: boolean, };

export type StartBody = { epoch: Epoch, me: MemberView, language: string, 
/**
 * What I am to the network: `member`, `moderator` or `network_admin`.
 */
office: string, limits: Limits, network: NetworkView, streams: Array<StreamView>, workspaces: Array<WorkspaceView>, 
/**
 * Joined channels, and public ones of my workspaces.
 */
channels: Array<ChannelView>, standings: Array<StandingView>, organisations: Array<OrganisationView>, unread: Array<UnreadView>, marks: Array<MarkView>, mark_version: number, follows: Array<FollowView>, 
/**
 * Terms that wait for one's consent: nothing else is shown before.
 */
terms_due?: number, };

export type StreamView = { stream: StreamId, head: number, 
/**
 * The first seq that is still there for this reader.
 */
oldest: number, };

export type FollowView = { subject: Subject, level: Follow, };

export type EventsPage = { events: Array<Event>, head: number, oldest: number, };

export type MessagesPage = { messages: Array<MessageView>, 
/**
 * Head of the channel's stream when this was read.
 */
as_of: number, 
/**
 * There are older ones.
 */
has_before: boolean, 
/**
 * There are newer ones.
 */
has_after: boolean, };

export type ItemsPage = { items: Array<ItemView>, as_of: number, 
/**
 * Pass as `after` for the next page.
 */
next?: number, };

export type MessagePlace = { message: MessageView, item: ItemView, channel: ChannelView, };

export type FormerText = { at: string, text: string, };

export type PlaceMember = { member: MemberView, 
/**
 * `owner`, `facilitator`, `member` or `guest`.
 */
role: string, };

export type UnreadBody = { unread: Array<UnreadView>, marks: Array<MarkView>, mark_version: number, };

export type WorkspaceCard = { workspace: WorkspaceView, 
/**
 * My role there, when I am in.
 */
role?: string, 
/**
 * How many are in it; told where the workspace is open, and to its members.
 */
members?: number, };

export type DemoBody = { people: Array<DemoPerson>, members: number, organisations: number, messages: number, workspaces: number, };

export type DemoPerson = { name: string, title: string, organisation: string, language: string, 
/**
 * Key of the text that tells what waits for this person.
 */
persona: string, 
/**
 * Token for `/sign-in/link/{token}`; works again and again in demo mode.
 */
token: string, unread: number, mentions: number, };

export type ItemsQuery = { state?: string, 
/**
 * `name:word` of a facet.
 */
facet?: string, 
/**
 * Items of the desk instead of the open ones.
 */
desk: boolean, after?: number, limit?: number, };

export type MessagesQuery = { before?: number, after?: number, around?: number, 
/**
 * RFC 3339: around the first message at or after this instant.
 */
at?: string, item?: ItemId, pinned: boolean, limit?: number, };

export type MembersQuery = { 
/**
 * Beginning of a given or family name.
 */
query: string, 
/**
 * Comma-separated ids, instead of a query; at most 200.
 */
ids: string, 
/**
 * Those who may read this channel come first.
 */
channel?: ChannelId, workspace?: WorkspaceId, limit?: number, };

export type NetworkView = { stream: StreamId, name: string, 
/**
 * Kinds in use.
 */
kinds: Array<string>, demo: boolean, 
/**
 * Who may invite people into the network: `administrators`, `contacts` or `members`.
 */
invites: string, 
/**
 * The terms in force; who has consented to other ones is asked again. Publishing new ones
 * changes it.
 */
terms_version: string, 
/**
 * In which a new member is spoken to when nothing else is known.
 */
language: string, 
/**
 * Days after which talk is removed where a workspace says nothing else; absent: never.
 */
retention_days?: number, 
/**
 * Grows with every change.
 */
version: number, };

export type ChangeNetwork = { 
/**
 * The version that was looked at; another one is refused with `conflict`.
 */
version: number, name?: string, kinds?: Array<string>, invites?: string, language?: string, 
/**
 * 0: never.
 */
retention_days?: number, };

export type ChangeOffice = { member: MemberId, office: string, };

export type SendFeedback = { 
/**
 * `idea`, `fault` or `accessibility`.
 */
kind: string, words: string, 
/**
 * Where in the product the member was, without the origin.
 */
page: string, };

export type HandleFeedback = { feedback: FeedbackId, answer: string, };

export type ImportMembers = { import: ImportId, };

export type OverviewBody = { waits: Array<WaitView>, members: number, 
/**
 * Active members who were here during the last week.
 */
members_seen: number, organisations: number, workspaces: number, channels: number, messages_week: number, 
/**
 * Letters and other work for later that failed for good during the last 30 days.
 */
jobs_failed: number, };

export type WaitView = { 
/**
 * `applications`, `reports`, `feedback`, `ownerless`, `unplaced`, `unverified` …
 */
what: string, count: number, 
/**
 * How many hours the oldest has waited.
 */
oldest_hours: number, };

export type AdminMembersQuery = { 
/**
 * Part of a name or of an address.
 */
query: string, status: string, office: string, organisation?: OrganisationId, 
/**
 * The last member of the page before.
 */
after?: MemberId, limit?: number, };

export type AdminMembersPage = { members: Array<AdminMember>, 
/**
 * All that fit the question.
 */
total: number, has_more: boolean, };

export type AdminMember = { id: MemberId, given: string, family: string, email: string, title: string, 
/**
 * `pending`, `active`, `suspended` or `erased`.
 */
status: string, 
/**
 * `member`, `moderator` or `network_admin`.
 */
office: string, organisation?: OrganisationId, 
/**
 * Signed-in devices.
 */
sessions: number, seen_at?: string, made_at: string, };

export type AdminOrganisation = { id: OrganisationId, name: Words, kind: string, region?: string, verified: boolean, coordinator: boolean, 
/**
 * Addresses ending so belong to it.
 */
domains: Array<string>, members: number, };

export type AdminWorkspacesQuery = { query: string, state: string, visibility: string, 
/**
 * Only those without an active owner.
 */
ownerless: boolean, after?: WorkspaceId, limit?: number, };

export type AdminWorkspacesPage = { workspaces: Array<AdminWorkspace>, total: number, has_more: boolean, };

export type AdminWorkspace = { id: WorkspaceId, name: string, kind: string, visibility: string, state: string, owners: Array<MemberId>, 
/**
 * Their names, for the list.
 */
owner_names: Array<string>, members: number, channels: number, messages: number, 
/**
 * Bytes that its talk takes in the database, about.
 */
bytes: number, active_at?: string, made_at: string, };

export type StorageBody = { 
/**
 * The whole database.
 */
bytes: number, 
/**
 * The largest first.
 */
tables: Array<TableView>, 
/**
 * Uploaded files that are there.
 */
files: number, file_bytes: number, 
/**
 * What all members together may upload.
 */
file_quota: number, 
/**
 * Files in which a scanner has found something.
 */
files_blocked: number, };

export type TableView = { name: string, 
/**
 * With its indexes.
 */
bytes: number, 
/**
 * About.
 */
rows: number, };

export type SettingsBody = { network: NetworkView, 
/**
 * Every kind of channel that this server knows.
 */
kinds: Array<string>, };

export type NodeView = { name: string, version: string, since: string, sockets: number, 
/**
 * Seconds since it was heard of.
 */
heard_secs: number, 
/**
 * The node that answers.
 */
own: boolean, };

export type AuditQuery = { action: string, actor?: MemberId, 
/**
 * What it was done to.
 */
object?: string, 
/**
 * The last line of the page before.
 */
before?: string, limit?: number, };

export type AuditPage = { lines: Array<AuditLineView>, has_more: boolean, 
/**
 * Every action that occurs, for the choice.
 */
actions: Array<string>, chain: ChainView, };

export type AuditLineView = { id: string, at: string, 
/**
 * Absent when the person behind the line has been forgotten.
 */
actor?: MemberId, actor_name?: string, action: string, object?: string, 
/**
 * When it is a member, an organisation or a workspace.
 */
object_name?: string, outcome: string, reason: string, sealed: boolean, };

export type ChainView = { sealed: number, 
/**
 * Lines of the last moments that are not sealed yet.
 */
waiting: number, 
/**
 * Whether every link holds; absent where it was not walked.
 */
whole?: boolean, 
/**
 * The first link that does not hold.
 */
broken_at?: number, };

export type FeedbackView = { id: FeedbackId, member?: MemberId, member_name?: string, kind: string, words: string, page: string, 
/**
 * `new` or `handled`.
 */
state: string, answer: string, at: string, handled_at?: string, };

export type ImportBody = { text: string, };

export type ImportView = { id: ImportId, 
/**
 * `semicolon`, `comma` or `tab`.
 */
delimiter: string, 
/**
 * Which columns were understood, in the order of the file; absent: passed over.
 */
columns: Array<ImportColumn>, lines: Array<ImportLine>, 
/**
 * Accounts that it would make, or has made.
 */
fresh: number, 
/**
 * Lines of people who have an account already; they are left as they are.
 */
existing: number, wrong: number, 
/**
 * It has been done.
 */
done: boolean, };

export type ImportColumn = { title: string, field?: string, };

export type ImportLine = { 
/**
 * In the file, from 1.
 */
line: number, name: string, email: string, organisation: string, 
/**
 * `fresh`, `existing` or `wrong`.
 */
what: string, problems?: Array<ImportProblem>, };

export type ImportProblem = { 
/**
 * `missing`, `too_long`, `bad_address`, `unknown_organisation`, `unclear_organisation`,
 * `unknown_language`, `unknown_region`, `double`, `personal_code`, `broken` (quotes or
 * columns).
 */
code: string, field: string, value: string, };

export type ImportLink = { name: string, email: string, 
/**
 * For `/sign-in/link/{token}`.
 */
token: string, };

export type ReportId = string;

export type Block = { member: MemberId, };

export type Unblock = { member: MemberId, };

export type AnswerDirect = { channel: ChannelId, accept: boolean, };

export type Report = { subject: ReportSubject, 
/**
 * `harassment`, `hate`, `personal`, `classified`, `misleading`, `spam` or `other`.
 */
reason: string, 
/**
 * In one's own words; needed for `other`.
 */
words: string, };

export type ReportSubject = { "message": MessageId } | { "item": ItemId } | { "member": MemberId };

export type ClaimReport = { report: ReportId, };

export type HideReported = { report: ReportId, };

export type RestoreReported = { report: ReportId, };

export type DecideReport = { report: ReportId, outcome: string, 
/**
 * Why, for the reporter and the author.
 */
reason: string, };

export type AppealReport = { report: ReportId, words: string, };

export type BlockView = { member: MemberId, at: string, };

export type DirectRequestView = { channel: ChannelId, sender: MemberId, 
/**
 * Everybody in it.
 */
members: Array<MemberId>, 
/**
 * Messages that wait.
 */
messages: number, at: string, };

export type HiddenText = { text: string, 
/**
 * What it carries; its author may still fetch it.
 */
files?: Array<FileView>, at: string, };

export type ReportView = { id: ReportId, 
/**
 * `message`, `item` or `member`.
 */
sort: string, subject: string, workspace?: WorkspaceId, 
/**
 * Said in direct talk: shown to whoever handles it, and to nobody else.
 */
direct?: boolean, 
/**
 * `workspace` or `network`.
 */
office: string, 
/**
 * `open`, `decided`, `appealed` or `closed`.
 */
state: string, 
/**
 * Unanswered for a day, so the network's moderators may answer, too.
 */
overdue?: boolean, opened_at: string, author?: MemberId, handler?: MemberId, hidden?: boolean, voices: Array<VoiceView>, 
/**
 * What was reported with its nearest context, as far as the reader may see it.
 */
content?: Array<SightView>, verdict?: VerdictView, appeal?: string, 
/**
 * What the reader may do now: `claim`, `hide`, `restore`, `decide`.
 */
acts: Array<string>, };

export type VoiceView = { reason: string, words: string, at: string, };

export type SightView = { id: string, author?: MemberId, at: string, 
/**
 * Of an item.
 */
title?: string, text: string, 
/**
 * Where it stands today: what it carries is fetched under it.
 */
channel: ChannelId, files?: Array<FileView>, 
/**
 * This is what was reported; the others stand around it.
 */
reported?: boolean, 
/**
 * Its author has removed it.
 */
deleted?: boolean, };

export type VerdictView = { 
/**
 * `upheld` or `dismissed`.
 */
outcome: string, reason: string, at: string, };

export type OwnReportView = { id: ReportId, 
/**
 * One wrote what was reported; else one reported it.
 */
author?: boolean, sort: string, subject: string, channel?: ChannelId, state: string, 
/**
 * Somebody handles it.
 */
handled?: boolean, hidden?: boolean, opened_at: string, 
/**
 * One's own reason, when one reported it.
 */
reason?: string, 
/**
 * One's own words that are hidden, when one wrote it.
 */
text?: string, verdict?: VerdictView, 
/**
 * One may ask the other office, once.
 */
may_appeal?: boolean, };

export type WorkspacesQuery = { 
/**
 * A slug that the card tells.
 */
tag?: string, 
/**
 * Words of its name, its purpose or its tags.
 */
query?: string, };

export type FoundWorkspace = { name: string, purpose: string, 
/**
 * `open`, `by_request`, `invited` or `secret`.
 */
visibility: string, 
/**
 * `network`, `region`, `project`, `idea`, `event` or `review`.
 */
kind?: string, region?: string, 
/**
 * Slugs by which it is found.
 */
tags?: Array<string>, 
/**
 * `plan`, `project`, `idea` or `event`: channels and first topics made with it.
 */
template?: string, 
/**
 * Of the channels and topics that a template makes: `fi`, `sv` or `en`. Absent: the founder's own.
 */
language?: string, };

export type ConfigureWorkspace = { workspace: WorkspaceId, kind?: string, 
/**
 * Empty: none.
 */
region?: string, tags?: Array<string>, 
/**
 * Asks everybody for a second factor.
 */
step_up?: boolean, 
/**
 * What is older goes. 0: everything stays.
 */
retention_days?: number, 
/**
 * How much of its talk notices show outside: `full`, `sender`, `place` (that there is
 * something), or `usual`, which follows from its visibility. Only an owner decides it.
 */
push_shows?: string, };

export type HandOver = { workspace: WorkspaceId, member: MemberId, 
/**
 * What one is afterwards: `facilitator`, `member`, or `gone` from the workspace.
 */
afterwards: string, };

export type ArrangeChannel = { channel: ChannelId, 
/**
 * Empty: under no heading.
 */
section: string, 
/**
 * Absent: first in its section.
 */
after?: ChannelId, };

export type AskGlass = { workspace: WorkspaceId, reason: string, };

export type BreakGlass = { glass: string, };

export type MendGlass = { glass: string, };

export type EffectQuery = { 
/**
 * Count what is older than so many days.
 */
retention_days?: number, };

export type WorkspaceEffect = { 
/**
 * Active members of the network who could read from outside and would not any more.
 */
cut: number, 
/**
 * Those of them who have read or followed something here.
 */
readers: number, 
/**
 * Messages that are older than the days asked for.
 */
messages: number, 
/**
 * Topics that would go with them.
 */
topics: number, };

export type GlassView = { id: string, workspace: WorkspaceId, asked_by: MemberId, reason: string, 
/**
 * `asked`, `broken`, `ended` or `expired`.
 */
state: string, asked_at: string, confirmed_by?: MemberId, until?: string, };

export type EntranceBody = { network: string, organisations: Array<OrganisationName>, terms_version: number, };

export type OrganisationName = { id: OrganisationId, name: Words, };

export type ApplyBody = { given: string, family: string, email: string, 
/**
 * One of `GET /entrance`; else `organisation_name` says which.
 */
organisation?: OrganisationId, organisation_name: string, title: string, 
/**
 * `fi`, `sv` or `en`.
 */
language: string, reason: string, 
/**
 * The terms that the applicant has agreed to.
 */
terms_version: number, };

export type LetterBody = { email: string, wanted: LetterWanted, };

export type LetterWanted = "sign_in" | "new_password";

export type PasswordBody = { 
/**
 * Needed when there is one.
 */
current?: string, 
/**
 * At least 12 characters.
 */
password: string, };

export type OwnApplication = { given: string, family: string, email: string, 
/**
 * Of the network.
 */
network: string, organisation: Words, reason: string, 
/**
 * `waiting`, `approved` or `refused`.
 */
state: string, made_at: string, 
/**
 * Why it was refused.
 */
decision: string, };

export type ApplicationView = { id: ApplicationId, member: MemberId, given: string, family: string, email: string, title: string, language: string, organisation?: OrganisationId, 
/**
 * As the applicant wrote it, when it is not in the list.
 */
organisation_name: string, 
/**
 * An organisation whose domain the address has.
 */
by_domain?: OrganisationId, 
/**
 * The applicant has come in by a link sent to the address.
 */
is_confirmed: boolean, reason: string, state: string, made_at: string, 
/**
 * Who is at work on it.
 */
handler?: Named, decided_by?: Named, decided_at?: string, decision: string, };

export type Named = { member: MemberId, name: string, };

export type ApplicationsQuery = { 
/**
 * `waiting` or `decided`.
 */
state?: string, limit?: number, };

export type TermsBody = { version: number, network: string, terms: Words, privacy: Words, };

export type AbsentView = { member: MemberId, given: string, family: string, email: string, organisation: Words, 
/**
 * `never` or `quiet`.
 */
why: string, 
/**
 * Since when the place waits, or when the member was last here.
 */
since: string, reminded_at?: string, };

export type HandleApplication = { application: ApplicationId, handling: boolean, };

export type DecideApplications = { applications: Array<ApplicationId>, approve: boolean, 
/**
 * Told to the applicants; needed to refuse.
 */
reason: string, 
/**
 * Whom a single applicant speaks for, when it is another than was asked for.
 */
organisation?: OrganisationId, };

export type RemindMembers = { members: Array<MemberId>, };

export type AcceptTerms = { version: number, };

export type PublishTerms = { 
/**
 * The version that these follow.
 */
after: number, terms: Words, privacy: Words, };

export type EndOtherSessions = { keep: SessionId, };

export type Invite = { 
/**
 * Where to. Absent: to the network itself.
 */
place?: Place, 
/**
 * `member` or `guest`; a guest sees the channels that are opened to them and no others.
 */
role: string, links: Array<InvitationLink>, 
/**
 * How many days they can be used; 14 when absent, 90 at most.
 */
days?: number, 
/**
 * How many people may come in by each; one by a link that was sent to an address.
 */
most?: number, 
/**
 * For those who manage the links.
 */
note: string, 
/**
 * Of the letters: `fi`, `sv` or `en`.
 */
language: string, };

export type InvitationLink = { token: string, 
/**
 * Where a letter brings it; who has no account gets one with this address.
 */
email?: string, };

export type RevokeInvitation = { invitation: InvitationId, };

export type UseInvitation = { token: string, };

export type RequestToJoin = { workspace: WorkspaceId, text: string, };

export type CancelRequest = { workspace: WorkspaceId, };

export type DecideRequests = { workspace: WorkspaceId, members: Array<MemberId>, approve: boolean, };

export type BeginMove = { token: string, };

export type TokenBody = { token: string, };

export type InvitationCard = { state: InvitationState, offer?: InvitationOffer, };

export type InvitationState = "good" | "expired" | "revoked" | "used_up" | "void";

export type InvitationOffer = { 
/**
 * `network`, `workspace` or `channel`.
 */
sort: string, network: string, workspace?: string, channel?: string, 
/**
 * What the place is for; absent where only its members may know.
 */
purpose?: string, role: string, inviter: string, organisation?: Words, 
/**
 * The address it was sent to.
 */
email?: string, expires_at: string, };

export type AcceptBody = { token: string, given: string, family: string, email: string, organisation: string, 
/**
 * `fi`, `sv` or `en`.
 */
language: string, 
/**
 * The terms and the privacy notice that were read and accepted.
 */
terms_version: number, device: string, 
/**
 * Answer with a bearer token instead of a cookie, for programs.
 */
bearer: boolean, };

export type InvitationView = { id: InvitationId, place?: Place, role: string, state: InvitationState, maker: MemberView, note: string, email?: string, uses: number, most: number, made_at: string, expires_at: string, 
/**
 * Who came in by it, the newest first, at most 20.
 */
used_by: Array<InvitationUse>, };

export type InvitationUse = { member: MemberView, 
/**
 * The account was made by it.
 */
is_new: boolean, 
/**
 * What a newcomer wrote of an organisation that the address does not tell.
 */
organisation?: string, at: string, };

export type InvitationsBody = { may_invite: boolean, invitations: Array<InvitationView>, };

export type RequestsBody = { own: Array<OwnRequest>, queues: Array<RequestQueue>, };

export type OwnRequest = { workspace: WorkspaceId, 
/**
 * `waiting` or `refused`.
 */
state: string, at: string, };

export type RequestQueue = { workspace: WorkspaceId, waiting: number, };

export type RequestView = { member: MemberView, text: string, at: string, };

export type MoveCard = { name: string, };

export type MoveBody = { token: string, device: string, 
/**
 * Answer with a bearer token instead of a cookie, for programs.
 */
bearer: boolean, };

export type ChangePicture = { picture?: FileId, };

export type ChangeProfile = { 
/**
 * Real names: the network's members meet as who they are.
 */
given?: string, family?: string, title?: string, 
/**
 * A region's code, `19`.
 */
region?: string, 
/**
 * A municipality's code of three digits, `091`.
 */
municipality?: string, 
/**
 * Languages one works in, the strongest first.
 */
languages?: Array<string>, 
/**
 * In which one is spoken to: `fi`, `sv` or `en`.
 */
language?: string, bio?: string, 
/**
 * Slugs of what one is about, shown to whoever may see this.
 */
tags?: Array<string>, 
/**
 * Whether those who share no place with one find one.
 */
discoverable?: boolean, };

export type AddAffiliation = { organisation: OrganisationId, title: string, };

export type ChangeAffiliation = { organisation: OrganisationId, title?: string, main?: boolean, };

export type Affiliated = { member: MemberId, organisation: OrganisationId, };

export type SetCompetence = { 
/**
 * Its slug.
 */
competence: string, level: number, };

export type Endorsing = { member: MemberId, 
/**
 * Its slug.
 */
competence: string, };

export type CompetenceView = { slug: string, label: Words, 
/**
 * `method`, `phenomenon`, `sector`, `technology` or `language`.
 */
kind: string, 
/**
 * Other words by which it is found.
 */
aliases?: Array<string>, 
/**
 * Offered to nobody any more; who has named it keeps it.
 */
retired?: boolean, };

export type CreateOrganisation = { name: Words, 
/**
 * `authority`, `municipality`, `county`, `association`, `company`, `university`,
 * `research`, `funder`, `parish` or `other`.
 */
kind: string, region?: string, 
/**
 * A business id, `1234567-1`.
 */
business_id?: string, 
/**
 * Domains of its mail addresses; each belongs to one organisation.
 */
domains?: Array<string>, parent?: OrganisationId, verified?: boolean, coordinator?: boolean, };

export type ChangeOrganisation = { organisation: OrganisationId, name?: Words, about?: Words, kind?: string, 
/**
 * Empty: none.
 */
region?: string, 
/**
 * Empty: none.
 */
business_id?: string, 
/**
 * All of them, instead of those before.
 */
domains?: Array<string>, 
/**
 * Its own id: none.
 */
parent?: OrganisationId, verified?: boolean, coordinator?: boolean, 
/**
 * Slugs of what it is about.
 */
tags?: Array<string>, };

export type Parting = { member: MemberId, successors?: Array<Successor>, };

export type Successor = { workspace: WorkspaceId, member: MemberId, };

export type ProfileBody = { member: MemberView, bio: string, municipality?: string, competences: Array<CompetenceLevel>, 
/**
 * Slugs of what this person is about.
 */
tags?: Array<string>, 
/**
 * Those of today first, then the former ones.
 */
affiliations: Array<AffiliationSpan>, 
/**
 * Organisations whose contact person this is.
 */
contact_of: Array<OrganisationId>, 
/**
 * For the member alone and for administrators.
 */
account?: AccountView, };

export type AccountView = { email: string, discoverable: boolean, 
/**
 * `pending`, `active`, `suspended`, `ended` or `erased`.
 */
status: string, 
/**
 * `member`, `moderator` or `network_admin`.
 */
role: string, };

export type CompetenceLevel = { 
/**
 * Its slug.
 */
competence: string, level: number, endorsed_by?: Array<MemberId>, };

export type AffiliationSpan = { organisation: OrganisationId, title: string, main: boolean, unverified?: boolean, from: string, to?: string, };

export type DirectoryQuery = { 
/**
 * Words of a name, a title, an organisation or a competence; all of them must be met.
 */
query: string, organisation?: OrganisationId, 
/**
 * Of organisations.
 */
kind?: string, region?: string, language?: string, 
/**
 * A slug.
 */
competence?: string, 
/**
 * In whose order of letters: `fi` or `sv`.
 */
order: string, 
/**
 * `next` of the page before.
 */
after?: string, limit?: number, };

export type DirectoryPage = { people: Array<DirectoryEntry>, 
/**
 * How many meet the question; on its first page.
 */
total?: number, 
/**
 * Asks for what comes after; absent at the end.
 */
next?: string, };

export type DirectoryEntry = { member: MemberView, 
/**
 * The strongest first.
 */
competences: Array<CompetenceLevel>, };

export type OrganisationsQuery = { query: string, kind?: string, region?: string, };

export type OrganisationRow = { organisation: OrganisationView, 
/**
 * People one finds in the directory.
 */
members: number, contacts: number, };

export type OrganisationBody = { organisation: OrganisationView, about: Words, 
/**
 * Slugs of what it is about.
 */
tags?: Array<string>, business_id?: string, 
/**
 * For its contact persons and administrators.
 */
domains: Array<string>, 
/**
 * Organisations that are part of it.
 */
parts: Array<OrganisationId>, contacts: Array<MemberView>, 
/**
 * Its people whom one may know of, 1,000 at most; its contact persons see all of them.
 */
members: Array<MemberView>, 
/**
 * Who has said to be of it and waits for its word.
 */
unverified: Array<MemberId>, 
/**
 * Whether the reader is its contact person.
 */
is_contact: boolean, 
/**
 * Whether the reader may change everything.
 */
may_administer: boolean, };

export type DutiesBody = { workspaces: Array<Duty>, 
/**
 * Secret workspaces besides; they go by rule.
 */
hidden: number, is_last_administrator: boolean, };

export type Duty = { workspace: WorkspaceView, 
/**
 * Who could own it, as the rule orders them; left out where the reader may not know who is
 * in it.
 */
candidates: Array<PlaceMember>, 
/**
 * How many they are. Nobody: it becomes archived.
 */
candidate_count: number, };

export type PushDeviceId = string;

export type RegisterPush = { 
/**
 * The session of this browser, from `hello`; when it ends the device is told nothing.
 */
session: SessionId, 
/**
 * Where its push service takes what is for it. Only known services are spoken to.
 */
endpoint: string, 
/**
 * The browser's public key, base64url.
 */
p256dh: string, 
/**
 * Its shared secret, base64url.
 */
auth: string, 
/**
 * The public key that it subscribed under, as `GET /push` gave it.
 */
key: string, 
/**
 * How the device is called in the list.
 */
label: string, 
/**
 * In which it shows what it is told: `fi`, `sv` or `en`.
 */
language: string, 
/**
 * How much may stand on its screen at most: `full`, `sender` or `place`.
 */
shows: string, };

export type ForgetPush = { device: PushDeviceId, };

export type TestPush = { device: PushDeviceId, };

export type PushBody = { 
/**
 * Who asks.
 */
member: MemberId, 
/**
 * The key of this network, base64url: `applicationServerKey`.
 */
key: string, devices: Array<PushDeviceView>, };

export type PushDeviceView = { id: PushDeviceId, label: string, 
/**
 * It belongs to the session that asks.
 */
own: boolean, shows: string, 
/**
 * It subscribed under a key that is not in use any more and should do so again.
 */
stale: boolean, made_at: string, last_ok_at?: string, 
/**
 * Tries in a row that did not reach it.
 */
failures: number, };

export type PushNotice = { 
/**
 * `notice`, `read` (take the notice of this tag away) or `test`.
 */
kind: string, 
/**
 * One notice a tag stands on a screen at a time.
 */
tag: string, 
/**
 * In which the device shows it: `fi`, `sv` or `en`.
 */
lang: string, 
/**
 * `direct`, `mention` or `watch`.
 */
reason?: string, channel?: ChannelId, item?: ItemId, 
/**
 * The newest; absent where the item itself is new.
 */
message?: MessageId, seq?: number, 
/**
 * Unread messages that it tells of.
 */
count?: number, 
/**
 * Who wrote the newest; absent where policy keeps it.
 */
sender?: string, 
/**
 * Channel, and item if it has a title; absent where policy keeps it.
 */
place?: string, 
/**
 * The newest message, plain and maybe shortened; absent where policy keeps it.
 */
text?: string, };

export type TagView = { slug: string, 
/**
 * Uses that the reader may see.
 */
uses: number, 
/**
 * `theme`, `phenomenon`, `region` or `free`.
 */
kind: string, 
/**
 * Of a tag that has a name in several languages.
 */
label?: Words, aliases?: Array<string>, 
/**
 * The slug of the tag it belongs under.
 */
parent?: string, };

export type ChangeTag = { 
/**
 * Its slug.
 */
tag: string, 
/**
 * A new slug; the former one leads to it.
 */
slug?: string, label?: Words, 
/**
 * Other words by which it is found.
 */
aliases?: Array<string>, 
/**
 * The slug of the tag it belongs under; empty: none.
 */
parent?: string, 
/**
 * From now on it is one of the phenomena that everybody is offered.
 */
promoted?: boolean, };

export type MergeTag = { tag: string, into: string, };

export type TagBody = { tag: TagView, 
/**
 * How closely the reader follows it.
 */
level: Follow, 
/**
 * Whether the reader may rename, merge and promote it.
 */
may_keep: boolean, 
/**
 * Tags under it.
 */
children: Array<TagView>, counts: Array<TagCount>, 
/**
 * Of the sort and in the order asked for.
 */
uses: Array<TagUse>, 
/**
 * There are more uses than are listed.
 */
has_more: boolean, };

export type TagCount = { sort: string, uses: number, };

export type TagUse = { 
/**
 * `message`, `item`, `workspace`, `organisation` or `member`.
 */
sort: string, id: string, at: string, channel?: ChannelId, item?: ItemId, author?: MemberId, 
/**
 * The item's title, or the name of the thing itself.
 */
title: string, 
/**
 * The beginning of what was written.
 */
text?: string, 
/**
 * Uses of the tag in this item; of an item in the order `used`.
 */
uses: number, };

export type TagQuery = { 
/**
 * Uses of this sort only.
 */
sort?: string, 
/**
 * `newest`, or `used`: items by how much the tag is used in them.
 */
order?: string, limit?: number, };

export type ChangeNotices = { 
/**
 * A zone of the IANA list, `Europe/Helsinki`.
 */
time_zone?: string, 
/**
 * Seven, Monday first; `null` where a day has no quiet hours.
 */
quiet?: Array<QuietHours | null>, 
/**
 * Leave me alone for so many minutes; 0 ends it. A week at most.
 */
do_not_disturb_minutes?: number, 
/**
 * What is pushed: `nothing`, `mentions` (and direct talk) or `watched` (what I watch, too).
 */
push_for?: string, 
/**
 * The same for mail, of what stays unread.
 */
mail_for?: string, 
/**
 * `none`, `daily` or `weekly`.
 */
digest?: string, 
/**
 * The first questions are answered, or put off for good.
 */
introduced?: boolean, };

export type QuietHours = { from: string, to: string, };

export type NoticesBody = { time_zone: string, quiet: Array<QuietHours | null>, do_not_disturb_until?: string, push_for: string, mail_for: string, digest: string, introduced: boolean, 
/**
 * It is quiet now: by the hours, or because one asked not to be disturbed.
 */
quiet_now: boolean, version: number, };

export type MarkMany = { 
/**
 * 200 at most.
 */
places: Array<MarkPlace>, };

export type MarkPlace = { channel: ChannelId, item?: ItemId, seq: number, 
/**
 * From `seq` on it is unread again.
 */
unread?: boolean, };

export type InboxBody = { rows: Array<InboxRow>, 
/**
 * There is more than is listed.
 */
has_more: boolean, };

export type InboxRow = { 
/**
 * Names the row, and the group of its notices on every device.
 */
key: string, channel: ChannelId, 
/**
 * Empty for direct talk.
 */
channel_name: string, 
/**
 * The members of direct talk.
 */
members?: Array<MemberId>, item: ItemId, title: string, 
/**
 * The channel's main topic.
 */
main: boolean, 
/**
 * What is new, to 99; more: 100.
 */
count: number, 
/**
 * Of them, those that mention the reader.
 */
mentions: number, 
/**
 * Where the new begins.
 */
first: number, 
/**
 * Reading it means to mark the item up to here.
 */
last: number, at: string, 
/**
 * Who was the last to say something.
 */
by?: MemberId, message?: MessageId, 
/**
 * The beginning of the last words.
 */
text: string, 
/**
 * Whether the reader is in the channel.
 */
joined: boolean, 
/**
 * Why it is here, the strongest first.
 */
causes: Array<Cause>, };

export type Cause = { 
/**
 * `notice` (the row's text says what for), `direct`, `mention`, `group` (everybody in the
 * channel was mentioned), `item`, `tag`, `member`, `search` or `channel`.
 */
why: string, 
/**
 * How closely the reader follows the thing that is named.
 */
level: Follow, 
/**
 * The slug of `tag`.
 */
tag?: string, member?: MemberId, 
/**
 * The name of the `search` that one saved.
 */
search?: string, 
/**
 * Of an `item` that nobody chose to follow: `started`, `posted` or `reacted`.
 */
by?: string, };

export type FeedWhy = "role" | "tag" | "member" | "channel" | "region" | "workspace" | "organisation" | "freshness";

export type FeedRung = "off" | "less" | "normal" | "more";

export type FeedWeights = { role: FeedRung, tag: FeedRung, member: FeedRung, channel: FeedRung, region: FeedRung, workspace: FeedRung, organisation: FeedRung, freshness: FeedRung, };

export type OwnFeedSettings = { weights: FeedWeights, 
/**
 * What is written in one of these, or in none that is known; none: all languages.
 */
languages: Array<string>, 
/**
 * Kinds that are not shown; `outcome` are the outcomes of the activity log.
 */
hidden_kinds: Array<string>, };

export type ChangeOwnFeed = { weights?: FeedWeights, languages?: Array<string>, hidden_kinds?: Array<string>, 
/**
 * As it came, before the rest of this is applied.
 */
reset?: boolean, };

export type OwnFeedBody = { settings: OwnFeedSettings, 
/**
 * What each reason counts at `normal`, in tenths.
 */
points: Array<FeedReason>, 
/**
 * Freshness halves in so many hours.
 */
half_life_hours: number, 
/**
 * What one follows and is, each a reason when something bears it.
 */
own: Array<FeedInterest>, 
/**
 * What is never shown: muted tags, channels, people, and items by id.
 */
muted: Array<FeedInterest>, version: number, };

export type FeedInterest = { 
/**
 * As in a reason; `item` for a muted item.
 */
why: string, subject: string, level: Follow, };

export type FeedQuery = { 
/**
 * `points`, or `newest`.
 */
order?: string, 
/**
 * As the page before told; absent with the first.
 */
as_of?: string, 
/**
 * `next` of the page before.
 */
after?: string, limit?: number, };

export type FeedBody = { 
/**
 * The moment from which freshness is counted.
 */
as_of: string, 
/**
 * What has to reach the reader, the newest first; with the first page only, and in no page.
 */
must_read: Array<FeedRow>, 
/**
 * In order of `points`, then the later published first, then by id from the greatest; in the
 * order `newest` by the last two.
 */
rows: Array<FeedRow>, 
/**
 * Where the next page begins; without it there is nothing else new.
 */
next?: string, };

export type FeedRow = { id: string, 
/**
 * The kind of the item; `outcome`.
 */
kind: string, title: string, lead?: string, 
/**
 * What it is offered as, a word of its kind; of an outcome its own kind.
 */
offered: string, lang?: string, tags: Array<string>, regions: Array<string>, channel?: ChannelId, channel_name: string, workspace?: WorkspaceId, workspace_name: string, item?: ItemId, outcome?: OutcomeId, author?: MemberId, spoken_as?: OrganisationId, at: string, 
/**
 * The sum of the points of its reasons, in tenths: the rank.
 */
points: number, 
/**
 * The strongest first.
 */
reasons: Array<FeedReason>, };

export type FeedReason = { why: FeedWhy, 
/**
 * A slug, an id, a region's code, a role; none for freshness.
 */
subject?: string, 
/**
 * How closely one follows it; of no meaning where nothing is followed.
 */
level: Follow, 
/**
 * Tenths of a point.
 */
points: number, };

export type SearchQuery = { 
/**
 * As typed: words, words in quotes, filters like `kanava:` or `from:`, each with a minus in
 * front to turn it round.
 */
query: string, 
/**
 * Hits that are passed over.
 */
skip: number, limit?: number, };

export type SearchBody = { hits: Array<SearchHit>, 
/**
 * How many there are, at most 1,000.
 */
total: number, 
/**
 * There are more than were ranked; these are the newest.
 */
is_over: boolean, 
/**
 * It took too long, and only the last 90 days were looked through.
 */
is_recent: boolean, 
/**
 * Stems are known instead of words: the Finnish dictionary is missing on this node.
 */
is_degraded: boolean, 
/**
 * What each typed word was looked for by.
 */
searched: Array<SearchedWord>, 
/**
 * Words that nobody wrote, and what was looked for instead.
 */
repairs: Array<RepairedWord>, 
/**
 * Filters whose value names nothing that one may see.
 */
unknown: Array<string>, 
/**
 * People, places, organisations and tags of that name; on the first page only.
 */
named: Array<NamedThing>, 
/**
 * The authors of the hits.
 */
members: Array<MemberView>, };

export type SearchHit = { 
/**
 * Absent: the item itself was found.
 */
message?: MessageId, item: ItemId, item_title: string, 
/**
 * Kind of the item's channel.
 */
kind: string, channel: ChannelId, channel_name: string, workspace_name?: string, author?: MemberId, at: string, 
/**
 * The sentence that was found, in pieces; those that answer the query are marked.
 */
excerpt: Array<ExcerptPiece>, 
/**
 * The excerpt stands in this document, which the message or the item carries.
 */
file?: string, };

export type ExcerptPiece = { text: string, is_hit: boolean, };

export type SearchedWord = { typed: string, bases: Array<string>, };

export type ValuesQuery = { 
/**
 * The name of a filter in any of the three languages, without its colon.
 */
filter: string, 
/**
 * What is typed of its value.
 */
beginning: string, };

export type ValuesBody = { values: Array<FilterValue>, };

export type FilterValue = { 
/**
 * As it is typed after the colon; one with spaces stands in quotes there.
 */
value: string, 
/**
 * What tells it from others of the same name.
 */
hint?: string, };

export type GoalsQuery = { query: string, 
/**
 * `channels`, `people`, `items`, `workspaces` or `tags`; absent: all of them.
 */
of?: string, };

export type GoalsBody = { goals: Array<NamedThing>, 
/**
 * The people among them.
 */
members: Array<MemberView>, };

export type SaveSearch = { name: string, query: string, 
/**
 * What is new for it comes into the inbox.
 */
followed?: boolean, };

export type ChangeSearch = { search: SavedSearchId, name?: string, query?: string, followed?: boolean, };

export type RemoveSearch = { search: SavedSearchId, };

export type SearchesBody = { searches: Array<SavedSearch>, };

export type SavedSearch = { id: SavedSearchId, name: string, query: string, followed: boolean, };

export type RepairedWord = { typed: string, meant: string, };

export type NamedThing = { name: string, member?: MemberId, organisation?: OrganisationId, workspace?: WorkspaceId, channel?: ChannelId, item?: ItemId, tag?: string, 
/**
 * Where it is: a channel's workspace, a person's organisation.
 */
place?: string, };

export type CopyItem = { item: ItemId, channel: ChannelId, };

export type CopiesBody = { 
/**
 * All of them, also those that the reader may not see.
 */
count: number, 
/**
 * How many of them are in which region; one without a name stands for none.
 */
regions: Array<CopiesIn>, 
/**
 * Those that the reader may see, and what was told of any; the newest first, 100 at most.
 */
copies: Array<CopyView>, 
/**
 * What the item itself was made from, where the reader may see that.
 */
original?: ItemId, 
/**
 * Whether what the reader tells of it as a copy reaches the original's readers.
 */
reaches: boolean, };

export type CopiesIn = { region?: string, count: number, };

export type CopyView = { item?: ItemId, channel?: ChannelId, workspace?: WorkspaceId, 
/**
 * The workspace's name.
 */
place: string, region?: string, 
/**
 * The day on which it was made, as an instant.
 */
at: string, 
/**
 * What came of it, as the kind's own words say and its people let be told.
 */
told?: JsonValue, };

export type BringItems = { import: ImportId, };

export type BringBody = { files: Array<BroughtFile>, };

export type BroughtFile = { 
/**
 * Its end tells its form: `.csv`, `.md`, `.json`.
 */
name: string, text: string, };

export type BringView = { id: ImportId, lines: Array<BroughtLine>, 
/**
 * Drafts that it would make.
 */
fresh: number, 
/**
 * Those that were brought in before; they are left as they are.
 */
known: number, 
/**
 * Those that are left out, each with its problems.
 */
wrong: number, };

export type BroughtLine = { file: string, 
/**
 * In the file, from 1.
 */
line: number, 
/**
 * What it is called there.
 */
name: string, title: string, 
/**
 * `fresh`, `known` or `wrong`.
 */
what: string, problems?: Array<BroughtProblem>, };

export type BroughtProblem = { 
/**
 * `missing`, `too_long`, `unknown_word`, `double`, `broken`, `empty`, `unreadable`,
 * `unknown_form`, `person`, `unsound`, `personal_code`.
 */
code: string, field: string, };

export type LinksBody = { 
/**
 * The newest first, 50 at most.
 */
links: Array<Backlink>, };

export type Backlink = { item: ItemId, channel: ChannelId, kind: string, title: string, 
/**
 * It is being written, and seen by those who work there.
 */
desk: boolean, state: string, at: string, };

export type HoldItem = { item: ItemId, holds: boolean, 
/**
 * Though somebody else does.
 */
take_over?: boolean, };

export type HoldBody = { by?: MemberId, };

export type ChangesBody = { changes: Array<ChangeView>, };

export type ChangeView = { 
/**
 * `changed_seq` of the form that it took the place of.
 */
former_seq: number, at: string, by?: MemberId, 
/**
 * The kind's word for where it stood afterwards.
 */
state: string, passages: Array<PassageChange>, };

export type PassageChange = { name: string, runs: Array<Run>, };

export type Run = { 
/**
 * `same`, `gone` or `new`.
 */
how: string, text: string, };

export type PreviewBody = { 
/**
 * Whether they may read it at all.
 */
reads: boolean, must_read: boolean, 
/**
 * The region named is one that it is about.
 */
is_about_region: boolean, };

export type PreviewQuery = { 
/**
 * `outside` (nobody signed in), `network` (an active member) or `inside`.
 */
reader: string, role: string, region: string, };

export type TakeSource = { channel: ChannelId, source: ChannelId, takes: boolean, };

export type SourcesBody = { sources: Array<SourceView>, };

export type SourceView = { channel: ChannelId, name: string, workspace: WorkspaceId, workspace_name: string, items: Array<ItemView>, };

export type SendNewsletter = { channel: ChannelId, subject: string, words: string, items: Array<ItemId>, };

export type NewsletterBody = { subscribers: number, sent: Array<NewsletterView>, };

export type NewsletterView = { at: string, subject: string, letters: number, is_done: boolean, };

export type ActivityQuery = { 
/**
 * Groups of verbs, parted by commas: `talk`, `changes`, `reactions`, `items`, `places`,
 * `people`, `outcomes`. None: all but reactions and changes.
 */
groups: string, workspace?: WorkspaceId, channel?: ChannelId, item?: ItemId, 
/**
 * A tag's slug: what carries it, and outcomes of that theme.
 */
tag: string, 
/**
 * Of the workspace, or of the outcome.
 */
region: string, 
/**
 * What this member did; of another one only what they did in public.
 */
member?: MemberId, 
/**
 * In whose name it was done.
 */
organisation?: OrganisationId, 
/**
 * A kind of channels.
 */
kind: string, 
/**
 * A kind of outcomes.
 */
outcome: string, 
/**
 * From this day or instant on (RFC 3339); a day is one of Helsinki's.
 */
from: string, 
/**
 * Before this instant; with a day, through its end.
 */
until: string, 
/**
 * Only what every member may read.
 */
open: boolean, 
/**
 * `next` of the page before.
 */
after: string, limit?: number, };

export type ActivityPage = { rows: Array<ActivityRow>, next?: string, 
/**
 * Names of the places in the rows.
 */
places: Array<PlaceName>, };

export type ActivityRow = { stream: StreamId, seq: number, at: string, verb: string, actor?: MemberId, spoken_as?: OrganisationId, workspace?: WorkspaceId, channel?: ChannelId, item?: ItemId, message?: MessageId, 
/**
 * Whom it was done to.
 */
member?: MemberId, organisation?: OrganisationId, 
/**
 * The item's title, today's.
 */
title: string, 
/**
 * Beginning of what was said, as it stands today, without markup.
 */
text: string, 
/**
 * A word of the verb's: an emoji, a role, a state.
 */
word: string, outcome?: OutcomeView, };

export type PlaceName = { workspace?: WorkspaceId, channel?: ChannelId, name: string, };

export type RecordOutcome = { 
/**
 * `met`, `agreed`, `adopted`, `piloted`, `produced`, `saved` or `stopped`.
 */
kind: string, place: OutcomePlace, details: OutcomeDetails, };

export type OutcomePlace = { "message": MessageId } | { "item": ItemId } | { "workspace": WorkspaceId };

export type OutcomeDetails = { 
/**
 * The other party: any of them confirms. They must be able to read where it stands.
 */
with: Array<MemberId>, organisations: Array<OrganisationId>, region?: string, 
/**
 * A tag's slug.
 */
theme?: string, 
/**
 * In a few words.
 */
words: string, 
/**
 * Where the evidence is, an address of https.
 */
link: string, 
/**
 * With `saved`: how much, in which unit (`eur`, `hours`, `days`, `km`).
 */
amount?: number, unit?: string, };

export type ChangeOutcome = { outcome: OutcomeId, details: OutcomeDetails, };

export type AnswerOutcome = { outcome: OutcomeId, confirm: boolean, };

export type WithdrawOutcome = { outcome: OutcomeId, };

export type OutcomeView = { id: OutcomeId, kind: string, 
/**
 * `recorded`, `confirmed`, `declined` or `withdrawn`.
 */
state: string, at: string, recorded_by: MemberId, spoken_as?: OrganisationId, stream: StreamId, channel?: ChannelId, workspace?: WorkspaceId, item?: ItemId, message?: MessageId, details: OutcomeDetails, answered_by?: MemberId, 
/**
 * The reader may confirm it.
 */
may_answer?: boolean, };

export type MakeFeed = { token: string, channel?: ChannelId, tag?: string, };

export type RevokeFeed = { feed: FeedId, };

export type FeedView = { id: FeedId, 
/**
 * `channel` or `tag`.
 */
sort: string, subject: string, made_at: string, };

export type ReportQuery = { 
/**
 * First day; with `until` absent the last ninety days.
 */
from: string, 
/**
 * Last day.
 */
until: string, 
/**
 * Only what was done in its name.
 */
organisation?: OrganisationId, };

export type ReportBody = { from: string, until: string, organisation?: OrganisationId, people: ReportPeople, messages: number, 
/**
 * Of these, spoken as a coordinator.
 */
coordinator_messages: number, weeks: Array<ReportWeek>, questions: ReportQuestions, 
/**
 * Workspaces that work together without a coordinator.
 */
without_coordinator: Array<ReportPlace>, outcomes: Array<ReportOutcomes>, };

export type ReportPeople = { 
/**
 * In the last 30 days of the period: wrote in the open, or read three times.
 */
active: number, 
/**
 * Wrote in the open in the period.
 */
writers: number, };

export type ReportWeek = { 
/**
 * Its Monday.
 */
begins: string, messages: number, coordinator: number, };

export type ReportQuestions = { asked: number, answered: number, 
/**
 * Answered within 48 hours.
 */
soon: number, 
/**
 * Without an answer and too young to tell.
 */
waiting: number, 
/**
 * Until the first answer, in the middle of those answered.
 */
minutes?: number, };

export type ReportPlace = { workspace: WorkspaceId, name: string, members: number, organisations: number, };

export type ReportOutcomes = { kind: string, theme?: string, region?: string, unit?: string, 
/**
 * Those that stand, confirmed or not.
 */
recorded: number, confirmed: number, amount?: number, amount_confirmed?: number, };

export type AskNetwork = { item: ItemId, 
/**
 * Slug of the competence that is looked for.
 */
competence: string, };

export type HelpNetwork = { willing: boolean, };

export type PutAwayAsk = { item: ItemId, };

export type MarkSolution = { item: ItemId, message?: MessageId, };

export type PlanDuty = { hosts: Array<MemberId>, };

export type HandOverDuty = { 
/**
 * Its Monday, `2026-11-23`.
 */
week: string, to: MemberId, };

export type AsksBody = { 
/**
 * One may be offered questions.
 */
willing: boolean, 
/**
 * Not answered and not put away, the newest first.
 */
asks: Array<AskView>, asked: Array<QuestionView>, 
/**
 * This is the reader's week of duty.
 */
on_duty: boolean, };

export type AskView = { item: ItemId, channel: ChannelId, title: string, 
/**
 * `question` (because one can `competence`), `host` (because one is on duty) or `round`.
 */
sort: string, competence?: string, by?: MemberId, at: string, };

export type QuestionView = { item: ItemId, channel: ChannelId, title: string, competence: string, 
/**
 * `waiting` (for its 48 hours), `offered` (to those who know), `hosts`, `nobody` (was found),
 * `answered` or `solved`.
 */
state: string, asked_at: string, 
/**
 * To how many who know it was offered; not to whom, and not who put it away.
 */
offered: number, };

export type AroundBody = { question?: QuestionView, solution?: SolutionView, };

export type SolutionView = { message: MessageId, author?: MemberId, text: string, };

export type DutyBody = { 
/**
 * In the order of their turns.
 */
hosts: Array<MemberId>, 
/**
 * This one and those to come.
 */
weeks: Array<DutyWeek>, };

export type DutyWeek = { 
/**
 * Its Monday.
 */
week: string, host: MemberId, };

export const closeCodes: Record<number, { reason: string; resume: boolean }> = {
  1012: { reason: "going away", resume: true },
  4000: { reason: "slow reader", resume: true },
  4001: { reason: "silent", resume: true },
  4002: { reason: "full", resume: true },
  4100: { reason: "session ended", resume: false },
  4101: { reason: "not signed in", resume: false },
  4102: { reason: "too many connections", resume: false },
  4200: { reason: "bad frame", resume: false },
};

export const protocolVersion = 1;
