//! A device of a member: a real WebSocket that speaks JSON frames.

use std::{collections::VecDeque, net::SocketAddr, time::Duration};

use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use talkoo_protocol::{
    Ack, ChannelId, ClientId, Event, LightEvent, Refusal, Seq, ServerFrame, StreamId, frame::Hello,
};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async, connect_async,
    tungstenite::{Message, protocol::CloseFrame},
};
use uuid::Uuid;

/// Longer than anything here takes on a loaded machine; only a failing test waits so long.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

pub(crate) struct Client {
    socket: Socket,
    /// Frames that were read while another was awaited.
    kept: VecDeque<ServerFrame>,
    next_ref: u32,
    pub(crate) hello: Hello,
}

impl Client {
    pub(crate) async fn connect(address: SocketAddr, token: &str) -> Self {
        match Self::try_connect(address, token).await {
            Ok(client) => client,
            Err(closed) => panic!("closed with {closed:?} instead of a hello"),
        }
    }

    /// A greeted device, or the code with which it was turned away. Nothing: the door is shut.
    pub(crate) async fn try_connect(address: SocketAddr, token: &str) -> Result<Self, Option<u16>> {
        let (socket, _) = connect_async(url(address)).await.map_err(|_| None)?;
        Self::greet(socket, token).await
    }

    pub(crate) async fn connect_narrow(address: SocketAddr, token: &str) -> Self {
        let stream = TcpSocket::new_v4().expect("a socket");
        stream.set_recv_buffer_size(4096).expect("a size");
        let stream = MaybeTlsStream::Plain(stream.connect(address).await.expect("a connection"));
        let (socket, _) = client_async(url(address), stream).await.expect("an upgrade");
        Self::greet(socket, token).await.unwrap_or_else(|code| panic!("closed with {code:?}"))
    }

    async fn greet(mut socket: Socket, token: &str) -> Result<Self, Option<u16>> {
        let sign_in = json!({"t": "sign_in", "token": token}).to_string();
        socket.send(Message::text(sign_in)).await.map_err(|_| None)?;
        let first = read(&mut socket).await;
        let first = first.map_err(|closed| closed.map(|frame| frame.code.into()))?;
        let ServerFrame::Hello(hello) = first else { panic!("{first:?} instead of hello") };
        Ok(Self { socket, kept: VecDeque::new(), next_ref: 1, hello })
    }

    pub(crate) async fn say(&mut self, frame: &Value) {
        self.socket.send(Message::text(frame.to_string())).await.expect("a frame");
    }

    /// The same with a text that need not be JSON.
    pub(crate) async fn say_text(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.expect("a frame");
    }

    /// Says it, unless the socket has gone.
    pub(crate) async fn try_say(&mut self, frame: &Value) -> bool {
        self.socket.send(Message::text(frame.to_string())).await.is_ok()
    }

    /// Sends a command with a fresh client id, or its own; the answer comes as a frame.
    pub(crate) async fn begin(&mut self, mut command: Value) -> (u32, ClientId) {
        let reference = self.next_ref;
        self.next_ref += 1;
        command["ref"] = json!(reference);
        if command["client_id"].is_null() {
            command["client_id"] = json!(Uuid::new_v4());
        }
        let client_id = command["client_id"].as_str().and_then(|id| id.parse().ok());
        self.say(&command).await;
        (reference, ClientId(client_id.expect("a uuid")))
    }

    /// Sends a command and awaits its answer.
    pub(crate) async fn ask(&mut self, command: Value) -> Result<Ack, Refusal> {
        let (asked, _) = self.begin(command).await;
        self.answer(asked).await
    }

    /// The answer to a command that was begun.
    pub(crate) async fn answer(&mut self, asked: u32) -> Result<Ack, Refusal> {
        self.until(|frame| answer_to(frame, asked)).await
    }

    /// Writes a message under the channel's main item and awaits the ack.
    pub(crate) async fn post(&mut self, channel: ChannelId, text: &str) -> Ack {
        self.ask(json!({"t": "send", "channel": channel, "text": text})).await.expect("an ack")
    }

    /// Subscribes at full depth and awaits `caught_up`.
    pub(crate) async fn subscribe(&mut self, stream: impl Into<StreamId>) -> Seq {
        self.subscribe_at(stream, "full").await
    }

    pub(crate) async fn subscribe_at(&mut self, stream: impl Into<StreamId>, depth: &str) -> Seq {
        let stream = stream.into();
        self.say(&json!({"t": "subscribe", "streams": [stream], "depth": depth})).await;
        self.caught_up(stream).await
    }

    pub(crate) async fn caught_up(&mut self, stream: impl Into<StreamId>) -> Seq {
        let stream = stream.into();
        self.until(|frame| match frame {
            ServerFrame::CaughtUp { stream: of, head } if *of == stream => Some(*head),
            _ => None,
        })
        .await
    }

    pub(crate) async fn lost(&mut self, stream: impl Into<StreamId>) {
        let stream = stream.into();
        self.until(|frame| match frame {
            ServerFrame::Lost { stream: of } if *of == stream => Some(()),
            _ => None,
        })
        .await;
    }

    pub(crate) async fn resume(&mut self, stream: impl Into<StreamId>, after: Seq) {
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

    /// The next frame of light events.
    pub(crate) async fn light(&mut self) -> Vec<LightEvent> {
        self.until(|frame| match frame {
            ServerFrame::Light { events } => Some(events.clone()),
            _ => None,
        })
        .await
    }

    /// Everything the server had put into this socket's mail before this has been read after it.
    pub(crate) async fn settle(&mut self) {
        self.say(&json!({"t": "ping"})).await;
        self.until(|frame| matches!(frame, ServerFrame::Pong).then_some(())).await;
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

    /// The next frame in the order of the wire, or the close code.
    pub(crate) async fn next(&mut self) -> Result<ServerFrame, Option<u16>> {
        if let Some(kept) = self.kept.pop_front() {
            return Ok(kept);
        }
        read(&mut self.socket).await.map_err(|closed| closed.map(|frame| frame.code.into()))
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

fn url(address: SocketAddr) -> String {
    format!("ws://{address}/api/v1/socket")
}

pub(super) fn answer_to(frame: &ServerFrame, asked: u32) -> Option<Result<Ack, Refusal>> {
    match frame {
        ServerFrame::Ack(ack) if ack.reference == asked => Some(Ok(ack.clone())),
        ServerFrame::Refused { reference, refusal, .. } if *reference == asked => {
            Some(Err(refusal.clone()))
        }
        _ => None,
    }
}

async fn read(socket: &mut Socket) -> Result<ServerFrame, Option<CloseFrame>> {
    loop {
        let message = timeout(PATIENCE, socket.next()).await.expect("a frame in time");
        match message {
            Some(Ok(Message::Text(text))) => {
                return match serde_json::from_str(&text) {
                    Ok(ServerFrame::Event(event)) => {
                        Ok(ServerFrame::Event(Box::new(event.whole())))
                    }
                    Ok(frame) => Ok(frame),
                    Err(error) => panic!("{error} in {text}"),
                };
            }
            Some(Ok(Message::Close(frame))) => return Err(frame),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return Err(None),
        }
    }
}
