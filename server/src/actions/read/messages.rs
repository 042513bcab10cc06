//! Messages: pages of a channel's history in either direction, the place of one, its former texts.

use talkoo_protocol::{
    ChannelId, ItemId, MemberId, MessageId, MessageView, Refusal, Seq, StreamId,
    http::{FormerText, MessagePlace, MessagesPage, MessagesQuery},
};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{channels, readable, sees_item};
use crate::{
    app::App,
    domain::access::Standing,
    error::Failure,
    store::{
        Connection, items,
        messages::{self, Start},
        page_size, streams,
    },
};

/// A page of a channel's messages, or of one item's, in ascending order.
///
/// # Errors
/// `not_found`; `bad_value` for two starts at once or an instant that cannot be read.
pub async fn messages(
    app: &App,
    member: MemberId,
    channel: ChannelId,
    query: &MessagesQuery,
) -> Result<MessagesPage, Failure> {
    let limit = page_size(query.limit, app.settings.limits.page_rows);
    let start = Asked::of(query)?;
    let mut snapshot = app.store.snapshot().await?;
    let standing = readable(&mut snapshot, member, channel).await?;
    let history = history(&mut snapshot, &standing, query.item).await?;
    let heads = streams::heads(&mut snapshot, &[history.stream]).await?;
    let as_of = heads.first().map_or(0, |head| head.head);
    let (messages, has_before, has_after) = match start {
        Asked::Pinned => pinned(&mut snapshot, &history, limit).await?,
        Asked::Newest => before(&mut snapshot, &history, Seq::MAX, limit).await?,
        Asked::Before(seq) => before(&mut snapshot, &history, seq, limit).await?,
        Asked::After(seq) => after(&mut snapshot, &history, seq, limit).await?,
        Asked::Around(seq) => around(&mut snapshot, &history, seq, limit).await?,
        Asked::At(at) => match messages::first_at(&mut snapshot, history.stream, at).await? {
            Some(seq) => around(&mut snapshot, &history, seq, limit).await?,
            None => before(&mut snapshot, &history, Seq::MAX, limit).await?,
        },
    };
    Ok(MessagesPage { messages, as_of, has_before, has_after })
}

/// Where a permalink leads. A removed message keeps its place and has no words.
///
/// # Errors
/// `not_found`.
pub async fn message(
    app: &App,
    member: MemberId,
    message: MessageId,
) -> Result<MessagePlace, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let (standing, message) = visible(&mut snapshot, member, message).await?;
    let item = items::by_id(&mut snapshot, message.item).await?.ok_or_else(Refusal::not_found)?;
    let channel = channels::view(&mut snapshot, &standing).await?;
    Ok(MessagePlace { message, item, channel })
}

/// Former texts of a message that stands, oldest first.
///
/// # Errors
/// `not_found`, also when the message has been removed.
pub async fn former_texts(
    app: &App,
    member: MemberId,
    message: MessageId,
) -> Result<Vec<FormerText>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let (_, view) = visible(&mut snapshot, member, message).await?;
    if view.deleted {
        return Err(Refusal::not_found().into());
    }
    Ok(messages::former_texts(&mut snapshot, message).await?)
}

async fn visible(
    conn: &mut Connection,
    member: MemberId,
    message: MessageId,
) -> Result<(Standing, MessageView), Failure> {
    let placed = messages::by_id(conn, message).await?.ok_or_else(Refusal::not_found)?;
    let standing = readable(conn, member, placed.view.channel).await?;
    let is_visible = if placed.stream == standing.channel.into() {
        placed.view.seq >= standing.visible_from()
    } else {
        standing.may_edit_desk()
    };
    if is_visible { Ok((standing, placed.view)) } else { Err(Refusal::not_found().into()) }
}

/// What is paged: a stream, perhaps one item of it, from the first seq that is the reader's to see.
struct History {
    stream: StreamId,
    item: Option<ItemId>,
    oldest: Seq,
}

/// Talk about what stands on the desk is on the desk's stream.
async fn history(
    conn: &mut Connection,
    standing: &Standing,
    item: Option<ItemId>,
) -> Result<History, Failure> {
    let open = History { stream: standing.channel.into(), item, oldest: standing.visible_from() };
    let Some(item) = item else { return Ok(open) };
    let view = items::by_id(conn, item).await?.filter(|view| sees_item(standing, view));
    let view = view.ok_or_else(Refusal::not_found)?;
    match standing.desk.filter(|_| view.desk) {
        Some(desk) => Ok(History { stream: desk, oldest: 0, ..open }),
        None => Ok(open),
    }
}

