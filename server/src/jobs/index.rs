//! Keeps the search index: reads what the logs of the channels tell since they were last read, reads
//! the messages and items it is about as they stand now, and writes their rows. A send leaves no
//! work behind for it; whoever dies meanwhile, the next round begins where the last one was stored.
//!
//! One node at a time does it. Texts are read outside any transaction: what was read is written only
//! if the logs still stand where they stood. A part that fails is halved until the one object is
//! found that fails; it is set aside, and the rest goes on. When the analyser changes, rows of the
//! older one are read again while the service goes on.

mod draft;
mod memory;

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    time::Duration,
};

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use self::draft::Draft;
pub use self::memory::Memory;
use crate::{
    error::Fault,
    figures::FIGURES,
    search::Analyser,
    store::{
        Connection, Store,
        search::{
            aside, documents,
            feed::{self, Behind},
            rows::{self, NewRow},
        },
    },
};

/// What was sent is findable within a second; two of these and a round.
const EVERY: Duration = Duration::from_millis(250);
/// Channels of one round, and events of one channel.
const CHANNELS: i64 = 64;
const EVENTS: i64 = 400;
/// Objects of one round, about.
const OBJECTS: usize = 400;
/// Objects that are read from the database at once, and bytes of texts that are read as words and
/// written in one transaction. A text of a frame's length is a part of its own.
const FETCHED: usize = 100;
const BYTES: usize = 256 * 1024;
/// Of so many rounds without news one looks for anything else.
const IDLE: usize = 8;
/// Words that are asked about at once, whether anything still says them.
const LEFT_AT_ONCE: i64 = 100;
/// Objects set aside that are tried again at once.
const ASIDE_AT_ONCE: i64 = 20;

/// Runs until the node leaves.
pub async fn keep(store: Store, analyser: Analyser, leaving: CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut memory = Memory::default();
    let mut was_well = true;
    loop {
        tokio::select! {
            () = leaving.cancelled() => break,
            _ = ticks.tick() => {}
        }
        loop {
            let done = round(&store, &analyser, &mut memory).await;
            if let Err(fault) = &done
                && was_well
            {
                tracing::warn!(fault = fault.chain(), "the search index is not kept");
            }
            was_well = done.is_ok();
            if !done.is_ok_and(|done| done > 0) || leaving.is_cancelled() {
                break;
            }
        }
    }
    // If it fails, the others wait three seconds.
    let _ = leave(&store, &memory).await;
}

/// Brings the index as far as the log goes.
///
/// # Errors
/// A fault of the database or of the analyser.
pub async fn catch_up(store: &Store, analyser: &Analyser) -> Result<(), Fault> {
    catch_up_telling(store, analyser, |_| ()).await
}

/// As [`catch_up`], and tells how much of it is done after each round.
///
/// # Errors
/// A fault of the database or of the analyser.
pub async fn catch_up_telling(
    store: &Store,
    analyser: &Analyser,
    tell: impl Fn(usize) + Send,
) -> Result<(), Fault> {
    let mut memory = Memory::default();
    let mut done = 0;
    loop {
        let more = round(store, analyser, &mut memory).await?;
        if more == 0 {
            return leave(store, &memory).await;
        }
        done += more;
        tell(done);
    }
}

async fn leave(store: &Store, memory: &Memory) -> Result<(), Fault> {
    feed::leave_turn(&mut *store.read().await?, memory.indexer).await
}

/// What a round is about.
#[derive(Debug, Default)]
struct Work {
    /// Messages and items, the latter with `true`.
    objects: BTreeSet<(Uuid, bool)>,
    /// Channels, and below which seq they have nothing any more.
    expired: Vec<(Uuid, i64)>,
    /// How far logs were read, and how far they are read afterwards.
    from: HashMap<Uuid, i64>,
    to: HashMap<Uuid, i64>,
    is_renewal: bool,
}

