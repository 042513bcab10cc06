//! Giving a member an office of the network, and taking it. There is always an administrator: two
//! who lay it down at once both move the network's `access_seq`, so the second is decided again and
//! finds itself the last.

use talkoo_protocol::{Refusal, administration::ChangeOffice};

use super::{Asked, depart, glass, office};
use crate::{
    domain::{
        access::{MemberStatus, NetworkRole},
        draft::{AuditLine, Draft},
    },
    error::Failure,
    store::people,
};

pub(super) async fn decide(asked: &Asked<'_>, wanted: &ChangeOffice) -> Result<Draft, Failure> {
    let next = NetworkRole::parse(&wanted.office)
        .ok_or_else(|| Refusal::bad_value("office: member, moderator or network_admin"))?;
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    let guard = office::guard(asked, &mut conn).await?;
    let held = people::held_office(&mut conn, wanted.member).await?;
    let (status, former) = held.ok_or_else(Refusal::not_found)?;
    let mut draft = asked.draft(wanted.member);
    if former == next {
        return Ok(draft);
    }
    if status != MemberStatus::Active && next != NetworkRole::Member {
        return Err(Refusal::rule("only an active member holds an office").into());
    }
    if former == NetworkRole::Administrator {
        office::keeps_an_administrator(&mut conn, wanted.member).await?;
    }
    draft.guards.push(guard);
    draft.events = office::changed(asked, wanted.member, next);
    if former == NetworkRole::Administrator {
        glass::end_with_office(&mut conn, asked, &mut draft, wanted.member).await?;
    }
    if next == NetworkRole::Member {
        depart::let_go(&mut conn, asked, &mut draft, wanted.member).await?;
    }
    draft.audit.push(AuditLine {
        action: "office_changed",
        object: Some(wanted.member.0),
        reason: next.as_str().to_owned(),
    });
    Ok(draft)
}
