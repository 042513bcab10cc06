//! What one node tells another of a stream. Layout, in network order: one byte `sort`, eight bytes
//! `seq`; for an event four bytes length of the full frame, the full frame, the light event.

use axum::extract::ws::Utf8Bytes;
use bytes::{Buf as _, BufMut as _, Bytes, BytesMut};
use talkoo_protocol::Seq;

use crate::hub::Encoded;

const EVENT: u8 = 1;
const FENCE: u8 = 2;
const POKE: u8 = 3;
const HINT: u8 = 4;

/// A message on a stream's topic.
#[derive(Clone, Debug)]
pub(super) enum Envelope {
    Event(Encoded),
    /// The stream goes this far; read it.
    Poke(Seq),
    /// A frame for those who look, not stored (typing), and the member who caused it.
    Hint {
        by: u128,
        frame: Utf8Bytes,
    },
}

impl Envelope {
    pub(super) fn seal(&self) -> Bytes {
        let mut bytes = BytesMut::new();
        match self {
            Self::Event(event) => {
                bytes.reserve(13 + event.full.len() + event.light.len());
                bytes.put_u8(if event.is_fence { FENCE } else { EVENT });
                bytes.put_u64(event.seq);
                bytes.put_u32(u32::try_from(event.full.len()).unwrap_or(u32::MAX));
                bytes.put_slice(event.full.as_bytes());
                bytes.put_slice(event.light.as_bytes());
            }
            Self::Poke(seq) => {
                bytes.put_u8(POKE);
                bytes.put_u64(*seq);
            }
            Self::Hint { by, frame } => {
                bytes.put_u8(HINT);
                bytes.put_u128(*by);
                bytes.put_slice(frame.as_bytes());
            }
        }
        bytes.freeze()
    }

    /// `None` for what another version sent and this one does not know.
    pub(super) fn open(mut bytes: Bytes) -> Option<Self> {
        if bytes.remaining() < 9 {
            return None;
        }
        let sort = bytes.get_u8();
        if sort == HINT {
            if bytes.remaining() < 16 {
                return None;
            }
            let by = bytes.get_u128();
            return Some(Self::Hint { by, frame: text(bytes)? });
        }
        let seq = bytes.get_u64();
        if sort == POKE {
            return Some(Self::Poke(seq));
        }
        if ![EVENT, FENCE].contains(&sort) || bytes.remaining() < 4 {
            return None;
        }
        let length = bytes.get_u32() as usize;
        if bytes.remaining() < length {
            return None;
        }
        let full = text(bytes.split_to(length))?;
        Some(Self::Event(Encoded { seq, full, light: text(bytes)?, is_fence: sort == FENCE }))
    }
}

fn text(bytes: Bytes) -> Option<Utf8Bytes> {
    Utf8Bytes::try_from(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{Encoded, Envelope};

    #[test]
    fn an_envelope_opens_as_it_was_sealed() {
        let event =
            Encoded { seq: 7, full: "{\"å\":1}".into(), light: "{}".into(), is_fence: true };
        let Some(Envelope::Event(opened)) = Envelope::open(Envelope::Event(event.clone()).seal())
        else {
            panic!("not an event");
        };
        assert_eq!(
            (opened.seq, opened.full, opened.light, opened.is_fence),
            (7, event.full, event.light, true)
        );
        assert!(matches!(Envelope::open(Envelope::Poke(9).seal()), Some(Envelope::Poke(9))));
        let hint = Envelope::Hint { by: 3, frame: "x".into() };
        assert!(matches!(Envelope::open(hint.seal()), Some(Envelope::Hint { by: 3, .. })));
    }

    #[test]
    fn a_broken_envelope_is_nothing() {
        let whole = Envelope::Event(Encoded {
            seq: 1,
            full: "abc".into(),
            light: "d".into(),
            is_fence: false,
        })
        .seal();
        for length in 0..12 {
            assert!(Envelope::open(whole.slice(..length)).is_none(), "{length}");
        }
        assert!(Envelope::open(bytes::Bytes::from_static(&[9; 40])).is_none());
    }
}
