//! Saying that one is writing in an item, so that others see it before they begin. It is a hint that
//! ends by itself after two minutes; what protects the words is `if_changed_seq`. Only the desk hears.

use talkoo_protocol::{Refusal, Verb, publishing::HoldItem};

use super::{Asked, scene};
use crate::{
    domain::draft::{Draft, EventDraft, Write, publishing::PublishingWrite},
    error::Failure,
    kind::Scene,
    kinds,
    store::publishing,
};

pub(super) async fn decide(asked: &Asked<'_>, wanted: HoldItem) -> Result<Draft, Failure> {
    let channel = scene::any_item(asked, wanted.item).await?.channel;
    let standing = scene::standing(asked, channel).await?;
    let view = scene::item(asked, &standing, wanted.item).await?;
    scene::may_write(&standing)?;
    let acting = Scene { actor: asked.member, standing: &standing, now: None };
    if !kinds::find(&view.kind)?.may_hold(&scene::for_kind(&view), &acting)? {
        return Err(Refusal::not_allowed("this is not yours to edit").into());
    }
    let held = publishing::holder(&mut *asked.app.store.read().await?, wanted.item).await?;
    let is_own = held == Some(asked.member);
    let mut draft = asked.draft(wanted.item);
    draft.guards = vec![scene::access_guard(&standing)];
    let (item, by) = (wanted.item, asked.member);
    let (verb, write) = match (wanted.holds, held) {
        (true, Some(_)) if !is_own && !wanted.take_over => return Err(Refusal::conflict().into()),
        (true, _) => {
            let write = PublishingWrite::Hold { item, by, takes_over: wanted.take_over };
            (Verb::ITEM_HELD, write)
        }
        (false, Some(_)) if is_own => (Verb::ITEM_LET_GO, PublishingWrite::LetGo { item, by }),
        (false, _) => return Ok(draft),
    };
    let write = Write::Publishing(Box::new(write));
    // Said again by the same one it is news to nobody.
    match standing.desk.filter(|_| !(wanted.holds && is_own)) {
        Some(desk) => {
            draft.events.push(EventDraft::new(desk, verb, asked.member, write).on_item(item));
        }
        None => draft.writes.push(write),
    }
    Ok(draft)
}
