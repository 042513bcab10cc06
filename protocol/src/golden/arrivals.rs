//! Commands about coming in.

use super::sample::{aino, eero, id, ministry};
use crate::{Action, arrivals::*, places::Words};

pub(super) fn actions() -> Vec<Action> {
    let words = |text: &str| Words { fi: text.to_owned(), ..Words::default() };
    vec![
        Action::EndOtherSessions(EndOtherSessions { keep: id(11, 1) }),
        Action::HandleApplication(HandleApplication { application: id(12, 1), handling: true }),
        Action::DecideApplications(DecideApplications {
            applications: vec![id(12, 1)],
            approve: true,
            reason: String::new(),
            organisation: Some(ministry()),
        }),
        Action::DecideApplications(DecideApplications {
            applications: vec![id(12, 1), id(12, 2)],
            approve: false,
            reason: "Verkosto on viranomaisille ja järjestöille.".to_owned(),
            organisation: None,
        }),
        Action::RemindMembers(RemindMembers { members: vec![aino(), eero()] }),
        Action::AcceptTerms(AcceptTerms { version: 2 }),
        Action::PublishTerms(PublishTerms {
            after: 1,
            terms: words("# Käyttöehdot"),
            privacy: words("# Tietosuojaseloste"),
        }),
    ]
}
