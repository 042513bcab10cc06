//! What waits for a member: read marks, follows and unread counts. Counts are derived, never stored:
//! events that count, by others, above the higher of the channel's mark and the item's.

use std::collections::{BTreeMap, HashMap};

use talkoo_protocol::{
    ChannelId, Follow, ItemId, MemberId, Seq, Subject,
    content::{MarkView, UnreadItemView, UnreadView},
    http::FollowView,
};
use uuid::Uuid;

use super::{Connection, seq};
use crate::error::Fault;

/// Beyond this a count says "more".
const COUNT_TO: i64 = 100;

/// Marks of a member above a version, all with 0; and the head of the versions.
///
/// # Errors
/// A fault of the database.
pub async fn marks(
    conn: &mut Connection,
    member: MemberId,
    above_version: Seq,
) -> Result<(Vec<MarkView>, Seq), Fault> {
    let rows = sqlx::query!(
        "select channel, item, seq, version
         from read_marks
         where member = $1
           and version > $2
         order by version
         limit 20000",
        member.0,
        super::sql_seq(above_version),
    )
    .fetch_all(&mut *conn)
    .await?;
    let marks = rows
        .into_iter()
        .map(|row| MarkView {
            channel: ChannelId(row.channel),
            item: (!row.item.is_nil()).then_some(ItemId(row.item)),
            seq: seq(row.seq),
            version: seq(row.version),
        })
        .collect();
    Ok((marks, mark_version(conn, member).await?))
}

/// How far a member has read in a channel, or in one item of it: the higher of the two marks.
///
/// # Errors
/// A fault of the database.
pub async fn mark(
    conn: &mut Connection,
    member: MemberId,
    channel: ChannelId,
    item: Option<ItemId>,
) -> Result<MarkView, Fault> {
    let of_item = item.map_or(Uuid::nil(), |item| item.0);
    let row = sqlx::query!(
        r#"select coalesce(max(seq), 0) as "seq!", coalesce(max(version), 0) as "version!"
           from read_marks
           where member = $1
             and channel = $2
             and item in ($3, '00000000-0000-0000-0000-000000000000')"#,
        member.0,
        channel.0,
        of_item,
    )
    .fetch_one(conn)
    .await?;
    Ok(MarkView { channel, item, seq: seq(row.seq), version: seq(row.version) })
}

/// Head of the member's mark versions.
///
/// # Errors
/// A fault of the database.
pub async fn mark_version(conn: &mut Connection, member: MemberId) -> Result<Seq, Fault> {
    let version = sqlx::query_scalar!("select mark_version from members where id = $1", member.0)
        .fetch_optional(conn)
        .await?;
    Ok(seq(version.unwrap_or(0)))
}

/// A member whose devices were told of marks up to `told`, while there are some up to `head`.
#[derive(Clone, Copy, Debug)]
pub struct Behind {
    pub member: MemberId,
    pub told: Seq,
    pub head: Seq,
}

/// Which of these members have marks above the version beside them.
///
/// # Errors
/// A fault of the database.
pub async fn behind(conn: &mut Connection, told: &[(MemberId, Seq)]) -> Result<Vec<Behind>, Fault> {
    let members: Vec<Uuid> = told.iter().map(|(member, _)| member.0).collect();
    let versions: Vec<i64> = told.iter().map(|(_, version)| super::sql_seq(*version)).collect();
    let rows = sqlx::query!(
        r#"select m.id, t.version as "told!", m.mark_version as head
           from unnest($1::uuid[], $2::bigint[]) as t (member, version)
           join members m on m.id = t.member and m.mark_version > t.version
           limit $3"#,
        &members,
        &versions,
        members.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Behind { member: MemberId(row.id), told: seq(row.told), head: seq(row.head) })
        .collect())
}

/// Marks that devices lack.
pub struct Missed {
    /// By member, then in the order of their versions.
    pub marks: Vec<(MemberId, MarkView)>,
    /// There are more.
    pub is_cut: bool,
}

const MISSED: i64 = 20_000;

/// The marks of these members above what they were told.
///
/// # Errors
/// A fault of the database.
pub async fn missed(conn: &mut Connection, behind: &[Behind]) -> Result<Missed, Fault> {
    let members: Vec<Uuid> = behind.iter().map(|one| one.member.0).collect();
    let told: Vec<i64> = behind.iter().map(|one| super::sql_seq(one.told)).collect();
    let rows = sqlx::query!(
        "select m.member, m.channel, m.item, m.seq, m.version
         from unnest($1::uuid[], $2::bigint[]) as t (member, version)
         join read_marks m on m.member = t.member and m.version > t.version
         order by m.member, m.version
         limit $3",
        &members,
        &told,
        MISSED,
    )
    .fetch_all(conn)
    .await?;
    let is_cut = rows.len() as i64 >= MISSED;
    let marks = rows.into_iter().map(|row| {
        let item = (!row.item.is_nil()).then_some(ItemId(row.item));
        let (channel, seq, version) = (ChannelId(row.channel), seq(row.seq), seq(row.version));
        (MemberId(row.member), MarkView { channel, item, seq, version })
    });
    Ok(Missed { marks: marks.collect(), is_cut })
}

