//! What is to be indexed: what the log of each channel tells since it was last read. Nothing is
//! missed, since a stream's seqs have no holes, and a send has nothing to do for it.

use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// Rows of another analyser that are made anew at once.
pub const OTHER_AT_ONCE: i64 = 300;

/// A channel's log with something unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Behind {
    pub stream: Uuid,
    pub after: i64,
    pub head: i64,
    pub waited_secs: i64,
}

/// One event, as far as the index wants to know.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub seq: i64,
    pub verb: String,
    pub item: Option<Uuid>,
    pub message: Option<Uuid>,
    pub facts: Option<Value>,
}

/// A message as it may be found. `tags`, `files` and the text are its words.
#[derive(Clone, Debug)]
pub struct Message {
    pub id: Uuid,
    pub channel: Uuid,
    pub seq: i64,
    pub item: Uuid,
    pub author: Option<Uuid>,
    pub at: OffsetDateTime,
    pub text: String,
    pub lang: Option<String>,
    pub tags: Vec<String>,
    pub files: Vec<String>,
    /// Documents whose words are known, and the words.
    pub documents: Vec<Uuid>,
    pub document_texts: Vec<String>,
    pub digest: i64,
    /// Its words may be offered where somebody has mistyped.
    pub is_public: bool,
}

/// An item as it may be found; its kind says by what.
#[derive(Clone, Debug)]
pub struct Item {
    pub id: Uuid,
    pub channel: Uuid,
    pub kind: String,
    pub seq: i64,
    pub author: Option<Uuid>,
    pub at: OffsetDateTime,
    pub title: String,
    pub text: String,
    pub body: Value,
    pub state: String,
    pub main: bool,
    pub tags: Vec<String>,
    pub documents: Vec<Uuid>,
    pub document_texts: Vec<String>,
    pub digest: i64,
    pub is_public: bool,
}

/// Whether this indexer is the one that works now, over all nodes: for three seconds, and again with
/// every call. Who dies keeps the others waiting no longer. Two at a time would do no harm, only the
/// same work: what was read is written only where the log was last read to.
///
/// # Errors
/// A fault of the database.
pub async fn take_turn(conn: &mut Connection, indexer: Uuid) -> Result<bool, Fault> {
    let taken = sqlx::query!(
        "update search_turn
         set indexer = $1, until = app_now() + interval '3 seconds'
         where indexer = $1 or until < app_now()",
        indexer,
    )
    .execute(conn)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Lets another one begin at once.
///
/// # Errors
/// A fault of the database.
pub async fn leave_turn(conn: &mut Connection, indexer: Uuid) -> Result<(), Fault> {
    sqlx::query!("update search_turn set until = '-infinity' where indexer = $1", indexer)
        .execute(conn)
        .await?;
    Ok(())
}

/// Channels whose log goes further than it was read, the one that has waited longest first, and for
/// how many seconds it has.
///
/// # Errors
/// A fault of the database.
pub async fn behind(conn: &mut Connection, most: i64) -> Result<Vec<Behind>, Fault> {
    Ok(sqlx::query_as!(
        Behind,
        r#"select s.id as stream, coalesce(c.seq, 0) as "after!", s.head,
             coalesce(extract(epoch from app_now() - e.at), 0)::bigint as "waited_secs!"
           from streams s
           left join search_cursors c on c.stream = s.id
           left join lateral (
             select e.at from events e
             where e.stream = s.id and e.seq > coalesce(c.seq, 0)
             order by e.seq
             limit 1
           ) e on true
           where s.sort = 'channel'
             and s.head > coalesce(c.seq, 0)
           order by e.at nulls first, s.id
           limit $1"#,
        most,
    )
    .fetch_all(conn)
    .await?)
}

/// The next events of a log.
///
/// # Errors
/// A fault of the database.
pub async fn told(conn: &mut Connection, behind: Behind, most: i64) -> Result<Vec<Told>, Fault> {
    Ok(sqlx::query_as!(
        Told,
        "select seq, verb, item, message, facts
         from events
         where stream = $1
           and seq > $2
         order by seq
         limit $3",
        behind.stream,
        behind.after,
        most,
    )
    .fetch_all(conn)
    .await?)
}

/// Holds still how far these logs have been read, and tells whether it is so far. If not, somebody
/// else has read on meanwhile.
///
/// # Errors
/// A fault of the database.
pub async fn are_read_to(
    conn: &mut Connection,
    streams: &[Uuid],
    seqs: &[i64],
) -> Result<bool, Fault> {
    sqlx::query!("select pg_advisory_xact_lock(7261035122)").execute(&mut *conn).await?;
    Ok(sqlx::query_scalar!(
        r#"select not exists (
             select from unnest($1::uuid[], $2::bigint[]) as n (stream, seq)
             left join search_cursors c on c.stream = n.stream
             where coalesce(c.seq, 0) <> n.seq
           ) as "is_so!""#,
        streams,
        seqs,
    )
    .fetch_one(conn)
    .await?)
}

