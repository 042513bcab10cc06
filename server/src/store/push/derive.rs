//! From messages that are owed to rows of devices, in pieces that a short transaction bears: a message
//! that concerns thousands is taken by itself, so many of its people at a time.

use std::time::Duration;

use uuid::Uuid;

use crate::{
    error::Fault,
    store::{Connection, Store},
};

/// How long what comes to one item is gathered before it is told.
#[derive(Clone, Copy, Debug)]
pub struct Waits {
    pub browser: Duration,
    pub mailbox: Duration,
    /// Nothing is due sooner: every node has to have its say about who looks at the channel.
    pub least: Duration,
}

/// How much one transaction takes in hand.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    pub messages: i64,
    /// Of each message.
    pub people: i64,
}

/// Finds whom the oldest owed messages concern and writes a row for each of their devices; true when
/// there may be more. Rights, quiet hours and the rest are asked when a row is sent; who is parted from
/// the author or has muted them or a tag is left out here already.
///
/// # Errors
/// A fault of the database; then this piece is owed as before.
pub async fn derive(store: &Store, piece: Piece, waits: Waits) -> Result<bool, Fault> {
    let mut write = store.write().await?;
    let oldest = sqlx::query!(
        r#"select o.message, coalesce(m.mentions_channel, false) as "is_wide!"
           from push_owed o
           left join tellable m on m.id = o.message
           order by o.at, o.message
           limit $1
           for update of o skip locked"#,
        piece.messages,
    )
    .fetch_all(&mut *write)
    .await?;
    let is_full = i64::try_from(oldest.len()).is_ok_and(|count| count >= piece.messages);
    let first_is_wide = oldest.first().is_some_and(|first| first.is_wide);
    let narrow = oldest.iter().take_while(|one| !one.is_wide).count();
    let taken = if first_is_wide { 1 } else { narrow };
    let messages: Vec<Uuid> = oldest[..taken].iter().map(|one| one.message).collect();
    if messages.is_empty() {
        return Ok(false);
    }
    let left = gather(&mut write, &messages, piece.people, waits).await?;
    write.commit().await?;
    Ok(is_full || left || taken < oldest.len())
}

