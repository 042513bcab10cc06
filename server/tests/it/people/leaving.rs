//! How somebody leaves: what they said stays without their name, what they owned goes on, and their
//! devices end on every node.

use std::time::{Duration, Instant};

use serde_json::json;
use talkoo_protocol::{
    Code, MemberView, Verb,
    administration::AdminMembersPage,
    close::CloseCode,
    people::{DutiesBody, ProfileBody},
};

use super::{One, organisation};
use crate::stage::Stage;

/// Workspaces that go on and of which no active member is an owner.
const ORPHANS: &str = "select count(*) from workspaces w
    where w.state <> 'archived' and not exists (
      select from workspace_members wm join members m on m.id = wm.member
      where wm.workspace = w.id and wm.role = 'owner' and m.status = 'active')";

/// Who owns a workspace and can act.
async fn owns(stage: &Stage, workspace: impl std::fmt::Display, one: &One) -> bool {
    let member = one.person.id;
    let question = format!(
        "select count(*) from workspace_members
         where workspace = '{workspace}' and member = '{member}' and role = 'owner'"
    );
    stage.number(question).await == 1
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_suspended_is_out_on_every_node_within_a_second() {
    let stage = Stage::over_redis(2).await;
    let admin = One::administrator(&stage, "Ilona").await;
    let (eero, aino) = (One::of(&stage, "Eero").await, One::of(&stage, "Aino").await);
    let place = stage.place("invited", &[&eero.person, &aino.person]).await;
    let mut devices =
        [stage.nodes[0].connect(&eero.person).await, stage.nodes[1].connect(&eero.person).await];
    for device in &mut devices {
        device.subscribe(place.channel).await;
    }
    let mut of_aino = stage.nodes[1].connect(&aino.person).await;
    of_aino.subscribe(place.channel).await;
    let at = Instant::now();
    admin.says(json!({"t": "suspend_member", "member": eero.person.id})).await;
    for device in &mut devices {
        assert_eq!(device.closed().await, Some(CloseCode::SESSION_ENDED.code));
        assert!(at.elapsed() < Duration::from_secs(1), "{:?}", at.elapsed());
    }
    assert_eq!(of_aino.event(place.channel).await.verb, Verb::ACCESS_CHANGED, "the fence");
    for node in &stage.nodes {
        assert_eq!(node.as_seen_by(&eero.person).ask("start").await.status, 401);
    }
    let names: Vec<MemberView> = aino.reader.get(&format!("members?ids={}", eero.person.id)).await;
    assert_eq!((&*names[0].given, &*names[0].status), ("Eero", "suspended"));
    let found: Vec<MemberView> = aino.reader.get("members?query=eero").await;
    assert!(found.is_empty());
    assert!(owns(&stage, place.workspace, &aino).await);

    // Opened again, a new session sees what it saw before.
    admin.says(json!({"t": "reactivate_member", "member": eero.person.id})).await;
    let back = stage.device(&eero.person).await;
    let back = stage.nodes[1].as_seen_by(&back);
    assert_eq!(back.ask(&format!("channels/{}/messages", place.channel)).await.status, 200);
}

#[tokio::test]
async fn what_was_said_stays_and_the_name_goes() {
    let stage = Stage::new().await;
    let admin = One::administrator(&stage, "Ilona").await;
    let (eero, aino) = (One::of(&stage, "Eero").await, One::of(&stage, "Aino").await);
    let place = stage.place("invited", &[&aino.person, &eero.person]).await;
    let send = json!({"t": "send", "channel": place.channel, "text": "Tämä jää."});
    let said = eero.says(send).await;
    eero.says(super::profile(json!({"bio": "Minä."}))).await;
    let network = stage.nodes[0].app.network.stream;
    let mut of_aino = stage.connect(&aino.person).await;
    of_aino.subscribe(network).await;
    admin.says(json!({"t": "end_membership", "member": eero.person.id})).await;

    let told = of_aino.event(network).await;
    let view = told.content.member.expect("who is nobody now");
    assert_eq!((&*view.given, &*view.family, &*view.status), ("", "", "erased"));
    let message: serde_json::Value = aino.reader.get(&format!("messages/{said}")).await;
    assert_eq!(message["message"]["text"], "Tämä jää.");
    assert_eq!(message["message"]["author"], json!(eero.person.id));
    let path = format!("members/{}", eero.person.id);
    assert_eq!(aino.status_of(&path).await, 404);
    let profile: ProfileBody = admin.reader.get(&path).await;
    assert!(profile.bio.is_empty() && profile.affiliations.is_empty());
    let page: AdminMembersPage =
        admin.reader.get("administration/members?query=eero&status=ended").await;
    assert_eq!(&*page.members[0].family, "Koe", "an administrator can still find the account");
    let member = eero.person.id;
    let rows = format!("select count(*) from workspace_members where member = '{member}'");
    assert_eq!(stage.number(rows).await, 0);
    assert_eq!(
        admin.refused(json!({"t": "end_membership", "member": member})).await,
        Code::NotFound
    );
}

#[tokio::test]
async fn no_workspace_is_left_without_an_owner() {
    let stage = Stage::new().await;
    let admin = One::administrator(&stage, "Ilona").await;
    let eero = One::of(&stage, "Eero").await;
    let (first, second) = (One::of(&stage, "Aino").await, One::of(&stage, "Siiri").await);
    let by_rule = stage.place("open", &[&eero.person, &first.person, &second.person]).await;
    let named = stage.place("secret", &[&eero.person, &first.person, &second.person]).await;
    let alone = stage.place("invited", &[&eero.person]).await;
    let shared = stage.place("open", &[&eero.person, &first.person]).await;
    for (place, one, role) in [(&by_rule, &second, "facilitator"), (&shared, &first, "owner")] {
        let (workspace, member) = (place.workspace, one.person.id);
        stage
            .force(format!(
                "update workspace_members set role = '{role}'
                 where workspace = '{workspace}' and member = '{member}'"
            ))
            .await;
    }
    let path = format!("members/{}/duties", eero.person.id);
    let duties: DutiesBody = eero.reader.get(&path).await;
    assert_eq!((duties.workspaces.len(), duties.hidden), (3, 0));
    let duties: DutiesBody = admin.reader.get(&path).await;
    assert_eq!((duties.workspaces.len(), duties.hidden), (2, 1), "a secret one is only counted");
    let of_rule = duties.workspaces.iter().find(|duty| duty.workspace.id == by_rule.workspace);
    let candidates: Vec<_> =
        of_rule.expect("it is one").candidates.iter().map(|one| one.member.id).collect();
    assert_eq!(candidates, [second.person.id, first.person.id], "facilitators first");
    assert_eq!(first.status_of(&path).await, 404);
    let of_alone = duties.workspaces.iter().find(|duty| duty.workspace.id == alone.workspace);
    assert_eq!(of_alone.expect("it is one").candidate_count, 0);

    let leave = |workspace: &dyn std::fmt::Display, successor: &One| {
        json!({
            "t": "suspend_member", "member": eero.person.id,
            "successors": [{"workspace": workspace.to_string(), "member": successor.person.id}],
        })
    };
    let bad = leave(&named.workspace, &admin);
    assert_eq!(admin.refused(bad).await, Code::BadValue, "who is not in it");
    let bad = leave(&shared.workspace, &first);
    assert_eq!(admin.refused(bad).await, Code::BadValue, "it has another owner");
    admin.says(leave(&named.workspace, &second)).await;
    assert!(owns(&stage, by_rule.workspace, &second).await);
    assert!(!owns(&stage, by_rule.workspace, &first).await);
    assert!(owns(&stage, named.workspace, &second).await);
    let state = format!(
        "select count(*) from workspaces where id = '{}' and state = 'archived'",
        alone.workspace
    );
    assert_eq!(stage.number(state).await, 1, "where nobody else is, it is archived");
    for (action, place, heir) in [
        ("workspace_role", by_rule.workspace, Some(&second)),
        ("workspace_role", named.workspace, Some(&second)),
        ("workspace_changed", alone.workspace, None),
    ] {
        let reason = heir
            .map_or("archived".to_owned(), |heir| format!("member {} as owner", heir.person.id));
        let lines = format!(
            "select count(*) from audit.lines
             where action = '{action}' and object = '{place}' and reason = '{reason}'"
        );
        assert_eq!(stage.number(lines).await, 1, "{action}");
    }
    assert_eq!(stage.number(ORPHANS.to_owned()).await, 0);
}

#[tokio::test]
async fn an_administrator_is_not_told_who_is_in_a_private_workspace() {
    let stage = Stage::new().await;
    let admin = One::administrator(&stage, "Ilona").await;
    let (eero, aino) = (One::of(&stage, "Eero").await, One::of(&stage, "Aino").await);
    let place = stage.place("invited", &[&eero.person, &aino.person]).await;
    stage
        .force(format!(
            "update workspaces set tags = '{{salainen-tunniste}}' where id = '{}'",
            place.workspace
        ))
        .await;
    let path = format!("members/{}/duties", eero.person.id);
    let of_admin = admin.reader.ask(&path).await;
    assert!(!of_admin.body.contains(&aino.person.id.to_string()), "{}", of_admin.body);
    assert!(!of_admin.body.contains("salainen-tunniste"), "{}", of_admin.body);
    let duties: DutiesBody = admin.reader.get(&path).await;
    assert_eq!(
        (duties.workspaces[0].candidates.len(), duties.workspaces[0].candidate_count),
        (0, 1)
    );
    // The person, and an administrator who is in it, see who could take it on.
    let within = One::administrator(&stage, "Noora").await;
    stage
        .force(format!(
            "insert into workspace_members (workspace, member, role) values ('{}', '{}', 'member')",
            place.workspace, within.person.id
        ))
        .await;
    for one in [&eero, &within] {
        let duties: DutiesBody = one.reader.get(&path).await;
        assert_eq!(duties.workspaces[0].candidates.len(), 2);
    }
}

/// Everybody goes, one after the other and two at once: at no time is a workspace without an owner.
#[tokio::test(flavor = "multi_thread")]
async fn deactivating_any_member_leaves_nothing_ownerless() {
    let stage = Stage::new().await;
    let admin = One::administrator(&stage, "Ilona").await;
    let mut people = Vec::new();
    for given in ["Aino", "Eero", "Siiri", "Marko", "Juha", "Noora"] {
        people.push(One::of(&stage, given).await);
    }
    for start in 0..people.len() {
        let those = [0, 1, 3].map(|step| &people[(start + step) % people.len()].person);
        stage.place(["open", "secret"][start % 2], &those).await;
    }
    for pair in people.chunks(2) {
        let goes = |one: &One| json!({"t": "end_membership", "member": one.person.id});
        let (left, right) =
            tokio::join!(admin.reader.say(goes(&pair[0])), admin.reader.say(goes(&pair[1])),);
        left.expect("one goes");
        right.expect("the other goes");
        assert_eq!(stage.number(ORPHANS.to_owned()).await, 0);
    }
    let open = "select count(*) from workspaces where state <> 'archived'".to_owned();
    assert_eq!(stage.number(open).await, 0, "nobody is left in any of them");
}

#[tokio::test]
async fn a_contact_person_ends_the_membership_of_a_leaver() {
    let stage = Stage::new().await;
    let contact = One::of(&stage, "Kaisa").await;
    let (eero, aino) = (One::of(&stage, "Eero").await, One::of(&stage, "Aino").await);
    let admin = One::administrator(&stage, "Ilona").await;
    let firm = organisation(&stage, "Yritys", &[&contact, &eero, &aino, &admin]).await;
    organisation(&stage, "Toinen", &[&aino]).await;
    let end =
        |one: &One| json!({"t": "end_affiliation", "member": one.person.id, "organisation": firm});
    assert_eq!(eero.refused(end(&aino)).await, Code::NotAllowed);
    let mut of_eero = stage.connect(&eero.person).await;
    contact.says(end(&eero)).await;
    assert_eq!(of_eero.closed().await, Some(CloseCode::SESSION_ENDED.code), "it was the only one");
    contact.says(end(&aino)).await;
    assert_eq!(aino.status_of("start").await, 200, "the other organisation answers for her");
    contact.says(end(&admin)).await;
    assert_eq!(admin.status_of("start").await, 200, "an office is for administrators to judge");
    assert_eq!(contact.refused(end(&eero)).await, Code::NotFound);
    // Nobody escapes the contact person by being quicker.
    let marko = One::of(&stage, "Marko").await;
    let other = organisation(&stage, "Kolmas", &[&contact, &marko]).await;
    let end_own = |organisation| json!({"t": "end_affiliation", "member": marko.person.id, "organisation": organisation});
    marko.says(json!({"t": "add_affiliation", "organisation": firm})).await;
    marko.says(end_own(firm)).await;
    assert_eq!(marko.status_of("start").await, 200, "it was not confirmed");
    let mut of_marko = stage.connect(&marko.person).await;
    marko.says(end_own(other)).await;
    assert_eq!(of_marko.closed().await, Some(CloseCode::SESSION_ENDED.code), "it was the only one");
    contact.says(end(&contact)).await;
    assert_eq!(contact.status_of("start").await, 200, "another answers for her");
    assert_eq!(contact.refused(end(&admin)).await, Code::NotAllowed, "and the charge ends with it");
}

#[tokio::test]
async fn one_leaves_the_network_oneself() {
    let stage = Stage::new().await;
    let admin = One::administrator(&stage, "Ilona").await;
    let (eero, aino) = (One::of(&stage, "Eero").await, One::of(&stage, "Aino").await);
    stage.place("open", &[&eero.person, &aino.person]).await;
    let leave = |one: &One| json!({"t": "leave_network", "member": one.person.id});
    assert_eq!(aino.refused(leave(&eero)).await, Code::NotAllowed);
    let mut of_eero = stage.connect(&eero.person).await;
    eero.says(leave(&eero)).await;
    assert_eq!(of_eero.closed().await, Some(CloseCode::SESSION_ENDED.code));
    assert_eq!(stage.number(ORPHANS.to_owned()).await, 0);

    assert_eq!(admin.refused(leave(&admin)).await, Code::Rule, "the last administrator stays");
    let other = One::administrator(&stage, "Toini").await;
    let suspend = |one: &One| json!({"t": "suspend_member", "member": one.person.id});
    assert_eq!(admin.refused(suspend(&admin)).await, Code::Rule);
    let (left, right) =
        tokio::join!(admin.reader.say(suspend(&other)), other.reader.say(suspend(&admin)));
    assert_eq!([left.is_ok(), right.is_ok()].iter().filter(|ok| **ok).count(), 1);
    let question =
        "select count(*) from members where role = 'network_admin' and status = 'active'";
    assert_eq!(stage.number(question.to_owned()).await, 1);
}
