//! Changing what one says of oneself. Real names are required; everything is short and checked here.

use talkoo_protocol::{Refusal, people::ChangeProfile};

use super::{Asked, create_workspace, known, text};
use crate::{
    domain::{
        access::MemberStatus,
        draft::{
            AuditLine, Draft,
            who::{ProfileChange, Who},
        },
        profile,
    },
    error::Failure,
    store::profiles,
};

pub(super) const TITLE_CHARS: usize = 120;
const BIO_BYTES: usize = 4_000;

pub(super) async fn decide(asked: &Asked<'_>, wanted: &ChangeProfile) -> Result<Draft, Failure> {
    let change = change(wanted)?;
    let mut conn = asked.app.store.read().await?;
    let account = profiles::account(&mut conn, asked.member).await?;
    let account = account.filter(|account| account.status == MemberStatus::Active);
    let account = account.ok_or_else(|| Refusal::not_allowed("the account is not active"))?;
    let found = known::Found {
        before: account.is_discoverable,
        after: change.discoverable.unwrap_or(account.is_discoverable),
    };
    let mut draft = asked.draft(asked.member);
    if change.given.is_some() || change.family.is_some() || found.before != found.after {
        draft.audit.push(AuditLine {
            action: "profile_changed",
            object: Some(asked.member.0),
            reason: if found.after { "shown to all" } else { "shown where they are" }.to_owned(),
        });
    }
    let who = Who::Profile { member: asked.member, change: Box::new(change) };
    draft.events = known::told(&mut conn, asked, asked.member, found, who).await?;
    Ok(draft)
}

fn change(wanted: &ChangeProfile) -> Result<ProfileChange, Refusal> {
    Ok(ProfileChange {
        given: name(wanted.given.as_deref(), "given")?,
        family: name(wanted.family.as_deref(), "family")?,
        title: wanted.title.as_deref().map(title).transpose()?,
        region: code(wanted.region.as_deref(), "region", profile::is_region)?,
        municipality: code(
            wanted.municipality.as_deref(),
            "municipality",
            profile::is_municipality,
        )?,
        languages: match &wanted.languages {
            Some(tags) => Some(
                profile::languages(tags)
                    .ok_or_else(|| Refusal::bad_value("languages: short names, 12 at most"))?,
            ),
            None => None,
        },
        language: spoken(wanted.language.as_deref())?,
        bio: wanted.bio.as_deref().map(bio).transpose()?,
        tags: wanted.tags.as_deref().map(create_workspace::tags).transpose()?,
        discoverable: wanted.discoverable,
    })
}

fn name(wanted: Option<&str>, field: &str) -> Result<Option<String>, Refusal> {
    let Some(text) = wanted else { return Ok(None) };
    let name = profile::real_name(text);
    Ok(Some(name.ok_or_else(|| Refusal::bad_value(format!("{field}: your real name")))?))
}

/// A title may be empty.
pub(super) fn title(wanted: &str) -> Result<String, Refusal> {
    if wanted.trim().is_empty() {
        return Ok(String::new());
    }
    text::line(wanted, "title", TITLE_CHARS)
}

fn bio(wanted: &str) -> Result<String, Refusal> {
    text::bounded(wanted, BIO_BYTES, "bio")?;
    Ok(wanted.trim().to_owned())
}

/// A code, or nothing to have none.
pub(super) fn code(
    wanted: Option<&str>,
    field: &str,
    is_code: fn(&str) -> bool,
) -> Result<Option<String>, Refusal> {
    match wanted.map(str::trim) {
        Some(code) if !code.is_empty() && !is_code(code) => {
            Err(Refusal::bad_value(format!("{field}: not a code of one")))
        }
        code => Ok(code.map(str::to_owned)),
    }
}

fn spoken(wanted: Option<&str>) -> Result<Option<String>, Refusal> {
    match wanted {
        Some(tag) if !profile::SPOKEN.contains(&tag) => {
            Err(Refusal::bad_value("language: fi, sv or en"))
        }
        tag => Ok(tag.map(str::to_owned)),
    }
}
