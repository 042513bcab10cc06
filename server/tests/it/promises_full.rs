//! Promises P14 and P16: beyond its capacity a node refuses early and serves those inside; when all
//! come back at once they are let in one after the other, and who has missed nothing costs nothing.

use std::sync::Arc;

use parking_lot::Mutex;
use serde_json::{Value, json};
use sqlx::Executor as _;
use talkoo_protocol::{Code, ServerFrame};
use tokio::task::JoinSet;
use tracing::field::{Field, Visit};
use tracing_subscriber::{Layer, layer::Context, layer::SubscriberExt as _};

use crate::stage::{Client, Person, Place, Plan, Stage};

async fn status(stage: &Stage, path: &str, token: Option<&str>) -> reqwest::Response {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.get(format!("http://{}{path}", stage.nodes[0].address));
    match token {
        Some(token) => request.bearer_auth(token).send().await.unwrap(),
        None => request.send().await.unwrap(),
    }
}

/// What a client of sockets says first.
async fn upgrade(stage: &Stage) -> reqwest::Response {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("http://{}/api/v1/socket", stage.nodes[0].address);
    let request = client.get(url).header("connection", "upgrade").header("upgrade", "websocket");
    let request = request.header("sec-websocket-version", "13");
    request.header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==").send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_node_turns_sockets_away_and_serves_those_inside() {
    let stage = Plan::new(1).set("TALKOO_SOCKETS", "2").open().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut first = stage.connect(&aino).await;
    let second = stage.connect(&aino).await;

    let refused = upgrade(&stage).await;
    assert_eq!(refused.status().as_u16(), 503);
    let wait: u64 = refused.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=5).contains(&wait), "{wait}");
    let body: Value = refused.json().await.unwrap();
    assert_eq!((&body["code"], &body["retry"]), (&json!("overloaded"), &json!("later")));
    assert!(Client::try_connect(stage.nodes[0].address, &aino.token).await.is_err());
    assert_eq!(status(&stage, "/readyz", None).await.status().as_u16(), 200);
    first.post(place.channel, "sisällä ollaan").await;

    // A place that was left is free, as soon as the node has noticed.
    second.vanish();
    while Client::try_connect(stage.nodes[0].address, &aino.token).await.is_err() {}
}

/// The journal cannot commit, so what was begun stays in flight.
#[tokio::test(flavor = "multi_thread")]
async fn more_commands_than_a_node_takes_on_are_refused_at_once() {
    let stage = Plan::new(1).set("TALKOO_COMMANDS", "3").open().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    client.post(place.channel, "ensimmäinen").await;
    let mut lock = stage.superuser().await;
    lock.execute("begin; lock table messages in exclusive mode").await.unwrap();
    let mut asked = Vec::new();
    for number in 0..5 {
        let send = json!({"t": "send", "channel": place.channel, "text": number.to_string()});
        asked.push(client.begin(send).await.0);
    }
    for refused in asked.split_off(3) {
        let refusal = client.answer(refused).await.unwrap_err();
        assert_eq!(refusal.code, Code::Overloaded);
        assert!(refusal.retry_after_ms.is_some_and(|wait| (1_000..=5_000).contains(&wait)));
    }
    assert_eq!(status(&stage, "/readyz", None).await.status().as_u16(), 200);
    lock.execute("rollback").await.unwrap();
    for number in asked {
        client.answer(number).await.expect("an ack for what was taken on");
    }
    client.post(place.channel, "ja taas").await;
}

/// How many of the node's questions wait for this table, which bears the same number in every copy
/// of the template.
async fn waiting(stage: &Stage, table: &str) -> i64 {
    let question = "select count(*)
         from pg_locks l
         join pg_database d on d.oid = l.database and d.datname = current_database()
         where not l.granted and l.relation";
    stage.number(format!("{question} = '{table}'::regclass")).await
}

