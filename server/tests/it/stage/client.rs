//! A device of a member: a real WebSocket that speaks JSON frames.

use std::{collections::VecDeque, net::SocketAddr, time::Duration};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use talkoo_protocol::{Ack, ClientId, Event, ServerFrame, StreamId, frame::Hello};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Message, protocol::CloseFrame},
};
use uuid::Uuid;

/// Longer than anything here takes on a loaded machine; only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Client {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// Frames that were read while another was awaited.
    kept: VecDeque<ServerFrame>,
    next_ref: u32,
    pub(crate) hello: Hello,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr, token: &str) -> Self {
        let url = format!("ws://{address}/api/v1/socket");
        let (mut socket, _) = connect_async(url).await.expect("a socket");
        let sign_in = json!({"t": "sign_in", "token": token}).to_string();
        socket.send(Message::text(sign_in)).await.expect("a sign-in");
        let first = read(&mut socket).await.expect("a hello");
        let ServerFrame::Hello(hello) = first else { panic!("{first:?} instead of hello") };
        Self { socket, kept: VecDeque::new(), next_ref: 1, hello }
    }

    pub(crate) async fn say(&mut self, frame: &Value) {
        self.socket.send(Message::text(frame.to_string())).await.expect("a frame");
    }

    /// Sends a command with a fresh client id; the answer comes as a frame.
    pub(crate) async fn begin(&mut self, mut command: Value) -> (u32, ClientId) {
        let reference = self.next_ref;
        self.next_ref += 1;
        let client_id = Uuid::new_v4();
        command["ref"] = json!(reference);
        if command["client_id"].is_null() {
            command["client_id"] = json!(client_id);
        }
        let client_id = command["client_id"].as_str().and_then(|id| id.parse().ok());
        self.say(&command).await;
        (reference, ClientId(client_id.expect("a uuid")))
    }

    /// Sends a command and awaits its answer.
    pub(crate) async fn ask(&mut self, command: Value) -> Result<Ack, talkoo_protocol::Refusal> {
        let (asked, _) = self.begin(command).await;
        self.until(|frame| match frame {
            ServerFrame::Ack(ack) if ack.reference == asked => Some(Ok(ack.clone())),
            ServerFrame::Refused { reference, refusal, .. } if *reference == asked => {
                Some(Err(refusal.clone()))
            }
            _ => None,
        })
        .await
    }

    /// Subscribes at full depth and awaits `caught_up`.
    pub(crate) async fn subscribe(&mut self, stream: impl Into<StreamId>) -> u64 {
        let stream = stream.into();
        self.say(&json!({"t": "subscribe", "streams": [stream], "depth": "full"})).await;
        self.until(|frame| match frame {
            ServerFrame::CaughtUp { stream: of, head } if *of == stream => Some(*head),
            _ => None,
        })
        .await
    }

    pub(crate) async fn resume(&mut self, stream: impl Into<StreamId>, after: u64) {
        let stream = stream.into();
        let epoch = self.hello.epoch;
        self.say(&json!({
            "t": "resume", "epoch": epoch, "cursors": {stream.to_string(): after}, "depth": "full",
        }))
        .await;
    }

    /// The next event of a stream.
    pub(crate) async fn event(&mut self, stream: impl Into<StreamId>) -> Event {
        let stream = stream.into();
        self.until(|frame| match frame {
            ServerFrame::Event(event) if event.stream == stream => Some((**event).clone()),
            _ => None,
        })
        .await
    }

    /// The first frame, read or kept, that answers the question; the others are kept.
    pub(crate) async fn until<T>(&mut self, wanted: impl Fn(&ServerFrame) -> Option<T>) -> T {
        for index in 0..self.kept.len() {
            if let Some(found) = wanted(&self.kept[index]) {
                self.kept.remove(index);
                return found;
            }
        }
        loop {
            let frame = match read(&mut self.socket).await {
                Ok(frame) => frame,
                Err(closed) => panic!("closed ({closed:?}) while waiting; kept {:?}", self.kept),
            };
            if let Some(found) = wanted(&frame) {
                return found;
            }
            self.kept.push_back(frame);
        }
    }

    /// Reads until the server closes; the close code.
    pub(crate) async fn closed(&mut self) -> Option<u16> {
        loop {
            match read(&mut self.socket).await {
                Ok(frame) => self.kept.push_back(frame),
                Err(closed) => return closed.map(|frame| frame.code.into()),
            }
        }
    }

    /// Frames kept so far that were not asked for.
    pub(crate) fn kept(&self) -> &VecDeque<ServerFrame> {
        &self.kept
    }

    /// Goes without a word, as a phone in a tunnel does.
    pub(crate) fn vanish(self) {
        drop(self);
    }
}

async fn read(
    socket: &mut WebSocketStream<MaybeTlsStream<TcpStream>>,
) -> Result<ServerFrame, Option<CloseFrame>> {
    loop {
        let message = timeout(PATIENCE, socket.next()).await.expect("a frame in time");
        match message {
            Some(Ok(Message::Text(text))) => {
                return Ok(serde_json::from_str(&text).unwrap_or_else(|error| {
                    panic!("{error} in {text}");
                }));
            }
            Some(Ok(Message::Close(frame))) => return Err(frame),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Err(None),
        }
    }
}
