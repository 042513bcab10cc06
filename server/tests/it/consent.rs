//! Terms and privacy notice: whoever comes in has agreed to the version in force, and who has not
//! agreed to the newest one reads, agrees, signs out, and does nothing else, on every node.

use serde_json::{Value, json};
use talkoo_protocol::Code;
use uuid::Uuid;

use crate::{
    arrivals::administrator,
    files::picture,
    http::Site,
    invitations::{accept, made, newcomer, workspace},
    stage::{Person, Reader, Stage},
};

const COMMANDS: &str = include_str!("../../../protocol/golden/frames/commands.json");
/// What needs no consent.
const FREE: [&str; 8] = [
    "accept_terms",
    "publish_terms",
    "mark_read",
    "mark_unread",
    "mark_many",
    "end_session",
    "end_other_sessions",
    "leave_network",
];

async fn publish(stage: &Stage, by: &Person, after: u32) {
    let words = json!({"fi": "# Uudet ehdot"});
    let act = json!({"t": "publish_terms", "after": after, "terms": words, "privacy": words});
    stage.nodes[0].as_seen_by(by).say(act).await.expect("new terms");
}

/// Whether a command is refused for want of consent.
async fn wants_consent(reader: &Reader, command: &Value) -> bool {
    let refused = reader.say(command.clone()).await.err();
    refused.is_some_and(|no| no.code == Code::Rule && no.message.starts_with("terms:"))
}

#[tokio::test]
async fn who_has_not_agreed_reads_and_does_nothing_else() {
    let stage = Stage::with_nodes(2).await;
    let site = Site::of(&stage);
    let ilona = administrator(&stage, "Ilona").await;
    let siiri = stage.member("Siiri").await;
    let place = stage.place("open", &[&siiri]).await;
    let of_siiri = stage.nodes[0].as_seen_by(&siiri);
    let said = of_siiri.say(json!({"t": "send", "channel": place.channel, "text": "Hei"})).await;
    let said = said.expect("a message");
    publish(&stage, &ilona, 1).await;

    let client_id = Uuid::new_v4();
    let send =
        json!({"t": "send", "channel": place.channel, "text": "Uusi", "client_id": client_id});
    for node in &stage.nodes {
        let reader = node.as_seen_by(&siiri);
        assert!(wants_consent(&reader, &send).await);
        let history = reader.ask(&format!("channels/{}/messages", place.channel)).await;
        assert!(history.status == 200 && history.body.contains("Hei"), "{}", history.body);
    }
    // Every command of the protocol, whatever it is about.
    let samples: Vec<Value> = serde_json::from_str(COMMANDS).expect("samples");
    let mut free = 0;
    for mut command in samples {
        command["client_id"] = json!(Uuid::new_v4());
        let name = command["t"].as_str().expect("a name").to_owned();
        let is_free = FREE.contains(&name.as_str());
        free += usize::from(is_free);
        // These would change what is asked here.
        if ["leave_network", "publish_terms", "accept_terms"].contains(&name.as_str()) {
            continue;
        }
        assert_eq!(wants_consent(&of_siiri, &command).await, !is_free, "{name}");
    }
    assert_eq!(free, FREE.len(), "every one has a sample");
    let upload = json!({"client_id": Uuid::new_v4(), "name": "a.png", "size": picture(9, 9).len()});
    let upload = site.post("/api/v1/uploads").bearer_auth(&siiri.token).json(&upload);
    let upload: Value = upload.send().await.unwrap().json().await.unwrap();
    assert!(upload["message"].as_str().unwrap().starts_with("terms:"), "{upload}");
    let mark = json!({"t": "mark_read", "channel": place.channel, "seq": said.seq});
    of_siiri.say(mark).await.expect("a mark");

    of_siiri.say(json!({"t": "accept_terms", "version": 2})).await.expect("consent");
    for node in &stage.nodes {
        // The same send, refused before, is made once.
        node.as_seen_by(&siiri).say(send.clone()).await.expect("a message");
    }
    let made = format!("select count(*) from messages where channel = '{}'", place.channel);
    assert_eq!(stage.number(made).await, 2);
}

#[tokio::test]
async fn signing_out_needs_no_consent() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    stage.force("update members set terms_version = null".to_owned()).await;
    let out = site.post("/api/v1/sign-out").bearer_auth(&siiri.token).json(&json!({}));
    assert_eq!(out.send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn a_newcomer_agrees_to_what_is_in_force_in_the_act_of_coming_in() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let ilona = administrator(&stage, "Ilona").await;
    let place = stage.place("invited", &[&ilona]).await;
    let mut of_ilona = stage.connect(&ilona).await;
    let (link, _) = made(&mut of_ilona, workspace(place), json!({"uses": 5})).await;
    publish(&stage, &ilona, 1).await;

    let Err((status, code)) = accept(&site, &newcomer(&link, "vanha")).await else {
        panic!("the terms have changed")
    };
    assert_eq!((status, code.as_str()), (409, "conflict"));
    let mut body = newcomer(&link, "siiri");
    body["terms_version"] = json!(2);
    let siiri = accept(&site, &body).await.expect("an account");
    let kept = format!(
        "select count(*) from consents c join members m on m.id = c.member
         where m.id = '{}' and c.version = 2 and m.terms_version = '2' and m.consented_at is not null",
        siiri.id
    );
    assert_eq!(stage.number(kept).await, 1);
    assert_eq!(stage.number("select count(*) from consents".to_owned()).await, 1);
    let of_siiri = stage.nodes[0].as_seen_by(&siiri);
    let hello = json!({"t": "send", "channel": place.channel, "text": "Hei"});
    of_siiri.say(hello).await.expect("a message");
}
