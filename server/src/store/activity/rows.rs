//! Finding the rows. Each statement has the same conditions and another way through the events: by
//! the stream's own order, by person, by tag, by what is rare, or backwards in time piece by piece.

use serde_json::Value;
use talkoo_protocol::{ItemId, MemberId, MessageId, OrganisationId, StreamId, Verb};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::super::{Connection, seq, sql_seq};
use crate::{
    domain::activity::{Bound, LogPlace, Verbs},
    error::Fault,
};

/// An event of the log.
#[derive(Clone, Debug)]
pub struct Row {
    pub place: LogPlace,
    pub actor: Option<MemberId>,
    pub spoken_as: Option<OrganisationId>,
    pub verb: String,
    pub item: Option<ItemId>,
    pub message: Option<MessageId>,
    pub facts: Option<Value>,
}

/// How the rows are found. All conditions of [`Asked`] hold on every way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// One stream, in its own order.
    Stream(StreamId),
    /// What these members did.
    People(Vec<MemberId>),
    /// What carries this tag.
    Tag(String),
    Time,
}

/// What is asked. Only these streams; of the late ones only from a seq on.
#[derive(Clone, Debug)]
pub struct Asked {
    pub streams: Vec<Uuid>,
    pub late: Vec<Uuid>,
    pub late_from: Vec<i64>,
    pub verbs: Verbs,
    pub from: Option<OffsetDateTime>,
    pub until: Option<OffsetDateTime>,
    pub organisation: Option<OrganisationId>,
    /// Outcomes of it, and everything on those streams.
    pub region: Option<String>,
    pub region_streams: Vec<Uuid>,
    pub item: Option<ItemId>,
    pub member: Option<MemberId>,
    /// A kind of outcomes.
    pub outcome: Option<String>,
    pub before: LogPlace,
    pub limit: i64,
}

struct Found {
    stream: Uuid,
    seq: i64,
    at: OffsetDateTime,
    actor: Option<Uuid>,
    spoken_as: Option<Uuid>,
    verb: String,
    item: Option<Uuid>,
    message: Option<Uuid>,
    facts: Option<Value>,
}

/// Where the pieces of time begin, behind the newest that is asked for.
const PIECES: [Duration; 4] =
    [Duration::hours(6), Duration::days(3), Duration::days(24), Duration::days(192)];

/// The same columns and conditions on every way.
macro_rules! found {
    ($before:literal, $from:literal, $rest:literal, $asked:expr, $known:expr, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Found,
            $before
                + r#"select
                 e.stream as "stream!",
                 e.seq as "seq!",
                 e.at as "at!",
                 e.actor,
                 e.spoken_as,
                 e.verb as "verb!",
                 e.item,
                 e.message,
                 e.facts
               from "#
                + $from
                + r#"
               where e.stream = any($1::uuid[])
                 and (
                   cardinality($2::uuid[]) = 0
                   or not exists (
                     select from unnest($2::uuid[], $3::bigint[]) as l (stream, oldest)
                     where l.stream = e.stream and e.seq < l.oldest
                   )
                 )
                 and (
                   e.verb = any($4::text[])
                   or ($5::boolean and e.item is not null and e.verb <> all($6::text[]))
                 )
                 and ($7::timestamptz is null or e.at >= $7)
                 and ($8::timestamptz is null or e.at < $8)
                 and (
                   $9::uuid is null
                   or e.spoken_as = $9
                   or (
                     e.spoken_as is null
                     and exists (
                       select from affiliations a
                       where a.member = e.actor
                         and a.organisation = $9
                         and a.main
                         and a.confirmed
                         and a.from_at <= e.at
                         and (a.to_at is null or a.to_at > e.at)
                     )
                   )
                 )
                 and (
                   $10::text is null
                   or e.stream = any($11::uuid[])
                   or e.facts ->> 'region' = $10
                 )
                 and ($12::uuid is null or e.item = $12)
                 and ($13::text is null or e.facts ->> 'kind' = $13)
                 and ($14::uuid is null or e.actor = $14)
                 "#
                + $rest,
            &$asked.streams,
            &$asked.late,
            &$asked.late_from,
            &$asked.verbs.named,
            $asked.verbs.of_kinds,
            $known,
            $asked.from,
            $asked.until,
            $asked.organisation.map(|organisation| organisation.0),
            $asked.region,
            &$asked.region_streams,
            $asked.item.map(|item| item.0),
            $asked.outcome,
            $asked.member.map(|member| member.0),
            $($argument),*
        )
    };
}

