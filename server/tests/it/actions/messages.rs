//! Messages after they were said: edited, removed, reacted to, pinned.

use serde_json::json;
use talkoo::actions::read;
use talkoo_protocol::{Code, Verb};

use super::{answered, audited, count, refused, said, shown};
use crate::stage::Stage;

#[tokio::test]
async fn the_author_edits_and_the_former_text_is_kept() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let message = said(&mut of_eero, place, "vanha #turva").await;
    of_aino.subscribe(place.channel).await;

    let text = format!("uusi #rauha @[{}]", aino.id);
    let edit = json!({"t": "edit", "message": message, "text": text});
    assert_eq!(refused(&mut of_aino, edit.clone()).await, Code::NotAllowed);
    of_eero.ask(edit).await.unwrap();

    let event = of_aino.event(place.channel).await;
    assert_eq!((&event.verb, event.counts), (&Verb::EDITED, false));
    let view = event.content.message.unwrap();
    assert_eq!((view.text.as_str(), view.changed_seq), (text.as_str(), event.seq));
    assert_eq!((view.mentions, view.tags), (vec![aino.id], vec!["rauha".to_owned()]));

    let app = &stage.nodes[0].app;
    let former = read::former_texts(app, aino.id, message).await.unwrap();
    assert_eq!(former.iter().map(|f| f.text.as_str()).collect::<Vec<_>>(), ["vanha #turva"]);
    let tags = read::tags(app, aino.id, "", None).await.unwrap();
    let used = tags.iter().filter(|tag| tag.uses > 0);
    assert_eq!(used.map(|tag| tag.slug.as_str()).collect::<Vec<_>>(), ["rauha"]);
    for empty in ["", " \n "] {
        let edit = json!({"t": "edit", "message": message, "text": empty});
        assert_eq!(refused(&mut of_eero, edit).await, Code::BadValue);
    }
}

#[tokio::test]
async fn what_is_removed_is_on_no_wire() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let message = said(&mut of_eero, place, "salainen sana").await;
    let edit = json!({"t": "edit", "message": message, "text": "toinen salainen"});
    of_eero.ask(edit.clone()).await.unwrap();
    of_aino.subscribe(place.channel).await;

    // An owner removes what another wrote, and the audit log has a line of it.
    of_aino.ask(json!({"t": "delete", "message": message})).await.unwrap();
    let event = of_aino.event(place.channel).await;
    assert_eq!((&event.verb, &event.facts["was"]), (&Verb::DELETED, &json!(1)));
    let view = event.content.message.unwrap();
    assert!(view.deleted && view.text.is_empty() && view.author.is_none());
    assert_eq!(audited(&stage, "message_removed").await, 1);
    assert_eq!(refused(&mut of_eero, edit).await, Code::NotFound);
    assert_eq!(
        refused(&mut of_eero, json!({"t": "delete", "message": message})).await,
        Code::NotFound
    );

    let app = &stage.nodes[0].app;
    let page = read::messages(app, eero.id, place.channel, &Default::default()).await.unwrap();
    assert_eq!(page.messages.len(), 1);
    assert!(page.messages[0].text.is_empty());
    let page = read::events(app, eero.id, place.channel.into(), read::EventsFrom::After(0), None);
    let told = serde_json::to_string(&page.await.unwrap()).unwrap();
    assert!(!told.contains("salainen"), "{told}");
    assert!(read::former_texts(app, eero.id, message).await.is_err());
    let stored = count(
        &stage,
        "select (select count(*) from messages where text <> '') + (select count(*) from message_edits)",
    );
    assert_eq!(stored.await, 0);
    let waiting = read::unread(app, aino.id).await.unwrap();
    assert_eq!(waiting.unread[0].count, 0);
}

#[tokio::test]
async fn one_reacts_with_one_emoji_once() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let message = said(&mut of_aino, place, "hei").await;
    let react = |emoji: &str| json!({"t": "react", "message": message, "emoji": emoji});
    let first = of_aino.ask(react("👍🏽")).await.unwrap();
    assert_eq!(first.seq, Some(2));
    // It is so already: answered, and nobody is told.
    assert_eq!(of_aino.ask(react("👍🏽")).await.unwrap().seq, None);
    for bad in ["", "ok", ":+1:", "👍👍"] {
        assert_eq!(refused(&mut of_aino, react(bad)).await, Code::BadValue, "{bad:?}");
    }
    assert_eq!(refused(&mut of_aino, react("\0")).await, Code::BadText);
    let app = &stage.nodes[0].app;
    assert_eq!(shown(app, message).await.reactions[0].members, [aino.id]);

    let take = json!({"t": "unreact", "message": message, "emoji": "👍🏽"});
    assert_eq!(of_aino.ask(take.clone()).await.unwrap().seq, Some(3));
    assert_eq!(of_aino.ask(take).await.unwrap().seq, None);
    assert!(shown(app, message).await.reactions.is_empty());

    for number in 0..20 {
        let emoji = char::from_u32(0x1f600 + number).unwrap().to_string();
        of_aino.ask(react(&emoji)).await.unwrap();
    }
    assert_eq!(refused(&mut of_aino, react("🚒")).await, Code::Rule);
}

#[tokio::test]
async fn many_react_at_once_and_all_are_counted() {
    let stage = Stage::with_nodes(2).await;
    let mut people = Vec::new();
    for number in 0..12 {
        people.push(stage.member(&format!("Jäsen{number}")).await);
    }
    let all: Vec<_> = people.iter().collect();
    let place = stage.place("invited", &all).await;
    let mut clients = Vec::new();
    for (index, person) in people.iter().enumerate() {
        clients.push(stage.nodes[index % 2].connect(person).await);
    }
    let message = said(&mut clients[0], place, "kiitos").await;
    for client in &mut clients {
        client.begin(json!({"t": "react", "message": message, "emoji": "❤️"})).await;
    }
    for client in &mut clients {
        answered(client).await.unwrap();
    }
    let view = shown(&stage.nodes[0].app, message).await;
    assert_eq!(view.reactions[0].members.len(), people.len());
}

#[tokio::test]
async fn a_pinned_message_is_found_until_it_is_unpinned() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let message = said(&mut of_aino, place, "ohje").await;
    said(&mut of_aino, place, "muu").await;
    let app = &stage.nodes[0].app;
    let pinned = || async {
        let query = talkoo_protocol::http::MessagesQuery { pinned: true, ..Default::default() };
        let page = read::messages(app, aino.id, place.channel, &query).await.unwrap();
        page.messages.iter().map(|message| message.id).collect::<Vec<_>>()
    };
    of_aino.ask(json!({"t": "pin", "message": message})).await.unwrap();
    assert_eq!(of_aino.ask(json!({"t": "pin", "message": message})).await.unwrap().seq, None);
    assert_eq!(pinned().await, [message]);
    of_aino.ask(json!({"t": "unpin", "message": message})).await.unwrap();
    assert!(pinned().await.is_empty());
}
