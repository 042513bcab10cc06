//! Promise P2 where it is hardest: what one says stays in its order also when a part of it must be
//! decided again, or waits for a counter that another node holds.

use std::collections::HashMap;

use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, Postgres, Transaction};
use talkoo_protocol::{Code, ItemId, StreamId, Verb};

use crate::stage::{Client, Person, Place, Plan, Stage};

/// Keeps the commit that is under way from ending, so that what comes meanwhile shares the next one.
struct Hold<'a>(Transaction<'a, Postgres>);

impl<'a> Hold<'a> {
    /// Begins a send and holds its commit.
    async fn on(
        stage: &Stage,
        conn: &'a mut PgConnection,
        client: &mut Client,
        place: &Place,
    ) -> Self {
        let mut held = conn.begin().await.unwrap();
        held.execute("lock table receipts in exclusive mode").await.unwrap();
        client.begin(json!({"t": "send", "channel": place.channel, "text": "edeltävä"})).await;
        let waits = "select count(*) from pg_locks l join pg_class c on c.oid = l.relation
                     where c.relname = 'receipts' and not l.granted";
        while stage.number(waits.to_owned()).await == 0 {
            client.settle().await;
        }
        Self(held)
    }

    async fn release(self) {
        self.0.rollback().await.unwrap();
    }
}

async fn topic(stage: &Stage, owner: &Person, place: &Place) -> ItemId {
    let create = json!({"t": "create_item", "channel": place.channel, "title": "Aihe"});
    ItemId(stage.nodes[0].as_seen_by(owner).say(create).await.unwrap().id)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_i_said_first_stays_first_when_it_is_decided_again() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let topic = topic(&stage, &aino, &place).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let send =
        |item: ItemId| json!({"t": "send", "channel": place.channel, "item": item, "text": "hei"});
    // The first node remembers both items; the other one changes one of them.
    for item in [topic, place.main] {
        of_eero.ask(send(item)).await.unwrap();
    }
    let resolve = json!({"t": "change_item", "item": topic, "change": {"do": "resolve"}});
    stage.nodes[1].as_seen_by(&aino).say(resolve).await.unwrap();

    let mut conn = stage.superuser().await;
    let hold = Hold::on(&stage, &mut conn, &mut of_aino, &place).await;
    let first = of_eero.begin(send(topic)).await.0;
    let second = of_eero.begin(send(place.main)).await.0;
    for _ in 0..50 {
        of_eero.settle().await;
    }
    hold.release().await;
    let (first, second) =
        (of_eero.answer(first).await.unwrap(), of_eero.answer(second).await.unwrap());
    assert!(first.seq < second.seq, "{first:?} {second:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_i_said_first_stays_first_when_it_waits_for_a_lock() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let (mut conn, mut other) = (stage.superuser().await, stage.superuser().await);
    let hold = Hold::on(&stage, &mut conn, &mut of_aino, &place).await;
    // As another node does that writes to the workspace's stream.
    let mut taken = other.begin().await.unwrap();
    let take = format!("select from streams where id = '{}' for update", place.workspace);
    taken.execute(AssertSqlSafe(take)).await.unwrap();
    let first = of_eero
        .begin(json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
                      "name": "retket", "visibility": "public"}))
        .await
        .0;
    let follow = json!({"t": "follow", "subject": {"tag": "retket"}, "level": "watch"});
    let second = of_eero.begin(follow).await.0;
    for _ in 0..50 {
        of_eero.settle().await;
    }
    hold.release().await;
    // It has been passed over three times and waits now.
    let waits = "select count(*) from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock'";
    while stage.number(waits.to_owned()).await == 0 {
        of_eero.settle().await;
    }
    taken.rollback().await.unwrap();
    of_eero.answer(first).await.unwrap();
    of_eero.answer(second).await.unwrap();
    let history = stage.nodes[0].as_seen_by(&eero).history(eero.id, 10).await;
    let verbs: Vec<Verb> = history.into_iter().map(|event| event.verb).collect();
    assert_eq!(verbs, [Verb::CHANNEL_JOINED, Verb::FOLLOWED]);
}

