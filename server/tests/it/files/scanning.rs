//! The scanner's word: a listener that speaks clamd's protocol stands for it.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use reqwest::StatusCode;
use serde_json::json;
use talkoo::actions::uploads;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};

use super::{commanded, document, got, json_of, newest, sent, tried, uploaded};
use crate::{
    http::{Site, refused},
    stage::{Plan, Stage},
};

/// The string that every scanner takes for a virus and that harms nobody, in two parts, so that no
/// scanner takes this file for one.
const EICAR: [&str; 2] =
    ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"];

/// A scanner that may be ill.
struct Clamd {
    address: String,
    is_ill: Arc<AtomicBool>,
    asked: Arc<AtomicUsize>,
}

impl Clamd {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("tcp:{}", listener.local_addr().expect("an address"));
        let (is_ill, asked) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(0)));
        let (ill, count) = (is_ill.clone(), asked.clone());
        #[expect(clippy::disallowed_methods, reason = "it ends with the test's own runtime")]
        tokio::spawn(async move {
            while let Ok((line, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                if !ill.load(Ordering::SeqCst) {
                    answer(line).await;
                }
            }
        });
        Self { address, is_ill, asked }
    }

    async fn stage(&self) -> Stage {
        Plan::new(1).set("TALKOO_CLAMD", &self.address).open().await
    }
}

async fn answer(mut line: TcpStream) {
    let mut command = [0; 10];
    line.read_exact(&mut command).await.expect("a command");
    assert_eq!(&command, b"zINSTREAM\0");
    let mut bytes = Vec::new();
    loop {
        let length = line.read_u32().await.expect("a length");
        if length == 0 {
            break;
        }
        let at = bytes.len();
        bytes.resize(at + length as usize, 0);
        line.read_exact(&mut bytes[at..]).await.expect("a piece");
    }
    let is_found = String::from_utf8_lossy(&bytes).contains(&EICAR.concat());
    let words: &[u8] = if is_found { b"stream: Eicar-Signature FOUND\0" } else { b"stream: OK\0" };
    line.write_all(words).await.expect("an answer");
}

fn eicar() -> Vec<u8> {
    EICAR.concat().into_bytes()
}

#[tokio::test]
async fn what_the_scanner_finds_is_blocked_and_told_and_the_rest_is_clean() {
    let clamd = Clamd::start().await;
    let stage = clamd.stage().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let clean = uploaded(&site, &aino, "a.pdf", &document(200_000)).await;
    sent(&site, &aino, place, std::slice::from_ref(&clean)).await;
    assert_eq!(newest(&site, &aino, place).await["files"][0]["state"], "clean");

    let view = json_of(tried(&site, &aino, "b.txt", &eicar()).await).await;
    assert_eq!(view["file"]["state"], "blocked");
    let send = json!({"t": "send", "channel": place.channel, "files": [view["id"]]});
    let answer = commanded(&site, &aino, send).await;
    assert_eq!(refused(answer).await, (400, "bad_value".to_owned()));
    let told = "select count(*) from audit.lines where action = 'file_blocked'".to_owned();
    assert_eq!(stage.number(told).await, 1);
    assert!(clamd.asked.load(Ordering::SeqCst) >= 2);
}

#[tokio::test]
async fn a_file_waits_for_a_scanner_that_is_away_and_its_readers_learn_the_word() {
    let clamd = Clamd::start().await;
    let stage = clamd.stage().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    clamd.is_ill.store(true, Ordering::SeqCst);
    let good = uploaded(&site, &aino, "a.pdf", &document(1_000)).await;
    let bad = uploaded(&site, &aino, "b.txt", &eicar()).await;
    sent(&site, &aino, place, std::slice::from_ref(&good)).await;
    sent(&site, &aino, place, std::slice::from_ref(&bad)).await;
    let pending = newest(&site, &aino, place).await;
    assert_eq!(pending["files"][0]["state"], "pending");
    for file in [&good, &bad] {
        assert_eq!(got(&site, &aino, place, file).await.status(), StatusCode::NOT_FOUND);
    }
    // Still away: they go on waiting.
    uploads::once(&stage.nodes[0].app).await.expect("a round");
    assert_eq!(got(&site, &aino, place, &good).await.status(), StatusCode::NOT_FOUND);

    clamd.is_ill.store(false, Ordering::SeqCst);
    uploads::once(&stage.nodes[0].app).await.expect("a round");
    assert_eq!(got(&site, &aino, place, &good).await.status(), StatusCode::OK);
    assert_eq!(got(&site, &aino, place, &bad).await.status(), StatusCode::NOT_FOUND);
    let blocked = newest(&site, &aino, place).await;
    assert_eq!(blocked["files"][0]["state"], "blocked");
    assert!(blocked["changed_seq"].as_u64() > pending["changed_seq"].as_u64());
    let events = format!("/api/v1/streams/{}/events?after=0", place.channel);
    let events = site.read(&aino, &events).await;
    let events = events["events"].as_array().expect("events").clone();
    let verbs: Vec<_> = events.iter().map(|event| event["verb"].clone()).collect();
    assert_eq!(verbs, ["posted", "posted", "file_changed", "file_changed"]);
    assert!(events[3]["actor"].is_null(), "nobody did it");
}
