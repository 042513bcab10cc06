//! For whom a member speaks. One says it oneself; the organisation's contact person or an
//! administrator confirms it, or ends it when a person has left the organisation.

use std::collections::HashMap;

use talkoo_protocol::{
    MemberId, OrganisationId, Refusal,
    people::{AddAffiliation, Affiliated, ChangeAffiliation},
};

use super::{Asked, change_profile, depart, known, office};
use crate::{
    domain::{
        access::{MemberStatus, NetworkRole},
        draft::{AuditLine, Draft, who::Who},
    },
    error::Failure,
    store::{Connection, organisations, profiles},
};

/// Organisations that one member speaks for at most.
const MOST: usize = 10;

/// Goes on only for who stands for the organisation, or administers the network.
pub(super) async fn leads(
    conn: &mut Connection,
    member: MemberId,
    organisation: OrganisationId,
) -> Result<(), Failure> {
    if organisations::is_contact(conn, member, organisation).await? {
        return Ok(());
    }
    office::administrator(conn, member).await
}

pub(super) async fn add(asked: &Asked<'_>, wanted: &AddAffiliation) -> Result<Draft, Failure> {
    let AddAffiliation { organisation, title } = wanted;
    let title = change_profile::title(title)?;
    let mut conn = asked.app.store.read().await?;
    let account = own_account(&mut conn, asked).await?;
    if organisations::by_ids(&mut conn, &[*organisation]).await?.is_empty() {
        return Err(Refusal::not_found().into());
    }
    if profiles::speaks_for(&mut conn, asked.member).await?.len() >= MOST {
        return Err(Refusal::rule("ten organisations at most").into());
    }
    // Who could confirm it need not be asked.
    let is_confirmed = leads(&mut conn, asked.member, *organisation).await.is_ok();
    let who = Who::AddAffiliation {
        member: asked.member,
        organisation: *organisation,
        title,
        is_confirmed,
    };
    let found = known::Found::as_ever(account.is_discoverable);
    let mut draft = asked.draft(organisation.0);
    draft.events = known::told(&mut conn, asked, asked.member, found, who).await?;
    draft.audit.push(line("affiliation_added", *organisation, asked.member));
    Ok(draft)
}

pub(super) async fn change(
    asked: &Asked<'_>,
    wanted: &ChangeAffiliation,
) -> Result<Draft, Failure> {
    let ChangeAffiliation { organisation, title, main } = wanted;
    let title = title.as_deref().map(change_profile::title).transpose()?;
    let mut conn = asked.app.store.read().await?;
    let account = own_account(&mut conn, asked).await?;
    let is_confirmed = current(&mut conn, asked.member, *organisation).await?;
    if *main && !is_confirmed {
        return Err(Refusal::rule("the organisation has not confirmed it yet").into());
    }
    let who = Who::ChangeAffiliation {
        member: asked.member,
        organisation: *organisation,
        title,
        becomes_main: *main,
    };
    let found = known::Found::as_ever(account.is_discoverable);
    let mut draft = asked.draft(organisation.0);
    draft.events = known::told(&mut conn, asked, asked.member, found, who).await?;
    Ok(draft)
}

pub(super) async fn confirm(asked: &Asked<'_>, of: Affiliated) -> Result<Draft, Failure> {
    let Affiliated { member, organisation } = of;
    let mut conn = asked.app.store.read().await?;
    leads(&mut conn, asked.member, organisation).await?;
    let account = profiles::account(&mut conn, member).await?.ok_or_else(Refusal::not_found)?;
    let mut draft = asked.draft(organisation.0);
    if current(&mut conn, member, organisation).await? {
        return Ok(draft);
    }
    let found = known::Found::as_ever(account.is_discoverable);
    let who = Who::ConfirmAffiliation { member, organisation };
    draft.events = known::told(&mut conn, asked, member, found, who).await?;
    draft.audit.push(line("affiliation_confirmed", organisation, member));
    Ok(draft)
}

/// One's own ends at one's word, a leaver's at the organisation's. If it was the only confirmed one
/// nobody answers for the person any more, and the account is suspended, whoever ended it: else a
/// leaver would be quicker than the contact person. Who holds an office of the network keeps the
/// account, as that is for administrators to judge.
pub(super) async fn end(asked: &Asked<'_>, of: Affiliated) -> Result<Draft, Failure> {
    let Affiliated { member, organisation } = of;
    let mut snapshot = asked.app.store.snapshot().await?;
    if member != asked.member {
        leads(&mut snapshot, asked.member, organisation).await?;
    }
    let account = profiles::account(&mut snapshot, member).await?.ok_or_else(Refusal::not_found)?;
    let is_confirmed = current(&mut snapshot, member, organisation).await?;
    let others = profiles::speaks_for(&mut snapshot, member).await?;
    let has_other = others.iter().any(|(other, confirmed)| *other != organisation && *confirmed);
    let closes = is_confirmed
        && !has_other
        && account.status == MemberStatus::Active
        && account.role == NetworkRole::Member;

    let mut draft = asked.draft(organisation.0);
    let found = known::Found::as_ever(account.is_discoverable);
    let who = Who::EndAffiliation { member, organisation };
    draft.events = known::told(&mut snapshot, asked, member, found, who).await?;
    draft.audit.push(line("affiliation_ended", organisation, member));
    if closes {
        let going = depart::Going { member, account, status: MemberStatus::Suspended };
        depart::go(&mut snapshot, asked, &mut draft, going, &HashMap::new()).await?;
    }
    Ok(draft)
}

/// Whether a current affiliation is confirmed.
async fn current(
    conn: &mut Connection,
    member: MemberId,
    organisation: OrganisationId,
) -> Result<bool, Failure> {
    let all = profiles::speaks_for(conn, member).await?;
    let found = all.into_iter().find(|(one, _)| *one == organisation);
    Ok(found.ok_or_else(Refusal::not_found)?.1)
}

async fn own_account(
    conn: &mut Connection,
    asked: &Asked<'_>,
) -> Result<profiles::Account, Failure> {
    let account = profiles::account(conn, asked.member).await?;
    let account = account.filter(|account| account.status == MemberStatus::Active);
    Ok(account.ok_or_else(|| Refusal::not_allowed("the account is not active"))?)
}

fn line(action: &'static str, organisation: OrganisationId, member: MemberId) -> AuditLine {
    AuditLine { action, object: Some(organisation.0), reason: format!("member {member}") }
}
