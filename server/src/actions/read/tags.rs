//! Tags and what stands under them. A tag of which one sees no use, and which not everybody is
//! offered, answers like one that nobody has ever written.

use talkoo_protocol::{
    MemberId, Refusal,
    tags::{TagBody, TagQuery, TagView},
};

use super::active;
use crate::{
    actions::follow,
    app::App,
    error::Failure,
    store::{
        Connection, page_size, people, tag_uses,
        tags::{self as store, Tag},
    },
};

/// What a page lists unless it is asked for less.
const LISTED: u32 = 50;
const SORTS: [&str; 5] = ["message", "item", "workspace", "organisation", "member"];

/// Tags that one of their names begins so, only those of which one sees a use or which everybody is
/// offered.
///
/// # Errors
/// `bad_value`.
pub async fn tags(
    app: &App,
    member: MemberId,
    beginning: &str,
    limit: Option<u32>,
) -> Result<Vec<TagView>, Failure> {
    if beginning.contains('\0') {
        return Err(Refusal::bad_value("query: holds U+0000").into());
    }
    let limit = page_size(limit, app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let beginning = beginning.trim().trim_start_matches('#');
    Ok(store::beginning(&mut snapshot, member, beginning, limit).await?)
}

/// The page of a tag.
///
/// # Errors
/// `not_found` for what is no slug; `bad_value`.
pub async fn tag(
    app: &App,
    member: MemberId,
    slug: &str,
    query: &TagQuery,
) -> Result<TagBody, Failure> {
    if !follow::is_slug(slug) {
        return Err(Refusal::not_found().into());
    }
    if query.sort.as_deref().is_some_and(|sort| !SORTS.contains(&sort)) {
        return Err(
            Refusal::bad_value("sort: message, item, workspace, organisation or member").into()
        );
    }
    let is_by_use = match query.order.as_deref() {
        None | Some("newest") => false,
        Some("used") => true,
        Some(_) => return Err(Refusal::bad_value("order: newest or used").into()),
    };
    let limit = page_size(query.limit.or(Some(LISTED)), app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let Some(tag) = known(&mut snapshot, member, slug).await? else {
        return unknown(&mut snapshot, member, slug).await;
    };
    let counts = store::counts(&mut snapshot, member, tag.id).await?;
    let mut uses = if is_by_use {
        tag_uses::most_used(&mut snapshot, member, tag.id, limit + 1).await?
    } else {
        tag_uses::newest(&mut snapshot, member, tag.id, query.sort.as_deref(), limit + 1).await?
    };
    let has_more = i64::try_from(uses.len()).unwrap_or(i64::MAX) > limit;
    uses.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let role = people::network_role(&mut snapshot, member).await?;
    let may_keep = role.is_some_and(|role| role.may_moderate());
    let level = store::level_of(&mut snapshot, member, &tag.slug).await?;
    let children = store::children(&mut snapshot, member, tag.id).await?;
    let (aliases, parent) = (tag.aliases.clone(), tag.parent_slug.clone());
    let mut shown = tag.view(counts.iter().map(|count| count.uses).sum());
    if may_keep {
        shown.aliases = aliases;
    }
    // One stands under another that not everybody may know of.
    shown.parent = match parent {
        Some(parent) => known(&mut snapshot, member, &parent).await?.map(|tag| tag.slug),
        None => None,
    };
    Ok(TagBody { level, may_keep, children, tag: shown, counts, uses, has_more })
}

/// A tag that is there for this reader.
async fn known(
    conn: &mut Connection,
    member: MemberId,
    slug: &str,
) -> Result<Option<Tag>, Failure> {
    let Some(tag) = store::by_slug(conn, slug).await? else {
        // As long as for one that is used elsewhere.
        store::is_seen(conn, member, uuid::Uuid::nil()).await?;
        return Ok(None);
    };
    let is_known = tag.is_offered() || store::is_seen(conn, member, tag.id).await?;
    Ok(is_known.then_some(tag))
}

async fn unknown(conn: &mut Connection, member: MemberId, slug: &str) -> Result<TagBody, Failure> {
    let tag = TagView {
        slug: slug.to_owned(),
        uses: 0,
        kind: "free".to_owned(),
        label: None,
        aliases: Vec::new(),
        parent: None,
    };
    Ok(TagBody {
        level: store::level_of(conn, member, slug).await?,
        may_keep: false,
        children: Vec::new(),
        counts: Vec::new(),
        uses: Vec::new(),
        has_more: false,
        tag,
    })
}