/// The newest rows below the place, in descending order.
///
/// # Errors
/// A fault of the database.
pub async fn page(conn: &mut Connection, way: &Way, asked: &Asked) -> Result<Vec<Row>, Fault> {
    // What is asked for differs so much that no plan is good for all of it.
    sqlx::query!("set local plan_cache_mode = 'force_custom_plan'").execute(&mut *conn).await?;
    let known: Vec<String> = Verb::HOUSE.iter().map(|verb| (*verb).to_owned()).collect();
    let found = match way {
        Way::Stream(_) => by_stream(conn, asked, &known).await?,
        Way::People(people) => by_people(conn, asked, &known, people).await?,
        Way::Tag(slug) => piece_by_piece(conn, asked, &known, Some(slug)).await?,
        Way::Time if asked.verbs.are_notable && !asked.verbs.of_kinds => {
            notable(conn, asked, &known).await?
        }
        Way::Time => piece_by_piece(conn, asked, &known, None).await?,
    };
    Ok(found.into_iter().map(Row::from).collect())
}

async fn by_stream(
    conn: &mut Connection,
    asked: &Asked,
    known: &[String],
) -> Result<Vec<Found>, Fault> {
    Ok(found!(
        "",
        "events e",
        "and e.seq < $15 order by e.stream desc, e.seq desc limit $16",
        asked,
        known,
        sql_seq(asked.before.seq),
        asked.limit,
    )
    .fetch_all(conn)
    .await?)
}

async fn by_people(
    conn: &mut Connection,
    asked: &Asked,
    known: &[String],
    people: &[MemberId],
) -> Result<Vec<Found>, Fault> {
    let people: Vec<Uuid> = people.iter().map(|member| member.0).collect();
    // The newest of each, and of these the newest: nobody's whole past is read.
    Ok(found!(
        "select found.*
         from unnest($15::uuid[]) as p (actor)
         cross join lateral (",
        "events e",
        r#"and e.actor = p.actor
           and (e.at, e.stream, e.seq) < ($16, $17, $18)
           order by e.at desc, e.stream desc, e.seq desc
           limit $19
         ) as found
         order by found."at!" desc, found."stream!" desc, found."seq!" desc
         limit $19"#,
        asked,
        known,
        &people,
        asked.before.at,
        asked.before.stream.0,
        sql_seq(asked.before.seq),
        asked.limit,
    )
    .fetch_all(conn)
    .await?)
}

/// What was said or made with the tag, and outcomes of that theme. Nothing is tagged before it is
/// made, so the uses of a piece of time hold all that was made in it.
async fn by_tag(
    conn: &mut Connection,
    asked: &Asked,
    known: &[String],
    slug: &str,
) -> Result<Vec<Found>, Fault> {
    Ok(found!(
        "",
        "(
           select m.stream, m.seq
           from tags t
           join taggings g on g.tag = coalesce(t.merged_into, t.id) and g.sort = 'message'
           join messages m on m.id = g.object
           where t.slug = $15 and g.at >= coalesce($16::timestamptz, '-infinity')
           union
           select i.channel, i.seq
           from tags t
           join taggings g on g.tag = coalesce(t.merged_into, t.id) and g.sort = 'item'
           join items i on i.id = g.object
           where t.slug = $15 and g.at >= coalesce($16::timestamptz, '-infinity') and not i.desk
           union
           select o.stream, o.seq from outcomes o where o.theme = $15
         ) as used
         join events e on e.stream = used.stream and e.seq = used.seq",
        "and e.verb <> 'moved_in'
         and (e.at, e.stream, e.seq) < ($17, $18, $19)
         order by e.at desc, e.stream desc, e.seq desc
         limit $20",
        asked,
        known,
        slug,
        asked.from,
        asked.before.at,
        asked.before.stream.0,
        sql_seq(asked.before.seq),
        asked.limit,
    )
    .fetch_all(conn)
    .await?)
}

