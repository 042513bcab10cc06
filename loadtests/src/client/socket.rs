//! One client socket. The handshake and the frame headers are the library's; the reading is ours:
//! all sockets of the thread share one read buffer, and one wake-up is one read.
//! It knows nothing of what the frames mean.

use std::cell::RefCell;
use std::io::{Cursor, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use tokio::io::{Interest, Ready};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};

const READ_AT_ONCE: usize = 256 * 1024;

thread_local! {
    static READ: RefCell<Vec<u8>> = RefCell::new(vec![0; READ_AT_ONCE]);
}

/// The half that writes; several tasks may hold it.
#[derive(Clone)]
pub(crate) struct Writer(Arc<TcpStream>);

/// The half that reads.
pub(crate) struct Socket {
    stream: Arc<TcpStream>,
    /// The beginning of a frame whose end has not come yet.
    partial: Vec<u8>,
}

impl Socket {
    pub(crate) async fn connect(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await.context("connecting")?;
        stream.set_nodelay(true)?;
        let config = WebSocketConfig::default().read_buffer_size(1024).write_buffer_size(1024);
        let request = format!("ws://{address}/api/v1/socket");
        let opened =
            tokio_tungstenite::client_async_with_config(request, stream, Some(config)).await;
        let (opened, _) = opened.context("opening the socket")?;
        Ok(Self { stream: Arc::new(opened.into_inner()), partial: Vec::new() })
    }

    pub(crate) fn writer(&self) -> Writer {
        Writer(Arc::clone(&self.stream))
    }

    /// Waits for bytes and gives every whole text frame among them to `see`.
    pub(crate) async fn read(&mut self, mut see: impl FnMut(&[u8]) + Send) -> anyhow::Result<()> {
        let mut pong = None;
        loop {
            self.stream.readable().await?;
            if self.read_ready(&mut see, &mut pong)? {
                break;
            }
        }
        match pong {
            Some(payload) => self.writer().write(OpCode::Control(Control::Pong), &payload).await,
            None => Ok(()),
        }
    }

    fn read_ready(
        &mut self,
        see: &mut impl FnMut(&[u8]),
        pong: &mut Option<Vec<u8>>,
    ) -> anyhow::Result<bool> {
        READ.with_borrow_mut(|buffer| {
            let count = match self.stream.try_read(buffer) {
                Ok(0) => bail!("the server closed without a word"),
                Ok(count) => count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(false),
                Err(error) => return Err(error.into()),
            };
            if count < buffer.len() {
                self.drained();
            }
            if self.partial.is_empty() {
                let used = split(&buffer[..count], see, pong)?;
                self.partial.extend_from_slice(&buffer[used..count]);
            } else {
                self.partial.extend_from_slice(&buffer[..count]);
                let used = split(&self.partial, see, pong)?;
                self.partial.drain(..used);
            }
            if self.partial.is_empty() {
                self.partial.shrink_to(4096);
            }
            Ok(true)
        })
    }

    /// A short read means that nothing more is there: tell the runtime, which saves the read that
    /// would only say so.
    fn drained(&self) {
        let _: std::io::Result<()> =
            self.stream.try_io(Interest::READABLE, || Err(ErrorKind::WouldBlock.into()));
    }
}

/// Gives each whole text frame to `see`; answers how many bytes were used.
fn split(
    bytes: &[u8],
    see: &mut impl FnMut(&[u8]),
    pong: &mut Option<Vec<u8>>,
) -> anyhow::Result<usize> {
    let mut used = 0;
    loop {
        let mut cursor = Cursor::new(&bytes[used..]);
        let Some((header, length)) = FrameHeader::parse(&mut cursor)? else { return Ok(used) };
        let start = used + cursor.position() as usize;
        let end = start + length as usize;
        let Some(payload) = bytes.get(start..end) else { return Ok(used) };
        used = end;
        match header.opcode {
            OpCode::Data(Data::Text) if header.is_final => see(payload),
            OpCode::Control(Control::Ping) => *pong = Some(payload.to_vec()),
            OpCode::Control(Control::Pong) => {}
            OpCode::Control(Control::Close) => {
                let code = payload.first_chunk().map(|code| u16::from_be_bytes(*code));
                bail!("the server closed the socket: {code:?}");
            }
            other @ (OpCode::Data(_) | OpCode::Control(_)) => {
                bail!("a frame that no server of ours sends: {other}")
            }
        }
    }
}

impl Writer {
    pub(crate) async fn text(&self, text: &str) -> anyhow::Result<()> {
        self.write(OpCode::Data(Data::Text), text.as_bytes()).await
    }

    /// The mask is all zeros: masking protects proxies from browsers, and here are neither.
    async fn write(&self, opcode: OpCode, payload: &[u8]) -> anyhow::Result<()> {
        let header =
            FrameHeader { is_final: true, opcode, mask: Some([0; 4]), ..FrameHeader::default() };
        let mut frame = Vec::with_capacity(payload.len() + 14);
        header.format(payload.len() as u64, &mut frame)?;
        frame.extend_from_slice(payload);
        let mut rest = frame.as_slice();
        loop {
            match self.0.try_write(rest) {
                Ok(count) => rest = &rest[count..],
                Err(error) if error.kind() == ErrorKind::WouldBlock => {
                    self.0.ready(Interest::WRITABLE | Interest::ERROR).await.map(|_: Ready| ())?;
                }
                Err(error) => return Err(error.into()),
            }
            if rest.is_empty() {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_found_whole_and_the_rest_is_kept() {
        let mut bytes = vec![0x81, 2, b'h', b'i', 0x89, 1, b'!', 0x81, 126, 0, 130];
        bytes.extend([b'x'; 130]);
        bytes.extend([0x81, 5, b'h']);
        let mut seen = Vec::new();
        let mut pong = None;
        let used = split(&bytes, &mut |frame| seen.push(frame.len()), &mut pong);
        assert_eq!(used.expect("the frames are sound"), bytes.len() - 3);
        assert_eq!(seen, [2, 130]);
        assert_eq!(pong.as_deref(), Some(b"!".as_slice()));
        assert!(split(&[0x88, 2, 0x0f, 0xa0], &mut |_| {}, &mut pong).is_err());
    }
}
