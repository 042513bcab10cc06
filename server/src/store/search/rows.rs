//! The rows of the index. A row belongs to one object and is written whole; whoever writes it twice
//! has written it once.

use time::OffsetDateTime;
use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// Between the lexemes of one row; no lexeme holds it.
const BETWEEN: &str = "\u{1f}";
/// Rows that one statement takes out.
const GONE_AT_ONCE: usize = 500;

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

/// Writes rows, each in the place of the former one of its object. The caller holds the log still.
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
    let new_digests: Vec<Option<i64>> = rows.iter().map(|row| Some(row.digest)).collect();
    let new_channels: Vec<Option<Uuid>> = rows.iter().map(|row| Some(row.channel)).collect();
    leave_words(conn, &objects, &new_digests, &new_channels).await?;
    elsewhere(conn, &objects, &at).await?;
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
    .execute(&mut *conn)
    .await?;
    Ok(())
}

/// Those of these objects that still stand in the index as an older analyser left them. Whatever has
/// changed since then has been read anew, or will be when the log is.
///
/// # Errors
/// A fault of the database.
pub async fn still_older(
    conn: &mut Connection,
    objects: &[Uuid],
    version: i32,
) -> Result<Vec<Uuid>, Fault> {
    Ok(sqlx::query_scalar!(
        "select object from search_texts where object = any($1) and version < $2 for update",
        objects,
        version,
    )
    .fetch_all(conn)
    .await?)
}

/// Takes out rows of these objects at another time than now: their place among the partitions.
async fn elsewhere(
    conn: &mut Connection,
    objects: &[Uuid],
    at: &[OffsetDateTime],
) -> Result<(), Fault> {
    sqlx::query!(
        "delete from search_texts t
         using unnest($1::uuid[], $2::timestamptz[]) as n (object, at)
         where t.object = n.object and t.at <> n.at",
        objects,
        at,
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

/// What rows of these objects say in public channels by now, before they change or go: the vocabulary
/// has to ask who else says it. `digests` and `channels` are those of the rows to come; none for an
/// object that goes. A row that stays the same leaves nothing.
///
/// # Errors
/// A fault of the database.
pub async fn leave_words(
    conn: &mut Connection,
    objects: &[Uuid],
    digests: &[Option<i64>],
    channels: &[Option<Uuid>],
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into search_words_left (word, channel)
         select distinct substr(w.lexeme, 3), t.channel
         from unnest($1::uuid[], $2::bigint[], $3::uuid[]) as n (object, digest, channel)
         join search_texts t on t.object = n.object
           and (t.digest is distinct from n.digest or t.channel is distinct from n.channel)
         join channels c on c.id = t.channel and c.visibility = 'public' and c.workspace is not null
         cross join lateral unnest(t.words) w
         where left(w.lexeme, 2) in ('w:', 'v:', 'p:', 'f:', 'u:')
           and length(w.lexeme) > 4
         on conflict do nothing",
        objects,
        digests as &[Option<i64>],
        channels as &[Option<Uuid>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes objects out of the index that may not be found any more, and leaves their words.
///
/// # Errors
/// A fault of the database.
pub async fn remove(conn: &mut Connection, objects: &[Uuid]) -> Result<(), Fault> {
    if !objects.is_empty() {
        let (digests, channels) = (vec![None; objects.len()], vec![None; objects.len()]);
        leave_words(conn, objects, &digests, &channels).await?;
        sqlx::query!("delete from search_texts where object = any($1)", objects)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Takes out of a channel's rows below this seq those whose objects have gone.
///
/// # Errors
/// A fault of the database.
pub async fn expire(conn: &mut Connection, channel: Uuid, before: i64) -> Result<(), Fault> {
    let gone = sqlx::query_scalar!(
        "select t.object
         from search_texts t
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
    .fetch_all(&mut *conn)
    .await?;
    for some in gone.chunks(GONE_AT_ONCE) {
        remove(conn, some).await?;
    }
    Ok(())
}

/// Rows that an older analyser made: messages and items. What a newer one made is left alone, or two
/// nodes of different releases would rewrite each other's for ever.
///
/// # Errors
/// A fault of the database.
pub async fn of_older_version(
    conn: &mut Connection,
    version: i32,
    most: i64,
) -> Result<Vec<(Uuid, bool)>, Fault> {
    let rows = sqlx::query!(
        r#"select object, sort = 'item' as "is_item!"
           from search_texts
           where version < $1
           limit $2"#,
        version,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.object, row.is_item)).collect())
}
