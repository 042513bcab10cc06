//! Changes of who is in the network: profiles, affiliations, competences, organisations, accounts.

use talkoo_protocol::{FileId, MemberId, OrganisationId, places::Words};
use uuid::Uuid;

/// Whatever touches a member makes the member's version a newer one.
#[derive(Clone, Debug)]
pub enum Who {
    Profile {
        member: MemberId,
        change: Box<ProfileChange>,
    },
    /// Another picture, or none. The former one is dropped.
    Picture {
        member: MemberId,
        picture: Option<FileId>,
    },
    AddAffiliation {
        member: MemberId,
        organisation: OrganisationId,
        title: String,
        is_confirmed: bool,
    },
    ChangeAffiliation {
        member: MemberId,
        organisation: OrganisationId,
        title: Option<String>,
        becomes_main: bool,
    },
    EndAffiliation {
        member: MemberId,
        organisation: OrganisationId,
    },
    ConfirmAffiliation {
        member: MemberId,
        organisation: OrganisationId,
    },
    /// `level: None` takes it back, with its endorsements.
    Competence {
        member: MemberId,
        competence: Uuid,
        level: Option<i16>,
    },
    Endorse {
        member: MemberId,
        competence: Uuid,
        by: MemberId,
    },
    Unendorse {
        member: MemberId,
        competence: Uuid,
        by: MemberId,
    },
    SaveCompetence(Box<SavedCompetence>),
    Organisation(Box<NewOrganisation>),
    ChangeOrganisation {
        organisation: OrganisationId,
        change: Box<OrganisationChange>,
    },
    NameContact {
        organisation: OrganisationId,
        member: MemberId,
    },
    RemoveContact {
        organisation: OrganisationId,
        member: MemberId,
    },
    /// Another status. Any but active ends every session and every link.
    /// Who they were is forgotten.
    Erase {
        member: MemberId,
    },
    Status {
        member: MemberId,
        status: &'static str,
    },
}

impl Who {
    /// Whose row it changes.
    pub fn member(&self) -> Option<MemberId> {
        match self {
            Self::Profile { member, .. }
            | Self::Picture { member, .. }
            | Self::AddAffiliation { member, .. }
            | Self::ChangeAffiliation { member, .. }
            | Self::EndAffiliation { member, .. }
            | Self::ConfirmAffiliation { member, .. }
            | Self::Competence { member, .. }
            | Self::Endorse { member, .. }
            | Self::Unendorse { member, .. }
            | Self::Erase { member }
            | Self::Status { member, .. } => Some(*member),
            Self::SaveCompetence(_)
            | Self::Organisation(_)
            | Self::ChangeOrganisation { .. }
            | Self::NameContact { .. }
            | Self::RemoveContact { .. } => None,
        }
    }
}

/// Absent stays; an empty region or municipality becomes none.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    pub given: Option<String>,
    pub family: Option<String>,
    pub title: Option<String>,
    pub region: Option<String>,
    pub municipality: Option<String>,
    pub languages: Option<Vec<String>>,
    pub language: Option<String>,
    pub bio: Option<String>,
    pub tags: Option<Vec<String>>,
    pub discoverable: Option<bool>,
}

#[derive(Clone, Debug)]
pub struct SavedCompetence {
    /// Its id, if it is new.
    pub id: Uuid,
    pub slug: String,
    pub label: Words,
    pub kind: String,
    pub aliases: Vec<String>,
    pub is_retired: bool,
}

#[derive(Clone, Debug)]
pub struct NewOrganisation {
    pub id: OrganisationId,
    pub name: Words,
    pub kind: String,
    pub region: Option<String>,
    pub business_id: Option<String>,
    pub domains: Vec<String>,
    pub parent: Option<OrganisationId>,
    pub verified: bool,
    pub coordinator: bool,
}

/// Absent stays; an empty region or business id becomes none.
#[derive(Clone, Debug, Default)]
pub struct OrganisationChange {
    pub name: Option<Words>,
    pub about: Option<Words>,
    pub kind: Option<String>,
    pub region: Option<String>,
    pub business_id: Option<String>,
    pub domains: Option<Vec<String>>,
    /// `Some(None)` makes it a part of nothing.
    pub parent: Option<Option<OrganisationId>>,
    pub verified: Option<bool>,
    pub coordinator: Option<bool>,
    pub tags: Option<Vec<String>>,
}
