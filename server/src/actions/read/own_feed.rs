//! One's own feed: what is offered under one's marks, in the order of the points that are shown. Rights
//! and content are read in one snapshot; `domain::own_feed` ranks.

use std::{cmp::Reverse, collections::HashSet};

use serde_json::Value;
use talkoo_protocol::{
    Follow, MemberId, Refusal,
    own_feed::{FeedBody, FeedQuery, FeedReason, FeedRow, FeedWhy, OwnFeedBody},
};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};
use uuid::Uuid;

use super::active;
use crate::{
    app::App,
    domain::own_feed::{self as rules, HALF_LIFE_HOURS, Next, Offer, Place, Ranked, base_points},
    error::Failure,
    kind::Item,
    kinds,
    store::{
        Connection, items,
        own_feed::{self as store, Ground, Wanted},
        page_size,
    },
};

const PAGE: u32 = 30;
/// Older than this is not offered in the order of points: one has had it before one.
const DAYS: i64 = 90;
/// What has to reach somebody stands at the top for so long.
const LANE_DAYS: i64 = 14;
const LANE: i64 = 10;
/// What is ranked at most, about; each mark brings its newest.
const RANKED: i64 = 1_000;
const EACH_LEAST: i64 = 8;
const EACH_MOST: i64 = 60;
/// The beginning of a lead.
const LEAD: usize = 400;

/// # Errors
/// `bad_value`; `suspended`.
pub async fn own_feed(app: &App, member: MemberId, query: &FeedQuery) -> Result<FeedBody, Failure> {
    let is_newest = match query.order.as_deref() {
        None | Some("points") => false,
        Some("newest") => true,
        Some(_) => return Err(Refusal::bad_value("order: points or newest").into()),
    };
    let after: Option<Next> = match query.after.as_deref().map(str::parse) {
        None => None,
        Some(Ok(place)) => Some(place),
        Some(Err(())) => return Err(Refusal::bad_value("after: not the next of a page").into()),
    };
    let asked = query.as_of.as_deref().map(|text| OffsetDateTime::parse(text, &Rfc3339));
    let asked = asked.transpose().map_err(|_| Refusal::bad_value("as_of: not an instant"))?;
    let limit = page_size(Some(query.limit.unwrap_or(PAGE)), app.settings.limits.page_rows);

    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let mut ground = store::ground(&mut snapshot, member).await?;
    // What came after the first page does not push anything from one page to another.
    let upto = after.map_or(ground.now, |after| after.upto.min(ground.now));
    ground.now = upto;
    let after = after.map(|after| after.place);
    let now = rules::as_of(upto);
    let as_of = rules::as_of(asked.unwrap_or(now).min(now));
    let lane = lane(&mut snapshot, member, &ground, as_of).await?;
    let in_lane: HashSet<Uuid> = lane.iter().map(|one| one.offer.id).collect();
    let rank = |offers| rules::ranked(&ground.interests, &ground.settings, offers, as_of);
    let (mut ranked, is_more) = if is_newest {
        let (offers, is_more) = newest(&mut snapshot, member, &ground, after, limit).await?;
        let mut ranked = rank(offers);
        ranked.sort_by_key(|one| Reverse((one.offer.at, one.offer.id)));
        (ranked, is_more)
    } else {
        let mut ranked = rank(candidates(&mut snapshot, member, &ground, as_of).await?);
        ranked.retain(|one| after.is_none_or(|after| one.place().is_behind(after)));
        ranked.retain(|one| !in_lane.contains(&one.offer.id));
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let is_more = ranked.len() > most;
        ranked.truncate(most);
        (ranked, is_more)
    };
    let last = ranked.last().map(Ranked::place);
    ranked.retain(|one| !in_lane.contains(&one.offer.id));
    let is_first = after.is_none();
    let must_read = if is_first { shown(&mut snapshot, lane).await? } else { Vec::new() };
    let rows = shown(&mut snapshot, ranked).await?;
    let next = last.filter(|_| is_more).map(|place| Next { place, upto }.to_string());
    Ok(FeedBody { as_of, must_read, rows, next })
}

/// What has to reach this reader, the newest first.
async fn lane(
    conn: &mut Connection,
    member: MemberId,
    ground: &Ground,
    as_of: OffsetDateTime,
) -> Result<Vec<Ranked>, Failure> {
    let roles = ground.interests.iter().filter(|(_, one)| one.why == FeedWhy::Role);
    let marks: Vec<String> = roles.map(|(mark, _)| mark.clone()).collect();
    let since = ground.now - Duration::days(LANE_DAYS);
    let wanted = Wanted { marks: &marks, since, before: None, each: LANE };
    let offers = store::offered(conn, member, ground, wanted).await?;
    let mut lane = rules::ranked(&ground.interests, &ground.settings, offers, as_of);
    lane.sort_by_key(|one| Reverse((one.offer.at, one.offer.id)));
    lane.truncate(usize::try_from(LANE).unwrap_or(usize::MAX));
    Ok(lane)
}

