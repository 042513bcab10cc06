//! What a member's own feed is made from: their marks, what is offered under them, and what is shown
//! of it. `offered_to` in SQL is the one place that says what may be there; nothing here ranks.

use std::collections::HashMap;

use talkoo_protocol::{
    ChannelId, Follow, ItemId, MemberId, OrganisationId, OutcomeId, Seq, WorkspaceId,
    own_feed::{FeedInterest, FeedRow, FeedWhy, OwnFeedSettings},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Connection, seq, unread::level};
use crate::{
    domain::own_feed::{Interest, Interests, Offer},
    error::Fault,
};

/// Marks of one member that are looked under; who has more is shown what is followed most closely.
const MARKS: i64 = 200;
/// The kind of an outcome in a feed.
pub const OUTCOME: &str = "outcome";

/// One member, as their feed sees them.
#[derive(Clone, Debug)]
pub struct Ground {
    pub now: OffsetDateTime,
    pub settings: OwnFeedSettings,
    pub version: Seq,
    pub interests: Interests,
    /// Marks that nothing shown may bear.
    pub muted: Vec<String>,
    pub muted_items: Vec<Uuid>,
    pub told: Vec<FeedInterest>,
}

/// # Errors
/// A fault of the database.
pub async fn ground(conn: &mut Connection, member: MemberId) -> Result<Ground, Fault> {
    let own = sqlx::query!(
        r#"select
             app_now() as "now!",
             (select settings from own_feeds where member = $1) as settings,
             coalesce((select version from own_feeds where member = $1), 0) as "version!""#,
        member.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let settings =
        own.settings.map_or_else(|| Ok(OwnFeedSettings::default()), serde_json::from_value);
    let settings: OwnFeedSettings =
        settings.map_err(|error| Fault::caused("reading how a feed is wanted", error))?;
    let muted = settings.hidden_kinds.iter().map(|kind| format!("k:{kind}")).collect();
    let mut ground = Ground {
        now: own.now,
        settings,
        version: seq(own.version),
        interests: Interests::new(),
        muted,
        muted_items: Vec::new(),
        told: Vec::new(),
    };
    marks(conn, member, &mut ground).await?;
    Ok(ground)
}

/// What a member is and follows, and what they have muted.
async fn marks(conn: &mut Connection, member: MemberId, ground: &mut Ground) -> Result<(), Fault> {
    let rows = sqlx::query!(
        r#"select
             sort as "sort!",
             letter as "letter!",
             named as "named!",
             subject as "subject!",
             level as "level!",
             place = 5 as "is_under!"
           from (
             select 0 as place, 'role' as sort, 'm' as letter, role as named, role as subject, 'follow' as level
             from (
               select 'all' as role
               union
               select role from members where id = $1 and role <> 'member'
               union
               select 'contact' where exists (select from organisation_contacts where member = $1)
               union
               select 'owner'
               where exists (select from workspace_members where member = $1 and role = 'owner')
               union
               select o.kind
               from affiliations a
               join organisations o on o.id = a.organisation
               where a.member = $1 and a.confirmed and a.to_at is null
             ) roles
             union all
             select 1, 'region', 'r', region, region, 'follow'
             from members
             where id = $1 and region is not null
             union all
             select 1, 'organisation', 'o', organisation::text, organisation::text, 'follow'
             from affiliations
             where member = $1 and confirmed and to_at is null
             union all
             select 3, 'workspace', 'w', workspace::text, workspace::text, 'follow'
             from workspace_members
             where member = $1
             union all
             select
               case when f.level = 'watch' then 2 else 4 end,
               f.sort,
               case f.sort when 'tag' then 't' when 'channel' then 'c' when 'member' then 'a' else 'i' end,
               case when f.sort = 'tag' then coalesce(t.merged_into, t.id)::text else f.subject end,
               f.subject,
               f.level
             from follows f
             left join tags t on f.sort = 'tag' and t.slug = f.subject
             where f.member = $1
               and f.level <> 'default'
               and (f.sort <> 'item' or f.level = 'mute')
               and (f.sort <> 'tag' or t.id is not null)
             union all
             -- Who follows a theme follows its phenomena, by the theme's name.
             select 5, 'tag', 't', under.id::text, f.subject, f.level
             from follows f
             join tags t on t.slug = f.subject
             join tags under on under.parent = coalesce(t.merged_into, t.id)
             where f.member = $1
               and f.sort = 'tag'
               and f.level in ('follow', 'watch')
           ) own
           order by level = 'mute' desc, place, sort, subject
           limit 20000"#,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    for row in rows {
        let level = level(&row.level);
        let mark = format!("{}:{}", row.letter, row.named);
        if level == Follow::Mute {
            match (row.letter.as_str(), row.named.parse()) {
                ("i", Ok(item)) => ground.muted_items.push(item),
                _ => ground.muted.push(mark),
            }
        } else if let Some(why) = FeedWhy::ALL.into_iter().find(|why| why.as_str() == row.sort)
            && ground.interests.len() < MARKS as usize
        {
            // What is followed by itself has come before.
            let interest = Interest { why, subject: row.subject.clone(), level };
            ground.interests.entry(mark).or_insert(interest);
        }
        if !row.is_under {
            ground.told.push(FeedInterest { why: row.sort, subject: row.subject, level });
        }
    }
    Ok(())
}

/// What is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub marks: &'a [String],
    pub since: OffsetDateTime,
    /// Only what was published before this one, by time and id.
    pub before: Option<(OffsetDateTime, Uuid)>,
    /// Of each mark, the newest.
    pub each: i64,
}

