//! Items of a channel: pages, and one by id.

use talkoo_protocol::{
    ChannelId, ItemId, ItemView, MemberId, Refusal,
    copies::CopiesBody,
    http::{ItemsPage, ItemsQuery},
};

use super::{readable, sees_item};
use crate::{
    actions::copy_item::reached,
    app::App,
    domain::access::Standing,
    error::Failure,
    store::{
        Connection, access, copies,
        items::{self, Selection},
        page_size, places, streams,
    },
};

/// Items of a channel, the one with the newest message first. The channel's main item is on the
/// first page, however long it has been silent.
///
/// # Errors
/// `not_found`, also for the desk of a channel whose desk is not the reader's to see.
pub async fn items(
    app: &App,
    member: MemberId,
    channel: ChannelId,
    query: &ItemsQuery,
) -> Result<ItemsPage, Failure> {
    let limit = page_size(query.limit, app.settings.limits.page_rows);
    let facet = query.facet.as_deref().map(named_word).transpose()?;
    let mut snapshot = app.store.snapshot().await?;
    let standing = readable(&mut snapshot, member, channel).await?;
    if query.desk && !standing.may_edit_desk() {
        return Err(Refusal::not_found().into());
    }
    if let Some(state) = &query.state {
        crate::actions::text::bounded(state, 200, "state")?;
    }
    let selection =
        Selection { desk: query.desk, state: query.state.clone(), facet, below: query.after };
    let mut found = items::page(&mut snapshot, channel, &selection, limit).await?;
    let is_full = i64::try_from(found.len()).is_ok_and(|found| found >= limit);
    let next = found.last().filter(|_| is_full).map(|item| item.last_seq);
    if selection == Selection::default() && !found.iter().any(|item| item.main) {
        found.extend(main_item(&mut snapshot, channel).await?);
    }
    found.retain(|item| sees_item(&standing, item));

    let stream = standing.desk.filter(|_| query.desk).unwrap_or_else(|| channel.into());
    let heads = streams::heads(&mut snapshot, &[stream]).await?;
    Ok(ItemsPage { items: found, as_of: heads.first().map_or(0, |head| head.head), next })
}

/// One item.
///
/// # Errors
/// `not_found`.
pub async fn item(app: &App, member: MemberId, item: ItemId) -> Result<ItemView, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    Ok(visible(&mut snapshot, member, item).await?.1)
}

/// An item that is there for this reader, and what they are to its channel.
pub(super) async fn visible(
    snapshot: &mut Connection,
    member: MemberId,
    item: ItemId,
) -> Result<(Standing, ItemView), Failure> {
    let view = items::by_id(snapshot, item).await?.ok_or_else(Refusal::not_found)?;
    let standing: Standing = readable(snapshot, member, view.channel).await?;
    if !sees_item(&standing, &view) {
        return Err(Refusal::not_found().into());
    }
    Ok((standing, view))
}

/// Where an item was taken into use, as far as the reader may know.
///
/// # Errors
/// `not_found`.
pub async fn copies(app: &App, member: MemberId, item: ItemId) -> Result<CopiesBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let view = items::by_id(&mut snapshot, item).await?.ok_or_else(Refusal::not_found)?;
    let standing: Standing = readable(&mut snapshot, member, view.channel).await?;
    if !sees_item(&standing, &view) {
        return Err(Refusal::not_found().into());
    }
    let regions = copies::regions(&mut snapshot, member, item).await?;
    let copies = copies::shown(&mut snapshot, member, item).await?;
    let original = match copies::original(&mut snapshot, item).await? {
        Some(original) => seen(&mut snapshot, member, original).await?,
        None => None,
    };
    let count = regions.iter().map(|row| row.count).sum();
    let reaches = reached(&mut snapshot, member, item).await?.is_some();
    Ok(CopiesBody { count, regions, copies, original, reaches })
}

/// The item, if this member may see it.
async fn seen(
    conn: &mut Connection,
    member: MemberId,
    item: ItemId,
) -> Result<Option<ItemId>, Failure> {
    let Some(view) = items::by_id(conn, item).await? else { return Ok(None) };
    let standing = access::standing(conn, member, view.channel).await?;
    let standing = standing.filter(Standing::may_read);
    let is_there = !view.deleted && !view.hidden;
    Ok(standing.filter(|standing| is_there && sees_item(standing, &view)).map(|_| item))
}

async fn main_item(conn: &mut Connection, channel: ChannelId) -> Result<Option<ItemView>, Failure> {
    let view = places::channels_by_ids(conn, &[channel]).await?.remove(&channel);
    let Some(view) = view else { return Ok(None) };
    Ok(items::by_id(conn, view.main_item).await?)
}

/// `name:word` of a facet.
fn named_word(facet: &str) -> Result<(String, String), Refusal> {
    facet
        .split_once(':')
        .filter(|(name, word)| !name.is_empty() && !word.is_empty() && !facet.contains('\0'))
        .map(|(name, word)| (name.to_owned(), word.to_owned()))
        .ok_or_else(|| Refusal::bad_value("facet: a name, a colon and a word"))
}

#[cfg(test)]
mod tests {
    use super::named_word;

    #[test]
    fn a_facet_is_a_name_and_a_word() {
        let expected = ("theme".to_owned(), "a:b".to_owned());
        assert_eq!(named_word("theme:a:b"), Ok(expected));
        for bad in ["", "theme", ":word", "theme:", "theme:\0"] {
            assert!(named_word(bad).is_err(), "{bad:?}");
        }
    }
}
