//! Asking the other office to decide anew: whoever the decision went against, once.

use talkoo_protocol::{Refusal, moderation::AppealReport};

use super::{
    super::{Asked, text},
    before, change, line, step, tell,
};
use crate::{
    domain::draft::{Draft, moderation::Moderation},
    error::Failure,
    store::reports,
};

/// The appeal's own words, in characters.
const WORDS: usize = 1_000;

pub(in crate::actions) async fn decide(
    asked: &Asked<'_>,
    appeal: &AppealReport,
) -> Result<Draft, Failure> {
    let words = appeal.words.trim();
    text::bounded(words, WORDS * 4, "words")?;
    if words.is_empty() || words.chars().count() > WORDS {
        let words = format!("words: needed, {WORDS} characters at most");
        return Err(Refusal::bad_value(words).into());
    }
    let mut conn = asked.app.store.read().await?;
    let found = reports::by_id(&mut conn, appeal.report).await?.ok_or_else(Refusal::not_found)?;
    drop(conn);
    if !found.case.may_appeal(asked.member) {
        let is_told = found.case.reporters.contains(&asked.member)
            || (found.case.author == Some(asked.member) && found.decided_at.is_some())
            || before(asked, appeal.report).await.is_ok();
        let refusal = if is_told {
            Refusal::not_allowed("whoever a decision went against appeals, once")
        } else {
            Refusal::not_found()
        };
        return Err(refusal.into());
    }
    let office = found.case.office_of_appeal();
    let mut draft = asked.draft(appeal.report);
    draft.writes.push(change(Moderation::Appeal {
        step: step(&found),
        by: asked.member,
        words: words.to_owned(),
        office: office.as_str(),
    }));
    draft.audit.push(line("report_appealed", &found));
    tell(asked, &mut draft, &found, office, true).await?;
    Ok(draft)
}
