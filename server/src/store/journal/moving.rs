//! Statements that move talk. The counters of both streams are held, so nothing is said, edited or
//! removed there meanwhile; what the decision had seen is compared once more before it counts.

use uuid::Uuid;

use crate::{
    domain::draft::{MovedMessage, MovedTalk, Moving},
    store::{Connection, sql_seq},
};

/// Whether the messages stand as they were decided upon: none has left, none was removed, and none
/// was written after them that would have to come along.
pub(super) async fn stands(conn: &mut Connection, talk: &MovedTalk) -> Result<bool, sqlx::Error> {
    let item = sqlx::query!(
        r#"select exists (
             select from items
             where id = $1
               and channel = $2
               and changed_seq = $3
               and deleted_at is null
           ) as "is_there!""#,
        talk.from.item.0,
        talk.from.channel.0,
        sql_seq(talk.changed_seq),
    )
    .fetch_one(&mut *conn)
    .await?;
    let (first, last) = talk.seqs;
    let is_to_the_end = talk.is_rest && talk.left.is_none();
    let rows = sqlx::query!(
        r#"select id, deleted_at is not null as "is_deleted!"
           from messages
           where item = $1
             and stream = $2
             and seq >= $3
             and (seq <= $4 or $5)
           order by seq
           limit 1000"#,
        talk.from.item.0,
        talk.from.channel.0,
        sql_seq(first),
        sql_seq(last),
        is_to_the_end,
    )
    .fetch_all(conn)
    .await?;
    let is_same = |row: &MovedMessage, id: Uuid, is_deleted: bool| {
        row.id.0 == id && row.is_deleted == is_deleted
    };
    // A single message is one of those between its own seq and its own seq.
    Ok(item.is_there
        && rows.len() == talk.messages.len()
        && talk.messages.iter().zip(rows).all(|(one, row)| is_same(one, row.id, row.is_deleted)))
}

/// `number` is the seq of the event that this part is stored with.
pub(super) async fn store(
    conn: &mut Connection,
    part: &Moving,
    number: i64,
) -> Result<(), sqlx::Error> {
    match part {
        Moving::Within(talk) => within(conn, talk, number).await,
        Moving::Item(talk) => item(conn, talk, number).await,
        Moving::Arrive(talk) => arrive(conn, talk, number).await,
        Moving::Leave(talk) => leave(conn, talk, number).await,
    }
}

/// The order of the channel stays, and who has read what; only what it is about changes.
async fn within(conn: &mut Connection, talk: &MovedTalk, number: i64) -> Result<(), sqlx::Error> {
    let ids = ids(talk);
    sqlx::query!(
        "with told as (
           update events e
           set item_now = $2
           from messages m
           where m.id = any($1) and e.stream = m.stream and e.seq = m.seq
         ),
         named as (
           update mentions
           set item = $2
           where message = any($1)
         )
         update messages
         set item = $2,
             changed_seq = $3
         where id = any($1)",
        &ids,
        talk.to.item.0,
        number,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update items
         set message_count = message_count + $2,
             last_seq = greatest(last_seq, $3),
             changed_seq = $4
         where id = $1",
        talk.to.item.0,
        count(talk),
        sql_seq(talk.seqs.1),
        number,
    )
    .execute(&mut *conn)
    .await?;
    leave(conn, talk, number).await
}

/// The item stands in the new channel with nothing under it yet; its talk comes after it.
async fn item(conn: &mut Connection, talk: &MovedTalk, number: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with facets_too as (update facets set channel = $2 where item = $1),
         tagged as (update taggings set channel = $2, seq = $3 where object = $1),
         uncounted as (
           update events e
           set counts = false
           from items i
           where i.id = $1 and e.stream = i.channel and e.item = i.id and e.message is null and e.counts
         )
         update items
         set channel = $2,
             seq = $3,
             last_seq = $3,
             message_count = 0,
             changed_seq = $3
         where id = $1",
        talk.from.item.0,
        talk.to.channel.0,
        number,
    )
    .execute(&mut *conn)
    .await?;
    keep_left(conn, talk).await
}

/// Counts on the old stream are taken back before the messages leave it.
async fn arrive(conn: &mut Connection, talk: &MovedTalk, last: i64) -> Result<(), sqlx::Error> {
    let ids = ids(talk);
    sqlx::query!(
        "update events e
         set counts = false
         from messages m
         where m.id = any($1) and e.stream = m.stream and e.seq = m.seq and e.counts",
        &ids,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with going as (
           select id, $2 - $3::bigint + n as seq
           from unnest($1::uuid[]) with ordinality as g (id, n)
         ),
         named as (
           update mentions
           set channel = $4, item = $5, seq = g.seq
           from going g
           where message = g.id
         ),
         tagged as (
           update taggings
           set channel = $4, seq = g.seq
           from going g
           where object = g.id
         )
         update messages m
         set channel = $4,
             stream = $4,
             item = $5,
             seq = g.seq,
             changed_seq = g.seq
         from going g
         where m.id = g.id",
        &ids,
        last,
        i64::from(count(talk)),
        talk.to.channel.0,
        talk.to.item.0,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update items
         set message_count = message_count + $2,
             last_seq = greatest(last_seq, $3)
         where id = $1",
        talk.to.item.0,
        count(talk),
        last,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn leave(conn: &mut Connection, talk: &MovedTalk, number: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update items
         set message_count = greatest(message_count - $3, 0),
             last_seq = coalesce((select max(seq) from messages where item = $1 and stream = $2), 0),
             changed_seq = $4
         where id = $1",
        talk.from.item.0,
        talk.from.channel.0,
        count(talk),
        number,
    )
    .execute(&mut *conn)
    .await?;
    keep_left(conn, talk).await
}

/// A repeated command is answered with what was left, too.
async fn keep_left(conn: &mut Connection, talk: &MovedTalk) -> Result<(), sqlx::Error> {
    let Some(left) = talk.left else { return Ok(()) };
    sqlx::query!(
        "insert into moves_left (author, client_id, next, count)
         values ($1, $2, $3, $4)
         on conflict do nothing",
        talk.author.0,
        talk.client_id.0,
        left.next.0,
        i32::try_from(left.count).unwrap_or(i32::MAX),
    )
    .execute(conn)
    .await?;
    Ok(())
}

fn ids(talk: &MovedTalk) -> Vec<Uuid> {
    talk.messages.iter().map(|message| message.id.0).collect()
}

fn count(talk: &MovedTalk) -> i32 {
    i32::try_from(talk.messages.len()).unwrap_or(i32::MAX)
}
