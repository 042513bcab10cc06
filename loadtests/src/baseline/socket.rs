//! One connection of the baseline: the socket is not split, the mailbox is drained, all of it is
//! fed, and one flush follows. The settings are those of Talkoo's sockets.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use axum::extract::State;
use axum::extract::ws::{Message, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use futures_util::{SinkExt as _, StreamExt as _};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::BTreeMap;
use uuid::Uuid;

use super::Baseline;
use super::mailbox::Mailbox;
use super::room::{Posted, Room};

/// What a client says, as far as this server listens.
#[derive(Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
enum Said<'a> {
    SignIn {
        token: IgnoredAny,
    },
    Resume {
        cursors: BTreeMap<Uuid, u64>,
    },
    Send {
        #[serde(rename = "ref")]
        reference: u32,
        client_id: Uuid,
        channel: Uuid,
        #[serde(borrow)]
        text: std::borrow::Cow<'a, str>,
    },
}

pub(crate) async fn open(
    State(baseline): State<Arc<Baseline>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    upgrade
        .read_buffer_size(1024)
        .write_buffer_size(8192)
        .max_write_buffer_size(256 << 10)
        .max_message_size(64 << 10)
        .on_upgrade(move |socket| async move {
            let mailbox = Mailbox::default();
            let mut rooms = Vec::new();
            // However it ends, by the peer or by a slow reader: leave, and nothing else.
            let _: Result<(), axum::Error> = talk(socket, &baseline, &mailbox, &mut rooms).await;
            for room in rooms {
                room.leave(&mailbox);
            }
        })
}

enum Woken {
    Mail,
    Heard(Option<Result<Message, axum::Error>>),
    Overrun,
}

async fn talk(
    mut socket: WebSocket,
    baseline: &Baseline,
    mailbox: &Mailbox,
    rooms: &mut Vec<Arc<Room>>,
) -> Result<(), axum::Error> {
    let mut batch: Vec<Utf8Bytes> = Vec::new();
    loop {
        let woken = poll_fn(|cx| match mailbox.poll_take(cx, &mut batch) {
            Poll::Ready(Ok(())) => Poll::Ready(Woken::Mail),
            Poll::Ready(Err(_)) => Poll::Ready(Woken::Overrun),
            Poll::Pending => socket.poll_next_unpin(cx).map(Woken::Heard),
        })
        .await;
        match woken {
            Woken::Mail => {
                for frame in batch.drain(..) {
                    socket.feed(Message::Text(frame)).await?;
                }
                socket.flush().await?;
            }
            Woken::Heard(Some(Ok(Message::Text(text)))) => {
                if hear(&text, baseline, mailbox, rooms).await.is_none() {
                    return Ok(());
                }
            }
            Woken::Heard(Some(Ok(_))) => {}
            Woken::Heard(Some(Err(error))) => return Err(error),
            Woken::Heard(None) | Woken::Overrun => return Ok(()),
        }
    }
}

async fn hear(
    text: &str,
    baseline: &Baseline,
    mailbox: &Mailbox,
    rooms: &mut Vec<Arc<Room>>,
) -> Option<()> {
    match serde_json::from_str(text).ok()? {
        Said::SignIn { token: IgnoredAny } => {
            mailbox.put(Utf8Bytes::from_static(r#"{"t":"hello","protocol":1,"epoch":"baseline"}"#));
        }
        Said::Resume { cursors } => {
            for name in cursors.into_keys() {
                let room = baseline.rooms.room(name);
                let head = room.enter(mailbox);
                let frame = format!(r#"{{"t":"caught_up","stream":"{name}","head":{head}}}"#);
                mailbox.put(frame.into());
                rooms.push(room);
            }
        }
        Said::Send { reference, client_id, channel, text } => {
            let room = baseline.rooms.room(channel);
            let text = text.into_owned();
            let posted = Posted { room, from: mailbox.clone(), reference, client_id, text };
            match &baseline.journal {
                Some(journal) => journal.append(posted).await.ok()?,
                None => {
                    posted.hand_on(posted.room.next_seq());
                }
            }
        }
    }
    Some(())
}