/// How far logs have been read now.
///
/// # Errors
/// A fault of the database.
pub async fn read_to(conn: &mut Connection, streams: &[Uuid], seqs: &[i64]) -> Result<(), Fault> {
    sqlx::query!(
        "insert into search_cursors (stream, seq)
         select n.stream, n.seq
         from unnest($1::uuid[], $2::bigint[]) as n (stream, seq)
         on conflict (stream) do update set seq = excluded.seq",
        streams,
        seqs,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// These messages, those of them that anybody may read at all: not removed, not hidden, not on a
/// desk.
///
/// # Errors
/// A fault of the database.
pub async fn messages(conn: &mut Connection, ids: &[Uuid]) -> Result<Vec<Message>, Fault> {
    Ok(sqlx::query_as!(
        Message,
        r#"select
             m.id, m.channel, m.seq, m.item, m.author, m.at, m.text, m.lang, m.tags,
             array(
               select f.name || ' ' || f.alt
               from message_files mf
               join files f on f.id = mf.file
               where mf.message = m.id and f.state <> 'blocked'
               order by mf.position
             ) as "files!: Vec<String>",
             array(
               select t.file
               from message_files h
               join files f on f.id = h.file
               join file_texts t on t.file = f.id
               where h.message = m.id and t.state = 'read' and f.state <> 'blocked'
               order by h.position
             ) as "documents!: Vec<Uuid>",
             array(
               select t.text
               from message_files h
               join files f on f.id = h.file
               join file_texts t on t.file = f.id
               where h.message = m.id and t.state = 'read' and f.state <> 'blocked'
               order by h.position
             ) as "document_texts!: Vec<String>",
             hashtextextended(m.text, 0) as "digest!",
             (c.visibility = 'public' and c.workspace is not null) as "is_public!"
           from messages m
           join channels c on c.id = m.channel
           where m.id = any($1)
             and m.stream = m.channel
             and m.deleted_at is null
             and not exists (select from hidden_messages h where h.message = m.id)"#,
        ids,
    )
    .fetch_all(conn)
    .await?)
}

/// These items, those of them that anybody may read at all. The item that every channel begins with
/// has nothing to be found by.
///
/// # Errors
/// A fault of the database.
pub async fn items(conn: &mut Connection, ids: &[Uuid]) -> Result<Vec<Item>, Fault> {
    Ok(sqlx::query_as!(
        Item,
        r#"select
             i.id, i.channel, i.kind, i.seq, i.author, i.at, i.title, i.text, i.body, i.state,
             i.main, i.tags,
             array(
               select t.file
               from item_files h
               join files f on f.id = h.file
               join file_texts t on t.file = f.id
               where h.item = i.id and t.state = 'read' and f.state <> 'blocked'
                 and position(h.file::text in i.body::text) > 0
               order by h.file
             ) as "documents!: Vec<Uuid>",
             array(
               select t.text
               from item_files h
               join files f on f.id = h.file
               join file_texts t on t.file = f.id
               where h.item = i.id and t.state = 'read' and f.state <> 'blocked'
                 and position(h.file::text in i.body::text) > 0
               order by h.file
             ) as "document_texts!: Vec<String>",
             hashtextextended(i.title || ' ' || i.text || ' ' || i.body::text, 0) as "digest!",
             (c.visibility = 'public' and c.workspace is not null) as "is_public!"
           from items i
           join channels c on c.id = i.channel
           where i.id = any($1)
             and not i.desk
             and not i.main
             and i.deleted_at is null
             and not exists (select from hidden_items h where h.item = i.id)"#,
        ids,
    )
    .fetch_all(conn)
    .await?)
}
