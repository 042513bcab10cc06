//! What anybody may read without signing in. What is not public is answered like what is not there:
//! one question (`public_items`) decides for pages, files, lists and feeds alike. No member is named.

use std::net::IpAddr;

use talkoo_protocol::{ChannelId, FileId, ItemId, Refusal};
use time::OffsetDateTime;

use super::Served;
use crate::{
    actions::{scene, sign_in::Door},
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
    pub next: Option<(OffsetDateTime, ItemId)>,
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
/// `not_found`; `too_many` looks from there.
pub async fn public_list(
    app: &App,
    (door, from): (&Door, IpAddr),
    selection: &Selection,
    lang: &str,
    limit: i64,
) -> Result<PublicList, Failure> {
    door.look(from).await?;
    let mut snapshot = app.store.snapshot().await?;
    let place = match selection.channel {
        Some(channel) => Some(place_of(&mut snapshot, channel).await?),
        None => None,
    };
    let found = public::newest(&mut snapshot, selection, limit).await?;
    let is_full = i64::try_from(found.len()).is_ok_and(|found| found >= limit);
    let next = found.last().filter(|_| is_full).map(|last| (last.published_at, last.item));
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
/// `too_many` looks from there; a fault of the database.
pub async fn public_pages(
    app: &App,
    (door, from): (&Door, IpAddr),
    limit: i64,
) -> Result<Vec<Found>, Failure> {
    door.look(from).await?;
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

/// Whoever is mentioned in it is "a member": an id names somebody to members only.
pub(super) fn page_of(
    view: &talkoo_protocol::ItemView,
    lang: &str,
) -> Result<Option<Page>, Refusal> {
    let page = kinds::find(&view.kind)?.page(&scene::for_kind(view), lang)?;
    Ok(page.map(|mut page| {
        if page.lang.is_empty() {
            let found = view.lang.as_deref().filter(|lang| ["fi", "sv", "en"].contains(lang));
            found.unwrap_or("fi").clone_into(&mut page.lang);
        }
        let somebody = match page.lang.as_str() {
            "sv" => "medlem",
            "en" => "member",
            _ => "jäsen",
        };
        let page = page.with_words(|words| without_members(words, somebody));
        Page { tags: view.tags.clone(), ..page }
    }))
}

fn without_members(text: &str, somebody: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("@[") {
        let (before, from) = rest.split_at(at);
        told.push_str(before);
        let is_id = from.get(2..38).is_some_and(|id| uuid::Uuid::try_parse(id).is_ok())
            && from.get(38..39) == Some("]");
        if is_id {
            told.push('@');
            told.push_str(somebody);
            rest = &from[39..];
        } else {
            told.push_str("@[");
            rest = &from[2..];
        }
    }
    told.push_str(rest);
    told
}

#[cfg(test)]
mod tests {
    use super::{Block, Page, Picture, without_members};

    #[test]
    fn no_word_of_a_page_names_a_member() {
        let named = || "a @[0191d3c0-1111-7000-8000-000000000001] @[ei] b".to_owned();
        let file = talkoo_protocol::FileId(uuid::Uuid::nil());
        let picture = || Picture { file, alt: named(), caption: named() };
        let page = Page {
            title: named(),
            lead: named(),
            contact: named(),
            licence: named(),
            cover: Some(picture()),
            corrections: vec![(time::OffsetDateTime::UNIX_EPOCH, named())],
            parts: vec![
                Block::Text(named()),
                Block::Heading(named()),
                Block::Picture(picture()),
                Block::Quote { text: named(), source: named() },
                Block::File { file, name: named() },
                Block::Table(vec![vec![named()]]),
            ],
            ..Page::default()
        };
        let page = page.with_words(|words| without_members(words, "jäsen"));
        assert_eq!(page.title, "a @jäsen @[ei] b");
        assert!(!format!("{page:?}").contains("0191d3c0"), "{page:?}");
    }
}
