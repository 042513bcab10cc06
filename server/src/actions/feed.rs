//! An address by which a feed reader hears of a channel or a tag. It shows what its maker may read at
//! the moment it is asked, and nothing once its maker has revoked it or is gone.

use talkoo_protocol::{
    FeedId, Refusal, Verb,
    activity::{MakeFeed, RevokeFeed},
};

use super::{Asked, scene, sign_in::Token};
use crate::{
    domain::draft::{ActivityWrite, AuditLine, Draft, EventDraft, Write},
    error::Failure,
    store::feeds,
};

/// Good addresses of one member.
const MOST: usize = 50;

pub(super) async fn make(asked: &Asked<'_>, wanted: &MakeFeed) -> Result<Draft, Failure> {
    let token = Token::parse(&wanted.token)
        .ok_or_else(|| Refusal::bad_value("token: 32 bytes as base64url"))?;
    let (sort, subject) = match (wanted.channel, wanted.tag.as_deref()) {
        (Some(channel), None) => {
            let standing = scene::standing_now(asked, channel).await?;
            if standing.workspace.is_none() {
                return Err(Refusal::rule("direct talk has no feed").into());
            }
            ("channel", channel.to_string())
        }
        (None, Some(tag)) if super::follow::is_slug(tag) => ("tag", tag.to_owned()),
        _ => return Err(Refusal::bad_value("channel or tag: one of them").into()),
    };
    let mut conn = asked.app.store.read().await?;
    if feeds::of(&mut conn, asked.member).await?.len() >= MOST {
        return Err(Refusal::rule("fifty feeds at most; revoke one first").into());
    }
    let feed = FeedId(asked.app.clock.new_id());
    let token_hash = token.hash();
    let write = ActivityWrite::MakeFeed { feed, member: asked.member, token_hash, sort, subject };
    let line = AuditLine { action: "feed_made", object: Some(feed.0), reason: sort.to_owned() };
    Ok(told(asked, feed, Verb::FEED_MADE, line, write))
}

pub(super) async fn revoke(asked: &Asked<'_>, wanted: RevokeFeed) -> Result<Draft, Failure> {
    let mut conn = asked.app.store.read().await?;
    let own = feeds::of(&mut conn, asked.member).await?;
    let view = own.into_iter().find(|view| view.id == wanted.feed);
    let view = view.ok_or_else(Refusal::not_found)?;
    let write = ActivityWrite::EndFeed { feed: view.id, member: asked.member };
    let line = AuditLine { action: "feed_revoked", object: Some(view.id.0), reason: view.sort };
    Ok(told(asked, view.id, Verb::FEED_REVOKED, line, write))
}

fn told(
    asked: &Asked<'_>,
    feed: FeedId,
    verb: Verb,
    line: AuditLine,
    write: ActivityWrite,
) -> Draft {
    let mut draft = asked.draft(feed);
    let write = Write::Activity(Box::new(write));
    let event = EventDraft::new(asked.member, verb, asked.member, write);
    draft.events.push(event.fact("feed", feed.to_string()));
    draft.audit.push(line);
    draft
}
