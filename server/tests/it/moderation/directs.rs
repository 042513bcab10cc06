//! Direct talk waits until it is wanted, and ends where somebody blocks. Neither is told.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::{Value, json};
use talkoo_protocol::{
    Code, MemberId, Verb,
    http::{StartBody, UnreadBody},
    moderation::{BlockView, DirectRequestView},
};

use super::{direct, refused, words};
use crate::stage::{Reader, Stage};

async fn standing(reader: &Reader) -> Option<String> {
    let start: StartBody = reader.get("start").await;
    start.standings.into_iter().find_map(|standing| standing.request)
}

#[tokio::test]
async fn first_words_of_a_stranger_wait_and_accepting_lets_them_on() {
    let stage = Stage::with_nodes(2).await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let (of_siiri, of_marko) =
        (stage.nodes[0].as_seen_by(&siiri), stage.nodes[1].as_seen_by(&marko));
    let channel = direct(&of_siiri, marko.id).await;
    assert_eq!(
        of_marko.get::<Vec<DirectRequestView>>("direct-requests").await,
        [],
        "nothing was said yet"
    );
    for text in ["Hei", "Olen Siiri"] {
        of_siiri.say(words(channel, text)).await.unwrap();
    }
    let waiting: Vec<DirectRequestView> = of_marko.get("direct-requests").await;
    assert_eq!((waiting[0].sender, waiting[0].messages), (siiri.id, 2));
    let unread: UnreadBody = of_marko.get("unread").await;
    assert!(unread.unread.iter().all(|view| view.count == 0), "a request raises no badge");
    assert_eq!(standing(&of_marko).await.as_deref(), Some("waiting"));
    assert_eq!(standing(&of_siiri).await.as_deref(), Some("sent"));
    let page: Value = of_marko.get(&format!("channels/{channel}/messages")).await;
    assert_eq!(
        page["messages"].as_array().unwrap().len(),
        2,
        "it may be read before it is answered"
    );

    let mut device = stage.nodes[0].connect(&siiri).await;
    device.subscribe(siiri.id).await;
    let accept = json!({"t": "answer_direct", "channel": channel, "accept": true});
    of_marko.say(accept.clone()).await.unwrap();
    assert_eq!(device.event(siiri.id).await.verb, Verb::DIRECT_ANSWERED);
    of_marko.say(accept).await.expect("said twice it is so");
    for text in ["kolmas", "neljäs", "viides"] {
        of_siiri.say(words(channel, text)).await.unwrap();
    }
    assert_eq!((standing(&of_siiri).await, standing(&of_marko).await), (None, None));
    let unread: UnreadBody = of_marko.get("unread").await;
    assert_eq!(unread.unread[0].count, 5);
    assert_eq!(of_marko.get::<Vec<DirectRequestView>>("direct-requests").await, []);
}

#[tokio::test]
async fn three_messages_wait_and_no_race_sends_a_fourth() {
    let stage = Stage::with_nodes(2).await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let readers = [stage.nodes[0].as_seen_by(&siiri), stage.nodes[1].as_seen_by(&siiri)];
    let channel = direct(&readers[0], marko.id).await;
    let tries = (0..12).map(|number| {
        let (reader, text) = (readers[number % 2].clone(), format!("viesti {number}"));
        async move { reader.say(words(channel, &text)).await.map_err(|refusal| refusal.code) }
    });
    let answers = join_all(tries).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 3);
    let codes: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
    assert!(codes.iter().all(|code| *code == Code::AwaitingAnswer), "{codes:?}");
}

#[tokio::test]
async fn declining_tells_the_sender_nothing() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let (of_siiri, of_marko) =
        (stage.nodes[0].as_seen_by(&siiri), stage.nodes[0].as_seen_by(&marko));
    let channel = direct(&of_siiri, marko.id).await;
    of_siiri.say(words(channel, "Hei")).await.unwrap();
    let before: StartBody = of_siiri.get("start").await;
    of_marko.say(json!({"t": "answer_direct", "channel": channel, "accept": false})).await.unwrap();
    let after: StartBody = of_siiri.get("start").await;
    assert_eq!(before, after);
    of_siiri.say(words(channel, "Kuulitko?")).await.expect("as if it still waited");
    assert_eq!(of_marko.get::<Vec<DirectRequestView>>("direct-requests").await, []);
    assert_eq!(standing(&of_marko).await.as_deref(), Some("declined"));
    let unread: UnreadBody = of_marko.get("unread").await;
    assert!(unread.unread.iter().all(|view| view.count == 0));
}

