//! How far one has read and what one follows.

use serde_json::json;
use talkoo::actions::read;
use talkoo_protocol::{Code, Follow, ServerFrame, Verb};

use super::{refused, said, topic};
use crate::stage::Stage;

#[tokio::test]
async fn reading_raises_the_mark_and_only_a_wish_lowers_it() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    for number in 1..=5 {
        said(&mut of_eero, place, &format!("viesti {number}")).await;
    }
    let app = &stage.nodes[0].app;
    let waiting = || async {
        let body = read::unread(app, aino.id).await.unwrap();
        body.unread.iter().find(|view| view.channel == place.channel).unwrap().count
    };
    assert_eq!(waiting().await, 5);
    let mark = |t: &str, seq: u64| json!({"t": t, "channel": place.channel, "seq": seq});
    for (command, seq, stands) in [
        (mark("mark_read", 3), 3, 2),
        (mark("mark_read", 1), 3, 2),
        (mark("mark_read", 99), 5, 0),
        (mark("mark_unread", 2), 1, 4),
        (mark("mark_unread", 0), 0, 5),
    ] {
        let ack = of_aino.ask(command.clone()).await.unwrap();
        assert_eq!(ack.mark.unwrap().seq, seq, "{command}");
        assert_eq!((ack.stream, ack.seq), (None, None));
        assert_eq!(waiting().await, stands, "{command}");
    }
    assert_eq!(read::unread(app, eero.id).await.unwrap().unread[0].count, 0);
}

#[tokio::test]
async fn a_mark_moves_on_all_of_ones_devices() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut phone = stage.nodes[0].connect(&aino).await;
    let mut laptop = stage.nodes[1].connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let item = topic(&mut of_eero, place, "Aihe").await;
    said(&mut of_eero, place, "muuta").await;
    let command = json!({"t": "mark_read", "channel": place.channel, "item": item, "seq": 1});
    let mark = phone.ask(command).await.unwrap().mark.unwrap();
    let heard = laptop.until(|frame| match frame {
        ServerFrame::Mark(mark) => Some(*mark),
        _ => None,
    });
    assert_eq!(heard.await, mark);
    let body = read::unread(&stage.nodes[1].app, aino.id).await.unwrap();
    assert_eq!((body.unread[0].count, body.mark_version), (1, mark.version));
    assert_eq!(body.marks, [mark]);
}

#[tokio::test]
async fn one_follows_only_what_one_sees() {
    let stage = Stage::new().await;
    let (aino, marko) = (stage.member("Aino").await, stage.member("Marko").await);
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_marko = stage.connect(&marko).await;
    of_aino.subscribe(aino.id).await;
    let item = topic(&mut of_aino, place, "Aihe").await;
    // Who starts an item follows it.
    assert_eq!(of_aino.event(aino.id).await.facts["level"], json!("follow"));
    for subject in [
        json!({"channel": place.channel}),
        json!({"item": item}),
        json!({"member": marko.id}),
        json!({"tag": "nuoret"}),
    ] {
        let follow = json!({"t": "follow", "subject": subject, "level": "watch"});
        of_aino.ask(follow).await.unwrap();
        let event = of_aino.event(aino.id).await;
        assert_eq!((&event.verb, &event.facts["subject"]), (&Verb::FOLLOWED, &subject));
        assert_eq!(event.facts["level"], json!("watch"));
    }
    let start = read::start(&stage.nodes[0].app, aino.id).await.unwrap();
    assert_eq!(start.follows.len(), 4);
    assert!(start.follows.iter().all(|follow| follow.level == Follow::Watch));
    for (subject, code) in [
        (json!({"channel": place.channel}), Code::NotFound),
        (json!({"item": item}), Code::NotFound),
        (json!({"member": uuid::Uuid::new_v4()}), Code::NotFound),
        (json!({"tag": "Kaksi sanaa"}), Code::BadValue),
    ] {
        let follow = json!({"t": "follow", "subject": subject, "level": "follow"});
        assert_eq!(refused(&mut of_marko, follow).await, code, "{subject}");
    }
}
