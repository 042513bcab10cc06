//! Mail becomes bytes: everything that waits is fed, then flushed once. A delivery that is written
//! alone costs a system call of its own; this is the lever that makes a busy channel cheap.

use std::{collections::VecDeque, time::Duration};

use axum::extract::ws::{Message, Utf8Bytes, WebSocket};
use futures_util::SinkExt as _;
use talkoo_protocol::StreamId;
use tokio::time::timeout;

use crate::{figures::FIGURES, hub::Mail};

/// What is fed between two writes: ten messages of a line or two. The library writes only when there
/// is more than this, by when its buffer has doubled, and it keeps what it once had: so much for
/// every socket that ever had that many frames at once.
pub(super) const WRITE_BUFFER_BYTES: usize = 8 * 1024;
/// The longest header of a frame that a server sends.
const HEADER_BYTES: usize = 10;

/// The socket takes nothing any more, or not in time.
pub(super) struct Broken;

/// Writes the mail in its order. Streams that have to be caught up are returned.
pub(super) async fn write(
    socket: &mut WebSocket,
    mail: VecDeque<Mail>,
    within: Duration,
) -> Result<Vec<StreamId>, Broken> {
    if mail.is_empty() {
        return Ok(Vec::new());
    }
    let mut behind = Vec::new();
    let pieces = mail.len();
    let written = async {
        let mut fed = 0;
        for piece in mail {
            match piece {
                Mail::Frame(frame) => {
                    let size = frame.len() + HEADER_BYTES;
                    if fed > 0 && fed + size > WRITE_BUFFER_BYTES {
                        socket.flush().await?;
                        fed = 0;
                    }
                    fed += size;
                    socket.feed(Message::Text(frame)).await?;
                }
                Mail::CatchUp(stream) => behind.push(stream),
            }
        }
        socket.flush().await
    };
    match timeout(within, written).await {
        Ok(Ok(())) => {
            FIGURES.frames_out.inc_by((pieces - behind.len()) as u64);
            Ok(behind)
        }
        Ok(Err(_)) => Err(Broken),
        Err(_) => {
            FIGURES.write_timeouts.inc();
            Err(Broken)
        }
    }
}

/// Writes a page of replayed frames.
pub(super) async fn write_frames(
    socket: &mut WebSocket,
    frames: Vec<Utf8Bytes>,
    within: Duration,
) -> Result<(), Broken> {
    write(socket, frames.into_iter().map(Mail::Frame).collect(), within).await.map(drop)
}
