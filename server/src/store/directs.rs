//! Direct talk before it is accepted, and who is parted from whom. The pairs are few and asked for
//! at every glance, so a node keeps a copy; `parted_version` tells when it is old.

use std::collections::{HashMap, HashSet};

use talkoo_protocol::{
    ChannelId, MemberId,
    moderation::{BlockView, DirectRequestView},
};
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// Pairs that one copy holds at most; beyond it nobody is shown to anybody.
const PAIRS: i64 = 1_000_000;

/// What stands between a member and the others of a direct channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Between {
    /// It is a conversation of two, and one blocks the other.
    pub is_shut: bool,
    /// The member has not accepted it yet, or has declined it.
    pub is_asked: bool,
    /// The member's words count against the three that may wait: nobody else has consented.
    pub awaits_answer: bool,
    /// Words that wait already.
    pub sent: i32,
}

/// # Errors
/// A fault of the database.
pub async fn between(
    conn: &mut Connection,
    channel: ChannelId,
    member: MemberId,
) -> Result<Between, Fault> {
    let row = sqlx::query!(
        r#"select
             direct_is_shut($1) as "is_shut!",
             exists (
               select from direct_requests
               where channel = $1 and receiver = $2 and state <> 'accepted'
             ) as "is_asked!",
             not exists (
               select from channel_members cm
               where cm.channel = $1
                 and cm.member <> $2
                 and not exists (
                   select from direct_requests r
                   where r.channel = $1 and r.receiver = cm.member and r.state <> 'accepted'
                 )
             ) as "awaits_answer!",
             coalesce(
               (select max(sent) from direct_requests
                where channel = $1 and sender = $2 and state <> 'accepted'),
               0
             ) as "sent!""#,
        channel.0,
        member.0,
    )
    .fetch_one(conn)
    .await?;
    let (is_shut, is_asked) = (row.is_shut, row.is_asked);
    Ok(Between { is_shut, is_asked, awaits_answer: row.awaits_answer, sent: row.sent })
}

/// Of these people those with whom the member shares no workspace. One into which the member has
/// brought them does not count: nobody consents for another.
///
/// # Errors
/// A fault of the database.
pub async fn strangers(
    conn: &mut Connection,
    member: MemberId,
    others: &[MemberId],
) -> Result<Vec<MemberId>, Fault> {
    let ids: Vec<Uuid> = others.iter().map(|one| one.0).collect();
    let ids = sqlx::query_scalar!(
        r#"select other as "other!"
           from unnest($2::uuid[]) as other
           where not exists (
             select from workspace_members mine
             join workspace_members theirs on theirs.workspace = mine.workspace
             where mine.member = $1
               and theirs.member = other
               and theirs.brought_by is distinct from $1
           )"#,
        member.0,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// Whether the first of two blocks the second.
///
/// # Errors
/// A fault of the database.
pub async fn blocks(
    conn: &mut Connection,
    member: MemberId,
    other: MemberId,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from blocks where member = $1 and blocked = $2
           ) as "exists!""#,
        member.0,
        other.0,
    )
    .fetch_one(conn)
    .await?)
}

/// Whether the member and any of these people are parted by a block, whoever made it.
///
/// # Errors
/// A fault of the database.
pub async fn any_blocks(
    conn: &mut Connection,
    member: MemberId,
    others: &[MemberId],
) -> Result<bool, Fault> {
    let ids: Vec<Uuid> = others.iter().map(|one| one.0).collect();
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from blocks
             where (member = $1 and blocked = any($2)) or (blocked = $1 and member = any($2))
           ) as "exists!""#,
        member.0,
        &ids,
    )
    .fetch_one(conn)
    .await?)
}

/// Whose first words wait for this member's answer in a channel.
///
/// # Errors
/// A fault of the database.
pub async fn sender(
    conn: &mut Connection,
    channel: ChannelId,
    receiver: MemberId,
) -> Result<Option<MemberId>, Fault> {
    let id = sqlx::query_scalar!(
        "select sender from direct_requests where channel = $1 and receiver = $2",
        channel.0,
        receiver.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(MemberId))
}

