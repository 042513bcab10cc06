//! Who is in the network: what people say of themselves, the organisations they speak for, what they
//! can do, and how they leave. Commands' payloads first, then what is read.

use time::OffsetDateTime;

use crate::http::PlaceMember;
use crate::ids::{FileId, MemberId, OrganisationId, WorkspaceId};
use crate::places::{MemberView, OrganisationView, Words, WorkspaceView};

shapes! {
    /// One's own profile; absent stays as it is, an empty region or municipality is none.
    #[derive(Default)]
    pub struct ChangeProfile {
        /// Real names: the network's members meet as who they are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub given: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub family: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub title: Option<String>,
        /// A region's code, `19`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// A municipality's code of three digits, `091`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub municipality: Option<String>,
        /// Languages one works in, the strongest first.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub languages: Option<Vec<String>>,
        /// In which one is spoken to: `fi`, `sv` or `en`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub language: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub bio: Option<String>,
        /// Slugs of what one is about, shown to whoever may see this.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tags: Option<Vec<String>>,
        /// Whether those who share no place with one find one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub discoverable: Option<bool>,
    }

    /// One's own picture: an upload that was begun as a `portrait`. Absent: none.
    #[derive(Copy, Eq)]
    pub struct ChangePicture {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub picture: Option<FileId>,
    }

    /// Say that one speaks for an organisation, too; unverified until it is confirmed.
    pub struct AddAffiliation {
        pub organisation: OrganisationId,
        #[serde(default)]
        pub title: String,
    }

    /// Of one's own affiliations: another title, or the one chosen when nothing else is said.
    pub struct ChangeAffiliation {
        pub organisation: OrganisationId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub title: Option<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub main: bool,
    }

    /// A member and an organisation that they speak for, or spoke for until now.
    #[derive(Copy, Eq)]
    pub struct Affiliated {
        pub member: MemberId,
        pub organisation: OrganisationId,
    }

    /// What one can do: 1 knows, 2 has done, 3 teaches others; 0 takes it back.
    #[derive(Eq)]
    pub struct SetCompetence {
        /// Its slug.
        pub competence: String,
        pub level: u8,
    }

    /// Somebody's competence that one has seen at work.
    #[derive(Eq)]
    pub struct Endorsing {
        pub member: MemberId,
        /// Its slug.
        pub competence: String,
    }

    /// A competence that people can name, made or changed.
    #[derive(Eq)]
    pub struct CompetenceView {
        pub slug: String,
        pub label: Words,
        /// `method`, `phenomenon`, `sector`, `technology` or `language`.
        pub kind: String,
        /// Other words by which it is found.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub aliases: Vec<String>,
        /// Offered to nobody any more; who has named it keeps it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub retired: bool,
    }

    /// An organisation as it shall be.
    #[derive(Default)]
    pub struct CreateOrganisation {
        pub name: Words,
        /// `authority`, `municipality`, `county`, `association`, `company`, `university`,
        /// `research`, `funder`, `parish` or `other`.
        pub kind: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// A business id, `1234567-1`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /// Domains of its mail addresses; each belongs to one organisation.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub domains: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub parent: Option<OrganisationId>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub verified: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub coordinator: bool,
    }

    /// What is to change of an organisation; absent stays. Its contact persons change its texts
    /// (`name`, `about`), administrators everything.
    pub struct ChangeOrganisation {
        pub organisation: OrganisationId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub name: Option<Words>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub about: Option<Words>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<String>,
        /// Empty: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        /// Empty: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /// All of them, instead of those before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub domains: Option<Vec<String>>,
        /// Its own id: none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub parent: Option<OrganisationId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub verified: Option<bool>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub coordinator: Option<bool>,
        /// Slugs of what it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub tags: Option<Vec<String>>,
    }

    /// Who goes, and who owns from then on what would be without an owner. A workspace that is not
    /// named here goes by rule: to its oldest facilitator, else to its oldest member; one in which
    /// nobody else is becomes archived.
    pub struct Parting {
        pub member: MemberId,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub successors: Vec<Successor>,
    }

    #[derive(Copy, Eq)]
    pub struct Successor {
        pub workspace: WorkspaceId,
        pub member: MemberId,
    }

    /// `GET /members/{member}`: a profile as the reader may see it.
    pub struct ProfileBody {
        pub member: MemberView,
        pub bio: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub municipality: Option<String>,
        pub competences: Vec<CompetenceLevel>,
        /// Slugs of what this person is about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub tags: Vec<String>,
        /// Those of today first, then the former ones.
        pub affiliations: Vec<AffiliationSpan>,
        /// Organisations whose contact person this is.
        pub contact_of: Vec<OrganisationId>,
        /// For the member alone and for administrators.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub account: Option<AccountView>,
    }

    pub struct AccountView {
        pub email: String,
        pub discoverable: bool,
        /// `pending`, `active`, `suspended`, `ended` or `erased`.
        pub status: String,
        /// `member`, `moderator` or `network_admin`.
        pub role: String,
    }

    /// A competence of a member, and who has seen it.
    #[derive(Eq)]
    pub struct CompetenceLevel {
        /// Its slug.
        pub competence: String,
        pub level: u8,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub endorsed_by: Vec<MemberId>,
    }

    pub struct AffiliationSpan {
        pub organisation: OrganisationId,
        pub title: String,
        pub main: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub unverified: bool,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub from: OffsetDateTime,
        #[serde(with = "time::serde::rfc3339::option", default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub to: Option<OffsetDateTime>,
    }

    /// `GET /directory`: who is asked for.
    #[derive(Default)]
    pub struct DirectoryQuery {
        /// Words of a name, a title, an organisation or a competence; all of them must be met.
        #[serde(default)]
        pub query: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
        /// Of organisations.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub language: Option<String>,
        /// A slug.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub competence: Option<String>,
        /// In whose order of letters: `fi` or `sv`.
        #[serde(default)]
        pub order: String,
        /// `next` of the page before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub after: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<u32>,
    }

    /// People by family name. Who is not discoverable is neither here nor counted.
    pub struct DirectoryPage {
        pub people: Vec<DirectoryEntry>,
        /// How many meet the question; on its first page.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub total: Option<u32>,
        /// Asks for what comes after; absent at the end.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub next: Option<String>,
    }

    pub struct DirectoryEntry {
        pub member: MemberView,
        /// The strongest first.
        pub competences: Vec<CompetenceLevel>,
    }

    /// `GET /organisations`: which are asked for.
    #[derive(Default)]
    pub struct OrganisationsQuery {
        #[serde(default)]
        pub query: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub kind: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
    }

    /// An organisation in a list.
    pub struct OrganisationRow {
        pub organisation: OrganisationView,
        /// People one finds in the directory.
        pub members: u32,
        pub contacts: u32,
    }

    /// `GET /organisations/{organisation}`: its page.
    pub struct OrganisationBody {
        pub organisation: OrganisationView,
        pub about: Words,
        /// Slugs of what it is about.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        pub tags: Vec<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub business_id: Option<String>,
        /// For its contact persons and administrators.
        pub domains: Vec<String>,
        /// Organisations that are part of it.
        pub parts: Vec<OrganisationId>,
        pub contacts: Vec<MemberView>,
        /// Its people whom one may know of, 1,000 at most; its contact persons see all of them.
        pub members: Vec<MemberView>,
        /// Who has said to be of it and waits for its word.
        pub unverified: Vec<MemberId>,
        /// Whether the reader is its contact person.
        pub is_contact: bool,
        /// Whether the reader may change everything.
        pub may_administer: bool,
    }

    /// `GET /members/{member}/duties`: what would be left without a responsible person.
    pub struct DutiesBody {
        pub workspaces: Vec<Duty>,
        /// Secret workspaces besides; they go by rule.
        pub hidden: u32,
        pub is_last_administrator: bool,
    }

    pub struct Duty {
        pub workspace: WorkspaceView,
        /// Who could own it, as the rule orders them; left out where the reader may not know who is
        /// in it.
        pub candidates: Vec<PlaceMember>,
        /// How many they are. Nobody: it becomes archived.
        pub candidate_count: u32,
    }
}
