//! What one open socket may cost the node.

use std::time::Duration;

use super::source::Source;
use super::value::Bytes;

#[derive(Debug, Clone)]
pub struct Sockets {
    /// `TALKOO_FRAME_BYTES`: a frame or HTTP body that a client sends.
    pub frame_bytes: usize,
    /// `TALKOO_READ_BUFFER_BYTES`: the read buffer of each socket, idle ones too. The library's
    /// own default of 128 KiB would be 1.3 GB at 10,000 sockets.
    pub read_buffer_bytes: usize,
    /// `TALKOO_MAILBOX_FRAMES`: frames that wait for one socket; beyond it: closed as slow.
    pub mailbox_frames: usize,
    /// `TALKOO_MAILBOX_BYTES`: bytes that wait for one socket; beyond it: closed as slow.
    pub mailbox_bytes: usize,
    /// `TALKOO_WRITE_TIMEOUT`: longest time of one write to a socket.
    pub write_timeout: Duration,
    /// `TALKOO_MEMBER_SOCKETS`: open sockets of one member.
    pub per_member: u32,
    /// `TALKOO_SIGN_IN_WITHIN`: a socket without a cookie sends its token within this time.
    pub sign_in_within: Duration,
    /// `TALKOO_PING_EVERY`: a silent socket is asked this often whether it lives.
    pub ping_every: Duration,
    /// `TALKOO_PONG_WITHIN`: and closed when it does not answer in this time.
    pub pong_within: Duration,
}

impl Sockets {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            frame_bytes: source
                .get::<Bytes>(
                    "TALKOO_FRAME_BYTES",
                    "sockets.frame_bytes",
                    "64 KiB",
                    "largest frame or HTTP body that a client may send",
                )
                .0,
            read_buffer_bytes: source
                .get::<Bytes>(
                    "TALKOO_READ_BUFFER_BYTES",
                    "sockets.read_buffer_bytes",
                    "1 KiB",
                    "read buffer of each socket",
                )
                .0,
            mailbox_frames: source.get::<u32>(
                "TALKOO_MAILBOX_FRAMES",
                "sockets.mailbox_frames",
                "256",
                "frames that may wait for one socket",
            ) as usize,
            mailbox_bytes: source
                .get::<Bytes>(
                    "TALKOO_MAILBOX_BYTES",
                    "sockets.mailbox_bytes",
                    "1 MiB",
                    "bytes that may wait for one socket",
                )
                .0,
            write_timeout: source.get(
                "TALKOO_WRITE_TIMEOUT",
                "sockets.write_timeout",
                "10 s",
                "longest time of one write to a socket",
            ),
            per_member: source.get(
                "TALKOO_MEMBER_SOCKETS",
                "sockets.per_member",
                "64",
                "open sockets of one member",
            ),
            sign_in_within: source.get(
                "TALKOO_SIGN_IN_WITHIN",
                "sockets.sign_in_within",
                "10 s",
                "time until a socket has signed in",
            ),
            ping_every: source.get(
                "TALKOO_PING_EVERY",
                "sockets.ping_every",
                "25 s",
                "how often a silent socket is asked whether it lives",
            ),
            pong_within: source.get(
                "TALKOO_PONG_WITHIN",
                "sockets.pong_within",
                "10 s",
                "time for its answer",
            ),
        }
    }
}
