//! What an error of a batch means for its drafts: a rule that one of them breaks, a race with another
//! transaction, or the database's own trouble.

use talkoo_protocol::{Code, Refusal};

use super::Waiting;
use crate::error::Fault;

/// Whether the statement failed for what one draft holds, not for the state of the server.
pub(super) fn is_of_one_draft(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| {
        // 22: data exception; 23: integrity constraint; 21: cardinality; 54: too large for an index.
        error.code().is_some_and(|code| {
            ["22", "23", "21", "54"].iter().any(|class| code.starts_with(class))
        })
    })
}

/// Answers a group that cannot be committed.
pub(super) fn refuse(group: Vec<Waiting>, error: sqlx::Error) {
    if let Some(refusal) = broken_rule(&error) {
        for waiting in group {
            let _ = waiting.reply.send(Err(refusal.clone().into()));
        }
        return;
    }
    let fault = Fault::from(error);
    let is_outage = fault.is_outage();
    tracing::warn!(fault = fault.chain(), drafts = group.len(), "a batch was not committed");
    for waiting in group {
        let fault =
            if is_outage { Fault::outage("committing") } else { Fault::new("committing a draft") };
        let _ = waiting.reply.send(Err(fault.into()));
    }
}

/// Another transaction made the same thing first, a statement found its decision overtaken
/// (`decide_again`), or Postgres broke a ring of waits (class 40): decided again, it is found, it
/// fits or it is refused in words.
pub(super) fn is_race(error: &sqlx::Error) -> bool {
    let Some(error) = error.as_database_error() else { return false };
    matches!(
        error.constraint(),
        Some(
            "channels_direct"
                | "receipts_pkey"
                | "reports_open"
                | "reports_version"
                | "glasses_open"
                | "report_voices_once"
                | "decide_again"
        )
    ) || error.code().is_some_and(|code| code.starts_with("40"))
}

/// A rule that the database keeps, in the caller's words.
fn broken_rule(error: &sqlx::Error) -> Option<Refusal> {
    let database = error.as_database_error()?;
    match database.constraint()? {
        "workspaces_name" => Some(Refusal::new(Code::Taken, "name: a workspace has it already")),
        "channels_name" => Some(Refusal::new(Code::Taken, "name: a channel here has it already")),
        "invitations_token_hash_key" | "session_moves_token_hash_key" | "feeds_token_hash_key" => {
            Some(Refusal::bad_value("token: draw another one"))
        }
        "organisation_domains_pkey" => {
            Some(Refusal::new(Code::Taken, "domains: an organisation has it already"))
        }
        "organisations_business_id" => {
            Some(Refusal::new(Code::Taken, "business_id: an organisation has it already"))
        }
        "affiliations_one_now" => {
            Some(Refusal::new(Code::Taken, "organisation: it is among them already"))
        }
        "members_email" => Some(Refusal::new(Code::Taken, "email: a member has it already")),
        "message_files_pkey" | "message_files_file_fkey" => {
            Some(Refusal::bad_value("files: one of them is in a message already, or gone"))
        }
        "members_picture_fkey" | "members_picture" => {
            Some(Refusal::bad_value("portrait: it is gone, upload it again"))
        }
        "direct_is_shut" => {
            Some(Refusal::new(Code::NotReachable, "this person cannot be written to"))
        }
        "direct_requests_sent" => {
            Some(Refusal::new(Code::AwaitingAnswer, "three messages wait for an answer already"))
        }
        "application_handlers_pkey" => {
            Some(Refusal::new(Code::Taken, "application: somebody else handles it"))
        }
        "terms_pkey" => Some(Refusal::conflict()),
        _ => None,
    }
}
