//! `talkoo search-eval`: searches a judged collection exactly as members search their talk. The
//! texts become messages of a public channel in a private Postgres that is thrown away afterwards;
//! they are indexed by the job that indexes everything and asked by the search that everybody has,
//! filters and all.
//!
//! A collection comes from anywhere: marks of byte order, ends of lines of any sort, empty lines and
//! lines without a text are taken as they are, and a query that fails costs its own answers only.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Context as _;
use futures_util::{StreamExt as _, stream};
use talkoo_protocol::MemberId;
use uuid::Uuid;

use crate::{
    actions::read,
    app::App,
    config::Settings,
    error::Failure,
    jobs::index,
    store::search::scratch::{self, Scratch},
};

use super::{open::Open, say::say};

/// Queries that are asked beside each other.
const BESIDE: usize = 4;
/// Between two words on how far it has come.
const TOLD_EVERY: usize = 500;
/// Texts that are stored in one statement.
const STORED_AT_ONCE: usize = 2_000;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    /// Lines of `doc_id<TAB>lang<TAB>text`, the oldest first. The language is told by the text.
    #[arg(long)]
    documents: PathBuf,
    /// Lines of `query_id<TAB>text`.
    #[arg(long)]
    queries: PathBuf,
    /// Gets lines of `query_id<TAB>rank<TAB>doc_id`.
    #[arg(long)]
    out: PathBuf,
}

pub(super) async fn run(words: &Words, mut settings: Settings) -> anyhow::Result<()> {
    let documents = lines::<3>(&words.documents)?;
    let queries = lines::<2>(&words.queries)?;
    let out = File::create(&words.out).with_context(|| words.out.display().to_string())?;
    let folder = std::env::temp_dir().join(format!("talkoo-search-eval-{}", std::process::id()));
    settings.database.url = None;
    settings.database.migrate_url = None;
    settings.redis.url = None;
    settings.state.directory.clone_from(&folder);
    let open = Open::on(settings).await?;
    let answered = answer(&open.app, &documents, &queries, BufWriter::new(out)).await;
    open.leave().await;
    // What is left of it is in a folder for such things.
    let _ = std::fs::remove_dir_all(&folder);
    let failed = answered?;
    say(&format!("{} queries over {} documents, {failed} failed", queries.len(), documents.len()));
    Ok(())
}

/// Indexes, asks and writes; returns how many queries failed.
async fn answer(
    app: &App,
    documents: &[[String; 3]],
    queries: &[[String; 2]],
    mut out: impl Write,
) -> anyhow::Result<usize> {
    let began = Instant::now();
    let (reader, names) = load(app, documents).await?;
    let total = documents.len();
    index::catch_up_telling(&app.store, &app.analyser, |done| {
        say(&format!("indexed {done} of {total} after {} s", began.elapsed().as_secs()));
    })
    .await?;
    let mut failed = 0;
    let mut asked = stream::iter(queries.iter().map(|[name, text]| {
        let names = &names;
        async move { (name, hits(app, reader, text, names).await) }
    }))
    .buffered(BESIDE);
    let mut done = 0;
    while let Some((query, hits)) = asked.next().await {
        match hits {
            Ok(hits) => {
                for (place, hit) in hits.iter().enumerate() {
                    writeln!(out, "{query}\t{}\t{hit}", place + 1)?;
                }
            }
            Err(why) => {
                failed += 1;
                say(&format!("query {query} failed: {why}"));
            }
        }
        done += 1;
        if done % TOLD_EVERY == 0 {
            say(&format!("asked {done} after {} s", began.elapsed().as_secs()));
        }
    }
    out.flush()?;
    Ok(failed)
}

async fn hits<'a>(
    app: &App,
    reader: MemberId,
    text: &str,
    names: &'a HashMap<Uuid, &str>,
) -> Result<Vec<&'a str>, String> {
    match read::look_for(app, reader, text).await {
        Ok((_, looked)) => {
            let hits = looked.answer.hits.iter();
            Ok(hits.filter_map(|hit| names.get(&hit.object).copied()).collect())
        }
        Err(Failure::Refused(refusal)) => Err(refusal.to_string()),
        Err(Failure::Faulted(fault)) => Err(fault.chain()),
    }
}

async fn load<'a>(
    app: &App,
    documents: &'a [[String; 3]],
) -> anyhow::Result<(MemberId, HashMap<Uuid, &'a str>)> {
    let new = || app.clock.new_id();
    let scratch = Scratch { member: new(), workspace: new(), channel: new(), main_item: new() };
    let messages: Vec<Uuid> = documents.iter().map(|_| new()).collect();
    let mut write = app.store.write().await?;
    scratch::found(&mut write, &scratch, documents.len()).await?;
    write.commit().await?;
    let mut before = 0;
    for (ids, documents) in messages.chunks(STORED_AT_ONCE).zip(documents.chunks(STORED_AT_ONCE)) {
        let texts: Vec<String> = documents.iter().map(|[_, _, text]| text.clone()).collect();
        let mut write = app.store.write().await?;
        scratch::say(&mut write, &scratch, ids, &texts, before).await?;
        write.commit().await?;
        before += ids.len();
    }
    let names = documents.iter().map(|[name, _, _]| name.as_str());
    Ok((MemberId(scratch.member), messages.into_iter().zip(names).collect()))
}

fn lines<const FIELDS: usize>(path: &Path) -> anyhow::Result<Vec<[String; FIELDS]>> {
    let bytes = std::fs::read(path).with_context(|| path.display().to_string())?;
    let found = fields(&bytes);
    anyhow::ensure!(!found.is_empty(), "{}: no line with {FIELDS} fields", path.display());
    Ok(found)
}

/// The fields of each line that has a name; the last one holds whatever stands there, tabs too.
/// What is missing is empty. U+0000 is in no message, since Postgres refuses it.
fn fields<const FIELDS: usize>(bytes: &[u8]) -> Vec<[String; FIELDS]> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    text.split('\n')
        .map(|line| line.trim_end_matches('\r').replace('\0', " "))
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let mut fields = line.splitn(FIELDS, '\t').map(str::to_owned);
            std::array::from_fn(|_| fields.next().unwrap_or_default())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn a_collection_is_read_however_it_was_written() {
        let lines = "\u{feff}a\tfi\tyksi\tkaksi\r\n\r\n \nb\tsv\r\nc\ten\tno\0end".as_bytes();
        assert_eq!(
            fields::<3>(lines),
            [["a", "fi", "yksi\tkaksi"], ["b", "sv", ""], ["c", "en", "no end"]]
        );
        assert_eq!(fields::<2>(b"q1\tsana\xff sana\n"), [["q1", "sana\u{fffd} sana"]]);
        assert_eq!(fields::<2>(b"\xef\xbb\xbf\n"), [[""; 2]; 0]);
    }
}
