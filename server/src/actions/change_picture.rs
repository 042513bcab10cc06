//! Changing the picture by which one is known, or having none. Only what was uploaded as a portrait is
//! one: cut square, made small, and in no message.

use talkoo_protocol::{FileId, FileState, Refusal, people::ChangePicture};

use super::{Asked, known};
use crate::{
    domain::{
        access::MemberStatus,
        draft::{AuditLine, Draft, who::Who},
    },
    error::Failure,
    store::{
        Connection,
        files::{self, Stage},
        profiles,
    },
};

pub(super) async fn decide(asked: &Asked<'_>, wanted: ChangePicture) -> Result<Draft, Failure> {
    let member = asked.member;
    let mut conn = asked.app.store.read().await?;
    let account = profiles::account(&mut conn, member).await?;
    let account = account.filter(|account| account.status == MemberStatus::Active);
    let account = account.ok_or_else(|| Refusal::not_allowed("the account is not active"))?;
    if let Some(picture) = wanted.picture {
        fit(&mut conn, asked, picture).await?;
    }
    let mut draft = asked.draft(member);
    draft.audit.push(AuditLine {
        action: "picture_changed",
        object: Some(member.0),
        reason: if wanted.picture.is_some() { "another one" } else { "none" }.to_owned(),
    });
    let who = Who::Picture { member, picture: wanted.picture };
    let found = known::Found::as_ever(account.is_discoverable);
    draft.events = known::told(&mut conn, asked, member, found, who).await?;
    Ok(draft)
}

/// One's own, whole, and of the sort; one that the scanner is still to see is shown once it has.
async fn fit(conn: &mut Connection, asked: &Asked<'_>, picture: FileId) -> Result<(), Failure> {
    let found = files::of_owner(conn, asked.member, &[picture]).await?;
    let is_fit = found.iter().any(|file| {
        file.is_portrait && file.stage == Stage::Ready && file.view.state != FileState::Blocked
    });
    if !is_fit {
        let words = "portrait: not uploaded by you as one, not whole, or blocked";
        return Err(Refusal::bad_value(words).into());
    }
    Ok(())
}