/// The condition on the verb is the index's own, word by word.
async fn notable(
    conn: &mut Connection,
    asked: &Asked,
    known: &[String],
) -> Result<Vec<Found>, Fault> {
    Ok(found!(
        "",
        "events e",
        "and e.verb not in ('posted', 'edited', 'deleted', 'reacted', 'unreacted')
         and (e.at, e.stream, e.seq) < ($15, $16, $17)
         order by e.at desc, e.stream desc, e.seq desc
         limit $18",
        asked,
        known,
        asked.before.at,
        asked.before.stream.0,
        sql_seq(asked.before.seq),
        asked.limit,
    )
    .fetch_all(conn)
    .await?)
}

/// The newest piece of time first, larger ones after it, until the page is full.
async fn piece_by_piece(
    conn: &mut Connection,
    asked: &Asked,
    known: &[String],
    tag: Option<&String>,
) -> Result<Vec<Found>, Fault> {
    let now = sqlx::query_scalar!(r#"select app_now() as "now!""#).fetch_one(&mut *conn).await?;
    let newest = asked.until.unwrap_or(now).min(now).min(asked.before.at);
    let mut rows = Vec::new();
    let mut end = asked.until;
    for begin in PIECES.iter().map(|piece| Some(newest - *piece)).chain([None]) {
        let is_last = begin.is_none() || begin <= asked.from;
        let piece = Asked {
            from: if is_last { asked.from } else { begin },
            until: end,
            limit: asked.limit - i64::try_from(rows.len()).unwrap_or(i64::MAX),
            ..asked.clone()
        };
        rows.extend(match tag {
            Some(slug) => by_tag(conn, &piece, known, slug).await?,
            None => in_time(conn, &piece, known).await?,
        });
        if is_last || i64::try_from(rows.len()).unwrap_or(i64::MAX) >= asked.limit {
            break;
        }
        end = begin;
    }
    Ok(rows)
}

async fn in_time(
    conn: &mut Connection,
    asked: &Asked,
    known: &[String],
) -> Result<Vec<Found>, Fault> {
    Ok(found!(
        "",
        "events e",
        "and e.at <= $15
         and (e.at, e.stream, e.seq) < ($15, $16, $17)
         order by e.at desc, e.stream desc, e.seq desc
         limit $18",
        asked,
        known,
        asked.before.at,
        asked.before.stream.0,
        sql_seq(asked.before.seq),
        asked.limit,
    )
    .fetch_all(conn)
    .await?)
}

/// A period of which a day of Helsinki's may be an end: it begins with the first and ends with the
/// second.
///
/// # Errors
/// A fault of the database.
pub async fn period(
    conn: &mut Connection,
    from: Option<Bound>,
    until: Option<Bound>,
) -> Result<(Option<OffsetDateTime>, Option<OffsetDateTime>), Fault> {
    let day = |bound: Option<Bound>| match bound {
        Some(Bound::Day(day)) => Some(day),
        _ => None,
    };
    let row = sqlx::query!(
        r#"select
             $1::date::timestamp at time zone 'Europe/Helsinki' as "begins?",
             ($2::date + 1)::timestamp at time zone 'Europe/Helsinki' as "ends?""#,
        day(from),
        day(until),
    )
    .fetch_one(conn)
    .await?;
    let instant = |bound: Option<Bound>, of_day: Option<OffsetDateTime>| match bound {
        Some(Bound::Instant(at)) => Some(at),
        _ => of_day,
    };
    Ok((instant(from, row.begins), instant(until, row.ends)))
}

impl From<Found> for Row {
    fn from(found: Found) -> Self {
        let stream = StreamId(found.stream);
        Self {
            place: LogPlace { at: found.at, stream, seq: seq(found.seq) },
            actor: found.actor.map(MemberId),
            spoken_as: found.spoken_as.map(OrganisationId),
            verb: found.verb,
            item: found.item.map(ItemId),
            message: found.message.map(MessageId),
            facts: found.facts,
        }
    }
}
