//! Running the network from within: its offices, its settings, its nodes, what those who run it are
//! told and what they are not.

mod imports;

use std::time::Duration;

use serde_json::{Value, json};
use talkoo::{
    actions::{beat, retention},
    clock::Clock,
};
use talkoo_protocol::{
    Code, MemberId,
    administration::{
        AdminMembersPage, AdminWorkspacesPage, AuditPage, ChainView, FeedbackView, NodeView,
        OverviewBody, SettingsBody, StorageBody,
    },
};
use tokio::time::timeout;

use crate::stage::{Person, Reader, Stage};

/// A member who holds an office.
async fn holding(stage: &Stage, given: &str, office: &str) -> Person {
    let person = stage.member(given).await;
    stage.force(format!("update members set role = '{office}' where id = '{}'", person.id)).await;
    person
}

async fn administrator(stage: &Stage) -> (Person, Reader) {
    let ilona = holding(stage, "Ilona", "network_admin").await;
    let reader = stage.nodes[0].as_seen_by(&ilona);
    (ilona, reader)
}

fn office(member: MemberId, office: &str) -> Value {
    json!({"t": "change_office", "member": member, "office": office})
}

fn code(answer: Result<talkoo_protocol::Ack, talkoo_protocol::Refusal>) -> Option<Code> {
    answer.err().map(|refusal| refusal.code)
}

#[tokio::test]
async fn an_office_is_given_and_taken_and_the_member_hears_of_it() {
    let stage = Stage::new().await;
    let (ilona, reader) = administrator(&stage).await;
    let eero = stage.member("Eero").await;
    let mut device = stage.connect(&eero).await;
    device.subscribe(eero.id).await;

    reader.say(office(eero.id, "moderator")).await.expect("an office");
    let heard = device.event(eero.id).await;
    assert_eq!(
        (heard.verb.as_str(), &heard.facts["office"]),
        ("office_changed", &json!("moderator"))
    );
    assert_eq!(stage.nodes[0].as_seen_by(&eero).start().await.office, "moderator");
    let overview = stage.nodes[0].as_seen_by(&eero).ask("administration/overview").await;
    let members = stage.nodes[0].as_seen_by(&eero).ask("administration/members").await;
    assert_eq!((overview.status, members.status), (200, 403));

    reader.say(office(eero.id, "member")).await.expect("an office");
    let overview = stage.nodes[0].as_seen_by(&eero).ask("administration/overview").await;
    assert_eq!(overview.status, 403);
    let lines = "select count(*) from audit.lines where action = 'office_changed' and object = ";
    assert_eq!(stage.number(format!("{lines} '{}'", eero.id)).await, 2);

    // Nobody gives what is no office, to nobody, or to an account that is shut.
    assert_eq!(code(reader.say(office(eero.id, "king")).await), Some(Code::BadValue));
    let nobody = MemberId(uuid::Uuid::new_v4());
    assert_eq!(code(reader.say(office(nobody, "moderator")).await), Some(Code::NotFound));
    let shut = format!("update members set status = 'suspended' where id = '{}'", eero.id);
    stage.force(shut).await;
    assert_eq!(code(reader.say(office(eero.id, "moderator")).await), Some(Code::Rule));
    let _ = ilona;
}

#[tokio::test]
async fn a_network_always_has_an_administrator() {
    let stage = Stage::with_nodes(2).await;
    let (ilona, reader) = administrator(&stage).await;
    assert_eq!(code(reader.say(office(ilona.id, "member")).await), Some(Code::Rule));
    // One whose account is shut administers nothing.
    let other = holding(&stage, "Toinen", "network_admin").await;
    let shut = format!("update members set status = 'suspended' where id = '{}'", other.id);
    stage.force(shut).await;
    assert_eq!(code(reader.say(office(ilona.id, "member")).await), Some(Code::Rule));

    let open = format!("update members set status = 'active' where id = '{}'", other.id);
    stage.force(open).await;
    // Both lay it down at once, each on another node: one of them finds itself the last.
    let theirs = stage.nodes[1].as_seen_by(&other);
    let (one, two) = tokio::join!(
        reader.say(office(ilona.id, "member")),
        theirs.say(office(other.id, "member")),
    );
    let codes = [code(one), code(two)];
    assert!(codes.contains(&None) && codes.contains(&Some(Code::Rule)), "{codes:?}");
    let left = "select count(*) from members where role = 'network_admin' and status = 'active'";
    assert_eq!(stage.number(left.to_owned()).await, 1);
}

