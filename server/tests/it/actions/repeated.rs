//! A command said twice happens once, and what cannot be stored is refused before it is tried.

use serde_json::{Value, json};
use talkoo_protocol::{Code, Retry};

use super::{audited, count, refused, said};
use crate::stage::Stage;

#[tokio::test]
async fn every_sort_of_command_is_answered_again_as_it_was() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut first = stage.nodes[0].connect(&aino).await;
    let mut second = stage.nodes[1].connect(&aino).await;
    let message = said(&mut first, place, "alku").await;
    for mut command in [
        json!({"t": "edit", "message": message, "text": "toinen"}),
        json!({"t": "react", "message": message, "emoji": "👍"}),
        json!({"t": "pin", "message": message}),
        json!({"t": "create_item", "channel": place.channel, "title": "Aihe"}),
        json!({"t": "mark_read", "channel": place.channel, "seq": 1}),
        json!({"t": "follow", "subject": {"tag": "turva"}, "level": "follow"}),
        json!({"t": "create_workspace", "name": "Uusi paikka", "purpose": "", "visibility": "secret"}),
        json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
            "name": "kanava", "visibility": "public"}),
        json!({"t": "open_direct", "members": [eero.id]}),
        json!({"t": "remove_member", "place": {"workspace": place.workspace}, "member": eero.id}),
        json!({"t": "delete", "message": message}),
    ] {
        command["client_id"] = json!(uuid::Uuid::new_v4());
        let events = "select count(*) from events";
        let once = first.ask(command.clone()).await.unwrap();
        let after_once = count(&stage, events).await;
        // What it needed may be gone by now: the message is deleted, the member removed.
        let again = second.ask(command.clone()).await.unwrap();
        assert!(!once.duplicate && again.duplicate, "{command}");
        assert_eq!((once.id, once.stream, once.seq), (again.id, again.stream, again.seq));
        assert_eq!(count(&stage, events).await, after_once, "{command}");
        let other = altered(command.clone());
        let reused = second.ask(other).await.unwrap_err();
        assert_eq!((reused.code, reused.retry), (Code::ClientIdReused, Retry::No), "{command}");
    }
    assert_eq!(audited(&stage, "workspace_member_removed").await, 1);
}

/// The same client id for something else.
fn altered(mut command: Value) -> Value {
    command["if_changed_seq"] = json!(123_456);
    command
}

#[tokio::test]
async fn what_cannot_be_stored_is_the_callers_matter() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let message = said(&mut of_aino, place, "hei").await;
    let (long, huge) = ("ä".repeat(90), "x".repeat(16 * 1024 + 1));
    let workspace = |name: &str, purpose: &str| json!({"t": "create_workspace", "name": name, "purpose": purpose, "visibility": "open"});
    let channel = |kind: &str, name: &str, visibility: &str| {
        json!({"t": "create_channel", "workspace": place.workspace, "kind": kind, "name": name,
            "visibility": visibility})
    };
    let topic = |title: &str, text: &str| json!({"t": "create_item", "channel": place.channel, "title": title, "text": text});
    for (command, code) in [
        (json!({"t": "edit", "message": message, "text": "a\0b"}), Code::BadText),
        (json!({"t": "edit", "message": message, "text": huge}), Code::TooLarge),
        (topic("a\0b", ""), Code::BadText),
        (topic("aihe", "a\0b"), Code::BadText),
        (topic("", ""), Code::BadValue),
        (topic(&"x".repeat(121), ""), Code::BadValue),
        (topic(&"x".repeat(900), ""), Code::TooLarge),
        (json!({"t": "change_item", "item": place.main, "change": {"do": "\0"}}), Code::BadText),
        (workspace("a\0b", ""), Code::BadText),
        (workspace("x", ""), Code::BadValue),
        (workspace(&long, ""), Code::BadValue),
        (workspace("paikka", &"x".repeat(2_001)), Code::TooLarge),
        (channel("chat", "a\0b", "public"), Code::BadText),
        (channel("chat", &long, "public"), Code::BadValue),
        (channel("chat", "kanava", "hidden"), Code::BadValue),
        (channel("tuntematon", "kanava", "public"), Code::UnknownKind),
        (channel("chat", "Yleinen", "public"), Code::Taken),
        (
            json!({"t": "change_workspace", "workspace": place.workspace, "state": "x"}),
            Code::BadValue,
        ),
        (json!({"t": "change_channel", "channel": place.channel, "posting": "x"}), Code::BadValue),
    ] {
        assert_eq!(refused(&mut of_aino, command.clone()).await, code, "{command}");
    }
    // Sixteen KiB are sixteen KiB.
    let largest = "x".repeat(16 * 1024);
    of_aino.ask(json!({"t": "edit", "message": message, "text": largest})).await.unwrap();
    // The six characters of an escape are not the character itself.
    of_aino.ask(topic("aihe", "\\u0000")).await.unwrap();
}

#[tokio::test]
async fn one_ends_ones_own_sessions_only() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let end = json!({"t": "end_session", "session": of_aino.hello.session});
    assert_eq!(refused(&mut of_eero, end.clone()).await, Code::NotFound);
    of_aino.subscribe(aino.id).await;
    of_aino.begin(end).await;
    of_aino.closed().await;
    assert_eq!(audited(&stage, "session_ended").await, 1);
    let ended = "select count(*) from sessions where ended_at is not null";
    assert_eq!(count(&stage, ended).await, 1);
}
