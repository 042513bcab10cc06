//! Who may do what with people and organisations, asked of every office; expected by hand.

use serde_json::{Value, json};
use talkoo_protocol::Code;

use super::{One, competence, organisation};
use crate::stage::Stage;

/// A plain member, a contact person of another organisation, of this one, a moderator, an
/// administrator.
const OFFICES: usize = 5;

const ADMINISTRATORS: [bool; OFFICES] = [false, false, false, false, true];
const CONTACTS: [bool; OFFICES] = [false, false, true, false, true];
const EVERYBODY: [bool; OFFICES] = [true; OFFICES];

#[tokio::test]
async fn every_office_may_what_the_rules_say() {
    let stage = Stage::new().await;
    let offices = [
        One::of(&stage, "Jäsen").await,
        One::of(&stage, "Muu").await,
        One::of(&stage, "Kaisa").await,
        One::of(&stage, "Moni").await,
        One::administrator(&stage, "Ilona").await,
    ];
    let moderator = offices[3].person.id;
    stage.force(format!("update members set role = 'moderator' where id = '{moderator}'")).await;
    organisation(&stage, "Toinen", &[&offices[1]]).await;
    let firm = organisation(&stage, "Yritys", &[&offices[2]]).await;
    competence(&stage, "sovittelu").await;
    for (number, office) in offices.iter().enumerate() {
        // Each finds somebody of the firm who waits for its word, and somebody who does not.
        let waits = One::of(&stage, "Odottaja").await;
        waits.says(json!({"t": "add_affiliation", "organisation": firm})).await;
        waits.says(json!({"t": "set_competence", "competence": "sovittelu", "level": 1})).await;
        let theirs = One::of(&stage, "Oma").await;
        let (id, of_firm) = (theirs.person.id, waits.person.id);
        let speaks = format!(
            "insert into affiliations (member, organisation, main) values ('{id}', '{firm}', true)"
        );
        stage.force(speaks).await;
        let affiliated = |t: &str, member| json!({"t": t, "member": member, "organisation": firm});
        let about = |t: &str, member| json!({"t": t, "member": member});
        let asked: Vec<(Value, [bool; OFFICES])> = vec![
            (json!({"t": "change_profile", "title": "uusi"}), EVERYBODY),
            (json!({"t": "set_competence", "competence": "sovittelu", "level": 1}), EVERYBODY),
            (json!({"t": "endorse", "member": of_firm, "competence": "sovittelu"}), EVERYBODY),
            (json!({"t": "unendorse", "member": of_firm, "competence": "sovittelu"}), EVERYBODY),
            (affiliated("confirm_affiliation", of_firm), CONTACTS),
            (
                json!({"t": "change_organisation", "organisation": firm, "about": {"fi": "Me"}}),
                CONTACTS,
            ),
            (
                json!({"t": "change_organisation", "organisation": firm, "verified": true}),
                ADMINISTRATORS,
            ),
            (
                json!({"t": "create_organisation", "name": {"fi": "Uusi"}, "kind": "company"}),
                ADMINISTRATORS,
            ),
            (
                json!({
                    "t": "save_competence", "slug": "uusi", "label": {"fi": "Uusi"},
                    "kind": "method",
                }),
                ADMINISTRATORS,
            ),
            (affiliated("name_contact", id), ADMINISTRATORS),
            (affiliated("remove_contact", id), ADMINISTRATORS),
            (about("suspend_member", id), ADMINISTRATORS),
            (about("reactivate_member", id), ADMINISTRATORS),
            (about("end_membership", id), ADMINISTRATORS),
            (about("leave_network", id), [false; OFFICES]),
            (affiliated("end_affiliation", of_firm), CONTACTS),
        ];
        for (command, expected) in asked {
            let got = office.reader.say(command.clone()).await.map_err(|refusal| refusal.code);
            let expected = if expected[number] { Ok(()) } else { Err(Code::NotAllowed) };
            assert_eq!(got.map(drop), expected, "office {number}: {command}");
        }
        let duties = office.status_of(&format!("members/{of_firm}/duties")).await;
        let expected = if ADMINISTRATORS[number] { 200 } else { 404 };
        assert_eq!(duties, expected, "office {number}");
    }
}

#[tokio::test]
async fn each_act_leaves_a_line_in_the_audit_log() {
    let stage = Stage::new().await;
    let admin = One::administrator(&stage, "Ilona").await;
    let (kaisa, eero) = (One::of(&stage, "Kaisa").await, One::of(&stage, "Eero").await);
    let firm = organisation(&stage, "Yritys", &[&kaisa]).await;
    let (id, of) = (eero.person.id, json!({"member": eero.person.id, "organisation": firm}));
    let with = |t: &str| {
        let mut command = of.clone();
        command["t"] = json!(t);
        command
    };
    eero.says(json!({"t": "add_affiliation", "organisation": firm})).await;
    kaisa.says(with("confirm_affiliation")).await;
    admin.says(with("name_contact")).await;
    admin.says(with("remove_contact")).await;
    admin.says(json!({"t": "suspend_member", "member": id})).await;
    admin.says(json!({"t": "reactivate_member", "member": id})).await;
    admin.says(json!({"t": "end_membership", "member": id})).await;
    for action in [
        "affiliation_added",
        "affiliation_confirmed",
        "contact_named",
        "contact_removed",
        "member_suspended",
        "member_reactivated",
        "membership_ended",
    ] {
        let question = format!("select count(*) from audit.lines where action = '{action}'");
        assert_eq!(stage.number(question).await, 1, "{action}");
    }
}
