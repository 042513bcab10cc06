//! How far one has read. A mark is a row of one's own, told to one's own devices and in no log.
//! Reading only raises it; an explicit "unread from here" lowers it.

use talkoo_protocol::{ChannelId, ItemId, Refusal, Seq, notices::MarkMany};
use uuid::Uuid;

use super::{Asked, scene};
use crate::{
    domain::draft::{Draft, Write},
    error::Failure,
    store::items,
};

/// What is marked.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) channel: ChannelId,
    pub(super) item: Option<ItemId>,
}

pub(super) async fn read(asked: &Asked<'_>, place: Place, seq: Seq) -> Result<Draft, Failure> {
    mark(asked, place, seq, true).await
}

/// From `seq` on everything is unread again, so the mark stands before it.
pub(super) async fn unread(asked: &Asked<'_>, place: Place, seq: Seq) -> Result<Draft, Failure> {
    mark(asked, place, seq.saturating_sub(1), false).await
}

/// Places of one command.
const AT_ONCE: usize = 200;

/// A whole list at once. What one may not read any more is passed over, as if
/// it were in no list; where that leaves nothing, nothing is there.
pub(super) async fn many(asked: &Asked<'_>, wanted: &MarkMany) -> Result<Draft, Failure> {
    if wanted.places.is_empty() || wanted.places.len() > AT_ONCE {
        return Err(Refusal::bad_value("places: 1 to 200").into());
    }
    let mut draft = asked.draft(asked.member);
    for place in &wanted.places {
        let at = Place { channel: place.channel, item: place.item };
        let (seq, raise) =
            if place.unread { (place.seq.saturating_sub(1), false) } else { (place.seq, true) };
        match mark(asked, at, seq, raise).await {
            Ok(one) => draft.writes.extend(one.writes),
            Err(Failure::Refused(_)) => {}
            Err(failure) => return Err(failure),
        }
    }
    if draft.writes.is_empty() {
        return Err(Refusal::not_found().into());
    }
    Ok(draft)
}

/// The answer tells the head of the stream, so the right is asked now and never of the cache.
async fn mark(asked: &Asked<'_>, place: Place, seq: Seq, raise: bool) -> Result<Draft, Failure> {
    let Place { channel, item } = place;
    let standing = scene::standing_now(asked, channel).await?;
    if let Some(item) = item {
        let mut conn = asked.app.store.read().await?;
        let view = items::by_id(&mut conn, item).await?;
        // Talk on the desk is on a stream of its own and is not counted; what one was told of an item
        // there is read by its mark.
        let is_seen = view.is_some_and(|view| {
            view.channel == channel && (!view.desk || standing.may_edit_desk())
        });
        if !is_seen {
            return Err(Refusal::not_found().into());
        }
    }
    let marked: Uuid = item.map_or(channel.0, |item| item.0);
    let mut draft = asked.draft(marked);
    draft.writes.push(Write::Mark { member: asked.member, channel, item, seq, raise });
    Ok(draft)
}
