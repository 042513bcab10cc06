//! The report over a period. Its numbers are counted over what every active member may read, so they
//! are the same for whoever asks, and each of them opens its events in the activity log.

use crate::ids::{OrganisationId, WorkspaceId};

shapes! {
    /// `GET /report`.
    #[derive(Default)]
    pub struct ReportQuery {
        /// First day; with `until` absent the last ninety days.
        #[serde(default)]
        pub from: String,
        /// Last day.
        #[serde(default)]
        pub until: String,
        /// Only what was done in its name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
    }

    pub struct ReportBody {
        pub from: String,
        pub until: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub organisation: Option<OrganisationId>,
        pub people: ReportPeople,
        pub messages: u32,
        /// Of these, spoken as a coordinator.
        pub coordinator_messages: u32,
        pub weeks: Vec<ReportWeek>,
        pub questions: ReportQuestions,
        /// Workspaces that work together without a coordinator.
        pub without_coordinator: Vec<ReportPlace>,
        pub outcomes: Vec<ReportOutcomes>,
    }

    /// Those who are discoverable. Who reads is counted and never told.
    #[derive(Copy, Eq)]
    pub struct ReportPeople {
        /// In the last 30 days of the period: wrote in the open, or read three times.
        pub active: u32,
        /// Wrote in the open in the period.
        pub writers: u32,
    }

    pub struct ReportWeek {
        /// Its Monday.
        pub begins: String,
        pub messages: u32,
        pub coordinator: u32,
    }

    #[derive(Copy)]
    pub struct ReportQuestions {
        pub asked: u32,
        pub answered: u32,
        /// Answered within 48 hours.
        pub soon: u32,
        /// Without an answer and too young to tell.
        pub waiting: u32,
        /// Until the first answer, in the middle of those answered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub minutes: Option<f64>,
    }

    pub struct ReportPlace {
        pub workspace: WorkspaceId,
        pub name: String,
        pub members: u32,
        pub organisations: u32,
    }

    /// Outcomes of one kind, theme, region and unit.
    pub struct ReportOutcomes {
        pub kind: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub theme: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub region: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub unit: Option<String>,
        /// Those that stand, confirmed or not.
        pub recorded: u32,
        pub confirmed: u32,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount: Option<f64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub amount_confirmed: Option<f64>,
    }
}
