//! The subcommands: each is a file that turns words of an operator into calls of the rooms below.
//! No rule lives here, and no SQL.
//!
//! Exit codes: 0 done, 1 something of ours broke, 2 the words or settings cannot be used, 3 this
//! is no place to serve from and the operator has to decide.

mod serve;
mod welcome;
mod open;
mod migrate;
mod check_config;
mod check_files;
mod analyse;
mod search_eval;
mod read_document;
mod routes;
mod demo;
mod admin;
mod load_fixture;
mod verify_audit;
mod new_epoch;
mod run_retention;
mod personal_data;
mod ending;
mod leaving;
mod say;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::boot::Unfit;
use crate::config::{Settings, Unusable};
use crate::error::Failure;
use crate::telemetry;

const BROKE: u8 = 1;
const UNUSABLE: u8 = 2;
const UNFIT: u8 = 3;

/// Talkoo, the working place of a network.
///
/// Settings come from the environment and from the file that TALKOO_CONFIG names;
/// `talkoo check-config` lists them all.
#[derive(Debug, Parser)]
#[command(name = "talkoo", version)]
struct Words {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve members until SIGTERM or Ctrl-C.
    Serve(serve::Words),
    /// Bring the database's schema up to date.
    Migrate,
    /// Fill an empty network with the demonstration.
    Demo(demo::Words),
    /// Make members, workspaces, sessions and links.
    Admin(admin::Words),
    /// Say whether the audit log is whole.
    VerifyAudit,
    /// Write all that is held of a member, for that member.
    ExportMember(personal_data::Exported),
    /// Forget who a member was, for good.
    EraseMember(personal_data::Erased),
    /// Let talk go that is older than its workspaces keep.
    RunRetention(run_retention::Words),
    /// After a restore: make every client notice.
    NewEpoch,
    /// List every route, command and frame with the right it needs.
    Routes(routes::Words),
    /// List every setting, its meaning and the value in use.
    CheckConfig(check_config::Words),
    /// Try the store of uploaded files.
    CheckFiles,
    /// Say how a text is read for search: the readings of its words, and what the index holds of it.
    Analyse(analyse::Words),
    /// Search a judged collection in a database of its own, as members search theirs.
    SearchEval(search_eval::Words),
    /// Say the words of a document on stdin; the server starts it for each.
    #[command(hide = true)]
    ReadDocument(read_document::Words),
}

/// Reads the words of the command line and does what they say.
pub fn run() -> ExitCode {
    let words = Words::parse();
    // A stranger's file is read without settings, without a log and without other threads.
    if let Command::ReadDocument(asked) = &words.command {
        return read_document::run(asked);
    }
    match Settings::load() {
        Ok(settings) => run_with(words.command, settings),
        Err(Unusable { problems }) => {
            for problem in problems {
                say::complain(&problem);
            }
            ExitCode::from(UNUSABLE)
        }
    }
}

fn run_with(command: Command, settings: Settings) -> ExitCode {
    telemetry::start(&settings.logs, &settings.node.name);
    for warning in settings.warnings() {
        tracing::warn!("{warning}");
    }
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(anyhow::Error::from)
        .and_then(|runtime| runtime.block_on(perform(command, settings)));
    let Err(error) = done else { return ExitCode::SUCCESS };
    match error.downcast_ref::<Unfit>() {
        Some(unfit) => {
            say::complain(&unfit.chain());
            ExitCode::from(UNFIT)
        }
        None => {
            say::complain(&plain(&error));
            ExitCode::from(BROKE)
        }
    }
}

/// A refusal says what is wrong; of a fault the whole chain is told.
fn plain(error: &anyhow::Error) -> String {
    match error.downcast_ref::<Failure>() {
        Some(Failure::Refused(refusal)) => refusal.message.clone(),
        Some(Failure::Faulted(fault)) => fault.chain(),
        None => format!("{error:#}"),
    }
}

async fn perform(command: Command, settings: Settings) -> anyhow::Result<()> {
    match command {
        Command::Serve(words) => Box::pin(serve::run(words, settings)).await,
        Command::Migrate => migrate::run(&settings).await,
        Command::Demo(words) => demo::run(&words, settings).await,
        Command::Admin(words) => admin::run(words, settings).await,
        Command::VerifyAudit => verify_audit::run(settings).await,
        Command::ExportMember(words) => personal_data::export(&words, settings).await,
        Command::EraseMember(words) => personal_data::erase(&words, settings).await,
        Command::RunRetention(words) => run_retention::run(&words, settings).await,
        Command::NewEpoch => new_epoch::run(settings).await,
        Command::Routes(words) => {
            routes::run(&words);
            Ok(())
        }
        Command::CheckConfig(words) => check_config::run(&words, &settings),
        Command::CheckFiles => check_files::run(&settings).await,
        Command::Analyse(words) => analyse::run(words, &settings).await,
        Command::ReadDocument(words) => {
            read_document::run(&words);
            Ok(())
        }
        Command::SearchEval(words) => Box::pin(search_eval::run(&words, settings)).await,
    }
}
