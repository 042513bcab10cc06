//! Promises P1, P4, P15 on processes: `kill -9` in the middle of a conversation, and an orderly end.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use sqlx::Connection as _;
use talkoo_protocol::{Ack, ClientId, Event, ServerFrame};
use uuid::Uuid;

use crate::{
    bed::{Bed, Node},
    stage::{self, Client, Follower, Person, Place, Reader, Stage},
};

const QUICK: [(&str, &str); 3] = [
    ("TALKOO_SEND_BURST", "1000000"),
    ("TALKOO_SEND_PER_SECOND", "1000000"),
    ("TALKOO_SEND_DEADLINE", "60 s"),
];

/// What a client has said, and what it was answered.
#[derive(Default)]
struct Said {
    waiting: BTreeMap<ClientId, Value>,
    acked: BTreeMap<ClientId, Ack>,
    leaving: Option<u32>,
}

impl Said {
    async fn say(&mut self, client: &mut Client, place: &Place, count: usize) {
        for _ in 0..count {
            let id = Uuid::new_v4();
            let command =
                json!({"t": "send", "channel": place.channel, "text": id, "client_id": id});
            self.waiting.insert(ClientId(id), command.clone());
            if !client.try_say(&command).await {
                return;
            }
        }
    }

    async fn say_again(&self, client: &mut Client) {
        for command in self.waiting.values() {
            client.try_say(command).await;
        }
    }

    /// Reads this many answers, or all there are before the socket ends; the close code.
    async fn hear(&mut self, client: &mut Client, count: usize) -> Result<(), Option<u16>> {
        let mut heard = 0;
        while heard < count && !self.waiting.is_empty() {
            match client.next().await? {
                ServerFrame::Ack(ack) => {
                    heard += 1;
                    self.waiting.remove(&ack.client_id);
                    self.acked.insert(ack.client_id, ack);
                }
                ServerFrame::GoingAway { retry_after_ms } => self.leaving = Some(retry_after_ms),
                ServerFrame::Refused { refusal, .. } => panic!("{refusal}"),
                _ => {}
            }
        }
        Ok(())
    }

    /// Everything acked is there, once, under its number.
    fn check(&self, events: &[Event]) {
        let mut there = BTreeMap::new();
        for event in events {
            let message = event.content.message.as_ref().expect("a message");
            let id = ClientId(message.text.parse().expect("a client id"));
            assert!(there.insert(id, (event.seq, message.id.0)).is_none(), "{id} is there twice");
        }
        for (id, ack) in &self.acked {
            assert_eq!(there.get(id), Some(&(ack.seq.expect("a seq"), ack.id)), "{id} was acked");
        }
    }
}

async fn people(bed: &Bed) -> (Person, Person, Place) {
    let (aino, eero) = (stage::member(bed, "Aino").await, stage::member(bed, "Eero").await);
    let place = stage::place(bed, "chat", "open", &[&aino, &eero]).await;
    (aino, eero, place)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acked_survives_kill_minus_nine() {
    let bed = Bed::new().await;
    let (aino, eero, place) = people(&bed).await;
    let mut said = Said::default();
    let mut node = Node::serve(&bed, QUICK).await;
    for round in 0..4 {
        let mut client = Client::connect(node.address, &aino.token).await;
        said.say_again(&mut client).await;
        said.say(&mut client, &place, 60).await;
        said.hear(&mut client, 20 + 7 * round).await.expect("answers");
        // Nobody is told anything; what was on its way is lost.
        node.kill().await;
        while said.hear(&mut client, 1).await.is_ok() {}
        node = Node::serve(&bed, QUICK).await;
    }
    let mut client = Client::connect(node.address, &aino.token).await;
    said.say_again(&mut client).await;
    said.hear(&mut client, usize::MAX).await.expect("all answers");
    let events = Reader::new(node.address, &eero.token).history(place.channel, 200).await;
    said.check(&events);
    assert_eq!(events.len(), 240, "nothing is there twice");
    node.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_leaving_node_answers_what_it_has_begun_and_says_goodbye() {
    let bed = Bed::new().await;
    let (aino, eero, place) = people(&bed).await;
    let node = Node::serve(&bed, QUICK).await;
    let mut said = Said::default();
    let mut client = Client::connect(node.address, &aino.token).await;
    let mut idle = Client::connect(node.address, &eero.token).await;
    said.say(&mut client, &place, 150).await;
    said.hear(&mut client, 30).await.expect("answers");
    let asked = Instant::now();
    let (code, ()) = tokio::join!(
        async {
            loop {
                if let Err(code) = said.hear(&mut client, usize::MAX).await {
                    return code;
                }
                if let Err(code) = client.next().await {
                    return code;
                }
            }
        },
        node.end(),
    );
    assert!(asked.elapsed() < Duration::from_secs(20), "{:?}", asked.elapsed());
    assert_eq!(code, Some(1012));
    assert_eq!(idle.closed().await, Some(1012));
    let is_warned = |frame: &ServerFrame| matches!(frame, ServerFrame::GoingAway { retry_after_ms } if *retry_after_ms <= 5_000);
    assert!(idle.kept().iter().any(is_warned), "{:?}", idle.kept());

    let other = Node::serve(&bed, QUICK).await;
    let mut back = Client::connect(other.address, &aino.token).await;
    said.say_again(&mut back).await;
    said.hear(&mut back, usize::MAX).await.expect("the rest");
    let events = Reader::new(other.address, &eero.token).history(place.channel, 200).await;
    said.check(&events);
    assert_eq!(events.len(), 150);
    other.end().await;
}

/// One of two nodes dies; who listens at the other misses nothing, and who was at the dead one goes
/// on there.
#[tokio::test(flavor = "multi_thread")]
async fn when_one_node_dies_the_other_goes_on() {
    let stage = Stage::over_redis(1).await;
    let (aino, eero, place) = people(&stage.bed).await;
    let redis = stage.bed.redis_url();
    let more = [("REDIS_URL", redis.as_str()), ("TALKOO_REDIS_PREFIX", stage.bed.name())];
    let [one, two, three] = QUICK;
    let [four, five] = more;
    let dying = Node::serve(&stage.bed, [one, two, three, four, five]).await;
    let mut of_eero = Follower::new(&eero, &[place.channel.into()]);
    of_eero.come(&stage.nodes[0]).await;
    let mut said = Said::default();
    let mut client = Client::connect(dying.address, &aino.token).await;
    said.say(&mut client, &place, 80).await;
    said.hear(&mut client, 25).await.expect("answers");
    dying.kill().await;
    while said.hear(&mut client, 1).await.is_ok() {}
    let mut back = stage.connect(&aino).await;
    said.say_again(&mut back).await;
    said.hear(&mut back, usize::MAX).await.expect("all answers");
    of_eero.catch_up(&[(place.channel.into(), 80)].into()).await;
    said.check(&stage.nodes[0].as_seen_by(&eero).history(place.channel, 200).await);
}

/// P15: a load balancer is told before anybody is turned away.
#[tokio::test]
async fn a_leaving_node_is_not_ready() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let url = format!("http://{}/readyz", stage.nodes[0].address);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    assert_eq!(client.get(&url).send().await.unwrap().status().as_u16(), 200);
    stage.nodes[0].app.leaving.cancel();
    let answer = client.get(&url).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 503);
    assert!(answer.text().await.unwrap().contains("leaving"));
    assert!(Client::try_connect(stage.nodes[0].address, &aino.token).await.is_err());
}

