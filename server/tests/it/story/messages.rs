//! Stories of messages, marks and follows.

use serde_json::json;

use super::Cast;

const TALK: &[&str] = &["items", "messages", "unread", "marks"];

#[tokio::test]
async fn of_sending() {
    let cast = Cast::new().await;
    let quoted = cast.post(&cast.eero, "Onko kenellään kokemusta?").await;
    let text = format!("On, @[{}], kysy lisää #kouluturvallisuus 👍", cast.eero.id);
    let send = |text: &str| json!({"t": "send", "channel": cast.place.channel, "text": text, "quote": quoted});
    cast.tell("send", TALK, &cast.eero, &[(&cast.aino, send(&text))]).await;
    cast.tell("send-own", TALK, &cast.aino, &[(&cast.aino, send("Itse sanoin"))]).await;
    let all = send("@[channel] kokous **torstaina**");
    cast.tell("send-to-all", TALK, &cast.siiri, &[(&cast.eero, all)]).await;
}

#[tokio::test]
async fn of_editing() {
    let cast = Cast::new().await;
    let message = cast.post(&cast.aino, &format!("Hei @[{}] #vanha", cast.siiri.id)).await;
    let text = format!("Hei @[{}] #uusi", cast.eero.id);
    let edit = json!({"t": "edit", "message": message, "text": text});
    cast.tell("edit", TALK, &cast.eero, &[(&cast.aino, edit.clone())]).await;
    let again = json!({"t": "edit", "message": message, "text": "Hei vain"});
    cast.tell("edit-twice", TALK, &cast.siiri, &[(&cast.aino, edit), (&cast.aino, again)]).await;
}

#[tokio::test]
async fn of_deleting() {
    let cast = Cast::new().await;
    let [one, other] = [
        cast.post(&cast.aino, &format!("poistan tämän @[{}]", cast.eero.id)).await,
        cast.post(&cast.eero, "ja minä tämän").await,
    ];
    cast.say(&cast.siiri, json!({"t": "react", "message": one, "emoji": "👍"})).await;
    cast.say(&cast.siiri, json!({"t": "pin", "message": one})).await;
    let delete = json!({"t": "delete", "message": one});
    cast.tell("delete", TALK, &cast.eero, &[(&cast.aino, delete)]).await;
    let delete = json!({"t": "delete", "message": other});
    cast.tell("delete-by-owner", TALK, &cast.eero, &[(&cast.aino, delete)]).await;
}

#[tokio::test]
async fn of_reacting() {
    let cast = Cast::new().await;
    let message = cast.post(&cast.aino, "Lähdemmekö?").await;
    let react = |emoji: &str| json!({"t": "react", "message": message, "emoji": emoji});
    let acts = [(&cast.siiri, react("👍")), (&cast.eero, react("🎉")), (&cast.aino, react("👍"))];
    cast.tell("react", TALK, &cast.eero, &acts).await;
    let unreact = json!({"t": "unreact", "message": message, "emoji": "👍"});
    cast.tell("unreact", TALK, &cast.eero, &[(&cast.siiri, unreact)]).await;
}

#[tokio::test]
async fn of_pinning() {
    let cast = Cast::new().await;
    let message = cast.post(&cast.aino, "Ohje").await;
    let pin = json!({"t": "pin", "message": message});
    cast.tell("pin", TALK, &cast.eero, &[(&cast.eero, pin)]).await;
    let unpin = json!({"t": "unpin", "message": message});
    cast.tell("unpin", TALK, &cast.eero, &[(&cast.aino, unpin)]).await;
}

#[tokio::test]
async fn of_reading() {
    let cast = Cast::new().await;
    let topic = cast.topic(&cast.aino, "Aihe").await;
    for text in ["yksi", "kaksi", "kolme"] {
        cast.post(&cast.aino, text).await;
    }
    let send =
        json!({"t": "send", "channel": cast.place.channel, "item": topic, "text": "aiheesta"});
    cast.say(&cast.siiri, send).await;
    let mark = |t: &str, seq: u64, item| {
        (&cast.eero, json!({"t": t, "channel": cast.place.channel, "item": item, "seq": seq}))
    };
    let main = Some(cast.place.main);
    let raises =
        [mark("mark_read", 1, None), mark("mark_read", 4, main), mark("mark_read", 99, None)];
    for (number, act) in raises.into_iter().enumerate() {
        cast.tell(&format!("mark_read-{}", number + 1), TALK, &cast.eero, &[act]).await;
    }
    let lowers = [mark("mark_unread", 3, main), mark("mark_unread", 2, None)];
    for (number, act) in lowers.into_iter().enumerate() {
        cast.tell(&format!("mark_unread-{}", number + 1), TALK, &cast.eero, &[act]).await;
    }
}

#[tokio::test]
async fn of_following() {
    let cast = Cast::new().await;
    let topic = cast.topic(&cast.aino, "Aihe").await;
    let follow = |subject, level: &str| {
        (&cast.eero, json!({"t": "follow", "subject": subject, "level": level}))
    };
    let acts = [
        follow(json!({"channel": cast.place.channel}), "watch"),
        follow(json!({"item": topic}), "mute"),
        follow(json!({"tag": "nuoret"}), "follow"),
        follow(json!({"member": cast.siiri.id}), "follow"),
    ];
    cast.tell("follow", &["follows"], &cast.eero, &acts).await;
    let acts = [follow(json!({"item": topic}), "default")];
    cast.tell("follow-default", &["follows"], &cast.eero, &acts).await;
}
