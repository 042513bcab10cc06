//! Saying when and of what one wants to be told. One's own, and told to one's own devices alone.

use talkoo_protocol::{Refusal, Verb, notices::ChangeNotices};

use super::Asked;
use crate::{
    domain::{
        draft::{
            Draft, EventDraft, Write,
            tags::{NoticesChange, NoticesWrite},
        },
        notice::{self, DIGESTS, LONGEST_SILENCE, TOLD_FOR},
    },
    error::{Failure, Fault},
    store::notices,
};

pub(super) async fn decide(asked: &Asked<'_>, wanted: &ChangeNotices) -> Result<Draft, Failure> {
    let change = change(wanted)?;
    if let Some(zone) = &change.time_zone {
        let mut conn = asked.app.store.read().await?;
        if !notices::is_zone(&mut conn, zone).await? {
            return Err(Refusal::bad_value("time_zone: no such zone").into());
        }
    }
    let member = asked.member;
    let write = Write::Notices(NoticesWrite::Settings { member, change: Box::new(change) });
    let mut draft = asked.draft(member);
    draft.events.push(EventDraft::new(member, Verb::NOTICES_CHANGED, member, write));
    Ok(draft)
}

fn change(wanted: &ChangeNotices) -> Result<NoticesChange, Failure> {
    let quiet = match &wanted.quiet {
        Some(week) if !notice::is_week(week) => {
            return Err(Refusal::bad_value("quiet: seven days, each with two times or none").into());
        }
        Some(week) => {
            let told = serde_json::to_value(week);
            Some(told.map_err(|error| Fault::caused("telling quiet hours", error))?)
        }
        None => None,
    };
    let minutes = wanted.do_not_disturb_minutes;
    if minutes.is_some_and(|minutes| minutes > LONGEST_SILENCE) {
        return Err(Refusal::bad_value("do_not_disturb_minutes: a week at most").into());
    }
    Ok(NoticesChange {
        time_zone: wanted.time_zone.clone(),
        quiet,
        do_not_disturb_minutes: minutes.and_then(|minutes| i32::try_from(minutes).ok()),
        push_for: word(wanted.push_for.as_deref(), "push_for", TOLD_FOR)?,
        mail_for: word(wanted.mail_for.as_deref(), "mail_for", TOLD_FOR)?,
        digest: word(wanted.digest.as_deref(), "digest", DIGESTS)?,
        is_introduced: wanted.introduced,
    })
}

fn word(
    said: Option<&str>,
    field: &str,
    words: [&'static str; 3],
) -> Result<Option<&'static str>, Refusal> {
    let Some(said) = said else { return Ok(None) };
    let word = notice::word(said, words);
    Ok(Some(word.ok_or_else(|| Refusal::bad_value(format!("{field}: {}", words.join(", "))))?))
}
