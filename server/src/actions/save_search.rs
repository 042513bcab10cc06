//! Keeping a query under a name, and following it. One's own, and told to one's own devices alone.

use talkoo_protocol::{
    Refusal, SavedSearchId, Verb,
    search::{ChangeSearch, RemoveSearch, SaveSearch, SavedSearch},
};

use super::{Asked, text};
use crate::{
    domain::draft::{
        Draft, EventDraft, Write,
        tags::{KeptSearch, NoticesWrite},
    },
    error::Failure,
    store::search::saved,
};

const NAME_CHARS: usize = 80;
const QUERY_CHARS: usize = 1_000;

pub(super) async fn save(asked: &Asked<'_>, wanted: &SaveSearch) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    let there = saved::of_member(&mut conn, asked.member).await?;
    if there.len() as i64 >= saved::MOST {
        return Err(Refusal::rule(format!("{} searches at most", saved::MOST)).into());
    }
    let search = SavedSearch {
        id: SavedSearchId(asked.app.clock.new_id()),
        name: wanted.name.clone(),
        query: wanted.query.clone(),
        followed: wanted.followed,
    };
    kept(asked, &search)
}

pub(super) async fn change(asked: &Asked<'_>, wanted: &ChangeSearch) -> Result<Draft, Failure> {
    let was = own(asked, wanted.search).await?;
    let search = SavedSearch {
        id: was.id,
        name: wanted.name.clone().unwrap_or(was.name),
        query: wanted.query.clone().unwrap_or(was.query),
        followed: wanted.followed.unwrap_or(was.followed),
    };
    kept(asked, &search)
}

pub(super) async fn remove(asked: &Asked<'_>, wanted: RemoveSearch) -> Result<Draft, Failure> {
    let search = own(asked, wanted.search).await?.id;
    let write = NoticesWrite::RemoveSearch { member: asked.member, search };
    Ok(told(asked, search, write))
}

fn kept(asked: &Asked<'_>, search: &SavedSearch) -> Result<Draft, Failure> {
    let name = text::line(&search.name, "name", NAME_CHARS)?;
    let query = text::line(&search.query, "query", QUERY_CHARS)?;
    if name.is_empty() || query.is_empty() {
        return Err(Refusal::bad_value("name, query: something stands there").into());
    }
    let id = search.id;
    let kept = KeptSearch { id, name, query, is_followed: search.followed };
    let write = NoticesWrite::SaveSearch { member: asked.member, search: Box::new(kept) };
    Ok(told(asked, id, write))
}

async fn own(asked: &Asked<'_>, search: SavedSearchId) -> Result<SavedSearch, Failure> {
    let mut conn = asked.app.store.read().await?;
    let there = saved::of_member(&mut conn, asked.member).await?;
    let found = there.into_iter().find(|one| one.id == search);
    Ok(found.ok_or_else(Refusal::not_found)?)
}

fn told(asked: &Asked<'_>, search: SavedSearchId, write: NoticesWrite) -> Draft {
    let member = asked.member;
    let mut draft = asked.draft(search);
    let write = Write::Notices(write);
    draft.events.push(EventDraft::new(member, Verb::SEARCHES_CHANGED, member, write));
    draft
}