/// What is offered under these marks and this reader may read now; not ordered.
///
/// # Errors
/// A fault of the database.
pub async fn offered(
    conn: &mut Connection,
    reader: MemberId,
    ground: &Ground,
    wanted: Wanted<'_>,
) -> Result<Vec<Offer>, Fault> {
    let (before, before_item) = wanted.before.unzip();
    let rows = sqlx::query!(
        r#"select o.item as "item!", f.at as "at!", array_agg(o.mark) as "marks!"
           from offered_to($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) f
           join offers o on o.item = f.item
           group by o.item, f.at"#,
        reader.0,
        wanted.marks,
        &ground.muted,
        &ground.muted_items,
        &ground.settings.languages,
        ground.now,
        wanted.since,
        before,
        before_item,
        wanted.each,
    )
    .fetch_all(conn)
    .await?;
    let offer = |item, at, marks| Offer { id: item, at, marks };
    Ok(rows.into_iter().map(|row| offer(row.item, row.at, row.marks)).collect())
}

/// Outcomes that this reader may read, the newest first, with the marks that an item would have.
///
/// # Errors
/// A fault of the database.
pub async fn outcomes(
    conn: &mut Connection,
    reader: MemberId,
    ground: &Ground,
    wanted: Wanted<'_>,
) -> Result<Vec<Offer>, Fault> {
    let (before, before_id) = wanted.before.unzip();
    let rows = sqlx::query!(
        r#"select
             o.id,
             o.at,
             told.marks as "marks!"
           from outcomes o
           left join channels c on c.id = o.channel
           left join tags t on t.slug = o.theme
           cross join lateral (
             select array_remove(array[
               '',
               'k:outcome',
               'c:' || o.channel,
               'w:' || coalesce(o.workspace, c.workspace),
               'a:' || o.recorded_by,
               'o:' || o.spoken_as,
               'r:' || o.region,
               't:' || t.id
             ], null) as marks
           ) told
           where o.state in ('recorded', 'confirmed')
             and o.recorded_by <> $1
             and o.at <= $2
             and o.at > $3
             and ($4::timestamptz is null or (o.at, o.id) < ($4, $5))
             and case
               when o.channel is not null then exists (
                 select from readable_channels($1) r
                 where r.channel = o.channel and r.history_from <= o.seq
               )
               else o.workspace in (select r.workspace from readable_workspaces($1) r)
             end
             and not exists (
               select from parted_pairs p
               where (p.one = $1 and p.other = o.recorded_by)
                 or (p.other = $1 and p.one = o.recorded_by)
             )
             and not told.marks && $7
             -- What was said of an item that is gone goes with it.
             and not exists (
               select from items i
               where i.id = o.item
                 and (i.deleted_at is not null
                   or i.id = any($8)
                   or exists (select from hidden_items h where h.item = i.id))
             )
           order by o.at desc, o.id desc
           limit $6"#,
        reader.0,
        ground.now,
        wanted.since,
        before,
        before_id,
        wanted.each,
        &ground.muted,
        &ground.muted_items,
    )
    .fetch_all(conn)
    .await?;
    let offer = |id, at, marks| Offer { id, at, marks };
    Ok(rows.into_iter().map(|row| offer(row.id, row.at, row.marks)).collect())
}