/// Where the page begins, as asked.
#[derive(Debug, PartialEq)]
enum Asked {
    Newest,
    Before(Seq),
    After(Seq),
    Around(Seq),
    At(OffsetDateTime),
    Pinned,
}

impl Asked {
    fn of(query: &MessagesQuery) -> Result<Self, Refusal> {
        let mut asked = Vec::new();
        asked.extend(query.before.map(Self::Before));
        asked.extend(query.after.map(Self::After));
        asked.extend(query.around.map(Self::Around));
        if let Some(at) = &query.at {
            let at = OffsetDateTime::parse(at, &Rfc3339)
                .map_err(|_| Refusal::bad_value("at: an instant of RFC 3339"))?;
            asked.push(Self::At(at));
        }
        if query.pinned {
            asked.push(Self::Pinned);
        }
        if asked.len() > 1 {
            return Err(Refusal::bad_value("one of before, after, around, at, pinned"));
        }
        Ok(asked.pop().unwrap_or(Self::Newest))
    }
}

/// Messages, whether there are older ones, whether there are newer ones.
type Page = (Vec<MessageView>, bool, bool);

/// One more than asked tells whether there are more.
async fn before(
    conn: &mut Connection,
    history: &History,
    seq: Seq,
    limit: i64,
) -> Result<Page, Failure> {
    let mut found = fetch(conn, history, Start::Before(seq), limit + 1).await?;
    let has_before = exceeds(&found, limit);
    if has_before {
        found.remove(0);
    }
    let is_newest = seq == Seq::MAX;
    let has_after = !is_newest
        && !fetch(conn, history, Start::After(seq.saturating_sub(1)), 1).await?.is_empty();
    Ok((found, has_before, has_after))
}

async fn after(
    conn: &mut Connection,
    history: &History,
    seq: Seq,
    limit: i64,
) -> Result<Page, Failure> {
    let mut found = fetch(conn, history, Start::After(seq), limit + 1).await?;
    let has_after = exceeds(&found, limit);
    if has_after {
        found.pop();
    }
    let has_before =
        !fetch(conn, history, Start::Before(seq.saturating_add(1)), 1).await?.is_empty();
    Ok((found, has_before, has_after))
}

async fn around(
    conn: &mut Connection,
    history: &History,
    seq: Seq,
    limit: i64,
) -> Result<Page, Failure> {
    let older = limit / 2;
    let (mut found, mut has_before, _) = before(conn, history, seq, older).await?;
    // What one side lacks the other gives, so that a page is full where there is enough.
    let rest = limit - rows(&found);
    let (newer, _, has_after) = after(conn, history, seq.saturating_sub(1), rest).await?;
    if has_before && rows(&newer) < rest {
        (found, has_before, _) = before(conn, history, seq, limit - rows(&newer)).await?;
    }
    found.extend(newer);
    Ok((found, has_before, has_after))
}

async fn pinned(conn: &mut Connection, history: &History, limit: i64) -> Result<Page, Failure> {
    let mut found = messages::pinned(conn, history.stream, history.oldest, limit + 1).await?;
    let has_before = exceeds(&found, limit);
    if has_before {
        found.pop();
    }
    found.reverse();
    found.retain(|message| history.item.is_none_or(|item| message.item == item));
    Ok((found, has_before, false))
}

async fn fetch(
    conn: &mut Connection,
    history: &History,
    from: Start,
    limit: i64,
) -> Result<Vec<MessageView>, Failure> {
    Ok(messages::page(conn, history.stream, history.item, from, history.oldest, limit).await?)
}

fn exceeds(found: &[MessageView], limit: i64) -> bool {
    rows(found) > limit
}

fn rows(found: &[MessageView]) -> i64 {
    i64::try_from(found.len()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::http::MessagesQuery;

    use super::Asked;

    #[test]
    fn a_page_begins_where_it_is_asked_to_and_in_one_place_only() {
        let query = MessagesQuery::default();
        assert_eq!(Asked::of(&query), Ok(Asked::Newest));
        assert_eq!(
            Asked::of(&MessagesQuery { around: Some(7), ..query.clone() }),
            Ok(Asked::Around(7))
        );
        for bad in [
            MessagesQuery { before: Some(1), after: Some(1), ..query.clone() },
            MessagesQuery { pinned: true, after: Some(1), ..query.clone() },
            MessagesQuery { at: Some("eilen".to_owned()), ..query },
        ] {
            assert!(Asked::of(&bad).is_err(), "{bad:?}");
        }
    }
}
