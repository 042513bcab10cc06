//! How often one may: counted by all nodes together while Redis carries it, by each alone while it
//! does not, and never by nobody (promise P14).

use std::time::Instant;

use serde_json::json;
use talkoo_protocol::{Code, Refusal};
use uuid::Uuid;

use crate::{
    bed::OwnRedis,
    stage::{Client, Place, Plan, Stage},
};

/// Nodes on which a member writes so many at once and then one a second. Redis has time to answer,
/// whatever else this machine does.
fn paced(nodes: usize, burst: &str) -> Plan {
    let plan = Plan::new(nodes).set("TALKOO_SEND_BURST", burst).set("TALKOO_SEND_PER_SECOND", "1");
    plan.set("TALKOO_REDIS_TIMEOUT", "60 s")
}

async fn post(client: &mut Client, place: Place) -> Result<(), Refusal> {
    let command = json!({"t": "send", "channel": place.channel, "text": "hei"});
    client.ask(command).await.map(drop)
}

/// Writes so often at these devices by turns; how many were let through, and how many might have
/// been by the pace alone.
async fn write(clients: &mut [Client], place: Place, times: usize) -> (u64, u64) {
    let (began, mut let_through) = (Instant::now(), 0);
    for number in 0..times {
        match post(&mut clients[number % clients.len()], place).await {
            Ok(()) => let_through += 1,
            Err(refusal) => {
                assert_eq!(refusal.code, Code::TooMany);
                let wait = refusal.retry_after_ms.expect("when to try again");
                assert!((1..=1_000).contains(&wait), "{wait}");
            }
        }
    }
    (let_through, began.elapsed().as_secs() + 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_share_what_a_member_may_write() {
    let stage = paced(2, "16").over_redis().open().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut clients = [stage.nodes[0].connect(&aino).await, stage.nodes[1].connect(&aino).await];
    let (let_through, by_pace) = write(&mut clients, place, 60).await;
    assert!(let_through <= 16 + by_pace, "{let_through} with {by_pace} by the pace");
    // Each node may hold one turn that it has taken and not used.
    assert!(let_through >= 14, "{let_through}");
    // Another member's turns are another matter.
    let eero = stage.member("Eero").await;
    let of_eero = stage.place("open", &[&eero]).await;
    post(&mut stage.nodes[1].connect(&eero).await, of_eero).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn without_redis_each_node_counts_alone() {
    let mut redis = OwnRedis::start().await;
    let stage = paced(2, "8").over(&redis).open().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    redis.kill();
    for node in &stage.nodes {
        let mut client = [node.connect(&aino).await];
        let (let_through, by_pace) = write(&mut client, place, 40).await;
        assert!((8..=8 + by_pace).contains(&let_through), "{let_through} with {by_pace}");
    }
}

/// Guesses at accounts, links and invitations.
async fn guesses(stage: &Stage, times: usize) -> (usize, u64) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let (began, mut let_through) = (Instant::now(), 0);
    for number in 0..times {
        let node = &stage.nodes[number % stage.nodes.len()];
        let secret = format!("{:0>43}", Uuid::new_v4().simple());
        let (path, body) = match number / 2 % 3 {
            0 => ("sign-in/link", json!({"token": secret})),
            1 => ("invitations/look", json!({"token": secret})),
            _ => ("moves/look", json!({"token": secret})),
        };
        let url = format!("http://{}/api/v1/{path}", node.address);
        let answer = client.post(url).json(&body).send().await.unwrap();
        if answer.status().as_u16() != 429 {
            assert!([401, 404].contains(&answer.status().as_u16()), "{path}: {answer:?}");
            let_through += 1;
        }
    }
    // Six a minute.
    (let_through, began.elapsed().as_secs() / 10 + 1)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_share_the_tries_of_a_stranger() {
    let plan = paced(2, "16").over_redis().set("TALKOO_SIGN_IN_PER_MINUTE", "6");
    let stage = plan.open().await;
    let (let_through, by_pace) = guesses(&stage, 18).await;
    assert!(let_through >= 6, "{let_through}");
    assert!(let_through as u64 <= 6 + by_pace, "{let_through} with {by_pace} by the pace");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_share_the_tries_at_an_account() {
    let plan = paced(2, "16").over_redis().set("TALKOO_SIGN_IN_PER_MINUTE", "6");
    let stage = plan.open().await;
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let body = json!({"email": "nobody@esimerkki.example", "password": "x"});
    let began = Instant::now();
    let mut codes = Vec::new();
    for number in 0..12 {
        let url = format!("http://{}/api/v1/sign-in", stage.nodes[number % 2].address);
        let answer = client.post(url).json(&body).send().await.unwrap();
        codes.push(answer.status().as_u16());
    }
    let tried = codes.iter().filter(|code| **code == 401).count();
    let by_pace = began.elapsed().as_secs() as usize / 10 + 1;
    assert!((6..=6 + by_pace).contains(&tried), "{codes:?} with {by_pace} by the pace");
    assert!(codes.contains(&429), "{codes:?}");
}
