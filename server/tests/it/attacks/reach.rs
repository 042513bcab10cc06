//! Attacks by id: a thing of one place named in another, and words that were taken back.

use serde_json::{Value, json};
use talkoo_protocol::{ServerFrame, StreamId};

use crate::stage::{Person, Stage};

/// A channel of a workspace that the attacker is not in, and one that is theirs.
#[tokio::test]
async fn an_id_of_another_channel_opens_nothing_under_ones_own() {
    let stage = Stage::new().await;
    let (aino, pahis) = (stage.member("Aino").await, stage.member("Pahis").await);
    let theirs = stage.place("secret", &[&aino]).await;
    let own = stage.place("open", &[&pahis]).await;
    let mut client = stage.connect(&aino).await;
    let hidden = client.post(theirs.channel, "vain meille").await.id;
    let mut attacker = stage.connect(&pahis).await;
    attacker.subscribe(own.channel).await;
    let mine = attacker.post(own.channel, "oma").await.id;

    let (channel, item) = (own.channel, theirs.main);
    let commands = [
        json!({"t": "send", "channel": channel, "item": item, "text": "x"}),
        json!({"t": "send", "channel": channel, "text": "x", "quote": hidden}),
        json!({"t": "edit", "message": hidden, "text": "x"}),
        json!({"t": "delete", "message": hidden}),
        json!({"t": "react", "message": hidden, "emoji": "👍"}),
        json!({"t": "pin", "message": hidden}),
        json!({"t": "mark_read", "channel": channel, "item": item, "seq": 1}),
        json!({"t": "mark_unread", "channel": channel, "item": item, "seq": 0}),
        json!({"t": "move_talk", "what": {"message": hidden}, "to": {"item": own.main}}),
        json!({"t": "move_talk", "what": {"message": mine}, "to": {"item": item}}),
        json!({"t": "follow", "subject": {"channel": theirs.channel}, "level": "watch"}),
    ];
    for command in commands {
        // A quote of what one may not see may be taken; then nothing of it is shown.
        let _ = attacker.ask(command.clone()).await;
    }
    let before = stage.number(format!("select head from streams where id = '{}'", theirs.channel));
    assert_eq!(before.await, 1, "nothing happened in the other channel");

    let reader = stage.nodes[0].as_seen_by(&pahis);
    for path in [
        format!("channels/{channel}/messages"),
        format!("channels/{channel}/messages?item={item}"),
        format!("channels/{channel}/items"),
        format!("streams/{channel}/events?after=0"),
        "unread".to_owned(),
        "start".to_owned(),
    ] {
        let answer = reader.ask(&path).await;
        assert!(!answer.body.contains("vain meille"), "{path}: {}", answer.body);
    }
    attacker.settle().await;
    assert!(!format!("{:?}", attacker.kept()).contains("vain meille"));
}

async fn everything(stage: &Stage, person: &Person, channel: impl Into<StreamId>) -> String {
    let channel = channel.into();
    let reader = stage.nodes[0].as_seen_by(person);
    let mut all = String::new();
    for path in [
        format!("channels/{channel}/messages"),
        format!("channels/{channel}/items"),
        format!("streams/{channel}/events?after=0"),
        "start".to_owned(),
        "unread".to_owned(),
    ] {
        all.push_str(&reader.ask(&path).await.body);
    }
    all
}

/// Neither the event that tells of a change nor an older one carries the words from before.
#[tokio::test]
async fn an_edited_or_removed_text_is_on_no_path() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut author = stage.connect(&aino).await;
    let mut listener = stage.connect(&eero).await;
    let edited = author.post(place.channel, "alkuperäinen lause").await.id;
    let removed = author.post(place.channel, "poistettava lause").await.id;
    listener.subscribe(place.channel).await;
    let edit = json!({"t": "edit", "message": edited, "text": "uusi lause"});
    author.ask(edit).await.expect("an edit");
    let delete = json!({"t": "delete", "message": removed});
    author.ask(delete).await.expect("a removal");
    for _ in 0..2 {
        let event = listener.event(place.channel).await;
        let told = serde_json::to_string(&ServerFrame::Event(Box::new(event))).expect("json");
        assert!(!told.contains("alkuperäinen") && !told.contains("poistettava"), "{told}");
    }
    // Who comes later and asks for everything from the beginning.
    let mut late = stage.connect(&eero).await;
    late.resume(place.channel, 0).await;
    late.caught_up(place.channel).await;
    let heard = format!("{:?}", late.kept());
    let read = everything(&stage, &eero, place.channel).await;
    for said in [heard, read] {
        assert!(said.contains("uusi lause"), "{said}");
        assert!(!said.contains("alkuperäinen") && !said.contains("poistettava"), "{said}");
    }
    // Of a removed message not even its edits are left.
    let edits = stage.nodes[0].as_seen_by(&eero).ask(&format!("messages/{removed}/edits")).await;
    let edits: Value = serde_json::from_str(&edits.body).expect("json");
    assert!(!edits.to_string().contains("poistettava"), "{edits}");
}
