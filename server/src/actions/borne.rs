//! What an item bears besides its words, as its kind's facets say: tags, files that it holds, and
//! the time at which the kind wants to be asked again.

use std::time::Duration;

use serde_json::{Value, json};
use talkoo_protocol::{FileId, ItemId, Refusal};
use time::OffsetDateTime;

use super::{Asked, post};
use crate::{
    domain::{
        draft::{Draft, NewJob, Write, files::FilesWrite},
        facets::{self, Facet},
        markup,
    },
    error::Failure,
    kind::{AnyKind, Item},
    store::files,
};

/// The name under which `later` knows the work.
pub(crate) const WAKE: &str = "wake";

/// Tags of an item's words and of its facets, each once.
pub(super) fn tags(mut written: Vec<String>, facets: &[Facet]) -> Vec<String> {
    for slug in facets::words(facets, facets::TAG) {
        let is_slug = markup::read(&format!("#{slug}")).tags == [slug];
        if is_slug && !written.iter().any(|known| known == slug) {
            written.push(slug.to_owned());
        }
    }
    written
}

/// The work of waking an item, when its time is another than before.
pub(super) fn wake(
    kind: &dyn AnyKind,
    item: ItemId,
    before: Option<&Item<Value>>,
    facets: &[Facet],
    now: OffsetDateTime,
) -> Result<Option<NewJob>, Refusal> {
    let Some(at) = facets::instant(facets, facets::WAKE_AT) else { return Ok(None) };
    if let Some(before) = before
        && facets::instant(&kind.facets(before)?, facets::WAKE_AT) == Some(at)
    {
        return Ok(None);
    }
    let after = Duration::try_from(at - now).unwrap_or_default();
    Ok(Some(NewJob { name: WAKE, body: json!({ "item": item }), after }))
}

/// Files that the item names and does not hold yet: its writer's own, and whole.
pub(super) async fn files(
    asked: &Asked<'_>,
    item: ItemId,
    facets: &[Facet],
    draft: &mut Draft,
) -> Result<(), Failure> {
    let mut named: Vec<FileId> =
        facets::words(facets, facets::FILE).filter_map(|id| id.parse().ok()).collect();
    named.sort_unstable();
    named.dedup();
    if named.is_empty() {
        return Ok(());
    }
    let mut conn = asked.app.store.read().await?;
    let held = files::held_by_item(&mut conn, item).await?;
    drop(conn);
    named.retain(|file| !held.contains(file));
    if named.is_empty() {
        return Ok(());
    }
    post::carried(asked, &named).await?;
    draft.writes.push(Write::Files(FilesWrite::Hold { item, files: named }));
    Ok(())
}