#[tokio::test]
async fn who_answers_in_words_accepts_and_colleagues_need_not_ask() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let eero = stage.member("Eero").await;
    stage.place("secret", &[&eero, &siiri]).await;
    let (of_siiri, of_marko) =
        (stage.nodes[0].as_seen_by(&siiri), stage.nodes[0].as_seen_by(&marko));
    let channel = direct(&of_siiri, marko.id).await;
    of_siiri.say(words(channel, "Hei")).await.unwrap();
    of_marko.say(words(channel, "Hei vain")).await.unwrap();
    assert_eq!((standing(&of_siiri).await, standing(&of_marko).await), (None, None));
    let with_eero = direct(&of_siiri, eero.id).await;
    for number in 0..5 {
        of_siiri.say(words(with_eero, &format!("viesti {number}"))).await.unwrap();
    }
    // In a group where somebody has consented nobody is held up, and who has not is not disturbed.
    let group = json!({"t": "open_direct", "members": [eero.id, stage.member("Uusi").await.id]});
    let group = talkoo_protocol::ChannelId(of_siiri.say(group).await.unwrap().id);
    for number in 0..5 {
        of_siiri.say(words(group, &format!("viesti {number}"))).await.unwrap();
    }
}

#[tokio::test]
async fn a_block_shuts_the_conversation_both_ways_and_says_only_that_it_is_shut() {
    let stage = Stage::with_nodes(2).await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let eero = stage.member("Eero").await;
    stage.place("open", &[&siiri, &marko, &eero]).await;
    let (of_siiri, of_marko) =
        (stage.nodes[0].as_seen_by(&siiri), stage.nodes[1].as_seen_by(&marko));
    let channel = direct(&of_siiri, marko.id).await;
    let message = of_siiri.say(words(channel, "Hei")).await.unwrap().id;
    let three = json!({"t": "open_direct", "members": [marko.id, eero.id]});
    let group = talkoo_protocol::ChannelId(of_siiri.say(three).await.unwrap().id);
    let mut blocked = stage.nodes[0].connect(&siiri).await;
    blocked.subscribe(siiri.id).await;
    blocked.subscribe(channel).await;

    let block = json!({"t": "block", "member": siiri.id});
    of_marko.say(block.clone()).await.unwrap();
    of_marko.say(block).await.expect("said twice it is so");
    let blocks: Vec<BlockView> = of_marko.get("blocks").await;
    assert_eq!(blocks.iter().map(|block| block.member).collect::<Vec<_>>(), [siiri.id]);
    assert_eq!(of_siiri.get::<Vec<BlockView>>("blocks").await, []);
    let acts = [
        words(channel, "Hei?"),
        json!({"t": "open_direct", "members": [marko.id]}),
        json!({"t": "edit", "message": message, "text": "Hei!"}),
        json!({"t": "react", "message": message, "emoji": "👍"}),
    ];
    for act in acts {
        assert_eq!(refused(&of_siiri, act.clone()).await, Code::NotReachable, "{act}");
    }
    assert_eq!(refused(&of_marko, words(channel, "Hei")).await, Code::NotReachable);
    of_siiri.say(words(group, "ryhmässä")).await.expect("a group stays");
    let told = super::heard(&mut blocked).await;
    assert!(!told.contains("block") && !told.contains("access"), "{told}");

    of_marko.say(json!({"t": "unblock", "member": siiri.id})).await.unwrap();
    of_siiri.say(words(channel, "Hei taas")).await.unwrap();
    let lines =
        "select count(*) from audit.lines where action in ('member_blocked', 'member_unblocked')";
    assert_eq!(stage.number(lines.to_owned()).await, 2);
}

#[tokio::test]
async fn who_is_blocked_and_who_never_was_there_hear_different_words_only_of_themselves() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let (of_siiri, of_marko) =
        (stage.nodes[0].as_seen_by(&siiri), stage.nodes[0].as_seen_by(&marko));
    of_marko.say(json!({"t": "block", "member": siiri.id})).await.unwrap();
    let open = json!({"t": "open_direct", "members": [marko.id]});
    let refusals: BTreeSet<String> = [
        of_siiri.say(open.clone()).await.unwrap_err().message,
        of_marko.say(json!({"t": "open_direct", "members": [siiri.id]})).await.unwrap_err().message,
    ]
    .into();
    assert_eq!(refusals.len(), 1, "who blocked whom is not told: {refusals:?}");
    assert_eq!(refused(&of_marko, json!({"t": "block", "member": marko.id})).await, Code::Rule);
    let nobody = json!({"t": "block", "member": uuid::Uuid::new_v4()});
    assert_eq!(refused(&of_marko, nobody).await, Code::NotFound);
}