/// P2: a decision that has to be made again keeps its place before what was said after it.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_rights_in_between_keeps_my_sentences_in_order() {
    const SAID: usize = 30;
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let topic = stage.nodes[0].as_seen_by(&aino);
    let made = topic
        .say(json!({"t": "create_item", "channel": place.channel, "title": "Aihe"}))
        .await
        .unwrap();
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    let mut owner = stage.nodes[1].connect(&aino).await;
    // Eero's sentences rest on rows that are changed under them all the time, from the other node.
    let mut asked = Vec::new();
    for number in 0..SAID {
        let item = if number % 3 == 0 { json!(made.id) } else { json!(null) };
        let text = number.to_string();
        asked.push(
            of_eero
                .begin(json!({"t": "send", "channel": place.channel, "item": item, "text": text}))
                .await
                .0,
        );
        let name = format!("nimi {number}");
        of_aino
            .begin(json!({"t": "change_channel", "channel": place.channel, "topic": name}))
            .await;
        owner.begin(json!({"t": "change_item", "item": made.id, "change": {"do": if number % 2 == 0 {"resolve"} else {"reopen"}}})).await;
    }
    let mut said = 0;
    for reference in asked {
        match of_eero.answer(reference).await {
            Ok(_) => said += 1,
            Err(refusal) => assert_eq!(refusal.code, Code::Conflict, "{refusal}"),
        }
    }
    let history = stage.nodes[0].as_seen_by(&aino).history(place.channel, 200).await;
    let numbers: Vec<usize> = history
        .iter()
        .filter(|event| event.verb == Verb::POSTED)
        .map(|event| event.content.message.as_ref().unwrap().text.parse().unwrap())
        .collect();
    assert_eq!(numbers.len(), said);
    assert!(said > SAID / 2, "most of it was said: {said}");
    assert!(numbers.is_sorted(), "{numbers:?}");
}

/// P2: a node whose counter is taken by the other one waits its turn, and nobody's order suffers.
#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_on_one_stream_take_turns() {
    const SAID: usize = 60;
    let stage = Plan::new(2).set("TALKOO_JOURNAL_BATCH", "4").open().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut talking = tokio::task::JoinSet::new();
    for (node, person) in stage.nodes.iter().zip([&aino, &eero]) {
        let mut client = node.connect(person).await;
        let workspace = place.workspace;
        talking.spawn(async move {
            let mut asked = Vec::new();
            for number in 0..SAID {
                // Some of it needs a second counter, too, and may be put off while the rest is not.
                let command = if number % 5 == 0 {
                    json!({"t": "create_channel", "workspace": workspace, "kind": "chat",
                           "name": format!("{} {number}", client.hello.member), "visibility": "public"})
                } else {
                    json!({"t": "send", "channel": place.channel, "text": number.to_string()})
                };
                asked.push((number, client.begin(command).await.0));
            }
            for (number, reference) in asked {
                match client.answer(reference).await {
                    Ok(_) => {}
                    // The other node made channels in the same workspace all the time.
                    Err(refusal) if number % 5 == 0 => assert_eq!(refusal.code, Code::Conflict),
                    Err(refusal) => panic!("{refusal}"),
                }
            }
        });
    }
    talking.join_all().await;
    let reader = stage.nodes[0].as_seen_by(&aino);
    let stream: StreamId = place.channel.into();
    let mut last: HashMap<_, i64> = HashMap::new();
    for event in reader.history(stream, 200).await {
        let number = event.content.message.unwrap().text.parse().unwrap();
        let before = last.insert(event.actor, number).unwrap_or(-1);
        assert!(before < number, "{before} before {number}");
    }
}