/// True when a message concerns more people than were taken.
#[expect(clippy::too_many_lines, reason = "one statement is one round trip")]
async fn gather(
    conn: &mut Connection,
    messages: &[Uuid],
    people: i64,
    waits: Waits,
) -> Result<bool, Fault> {
    let left = sqlx::query_scalar!(
        r#"with said as materialized (
             select m.id, m.sort, m.has_letter, m.channel, m.item, m.seq, m.author, m.mentions, m.mentions_channel, o.at, o.last,
               c.workspace is null as is_direct,
               m.tags || array(
                 select became.slug
                 from tags named
                 join tags became on became.id = named.merged_into
                 where named.slug = any(m.tags)
               ) as tags
             from push_owed o
             join tellable m on m.id = o.message
             join channels c on c.id = m.channel
             where o.message = any($1)
               and not m.is_gone
               and m.stream = m.channel
           ),
           told as materialized (
             select s.id, one.member, one.rank
             from said s,
             lateral (
               select each.member, min(each.rank) as rank
               from (
                 (
                   select cm.member, 1 as rank
                   from channel_members cm
                   where s.is_direct and s.sort <> 'notice' and cm.channel = s.channel and cm.member > s.last
                   order by cm.member
                   limit $2
                 )
                 union all
                 (
                   select named.member, 2
                   from unnest(s.mentions) as named (member)
                   where named.member > s.last
                   order by named.member
                   limit $2
                 )
                 union all
                 (
                   select cm.member, 2
                   from channel_members cm
                   where s.mentions_channel and cm.channel = s.channel and cm.member > s.last
                   order by cm.member
                   limit $2
                 )
                 union all
                 (
                   select f.member, 3
                   from follows f
                   where s.sort <> 'notice'
                     and f.level = 'watch'
                     and f.subject = any(array[s.channel::text, s.item::text, s.author::text] || s.tags)
                     and f.member > s.last
                   order by f.member
                   limit $2
                 )
               ) each
               group by each.member
               order by each.member
               limit $2
             ) one
           ),
           reached as (
             select id, count(*) as people, (array_agg(member order by member desc))[1] as last
             from told
             group by id
           ),
           done as (
             delete from push_owed o
             where o.message = any($1)
               and not exists (select from reached r where r.id = o.message and r.people >= $2)
           ),
           more as (
             update push_owed o
             set last = r.last
             from reached r
             where o.message = r.id and r.people >= $2
             returning o.message
           ),
           parted as materialized (
             select a.author, b.blocked as other
             from (select distinct author from said where author is not null) a
             join blocks b on b.member = a.author
             union
             select a.author, b.member
             from (select distinct author from said where author is not null) a
             join blocks b on b.blocked = a.author
             union
             select a.author, r.receiver
             from (select distinct author from said where author is not null) a
             join direct_requests r on r.sender = a.author and r.state <> 'accepted'
             union
             select a.author, r.sender
             from (select distinct author from said where author is not null) a
             join direct_requests r on r.receiver = a.author and r.state <> 'accepted'
           ),
           gathered as (
             select d.id as device, d.sort, d.host, s.item, s.channel,
               (array_agg(s.id order by t.rank, s.seq desc))[1] as message,
               (array_agg(s.seq order by t.rank, s.seq desc))[1] as seq,
               (array['direct', 'mention', 'watch'])[min(t.rank)] as reason,
               min(s.seq) as first_seq, max(s.seq) as last_seq, count(*)::integer as count, min(s.at) as since
             from told t
             join said s on s.id = t.id
             join push_devices d on d.member = t.member
             where t.member is distinct from s.author
               and not (s.has_letter and d.sort = 'mailbox')
               and not exists (select from parted p where p.author = s.author and p.other = t.member)
               and not exists (
                 select from follows f
                 where f.member = t.member
                   and f.level = 'mute'
                   and f.subject = any(array[s.author::text] || s.tags)
               )
             group by d.id, d.sort, d.host, s.item, s.channel
           ),
           written as (
             insert into pushes as p
               (device, item, channel, message, seq, first_seq, last_seq, count, reason, since, host, due_at)
             select device, item, channel, message, seq, first_seq, last_seq, count, reason, since, host,
               greatest(
                 since + make_interval(secs => case when sort = 'mailbox' then $4::float8 else $3::float8 end),
                 app_now() + make_interval(secs => $5)
               )
             from gathered
             order by device, item
             on conflict (device, item) do update
               set (message, seq, reason) = (
                     select
                       case when stays then p.message else excluded.message end,
                       case when stays then p.seq else excluded.seq end,
                       case when stays then p.reason else excluded.reason end
                     from (
                       select p.state = 'due'
                         and (array_position(array['direct', 'mention', 'watch'], p.reason), -p.seq)
                           < (array_position(array['direct', 'mention', 'watch'], excluded.reason), -excluded.seq)
                         as stays
                     ) former
                   ),
                   channel = excluded.channel,
                   first_seq = case when p.state = 'due' then least(p.first_seq, excluded.first_seq) else excluded.first_seq end,
                   last_seq = case when p.state = 'due' then greatest(p.last_seq, excluded.last_seq) else excluded.last_seq end,
                   count = case when p.state = 'read' then excluded.count else p.count + excluded.count end,
                   since = case when p.state = 'due' then p.since else excluded.since end,
                   host = excluded.host,
                   due_at = case when p.state = 'due' or p.is_taken then p.due_at else excluded.due_at end,
                   attempts = case when p.state = 'due' then p.attempts else 0 end,
                   state = 'due',
                   is_brief = false,
                   version = p.version + 1
           )
           select exists (select from more) as "left!""#,
        messages,
        people,
        waits.browser.as_secs_f64(),
        waits.mailbox.as_secs_f64(),
        waits.least.as_secs_f64(),
    )
    .fetch_one(conn)
    .await?;
    Ok(left)
}
