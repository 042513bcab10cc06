//! What names an item, and what an item was when its kind called it version so and so.

use talkoo_protocol::{ItemId, ItemView, MemberId, Refusal, links::LinksBody};

use super::{readable, sees_item};
use crate::{
    app::App,
    domain::access::Standing,
    error::Failure,
    store::{access, items, links},
};

/// Items that name this one.
///
/// # Errors
/// `not_found`.
pub async fn backlinks(app: &App, member: MemberId, item: ItemId) -> Result<LinksBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let view = items::by_id(&mut snapshot, item).await?.ok_or_else(Refusal::not_found)?;
    let standing: Standing = readable(&mut snapshot, member, view.channel).await?;
    if !sees_item(&standing, &view) {
        return Err(Refusal::not_found().into());
    }
    let mut links = Vec::new();
    for (link, channel) in links::to(&mut snapshot, member, item).await? {
        if link.desk {
            let there = access::standing(&mut snapshot, member, channel).await?;
            if !there.is_some_and(|there| there.may_read() && there.may_edit_desk()) {
                continue;
            }
        }
        links.push(link);
    }
    Ok(LinksBody { links })
}

/// The item as it was in this version; the newest version is the item itself.
///
/// # Errors
/// `not_found`.
pub async fn version(
    app: &App,
    member: MemberId,
    item: ItemId,
    version: u32,
) -> Result<ItemView, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let view = items::by_id(&mut snapshot, item).await?.ok_or_else(Refusal::not_found)?;
    let standing: Standing = readable(&mut snapshot, member, view.channel).await?;
    // A removed or hidden item has no former forms either.
    if !sees_item(&standing, &view) || view.deleted || view.hidden || view.desk {
        return Err(Refusal::not_found().into());
    }
    if view.body["version"].as_u64() == Some(u64::from(version)) {
        return Ok(view);
    }
    let former = links::former(&mut snapshot, item, i64::from(version)).await?;
    // What was there before one came is not for them, in no form.
    let is_seen = |seq| seq >= standing.visible_from();
    let former = former.filter(|former| is_seen(former.changed_seq));
    let former = former.ok_or_else(Refusal::not_found)?;
    Ok(ItemView {
        title: former.title,
        text: former.text,
        body: former.body,
        state: former.state,
        edited_at: Some(former.at),
        changed_seq: former.changed_seq,
        ..view
    })
}