/// Where things stand and what they are called, by id; reasons and points are the caller's.
///
/// # Errors
/// A fault of the database.
pub async fn rows(conn: &mut Connection, ids: &[Uuid]) -> Result<HashMap<Uuid, FeedRow>, Fault> {
    let rows = sqlx::query!(
        r#"select
             i.id as "id!",
             i.kind as "kind!",
             i.title as "title!",
             i.text as "lead!",
             coalesce(
               (select min(f.word) from facets f where f.item = i.id and f.name = 'offered'), ''
             ) as "offered!",
             i.lang,
             i.tags as "tags!",
             i.channel,
             i.id as item,
             null::uuid as outcome,
             i.author,
             i.spoken_as,
             i.at as "at!",
             c.name as "channel_name?",
             w.id as "workspace?",
             w.name as "workspace_name?"
           from item_now i
           join channels c on c.id = i.channel
           left join workspaces w on w.id = c.workspace
           where i.id = any($1)
           union all
           select
             o.id,
             $2,
             '',
             o.words,
             o.kind,
             null,
             array_remove(array[o.theme], null),
             o.channel,
             o.item,
             o.id,
             o.recorded_by,
             o.spoken_as,
             o.at,
             c.name,
             w.id,
             w.name
           from outcomes o
           left join channels c on c.id = o.channel
           left join workspaces w on w.id = coalesce(o.workspace, c.workspace)
           where o.id = any($1)
           limit 1000"#,
        ids,
        OUTCOME,
    )
    .fetch_all(conn)
    .await?;
    let row = rows.into_iter().map(|row| FeedRow {
        id: row.id,
        kind: row.kind,
        title: row.title,
        lead: row.lead,
        offered: row.offered,
        lang: row.lang,
        tags: row.tags,
        regions: Vec::new(),
        channel: row.channel.map(ChannelId),
        channel_name: row.channel_name.unwrap_or_default(),
        workspace: row.workspace.map(WorkspaceId),
        workspace_name: row.workspace_name.unwrap_or_default(),
        item: row.item.map(ItemId),
        outcome: row.outcome.map(OutcomeId),
        author: row.author.map(MemberId),
        spoken_as: row.spoken_as.map(OrganisationId),
        at: row.at,
        points: 0,
        reasons: Vec::new(),
    });
    Ok(row.map(|row| (row.id, row)).collect())
}

/// The channels in which these items and outcomes are offered now, for telling who may read there.
///
/// # Errors
/// A fault of the database.
pub async fn places(conn: &mut Connection, ids: &[Uuid]) -> Result<Vec<ChannelId>, Fault> {
    let channels = sqlx::query_scalar!(
        r#"select o.channel as "channel!"
           from offers o
           where o.item = any($1) and o.mark = '' and o.at <= app_now()
           union
           select o.channel from outcomes o where o.id = any($1) and o.channel is not null
           limit 1000"#,
        ids,
    )
    .fetch_all(conn)
    .await?;
    Ok(channels.into_iter().map(ChannelId).collect())
}
