//! Promises P1, P2, P5, P6: what is acked is committed, each stream has one order without holes, a
//! repeated command is one command, and a message is there whole or not at all.

use std::collections::{BTreeMap, HashMap};

use serde_json::json;
use talkoo_protocol::{Code, Event, ServerFrame};
use uuid::Uuid;

use crate::stage::Stage;

fn posted(events: &[Event]) -> Vec<(u64, String)> {
    events
        .iter()
        .map(|event| {
            let message = event.content.message.as_ref().expect("a message");
            (event.seq, message.text.clone())
        })
        .collect()
}

/// P1: the row that the commit needs is held by somebody else, so there is no commit and no ack.
#[tokio::test]
async fn nothing_is_acked_before_it_is_committed() {
    use sqlx::{Connection as _, Executor as _};
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    of_aino.post(place.channel, "ensin").await;

    let mut holder = stage.superuser().await;
    let mut held = holder.begin().await.unwrap();
    held.execute("lock table receipts in exclusive mode").await.unwrap();
    let (asked, _) =
        of_aino.begin(json!({"t": "send", "channel": place.channel, "text": "sitten"})).await;
    // The send has come as far as the lock, and no ack is on its way.
    let waits = "select count(*) from pg_locks l join pg_class c on c.oid = l.relation
                 where c.relname = 'receipts' and not l.granted";
    while stage.number(waits.to_owned()).await == 0 {
        of_aino.settle().await;
    }
    of_aino.settle().await;
    let is_answered =
        |frame: &ServerFrame| matches!(frame, ServerFrame::Ack(ack) if ack.reference == asked);
    assert!(!of_aino.kept().iter().any(is_answered), "acked before the commit");
    held.rollback().await.unwrap();
    assert_eq!(of_aino.answer(asked).await.unwrap().seq, Some(2));
}

/// P2: many people write on two nodes at once; each stream comes out whole, and everybody's own
/// words stand in the order in which they were said.
#[tokio::test(flavor = "multi_thread")]
async fn everybody_s_words_keep_their_order_on_two_nodes() {
    const SAID: usize = 40;
    let stage = Stage::over_redis(2).await;
    let people =
        [stage.member("Aino").await, stage.member("Eero").await, stage.member("Siiri").await];
    let everybody: Vec<_> = people.iter().collect();
    let places = [stage.place("open", &everybody).await, stage.place("open", &everybody).await];
    let mut clients = Vec::new();
    for person in &people {
        for node in &stage.nodes {
            clients.push(node.connect(person).await);
        }
    }
    let mut talking = tokio::task::JoinSet::new();
    for (speaker, mut client) in clients.into_iter().enumerate() {
        talking.spawn(async move {
            let mut asked = Vec::new();
            for number in 0..SAID {
                let channel = places[number % 2].channel;
                let text = format!("{speaker} {number}");
                asked.push(
                    client.begin(json!({"t": "send", "channel": channel, "text": text})).await.0,
                );
            }
            let mut last = HashMap::new();
            for reference in asked {
                let ack = client.answer(reference).await.expect("an ack");
                let before = last.insert(ack.stream, ack.seq);
                assert!(before < Some(ack.seq), "one connection's sends keep their order");
            }
        });
    }
    talking.join_all().await;
    for place in places {
        let events = stage.nodes[1].as_seen_by(&people[0]).history(place.channel, 200).await;
        let seqs: Vec<u64> = events.iter().map(|event| event.seq).collect();
        assert_eq!(seqs, (1..=(6 * SAID / 2) as u64).collect::<Vec<_>>());
        let mut said: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (_, text) in posted(&events) {
            let (speaker, number) = text.split_once(' ').unwrap();
            said.entry(speaker.to_owned()).or_default().push(number.parse().unwrap());
        }
        assert_eq!(said.len(), 6);
        assert!(said.values().all(|numbers| numbers.is_sorted()), "{said:?}");
    }
}

/// P5: whatever was answered once is answered so again, by any node, after a restart, and after the
/// right to say it has gone.
#[tokio::test]
async fn a_repeated_command_is_answered_as_the_first_time() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let (here, there) = (stage.nodes[0].as_seen_by(&eero), stage.nodes[1].as_seen_by(&eero));
    let (channel, id) = (place.channel, Uuid::new_v4());
    let send = json!({"t": "send", "channel": channel, "text": "kerran", "client_id": id});
    let first = here.say(send.clone()).await.unwrap();
    assert!(!first.duplicate);
    let mut all = vec![(send, first)];
    for command in [
        json!({"t": "react", "message": all[0].1.id, "emoji": "👍"}),
        json!({"t": "pin", "message": all[0].1.id}),
        json!({"t": "edit", "message": all[0].1.id, "text": "toisin"}),
        json!({"t": "create_item", "channel": channel, "title": "Aihe"}),
        json!({"t": "follow", "subject": {"channel": channel}, "level": "watch"}),
        json!({"t": "mark_read", "channel": channel, "seq": 1}),
        json!({"t": "delete", "message": all[0].1.id}),
    ] {
        let mut command = command;
        command["client_id"] = json!(Uuid::new_v4());
        let ack = here
            .say(command.clone())
            .await
            .unwrap_or_else(|refusal| panic!("{command}: {refusal}"));
        all.push((command, ack));
    }
    let head = here.head(channel).await;
    let owner = stage.nodes[0].as_seen_by(&aino);
    owner
        .say(json!({"t": "remove_member", "place": {"workspace": place.workspace}, "member": eero.id}))
        .await
        .unwrap();
    for (command, first) in &all {
        for reader in [&here, &there] {
            let again = reader
                .say(command.clone())
                .await
                .unwrap_or_else(|refusal| panic!("{command}: {refusal}"));
            assert_eq!(
                (again.id, again.stream, again.seq),
                (first.id, first.stream, first.seq),
                "{command}"
            );
            assert!(again.duplicate, "{command}");
        }
        let mut other = command.clone();
        other["if_changed_seq"] = json!(99);
        assert_eq!(there.say(other).await.unwrap_err().code, Code::ClientIdReused, "{command}");
    }
    let fresh = json!({"t": "send", "channel": channel, "text": "vielä"});
    assert_eq!(there.say(fresh).await.unwrap_err().code, Code::NotFound);
    let fences = owner.head(channel).await - head;
    assert!(
        (1..=2).contains(&fences),
        "the repeats made nothing new, only the removal did: {fences}"
    );
}

