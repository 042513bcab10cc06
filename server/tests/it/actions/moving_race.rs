//! Talk moves while others edit it, remove it, react to it and speak under the same topic, on two
//! nodes. Whatever came first, nothing is lost, doubled, or told on the stream that it has left.

use futures_util::future::join_all;
use serde_json::{Value, json};
use talkoo_protocol::{Code, ItemId, MessageId};

use super::{
    moving::{beside, moving},
    said, topic,
};
use crate::stage::{Person, Stage};

/// What must be true of every message and count, whatever happened.
const BROKEN: &[(&str, &str)] = &[
    (
        "a message stands in one channel and its item in another",
        "select count(*) from messages m join items i on i.id = m.item
         where i.channel <> m.channel or m.stream <> m.channel",
    ),
    (
        "a seq that tells of another message",
        "select count(*) from messages m
         left join events e on e.stream = m.stream and e.seq = m.seq
         where e.message is distinct from m.id",
    ),
    (
        "an item's count",
        "select count(*) from items i
         where i.deleted_at is null
           and i.message_count <> (select count(*) from messages where item = i.id)",
    ),
    (
        "an item's last seq",
        "select count(*) from items i
         where i.deleted_at is null
           and i.last_seq <> greatest((select coalesce(max(seq), 0) from messages where item = i.id), case when i.last_seq = i.seq then i.seq else 0 end)",
    ),
    (
        "an event that counts for what is not there",
        "select count(*) from events e
         left join messages m on m.id = e.message and m.stream = e.stream and m.seq = e.seq
         where e.counts and e.message is not null and (m.id is null or m.deleted_at is not null)",
    ),
    (
        "talk that waits for nobody",
        "select count(*) from messages m
         join events e on e.stream = m.stream and e.seq = m.seq
         where m.deleted_at is null and not e.counts",
    ),
    (
        "a mention that points elsewhere",
        "select count(*) from mentions n join messages m on m.id = n.message
         where (n.channel, n.item, n.seq) is distinct from (m.stream, m.item, m.seq)",
    ),
    (
        "a change told where the message does not stand",
        "select count(*) from events e join messages m on m.id = e.message
         where e.verb in ('edited', 'deleted', 'reacted', 'pinned')
           and e.stream <> m.stream
           and e.seq > (select max(seq) from events o where o.stream = e.stream and o.verb = 'moved')",
    ),
    (
        "a stream with a hole",
        "select count(*) from streams s
         where s.head <> (select count(*) from events where stream = s.id)",
    ),
];

async fn all(stage: &Stage, acts: Vec<(usize, Person, Value)>) -> Vec<Option<Code>> {
    let acts = acts.into_iter().map(|(node, person, act)| {
        let reader = stage.nodes[node].as_seen_by(&person);
        async move { reader.say(act).await }
    });
    let answers = join_all(acts).await.into_iter();
    answers.map(|answer| answer.err().map(|refusal| refusal.code)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_move_among_others_loses_and_doubles_nothing() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let here = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let there = beside(&mut of_aino, here, "public").await;
    for round in 0..12 {
        let item = topic(&mut of_aino, here, &format!("Aihe {round}")).await;
        let mut talk = Vec::new();
        for number in 0..6 {
            let text = format!("viesti {number} @[{}]", eero.id);
            let send = json!({"t": "send", "channel": here.channel, "item": item, "text": text});
            let sent = stage.nodes[1].as_seen_by(&eero).say(send).await.expect("a message");
            talk.push(MessageId(sent.id));
        }
        let goal = json!({"topic": {"channel": there.channel, "title": format!("Uusi {round}")}});
        let what = match round % 3 {
            0 => json!({"item": item}),
            1 => json!({"from": talk[2]}),
            _ => json!({"message": talk[3]}),
        };
        let send = json!({"t": "send", "channel": here.channel, "item": item, "text": "vielä"});
        let on = |what: &str, message: MessageId| json!({"t": what, "message": message});
        let with = |mut act: Value, name: &str, value: &str| {
            act[name] = json!(value);
            act
        };
        let acts = vec![
            (1, eero.clone(), with(on("edit", talk[3]), "text", "toisin")),
            (0, eero.clone(), send.clone()),
            (0, aino.clone(), moving(what, goal)),
            (1, eero.clone(), on("delete", talk[4])),
            (0, aino.clone(), with(on("react", talk[3]), "emoji", "👍")),
            (1, aino.clone(), on("pin", talk[5])),
            (1, eero.clone(), send),
            (0, eero.clone(), with(on("edit", talk[2]), "text", "ehkä")),
        ];
        let answers = all(&stage, acts).await;
        // Who speaks under a topic that has just left finds it there no more; all else happens.
        for (number, refused) in answers.iter().enumerate().filter(|(_, one)| one.is_some()) {
            let spoke = number == 1 || number == 6;
            assert!(spoke && *refused == Some(Code::NotFound), "round {round}: {answers:?}");
        }
        for (what, question) in BROKEN {
            assert_eq!(stage.number((*question).to_owned()).await, 0, "round {round}: {what}");
        }
    }
}

/// Two who move the same message at once: it stands in one place, and both know where.
#[tokio::test(flavor = "multi_thread")]
async fn two_moves_of_the_same_talk_come_one_after_the_other() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let here = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let there = beside(&mut of_aino, here, "public").await;
    for round in 0..8 {
        let message = said(&mut of_aino, here, "minne?").await;
        let goals: Vec<ItemId> = vec![
            topic(&mut of_aino, there, &format!("Yksi {round}")).await,
            topic(&mut of_aino, there, &format!("Kaksi {round}")).await,
            topic(&mut of_aino, here, &format!("Kolme {round}")).await,
        ];
        let acts = goals.iter().enumerate().map(|(number, item)| {
            let act = moving(json!({"message": message}), json!({"item": item}));
            (number % 2, aino.clone(), act)
        });
        let answers = all(&stage, acts.collect()).await;
        assert!(answers.iter().all(Option::is_none), "{answers:?}");
        for (what, question) in BROKEN {
            assert_eq!(stage.number((*question).to_owned()).await, 0, "round {round}: {what}");
        }
    }
}
