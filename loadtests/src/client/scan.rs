//! Finds in a frame what the load driver needs, by looking at bytes: parsing every delivery as JSON
//! would cost more than the server spends on sending it. A quote inside a text is escaped, so the
//! patterns below cannot be forged by what somebody wrote.

const EVENT: &[u8] = br#"{"t":"event","stream":""#;
const SEQ: &[u8] = br#"","seq":"#;
const TEXT: &[u8] = br#""text":"t"#;

/// Digits of the send time at the start of every text.
pub(crate) const STAMP_DIGITS: usize = 16;

/// A stream's name as it stands on the wire.
pub(crate) type StreamName = [u8; 36];

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct EventHead<'a> {
    pub(crate) stream: &'a StreamName,
    pub(crate) seq: u64,
}

/// The head of an event frame at depth `full`, else nothing.
pub(crate) fn event_head(frame: &[u8]) -> Option<EventHead<'_>> {
    let rest = frame.strip_prefix(EVENT)?;
    let (stream, rest) = rest.split_first_chunk()?;
    Some(EventHead { stream, seq: number(rest.strip_prefix(SEQ)?)? })
}

/// The send time inside an event's text. `hint` is where it stood in the frame before; frames of
/// one load differ by a few digits only, so the search is nearly always one look.
pub(crate) fn stamp(frame: &[u8], hint: &mut usize) -> Option<u64> {
    let near = hint.saturating_sub(4)..(*hint + 5).min(frame.len());
    let place = near
        .into_iter()
        .find(|place| frame[*place..].starts_with(TEXT))
        .or_else(|| frame.windows(TEXT.len()).position(|window| window == TEXT))?;
    *hint = place;
    let digits = frame.get(place + TEXT.len()..place + TEXT.len() + STAMP_DIGITS)?;
    number(digits)
}

/// Every (stream, seq) named in a frame of light events.
pub(crate) fn light_heads(frame: &[u8]) -> impl Iterator<Item = EventHead<'_>> {
    const STREAM: &[u8] = br#"{"stream":""#;
    let mut rest = frame;
    std::iter::from_fn(move || {
        let place = rest.windows(STREAM.len()).position(|window| window == STREAM)?;
        let (stream, after) = rest[place + STREAM.len()..].split_first_chunk()?;
        rest = after;
        Some(EventHead { stream, seq: number(after.strip_prefix(SEQ)?)? })
    })
}

/// The name in `t`.
pub(crate) fn sort_of(frame: &[u8]) -> &[u8] {
    let Some(rest) = frame.strip_prefix(br#"{"t":""#) else { return b"" };
    let end = rest.iter().position(|byte| *byte == b'"').unwrap_or(0);
    &rest[..end]
}

fn number(bytes: &[u8]) -> Option<u64> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    Some(
        bytes[..digits]
            .iter()
            .fold(0, |sum: u64, digit| sum.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    #[test]
    fn an_event_gives_its_stream_seq_and_stamp() {
        let frame = format!(
            r#"{{"t":"event","stream":"{STREAM}","seq":417,"verb":"posted","text":"t0000000000012345 \"seq\":9"}}"#
        );
        let head = event_head(frame.as_bytes()).expect("it is an event");
        assert_eq!((head.stream.as_slice(), head.seq), (STREAM.as_bytes(), 417));
        let mut hint = 0;
        assert_eq!(stamp(frame.as_bytes(), &mut hint), Some(12_345));
        assert_eq!(stamp(frame.as_bytes(), &mut hint), Some(12_345));
        hint = 10_000;
        assert_eq!(stamp(frame.as_bytes(), &mut hint), Some(12_345));
    }

    #[test]
    fn other_frames_are_told_by_name() {
        assert_eq!(sort_of(br#"{"t":"ack","ref":1}"#), b"ack");
        assert_eq!(sort_of(br#"{"t":"pong"}"#), b"pong");
        assert_eq!(sort_of(b"hello"), b"");
        assert_eq!(event_head(br#"{"t":"ack","ref":1}"#), None);
        assert_eq!(stamp(b"", &mut 5), None);
    }

    #[test]
    fn light_frames_give_all_their_heads() {
        let frame = format!(
            r#"{{"t":"light","events":[{{"stream":"{STREAM}","seq":1,"verb":"posted"}},{{"stream":"{STREAM}","seq":2}}]}}"#
        );
        let seqs: Vec<u64> = light_heads(frame.as_bytes()).map(|head| head.seq).collect();
        assert_eq!(seqs, [1, 2]);
    }

    /// The scan holds on to the order of fields; this fails when the protocol changes it.
    #[test]
    fn the_protocol_writes_events_as_the_scan_expects() {
        let event = serde_json::json!({
            "stream": STREAM, "seq": 7, "at": "2026-01-01T00:00:00Z", "verb": "posted"
        });
        let event: talkoo_protocol::Event =
            serde_json::from_value(event).expect("a narrow event is whole");
        let light = talkoo_protocol::ServerFrame::Light { events: vec![event.light()] };
        let frame = serde_json::to_string(&talkoo_protocol::ServerFrame::Event(Box::new(event)))
            .expect("frames are text");
        assert_eq!(event_head(frame.as_bytes()).map(|head| head.seq), Some(7));
        let light = serde_json::to_string(&light).expect("frames are text");
        assert_eq!(light_heads(light.as_bytes()).count(), 1);
    }
}
