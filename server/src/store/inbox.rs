//! What is new for a member in all channels: derived from the log when it is asked for, never stored,
//! so a mention of ten thousand people costs its sender one row.
//! Only what the house has told this one member is a row (`notices`) until it is read.
//!
//! Sources: channels that one has joined; items, tags and people that one follows in channels
//! that one may read without being in them, and mentions there; the rest is counting. The same events count as in
//! `unread`, above the same marks.

mod causes;

use talkoo_protocol::{ChannelId, MemberId, notices::InboxRow};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Connection, access, notices::Note};
use crate::error::Fault;

pub use causes::key;

/// Of one channel no more than these are looked at; beyond, a count says "more".
const LOOKED_AT: i64 = 400;
/// A count says "more" from here on.
const COUNT_TO: i64 = 100;
/// What those whom one follows said longer ago than this is not new.
const PEOPLE_DAYS: f64 = 30.0;
/// Of one followed search.
const FINDS: i64 = 20;

struct Row {
    channel: Uuid,
    channel_name: String,
    direct: bool,
    members: Vec<Uuid>,
    item: Uuid,
    title: String,
    main: bool,
    count: i64,
    mentions: i64,
    groups: i64,
    first: i64,
    last: i64,
    at: OffsetDateTime,
    by: Option<Uuid>,
    message: Option<Uuid>,
    text: String,
    joined: bool,
    channel_level: Option<String>,
    item_level: Option<String>,
    item_why: Option<String>,
    was_named: bool,
    tag: Option<String>,
    tag_level: Option<String>,
    member: Option<Uuid>,
    member_level: Option<String>,
    search: Option<String>,
    note_kind: Option<String>,
    note: Option<String>,
    language: String,
    is_on_desk: bool,
}

/// A row, and what the house has told of its item.
#[derive(Debug)]
pub struct Waiting {
    pub row: InboxRow,
    pub note: Option<Note>,
    /// The reader's.
    pub language: String,
}