/// The newest under each mark of the reader, and the newest of all.
async fn candidates(
    conn: &mut Connection,
    member: MemberId,
    ground: &Ground,
    as_of: OffsetDateTime,
) -> Result<Vec<Offer>, Failure> {
    let marks: Vec<String> =
        ground.interests.keys().cloned().chain(std::iter::once(String::new())).collect();
    let count = i64::try_from(marks.len()).unwrap_or(i64::MAX);
    let each = (RANKED / count).clamp(EACH_LEAST, EACH_MOST);
    let since = as_of - Duration::days(DAYS);
    let wanted = Wanted { marks: &marks, since, before: None, each };
    let mut offers = store::offered(conn, member, ground, wanted).await?;
    offers
        .extend(store::outcomes(conn, member, ground, Wanted { each: EACH_MOST, ..wanted }).await?);
    Ok(offers)
}

/// All that one may read, from the newest on.
async fn newest(
    conn: &mut Connection,
    member: MemberId,
    ground: &Ground,
    after: Option<Place>,
    limit: i64,
) -> Result<(Vec<Offer>, bool), Failure> {
    let before = after.map(|place| (place.at, place.id));
    let marks = [String::new()];
    let since = OffsetDateTime::UNIX_EPOCH;
    let wanted = Wanted { marks: &marks, since, before, each: limit + 1 };
    let mut offers = store::offered(conn, member, ground, wanted).await?;
    offers.extend(store::outcomes(conn, member, ground, wanted).await?);
    offers.sort_by_key(|one| Reverse((one.at, one.id)));
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_more = offers.len() > most;
    offers.truncate(most);
    Ok((offers, is_more))
}

/// What stands on the screen of each.
async fn shown(conn: &mut Connection, ranked: Vec<Ranked>) -> Result<Vec<FeedRow>, Failure> {
    let ids: Vec<Uuid> = ranked.iter().map(|one| one.offer.id).collect();
    let mut rows = store::rows(conn, &ids).await?;
    let of_items: Vec<_> =
        rows.values().filter(|row| row.outcome.is_none()).filter_map(|row| row.item).collect();
    let mut views = items::by_ids(conn, &of_items).await?;
    let shown = ranked.into_iter().filter_map(|one| {
        let mut row = rows.remove(&one.offer.id)?;
        let view = row.item.filter(|_| row.outcome.is_none()).and_then(|id| views.remove(&id));
        // A kind says itself what its lead is; of one that this version does not know, the text is.
        if let Some(view) = view
            && let Ok(kind) = kinds::find(&view.kind)
        {
            let item = Item::<Value> {
                author: view.author,
                title: view.title,
                text: view.text,
                body: view.body,
                state: view.state,
                desk: view.desk,
                main: view.main,
            };
            if let Ok(words) = kind.words(&item) {
                (row.title, row.lead) = (words.title, words.lead);
            }
        }
        if let Some((end, _)) = row.lead.char_indices().nth(LEAD) {
            row.lead.truncate(end);
            row.lead.push('…');
        }
        row.regions = marked(&one.offer, "r:");
        (row.at, row.points, row.reasons) = (one.offer.at, one.points, one.reasons);
        Some(row)
    });
    Ok(shown.collect())
}

fn marked(offer: &Offer, letter: &str) -> Vec<String> {
    let named = offer.marks.iter().filter_map(|mark| mark.strip_prefix(letter));
    let mut named: Vec<String> = named.map(str::to_owned).collect();
    named.sort();
    named
}

/// All that one's feed is made from.
///
/// # Errors
/// `suspended`.
pub async fn own_feed_settings(app: &App, member: MemberId) -> Result<OwnFeedBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let ground = store::ground(&mut snapshot, member).await?;
    let levels = [Follow::Follow, Follow::Watch];
    let points = FeedWhy::ALL.into_iter().flat_map(|why| {
        let followed = matches!(why, FeedWhy::Tag | FeedWhy::Member | FeedWhy::Channel);
        levels.into_iter().take(if followed { 2 } else { 1 }).map(move |level| FeedReason {
            why,
            subject: None,
            level,
            points: base_points(why, level),
        })
    });
    let (muted, own) = ground.told.into_iter().partition(|one| one.level == Follow::Mute);
    Ok(OwnFeedBody {
        settings: ground.settings,
        points: points.collect(),
        half_life_hours: HALF_LIFE_HOURS,
        own,
        muted,
        version: ground.version,
    })
}