/// Whom a member blocks, the latest first.
///
/// # Errors
/// A fault of the database.
pub async fn blocked(
    conn: &mut Connection,
    member: MemberId,
    limit: i64,
) -> Result<Vec<BlockView>, Fault> {
    let rows = sqlx::query!(
        "select blocked, at
         from blocks
         where member = $1
         order by at desc, blocked
         limit $2",
        member.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| BlockView { member: MemberId(row.blocked), at: row.at })
        .collect())
}

/// Who has asked this member for direct talk and waits, with something said; the latest first.
///
/// # Errors
/// A fault of the database.
pub async fn waiting(
    conn: &mut Connection,
    member: MemberId,
    limit: i64,
) -> Result<Vec<DirectRequestView>, Fault> {
    let rows = sqlx::query!(
        r#"select
             r.channel,
             r.sender,
             array(
               select cm.member from channel_members cm where cm.channel = r.channel order by cm.member
             ) as "members!",
             said.count as "count!",
             said.at as "at!"
           from direct_requests r
           cross join lateral (
             select count(*) as count, max(m.at) as at
             from messages m
             where m.stream = r.channel and m.deleted_at is null and m.author <> r.receiver
           ) said
           where r.receiver = $1
             and r.state = 'waiting'
             and said.count > 0
             and not exists (
               select from blocks b where b.member = r.receiver and b.blocked = r.sender
             )
           order by said.at desc
           limit $2"#,
        member.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| DirectRequestView {
            channel: ChannelId(row.channel),
            sender: MemberId(row.sender),
            members: row.members.into_iter().map(MemberId).collect(),
            messages: u32::try_from(row.count).unwrap_or(u32::MAX),
            at: row.at,
        })
        .collect())
}

/// What each direct channel that is not accepted yet is to a member: `sent`, `waiting`, `declined`.
/// Who asked is not told of a decline.
///
/// # Errors
/// A fault of the database.
pub async fn requests(
    conn: &mut Connection,
    member: MemberId,
) -> Result<HashMap<ChannelId, String>, Fault> {
    let rows = sqlx::query!(
        r#"select
             channel,
             min(case when receiver = $1 then state else 'sent' end) as "state!"
           from direct_requests r
           where (receiver = $1 or sender = $1)
             and state <> 'accepted'
             and (
               receiver = $1
               or not exists (
                 select from channel_members cm
                 where cm.channel = r.channel
                   and cm.member <> $1
                   and not exists (
                     select from direct_requests other
                     where other.channel = r.channel
                       and other.receiver = cm.member
                       and other.state <> 'accepted'
                   )
               )
             )
           group by channel
           limit 10000"#,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (ChannelId(row.channel), row.state)).collect())
}

/// How often anybody was parted or brought together.
///
/// # Errors
/// A fault of the database.
pub async fn parted_version(conn: &mut Connection) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar!("select version from parted_version")
        .fetch_optional(conn)
        .await?
        .unwrap_or(0))
}

/// Everybody who is hidden from somebody, both ways round; `None` when there are too many to hold.
///
/// # Errors
/// A fault of the database.
pub async fn parted(conn: &mut Connection) -> Result<Option<HashSet<(MemberId, MemberId)>>, Fault> {
    let rows = sqlx::query!(
        r#"select one as "one!", other as "other!" from parted_pairs limit $1"#,
        PAIRS,
    )
    .fetch_all(conn)
    .await?;
    if i64::try_from(rows.len()).unwrap_or(i64::MAX) >= PAIRS {
        return Ok(None);
    }
    let pairs = rows.into_iter().map(|row| (MemberId(row.one), MemberId(row.other)));
    Ok(Some(pairs.flat_map(|(one, other)| [(one, other), (other, one)]).collect()))
}
