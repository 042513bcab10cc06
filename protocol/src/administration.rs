//! What those who hold an office of the network give and are told: settings, offices, feedback, the
//! import of people, and the counts and lists by which a network is run. Nothing here carries what
//! members wrote to each other.

use crate::ids::{FeedbackId, ImportId, MemberId, OrganisationId, Seq, StreamId, WorkspaceId};
use crate::places::Words;

shapes! {
    /// The network itself, and what holds in all of it. Every active member may know it.
    pub struct NetworkView {
        pub stream: StreamId,
        pub name: String,
        /// Kinds in use.
        pub kinds: Vec<String>,
        pub demo: bool,
        /// Who may invite people into the network: `administrators`, `contacts` or `members`.
        pub invites: String,
        /// The terms in force; who has consented to other ones is asked again. Publishing new ones
        /// changes it.
        pub terms_version: String,
        /// In which a new member is spoken to when nothing else is known.
        pub language: String,
        /// Days after which talk is removed where a workspace says nothing else; absent: never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retention_days: Option<u32>,
        /// Grows with every change.
        pub version: Seq,
    }

    /// Changes the network's settings; absent stays.
    #[derive(Default)]
    pub struct ChangeNetwork {
        /// The version that was looked at; another one is refused with `conflict`.
        pub version: Seq,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kinds: Option<Vec<String>>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub invites: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub language: Option<String>,
        /// 0: never.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub retention_days: Option<u32>,
    }

    /// Gives a member an office, or takes it: `member`, `moderator` or `network_admin`.
    pub struct ChangeOffice {
        pub member: MemberId,
        pub office: String,
    }

    /// Tells those who run the network something about the product.
    pub struct SendFeedback {
        /// `idea`, `fault` or `accessibility`.
        pub kind: String,
        pub words: String,
        /// Where in the product the member was, without the origin.
        #[serde(default)]
        pub page: String,
    }

    /// Marks feedback as handled; an answer reaches its sender.
    pub struct HandleFeedback {
        pub feedback: FeedbackId,
        #[serde(default)]
        pub answer: String,
    }

    /// Makes every account of an uploaded list, or none.
    pub struct ImportMembers {
        pub import: ImportId,
    }

    /// `GET /administration/overview`: what waits, and how large the network is.
    pub struct OverviewBody {
        pub waits: Vec<WaitView>,
        pub members: u32,
        /// Active members who were here during the last week.
        pub members_seen: u32,
        pub organisations: u32,
        pub workspaces: u32,
        pub channels: u32,
        pub messages_week: u32,
        /// Letters and other work for later that failed for good during the last 30 days.
        pub jobs_failed: u32,
    }

    /// Something that waits for whoever holds an office. Open: a client shows those it knows.
    pub struct WaitView {
        /// `applications`, `reports`, `feedback`, `ownerless`, `unplaced`, `unverified` …
        pub what: String,
        pub count: u32,
        /// How many hours the oldest has waited.
        pub oldest_hours: u32,
    }

    /// Selects what `GET /administration/members` lists.
    #[derive(Default)]
    pub struct AdminMembersQuery {
        /// Part of a name or of an address.
        #[serde(default)]
        pub query: String,
        #[serde(default)]
        pub status: String,
        #[serde(default)]
        pub office: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
        /// The last member of the page before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    pub struct AdminMembersPage {
        pub members: Vec<AdminMember>,
        /// All that fit the question.
        pub total: u32,
        pub has_more: bool,
    }

    /// A member as those who run the network see them.
    pub struct AdminMember {
        pub id: MemberId,
        pub given: String,
        pub family: String,
        pub email: String,
        pub title: String,
        /// `pending`, `active`, `suspended` or `erased`.
        pub status: String,
        /// `member`, `moderator` or `network_admin`.
        pub office: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
        /// Signed-in devices.
        pub sessions: u32,
        #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub seen_at: Option<time::OffsetDateTime>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub made_at: time::OffsetDateTime,
    }

    /// `GET /administration/organisations`.
    pub struct AdminOrganisation {
        pub id: OrganisationId,
        pub name: Words,
        pub kind: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        pub verified: bool,
        pub coordinator: bool,
        /// Addresses ending so belong to it.
        pub domains: Vec<String>,
        pub members: u32,
    }

    /// Selects what `GET /administration/workspaces` lists.
    #[derive(Default)]
    pub struct AdminWorkspacesQuery {
        #[serde(default)]
        pub query: String,
        #[serde(default)]
        pub state: String,
        #[serde(default)]
        pub visibility: String,
        /// Only those without an active owner.
        #[serde(default)]
        pub ownerless: bool,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<WorkspaceId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    pub struct AdminWorkspacesPage {
        pub workspaces: Vec<AdminWorkspace>,
        pub total: u32,
        pub has_more: bool,
    }

    /// What running the service needs to know of a workspace, of secret ones, too: no content, no
    /// names of channels.
    pub struct AdminWorkspace {
        pub id: WorkspaceId,
        pub name: String,
        pub kind: String,
        pub visibility: String,
        pub state: String,
        pub owners: Vec<MemberId>,
        /// Their names, for the list.
        pub owner_names: Vec<String>,
        pub members: u32,
        pub channels: u32,
        pub messages: u32,
        /// Bytes that its talk takes in the database, about.
        pub bytes: u64,
        #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub active_at: Option<time::OffsetDateTime>,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub made_at: time::OffsetDateTime,
    }

    /// `GET /administration/storage`.
    pub struct StorageBody {
        /// The whole database.
        pub bytes: u64,
        /// The largest first.
        pub tables: Vec<TableView>,
        /// Uploaded files that are there.
        pub files: u64,
        pub file_bytes: u64,
        /// What all members together may upload.
        pub file_quota: u64,
        /// Files in which a scanner has found something.
        pub files_blocked: u64,
    }

    pub struct TableView {
        pub name: String,
        /// With its indexes.
        pub bytes: u64,
        /// About.
        pub rows: u64,
    }

    /// `GET /administration/settings`: the settings, and what can be chosen.
    pub struct SettingsBody {
        pub network: NetworkView,
        /// Every kind of channel that this server knows.
        pub kinds: Vec<String>,
    }

    /// `GET /administration/nodes`: one that has not been heard of for 20 s is not listed.
    pub struct NodeView {
        pub name: String,
        pub version: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub since: time::OffsetDateTime,
        pub sockets: u32,
        /// Seconds since it was heard of.
        pub heard_secs: u32,
        /// The node that answers.
        pub own: bool,
    }

    /// Selects what `GET /administration/audit` lists, the newest first.
    #[derive(Default)]
    pub struct AuditQuery {
        #[serde(default)]
        pub action: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub actor: Option<MemberId>,
        /// What it was done to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub object: Option<uuid::Uuid>,
        /// The last line of the page before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub before: Option<uuid::Uuid>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    pub struct AuditPage {
        pub lines: Vec<AuditLineView>,
        pub has_more: bool,
        /// Every action that occurs, for the choice.
        pub actions: Vec<String>,
        pub chain: ChainView,
    }

    pub struct AuditLineView {
        pub id: uuid::Uuid,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        /// Absent when the person behind the line has been forgotten.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub actor: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub actor_name: Option<String>,
        pub action: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub object: Option<uuid::Uuid>,
        /// When it is a member, an organisation or a workspace.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub object_name: Option<String>,
        pub outcome: String,
        pub reason: String,
        pub sealed: bool,
    }

    /// `GET /administration/audit/chain`: walked from its first link to its last.
    #[derive(Copy, Eq)]
    pub struct ChainView {
        pub sealed: u64,
        /// Lines of the last moments that are not sealed yet.
        pub waiting: u64,
        /// Whether every link holds; absent where it was not walked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub whole: Option<bool>,
        /// The first link that does not hold.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub broken_at: Option<u64>,
    }

    /// Feedback; its sender sees one's own, those who run the network all.
    pub struct FeedbackView {
        pub id: FeedbackId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub member: Option<MemberId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub member_name: Option<String>,
        pub kind: String,
        pub words: String,
        pub page: String,
        /// `new` or `handled`.
        pub state: String,
        pub answer: String,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub at: time::OffsetDateTime,
        #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub handled_at: Option<time::OffsetDateTime>,
    }

    /// `POST /administration/imports`: the file as text.
    pub struct ImportBody {
        pub text: String,
    }

    /// What an uploaded list would do, line by line. Nothing has happened yet.
    pub struct ImportView {
        pub id: ImportId,
        /// `semicolon`, `comma` or `tab`.
        pub delimiter: String,
        /// Which columns were understood, in the order of the file; absent: passed over.
        pub columns: Vec<ImportColumn>,
        pub lines: Vec<ImportLine>,
        /// Accounts that it would make, or has made.
        pub fresh: u32,
        /// Lines of people who have an account already; they are left as they are.
        pub existing: u32,
        pub wrong: u32,
        /// It has been done.
        pub done: bool,
    }

    pub struct ImportColumn {
        pub title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub field: Option<String>,
    }

    pub struct ImportLine {
        /// In the file, from 1.
        pub line: u32,
        pub name: String,
        pub email: String,
        pub organisation: String,
        /// `fresh`, `existing` or `wrong`.
        pub what: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub problems: Vec<ImportProblem>,
    }

    #[derive(Eq)]
    pub struct ImportProblem {
        /// `missing`, `too_long`, `bad_address`, `unknown_organisation`, `unclear_organisation`,
        /// `unknown_language`, `unknown_region`, `double`, `personal_code`, `broken` (quotes or
        /// columns).
        pub code: String,
        pub field: String,
        pub value: String,
    }

    /// `POST /administration/imports/{import}/links`: shown once; asking again makes new ones.
    pub struct ImportLink {
        pub name: String,
        pub email: String,
        /// For `/sign-in/link/{token}`.
        pub token: String,
    }
}
