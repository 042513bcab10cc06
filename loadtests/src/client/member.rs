//! One signed-in member: joins, hears its streams, and checks every event against its cursors.
//! What it hears goes to the tally; it sends nothing by itself but the frames of joining.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use anyhow::{Context as _, bail};
use serde::Deserialize;
use serde_json::json;

use super::scan::{self, EventHead, StreamName};
use super::socket::{Socket, Writer};
use crate::measure::order::{Cursor, Fit};
use crate::measure::tally::Tally;

/// What all members of a load share.
#[derive(Clone)]
pub(crate) struct Scene {
    pub(crate) tally: Arc<Mutex<Tally>>,
    pub(crate) start: Instant,
}

/// Which streams a member hears, from which cursor on.
#[derive(Clone, Default)]
pub(crate) struct Hearing {
    pub(crate) full: Vec<(StreamName, u64)>,
    pub(crate) light: Vec<(StreamName, u64)>,
}

pub(crate) struct Member {
    socket: Socket,
    ears: Arc<Mutex<Ears>>,
}

/// Where a member stands; outlives its socket, so that losses can be counted at the end.
pub(crate) struct Ears {
    scene: Scene,
    held: Vec<Held>,
    /// The stream of the frame before, which is nearly always that of the next.
    recent: Option<(StreamName, usize)>,
    hint: usize,
    epoch: Option<String>,
    /// Streams that have not said `caught_up` or `reset` yet.
    waiting: usize,
    told_lost: usize,
}

struct Held {
    number: u32,
    full: bool,
    cursor: Cursor,
}

#[derive(Deserialize)]
struct AckHead<'a> {
    #[serde(rename = "ref")]
    reference: u32,
    stream: Option<&'a str>,
    seq: Option<u64>,
}

#[derive(Deserialize)]
struct StreamHead<'a> {
    stream: &'a str,
    head: u64,
}

#[derive(Deserialize)]
struct RefusedHead {
    #[serde(rename = "ref")]
    reference: u32,
}

#[derive(Deserialize)]
struct HelloHead<'a> {
    epoch: &'a str,
}

impl Scene {
    pub(crate) fn new() -> Self {
        Self { tally: Arc::default(), start: Instant::now() }
    }

    pub(crate) fn now(&self) -> u64 {
        self.start.elapsed().as_nanos() as u64
    }

    pub(crate) fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    /// From the token to caught up on every stream.
    pub(crate) async fn join(
        scene: Scene,
        address: SocketAddr,
        token: &str,
        hearing: &Hearing,
    ) -> anyhow::Result<Self> {
        let socket = Socket::connect(address).await?;
        let ears = Arc::new(Mutex::new(Ears::new(scene, hearing)));
        let mut member = Self { socket, ears };
        member.writer().text(&json!({ "t": "sign_in", "token": token }).to_string()).await?;
        while member.ears().epoch.is_none() {
            member.hear().await.context("signing in")?;
        }
        let epoch = member.ears().epoch.clone().unwrap_or_default();
        for frame in resume(&epoch, hearing) {
            member.writer().text(&frame).await?;
        }
        while member.ears().waiting > 0 {
            member.hear().await.context("catching up")?;
        }
        Ok(member)
    }

    pub(crate) async fn hear(&mut self) -> anyhow::Result<()> {
        let ears = Arc::clone(&self.ears);
        self.socket.read(move |frame| lock(&ears).see(frame)).await
    }

    /// Streams that may not be heard any more, told so far.
    pub(crate) fn lost(&self) -> usize {
        self.ears().told_lost
    }

    pub(crate) fn writer(&self) -> Writer {
        self.socket.writer()
    }

    pub(crate) fn share_ears(&self) -> Arc<Mutex<Ears>> {
        Arc::clone(&self.ears)
    }

    fn ears(&self) -> MutexGuard<'_, Ears> {
        lock(&self.ears)
    }
}

pub(crate) fn lock(ears: &Mutex<Ears>) -> MutexGuard<'_, Ears> {
    ears.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Streams in one resume, as the web client does it: the server keeps a buffer as large as the
/// largest frame that it ever read from a socket.
const RESUMED_AT_ONCE: usize = 50;

fn resume(epoch: &str, hearing: &Hearing) -> Vec<String> {
    let text = |name: &StreamName| String::from_utf8_lossy(name).into_owned();
    let full = hearing.full.iter().map(|held| (held, true));
    let all: Vec<_> = full.chain(hearing.light.iter().map(|held| (held, false))).collect();
    let frames = all.chunks(RESUMED_AT_ONCE).map(|some| {
        let cursors: BTreeMap<String, u64> =
            some.iter().map(|((name, seq), _)| (text(name), *seq)).collect();
        let full: Vec<String> =
            some.iter().filter(|(_, full)| *full).map(|((name, _), _)| text(name)).collect();
        let frame = json!({
            "t": "resume", "ref": 0, "epoch": epoch, "cursors": cursors, "depth": "light",
            "full": full
        });
        frame.to_string()
    });
    frames.collect()
}

impl Ears {
    fn new(scene: Scene, hearing: &Hearing) -> Self {
        let mut held = Vec::with_capacity(hearing.full.len() + hearing.light.len());
        let mut tally = scene.tally();
        for (name, seq) in &hearing.full {
            held.push(Held { number: tally.hear(*name), full: true, cursor: Cursor::at(*seq) });
        }
        for (name, seq) in &hearing.light {
            held.push(Held { number: tally.name(*name), full: false, cursor: Cursor::at(*seq) });
        }
        drop(tally);
        let waiting = held.len();
        Self { scene, held, recent: None, hint: 0, epoch: None, waiting, told_lost: 0 }
    }

