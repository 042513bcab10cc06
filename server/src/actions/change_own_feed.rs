//! Saying how one wants one's own feed. One's own, and told to one's own devices alone.

use talkoo_protocol::{Refusal, Verb, own_feed::ChangeOwnFeed};

use super::Asked;
use crate::{
    domain::draft::{
        Draft, EventDraft, Write,
        tags::{NoticesWrite, OwnFeedChange},
    },
    error::{Failure, Fault},
};

const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];
const MOST_KINDS: usize = 50;

pub(super) fn decide(asked: &Asked<'_>, wanted: &ChangeOwnFeed) -> Result<Draft, Failure> {
    let languages = wanted.languages.as_deref().unwrap_or_default();
    if languages.iter().any(|one| !LANGUAGES.contains(&one.as_str())) || languages.len() > 3 {
        return Err(Refusal::bad_value("languages: fi, sv, en").into());
    }
    let kinds = wanted.hidden_kinds.as_deref().unwrap_or_default();
    let is_kind = |kind: &String| {
        (1..=40).contains(&kind.len())
            && kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    if kinds.len() > MOST_KINDS || !kinds.iter().all(is_kind) {
        return Err(Refusal::bad_value("hidden_kinds: names of kinds").into());
    }
    // What is absent is not in it, so what is there takes its place and nothing else.
    let told = ChangeOwnFeed { reset: false, ..wanted.clone() };
    let settings = serde_json::to_value(told)
        .map_err(|error| Fault::caused("telling how a feed is wanted", error))?;
    let member = asked.member;
    let change = OwnFeedChange { settings, is_reset: wanted.reset };
    let write = Write::Notices(NoticesWrite::OwnFeed { member, change: Box::new(change) });
    let mut draft = asked.draft(member);
    draft.events.push(EventDraft::new(member, Verb::OWN_FEED_CHANGED, member, write));
    Ok(draft)
}
