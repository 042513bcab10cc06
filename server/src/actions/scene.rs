//! What a decision rests on: the member's standing in a channel and the item spoken about. Both are
//! cached on the node. That is safe for a *yes*, because the journal checks at the commit that
//! neither has changed since; a *no* has no such check, so what is refused on cached rows is decided
//! anew on fresh ones before it is said.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use dashmap::DashMap;
use talkoo_protocol::{
    ChannelId, Code, ItemId, ItemView, MemberId, MessageId, MessageView, Refusal, Seq,
};
use tokio::time::Instant;

use super::{Asked, gathered::Gathered, moderation::direct};
use crate::{
    domain::{access::Standing, draft::Guard},
    error::Failure,
    kind::Item,
    store::{access, items, messages},
};

/// How long a cached row may serve; the guards make it right, this only bounds the memory.
const KEPT: Duration = Duration::from_secs(60);
const KEPT_ROWS: usize = 100_000;
/// How often a message that moves is looked for.
const PLACES: usize = 3;

#[derive(Default)]
pub struct Scenes {
    standings: DashMap<(MemberId, ChannelId), (Instant, Arc<Standing>)>,
    items: DashMap<ItemId, Seen>,
    asked_standings: Gathered<(MemberId, ChannelId), Option<Standing>>,
    asked_items: Gathered<ItemId, Option<(Instant, ItemView)>>,
}

/// An item as it was read.
#[derive(Clone)]
struct Seen {
    at: Instant,
    /// The `access_seq` of its channel, read before it. While that stands, nothing has left the
    /// channel: the item is there still.
    access_seq: Option<Seq>,
    view: Arc<ItemView>,
}

impl Seen {
    /// Whether it is known to be in this channel as the standing found it.
    fn serves(&self, standing: &Standing) -> bool {
        self.access_seq == Some(standing.access_seq) && self.view.channel == standing.channel
    }
}

impl Scenes {
    /// After a stale decision nothing that it rested on is believed.
    pub fn forget_member(&self, member: MemberId) {
        self.standings.retain(|(of, _), _| *of != member);
    }

    pub fn forget_item(&self, item: ItemId) {
        self.items.remove(&item);
    }

    /// By when this standing had been read. What was read before that may have left the channel in
    /// between, and the standing's guard would not tell.
    fn read_by(&self, standing: &Standing) -> Option<Instant> {
        self.standings.get(&(standing.member, standing.channel)).map(|found| found.0)
    }

    fn bound(&self) {
        if self.standings.len() > KEPT_ROWS {
            self.standings.clear();
        }
        if self.items.len() > KEPT_ROWS {
            self.items.clear();
        }
    }
}

/// The member's standing in a channel that they may read.
///
/// # Errors
/// `not_found` for what one may not see, exactly as for what does not exist.
pub(crate) async fn standing(
    asked: &Asked<'_>,
    channel: ChannelId,
) -> Result<Arc<Standing>, Failure> {
    let key = (asked.member, channel);
    let now = asked.app.clock.instant();
    if !asked.is_fresh
        && let Some(found) = asked.app.scenes.standings.get(&key)
        && now.duration_since(found.0) < KEPT
    {
        asked.used_cache.store(true, Ordering::Relaxed);
        return Ok(found.1.clone());
    }
    let app = asked.app;
    let read = |pairs: Vec<(MemberId, ChannelId)>| async move {
        access::standings(&mut *app.store.read().await?, &pairs).await
    };
    let standing = app.scenes.asked_standings.ask(key, read).await?;
    let standing = Arc::new(standing.ok_or_else(Refusal::not_found)?.readable()?);
    asked.app.scenes.bound();
    let read_at = asked.app.clock.instant();
    asked.app.scenes.standings.insert(key, (read_at, standing.clone()));
    Ok(standing)
}

/// The same, where one may also write.
///
/// # Errors
/// `not_found`, `read_only`, `not_allowed`.
pub(crate) async fn writable(
    asked: &Asked<'_>,
    channel: ChannelId,
) -> Result<Arc<Standing>, Failure> {
    let standing = standing(asked, channel).await?;
    may_write(&standing)?;
    Ok(standing)
}

/// Whether one who reads here may also write.
///
/// # Errors
/// `read_only`, `not_allowed`.
pub(crate) fn may_write(standing: &Standing) -> Result<(), Refusal> {
    if standing.is_read_only() {
        return Err(Refusal::new(Code::ReadOnly, "the channel is archived"));
    }
    if !standing.may_post() {
        return Err(Refusal::not_allowed("join the workspace first, or ask its owners"));
    }
    Ok(())
}

/// The standing as it is now, for acts whose draft carries no guard on the channel.
///
/// # Errors
/// `not_found`.
pub(crate) async fn standing_now(
    asked: &Asked<'_>,
    channel: ChannelId,
) -> Result<Standing, Failure> {
    let mut conn = asked.app.store.read().await?;
    let standing = access::standing(&mut conn, asked.member, channel).await?;
    Ok(standing.ok_or_else(Refusal::not_found)?.readable()?)
}

/// Behind broken glass one reads and does nothing else.
///
/// # Errors
/// `not_allowed`.
pub(crate) fn takes_part(standing: &Standing) -> Result<(), Refusal> {
    if standing.workspace.is_some_and(|place| place.glass && place.role.is_none()) {
        return Err(Refusal::not_allowed("come into the workspace first"));
    }
    Ok(())
}

