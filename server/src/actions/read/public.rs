//! What anybody may read without signing in. What is not public is answered like what is not there:
//! one question (`public_items`) decides for pages, files, lists and feeds alike. No member is named.

use talkoo_protocol::{ChannelId, FileId, ItemId, Refusal};
use time::OffsetDateTime;

use super::Served;
use crate::{
    actions::scene,
    app::App,
    error::Failure,
    kinds,
    store::{
        Connection, files, items, network,
        public::{self, Found, Place, Selection},
    },
};

pub use crate::{
    kind::page::{Block, Page, Picture},
    store::public::{Found as PublicFound, Selection as PublicSelection},
};

/// A page and what stands around it.
#[derive(Clone, Debug)]
pub struct PublicPage {
    pub item: ItemId,
    pub kind: String,
    pub page: Page,
    pub place: Place,
    /// In whose name, in fi, sv, en.
    pub organisation: Option<[String; 3]>,
    /// Other public items that it names, with their titles.
    pub named: Vec<(ItemId, String)>,
    pub network: String,
}

/// One line of a list.
#[derive(Clone, Debug)]
pub struct PublicLine {
    pub item: ItemId,
    pub kind: String,
    pub page: Page,
    pub published_at: OffsetDateTime,
    pub changed_at: OffsetDateTime,
}

/// A list, and which network and channel it is of.
#[derive(Clone, Debug)]
pub struct PublicList {
    pub network: String,
    pub place: Option<Place>,
    pub lines: Vec<PublicLine>,
    /// Ask for those before this for the next page.
    pub next: Option<OffsetDateTime>,
}

/// # Errors
/// `not_found`.
pub async fn public_page(app: &App, item: ItemId, lang: &str) -> Result<PublicPage, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let (view, page) = shown(&mut snapshot, item, lang).await?;
    let place = public::place(&mut snapshot, view.channel).await?;
    let place = place.ok_or_else(Refusal::not_found)?;
    let organisation = match view.spoken_as {
        Some(id) => public::organisation(&mut snapshot, id.0).await?,
        None => None,
    };
    let asked: Vec<ItemId> = page
        .parts
        .iter()
        .filter_map(|part| if let Block::Item(item) = part { Some(*item) } else { None })
        .take(20)
        .collect();
    let mut named = Vec::new();
    for other in public::among(&mut snapshot, &asked).await? {
        if let Ok((_, page)) = shown(&mut snapshot, other, &page.lang).await {
            named.push((other, page.title));
        }
    }
    let network = network::settings(&mut snapshot).await?.name;
    Ok(PublicPage { item, kind: view.kind, page, place, organisation, named, network })
}

/// A picture or document of a public page.
///
/// # Errors
/// `not_found`.
pub async fn public_file(app: &App, item: ItemId, file: FileId) -> Result<Served, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let (view, page) = shown(&mut snapshot, item, "").await?;
    // A file may stand in one language only.
    let mut is_shown = page.files().any(|shown| shown == file);
    for lang in &page.languages {
        is_shown |= page_of(&view, lang)?.is_some_and(|page| page.files().any(|one| one == file));
    }
    let is_held = files::held_by_item(&mut snapshot, item).await?.contains(&file);
    if !is_shown || !is_held {
        return Err(Refusal::not_found().into());
    }
    let found = files::by_id(&mut snapshot, file).await?;
    Served::of(found.ok_or_else(Refusal::not_found)?.view)
}

/// The newest public items. A channel of which nothing is public is not there.
///
/// # Errors
/// `not_found`.
pub async fn public_list(
    app: &App,
    selection: &Selection,
    lang: &str,
    limit: i64,
) -> Result<PublicList, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let place = match selection.channel {
        Some(channel) => Some(place_of(&mut snapshot, channel).await?),
        None => None,
    };
    let found = public::newest(&mut snapshot, selection, limit).await?;
    let is_full = i64::try_from(found.len()).is_ok_and(|found| found >= limit);
    let next = found.last().filter(|_| is_full).map(|last| last.published_at);
    let ids: Vec<ItemId> = found.iter().map(|one| one.item).collect();
    let views = items::by_ids(&mut snapshot, &ids).await?;
    let mut lines = Vec::new();
    for Found { item, published_at, changed_at } in found {
        let Some(view) = views.get(&item) else { continue };
        let Some(page) = page_of(view, lang)? else { continue };
        lines.push(PublicLine { item, kind: view.kind.clone(), page, published_at, changed_at });
    }
    let network = network::settings(&mut snapshot).await?.name;
    Ok(PublicList { network, place, lines, next })
}

/// Every public page, for who looks for all of them.
///
/// # Errors
/// A fault of the database.
pub async fn public_pages(app: &App, limit: i64) -> Result<Vec<Found>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    Ok(public::newest(&mut snapshot, &Selection::default(), limit).await?)
}

async fn place_of(conn: &mut Connection, channel: ChannelId) -> Result<Place, Failure> {
    Ok(public::place(conn, channel).await?.ok_or_else(Refusal::not_found)?)
}

async fn shown(
    conn: &mut Connection,
    item: ItemId,
    lang: &str,
) -> Result<(talkoo_protocol::ItemView, Page), Failure> {
    if public::among(conn, &[item]).await?.is_empty() {
        return Err(Refusal::not_found().into());
    }
    let view = items::by_id(conn, item).await?.ok_or_else(Refusal::not_found)?;
    let page = page_of(&view, lang)?.ok_or_else(Refusal::not_found)?;
    Ok((view, page))
}

fn page_of(view: &talkoo_protocol::ItemView, lang: &str) -> Result<Option<Page>, Refusal> {
    let page = kinds::find(&view.kind)?.page(&scene::for_kind(view), lang)?;
    Ok(page.map(|page| Page { tags: view.tags.clone(), ..page }))
}