#[tokio::test]
async fn a_block_between_others_is_not_told_to_who_gathers_them() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let eero = stage.member("Eero").await;
    let (of_siiri, of_marko) =
        (stage.nodes[0].as_seen_by(&siiri), stage.nodes[0].as_seen_by(&marko));
    of_marko.say(json!({"t": "block", "member": eero.id})).await.unwrap();
    let group =
        |one: MemberId, other: MemberId| json!({"t": "open_direct", "members": [one, other]});
    of_siiri.say(group(marko.id, eero.id)).await.expect("as with any other two");
    // Who blocks or is blocked gathers no group with the other.
    let uusi = stage.member("Uusi").await;
    let of_eero = stage.nodes[0].as_seen_by(&eero);
    for (reader, other) in [(&of_marko, eero.id), (&of_eero, marko.id)] {
        assert_eq!(refused(reader, group(other, uusi.id)).await, Code::NotReachable);
    }
}

fn add(place: &Value, member: MemberId, role: &str) -> Value {
    json!({"t": "add_member", "place": place, "member": member, "role": role})
}

#[tokio::test]
async fn who_was_brought_into_a_workspace_is_still_asked_by_who_brought_them() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let place = stage.place("secret", &[&siiri]).await;
    let (of_siiri, of_marko) =
        (stage.nodes[0].as_seen_by(&siiri), stage.nodes[0].as_seen_by(&marko));
    of_siiri.say(add(&json!({"workspace": place.workspace}), marko.id, "member")).await.unwrap();
    let channel = direct(&of_siiri, marko.id).await;
    for text in ["Hei", "Olen Siiri", "Vastaa"] {
        of_siiri.say(words(channel, text)).await.unwrap();
    }
    assert_eq!(refused(&of_siiri, words(channel, "Vastaa nyt")).await, Code::AwaitingAnswer);
    assert_eq!(standing(&of_marko).await.as_deref(), Some("waiting"));
    // A new role brings nobody in anew, and whoever brings somebody in has consented.
    let (eero, uusi) = (stage.member("Eero").await, stage.member("Uusi").await);
    let of_eero = stage.nodes[0].as_seen_by(&eero);
    let place = stage.place("invited", &[&eero, &siiri]).await;
    of_eero
        .say(add(&json!({"workspace": place.workspace}), siiri.id, "facilitator"))
        .await
        .unwrap();
    of_siiri.say(add(&json!({"workspace": place.workspace}), uusi.id, "member")).await.unwrap();
    let of_uusi = stage.nodes[0].as_seen_by(&uusi);
    for (reader, other) in [(&of_siiri, eero.id), (&of_uusi, siiri.id), (&of_eero, uusi.id)] {
        let channel = direct(reader, other).await;
        for number in 0..5 {
            reader.say(words(channel, &format!("viesti {number}"))).await.unwrap();
        }
    }
}

#[tokio::test]
async fn nobody_brings_in_whom_a_block_parts_from_them() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let (of_siiri, of_marko) =
        (stage.nodes[0].as_seen_by(&siiri), stage.nodes[0].as_seen_by(&marko));
    of_marko.say(json!({"t": "block", "member": siiri.id})).await.unwrap();
    for (reader, own, other) in [(&of_siiri, &siiri, marko.id), (&of_marko, &marko, siiri.id)] {
        let place = json!({"workspace": stage.place("invited", &[own]).await.workspace});
        let nobody = add(&place, uuid::Uuid::new_v4().into(), "member");
        let nobody = reader.say(nobody).await.unwrap_err();
        let blocked = reader.say(add(&place, other, "member")).await.unwrap_err();
        assert_eq!((blocked.code, blocked.message), (nobody.code, nobody.message));
        assert_eq!((blocked.retry, blocked.retry_after_ms), (nobody.retry, nobody.retry_after_ms));
    }
    // Who is in already is led as anybody else, but brought into no further channel.
    let place = stage.place("invited", &[&siiri, &marko]).await;
    of_siiri
        .say(add(&json!({"workspace": place.workspace}), marko.id, "facilitator"))
        .await
        .unwrap();
    let make = json!({"t": "create_channel", "workspace": place.workspace, "name": "oma",
        "kind": "chat", "visibility": "private"});
    let private = of_siiri.say(make).await.unwrap().id;
    let bring = add(&json!({"channel": private}), marko.id, "member");
    assert_eq!(refused(&of_siiri, bring).await, Code::NotFound);
}
