//! A device on the line: connects to a random node, resumes, says again what has no answer, acts,
//! and gives a silent node up. One task, until the run is over and everything is answered.

use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use talkoo_protocol::{Depth, LiveFrame, StreamId};
use tokio::time::{Instant, sleep, sleep_until, timeout};

use super::acts;
use super::company::lock;
use super::device::Device;
use super::history::{At, Heard};
use crate::client::socket::{Socket, Writer};

const TICK: Duration = Duration::from_millis(40);
const PATIENCE_TO_CONNECT: Duration = Duration::from_secs(4);
const ASK_EVERY: At = 1_500_000_000;
/// Silence after which a connection is given up.
const SILENCE: At = 6_000_000_000;
/// How long an answer is waited for from a node in trouble.
const IN_TROUBLE: At = 3_000_000_000;
/// A connection is left for another node after a random time up to this.
const LONGEST_LINE: At = 20_000_000_000;

pub(super) async fn live(device: Arc<Device>, seed: u64, acts: bool) {
    let mut random = StdRng::seed_from_u64(seed);
    loop {
        let node = random.random_range(0..device.company.doors.len());
        let pause = Duration::from_millis(random.random_range(20..250));
        if let Ok(Ok(socket)) = timeout(PATIENCE_TO_CONNECT, connect(&device, node)).await {
            serve(&device, socket, &mut random, acts).await;
        }
        sleep(pause).await;
    }
}

/// A connection that has been greeted and has asked for its streams.
async fn connect(device: &Arc<Device>, node: usize) -> anyhow::Result<Socket> {
    let company = &device.company;
    let mut socket = Socket::connect(company.doors[node]).await?;
    device.begin_line(node);
    let token = company.people[device.member].token.clone();
    let writer = socket.writer();
    say(&writer, &LiveFrame::SignIn { token }).await?;
    let seen = device.clone();
    while lock(&device.state).epoch.is_none() {
        socket.read(|frame| seen.see(frame)).await?;
    }
    for (stream, depth) in ask_for(device, |held| !held.is_lost) {
        resume(device, &writer, stream, depth).await?;
    }
    Ok(socket)
}

fn ask_for(
    device: &Device,
    wanted: impl Fn(&super::device::Held) -> bool,
) -> Vec<(StreamId, Depth)> {
    let state = lock(&device.state);
    let held = state.streams.iter().filter(|(_, held)| wanted(held));
    let depth = |is_full| if is_full { Depth::Full } else { Depth::Light };
    held.map(|(stream, held)| (*stream, depth(held.is_full))).collect()
}

/// Takes a stream up where the device left it.
async fn resume(
    device: &Device,
    writer: &Writer,
    stream: StreamId,
    depth: Depth,
) -> anyhow::Result<()> {
    let (cursor, epoch) = {
        let mut state = lock(&device.state);
        let epoch = state.epoch;
        let Some(held) = state.streams.get_mut(&stream) else { return Ok(()) };
        held.is_lost = false;
        (held.cursor, epoch)
    };
    device.note(Heard::Asked { stream, cursor });
    let frame = match (cursor, epoch) {
        (Some(cursor), Some(epoch)) => LiveFrame::Resume {
            reference: 0,
            epoch,
            cursors: [(stream, cursor)].into(),
            depth,
            full: Vec::new(),
        },
        _ => LiveFrame::Subscribe { reference: 0, streams: vec![stream], depth },
    };
    say(writer, &frame).await
}

async fn say(writer: &Writer, frame: &LiveFrame) -> anyhow::Result<()> {
    let text = serde_json::to_string(frame)?;
    timeout(PATIENCE_TO_CONNECT, writer.text(&text)).await?
}

/// Until the connection ends: reads and acts at once.
async fn serve(device: &Arc<Device>, socket: Socket, random: &mut StdRng, acts: bool) {
    let writer = socket.writer();
    tokio::select! {
        _ = listen(device.clone(), socket) => {}
        _ = act(device, &writer, random, acts) => {}
    }
}

async fn listen(device: Arc<Device>, mut socket: Socket) -> anyhow::Result<()> {
    loop {
        if let Some(until) = device.company.naps_until(device.number) {
            sleep_until(until).await;
        }
        let seen = device.clone();
        socket.read(move |frame| seen.see(frame)).await?;
    }
}

/// Ends when the connection is to be given up.
async fn act(
    device: &Device,
    writer: &Writer,
    random: &mut StdRng,
    acts: bool,
) -> anyhow::Result<()> {
    let company = &device.company;
    let began = company.history.now();
    let lasts = random.random_range(LONGEST_LINE / 10..LONGEST_LINE);
    let mut asked = began;
    let mut next_act = Instant::now();
    loop {
        let now = company.history.now();
        if must_go(device, now) || (now - began > lasts && !company.is_over()) {
            return Ok(());
        }
        let again = std::mem::take(&mut lock(&device.state).again);
        for stream in again {
            let lost = ask_for(device, |held| held.is_lost);
            if let Some((_, depth)) = lost.into_iter().find(|(one, _)| *one == stream) {
                resume(device, writer, stream, depth).await?;
            }
        }
        if acts && !company.is_over() && Instant::now() >= next_act {
            acts::begin(device, random);
            next_act = Instant::now() + company.thinks.mul_f64(random.random_range(0.1..1.9));
        }
        for frame in due(device) {
            timeout(PATIENCE_TO_CONNECT, writer.text(&frame)).await??;
        }
        if now - asked > ASK_EVERY {
            asked = now;
            say(writer, &LiveFrame::Ping).await?;
        }
        sleep(TICK).await;
    }
}

/// Whether the connection is silent, useless, or owes an answer for too long.
fn must_go(device: &Device, now: At) -> bool {
    let company = &device.company;
    let mut state = lock(&device.state);
    if company.naps_until(device.number).is_some() {
        // What is not read cannot be blamed on the node.
        state.heard_at = now;
        return state.must_go;
    }
    if state.must_go || now - state.heard_at > SILENCE {
        return true;
    }
    let oldest = state.pending.iter().filter_map(|one| Some((one.sent?, one.said))).min();
    let Some((sent, said)) = oldest else { return false };
    let Some(calm_since) = company.history.calm_since(state.node) else {
        return now - sent > IN_TROUBLE;
    };
    let waited = now - sent.max(calm_since);
    let due = company.answer_within.as_nanos() as At;
    if waited > due {
        let node = state.node;
        company.history.wrong(format!(
            "#{said} had no answer from node {node} within {:.1} s",
            waited as f64 / 1e9
        ));
    }
    waited > due
}

/// What is to be said now, in its order.
fn due(device: &Device) -> Vec<String> {
    let now = device.company.history.now();
    let mut state = lock(&device.state);
    let line = state.line;
    let mut frames = Vec::new();
    for pending in &mut state.pending {
        if pending.sent.is_some() || pending.due > now {
            continue;
        }
        pending.sent = Some(now);
        frames.push(pending.frame.clone());
        let mut record = device.company.history.record();
        if let Some(said) = record.said.get_mut(pending.said) {
            if said.tries == 0 {
                (said.begun, said.line) = (now, line);
            }
            said.tries += 1;
        }
    }
    frames
}
