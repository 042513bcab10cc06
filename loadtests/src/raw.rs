//! The rung below the baseline: one thread writes the same frames to plain connections, all that
//! wait at once, and does nothing else. No protocol, no encoding, no runtime: what the kernel takes
//! for a coalesced loopback write is the physical limit of every server here.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

/// What one run of the rung is made of.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) connections: usize,
    pub(crate) frame_bytes: usize,
    /// Frames in one write at most.
    pub(crate) at_once: usize,
}

/// Accepts the connections. Then every byte that the first one sends is a message: it is written
/// to all, together with those that came while the former were written.
pub(crate) fn serve(address: SocketAddr, shape: Shape) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address)?;
    let mut readers: Vec<TcpStream> = Vec::with_capacity(shape.connections);
    while readers.len() < shape.connections {
        let (stream, _) = listener.accept()?;
        stream.set_nodelay(true)?;
        readers.push(stream);
    }
    let frames = vec![b'x'; shape.frame_bytes * shape.at_once];
    let mut messages = vec![0; shape.at_once];
    loop {
        let waiting = match readers.first_mut().map(|first| first.read(&mut messages)) {
            None | Some(Ok(0) | Err(_)) => return Ok(()),
            Some(Ok(waiting)) => waiting,
        };
        for reader in &mut readers {
            if reader.write_all(&frames[..waiting * shape.frame_bytes]).is_err() {
                return Ok(());
            }
        }
    }
}
