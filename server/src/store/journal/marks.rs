//! How far a member has read. A member has one mark a channel and, for items read ahead, marks above
//! it; the higher of the two holds. Reading only raises (promise P10); marking unread only lowers.

use talkoo_protocol::{ChannelId, ItemId, MemberId, Seq, content::MarkView};

use super::push;
use crate::store::{Connection, seq, sql_seq};

/// A place up to which a member has read.
#[derive(Clone, Copy)]
pub(super) struct Marking {
    pub(super) member: MemberId,
    pub(super) channel: ChannelId,
    pub(super) item: Option<ItemId>,
    pub(super) seq: Seq,
}

/// Moves a mark and gives it the next version of its member; answers what then holds.
pub(super) async fn mark(
    conn: &mut Connection,
    mark: Marking,
    raise: bool,
) -> Result<Option<MarkView>, sqlx::Error> {
    let version = sqlx::query_scalar!(
        "update members set mark_version = mark_version + 1 where id = $1 returning mark_version",
        mark.member.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let holds = match (raise, mark.item) {
        (true, None) => raise_channel(&mut *conn, mark, version).await?,
        (true, Some(item)) => raise_item(&mut *conn, mark, item, version).await?,
        (false, None) => lower_channel(&mut *conn, mark, version).await?,
        (false, Some(item)) => lower_item(&mut *conn, mark, item, version).await?,
    };
    if raise {
        count_reading(&mut *conn, mark).await?;
        push::read(&mut *conn, mark.member, mark.channel, mark.item, holds).await?;
    } else if let Some(item) = mark.item {
        push::unread(&mut *conn, mark.member, item, sql_seq(mark.seq)).await?;
    }
    forget_covered(conn, mark).await?;
    Ok(Some(MarkView {
        channel: mark.channel,
        item: mark.item,
        seq: seq(holds),
        version: seq(version),
    }))
}

/// No mark goes beyond the head.
async fn raise_channel(
    conn: &mut Connection,
    mark: Marking,
    version: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into read_marks (member, channel, seq, version)
         select $1, $2, least($3, s.head), $4
         from streams s
         where s.id = $2
         on conflict (member, channel, item) do update
           set seq = greatest(read_marks.seq, excluded.seq), version = excluded.version
         returning seq",
        mark.member.0,
        mark.channel.0,
        sql_seq(mark.seq),
        version,
    )
    .fetch_one(conn)
    .await
}

async fn raise_item(
    conn: &mut Connection,
    mark: Marking,
    item: ItemId,
    version: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        "insert into read_marks (member, channel, item, seq, version)
         select $1, $2, $5, greatest(least($3, s.head), coalesce(c.seq, 0)), $4
         from streams s
         left join read_marks c on c.member = $1 and c.channel = $2
           and c.item = '00000000-0000-0000-0000-000000000000'
         where s.id = $2
         on conflict (member, channel, item) do update
           set seq = greatest(read_marks.seq, excluded.seq), version = excluded.version
         returning seq",
        mark.member.0,
        mark.channel.0,
        sql_seq(mark.seq),
        version,
        item.0,
    )
    .fetch_one(conn)
    .await
}

/// The channel's mark comes down, and with it those of items that would hide what lies above.
async fn lower_channel(
    conn: &mut Connection,
    mark: Marking,
    version: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"with items as (
             update read_marks
             set seq = $3, version = $4
             where member = $1
               and channel = $2
               and seq > $3
               and item <> '00000000-0000-0000-0000-000000000000'
           ),
           channel as (
             update read_marks
             set seq = least(seq, $3), version = $4
             where member = $1
               and channel = $2
               and item = '00000000-0000-0000-0000-000000000000'
             returning seq
           )
           select coalesce((select seq from channel), 0) as "seq!""#,
        mark.member.0,
        mark.channel.0,
        sql_seq(mark.seq),
        version,
    )
    .fetch_one(conn)
    .await
}

/// An item is unread from a seq on only if its channel's mark does not cover it: the channel's mark
/// comes down to it, and every other item keeps what had been read of it by a mark of its own.
async fn lower_item(
    conn: &mut Connection,
    mark: Marking,
    item: ItemId,
    version: i64,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"with former as (
             select
               coalesce(max(seq) filter (where item <> $5), 0) as channel,
               coalesce(max(seq), 0) as item
             from read_marks
             where member = $1
               and channel = $2
               and item in ($5, '00000000-0000-0000-0000-000000000000')
           ),
           kept as (
             insert into read_marks (member, channel, item, seq, version)
             select $1, $2, i.id, f.channel, $4
             from former f
             join items i on i.channel = $2 and not i.desk and i.deleted_at is null
             where i.id <> $5
               and f.channel > $3
               and greatest(i.last_seq, i.seq) > $3
             on conflict (member, channel, item) do update
               set seq = greatest(read_marks.seq, excluded.seq), version = excluded.version
           ),
           lowered as (
             update read_marks
             set seq = least(seq, $3), version = $4
             where member = $1
               and channel = $2
               and item in ($5, '00000000-0000-0000-0000-000000000000')
               and seq > $3
           )
           select least(item, $3) as "seq!" from former"#,
        mark.member.0,
        mark.channel.0,
        sql_seq(mark.seq),
        version,
        item.0,
    )
    .fetch_one(conn)
    .await
}

/// An item's mark at or below its channel's says nothing.
async fn forget_covered(conn: &mut Connection, mark: Marking) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from read_marks r
         using read_marks c
         where r.member = $1
           and r.channel = $2
           and r.item <> '00000000-0000-0000-0000-000000000000'
           and c.member = $1
           and c.channel = $2
           and c.item = '00000000-0000-0000-0000-000000000000'
           and r.seq <= c.seq",
        mark.member.0,
        mark.channel.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// That the member has read somewhere today, once a place and day. Not what, and nobody is told.
async fn count_reading(conn: &mut Connection, mark: Marking) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with today as (
           select (app_now() at time zone 'Europe/Helsinki')::date as day
         ),
         first as (
           update read_marks r
           set day = today.day
           from today
           where r.member = $1
             and r.channel = $2
             and r.item = coalesce($3, '00000000-0000-0000-0000-000000000000'::uuid)
             and r.day is distinct from today.day
           returning today.day
         )
         insert into read_days as d (member, day, channels_read)
         select $1, first.day, 1
         from first
         on conflict (member, day) do update set channels_read = d.channels_read + 1",
        mark.member.0,
        mark.channel.0,
        mark.item.map(|item| item.0),
    )
    .execute(conn)
    .await?;
    Ok(())
}