/// Items with something new, the newest first.
///
/// # Errors
/// A fault of the database.
#[expect(clippy::too_many_lines, reason = "one statement: what is new is read in one look")]
pub async fn rows(
    conn: &mut Connection,
    member: MemberId,
    limit: i64,
) -> Result<Vec<Waiting>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"with followed as materialized (
             select
               f.sort,
               f.level,
               f.at,
               f.why,
               t.slug,
               coalesce(t.merged_into, t.id) as tag,
               case when f.sort <> 'tag' then f.subject::uuid end as id
             from follows f
             left join tags t on f.sort = 'tag' and t.slug = f.subject
             where f.member = $1
           ),
           kept as materialized (
             select id, name from saved_searches where member = $1 and followed
           ),
           seats as materialized (
             select
               r.channel,
               c.workspace is null as direct,
               cm.member is not null as joined,
               greatest(coalesce(mark.seq, 0), r.history_from - 1) as mark,
               fc.level as level
             from readable_channels($1) r
             join channels c on c.id = r.channel
             left join channel_members cm on cm.channel = r.channel and cm.member = $1
             left join read_marks mark on mark.member = $1 and mark.channel = r.channel
               and mark.item = '00000000-0000-0000-0000-000000000000'
             left join followed fc on fc.sort = 'channel' and fc.id = r.channel
             where fc.level is distinct from 'mute'
               and not exists (
                 select from direct_requests q
                 where q.channel = r.channel and q.receiver = $1 and q.state <> 'accepted'
               )
           ),
           fresh as (
             select s.channel, e.item, e.seq, e.actor, e.message, e.at
             from seats s
             cross join lateral (
               select coalesce(e.item_now, e.item) as item, e.seq, e.actor, e.message, e.at
               from events e
               where e.stream = s.channel
                 and e.counts
                 and e.seq > s.mark
                 and e.actor is distinct from $1
               order by e.seq desc
               limit $3
             ) e
             where s.joined
             union
             select m.channel, m.item, m.seq, m.author, m.id, m.at
             from followed f
             join items i on i.id = f.id
             join seats s on s.channel = i.channel and not s.joined
             join messages m on m.item = i.id and m.stream = m.channel
             where f.sort = 'item'
               and f.level in ('follow', 'watch')
               and m.at > f.at
               and m.seq > s.mark
               and m.deleted_at is null
               and m.author is distinct from $1
             union
             select m.channel, m.item, m.seq, m.author, m.id, m.at
             from followed f
             join taggings g on g.tag = f.tag and g.sort = 'message' and g.at > f.at
             join seats s on s.channel = g.channel and not s.joined and g.seq > s.mark
             join messages m on m.id = g.object
             where f.sort = 'tag'
               and f.level in ('follow', 'watch')
               and m.author is distinct from $1
             union
             select i.channel, i.id, g.seq, i.author, null, i.at
             from followed f
             join taggings g on g.tag = f.tag and g.sort = 'item' and g.at > f.at
             join seats s on s.channel = g.channel and not s.joined and g.seq > s.mark
             join items i on i.id = g.object
             where f.sort = 'tag'
               and f.level in ('follow', 'watch')
               and i.author is distinct from $1
             union
             select m.channel, m.item, m.seq, m.author, m.id, m.at
             from (select min(at) as at from followed where sort = 'member' and level in ('follow', 'watch')) since
             join seats s on not s.joined
             join messages m on m.stream = s.channel
               and m.at > greatest(since.at, app_now() - make_interval(days => $5::float8::int))
               and m.seq > s.mark
             join followed f on f.sort = 'member' and f.id = m.author and f.level in ('follow', 'watch') and m.at > f.at
             where m.deleted_at is null
             union
             select m.channel, m.item, m.seq, m.author, m.id, m.at
             from mentions n
             join seats s on s.channel = n.channel and not s.joined and n.seq > s.mark
             join messages m on m.id = n.message
             where n.member = $1
               and m.at > app_now() - make_interval(days => $5::float8::int)
               and m.author is distinct from $1
             union
             select n.channel, n.item, n.seq, n.author, n.message, n.at
             from kept k
             cross join lateral (
               select
                 i.channel,
                 i.id as item,
                 coalesce(m.seq, i.seq) as seq,
                 case when f.message is null then i.author else m.author end as author,
                 m.id as message,
                 coalesce(m.at, i.at) as at
               from search_finds f
               left join messages m on m.id = f.message
               join items i on i.id = coalesce(m.item, f.item)
               where f.search = k.id
                 and (f.message is null or (m.stream = m.channel and m.deleted_at is null))
                 and f.at > app_now() - make_interval(days => $5::float8::int)
               order by f.at desc
               limit $6
             ) n
             join seats s on s.channel = n.channel and not s.joined and n.seq > s.mark
             where n.author is distinct from $1
             union
             select n.channel, n.item, n.seq + 1, n.by, null, n.at
             from notices n
             join seats s on s.channel = n.channel
             where n.member = $1
               and n.read_at is null
               and n.at > app_now() - make_interval(days => $5::float8::int)
           ),
           new as (
             select
               f.*,
               n.groups,
               n.own,
               ft.slug as tag,
               ft.level as tag_level,
               fm.level as member_level,
               fs.name as search,
               fn.kind as note_kind,
               fn.text as note
             from fresh f
             left join followed fm on fm.sort = 'member' and fm.id = f.actor
             left join lateral (
               select
                 count(*) filter (where n.member is null) as groups,
                 count(*) filter (where n.member is not null) as own
               from mentions n
               where n.channel = f.channel
                 and n.seq = f.seq
                 and (n.member = $1 or n.member is null)
             ) n on true
             left join lateral (
               select fo.slug, fo.level
               from taggings g
               join followed fo on fo.sort = 'tag' and fo.tag = g.tag
               where g.object = coalesce(f.message, f.item)
               order by fo.level = 'watch' desc, fo.level = 'follow' desc, fo.slug
               limit 1
             ) ft on true
             left join lateral (
               select k.name
               from kept k
               join search_finds sf on sf.search = k.id and sf.object = coalesce(f.message, f.item)
               order by k.name
               limit 1
             ) fs on true
             left join lateral (
               select n.kind, n.text
               from notices n
               where f.message is null
                 and n.member = $1
                 and n.channel = f.channel
                 and n.item = f.item
                 and n.seq = f.seq - 1
                 and n.read_at is null
               order by n.at desc
               limit 1
             ) fn on true
             where fm.level is distinct from 'mute'
               and (ft.level is distinct from 'mute' or n.own > 0)
               and (fn.text is not null or not exists (
                 select from read_marks ahead
                 where ahead.member = $1
                   and ahead.channel = f.channel
                   and ahead.item = f.item
                   and ahead.seq >= f.seq
               ))
           ),
           grouped as (
             select
               channel,
               item,
               least(count(*), $4) as count,
               least(count(*) filter (where own > 0 or groups > 0), $4) as mentions,
               least(count(*) filter (where groups > 0), $4) as groups,
               min(seq) as first,
               max(seq) as last,
               max(at) as at,
               (array_agg(actor order by seq desc))[1] as by,
               (array_agg(message order by seq desc))[1] as message,
               (array_agg(tag order by tag_level = 'watch' desc, seq desc) filter (where tag_level in ('follow', 'watch')))[1] as tag,
               (array_agg(tag_level order by tag_level = 'watch' desc, seq desc) filter (where tag_level in ('follow', 'watch')))[1] as tag_level,
               (array_agg(actor order by seq desc) filter (where member_level in ('follow', 'watch')))[1] as member,
               (array_agg(member_level order by seq desc) filter (where member_level in ('follow', 'watch')))[1] as member_level,
               (array_agg(search order by seq desc) filter (where search is not null))[1] as search,
               (array_agg(note_kind order by at desc) filter (where note is not null))[1] as note_kind,
               (array_agg(note order by at desc) filter (where note is not null))[1] as note
             from new
             group by channel, item
           )
           select
             g.channel as "channel!",
             c.name as "channel_name!",
             s.direct as "direct!",
             case when s.direct then
               array(select member from channel_members where channel = c.id order by member)
             else '{}' end as "members!",
             g.item as "item!",
             i.title as "title!",
             i.main as "main!",
             g.count as "count!",
             g.mentions as "mentions!",
             g.groups as "groups!",
             g.first as "first!",
             g.last as "last!",
             g.at as "at!",
             g.by as "by?",
             g.message as "message?",
             left(coalesce(m.text, i.text), 300) as "text!",
             s.joined as "joined!",
             s.level as "channel_level?",
             fi.level as "item_level?",
             fi.why as "item_why?",
             exists (
               select from mentions x
               where x.member = $1 and x.channel = g.channel and x.item = g.item and x.seq < g.first
             ) as "was_named!",
             g.tag as "tag?",
             g.tag_level as "tag_level?",
             g.member as "member?",
             g.member_level as "member_level?",
             g.search as "search?",
             g.note_kind as "note_kind?",
             g.note as "note?",
             (select language from members where id = $1) as "language!",
             i.desk as "is_on_desk!"
           from grouped g
           join seats s on s.channel = g.channel
           join channels c on c.id = g.channel
           join item_now i on i.id = g.item and not i.deleted
           left join message_now m on m.id = g.message
           left join followed fi on fi.sort = 'item' and fi.id = g.item
           where fi.level is distinct from 'mute'
           order by g.at desc, g.item
           limit $2"#,
        member.0,
        limit,
        LOOKED_AT,
        COUNT_TO,
        PEOPLE_DAYS,
        FINDS,
    )
    .fetch_all(&mut *conn)
    .await?;
    let desks: Vec<(MemberId, ChannelId)> = rows
        .iter()
        .filter(|row| row.is_on_desk)
        .map(|row| (member, ChannelId(row.channel)))
        .collect();
    let mut standings = access::standings(conn, &desks).await?.into_iter();
    let may_see = |row: &Row| {
        !row.is_on_desk || standings.next().flatten().is_some_and(|one| one.may_edit_desk())
    };
    Ok(rows.into_iter().filter(may_see).map(Waiting::from).collect())
}