/// An item of a channel that the standing allows to see, as the command expects it.
///
/// # Errors
/// `conflict` when it changed after `if_changed_seq`; `not_found` when it is removed, elsewhere, or on a desk that is not the member's to see.
pub(crate) async fn item(
    asked: &Asked<'_>,
    standing: &Standing,
    item: ItemId,
) -> Result<Arc<ItemView>, Failure> {
    let view = item_in(asked, item, Some(standing)).await?;
    let is_visible = view.channel == standing.channel
        && !view.deleted
        && (!view.desk || standing.may_edit_desk());
    if !is_visible {
        return Err(Refusal::not_found().into());
    }
    if asked.if_changed_seq.is_some_and(|seq| view.changed_seq > seq) {
        return Err(Refusal::conflict().into());
    }
    Ok(view)
}

/// An item by id, before it is known who may see it. The caller must ask for the standing next.
pub(crate) async fn any_item(asked: &Asked<'_>, item: ItemId) -> Result<Arc<ItemView>, Failure> {
    item_in(asked, item, None).await
}

/// The item as it was when the standing was read, or later.
async fn item_in(
    asked: &Asked<'_>,
    item: ItemId,
    standing: Option<&Standing>,
) -> Result<Arc<ItemView>, Failure> {
    let app = asked.app;
    let since = standing.and_then(|standing| app.scenes.read_by(standing));
    if !asked.is_fresh
        && let Some(found) = app.scenes.items.get(&item)
        && app.clock.instant().duration_since(found.at) < KEPT
        && (since.is_none_or(|since| found.at >= since)
            || standing.is_some_and(|standing| found.serves(standing)))
    {
        asked.used_cache.store(true, Ordering::Relaxed);
        return Ok(found.view.clone());
    }
    let read = |ids: Vec<ItemId>| async move {
        let at = app.clock.instant();
        let found = items::by_ids(&mut *app.store.read().await?, &ids).await?;
        Ok(ids.iter().map(|id| Some((at, found.get(id)?.clone()))).collect())
    };
    let found = app.scenes.asked_items.ask(item, read).await?;
    let (at, view) = found.ok_or_else(Refusal::not_found)?;
    let view = Arc::new(view);
    let access_seq = standing.map(|standing| standing.access_seq);
    app.scenes.items.insert(item, Seen { at, access_seq, view: view.clone() });
    Ok(view)
}

/// A message that still stands, in a channel that the member may read, with the standing there.
///
/// # Errors
/// `not_found` alike for a message that is not there, is removed, or is not the member's to see.
pub(crate) async fn message(
    asked: &Asked<'_>,
    message: MessageId,
) -> Result<(messages::Placed, Arc<Standing>), Failure> {
    let (placed, standing) = placed(asked, message).await?;
    let is_visible = !placed.view.deleted
        && placed.view.seq >= standing.visible_from()
        && (placed.stream == standing.channel.into() || standing.may_edit_desk());
    if is_visible { Ok((placed, standing)) } else { Err(Refusal::not_found().into()) }
}

/// A message and the standing where it stands, which was read before it: what leaves the channel
/// after that is told by the standing's guard.
async fn placed(
    asked: &Asked<'_>,
    message: MessageId,
) -> Result<(messages::Placed, Arc<Standing>), Failure> {
    for _ in 0..PLACES {
        let began = asked.app.clock.instant();
        let placed = stored(asked, message).await?;
        let standing = standing(asked, placed.view.channel).await?;
        if asked.app.scenes.read_by(&standing).is_some_and(|read| read < began) {
            return Ok((placed, standing));
        }
        let again = stored(asked, message).await?;
        if again.view.channel == standing.channel {
            return Ok((again, standing));
        }
    }
    Err(Refusal::conflict().into())
}

async fn stored(asked: &Asked<'_>, message: MessageId) -> Result<messages::Placed, Failure> {
    let mut conn = asked.app.store.read().await?;
    Ok(messages::by_id(&mut conn, message).await?.ok_or_else(Refusal::not_found)?)
}

/// A message to which something may be done: it stands in sight, its item stands, and one may write
/// there.
///
/// # Errors
/// `not_found`, `read_only`, `not_allowed`, `not_reachable`.
pub(crate) async fn answerable(
    asked: &Asked<'_>,
    message: MessageId,
) -> Result<(messages::Placed, Arc<Standing>), Failure> {
    let (placed, standing) = self::message(asked, message).await?;
    item(asked, &standing, placed.view.item).await?;
    may_write(&standing)?;
    direct::reachable(asked, &standing).await?;
    if placed.view.hidden {
        return Err(Refusal::not_allowed("a moderator has hidden the message").into());
    }
    Ok((placed, standing))
}

/// The guard that makes a cached standing safe.
pub(crate) fn access_guard(standing: &Standing) -> Guard {
    Guard::Access { stream: standing.channel.into(), access_seq: standing.access_seq }
}

/// The guard that makes a cached item safe.
pub(crate) fn item_guard(item: &ItemView) -> Guard {
    Guard::Item { item: item.id, changed_seq: item.changed_seq }
}

/// The guard for a message whose text is about to be replaced or removed.
pub(crate) fn message_guard(message: &MessageView) -> Guard {
    Guard::Message { message: message.id, changed_seq: message.changed_seq }
}

/// An item as its kind sees it.
pub(crate) fn for_kind(view: &ItemView) -> Item<serde_json::Value> {
    Item {
        author: view.author,
        title: view.title.clone(),
        text: view.text.clone(),
        body: view.body.clone(),
        state: view.state.clone(),
        desk: view.desk,
        main: view.main,
    }
}
