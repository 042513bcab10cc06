//! `GET /metrics` as Prometheus meets it: it tells what happened, on an address of its own, and
//! nothing of whom it happened to.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use serde_json::json;
use uuid::Uuid;

use crate::bed::{Bed, Node, OwnRedis};
use crate::stage::{self, Client};

const ADMIN: (&str, &str) = ("TALKOO_ADMIN_LISTEN", "127.0.0.1:0");

/// Every line of the figures: its name with labels, and its value.
pub(crate) async fn figures(admin: SocketAddr) -> (String, BTreeMap<String, f64>) {
    let client = reqwest::Client::builder().no_proxy().build().expect("a client");
    let asked = client.get(format!("http://{admin}/metrics")).send();
    let text = asked.await.expect("an answer").text().await.expect("a text");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let values = lines.map(|line| {
        let (name, value) = line.rsplit_once(' ').expect("a name and a value");
        (name.to_owned(), value.parse().expect("a number"))
    });
    (text.clone(), values.collect())
}

#[tokio::test]
async fn figures_tell_of_real_traffic_and_of_nobody() {
    let bed = Bed::new().await;
    let aino = stage::member(&bed, "Aino").await;
    let place = stage::place(&bed, "chat", "open", &[&aino]).await;
    let node = Node::serve(&bed, [ADMIN, ("TALKOO_REPLAY_STREAM", "3")]).await;
    let admin = node.admin.expect("an address of its own");
    let before = figures(admin).await.1;
    assert_eq!(before["talkoo_sockets"], 0.0);

    let mut client = Client::connect(node.address, &aino.token).await;
    client.subscribe(place.channel).await;
    for text in ["salattu ensimmäinen", "salattu toinen"] {
        client.post(place.channel, text).await;
    }
    let again = json!({
        "t": "send", "channel": place.channel, "text": "salattu kolmas", "client_id": Uuid::new_v4(),
    });
    for is_duplicate in [false, true] {
        let ack = client.ask(again.clone()).await.expect("an ack");
        assert_eq!(ack.duplicate, is_duplicate);
    }
    let nowhere = json!({"t": "send", "channel": Uuid::new_v4(), "text": "salattu neljäs"});
    client.ask(nowhere).await.expect_err("no such channel");
    let mut other = Client::connect(node.address, &aino.token).await;
    other.resume(place.channel, 1).await;
    other.caught_up(place.channel).await;
    other.resume(place.channel, 99).await;
    other.caught_up(place.channel).await;

    let (text, now) = figures(admin).await;
    let check = |name: &str, expected: f64| assert_eq!(now[name], expected, "{name}\n{text}");
    check("talkoo_sockets", 2.0);
    check("talkoo_streams_heard", 1.0);
    check("talkoo_acks_total", 4.0);
    check("talkoo_duplicate_acks_total", 1.0);
    check("talkoo_refusals_total{code=\"not_found\"}", 1.0);
    check("talkoo_refusals_total{code=\"too_many\"}", 0.0);
    check("talkoo_replayed_events_total", 2.0);
    check("talkoo_resets_total", 1.0);
    check("talkoo_postgres_up", 1.0);
    check("talkoo_ready", 1.0);
    check("talkoo_jobs_failed", 0.0);
    let commits = now["talkoo_commit_seconds_count"];
    assert!((3.0..=4.0).contains(&commits), "{commits}");
    assert!(
        now["talkoo_postgres_wait_seconds_count"] > before["talkoo_postgres_wait_seconds_count"]
    );
    assert!(now["talkoo_frames_out_total"] >= 8.0, "{text}");
    // No Redis was named, so nothing is said of one.
    assert!(!now.contains_key("talkoo_redis_up"));

    let everybody = [aino.id.to_string(), place.channel.to_string(), aino.token.clone()];
    for word in everybody.iter().map(String::as_str).chain(["salattu", "Aino"]) {
        assert!(!text.contains(word), "{word} is told");
    }
    node.end().await;
}

