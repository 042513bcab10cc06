//! What one is asked and has asked, what stands around a topic, and the calendar of hosts.

use talkoo_protocol::{
    ItemId, MemberId,
    peer::{AroundBody, AsksBody, DutyBody},
};

use super::{active, items::visible};
use crate::{
    app::App,
    domain::access::NetworkRole,
    error::Failure,
    store::{asks as store, duty, people, questions},
};

/// # Errors
/// `suspended`.
pub async fn asks(app: &App, member: MemberId) -> Result<AsksBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    Ok(AsksBody {
        willing: store::is_willing(&mut snapshot, member).await?,
        asks: store::of(&mut snapshot, member).await?,
        asked: questions::seen(&mut snapshot, member, None).await?,
        on_duty: duty::now(&mut snapshot).await?.first() == Some(&member),
    })
}

/// # Errors
/// `not_found`.
pub async fn around(app: &App, member: MemberId, item: ItemId) -> Result<AroundBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let (standing, _) = visible(&mut snapshot, member, item).await?;
    let question = questions::seen(&mut snapshot, member, Some(item)).await?.pop();
    let solution = questions::solution(&mut snapshot, item, standing.visible_from()).await?;
    Ok(AroundBody { question, solution })
}

/// For hosts and administrators; others find it empty.
///
/// # Errors
/// `suspended`.
pub async fn duty(app: &App, member: MemberId) -> Result<DutyBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let calendar = duty::calendar(&mut snapshot).await?;
    let office = people::held_office(&mut snapshot, member).await?;
    let administers = office.is_some_and(|(_, role)| role == NetworkRole::Administrator);
    if calendar.hosts.contains(&member) || administers {
        return Ok(calendar);
    }
    Ok(DutyBody { hosts: Vec::new(), weeks: Vec::new() })
}
