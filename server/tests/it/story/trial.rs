//! Stories of a kind with a desk, a race, votes and anonymous hints.

use serde_json::{Value, json};
use talkoo_protocol::ItemId;

use super::Cast;

const TALK: &[&str] = &["items", "messages", "unread", "marks"];

fn create(cast: &Cast) -> Value {
    json!({"t": "create_item", "channel": cast.place.channel, "title": "Ehdotus",
           "text": "Kävellään reitti #piha", "body": {"theme": "koulu"}})
}

fn change(item: ItemId, what: &str) -> Value {
    json!({"t": "change_item", "item": item, "change": {"do": what}})
}

#[tokio::test]
async fn of_a_proposal_as_its_editor_hears_it() {
    let cast = Cast::of("trial", "open").await;
    cast.tell("trial-draft", TALK, &cast.aino, &[(&cast.aino, create(&cast))]).await;
    let item = ItemId(cast.say(&cast.aino, create(&cast)).await.id);
    let talk =
        json!({"t": "send", "channel": cast.place.channel, "item": item, "text": "vielä kesken"});
    cast.tell("trial-desk-talk", &["unread"], &cast.aino, &[(&cast.aino, talk)]).await;
    let parts = &["items", "unread", "marks"];
    cast.tell("trial-publish", parts, &cast.aino, &[(&cast.aino, change(item, "publish"))]).await;
}

#[tokio::test]
async fn of_a_proposal_as_its_readers_hear_it() {
    let cast = Cast::of("trial", "open").await;
    let item = ItemId(cast.say(&cast.aino, create(&cast)).await.id);
    // On the desk it is nothing to a reader.
    cast.tell("trial-nothing", TALK, &cast.eero, &[(&cast.aino, create(&cast))]).await;
    cast.tell("trial-published", TALK, &cast.eero, &[(&cast.aino, change(item, "publish"))]).await;
    cast.tell("trial-take", TALK, &cast.aino, &[(&cast.eero, change(item, "take"))]).await;
    let votes = [(&cast.siiri, change(item, "vote")), (&cast.eero, change(item, "vote"))];
    cast.tell("trial-vote", TALK, &cast.eero, &votes).await;
    cast.tell("trial-hint", TALK, &cast.eero, &[(&cast.siiri, change(item, "hint"))]).await;
    let delete = json!({"t": "delete_item", "item": item});
    cast.tell("trial-delete", TALK, &cast.eero, &[(&cast.aino, delete)]).await;
}