async fn until_waiting(stage: &Stage, table: &str, count: i64) {
    while waiting(stage, table).await < count {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_comes_back_with_all_others_is_greeted_in_turn() {
    let plan = Plan::new(1).set("TALKOO_GREETINGS", "2").set("TALKOO_HEADS_EVERY", "10 min");
    let stage = plan.set("TALKOO_SIGN_IN_WITHIN", "5 min").open().await;
    let aino = stage.member("Aino").await;
    let address = stage.nodes[0].address;
    let mut lock = stage.superuser().await;
    lock.execute("begin; lock table sessions in access exclusive mode").await.unwrap();
    let mut coming = JoinSet::new();
    for _ in 0..30 {
        let token = aino.token.clone();
        coming.spawn(async move { Client::connect(address, &token).await });
    }
    until_waiting(&stage, "sessions", 2).await;
    assert_eq!(status(&stage, "/readyz", None).await.status().as_u16(), 200);
    assert_eq!(waiting(&stage, "sessions").await, 2, "others wait for their turn");
    lock.execute("rollback").await.unwrap();
    assert_eq!(coming.join_all().await.len(), 30);
}

#[tokio::test(flavor = "multi_thread")]
async fn resumes_take_turns_and_leave_the_database_to_others() {
    let plan = Plan::new(1).set("TALKOO_RESUMES", "2").set("TALKOO_HEADS_EVERY", "10 min");
    let stage = plan.open().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut clients = Vec::new();
    for _ in 0..12 {
        clients.push(stage.connect(&aino).await);
    }
    let mut lock = stage.superuser().await;
    lock.execute("begin; lock table channels in access exclusive mode").await.unwrap();
    for client in &mut clients {
        client.resume(place.channel, 0).await;
    }
    for client in &mut clients {
        // Its frame has been read.
        client.settle().await;
    }
    until_waiting(&stage, "channels", 2).await;
    assert_eq!(waiting(&stage, "channels").await, 2, "others wait for their turn");
    assert_eq!(status(&stage, "/readyz", None).await.status().as_u16(), 200);
    lock.execute("rollback").await.unwrap();
    for client in &mut clients {
        // On a machine that is very busy the first two may have been told to ask again.
        while !is_caught_up(client, place).await {
            client.resume(place.channel, 0).await;
        }
    }
}

async fn is_caught_up(client: &mut Client, place: Place) -> bool {
    client
        .until(|frame| match frame {
            ServerFrame::CaughtUp { stream, .. } => {
                (*stream == place.channel.into()).then_some(true)
            }
            ServerFrame::Refused { .. } => Some(false),
            _ => None,
        })
        .await
}

/// Every statement that the node sends.
#[derive(Clone, Default)]
struct Statements(Arc<Mutex<Vec<String>>>);

impl Statements {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock())
    }
}

impl<S: tracing::Subscriber> Layer<S> for Statements {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut said = Said::default();
            event.record(&mut said);
            self.0.lock().push(said.0);
        }
    }
}

#[derive(Default)]
struct Said(String);

impl Visit for Said {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if ["summary", "db.statement"].contains(&field.name()) {
            self.0.push_str(&format!("{value:?} "));
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if ["summary", "db.statement"].contains(&field.name()) {
            self.0.push_str(value);
        }
    }
}

/// P16: heads first. One question for the session, one for the greeting, one for all streams; nothing
/// is read of events or messages.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_missed_nothing_costs_no_question_about_messages() {
    let statements = Statements::default();
    let subscriber = tracing_subscriber::registry().with(statements.clone());
    tracing::subscriber::set_global_default(subscriber).expect("the only one of this process");
    let stage = Plan::new(1).set("TALKOO_HEADS_EVERY", "10 min").open().await;
    let aino = stage.member("Aino").await;
    let mut places = Vec::new();
    for _ in 0..20 {
        places.push(stage.place("open", &[&aino]).await);
    }
    let mut heads = Vec::new();
    let mut client = stage.connect(&aino).await;
    for place in &places {
        heads.push(client.post(place.channel, "luettu jo").await.seq.unwrap());
    }
    client.vanish();

    let (mut back, asked) = come_back(&stage, &aino, &places, &heads, &statements).await;
    let about: Vec<_> = asked
        .iter()
        .filter(|asked| ["events", "messages", "items"].iter().any(|table| names(asked, table)))
        .collect();
    assert!(about.is_empty(), "{about:#?}");
    assert!(asked.len() <= 4, "{asked:#?}");
    // It is live: nothing was cut short.
    let seq = back.post(places[7].channel, "uusi").await.seq;
    assert_eq!(Some(back.event(places[7].channel).await.seq), seq);

    // The same eyes see what is asked for somebody who has missed something.
    heads[3] -= 1;
    let (_back, asked) = come_back(&stage, &aino, &places, &heads, &statements).await;
    assert!(asked.iter().any(|asked| names(asked, "events")), "{asked:#?}");
}

fn names(asked: &str, table: &str) -> bool {
    let mut words = asked.split(|sign: char| !sign.is_alphanumeric() && sign != '_');
    words.any(|word| word == table)
}

async fn come_back(
    stage: &Stage,
    person: &Person,
    places: &[Place],
    heads: &[u64],
    statements: &Statements,
) -> (Client, Vec<String>) {
    statements.take();
    let mut client = stage.connect(person).await;
    let cursors: serde_json::Map<String, Value> = places
        .iter()
        .zip(heads)
        .map(|(place, head)| (place.channel.to_string(), json!(head)))
        .collect();
    let epoch = client.hello.epoch;
    client.say(&json!({"t": "resume", "epoch": epoch, "cursors": cursors, "depth": "full"})).await;
    for place in places {
        client.caught_up(place.channel).await;
    }
    // The node looks for work by the clock, whoever comes.
    let asked = statements.take().into_iter().filter(|asked| !names(asked, "jobs"));
    (client, asked.collect())
}