/// What waits in these channels. Only channels that the member has joined count, and direct talk that
/// the member has accepted; the others answer zero.
///
/// # Errors
/// A fault of the database.
pub async fn unread(
    conn: &mut Connection,
    member: MemberId,
    channels: &[ChannelId],
) -> Result<Vec<UnreadView>, Fault> {
    let ids: Vec<Uuid> = channels.iter().map(|channel| channel.0).collect();
    let rows = sqlx::query!(
        r#"select
             s.id as channel,
             s.head,
             waiting.item as "item?",
             waiting.count as "count?",
             waiting.mentions as "mentions?",
             waiting.first as "first?"
           from streams s
           left join channel_members cm on cm.channel = s.id and cm.member = $1
           left join channels c on c.id = s.id
           left join read_marks mark on mark.member = $1 and mark.channel = s.id
             and mark.item = '00000000-0000-0000-0000-000000000000'
           left join lateral (
             select
               e.item,
               count(*) as count,
               count(*) filter (where e.is_mention) as mentions,
               min(e.seq) as first
             from (
               select
                 coalesce(e.item_now, e.item) as item,
                 e.seq,
                 exists (
                   select from mentions n
                   where n.channel = s.id
                     and n.seq = e.seq
                     and (n.member = $1 or n.member is null)
                 ) as is_mention
               from events e
               where e.stream = s.id
                 and e.counts
                 and e.seq > greatest(coalesce(mark.seq, 0), case when c.history = 'joined' then cm.history_from - 1 else 0 end)
                 and e.actor is distinct from $1
                 and not exists (
                   select from read_marks ahead
                   where ahead.member = $1
                     and ahead.channel = s.id
                     and ahead.item = coalesce(e.item_now, e.item)
                     and ahead.seq >= e.seq
                 )
               order by e.seq
               limit $3
             ) e
             group by e.item
           ) waiting on cm.member is not null and not exists (
             select from direct_requests r
             where r.channel = s.id and r.receiver = $1 and r.state <> 'accepted'
           )
           where s.id = any($2)
           limit 100000"#,
        member.0,
        &ids,
        COUNT_TO,
    )
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<Uuid, UnreadView> = HashMap::new();
    let mut items: BTreeMap<Uuid, Vec<UnreadItemView>> = BTreeMap::new();
    for row in rows {
        let view = found.entry(row.channel).or_insert_with(|| UnreadView {
            channel: ChannelId(row.channel),
            count: 0,
            mentions: 0,
            items: Vec::new(),
            first: None,
            as_of: seq(row.head),
        });
        let count = u32::try_from(row.count.unwrap_or(0)).unwrap_or(u32::MAX);
        let mentions = u32::try_from(row.mentions.unwrap_or(0)).unwrap_or(u32::MAX);
        view.count += count;
        view.mentions += mentions;
        view.first = [view.first, row.first.map(seq)].into_iter().flatten().min();
        if let Some(item) = row.item
            && count > 0
        {
            let item = UnreadItemView { item: ItemId(item), count, mentions };
            items.entry(row.channel).or_default().push(item);
        }
    }
    for (channel, mut items) in items {
        items.sort_by_key(|item| item.item);
        if let Some(view) = found.get_mut(&channel) {
            view.items = items;
        }
    }
    Ok(channels.iter().filter_map(|channel| found.remove(&channel.0)).collect())
}

/// What a member follows, and how closely; what is at the default has no row.
///
/// # Errors
/// A fault of the database.
pub async fn follows(conn: &mut Connection, member: MemberId) -> Result<Vec<FollowView>, Fault> {
    let rows = sqlx::query!(
        "select sort, subject, level
         from follows
         where member = $1 and level <> 'default'
         order by sort, subject
         limit 20000",
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let id = || row.subject.parse::<Uuid>().ok();
            let subject = match row.sort.as_str() {
                "channel" => Subject::Channel(ChannelId(id()?)),
                "item" => Subject::Item(ItemId(id()?)),
                "member" => Subject::Member(MemberId(id()?)),
                _ => Subject::Tag(row.subject),
            };
            Some(FollowView { subject, level: level(&row.level) })
        })
        .collect())
}

/// The stored word of a level.
pub const fn level_word(level: Follow) -> &'static str {
    match level {
        Follow::Mute => "mute",
        Follow::Default => "default",
        Follow::Follow => "follow",
        Follow::Watch => "watch",
    }
}

/// A level by its stored word.
pub fn level(word: &str) -> Follow {
    match word {
        "mute" => Follow::Mute,
        "follow" => Follow::Follow,
        "watch" => Follow::Watch,
        _ => Follow::Default,
    }
}
