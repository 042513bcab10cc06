//! The network's settings: its name, the kinds in use, who may invite, how long talk stays. One row,
//! read wherever it is needed, so every node goes by it from the commit on; clients hear of it on the
//! network's stream. What was chosen on settings that have changed meanwhile is refused.

use talkoo_protocol::{
    Code, Refusal, Verb,
    administration::{ChangeNetwork, NetworkView},
};

use super::{Asked, office, text};
use crate::{
    domain::{
        access::Inviters,
        draft::{Administration, AuditLine, Draft, EventDraft, NetworkChange, Write},
    },
    error::Failure,
    kinds::KINDS,
    store::network,
};

const NAME_CHARS: usize = 120;
const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];
/// A hundred years.
const LONGEST_DAYS: u32 = 36_500;

pub(super) async fn decide(asked: &Asked<'_>, wanted: &ChangeNetwork) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    let guard = office::guard(asked, &mut conn).await?;
    let former = network::settings(&mut conn).await?;
    drop(conn);
    if former.version != wanted.version {
        return Err(Refusal::new(Code::Conflict, "the settings changed meanwhile").into());
    }
    let change = change(wanted)?;
    let changed = changed(&former, &change);
    let stream = asked.app.network.stream;
    let mut draft = asked.draft(stream);
    draft.guards.push(guard);
    let write = Write::Administration(Box::new(Administration::Network(change)));
    draft.events.push(
        EventDraft::new(stream, Verb::NETWORK_CHANGED, asked.member, write)
            .fact("version", former.version + 1),
    );
    draft.audit.push(AuditLine {
        action: "network_changed",
        object: Some(stream.0),
        reason: changed.join(" "),
    });
    Ok(draft)
}

fn change(wanted: &ChangeNetwork) -> Result<NetworkChange, Refusal> {
    let invites = wanted.invites.as_deref().map(|word| {
        Inviters::parse(word)
            .map(Inviters::as_str)
            .ok_or_else(|| Refusal::bad_value("invites: administrators, contacts or members"))
    });
    let name = wanted.name.as_deref().map(|name| text::line(name, "name", NAME_CHARS));
    if wanted.language.as_deref().is_some_and(|code| !LANGUAGES.contains(&code)) {
        return Err(Refusal::bad_value("language: fi, sv or en"));
    }
    if wanted.retention_days.is_some_and(|days| days > LONGEST_DAYS) {
        return Err(Refusal::bad_value("retention_days: 36500 at most"));
    }
    Ok(NetworkChange {
        name: name.transpose()?,
        kinds: wanted.kinds.as_deref().map(kinds).transpose()?,
        invites: invites.transpose()?,
        language: wanted.language.clone(),
        retention_days: wanted.retention_days.map(|days| (days > 0).then_some(days)),
    })
}

/// Those of the registry that are named, in its order. Places in which one can talk stay possible.
fn kinds(wanted: &[String]) -> Result<Vec<String>, Refusal> {
    let known = || KINDS.iter().map(|kind| kind.name());
    if let Some(other) = wanted.iter().find(|word| known().all(|name| name != word.as_str())) {
        return Err(Refusal::bad_value(format!("kinds: there is no {other}")));
    }
    if !wanted.iter().any(|word| word == "chat") {
        return Err(Refusal::rule("channels of the kind chat stay in use"));
    }
    let used = known().filter(|name| wanted.iter().any(|word| word == name));
    Ok(used.map(str::to_owned).collect())
}

/// Names of what is another than before.
fn changed(former: &NetworkView, change: &NetworkChange) -> Vec<&'static str> {
    let days = change.retention_days;
    let fields = [
        ("name", change.name.as_ref().is_some_and(|name| *name != former.name)),
        ("kinds", change.kinds.as_ref().is_some_and(|kinds| *kinds != former.kinds)),
        ("invites", change.invites.is_some_and(|word| word != former.invites)),
        ("language", change.language.as_ref().is_some_and(|code| *code != former.language)),
        ("retention_days", days.is_some_and(|days| days != former.retention_days)),
    ];
    fields.into_iter().filter(|(_, is_other)| *is_other).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::{Code, administration::ChangeNetwork};

    use super::change;

    #[test]
    fn settings_are_within_their_bounds() {
        let none = ChangeNetwork::default;
        let chat = || Some(vec!["chat".to_owned()]);
        let check = |wanted: ChangeNetwork, code: Option<Code>| {
            assert_eq!(change(&wanted).err().map(|refusal| refusal.code), code, "{wanted:?}");
        };
        check(none(), None);
        check(ChangeNetwork { kinds: chat(), invites: Some("members".to_owned()), ..none() }, None);
        check(ChangeNetwork { kinds: Some(vec![]), ..none() }, Some(Code::Rule));
        check(ChangeNetwork { kinds: Some(vec!["x".to_owned()]), ..none() }, Some(Code::BadValue));
        check(ChangeNetwork { invites: Some("all".to_owned()), ..none() }, Some(Code::BadValue));
        check(ChangeNetwork { language: Some("de".to_owned()), ..none() }, Some(Code::BadValue));
        check(ChangeNetwork { name: Some(" ".to_owned()), ..none() }, Some(Code::BadValue));
        check(ChangeNetwork { retention_days: Some(40_000), ..none() }, Some(Code::BadValue));
        let kept = change(&ChangeNetwork { retention_days: Some(0), ..none() });
        assert_eq!(kept.map(|change| change.retention_days), Ok(Some(None)));
    }
}