#[tokio::test]
async fn settings_hold_on_every_node_within_a_second() {
    let stage = Stage::with_nodes(2).await;
    let (_, reader) = administrator(&stage).await;
    let eero = stage.member("Eero").await;
    let place = stage.place("open", &[&eero]).await;
    let network = stage.nodes[0].app.network.stream;
    let mut device = stage.nodes[1].connect(&eero).await;
    device.subscribe(network).await;
    let former: SettingsBody = reader.get("administration/settings").await;
    assert!(former.kinds.contains(&"chat".to_owned()));

    let change = json!({
        "t": "change_network", "version": former.network.version, "name": "Uusi verkko",
        "invites": "members", "retention_days": 365,
    });
    reader.say(change.clone()).await.expect("a change");
    let heard = timeout(Duration::from_secs(1), device.event(network)).await.expect("in time");
    let told = heard.content.network.expect("the settings");
    assert_eq!((told.name.as_str(), told.invites.as_str()), ("Uusi verkko", "members"));
    let there = stage.nodes[1].as_seen_by(&eero).start().await.network;
    assert_eq!(there, told);
    assert_eq!((there.version, there.retention_days), (former.network.version + 1, Some(365)));

    // What was decided on the former settings is refused, and an unknown kind, too.
    assert_eq!(code(reader.say(change).await), Some(Code::Conflict));
    let odd = json!({"t": "change_network", "version": there.version, "kinds": ["chat", "x"]});
    assert_eq!(code(reader.say(odd).await), Some(Code::BadValue));
    let forever = json!({"t": "change_network", "version": there.version, "retention_days": 0});
    reader.say(forever).await.expect("a change");
    let now = stage.nodes[1].as_seen_by(&eero).start().await.network;
    assert_eq!((now.retention_days, now.name.as_str()), (None, "Uusi verkko"));

    // A kind that is taken out of use makes no channels, on the other node either.
    stage.force("update network set kinds = '{}'".to_owned()).await;
    let create = json!({
        "t": "create_channel", "workspace": place.workspace, "kind": "chat", "name": "uusi",
        "visibility": "public",
    });
    let refused = stage.nodes[1].as_seen_by(&eero).say(create).await;
    assert_eq!(code(refused), Some(Code::UnknownKind));
}

#[tokio::test]
async fn nodes_are_listed_while_they_are_heard_of() {
    let stage = Stage::with_nodes(2).await;
    let (ilona, reader) = administrator(&stage).await;
    let ids = [Clock::new().new_id(), Clock::new().new_id()];
    let _device = stage.connect(&ilona).await;
    for (node, id) in stage.nodes.iter().zip(ids) {
        beat::once(&node.app, id).await.expect("a beat");
    }
    let nodes: Vec<NodeView> = reader.get("administration/nodes").await;
    assert_eq!(nodes.len(), 2);
    assert_eq!(nodes.iter().map(|node| node.sockets).sum::<u32>(), 1);
    assert!(nodes.iter().any(|node| node.own));

    let silent = "update node_beats set beat_at = beat_at - interval '30 seconds' where id = ";
    stage.force(format!("{silent} '{}'", ids[1])).await;
    let nodes: Vec<NodeView> = reader.get("administration/nodes").await;
    assert_eq!(nodes.len(), 1);
    // Whoever is heard of next forgets it.
    beat::once(&stage.nodes[0].app, ids[0]).await.expect("a beat");
    assert_eq!(stage.number("select count(*) from node_beats".to_owned()).await, 1);
}