    /// How many events of the streams heard in full have not come.
    pub(crate) fn lost(&self) -> u64 {
        let tally = self.scene.tally();
        let full = self.held.iter().filter(|held| held.full);
        full.map(|held| held.cursor.lost(tally.head(held.number))).sum()
    }

    /// The highest seq seen of the stream that is heard first.
    pub(crate) fn heads(&self) -> impl Iterator<Item = u64> {
        self.held.iter().map(|held| held.cursor.last())
    }

    fn see(&mut self, frame: &[u8]) {
        match scan::event_head(frame) {
            Some(head) => self.see_event(&head, frame),
            None => {
                if let Err(error) = self.see_other(frame) {
                    let frame = String::from_utf8_lossy(frame).into_owned();
                    self.scene.tally().complain(|| format!("{error}: {frame}"));
                }
            }
        }
    }

    fn see_event(&mut self, head: &EventHead<'_>, frame: &[u8]) {
        let Some(index) = self.find(head.stream) else { return };
        let held = &mut self.held[index];
        let fit = held.cursor.see(head.seq);
        let number = held.number;
        let stamp = scan::stamp(frame, &mut self.hint).unwrap_or(0);
        let now = self.scene.now();
        let mut tally = self.scene.tally();
        tally.bytes += frame.len() as u64;
        tally.delivered(number, head.seq, stamp, fit, now);
    }

    fn see_other(&mut self, frame: &[u8]) -> anyhow::Result<()> {
        match scan::sort_of(frame) {
            b"ack" => {
                let ack: AckHead<'_> = serde_json::from_slice(frame)?;
                let (Some(stream), Some(seq)) = (ack.stream, ack.seq) else {
                    bail!("an ack without a place in the log");
                };
                let now = self.scene.now();
                let mut tally = self.scene.tally();
                let number = tally.name(name(stream)?);
                tally.acked(ack.reference, number, seq, now);
            }
            b"refused" => {
                let refused: RefusedHead = serde_json::from_slice(frame)?;
                self.scene.tally().refused(refused.reference, frame);
            }
            b"light" => {
                for head in scan::light_heads(frame) {
                    self.see_light(&head);
                }
            }
            b"hello" => {
                let hello: HelloHead<'_> = serde_json::from_slice(frame)?;
                self.epoch = Some(hello.epoch.to_owned());
            }
            b"caught_up" => self.waiting = self.waiting.saturating_sub(1),
            b"reset" => {
                let reset: StreamHead<'_> = serde_json::from_slice(frame)?;
                if self.waiting == 0 {
                    self.scene.tally().faults.reset += 1;
                }
                self.waiting = self.waiting.saturating_sub(1);
                if let Some(index) = self.find(&name(reset.stream)?) {
                    self.held[index].cursor = Cursor::at(reset.head);
                }
            }
            b"lost" => {
                self.told_lost += 1;
                self.waiting = self.waiting.saturating_sub(1);
                self.scene.tally().faults.refused += 1;
                bail!("a stream that should be readable is not");
            }
            b"going_away" => self.scene.tally().faults.closed += 1,
            _ => {}
        }
        Ok(())
    }

    fn see_light(&mut self, head: &EventHead<'_>) {
        let Some(index) = self.find(head.stream) else { return };
        let fit = self.held[index].cursor.see(head.seq);
        let mut tally = self.scene.tally();
        match fit {
            Fit::InOrder | Fit::AfterGap => tally.light += 1,
            Fit::Misordered => tally.faults.misordered += 1,
            Fit::Doubled => tally.faults.doubled += 1,
        }
    }

    fn find(&mut self, name: &StreamName) -> Option<usize> {
        if let Some((recent, index)) = &self.recent
            && recent == name
        {
            return Some(*index);
        }
        let number = self.scene.tally().number(name)?;
        let index = self.held.iter().position(|held| held.number == number)?;
        self.recent = Some((*name, index));
        Some(index)
    }
}

fn name(text: &str) -> anyhow::Result<StreamName> {
    text.as_bytes().try_into().context("a stream's name has 36 characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

    fn ears() -> Ears {
        let hearing = Hearing { full: vec![(name(STREAM).unwrap(), 0)], light: vec![] };
        Ears::new(Scene::new(), &hearing)
    }

    fn event(seq: u64) -> String {
        format!(r#"{{"t":"event","stream":"{STREAM}","seq":{seq},"text":"t{seq:016} hei"}}"#)
    }

    #[test]
    fn what_is_planted_in_frames_is_found() {
        let mut ears = ears();
        for seq in [1, 2, 2, 5, 4] {
            ears.see(event(seq).as_bytes());
        }
        ears.see(
            br#"{"t":"refused","ref":1,"refusal":{"code":"fault","message":"","request_id":""}}"#,
        );
        assert_eq!(ears.lost(), 1);
        let faults = ears.scene.tally().faults;
        assert_eq!((faults.doubled, faults.misordered, faults.refused), (1, 1, 1));
        assert_eq!(ears.heads().next(), Some(5));
    }

    #[test]
    fn joining_waits_for_every_stream() {
        let mut ears = ears();
        ears.see(br#"{"t":"hello","protocol":1,"epoch":"e"}"#);
        assert_eq!((ears.epoch.as_deref(), ears.waiting), (Some("e"), 1));
        ears.see(
            format!(r#"{{"t":"reset","stream":"{STREAM}","epoch":"e","head":7,"oldest":1}}"#)
                .as_bytes(),
        );
        assert_eq!(ears.waiting, 0);
        ears.see(event(8).as_bytes());
        assert_eq!(ears.lost(), 0);
        assert_eq!(ears.scene.tally().faults.reset, 0);
    }
}
