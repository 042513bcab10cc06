//! The catalogue of what is public, for people and for programs: found by theme, region, evidence and
//! sort of organisation. One question decides what is public, as for single pages; no member is named.

use std::{collections::HashMap, net::IpAddr};

use talkoo_protocol::{ItemId, Refusal};
use time::OffsetDateTime;

use super::public::page_of;
use crate::{
    actions::sign_in::Door,
    app::App,
    error::Failure,
    kind::page::Page,
    kinds,
    store::{
        catalogue::{self, Choice, Listed, Wanted},
        items, network,
    },
};

pub use crate::store::catalogue::{Choice as CatalogueChoice, Wanted as CatalogueWanted};

/// One public thing.
#[derive(Clone, Debug)]
pub struct CatalogueLine {
    pub item: ItemId,
    pub kind: String,
    pub page: Page,
    /// Named values by which it is found: `sort`, `evidence`, `effect`, `phase`, `region`.
    pub values: Vec<(String, String)>,
    pub published_at: OffsetDateTime,
    pub changed_at: OffsetDateTime,
    /// In whose name: its kind, and its name in fi, sv, en.
    pub organisation: Option<(String, [String; 3])>,
}

#[derive(Clone, Debug)]
pub struct Catalogue {
    pub network: String,
    pub lines: Vec<CatalogueLine>,
    /// Ask for what comes after this for the next page.
    pub next: Option<(OffsetDateTime, ItemId)>,
    pub themes: Vec<Choice>,
    /// What kinds call the words of their facet `sort`, in fi, sv, en.
    pub sorts: Vec<(&'static str, [&'static str; 3])>,
}

/// A part of what is public. Looks are counted by where they come from, with those at other things that
/// anybody may read.
///
/// # Errors
/// `too_many`, with the time after which there is a turn again.
pub async fn catalogue(
    app: &App,
    (door, from): (&Door, IpAddr),
    wanted: &Wanted,
    lang: &str,
    limit: i64,
) -> Result<Catalogue, Failure> {
    door.look(from).await?;
    for text in [&wanted.kind, &wanted.sort, &wanted.tag, &wanted.region, &wanted.organisation] {
        if text.as_ref().is_some_and(|text| text.len() > 200) {
            return Err(Refusal::bad_value("200 bytes at most").into());
        }
    }
    let mut snapshot = app.store.snapshot().await?;
    let mut found = catalogue::listed(&mut snapshot, wanted, limit + 1).await?;
    let is_more = found.len() > usize::try_from(limit).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| is_more).map(|last| (last.published_at, last.item));
    let ids: Vec<ItemId> = found.iter().map(|one| one.item).collect();
    let views = items::by_ids(&mut snapshot, &ids).await?;
    let mut values = catalogue::values(&mut snapshot, &ids).await?;
    let themes = catalogue::themes(&mut snapshot).await?;
    let network = network::settings(&mut snapshot).await?.name;
    let mut lines = Vec::new();
    for listed in found {
        let Some(view) = views.get(&listed.item) else { continue };
        if let Some(page) = page_of(view, lang)? {
            lines.push(line(listed, &view.kind, page, &mut values));
        }
    }
    let sorts = kinds::KINDS.iter().flat_map(|kind| kind.sorts()).copied().collect();
    Ok(Catalogue { network, lines, next, themes, sorts })
}

fn line(
    listed: Listed,
    kind: &str,
    page: Page,
    values: &mut HashMap<ItemId, Vec<(String, String)>>,
) -> CatalogueLine {
    let Listed { item, published_at, changed_at, organisation } = listed;
    CatalogueLine {
        item,
        kind: kind.to_owned(),
        page,
        values: values.remove(&item).unwrap_or_default(),
        published_at,
        changed_at,
        organisation,
    }
}
