//! Documents whose words are not known yet, and words that the index does not have yet.

use std::collections::HashMap;

use talkoo_protocol::FileId;
use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// Tries of one document.
const ATTEMPTS: i32 = 3;

/// A document that is to be read.
#[derive(Clone, Debug)]
pub struct Unread {
    pub file: FileId,
    pub media_type: String,
}

/// Takes a document that a message or an item holds and the scanner has passed; nobody else has it
/// for two minutes.
///
/// # Errors
/// A fault of the database.
pub async fn take(conn: &mut Connection, most_bytes: i64) -> Result<Option<Unread>, Fault> {
    let row = sqlx::query!(
        "with next as (
           select f.id, f.media_type
           from files f
           left join file_texts t on t.file = f.id
           where f.held
             and not f.is_dropped
             and f.state in ('clean', 'unscanned')
             and f.media_type like 'application/%'
             and (
               f.media_type = 'application/pdf'
               or f.media_type like 'application/vnd.openxmlformats-officedocument.%'
               or f.media_type like 'application/vnd.oasis.opendocument.%'
             )
             and f.size <= $1
             and (
               t.file is null
               or (t.state = 'taken' and t.until < app_now() and t.attempts < $2)
             )
           order by f.touched_at desc
           limit 1
           for update of f skip locked
         ),
         taken as (
           insert into file_texts (file, until)
           select id, app_now() + interval '2 minutes' from next
           on conflict (file) do update
           set until = excluded.until, attempts = file_texts.attempts + 1
         )
         select id, media_type from next",
        most_bytes,
        ATTEMPTS,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Unread { file: FileId(row.id), media_type: row.media_type }))
}

/// These are its words; none: it has none that can be read.
///
/// # Errors
/// A fault of the database.
pub async fn put(conn: &mut Connection, file: FileId, text: Option<&str>) -> Result<(), Fault> {
    sqlx::query!(
        "update file_texts set text = $2, state = $3, indexed = false where file = $1",
        file.0,
        text.unwrap_or_default(),
        if text.is_some() { "read" } else { "failed" },
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Messages and items (`true`) that hold words which the index does not have.
///
/// # Errors
/// A fault of the database.
pub async fn waiting(conn: &mut Connection, most: i64) -> Result<Vec<(Uuid, bool)>, Fault> {
    let rows = sqlx::query!(
        r#"with fresh as (
             select file from file_texts where state = 'read' and not indexed limit $1
           )
           select mf.message as "object!", false as "is_item!"
           from fresh f
           join message_files mf on mf.file = f.file
           union all
           select i.item, true
           from fresh f
           join item_files i on i.file = f.file"#,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.object, row.is_item)).collect())
}

/// The index has the words of these documents, and those of objects that nobody may find.
///
/// # Errors
/// A fault of the database.
pub async fn indexed(
    conn: &mut Connection,
    documents: &[Uuid],
    gone: &[Uuid],
) -> Result<(), Fault> {
    if documents.is_empty() && gone.is_empty() {
        return Ok(());
    }
    sqlx::query!(
        "update file_texts
         set indexed = true
         where not indexed
           and state = 'read'
           and (
             file = any($1)
             or file in (select file from message_files where message = any($2))
             or file in (select file from item_files where item = any($2))
           )",
        documents,
        gone,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The documents of these messages and items: their names and words. Whoever calls this has asked for
/// the right to them.
///
/// # Errors
/// A fault of the database.
pub async fn carried(
    conn: &mut Connection,
    objects: &[Uuid],
) -> Result<HashMap<Uuid, Vec<(String, String)>>, Fault> {
    let rows = sqlx::query!(
        r#"select held.object as "object!", f.name, t.text
           from (
             select message as object, file, position from message_files where message = any($1)
             union all
             select h.item, h.file, 0
             from item_files h
             join items i on i.id = h.item
             where h.item = any($1) and position(h.file::text in i.body::text) > 0
           ) held
           join files f on f.id = held.file
           join file_texts t on t.file = f.id
           where t.state = 'read' and f.state <> 'blocked'
           order by held.object, held.position, f.id
           limit 400"#,
        objects,
    )
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<Uuid, Vec<(String, String)>> = HashMap::new();
    for row in rows {
        found.entry(row.object).or_default().push((row.name, row.text));
    }
    Ok(found)
}