#[tokio::test]
async fn a_secret_workspace_is_known_by_what_it_is_and_not_by_what_is_said() {
    let stage = Stage::new().await;
    let (_, reader) = administrator(&stage).await;
    let eero = stage.member("Eero").await;
    let place = stage.place("secret", &[&eero]).await;
    let theirs = stage.nodes[0].as_seen_by(&eero);
    let send = json!({"t": "send", "channel": place.channel, "text": "Salaisuus 4711"});
    theirs.say(send).await.expect("a message");

    let answer = reader.ask("administration/workspaces?visibility=secret").await;
    assert!(!answer.body.contains("4711") && !answer.body.contains("yleinen"), "{}", answer.body);
    let page: AdminWorkspacesPage = serde_json::from_str(&answer.body).expect("a page");
    let only = &page.workspaces[0];
    assert_eq!((page.total, only.id, only.visibility.as_str()), (1, place.workspace, "secret"));
    assert_eq!((only.members, only.channels, only.messages), (1, 1, 1));
    assert_eq!(only.owner_names, ["Eero Koe"]);
    assert!(only.bytes > 0 && only.active_at.is_some());
    // The office opens no other door.
    for path in [
        format!("workspaces/{}", place.workspace),
        format!("channels/{}/messages", place.channel),
        format!("streams/{}/events", place.channel),
    ] {
        assert_eq!(reader.ask(&path).await.status, 404, "{path}");
    }
    let gone = format!("update members set status = 'suspended' where id = '{}'", eero.id);
    stage.force(gone).await;
    let page: AdminWorkspacesPage = reader.get("administration/workspaces?ownerless=true").await;
    assert_eq!(page.workspaces.len(), 1);
    let overview: OverviewBody = reader.get("administration/overview").await;
    assert!(overview.waits.iter().any(|wait| wait.what == "ownerless" && wait.count == 1));
}

#[tokio::test]
async fn members_are_found_page_by_page() {
    let stage = Stage::new().await;
    let (ilona, reader) = administrator(&stage).await;
    for given in ["Öljy", "Aalto", "Åke"] {
        stage.member(given).await;
    }
    let read = async |query: &str| -> AdminMembersPage {
        reader.get(&format!("administration/members?{query}")).await
    };
    let all = read("").await;
    let names: Vec<&str> = all.members.iter().map(|member| member.given.as_str()).collect();
    assert_eq!((names.as_slice(), all.total), (&["Aalto", "Ilona", "Åke", "Öljy"][..], 4));
    let first = read("limit=3").await;
    assert!(first.has_more && first.members.len() == 3);
    let rest = read(&format!("limit=3&after={}", first.members[2].id)).await;
    assert!(!rest.has_more && rest.members[0].given == "Öljy");
    assert_eq!(read("query=AALTO").await.total, 1);
    assert_eq!(read("query=%25").await.total, 0);
    let administrators = read("office=network_admin").await;
    assert_eq!(administrators.members[0].id, ilona.id);
    assert_eq!(administrators.members[0].sessions, 1);
    assert_eq!(read("status=pending").await.total, 0);
}

