//! Every way in which the server ends a socket, with the code that tells a client what to do then.
//! Leaving (1012) and slow readers (4000) have their places among the promises.

use std::net::SocketAddr;

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::json;
use talkoo_protocol::{Code, ServerFrame, close::CloseCode};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Bytes, Message},
};

use crate::{
    bed::Bed,
    stage::{Client, Plan, Stage, Tap},
};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

async fn open(address: SocketAddr) -> Socket {
    connect_async(format!("ws://{address}/api/v1/socket")).await.expect("an upgrade").0
}

/// What the server says, up to the close code.
async fn until_closed(socket: &mut Socket) -> (Vec<ServerFrame>, Option<u16>) {
    let mut said = Vec::new();
    loop {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => {
                said.push(serde_json::from_str(&text).expect("a frame"))
            }
            Some(Ok(Message::Close(frame))) => return (said, frame.map(|frame| frame.code.into())),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return (said, None),
        }
    }
}

#[tokio::test]
async fn who_does_not_sign_in_is_sent_to_sign_in() {
    let stage = Plan::new(1).set("TALKOO_SIGN_IN_WITHIN", "300 ms").open().await;
    let aino = stage.member("Aino").await;
    let address = stage.nodes[0].address;
    let code = Some(CloseCode::NOT_SIGNED_IN.code);
    assert_eq!(Client::try_connect(address, "kZ0").await.err(), Some(code));
    // Nothing said at all.
    assert_eq!(until_closed(&mut open(address).await).await, (Vec::new(), code));
    // Something else said first.
    let mut hasty = open(address).await;
    hasty.send(Message::text(json!({"t": "ping"}).to_string())).await.unwrap();
    let (said, closed) = until_closed(&mut hasty).await;
    assert_eq!(closed, code);
    assert!(
        matches!(&said[..], [ServerFrame::Refused { refusal, .. }] if refusal.code == Code::NotSignedIn)
    );
    // A session that has ended.
    stage.force("update sessions set ended_at = now()".to_owned()).await;
    assert_eq!(Client::try_connect(address, &aino.token).await.err(), Some(code));
}

#[tokio::test]
async fn a_member_has_so_many_sockets_and_no_more() {
    let stage = Plan::new(1).set("TALKOO_MEMBER_SOCKETS", "2").open().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let one = stage.connect(&aino).await;
    let _other = stage.connect(&aino).await;
    let address = stage.nodes[0].address;
    let third = Client::try_connect(address, &aino.token).await.err();
    assert_eq!(third, Some(Some(CloseCode::TOO_MANY.code)));
    stage.connect(&eero).await;
    one.vanish();
    // There is room again as soon as the server has noticed.
    while let Err(code) = Client::try_connect(address, &aino.token).await {
        assert_eq!(code, Some(CloseCode::TOO_MANY.code));
    }
}

#[tokio::test]
async fn a_frame_that_is_no_text_or_too_large_ends_the_socket() {
    let stage = Plan::new(1).set("TALKOO_FRAME_BYTES", "8 KiB").open().await;
    let aino = stage.member("Aino").await;
    let sign_in = json!({"t": "sign_in", "token": aino.token}).to_string();
    for bad in [Message::Binary(Bytes::from_static(b"hei")), Message::text("x".repeat(9 * 1024))] {
        let mut socket = open(stage.nodes[0].address).await;
        socket.send(Message::text(sign_in.clone())).await.unwrap();
        socket.next().await.expect("a hello").unwrap();
        socket.send(bad.clone()).await.unwrap();
        let (_, code) = until_closed(&mut socket).await;
        assert_eq!(code, Some(CloseCode::BAD_FRAME.code), "{} bytes", bad.len());
    }
    // What can be read and is not understood is refused, and the socket stays.
    let mut client = stage.connect(&aino).await;
    for strange in [json!({"t": "sing", "ref": 3}), json!({"t": "send", "ref": 3}), json!([1, 2])] {
        client.say(&strange).await;
        let frame = client.next().await.unwrap();
        assert!(
            matches!(&frame, ServerFrame::Refused { refusal, .. } if refusal.code == Code::BadFrame),
            "{frame:?}"
        );
    }
    client.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_ended_session_ends_its_sockets_on_every_node_and_no_others() {
    let stage = Stage::over_redis(2).await;
    let aino = stage.member("Aino").await;
    let phone = stage.device(&aino).await;
    let mut lost = Vec::new();
    for node in &stage.nodes {
        lost.push(node.connect(&phone).await);
    }
    let mut desk = stage.nodes[0].connect(&aino).await;
    let session = lost[0].hello.session;
    desk.ask(json!({"t": "end_session", "session": session})).await.unwrap();
    for socket in &mut lost {
        assert_eq!(socket.closed().await, Some(CloseCode::SESSION_ENDED.code));
    }
    for node in &stage.nodes {
        let again = Client::try_connect(node.address, &phone.token).await.err();
        assert_eq!(again, Some(Some(CloseCode::NOT_SIGNED_IN.code)));
    }
    desk.settle().await;
}

/// A socket that answers no ping is one whose other end has gone.
#[tokio::test(flavor = "multi_thread")]
async fn who_is_silent_is_taken_for_gone() {
    let stage = Plan::new(1)
        .set("TALKOO_PING_EVERY", "200 ms")
        .set("TALKOO_PONG_WITHIN", "200 ms")
        .open()
        .await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let mut silent = stage.connect(&aino).await;
    let mut watcher = stage.connect(&eero).await;
    watcher.say(&json!({"t": "watch_presence", "members": [aino.id]})).await;
    // It answers no ping, because it reads nothing; the watcher answers while it reads.
    loop {
        let gone = watcher.until(|frame| match frame {
            ServerFrame::Presence { members } => Some(members[0].state),
            _ => None,
        });
        if gone.await == talkoo_protocol::frame::Presence::Away {
            break;
        }
    }
    assert_eq!(silent.closed().await, Some(CloseCode::SILENT.code));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_while_postgres_is_away_is_told_to_come_again() {
    let bed = Bed::new().await;
    let tap = Tap::before(&bed.url());
    let stage = Plan::new(1).with_real_deadlines().open_on(bed, Some(&tap)).await;
    let aino = stage.member("Aino").await;
    tap.close();
    let code = Client::try_connect(stage.nodes[0].address, &aino.token).await.err();
    assert_eq!(code, Some(Some(CloseCode::FULL.code)));
    tap.open();
    while Client::try_connect(stage.nodes[0].address, &aino.token).await.is_err() {}
}