/// Reads one round's texts and writes their rows. Returns how much it was about; nothing means that
/// all is done, or that another node does it.
async fn round(store: &Store, analyser: &Analyser, memory: &mut Memory) -> Result<usize, Fault> {
    let mut conn = store.read().await?;
    let behind = feed::behind(&mut conn, CHANNELS).await?;
    let lag = behind.iter().map(|one| one.waited_secs).max().unwrap_or(0);
    FIGURES.search_lag.set(lag);
    if behind.is_empty() {
        // Old rows and old words can wait; asking whose turn it is writes.
        memory.idle += 1;
        if memory.idle % IDLE != 1 {
            return Ok(0);
        }
    }
    if !feed::take_turn(&mut conn, memory.indexer).await? {
        return Ok(0);
    }
    let mut work = news(&mut conn, behind).await?;
    if work.to.is_empty() {
        work = renewals(&mut conn, analyser).await?;
    }
    drop(conn);
    let size = work.objects.len() + work.to.len();
    if size == 0 {
        let forgotten = memory.forget(store, LEFT_AT_ONCE).await?;
        memory.idle = if forgotten > 0 { 0 } else { memory.idle };
        return Ok(forgotten);
    }
    memory.idle = 0;
    let objects: Vec<(Uuid, bool)> = work.objects.iter().copied().collect();
    let mut keeper = Keeper { store, analyser, memory, work: &work };
    for part in objects.chunks(FETCHED) {
        if !keeper.fetch(part).await? {
            return Ok(0);
        }
    }
    keeper.finish().await?;
    Ok(size)
}

/// What the logs tell.
async fn news(conn: &mut Connection, behind: Vec<Behind>) -> Result<Work, Fault> {
    let mut work = Work::default();
    for behind in behind {
        let told = feed::told(conn, behind, EVENTS).await?;
        let last = told.last().map_or(behind.head, |told| told.seq);
        work.from.insert(behind.stream, behind.after);
        work.to.insert(behind.stream, last);
        for told in told {
            work.objects.extend(told.message.map(|message| (message, false)));
            work.objects.extend(told.item.map(|item| (item, true)));
            if told.verb == talkoo_protocol::Verb::EXPIRED.as_str() {
                let before =
                    told.facts.as_ref().and_then(|facts| facts.get("before_seq")?.as_i64());
                work.expired.extend(before.map(|before| (behind.stream, before)));
            }
        }
        if work.objects.len() >= OBJECTS {
            break;
        }
    }
    Ok(work)
}

/// What an older analyser has read, documents that have been read since, and what could not be read
/// before.
async fn renewals(conn: &mut Connection, analyser: &Analyser) -> Result<Work, Fault> {
    let old = rows::of_older_version(conn, analyser.version(), feed::OTHER_AT_ONCE).await?;
    let is_renewal = !old.is_empty();
    let objects = match is_renewal {
        true => old,
        false => {
            let mut objects = documents::waiting(conn, ASIDE_AT_ONCE).await?;
            objects.extend(aside::due(conn, ASIDE_AT_ONCE).await?);
            objects
        }
    };
    Ok(Work { objects: objects.into_iter().collect(), is_renewal, ..Work::default() })
}

/// One round at work.
struct Keeper<'a> {
    store: &'a Store,
    analyser: &'a Analyser,
    memory: &'a mut Memory,
    work: &'a Work,
}

