//! Subscribers of newsletters and their letters. No address leaves this but for a letter to it.

use talkoo_protocol::{ChannelId, ItemId, publishing::NewsletterView};
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// Keeps an address until it answers. `None`: it has answered before, or has a letter of this hour.
///
/// # Errors
/// A fault of the database.
pub async fn ask(
    conn: &mut Connection,
    id: Uuid,
    channel: ChannelId,
    email: &str,
    language: &str,
) -> Result<Option<Uuid>, Fault> {
    forget(conn).await?;
    Ok(sqlx::query_scalar!(
        "insert into newsletter_readers as r (id, channel, email, language)
         values ($1, $2, $3, $4)
         on conflict (channel, lower(email)) do update
         set asked_at = app_now(), language = excluded.language
         where r.confirmed_at is null and r.asked_at < app_now() - interval '1 hour'
         returning r.id",
        id,
        channel.0,
        email,
        language,
    )
    .fetch_optional(conn)
    .await?)
}

/// The address has answered.
///
/// # Errors
/// A fault of the database.
pub async fn confirm(conn: &mut Connection, reader: Uuid) -> Result<bool, Fault> {
    let done = sqlx::query!(
        "update newsletter_readers set confirmed_at = coalesce(confirmed_at, app_now()) where id = $1",
        reader,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Nothing is kept of who ends it.
///
/// # Errors
/// A fault of the database.
pub async fn end(conn: &mut Connection, reader: Uuid) -> Result<(), Fault> {
    sqlx::query!("delete from newsletter_letters where reader = $1", reader)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from newsletter_readers where id = $1", reader).execute(conn).await?;
    Ok(())
}

pub struct Newsletter {
    pub channel: ChannelId,
    pub subject: String,
    pub words: String,
    pub items: Vec<ItemId>,
}

/// # Errors
/// A fault of the database.
pub async fn by_id(conn: &mut Connection, id: Uuid) -> Result<Option<Newsletter>, Fault> {
    let row = sqlx::query!(
        "select channel, subject, words, items from newsletters where id = $1 and done_at is null",
        id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Newsletter {
        channel: ChannelId(row.channel),
        subject: row.subject,
        words: row.words,
        items: row.items.into_iter().map(ItemId).collect(),
    }))
}

pub struct Reader {
    pub id: Uuid,
    pub email: String,
    pub language: String,
}

/// Tries of one letter: the last is most of a day after the first.
const MOST_TRIES: i16 = 8;

/// Takes one who has no letter of this newsletter yet and subscribed before it was made, and after
/// them those whose letter did not go, each later than the time before.
///
/// # Errors
/// A fault of the database.
pub async fn take(conn: &mut Connection, newsletter: Uuid) -> Result<Option<Reader>, Fault> {
    let fresh = sqlx::query_as!(
        Reader,
        r#"with next as (
             select r.id, r.email, r.language
             from newsletters n
             join newsletter_readers r on r.channel = n.channel and r.confirmed_at <= n.at
             where n.id = $1
               and not exists (
                 select from newsletter_letters l where l.newsletter = n.id and l.reader = r.id)
             order by r.id
             limit 1
           ),
           taken as (
             insert into newsletter_letters (newsletter, reader)
             select $1, id from next
             on conflict do nothing
             returning reader
           )
           select next.id as "id!", next.email as "email!", next.language as "language!"
           from next
           join taken on taken.reader = next.id"#,
        newsletter,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if fresh.is_some() {
        return Ok(fresh);
    }
    Ok(sqlx::query_as!(
        Reader,
        "update newsletter_letters l
         set failed_at = null
         from (
           select newsletter, reader
           from newsletter_letters
           where newsletter = $1
             and tries < $2
             and failed_at <= app_now() - interval '5 minutes' * power(2, tries)
           order by failed_at
           limit 1
           for update skip locked
         ) due,
         newsletter_readers r
         where l.newsletter = due.newsletter and l.reader = due.reader and r.id = due.reader
         returning r.id, r.email, r.language",
        newsletter,
        MOST_TRIES,
    )
    .fetch_optional(conn)
    .await?)
}

/// The letter did not go: it waits for its next try.
///
/// # Errors
/// A fault of the database.
pub async fn failed(conn: &mut Connection, newsletter: Uuid, reader: Uuid) -> Result<(), Fault> {
    sqlx::query!(
        "update newsletter_letters set tries = tries + 1, failed_at = app_now()
         where newsletter = $1 and reader = $2",
        newsletter,
        reader,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether everybody has had theirs, as far as they can; then it is done.
///
/// # Errors
/// A fault of the database.
pub async fn done(conn: &mut Connection, newsletter: Uuid) -> Result<bool, Fault> {
    let done = sqlx::query!(
        "update newsletters n
         set done_at = app_now()
         where n.id = $1
           and not exists (
             select from newsletter_letters l
             where l.newsletter = n.id and l.failed_at is not null and l.tries < $2)
           and not exists (
             select from newsletter_readers r
             where r.channel = n.channel
               and r.confirmed_at <= n.at
               and not exists (
                 select from newsletter_letters l where l.newsletter = n.id and l.reader = r.id))",
        newsletter,
        MOST_TRIES,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Forgets addresses that did not answer within a week.
///
/// # Errors
/// A fault of the database.
pub async fn forget(conn: &mut Connection) -> Result<(), Fault> {
    sqlx::query!(
        "delete from newsletter_readers
         where confirmed_at is null and asked_at < app_now() - interval '7 days'"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many subscribe, and what was sent: the newest first.
///
/// # Errors
/// A fault of the database.
pub async fn overview(
    conn: &mut Connection,
    channel: ChannelId,
) -> Result<(u32, Vec<NewsletterView>), Fault> {
    let subscribers = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from newsletter_readers
           where channel = $1 and confirmed_at is not null"#,
        channel.0,
    )
    .fetch_one(&mut *conn)
    .await?;
    let rows = sqlx::query!(
        r#"select n.at, n.subject, n.done_at is not null as "is_done!",
             (select count(*) from newsletter_letters l
              where l.newsletter = n.id and l.failed_at is null) as "letters!"
           from newsletters n
           where n.channel = $1
           order by n.at desc
           limit 20"#,
        channel.0,
    )
    .fetch_all(conn)
    .await?;
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    let sent = rows.into_iter().map(|row| NewsletterView {
        at: row.at,
        subject: row.subject,
        letters: count(row.letters),
        is_done: row.is_done,
    });
    Ok((count(subscribers), sent.collect()))
}
