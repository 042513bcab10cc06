//! `talkoo search-eval`: searches a judged collection exactly as members search their talk. The
//! texts become messages of a public channel in a private Postgres that is thrown away afterwards;
//! they are indexed by the job that indexes everything and asked by the search that everybody has.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use talkoo_protocol::MemberId;
use uuid::Uuid;

use crate::app::App;
use crate::config::Settings;
use crate::jobs::index;
use crate::search::{self, Searched, query::Query};
use crate::store::search::scratch::{self, Scratch};

use super::open::Open;
use super::say::say;

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
    let documents = lines(&words.documents, 3)?;
    let queries = lines(&words.queries, 2)?;
    let folder = std::env::temp_dir().join(format!("talkoo-search-eval-{}", std::process::id()));
    settings.database.url = None;
    settings.database.migrate_url = None;
    settings.redis.url = None;
    settings.state.directory.clone_from(&folder);
    let open = Open::on(settings).await?;
    let answered = answers(&open.app, &documents, &queries).await;
    open.leave().await;
    // What is left of it is in a folder for such things.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::write(&words.out, answered?).with_context(|| words.out.display().to_string())?;
    say(&format!("{} queries over {} documents", queries.len(), documents.len()));
    Ok(())
}

async fn answers(
    app: &App,
    documents: &[Vec<String>],
    queries: &[Vec<String>],
) -> anyhow::Result<String> {
    let (reader, names) = load(app, documents).await?;
    index::catch_up(&app.store, &app.analyser).await?;
    let mut out = String::new();
    for query in queries {
        let searched = Searched { query: Query::read(&query[1]), ..Searched::default() };
        let mut conn = app.store.snapshot().await?;
        let answer = search::find(&mut conn, &app.analyser, reader, &searched).await?;
        for (place, hit) in answer.hits.iter().enumerate() {
            let name = names.get(&hit.object).map_or("?", String::as_str);
            writeln!(out, "{}\t{}\t{name}", query[0], place + 1)?;
        }
    }
    Ok(out)
}

async fn load(
    app: &App,
    documents: &[Vec<String>],
) -> anyhow::Result<(MemberId, HashMap<Uuid, String>)> {
    let new = || app.clock.new_id();
    let scratch = Scratch {
        member: new(),
        workspace: new(),
        channel: new(),
        main_item: new(),
        messages: documents.iter().map(|_| new()).collect(),
        texts: documents.iter().map(|fields| fields[2].clone()).collect(),
    };
    let mut write = app.store.write().await?;
    scratch::load(&mut write, &scratch).await?;
    write.commit().await?;
    let names = documents.iter().map(|fields| fields[0].clone());
    Ok((MemberId(scratch.member), scratch.messages.into_iter().zip(names).collect()))
}

/// The fields of each line; the last one holds whatever stands there.
fn lines(path: &Path, fields: usize) -> anyhow::Result<Vec<Vec<String>>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
        .map(|(number, line)| {
            let found: Vec<String> = line.splitn(fields, '\t').map(str::to_owned).collect();
            anyhow::ensure!(
                found.len() == fields,
                "{}:{}: too few fields",
                path.display(),
                number + 1
            );
            Ok(found)
        })
        .collect()
}
