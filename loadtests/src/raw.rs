//! The rung below the baseline: one thread writes the same frames to plain connections, several
//! at a time, and does nothing else. No protocol, no encoding, no runtime: what the kernel takes
//! for a coalesced loopback write is the physical limit of every server here.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};

/// What one run of the rung is made of.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub(crate) connections: usize,
    pub(crate) frame_bytes: usize,
    /// Frames in one write.
    pub(crate) at_once: usize,
}

/// Accepts the connections, waits for a byte on the first, and writes until one of them closes.
pub(crate) fn serve(address: SocketAddr, shape: Shape) -> anyhow::Result<()> {
    let listener = TcpListener::bind(address)?;
    let mut readers: Vec<TcpStream> = Vec::with_capacity(shape.connections);
    while readers.len() < shape.connections {
        let (stream, _) = listener.accept()?;
        stream.set_nodelay(true)?;
        readers.push(stream);
    }
    if let Some(first) = readers.first_mut() {
        first.read_exact(&mut [0])?;
    }
    let frames = vec![b'x'; shape.frame_bytes * shape.at_once];
    loop {
        for reader in &mut readers {
            if reader.write_all(&frames).is_err() {
                return Ok(());
            }
        }
    }
}
