//! The rows of the index. A row belongs to one object and is written whole; whoever writes it twice
//! has written it once.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// Between the lexemes of one row; no lexeme holds it.
const BETWEEN: &str = "\u{1f}";

/// One row. `lexemes` are sorted by nobody: Postgres does.
#[derive(Clone, Debug)]
pub struct NewRow {
    pub object: Uuid,
    pub sort: &'static str,
    pub at: OffsetDateTime,
    pub channel: Uuid,
    pub seq: i64,
    pub item: Uuid,
    pub author: Option<Uuid>,
    pub digest: i64,
    pub lexemes: Vec<String>,
}

/// Writes rows, each in the place of the former one of its object.
///
/// # Errors
/// A fault of the database.
pub async fn put(conn: &mut Connection, rows: &[NewRow], version: i32) -> Result<(), Fault> {
    partitions(conn, rows).await?;
    let objects: Vec<Uuid> = rows.iter().map(|row| row.object).collect();
    let sorts: Vec<String> = rows.iter().map(|row| row.sort.to_owned()).collect();
    let at: Vec<OffsetDateTime> = rows.iter().map(|row| row.at).collect();
    let channels: Vec<Uuid> = rows.iter().map(|row| row.channel).collect();
    let seqs: Vec<i64> = rows.iter().map(|row| row.seq).collect();
    let items: Vec<Uuid> = rows.iter().map(|row| row.item).collect();
    let authors: Vec<Option<Uuid>> = rows.iter().map(|row| row.author).collect();
    let digests: Vec<i64> = rows.iter().map(|row| row.digest).collect();
    let words: Vec<String> = rows.iter().map(|row| row.lexemes.join(BETWEEN)).collect();
    sqlx::query!(
        r#"insert into search_texts
             (object, sort, at, channel, seq, item, author, digest, version, words)
           select n.object, n.sort, n.at, n.channel, n.seq, n.item, n.author, n.digest, $10,
             array_to_tsvector(string_to_array(n.words, $11))
           from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::uuid[], $5::bigint[],
             $6::uuid[], $7::uuid[], $8::bigint[], $9::text[])
             as n (object, sort, at, channel, seq, item, author, digest, words)
           on conflict (object, at) do update
           set channel = excluded.channel, seq = excluded.seq, item = excluded.item,
             author = excluded.author, digest = excluded.digest, version = excluded.version,
             words = excluded.words"#,
        &objects,
        &sorts,
        &at,
        &channels,
        &seqs,
        &items,
        &authors as &[Option<Uuid>],
        &digests,
        &words,
        version,
        BETWEEN,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Makes the partitions that rows are to lie in; they are there but for the first row of a half-year.
async fn partitions(conn: &mut Connection, rows: &[NewRow]) -> Result<(), Fault> {
    let mut halves: Vec<(i32, bool)> = Vec::new();
    for row in rows {
        let half = (row.at.year(), u8::from(row.at.month()) < 7);
        if !halves.contains(&half) {
            halves.push(half);
            sqlx::query!("select search_partition($1)", row.at).execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// Takes objects out of the index that may not be found any more.
///
/// # Errors
/// A fault of the database.
pub async fn remove(conn: &mut Connection, objects: &[Uuid]) -> Result<(), Fault> {
    if !objects.is_empty() {
        sqlx::query!("delete from search_texts where object = any($1)", objects)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// Takes out of a channel's rows below this seq those whose objects have gone.
///
/// # Errors
/// A fault of the database.
pub async fn expire(conn: &mut Connection, channel: Uuid, before: i64) -> Result<(), Fault> {
    sqlx::query!(
        "delete from search_texts t
         where t.channel = $1
           and t.seq < $2
           and not exists (select from messages m where m.id = t.object and m.stream = t.channel)
           and not exists (
             select from items i where i.id = t.object and i.channel = t.channel
               and i.deleted_at is null
           )",
        channel,
        before,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Rows that another analyser made: messages and items.
///
/// # Errors
/// A fault of the database.
pub async fn of_other_version(
    conn: &mut Connection,
    version: i32,
    most: i64,
) -> Result<Vec<(Uuid, bool)>, Fault> {
    let rows = sqlx::query!(
        r#"select object, sort = 'item' as "is_item!"
           from search_texts
           where version < $1 or version > $1
           limit $2"#,
        version,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.object, row.is_item)).collect())
}