impl Keeper<'_> {
    /// Reads these objects as they stand now and keeps them, a part after the other. `false`: somebody
    /// else has done so meanwhile.
    async fn fetch(&mut self, objects: &[(Uuid, bool)]) -> Result<bool, Fault> {
        let ids = |which: bool| {
            let some = objects.iter().filter(move |(_, is_item)| *is_item == which);
            some.map(|(id, _)| *id).collect::<Vec<Uuid>>()
        };
        let mut conn = self.store.read().await?;
        let messages = feed::messages(&mut conn, &ids(false)).await?;
        let items = feed::items(&mut conn, &ids(true)).await?;
        drop(conn);
        let mut drafts: Vec<Draft> = messages.into_iter().map(Draft::of_message).collect();
        drafts.extend(items.into_iter().map(Draft::of_item));
        let there: HashSet<Uuid> = drafts.iter().map(|draft| draft.row.object).collect();
        let gone: Vec<Uuid> =
            objects.iter().map(|(id, _)| *id).filter(|id| !there.contains(id)).collect();
        if !gone.is_empty() && !self.write(&[], &gone).await? {
            return Ok(false);
        }
        let mut part = Vec::new();
        let mut bytes = 0;
        for draft in drafts {
            let documents: usize = draft.document_texts.iter().map(String::len).sum();
            bytes += draft.text.len() + documents;
            part.push(draft);
            if bytes >= BYTES {
                bytes = 0;
                if !self.keep(std::mem::take(&mut part)).await? {
                    return Ok(false);
                }
            }
        }
        self.keep(part).await
    }

    /// Reads and writes a part; if that fails, one half after the other, down to the one that fails.
    async fn keep(&mut self, part: Vec<Draft>) -> Result<bool, Fault> {
        let mut parts = vec![part];
        while let Some(mut part) = parts.pop() {
            match self.try_to_keep(&part).await {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(fault) if part.len() > 1 => {
                    tracing::debug!(fault = fault.chain(), "a part is indexed by halves");
                    parts.push(part.split_off(part.len() / 2));
                    parts.push(part);
                }
                Err(fault) => {
                    if let Some(draft) = part.pop() {
                        self.set_aside(&draft, fault).await?;
                    }
                }
            }
        }
        Ok(true)
    }

    async fn try_to_keep(&mut self, part: &[Draft]) -> Result<bool, Fault> {
        if part.is_empty() {
            return Ok(true);
        }
        let texts = part.to_vec();
        let read = self
            .analyser
            .ask(move |tongue| {
                texts.into_iter().map(|draft| draft.read(tongue)).collect::<Vec<_>>()
            })
            .await?;
        self.write(&read, &[]).await
    }

    /// A single object fails. If the database and the analyser are well, it is the object's fault.
    async fn set_aside(&mut self, draft: &Draft, fault: Fault) -> Result<(), Fault> {
        if self.analyser.ask(|_| ()).await.is_err() {
            return Err(fault);
        }
        let object = draft.row.object;
        let why = fault.chain();
        let mut conn = self.store.write().await?;
        rows::remove(&mut conn, &[object]).await?;
        documents::indexed(&mut conn, &draft.documents, &[]).await?;
        aside::put(&mut conn, object, draft.row.sort == "item", &why).await?;
        conn.commit().await?;
        FIGURES.search_set_aside.inc();
        tracing::error!(object = %object, why, "one object cannot be indexed and is set aside");
        Ok(())
    }

    /// Writes rows, and takes out what has gone, if the logs are still read as far as this round
    /// found them.
    async fn write(&mut self, drafts: &[Draft], gone: &[Uuid]) -> Result<bool, Fault> {
        let mut conn = self.store.write().await?;
        if !self.is_first(&mut conn).await? {
            return Ok(false);
        }
        let mut rows: Vec<NewRow> = drafts.iter().map(|draft| draft.row.clone()).collect();
        if self.work.is_renewal {
            let objects: Vec<Uuid> = rows.iter().map(|row| row.object).collect();
            let version = self.analyser.version();
            let older = rows::still_older(&mut conn, &objects, version).await?;
            rows.retain(|row| older.contains(&row.object));
        }
        let new = self.memory.remember(&mut conn, drafts).await?;
        if !rows.is_empty() {
            rows::put(&mut conn, &rows, self.analyser.version()).await?;
        }
        rows::remove(&mut conn, gone).await?;
        let settled: Vec<Uuid> =
            rows.iter().map(|row| row.object).chain(gone.iter().copied()).collect();
        aside::settle(&mut conn, &settled).await?;
        let read: Vec<Uuid> = drafts.iter().flat_map(|draft| draft.documents.clone()).collect();
        documents::indexed(&mut conn, &read, gone).await?;
        conn.commit().await?;
        self.memory.knows(new);
        Ok(true)
    }

    async fn is_first(&self, conn: &mut Connection) -> Result<bool, Fault> {
        let (streams, seqs): (Vec<Uuid>, Vec<i64>) =
            self.work.from.iter().map(|(stream, seq)| (*stream, *seq)).unzip();
        feed::are_read_to(conn, &streams, &seqs).await
    }

    /// The logs are read.
    async fn finish(&mut self) -> Result<(), Fault> {
        let mut conn = self.store.write().await?;
        if self.is_first(&mut conn).await? {
            for (channel, before) in &self.work.expired {
                rows::expire(&mut conn, *channel, *before).await?;
            }
            let (streams, seqs): (Vec<Uuid>, Vec<i64>) =
                self.work.to.iter().map(|(stream, seq)| (*stream, *seq)).unzip();
            feed::read_to(&mut conn, &streams, &seqs).await?;
        }
        conn.commit().await?;
        Ok(())
    }
}
