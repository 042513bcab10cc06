//! Words that were written in public channels, to put typing errors right by. A reader is offered
//! words of channels that they may read now, and no others.

use talkoo_protocol::MemberId;
use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// A word of a channel. `folded` is without dots and accents.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NewWord {
    pub word: String,
    pub channel: Uuid,
    pub folded: String,
}

/// Adds words; those that are there stay.
///
/// # Errors
/// A fault of the database.
pub async fn add(conn: &mut Connection, words: &[NewWord]) -> Result<(), Fault> {
    let written: Vec<String> = words.iter().map(|word| word.word.clone()).collect();
    let channels: Vec<Uuid> = words.iter().map(|word| word.channel).collect();
    let folded: Vec<String> = words.iter().map(|word| word.folded.clone()).collect();
    sqlx::query!(
        "insert into search_words (word, channel, folded)
         select n.word, n.channel, n.folded
         from unnest($1::text[], $2::uuid[], $3::text[]) as n (word, channel, folded)
         on conflict do nothing",
        &written,
        &channels,
        &folded,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets words that nothing in their channel says any more, of those that something has ceased to
/// say; returns how many were looked at. What the newest rows say is said; only of rarer words the
/// index is asked.
///
/// # Errors
/// A fault of the database.
pub async fn forget(conn: &mut Connection, most: i64) -> Result<Vec<(String, Uuid)>, Fault> {
    let rows = sqlx::query!(
        r#"with taken as (
             delete from search_words_left l
             using (select word, channel from search_words_left limit $1 for update skip locked) few
             where l.word = few.word and l.channel = few.channel
             returning l.word, l.channel
           ),
           asked as materialized (
             select t.word, t.channel,
               (
                 select string_agg(quote_literal(class || t.word), ' | ')
                 from unnest(array['w:', 'v:', 'p:', 'f:', 'u:']) class
               )::tsquery as query
             from taken t
           ),
           gone as (
             delete from search_words w
             using asked a
             where w.word = a.word
               and w.channel = a.channel
               and not exists (
                 select from (
                   select k.words from search_texts k
                   where k.channel = a.channel
                   order by k.at desc
                   limit 200
                 ) k
                 where k.words @@ a.query
               )
               and not exists (
                 select from search_texts k where k.channel = a.channel and k.words @@ a.query
               )
           )
           select word as "word!", channel as "channel!" from taken"#,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.word, row.channel)).collect())
}

/// Those of these words that stand in a channel the reader may read now; `folded` are asked for
/// without dots.
///
/// # Errors
/// A fault of the database.
pub async fn known(
    conn: &mut Connection,
    reader: MemberId,
    words: &[String],
    folded: &[String],
) -> Result<Vec<String>, Fault> {
    Ok(sqlx::query_scalar!(
        r#"with readable as materialized (select channel from readable_channels($1))
           select w.word as "word!"
           from search_words w
           where w.word = any($2)
             and w.channel in (select channel from readable)
           union
           select w.word
           from search_words w
           where w.folded = any($3)
             and w.channel in (select channel from readable)
           limit 500"#,
        reader.0,
        words,
        folded,
    )
    .fetch_all(conn)
    .await?)
}
