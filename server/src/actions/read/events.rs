//! Pages of a stream's events, for programs and for the activity log.

use talkoo_protocol::{MemberId, Refusal, Seq, StreamId, http::EventsPage};

use crate::{
    app::App,
    error::Failure,
    store::{access, events, page_size},
};

/// Where a page of events begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventsFrom {
    /// Above this seq, the oldest of them.
    After(Seq),
    /// Below this seq, the newest of them; `Seq::MAX` for the newest of all.
    Before(Seq),
}

/// Events of a stream in ascending order, and how far it goes for this reader.
///
/// # Errors
/// `not_found`.
pub async fn events(
    app: &App,
    member: MemberId,
    stream: StreamId,
    from: EventsFrom,
    limit: Option<u32>,
) -> Result<EventsPage, Failure> {
    let limit = page_size(limit, app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    let rights = access::rights(&mut snapshot, &[(member, stream)]).await?;
    let right = rights.get(&(member, stream)).copied().ok_or_else(Refusal::not_found)?;
    let events = match from {
        EventsFrom::After(after) => {
            let after = after.max(right.oldest.saturating_sub(1));
            events::after(&mut snapshot, stream, after, limit).await?
        }
        EventsFrom::Before(before) => {
            events::before(&mut snapshot, stream, before, right.oldest, limit).await?
        }
    };
    Ok(EventsPage { events, head: right.head, oldest: right.oldest })
}
