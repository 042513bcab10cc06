//! Stories of topics.

use serde_json::json;

use super::Cast;

const TALK: &[&str] = &["items", "messages", "unread", "marks"];

#[tokio::test]
async fn of_a_topic_s_life() {
    let cast = Cast::new().await;
    let create =
        json!({"t": "create_item", "channel": cast.place.channel, "title": "Valaistus #piha"});
    cast.tell("create_item", TALK, &cast.eero, &[(&cast.aino, create)]).await;
    let topic = cast.topic(&cast.aino, "Reitti").await;
    let send = |text: &str| json!({"t": "send", "channel": cast.place.channel, "item": topic, "text": text});
    cast.tell("send-to-topic", TALK, &cast.eero, &[(&cast.siiri, send("Lähdemme klo 9"))]).await;
    cast.say(&cast.eero, send("Tulen mukaan")).await;
    let change = |what| json!({"t": "change_item", "item": topic, "change": what});
    let resolve = change(json!({"do": "resolve"}));
    cast.tell("change_item", TALK, &cast.eero, &[(&cast.aino, resolve)]).await;
    let reopen = change(json!({"do": "reopen"}));
    cast.tell("change_item-back", TALK, &cast.siiri, &[(&cast.aino, reopen)]).await;
    let delete = json!({"t": "delete_item", "item": topic});
    cast.tell("delete_item", TALK, &cast.eero, &[(&cast.aino, delete)]).await;
}

#[tokio::test]
async fn of_a_topic_that_is_removed_unread() {
    let cast = Cast::new().await;
    let topic = cast.topic(&cast.aino, "Turha").await;
    let text = format!("@[{}] hei", cast.eero.id);
    let send = json!({"t": "send", "channel": cast.place.channel, "item": topic, "text": text});
    cast.say(&cast.siiri, send).await;
    cast.post(&cast.siiri, "tämä jää").await;
    let delete = json!({"t": "delete_item", "item": topic});
    cast.tell("delete_item-unread", TALK, &cast.eero, &[(&cast.aino, delete)]).await;
}