/// P5: the same command at the same moment on two nodes is one command.
#[tokio::test(flavor = "multi_thread")]
async fn a_command_said_twice_at_once_happens_once() {
    let stage = Stage::with_nodes(2).await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let (here, there) = (stage.nodes[0].as_seen_by(&aino), stage.nodes[1].as_seen_by(&aino));
    for number in 0..12 {
        let id = Uuid::new_v4();
        let command = match number % 3 {
            0 => json!({"t": "send", "channel": place.channel, "text": "kerran", "client_id": id}),
            1 => json!({"t": "mark_read", "channel": place.channel, "seq": 1, "client_id": id}),
            _ => {
                json!({"t": "create_workspace", "name": format!("Talkoot {number}"), "purpose": "", "visibility": "open", "client_id": id})
            }
        };
        let (one, other) = tokio::join!(here.say(command.clone()), there.say(command.clone()));
        let (one, other) = (one.unwrap(), other.unwrap());
        assert_eq!((one.id, one.seq), (other.id, other.seq), "{command}");
        assert!(one.duplicate != other.duplicate, "{command}: one of them is the repeat");
    }
    assert_eq!(here.head(place.channel).await, 4);
}

/// P6: what cannot be stored fails alone; whatever shared its commit is there.
#[tokio::test(flavor = "multi_thread")]
async fn one_broken_command_takes_nobody_with_it() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    // A rule of the database that only this word breaks, in the middle of the statement that stores
    // the whole batch.
    stage.force("alter table messages add check (text <> 'rikki')".to_owned()).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let mut asked = Vec::new();
    let mention = format!("@[{}] katso #nuoret", eero.id);
    for number in 0..40 {
        let text = if number % 10 == 7 { "rikki" } else { mention.as_str() };
        let command = json!({"t": "send", "channel": place.channel, "text": text});
        let client = if number % 2 == 0 { &mut of_aino } else { &mut of_eero };
        asked.push((number, client.begin(command).await.0));
    }
    for (number, reference) in asked {
        let client = if number % 2 == 0 { &mut of_aino } else { &mut of_eero };
        assert_eq!(client.answer(reference).await.is_err(), number % 10 == 7, "{number}");
    }
    let events = stage.nodes[0].as_seen_by(&aino).history(place.channel, 50).await;
    assert_eq!(events.len(), 36);
    assert!(events.iter().all(|event| event.mentions == [eero.id]));
    let count = |table: &str| format!("select count(*) from {table}");
    assert_eq!(stage.number(count("messages")).await, 36);
    assert_eq!(stage.number(count("mentions")).await, 36);
    assert_eq!(stage.number(count("taggings")).await, 36);
    assert_eq!(stage.number(count("receipts")).await, 36);
}

/// P6: whoever hears of a message sees its mentions and tags in the same moment, by every door.
#[tokio::test]
async fn a_message_is_there_with_its_mentions_or_not_at_all() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let crowd: String = (0..51).map(|_| format!("@[{}] ", Uuid::new_v4())).collect();
    let refusal = of_aino
        .ask(json!({"t": "send", "channel": place.channel, "text": crowd}))
        .await
        .unwrap_err();
    assert_eq!(refusal.code, Code::BadValue);
    let reader = stage.nodes[0].as_seen_by(&eero);
    assert_eq!(reader.head(place.channel).await, 0);

    let text = format!("@[{}] #nuoret", eero.id);
    of_aino.post(place.channel, &text).await;
    let event = &reader.history(place.channel, 10).await[0];
    let message = event.content.message.as_ref().unwrap();
    assert_eq!((&message.mentions, &message.tags), (&vec![eero.id], &vec!["nuoret".to_owned()]));
    assert_eq!(reader.unread().await.unread[0].mentions, 1);
    let tags: Vec<talkoo_protocol::tags::TagView> = reader.get("tags?query=nuo").await;
    assert_eq!((tags[0].slug.as_str(), tags[0].uses), ("nuoret", 1));
}
