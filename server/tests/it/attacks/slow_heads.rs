//! Who says half a request and no more is left, and whoever waited behind is answered.

use std::{num::NonZeroU32, time::Duration};

use axum::{Router, routing::get};
use talkoo::http::{Bounds, serve};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

#[tokio::test]
async fn half_a_head_holds_its_place_for_a_while_only() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a door");
    let address = listener.local_addr().expect("an address");
    let bounds = Bounds { connections: NonZeroU32::MIN, head_within: Duration::from_millis(200) };
    let leaving = CancellationToken::new();
    let router = Router::new().route("/", get(|| async { "terve" }));
    let tasks = TaskTracker::new();
    let serving = tasks.spawn(serve(listener, router, bounds, leaving.clone()));

    let mut slow = TcpStream::connect(address).await.expect("a connection");
    slow.write_all(b"GET / HTTP/1.1\r\nhost: a").await.expect("half a head");
    let mut next = TcpStream::connect(address).await.expect("a connection");
    next.write_all(b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
        .await
        .expect("a head");

    let mut answer = String::new();
    next.read_to_string(&mut answer).await.expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("terve"), "{answer}");
    let mut said = String::new();
    slow.read_to_string(&mut said).await.expect("its end");
    assert!(!said.contains("200 OK"), "{said}");

    leaving.cancel();
    serving.await.expect("an end");
}
