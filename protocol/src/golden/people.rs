//! Commands about who is in the network.

use super::sample::{aino, eero, hall, ministry, picture};
use crate::{Action, people::*, places::Words};

pub(super) fn actions() -> Vec<Action> {
    let (member, organisation) = (eero(), ministry());
    let affiliated = Affiliated { member, organisation };
    let endorsing = || Endorsing { member, competence: "sovittelu".to_owned() };
    let parting = || Parting { member, successors: Vec::new() };
    let successor = Successor { workspace: hall(), member: aino() };
    let mut actions = about_oneself();
    actions.extend([
        Action::EndAffiliation(affiliated),
        Action::ConfirmAffiliation(affiliated),
        Action::SetCompetence(SetCompetence { competence: "sovittelu".to_owned(), level: 3 }),
        Action::SaveCompetence(CompetenceView {
            slug: "sovittelu".to_owned(),
            label: name("Sovittelu", "Medling"),
            kind: "method".to_owned(),
            aliases: vec!["naapuruussovittelu".to_owned()],
            retired: true,
        }),
        Action::Endorse(endorsing()),
        Action::Unendorse(endorsing()),
        Action::CreateOrganisation(Box::new(CreateOrganisation {
            name: name("Saarelan kaupunki", "Staden Saarela"),
            kind: "municipality".to_owned(),
            region: Some("15".to_owned()),
            business_id: Some("1234567-1".to_owned()),
            domains: vec!["saarela.example".to_owned()],
            parent: None,
            verified: true,
            coordinator: false,
        })),
        Action::ChangeOrganisation(Box::new(ChangeOrganisation {
            organisation,
            name: None,
            about: Some(name("Johtaa verkostoa.", "")),
            kind: None,
            region: None,
            business_id: None,
            domains: None,
            parent: None,
            verified: Some(true),
            coordinator: None,
            tags: Some(vec!["rikollisuus".to_owned()]),
        })),
        Action::NameContact(affiliated),
        Action::RemoveContact(affiliated),
        Action::SuspendMember(Parting { member, successors: vec![successor] }),
        Action::EndMembership(parting()),
        Action::ReactivateMember { member },
        Action::LeaveNetwork(parting()),
    ]);
    actions
}

fn about_oneself() -> Vec<Action> {
    let organisation = ministry();
    vec![
        Action::ChangeProfile(Box::new(ChangeProfile {
            title: Some("koordinaattori".to_owned()),
            municipality: Some("091".to_owned()),
            languages: Some(vec!["fi".to_owned(), "sv".to_owned()]),
            tags: Some(vec!["nuoret".to_owned()]),
            discoverable: Some(false),
            ..ChangeProfile::default()
        })),
        Action::ChangePicture(ChangePicture { picture: Some(picture().id) }),
        Action::ChangePicture(ChangePicture { picture: None }),
        Action::AddAffiliation(AddAffiliation { organisation, title: "asiantuntija".to_owned() }),
        Action::ChangeAffiliation(ChangeAffiliation { organisation, title: None, main: true }),
    ]
}

fn name(fi: &str, sv: &str) -> Words {
    Words { fi: fi.to_owned(), sv: sv.to_owned(), en: String::new() }
}
