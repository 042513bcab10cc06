//! People talk: what one sends the others hear, in order, once, and it is there afterwards.

use serde_json::json;
use talkoo_protocol::{Code, ServerFrame, Verb};

use crate::stage::Stage;

#[tokio::test]
async fn what_one_says_the_other_hears() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    assert_eq!(of_eero.subscribe(place.channel).await, 0);

    let ack = of_aino
        .ask(json!({"t": "send", "channel": place.channel, "text": "Hei **kaikille**"}))
        .await
        .unwrap();
    assert_eq!((ack.seq, ack.duplicate), (Some(1), false));

    let event = of_eero.event(place.channel).await;
    assert_eq!((event.seq, event.actor, &event.verb), (1, Some(aino.id), &Verb::POSTED));
    let message = event.content.message.unwrap();
    assert_eq!((message.text.as_str(), message.item), ("Hei **kaikille**", place.main));
}

#[tokio::test]
async fn a_message_crosses_nodes_and_a_tunnel() {
    let stage = Stage::with_nodes(2).await;
    let (aino, siiri) = (stage.member("Aino").await, stage.member("Siiri").await);
    let place = stage.place("open", &[&aino, &siiri]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_siiri = stage.nodes[1].connect(&siiri).await;
    of_siiri.subscribe(place.channel).await;
    for number in 1..=3 {
        let text = format!("viesti {number}");
        of_aino.ask(json!({"t": "send", "channel": place.channel, "text": text})).await.unwrap();
        assert_eq!(of_siiri.event(place.channel).await.seq, number);
    }
    of_siiri.vanish();
    for number in 4..=300 {
        let text = format!("viesti {number}");
        of_aino.begin(json!({"t": "send", "channel": place.channel, "text": text})).await;
    }
    let mut back = stage.nodes[1].connect(&siiri).await;
    back.resume(place.channel, 3).await;
    for number in 4..=300 {
        assert_eq!(back.event(place.channel).await.seq, number);
    }
    assert!(back.kept().iter().all(|frame| !matches!(frame, ServerFrame::Reset { .. })));
}

#[tokio::test]
async fn the_same_client_id_says_the_same_once() {
    let stage = Stage::with_nodes(2).await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut first = stage.nodes[0].connect(&aino).await;
    let mut second = stage.nodes[1].connect(&aino).await;
    let id = uuid::Uuid::new_v4();
    let send =
        |text: &str| json!({"t": "send", "channel": place.channel, "text": text, "client_id": id});
    let ack = first.ask(send("kerran")).await.unwrap();
    let again = second.ask(send("kerran")).await.unwrap();
    assert_eq!((again.id, again.seq, again.duplicate), (ack.id, ack.seq, true));
    assert_eq!(second.ask(send("muuta")).await.unwrap_err().code, Code::ClientIdReused);
}

#[tokio::test]
async fn nothing_is_said_where_one_may_not_look() {
    let stage = Stage::new().await;
    let (aino, marko) = (stage.member("Aino").await, stage.member("Marko").await);
    let place = stage.place("invited", &[&aino]).await;
    let mut of_marko = stage.connect(&marko).await;
    let refusal = of_marko
        .ask(json!({"t": "send", "channel": place.channel, "text": "kuuluuko"}))
        .await
        .unwrap_err();
    assert_eq!(refusal.code, Code::NotFound);
    of_marko.say(&json!({"t": "subscribe", "streams": [place.channel], "depth": "full"})).await;
    of_marko
        .until(|frame| match frame {
            ServerFrame::Lost { stream } if *stream == place.channel.into() => Some(()),
            _ => None,
        })
        .await;
}
