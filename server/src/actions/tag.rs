//! Keeping the network's tags in order: names, places, and two that are one. A matter of those who
//! moderate the network, and only of tags that they see: nobody learns of a tag by trying to keep it.

use talkoo_protocol::{
    Refusal, Verb,
    tags::{ChangeTag, MergeTag},
};

use super::{Asked, follow, office, organisation, text};
use crate::{
    domain::draft::{
        Draft, EventDraft, Write,
        tags::{TagChange, TagsWrite},
    },
    error::Failure,
    store::{
        Connection,
        tags::{self, Tag},
    },
};

const LABEL_CHARS: usize = 80;
const ALIASES: usize = 20;

pub(super) async fn change(asked: &Asked<'_>, wanted: &ChangeTag) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    office::moderator(&mut conn, asked.member).await?;
    let tag = seen(&mut conn, asked, &wanted.tag).await?;
    if wanted.slug.is_some() || wanted.promoted {
        free_to_move(&tag)?;
    }
    let change = TagChange {
        tag: tag.id,
        slug: wanted.slug.as_deref().map(slug).transpose()?,
        label: match &wanted.label {
            Some(label) => Some(organisation::words(label, "label", LABEL_CHARS)?),
            None => None,
        },
        aliases: wanted.aliases.as_deref().map(aliases).transpose()?,
        parent: match wanted.parent.as_deref() {
            None => None,
            Some("") => Some(None),
            Some(slug) => Some(Some(above(&mut conn, asked, &tag, slug).await?)),
        },
        is_promoted: wanted.promoted,
    };
    Ok(told(asked, &tag, TagsWrite::Change(Box::new(change))))
}

pub(super) async fn merge(asked: &Asked<'_>, wanted: &MergeTag) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    office::moderator(&mut conn, asked.member).await?;
    let tag = seen(&mut conn, asked, &wanted.tag).await?;
    free_to_move(&tag)?;
    let into = seen(&mut conn, asked, &wanted.into).await?;
    if into.id == tag.id {
        return Err(Refusal::bad_value("into: they are one already").into());
    }
    Ok(told(asked, &tag, TagsWrite::Merge { from: tag.id, into: into.id }))
}

/// The network hears that something is another, and not what: it may be a tag that only some see.
fn told(asked: &Asked<'_>, tag: &Tag, write: TagsWrite) -> Draft {
    let network = asked.app.network.stream;
    let mut draft = asked.draft(tag.id);
    draft.events.push(EventDraft::new(
        network,
        Verb::TAGS_CHANGED,
        asked.member,
        Write::Tags(write),
    ));
    draft
}

async fn seen(conn: &mut Connection, asked: &Asked<'_>, slug: &str) -> Result<Tag, Failure> {
    if !follow::is_slug(slug) {
        return Err(Refusal::not_found().into());
    }
    let tag = tags::by_slug(conn, slug).await?.ok_or_else(Refusal::not_found)?;
    if tag.is_offered() || tags::is_seen(conn, asked.member, tag.id).await? {
        return Ok(tag);
    }
    Err(Refusal::not_found().into())
}

/// Themes and regions stand as they are; their labels and aliases may change.
fn free_to_move(tag: &Tag) -> Result<(), Refusal> {
    if ["theme", "region"].contains(&tag.kind.as_str()) {
        return Err(Refusal::rule("a theme or a region keeps its slug"));
    }
    Ok(())
}

/// No tag stands under itself, nor under one of its own.
async fn above(
    conn: &mut Connection,
    asked: &Asked<'_>,
    tag: &Tag,
    slug: &str,
) -> Result<uuid::Uuid, Failure> {
    let parent = seen(conn, asked, slug).await?;
    if parent.id == tag.id || parent.parent == Some(tag.id) {
        return Err(Refusal::bad_value("parent: a tag does not stand under itself").into());
    }
    Ok(parent.id)
}

fn slug(wanted: &str) -> Result<String, Refusal> {
    if follow::is_slug(wanted) {
        return Ok(wanted.to_owned());
    }
    Err(Refusal::bad_value("slug: small letters, digits and hyphens"))
}

fn aliases(words: &[String]) -> Result<Vec<String>, Refusal> {
    if words.len() > ALIASES {
        return Err(Refusal::bad_value("aliases: 20 at most"));
    }
    words.iter().map(|word| text::line(word, "aliases", LABEL_CHARS)).collect()
}
