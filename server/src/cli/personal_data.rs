//! `talkoo export-member` and `talkoo erase-member`: what a member may ask of whoever runs the network
//! (Regulation (EU) 2016/679, articles 15, 17 and 20).

use std::path::PathBuf;

use anyhow::Context as _;
use talkoo_protocol::MemberId;

use crate::{actions::erasure, app::App, config::Settings, store::erasure::meant};

use super::{open::Open, say::say};

#[derive(Debug, clap::Args)]
pub(super) struct Exported {
    /// Id or e-mail address.
    #[arg(long)]
    member: String,
    /// A file that is not there yet; else it is printed.
    #[arg(long)]
    to: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Erased {
    /// Id or e-mail address.
    #[arg(long)]
    member: String,
    /// It cannot be undone.
    #[arg(long)]
    for_good: bool,
}

pub(super) async fn export(words: &Exported, settings: Settings) -> anyhow::Result<()> {
    let open = Open::on(settings).await?;
    let done = exported(&open.app, words).await;
    open.leave().await;
    done
}

pub(super) async fn erase(words: &Erased, settings: Settings) -> anyhow::Result<()> {
    let open = Open::on(settings).await?;
    let done = erased(&open.app, words).await;
    open.leave().await;
    done
}

async fn exported(app: &App, words: &Exported) -> anyhow::Result<()> {
    let member = found(app, &words.member).await?;
    let data = erasure::export(app, member).await?;
    let text = serde_json::to_string_pretty(&data)?;
    let Some(path) = &words.to else {
        say(&text);
        return Ok(());
    };
    let mut file = tokio::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .await
        .with_context(|| format!("cannot make {}", path.display()))?;
    tokio::io::AsyncWriteExt::write_all(&mut file, text.as_bytes()).await?;
    tokio::io::AsyncWriteExt::flush(&mut file).await?;
    say(&format!("{} holds what is theirs; give it to nobody else", path.display()));
    Ok(())
}

async fn erased(app: &App, words: &Erased) -> anyhow::Result<()> {
    let member = found(app, &words.member).await?;
    anyhow::ensure!(
        words.for_good,
        "{member} would be forgotten for good, and what they own alone handed over; \
         add --for-good to do it"
    );
    erasure::erase(app, member).await?;
    say(&format!("who {member} was is forgotten; what they said stands in nobody's name"));
    Ok(())
}

async fn found(app: &App, word: &str) -> anyhow::Result<MemberId> {
    let mut conn = app.store.read().await?;
    meant(&mut conn, word).await?.with_context(|| format!("no member is called {word}"))
}