/// The same over the whole drain, for as long as something begun is unanswered.
#[tokio::test(flavor = "multi_thread")]
async fn a_leaving_node_says_so_until_it_has_ended() {
    let bed = Bed::new().await;
    let (aino, _, place) = people(&bed).await;
    let [one, two, three] = QUICK;
    let patient = [("TALKOO_DATABASE_LOCK", "60 s"), ("TALKOO_DATABASE_STATEMENT", "60 s")];
    let [four, five] = patient;
    let slow = ("TALKOO_DRAIN_WITHIN", "60 s");
    let node = Node::serve(&bed, [one, two, three, four, five, slow]).await;
    let address = node.address;
    // The send stays on its way until the table is let go.
    let mut held = sqlx::PgConnection::connect(&bed.superuser_url()).await.unwrap();
    let lock = "begin; lock table messages in exclusive mode";
    sqlx::raw_sql(lock).execute(&mut held).await.unwrap();
    let mut said = Said::default();
    let mut client = Client::connect(address, &aino.token).await;
    said.say(&mut client, &place, 1).await;
    let waits = "select count(*) from pg_locks
      where not granted and relation = 'messages'::regclass
        and database = (select oid from pg_database where datname = current_database())";
    loop {
        let waiting: i64 = sqlx::query_scalar(waits).fetch_one(&mut held).await.unwrap();
        if waiting > 0 {
            break;
        }
    }

    let asking = async {
        while told(address, "readyz").await != Some((503, "leaving".to_owned())) {}
        for _ in 0..20 {
            assert_eq!(told(address, "readyz").await, Some((503, "leaving".to_owned())));
        }
        assert_eq!(told(address, "healthz").await, Some((200, "alive".to_owned())));
        let (status, refusal) = told(address, "api/v1/start").await.expect("an answer");
        assert_eq!(status, 503, "{refusal}");
        assert!(refusal.contains("unavailable"), "{refusal}");
        sqlx::raw_sql("commit").execute(&mut held).await.unwrap();
        said.hear(&mut client, 1).await.expect("the send is answered");
        assert!(said.waiting.is_empty());
    };
    let ((), ()) = tokio::join!(node.end(), asking);
    assert_eq!(told(address, "readyz").await, None, "nobody is there any more");
}

/// What a balancer is told on a connection of its own; `None` when there is no answer.
async fn told(address: SocketAddr, path: &str) -> Option<(u16, String)> {
    let client = reqwest::Client::builder().no_proxy().pool_max_idle_per_host(0).build().unwrap();
    let answer = client.get(format!("http://{address}/{path}")).send().await.ok()?;
    Some((answer.status().as_u16(), answer.text().await.ok()?))
}
