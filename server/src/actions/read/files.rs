//! A file that a message carries, for who may read that message now, or decides of a report that gives
//! it to be read. The channel in the path has to be the message's own today: through any other, and
//! after the message is gone, there is nothing.

use std::ops::Range;

use talkoo_protocol::{ChannelId, FileId, FileState, FileView, MemberId, Refusal};

use super::{moderation::was_given, readable, sees_item};
use crate::{
    app::App,
    domain::access::Standing,
    error::Failure,
    files::Flow,
    store::{
        Connection,
        files::{self, Holder},
        items,
    },
};

pub use crate::files::Part;

/// A file that may be handed out.
#[derive(Clone, Debug)]
pub struct Served {
    pub view: FileView,
}

impl Served {
    /// What the scanner has not let through is not there.
    pub(super) fn of(view: FileView) -> Result<Self, Failure> {
        match view.state {
            FileState::Clean | FileState::Unscanned => Ok(Self { view }),
            FileState::Pending | FileState::Blocked => Err(Refusal::not_found().into()),
        }
    }
}

/// # Errors
/// `not_found` for everything that is not there for this reader.
pub async fn file(
    app: &App,
    member: MemberId,
    channel: ChannelId,
    file: FileId,
) -> Result<Served, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let standing = readable(&mut snapshot, member, channel).await;
    let holder = files::holder(&mut snapshot, file).await?;
    let holder = holder.filter(|holder| holder.channel == channel && !holder.is_deleted);
    let is_read = match (&standing, &holder) {
        (Ok(standing), Some(holder)) => is_there(standing, holder, member),
        _ => false,
    };
    let is_visible = match (&holder, &standing) {
        (Some(holder), _) => is_read || was_given(&mut snapshot, member, holder.message).await?,
        (None, Ok(standing)) => is_in_item(&mut snapshot, standing, file).await?,
        (None, Err(_)) => false,
    };
    if !is_visible {
        standing?;
        return Err(Refusal::not_found().into());
    }
    let found = files::by_id(&mut snapshot, file).await?;
    Served::of(found.ok_or_else(Refusal::not_found)?.view)
}

/// Whether the message that carries it is there for a reader of its channel. What a moderator has
/// hidden is there for its author alone, as its words are.
fn is_there(standing: &Standing, holder: &Holder, member: MemberId) -> bool {
    let is_in_sight = if holder.stream == holder.channel.into() {
        holder.seq >= standing.visible_from()
    } else {
        standing.may_edit_desk()
    };
    is_in_sight && (!holder.is_hidden || holder.author == Some(member))
}

/// Whether an item shows it that is there for this reader; what it showed before is for its editors.
/// One that a moderator has hidden is shown to nobody, not even with its pictures.
async fn is_in_item(
    conn: &mut Connection,
    standing: &Standing,
    file: FileId,
) -> Result<bool, Failure> {
    let ids = files::items_with(conn, standing.channel, file).await?;
    let found = items::by_ids(conn, &ids).await?;
    let name = file.to_string();
    Ok(found.values().any(|item| {
        let is_there = !item.deleted && !item.hidden && sees_item(standing, item);
        is_there && (standing.may_edit_desk() || item.body.to_string().contains(&name))
    }))
}

/// The bytes of a file that may be handed out, or a stretch of them, and their whole number.
///
/// # Errors
/// `not_found` when there is no such part; a fault when the store is away.
pub async fn bytes(
    app: &App,
    served: &Served,
    part: Part,
    range: Option<Range<u64>>,
) -> Result<(u64, Flow), Failure> {
    let found = app.files.depot.open(served.view.id, part, range).await?;
    Ok(found.ok_or_else(Refusal::not_found)?)
}
