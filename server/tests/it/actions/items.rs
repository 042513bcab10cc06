//! Topics: made, changed by their kind's commands, removed with what was said under them.

use serde_json::json;
use talkoo::actions::read;
use talkoo_protocol::{Code, Verb, http::ItemsQuery};

use super::{count, refused, said, topic};
use crate::stage::Stage;

#[tokio::test]
async fn a_topic_is_made_talked_about_and_resolved() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    of_aino.subscribe(place.channel).await;

    let item = topic(&mut of_eero, place, "  Kesän \n juhla ").await;
    let event = of_aino.event(place.channel).await;
    assert_eq!((&event.verb, event.counts), (&Verb::ITEM_CREATED, true));
    let view = event.content.item.unwrap();
    assert_eq!((view.title.as_str(), view.author), ("Kesän juhla", Some(eero.id)));

    let send = json!({"t": "send", "channel": place.channel, "item": item, "text": "juhliin"});
    of_aino.ask(send).await.unwrap();
    let change = |what| json!({"t": "change_item", "item": item, "change": {"do": what}});
    of_aino.ask(change("resolve")).await.unwrap();
    assert_eq!(refused(&mut of_aino, change("resolve")).await, Code::Conflict);
    assert_eq!(refused(&mut of_aino, change("sing")).await, Code::BadValue);

    let app = &stage.nodes[0].app;
    let view = read::item(app, eero.id, item).await.unwrap();
    assert_eq!((view.state.as_str(), view.message_count), ("resolved", 1));
    let query = ItemsQuery { facet: Some("state:resolved".to_owned()), ..Default::default() };
    let page = read::items(app, eero.id, place.channel, &query).await.unwrap();
    assert_eq!(page.items.iter().map(|item| item.id).collect::<Vec<_>>(), [item]);
    let first = ItemsQuery { limit: Some(1), ..Default::default() };
    let page = read::items(app, eero.id, place.channel, &first).await.unwrap();
    assert!(page.next.is_some() && page.items.iter().any(|item| item.main), "{page:?}");
}

#[tokio::test]
async fn two_who_change_a_topic_at_once_are_told_apart() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    let item = topic(&mut of_aino, place, "Kesä").await;
    let seen = read::item(&stage.nodes[0].app, aino.id, item).await.unwrap().changed_seq;
    let rename = |title: &str, seq: u64| {
        json!({"t": "change_item", "item": item, "if_changed_seq": seq,
            "change": {"do": "rename", "title": title}})
    };
    of_aino.ask(rename("Syksy", seen)).await.unwrap();
    // The other node has the topic in its cache by now or not: the answer is the same.
    assert_eq!(refused(&mut of_aino, rename("Talvi", seen)).await, Code::Conflict);
    let send = json!({"t": "send", "channel": place.channel, "item": item, "text": "vastaan",
        "if_changed_seq": seen});
    assert_eq!(refused(&mut of_eero, send).await, Code::Conflict);
    // A member who neither made it nor leads does not rename it.
    assert_eq!(refused(&mut of_eero, rename("Talvi", seen + 1)).await, Code::NotAllowed);
    let resolve = json!({"t": "change_item", "item": item, "change": {"do": "resolve"}});
    let reopen = json!({"t": "change_item", "item": item, "change": {"do": "reopen"}});
    of_eero.ask(resolve.clone()).await.unwrap();
    of_aino.ask(reopen).await.unwrap();
    // This node still holds it as resolved; a refusal by that would be wrong.
    of_eero.ask(resolve).await.unwrap();
}

#[tokio::test]
async fn a_removed_topic_takes_its_talk_with_it() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let item = topic(&mut of_aino, place, "Poistuva").await;
    let send = json!({"t": "send", "channel": place.channel, "item": item, "text": "poistuva"});
    of_aino.ask(send.clone()).await.unwrap();
    let delete = json!({"t": "delete_item", "item": item});
    assert_eq!(refused(&mut of_eero, delete.clone()).await, Code::NotAllowed);
    let main = json!({"t": "delete_item", "item": place.main});
    assert_eq!(refused(&mut of_aino, main).await, Code::Rule);
    of_aino.ask(delete).await.unwrap();

    assert_eq!(refused(&mut of_aino, send).await, Code::NotFound);
    let app = &stage.nodes[0].app;
    let page = read::events(app, eero.id, place.channel.into(), read::EventsFrom::After(0), None);
    let told = serde_json::to_string(&page.await.unwrap()).unwrap();
    assert!(!told.to_lowercase().contains("poistuva"), "{told}");
    assert_eq!(read::unread(app, eero.id).await.unwrap().unread[0].count, 0);
    assert_eq!(count(&stage, "select count(*) from messages where text <> ''").await, 0);
}

#[tokio::test]
async fn an_item_of_another_channel_is_not_there() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let here = stage.place("invited", &[&aino]).await;
    let there = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let item = topic(&mut of_aino, there, "Muualla").await;
    let send = json!({"t": "send", "channel": here.channel, "item": item, "text": "väärin"});
    assert_eq!(refused(&mut of_aino, send).await, Code::NotFound);
    let mark = json!({"t": "mark_read", "channel": here.channel, "item": item, "seq": 1});
    assert_eq!(refused(&mut of_aino, mark).await, Code::NotFound);
    let message = said(&mut of_aino, there, "lainattava").await;
    let quote = json!({"t": "send", "channel": here.channel, "text": "katso", "quote": message});
    assert_eq!(refused(&mut of_aino, quote).await, Code::BadValue);
}
