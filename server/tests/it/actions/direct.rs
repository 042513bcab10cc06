//! Direct conversations: the same people have one, whoever opens it and however many at once.

use serde_json::json;
use talkoo::actions::read;
use talkoo_protocol::{ChannelId, Code, Verb};

use super::{answered, count, refused};
use crate::stage::Stage;

#[tokio::test]
async fn twenty_opens_make_one_conversation() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let mut clients = Vec::new();
    for number in 0..20 {
        let person = if number % 4 < 2 { &aino } else { &eero };
        clients.push(stage.nodes[number % 2].connect(person).await);
    }
    for (number, client) in clients.iter_mut().enumerate() {
        let other = if number % 4 < 2 { eero.id } else { aino.id };
        client.begin(json!({"t": "open_direct", "members": [other]})).await;
    }
    let mut opened = Vec::new();
    for client in &mut clients {
        opened.push(answered(client).await.unwrap().id);
    }
    opened.dedup();
    assert_eq!(opened.len(), 1);
    assert_eq!(count(&stage, "select count(*) from channels").await, 1);
    assert_eq!(count(&stage, "select count(*) from channel_members").await, 2);
    assert_eq!(count(&stage, "select count(*) from receipts").await, 20);
}

#[tokio::test]
async fn a_conversation_is_its_peoples_alone() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let marko = stage.member("Marko").await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let mut of_marko = stage.connect(&marko).await;
    of_eero.subscribe(eero.id).await;
    let ack = of_aino.ask(json!({"t": "open_direct", "members": [eero.id]})).await.unwrap();
    let channel = ChannelId(ack.id);
    let event = of_eero.event(eero.id).await;
    assert_eq!(event.verb, Verb::CHANNEL_JOINED);
    let mut people = vec![aino.id, eero.id];
    people.sort();
    assert_eq!(event.content.channel.unwrap().members, people);

    let send = json!({"t": "send", "channel": channel, "text": "kahden kesken"});
    of_eero.ask(send.clone()).await.unwrap();
    assert_eq!(refused(&mut of_marko, send).await, Code::NotFound);
    let app = &stage.nodes[0].app;
    assert!(read::channel(app, marko.id, channel).await.is_err());
    assert_eq!(read::unread(app, aino.id).await.unwrap().unread[0].count, 1);
    // Three are another conversation than two.
    let three = json!({"t": "open_direct", "members": [eero.id, marko.id]});
    assert_ne!(of_aino.ask(three).await.unwrap().id, ack.id);

    let leave = json!({"t": "leave", "channel": channel});
    assert_eq!(refused(&mut of_aino, leave).await, Code::Rule);
    let add = json!({"t": "add_member", "place": {"channel": channel},
        "member": marko.id, "role": "member"});
    assert_eq!(refused(&mut of_aino, add).await, Code::Rule);
    let item = json!({"t": "create_item", "channel": channel, "title": "aihe"});
    assert_eq!(refused(&mut of_aino, item).await, Code::UnknownKind);
}

#[tokio::test]
async fn nobody_is_brought_together_against_a_block() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let mut of_aino = stage.connect(&aino).await;
    let open = |members: &[uuid::Uuid]| json!({"t": "open_direct", "members": members});
    let block = format!(
        "with b as (insert into blocks (member, blocked) values ('{}', '{}') returning 1) select count(*) from b",
        eero.id, aino.id
    );
    count(&stage, &block).await;
    assert_eq!(refused(&mut of_aino, open(&[eero.id.0])).await, Code::NotReachable);
    assert_eq!(refused(&mut of_aino, open(&[uuid::Uuid::new_v4()])).await, Code::NotFound);
    assert_eq!(refused(&mut of_aino, open(&[])).await, Code::BadValue);
    let crowd: Vec<_> = (0..8).map(|_| uuid::Uuid::new_v4()).collect();
    assert_eq!(refused(&mut of_aino, open(&crowd)).await, Code::BadValue);
}