#[tokio::test]
async fn who_ran_into_a_limit_is_counted() {
    let bed = Bed::new().await;
    let aino = stage::member(&bed, "Aino").await;
    let place = stage::place(&bed, "chat", "open", &[&aino]).await;
    let settings = [ADMIN, ("TALKOO_SEND_BURST", "1"), ("TALKOO_MEMBER_SOCKETS", "1")];
    let node = Node::serve(&bed, settings).await;
    let mut client = Client::connect(node.address, &aino.token).await;
    client.post(place.channel, "yksi").await;
    let more = json!({"t": "send", "channel": place.channel, "text": "kaksi"});
    client.ask(more).await.expect_err("too many");
    assert!(Client::try_connect(node.address, &aino.token).await.is_err());
    let (text, now) = figures(node.admin.expect("an address")).await;
    for name in [
        "talkoo_limit_hits_total{limit=\"send_rate\"}",
        "talkoo_limit_hits_total{limit=\"member_sockets\"}",
        "talkoo_refusals_total{code=\"too_many\"}",
        "talkoo_socket_closes_total{reason=\"too_many_connections\"}",
    ] {
        assert_eq!(now[name], 1.0, "{name}\n{text}");
    }
    node.end().await;
}

/// Asks until a figure has a value, and says how long that took.
async fn until(admin: SocketAddr, name: &str, value: f64) -> Duration {
    let began = Instant::now();
    loop {
        let (text, now) = figures(admin).await;
        if now.get(name) == Some(&value) {
            return began.elapsed();
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{name} is not {value}\n{text}");
    }
}

#[tokio::test]
async fn a_lost_redis_shows_within_seconds() {
    let bed = Bed::new().await;
    let mut redis = OwnRedis::start().await;
    let url = redis.url();
    let node = Node::serve(&bed, [ADMIN, ("REDIS_URL", url.as_str())]).await;
    let admin = node.admin.expect("an address");
    until(admin, "talkoo_redis_up", 1.0).await;
    redis.freeze();
    let took = until(admin, "talkoo_redis_up", 0.0).await;
    assert!(took < Duration::from_secs(10), "{took:?}");
    redis.thaw();
    until(admin, "talkoo_redis_up", 1.0).await;
    redis.kill();
    until(admin, "talkoo_redis_up", 0.0).await;
    redis.start_again().await;
    until(admin, "talkoo_redis_up", 1.0).await;
    assert!(figures(admin).await.1["talkoo_bus_losses_total"] >= 2.0);
    node.end().await;
}

#[tokio::test]
async fn members_are_not_told_figures() {
    let bed = Bed::new().await;
    let node = Node::serve(&bed, []).await;
    assert_eq!(node.admin, None);
    let answer = reqwest::get(format!("http://{}/metrics", node.address)).await.expect("an answer");
    assert!(!answer.text().await.expect("a text").contains("talkoo_"));
    node.end().await;
}

/// Words of queries that begin like a figure of ours.
fn named(text: &str) -> std::collections::BTreeSet<String> {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    let words = text.split(|sign| !is_part(sign));
    words.filter(|word| word.starts_with("talkoo_")).map(str::to_owned).collect()
}

#[test]
fn dashboard_and_alerts_name_figures_that_are_told() {
    let told = talkoo::figures::names().expect("figures");
    for (file, text) in [
        ("grafana.json", include_str!("../../operations/grafana.json")),
        ("alerts.yml", include_str!("../../operations/alerts.yml")),
    ] {
        let named = named(text);
        assert!(named.len() >= 12, "{file} names {named:?}");
        let unknown: Vec<_> = named.difference(&told).collect();
        assert!(unknown.is_empty(), "{file}: {unknown:?} are told by nobody");
    }
    // And each figure is somewhere to be seen.
    let shown = named(include_str!("../../operations/grafana.json"));
    let base = |name: &String| {
        let ends = ["_bucket", "_sum", "_count"];
        ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name).to_owned()
    };
    let shown: std::collections::BTreeSet<_> = shown.iter().map(base).collect();
    let hidden: Vec<_> = told.iter().filter(|name| !shown.contains(&base(name))).collect();
    assert!(hidden.is_empty(), "{hidden:?} are on no panel");
}
