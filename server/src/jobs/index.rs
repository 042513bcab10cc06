//! Keeps the search index: reads what the logs of the channels tell since they were last read, reads
//! the messages and items it is about as they stand now, and writes their rows. A send leaves no
//! work behind for it; whoever dies meanwhile, the next round begins where the last one was stored.
//!
//! One node at a time does it. When the analyser changes, old rows are read again, the newest log
//! first, while the service goes on.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    time::Duration,
};

use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    error::Fault,
    kind, kinds,
    search::{Analyser, folded, words::lexemes::lexemes},
    store::{
        Connection, Store,
        search::{
            feed::{self, Item, Message},
            rows::{self, NewRow},
            vocabulary::{self, NewWord},
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
/// Texts that are read without a pause for a query.
const TEXTS: usize = 32;
/// Words of which this node remembers that they are in the vocabulary.
const REMEMBERED: usize = 400_000;

/// What an indexer remembers between rounds.
#[derive(Debug, Default)]
pub struct Memory {
    words: HashSet<NewWord>,
}

/// Runs until the node leaves.
pub async fn keep(store: Store, analyser: Analyser, leaving: CancellationToken) {
    let mut ticks = interval(EVERY);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut memory = Memory::default();
    let mut was_well = true;
    loop {
        tokio::select! {
            () = leaving.cancelled() => return,
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
}

/// Brings the index as far as the log goes.
///
/// # Errors
/// A fault of the database or of the analyser.
pub async fn catch_up(store: &Store, analyser: &Analyser) -> Result<(), Fault> {
    let mut memory = Memory::default();
    while round(store, analyser, &mut memory).await? > 0 {}
    Ok(())
}

/// What a round is about.
#[derive(Debug, Default)]
struct Work {
    messages: BTreeSet<Uuid>,
    items: BTreeSet<Uuid>,
    /// Channels, and below which seq they have nothing any more.
    expired: Vec<(Uuid, i64)>,
    cursors: HashMap<Uuid, i64>,
}

impl Work {
    fn size(&self) -> usize {
        self.messages.len() + self.items.len() + self.cursors.len()
    }
}

/// One transaction of indexing. Returns how much it was about; nothing means that all is done, or
/// that another node does it.
async fn round(store: &Store, analyser: &Analyser, memory: &mut Memory) -> Result<usize, Fault> {
    let mut conn = store.write().await?;
    if !feed::take_turn(&mut conn).await? {
        return Ok(0);
    }
    let mut work = news(&mut conn).await?;
    if work.size() == 0 {
        work = renewals(&mut conn, analyser).await?;
    }
    if work.size() == 0 {
        return Ok(0);
    }
    let done = work.size();
    write(&mut conn, analyser, memory, work).await?;
    conn.commit().await?;
    Ok(done)
}

/// What the logs tell.
async fn news(conn: &mut Connection) -> Result<Work, Fault> {
    let mut work = Work::default();
    for behind in feed::behind(conn, CHANNELS).await? {
        let told = feed::told(conn, behind, EVENTS).await?;
        let last = told.last().map_or(behind.head, |told| told.seq);
        work.cursors.insert(behind.stream, last);
        for told in told {
            work.messages.extend(told.message);
            work.items.extend(told.item);
            if told.verb == talkoo_protocol::Verb::EXPIRED.as_str() {
                let before =
                    told.facts.as_ref().and_then(|facts| facts.get("before_seq")?.as_i64());
                work.expired.extend(before.map(|before| (behind.stream, before)));
            }
        }
        if work.size() >= OBJECTS {
            break;
        }
    }
    Ok(work)
}

/// What another analyser has read.
async fn renewals(conn: &mut Connection, analyser: &Analyser) -> Result<Work, Fault> {
    let mut work = Work::default();
    let old = feed::OTHER_AT_ONCE;
    for (object, is_item) in rows::of_other_version(conn, analyser.version(), old).await? {
        if is_item {
            work.items.insert(object)
        } else {
            work.messages.insert(object)
        };
    }
    Ok(work)
}

async fn write(
    conn: &mut Connection,
    analyser: &Analyser,
    memory: &mut Memory,
    work: Work,
) -> Result<(), Fault> {
    let mut gone: HashSet<Uuid> = work.messages.iter().chain(&work.items).copied().collect();
    let mut drafts = Vec::new();
    let ids: Vec<Uuid> = work.messages.into_iter().collect();
    for message in feed::messages(conn, &ids).await? {
        drafts.push(Draft::of_message(message));
    }
    let ids: Vec<Uuid> = work.items.into_iter().collect();
    for item in feed::items(conn, &ids).await? {
        drafts.push(Draft::of_item(item));
    }
    for draft in &drafts {
        gone.remove(&draft.row.object);
    }
    let drafts = read(analyser, drafts).await?;
    remember(conn, memory, &drafts).await?;
    let rows: Vec<NewRow> = drafts.into_iter().map(|draft| draft.row).collect();
    rows::put(conn, &rows, analyser.version()).await?;
    rows::remove(conn, &gone.into_iter().collect::<Vec<_>>()).await?;
    for (channel, before) in work.expired {
        rows::expire(conn, channel, before).await?;
    }
    let (streams, seqs): (Vec<Uuid>, Vec<i64>) = work.cursors.into_iter().unzip();
    feed::read_to(conn, &streams, &seqs).await
}

/// A row whose text has not been read yet; `lexemes` of the row are its marks.
#[derive(Debug)]
struct Draft {
    row: NewRow,
    text: String,
    is_public: bool,
}

impl Draft {
    fn of_message(message: Message) -> Self {
        let mut marks = tag_marks(&message.tags);
        marks.push("i:message".to_owned());
        if !message.files.is_empty() {
            marks.push("h:file".to_owned());
        }
        let mut text = message.text;
        for file in &message.files {
            text.push('\n');
            text.push_str(&file.replace(['_', '.'], " "));
        }
        let row = NewRow {
            object: message.id,
            sort: "message",
            at: message.at,
            channel: message.channel,
            seq: message.seq,
            item: message.item,
            author: message.author,
            digest: message.digest,
            lexemes: marks,
        };
        Self { row, text, is_public: message.is_public }
    }

    fn of_item(item: Item) -> Self {
        let mut marks = tag_marks(&item.tags);
        marks.push(format!("i:{}", item.kind));
        let mut text = format!("{}\n{}", item.title, item.text);
        let seen = kind::Item {
            author: item.author.map(talkoo_protocol::MemberId),
            title: item.title,
            text: item.text,
            body: item.body,
            state: item.state,
            desk: false,
            main: item.main,
        };
        // A kind that this node does not know is found by what every item has.
        if let Ok(kind) = kinds::find(&item.kind) {
            if let Ok(words) = kind.words(&seen) {
                text = [words.title, words.lead, words.rest].join("\n");
            }
            for facet in kind.facets(&seen).unwrap_or_default() {
                if let crate::domain::facets::FacetValue::Word(word) = facet.value {
                    marks.push(format!("x:{}={}", facet.name, word.to_lowercase()));
                }
            }
        }
        let row = NewRow {
            object: item.id,
            sort: "item",
            at: item.at,
            channel: item.channel,
            seq: item.seq,
            item: item.id,
            author: item.author,
            digest: item.digest,
            lexemes: marks,
        };
        Self { row, text, is_public: item.is_public }
    }
}

fn tag_marks(tags: &[String]) -> Vec<String> {
    tags.iter().map(|tag| format!("t:{}", tag.to_lowercase())).collect()
}

async fn read(analyser: &Analyser, drafts: Vec<Draft>) -> Result<Vec<Draft>, Fault> {
    let mut done = Vec::with_capacity(drafts.len());
    let mut waiting = drafts.into_iter().peekable();
    while waiting.peek().is_some() {
        let mut some: Vec<Draft> = waiting.by_ref().take(TEXTS).collect();
        let some = analyser
            .ask(move |tongue| {
                for draft in &mut some {
                    draft.row.lexemes.extend(lexemes(tongue, &draft.text));
                }
                some
            })
            .await?;
        done.extend(some);
    }
    Ok(done)
}

/// Adds to the vocabulary what public channels say for the first time.
async fn remember(
    conn: &mut Connection,
    memory: &mut Memory,
    drafts: &[Draft],
) -> Result<(), Fault> {
    if memory.words.len() > REMEMBERED {
        memory.words.clear();
    }
    let mut new = BTreeSet::new();
    for draft in drafts.iter().filter(|draft| draft.is_public) {
        for lexeme in &draft.row.lexemes {
            let Some((class, word)) = lexeme.split_once(':') else { continue };
            if !matches!(class, "w" | "v" | "p" | "f") || word.chars().count() < 3 {
                continue;
            }
            let word =
                NewWord { word: word.to_owned(), channel: draft.row.channel, folded: folded(word) };
            if !memory.words.contains(&word) {
                new.insert(word);
            }
        }
    }
    let new: Vec<NewWord> = new.into_iter().collect();
    if !new.is_empty() {
        vocabulary::add(conn, &new).await?;
        memory.words.extend(new);
    }
    Ok(())
}
