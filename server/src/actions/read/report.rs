//! The report over a period, for every active member: it counts nothing that one of them could not
//! read for themselves.

use talkoo_protocol::{
    MemberId, OrganisationId, Refusal,
    report::{ReportBody, ReportQuery},
};

use crate::{
    app::App,
    domain::activity::Bound,
    error::Failure,
    store::{activity, organisations, report},
};

/// # Errors
/// `bad_value` for what is no day, or a period that ends before it begins.
pub async fn report(
    app: &App,
    member: MemberId,
    query: &ReportQuery,
) -> Result<ReportBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    super::active(&mut snapshot, member).await?;
    let (first, last) = report::usual_days(&mut snapshot).await?;
    let from = day(&query.from, "from")?.unwrap_or(first);
    let until = day(&query.until, "until")?.unwrap_or(last);
    if until < from {
        return Err(Refusal::bad_value("until: before from").into());
    }
    let organisation = known(&mut snapshot, query.organisation).await?;
    let (begins, ends) =
        activity::period(&mut snapshot, Some(Bound::Day(from)), Some(Bound::Day(until))).await?;
    let (Some(begins), Some(ends)) = (begins, ends) else {
        return Err(Refusal::bad_value("from and until: days").into());
    };
    let span = report::Span { from: begins, until: ends, organisation };
    let weeks = report::weeks(&mut snapshot, span).await?;
    Ok(ReportBody {
        from: from.to_string(),
        until: until.to_string(),
        organisation,
        people: report::people(&mut snapshot, span).await?,
        messages: weeks.iter().map(|week| week.messages).sum(),
        coordinator_messages: weeks.iter().map(|week| week.coordinator).sum(),
        weeks,
        questions: report::questions(&mut snapshot, span).await?,
        without_coordinator: report::without_coordinator(&mut snapshot, span).await?,
        outcomes: report::outcomes(&mut snapshot, span).await?,
    })
}

fn day(text: &str, field: &str) -> Result<Option<time::Date>, Refusal> {
    match Bound::parse(text, field)? {
        None => Ok(None),
        Some(Bound::Day(day)) => Ok(Some(day)),
        Some(Bound::Instant(_)) => Err(Refusal::bad_value(format!("{field}: a day"))),
    }
}

async fn known(
    conn: &mut crate::store::Connection,
    organisation: Option<OrganisationId>,
) -> Result<Option<OrganisationId>, Failure> {
    let Some(id) = organisation else { return Ok(None) };
    let there = organisations::by_ids(conn, &[id]).await?;
    if there.contains_key(&id) { Ok(Some(id)) } else { Err(Refusal::not_found().into()) }
}