#[tokio::test]
async fn feedback_is_answered_to_who_gave_it() {
    let stage = Stage::new().await;
    let (_, reader) = administrator(&stage).await;
    let eero = stage.member("Eero").await;
    let theirs = stage.nodes[0].as_seen_by(&eero);
    let mut device = stage.connect(&eero).await;
    device.subscribe(eero.id).await;
    let said = |words: &str, page: &str| json!({"t": "send_feedback", "kind": "fault", "words": words, "page": page});
    let ack = theirs.say(said("Nappi ei toimi", "/c/1")).await.expect("feedback");
    theirs.say(said("Toinen", "https://muualla.example/")).await.expect("feedback");
    assert_eq!(code(theirs.say(said("  ", "/")).await), Some(Code::BadValue));
    let odd = json!({"t": "send_feedback", "kind": "praise", "words": "Hyvä"});
    assert_eq!(code(theirs.say(odd).await), Some(Code::BadValue));
    assert_eq!(device.event(eero.id).await.verb.as_str(), "feedback_sent");
    assert_eq!(device.event(eero.id).await.verb.as_str(), "feedback_sent");

    let new: Vec<FeedbackView> = reader.get("administration/feedback?state=new").await;
    assert_eq!(new.len(), 2);
    assert!(new.iter().any(|one| one.page == "/c/1"));
    // An address of another site is not kept.
    assert!(new.iter().any(|one| one.page.is_empty()));
    let handle = json!({"t": "handle_feedback", "feedback": ack.id, "answer": "Korjattu, kiitos"});
    reader.say(handle).await.expect("an answer");
    let heard = device.event(eero.id).await;
    assert_eq!((heard.verb.as_str(), &heard.facts["answered"]), ("feedback_handled", &json!(true)));
    let own: Vec<FeedbackView> = theirs.get("feedback").await;
    let handled: Vec<_> = own.iter().filter(|one| one.state == "handled").collect();
    assert_eq!(handled[0].answer, "Korjattu, kiitos");
    let strange = json!({"t": "handle_feedback", "feedback": uuid::Uuid::new_v4()});
    assert_eq!(code(reader.say(strange).await), Some(Code::NotFound));
}

#[tokio::test]
async fn the_audit_log_says_who_did_what_and_that_it_is_whole() {
    let stage = Stage::new().await;
    let (ilona, reader) = administrator(&stage).await;
    let eero = stage.member("Eero").await;
    reader.say(office(eero.id, "moderator")).await.expect("an office");
    let line = async |query: String| -> AuditPage {
        reader.get(&format!("administration/audit?{query}")).await
    };
    let page = line(format!("actor={}&action=office_changed", ilona.id)).await;
    let only = &page.lines[0];
    assert_eq!((only.actor, only.object), (Some(ilona.id), Some(eero.id.0)));
    assert_eq!(only.object_name.as_deref(), Some("Eero Koe"));
    assert_eq!(line(format!("object={}", eero.id)).await.lines.len(), 1);
    assert!(line(format!("before={}", only.id)).await.lines.iter().all(|other| other != only));
    assert!(page.actions.contains(&"office_changed".to_owned()));

    let mut write = stage.nodes[0].app.store.write().await.expect("a transaction");
    talkoo::store::audit::seal(&mut write).await.expect("a seal");
    write.commit().await.expect("a commit");
    let chain: ChainView = reader.get("administration/audit/chain").await;
    assert_eq!((chain.whole, chain.waiting), (Some(true), 0));
    stage.force("update audit.lines set reason = 'toinen'".to_owned()).await;
    let chain: ChainView = reader.get("administration/audit/chain").await;
    assert_eq!((chain.whole, chain.broken_at), (Some(false), Some(1)));
}

#[tokio::test]
async fn storage_names_the_tables_and_their_sizes() {
    let stage = Stage::new().await;
    let (_, reader) = administrator(&stage).await;
    let storage: StorageBody = reader.get("administration/storage").await;
    assert!(storage.bytes > 1_000_000);
    assert!(storage.tables.iter().any(|table| table.name == "messages"));
    assert!(storage.tables.iter().any(|table| table.name == "audit.lines"));
    assert!(storage.tables.windows(2).all(|pair| pair[0].bytes >= pair[1].bytes));
}

#[tokio::test]
async fn what_failed_for_good_is_counted_and_forgotten_after_a_month() {
    let stage = Stage::new().await;
    let (_, reader) = administrator(&stage).await;
    let failed = "insert into jobs (id, name, body, run_at, failed_at)
      select gen_random_uuid(), 'letter', '{}', now() - days * interval '1 day',
        now() - days * interval '1 day'
      from unnest(array[1, 29, 31, 300]) as days";
    stage.force(failed.to_owned()).await;
    let overview: OverviewBody = reader.get("administration/overview").await;
    assert_eq!(overview.jobs_failed, 4);
    retention::run(&stage.nodes[0].app).await.expect("a round");
    let overview: OverviewBody = reader.get("administration/overview").await;
    assert_eq!(overview.jobs_failed, 2);
}
