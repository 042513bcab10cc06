//! The question to the index. Who asks may read what is found: the right stands in the innermost
//! query, so nothing that is counted, ranked or cut off was ever anybody else's. A row counts only
//! while its object says what was indexed and stands where it stood.

use std::time::Duration;

use sqlx::{AssertSqlSafe, FromRow, Row as _, postgres::PgRow};
use talkoo_protocol::MemberId;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// What is asked for besides words. Empty lists ask nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Narrowing {
    pub authors: Vec<Uuid>,
    pub not_authors: Vec<Uuid>,
    pub channels: Vec<Uuid>,
    pub not_channels: Vec<Uuid>,
    pub workspaces: Vec<Uuid>,
    pub not_workspaces: Vec<Uuid>,
    pub before: Option<OffsetDateTime>,
    pub after: Option<OffsetDateTime>,
}

/// What a member may read now, in this snapshot, and how much there is in all.
#[derive(Clone, Debug, Default)]
pub struct Readable {
    channels: Vec<Uuid>,
    /// For each channel the first seq that the member may see.
    from: Vec<i64>,
    /// Rows of the whole index, as the database estimates them. Chooses a plan, nothing else.
    pub rows: i64,
}

impl Readable {
    /// Nothing in these channels lies before what the reader may see.
    fn is_all_seen(&self) -> bool {
        self.from.iter().all(|from| *from <= 1)
    }
}

/// One question. `words` is a tsquery, empty: only filters are asked; `wanted` are the lexemes that a
/// hit is ranked by.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    pub readable: &'a Readable,
    pub words: &'a str,
    pub wanted: &'a [String],
    pub narrowing: &'a Narrowing,
    /// Only objects whose own text holds this, whatever its capitals.
    pub phrases: &'a [String],
}

/// A hit, not ranked yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub object: Uuid,
    pub is_item: bool,
    pub at: OffsetDateTime,
    pub channel: Uuid,
    pub item: Uuid,
    pub lexemes: Vec<String>,
}

impl<'r> FromRow<'r, PgRow> for Hit {
    fn from_row(row: &'r PgRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            object: row.try_get("object")?,
            is_item: row.try_get("is_item")?,
            at: row.try_get("at")?,
            channel: row.try_get("channel")?,
            item: row.try_get("item")?,
            lexemes: row.try_get("lexemes")?,
        })
    }
}

/// How hits are looked for; both ways find the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Walk {
    /// By the words, among all that the reader may read: for words that are not common. Postgres
    /// brings the bitmap of the words and that of the channels together before it reads a row.
    ByWords,
    /// From the newest on, over so many rows at most: for words that are in every thirtieth row.
    Newest(i64),
}

/// Rows that words and filters leave at most before anything is read of their objects: the newest.
/// More are read where the text itself decides, too.
const CANDIDATES: i64 = 4_000;
const CANDIDATES_OF_PHRASES: i64 = 20_000;

/// What every row has to fulfil that is looked at, however it is found. Conditions that are not asked
/// are left out, so that what is left can be answered by an index.
fn conditions(asked: &Asked<'_>) -> String {
    let narrowing = asked.narrowing;
    let mut conditions = "t.channel = any($1)".to_owned();
    let mut and = |is_asked: bool, condition: &str| {
        if is_asked {
            conditions.push_str(" and ");
            conditions.push_str(condition);
        }
    };
    and(!narrowing.authors.is_empty(), "t.author = any($3)");
    and(!narrowing.not_authors.is_empty(), "(t.author is null or t.author <> all($4))");
    and(!narrowing.channels.is_empty(), "t.channel = any($5)");
    and(!narrowing.not_channels.is_empty(), "t.channel <> all($6)");
    and(narrowing.before.is_some(), "t.at < $7");
    and(narrowing.after.is_some(), "t.at >= $8");
    conditions
}

const COLUMNS: &str =
    "t.object, t.sort, t.at, t.channel, t.item, t.seq, t.author, t.digest, t.words";

/// The first seq of the row's channel that the reader may see. No join: that would ask the index
/// channel by channel.
fn history(readable: &Readable) -> &'static str {
    match readable.is_all_seen() {
        true => "0",
        false => "($11::bigint[])[array_position($1::uuid[], t.channel)]",
    }
}

/// Whoever sees a channel from joining on sees no message before that.
fn seen(asked: &Asked<'_>) -> String {
    match asked.readable.is_all_seen() {
        true => "true".to_owned(),
        false => format!("(t.sort <> 'message' or t.seq >= {})", history(asked.readable)),
    }
}

/// Rows that are looked for, before anything is read of their objects. The right and every filter
/// stand before each limit.
fn source(asked: &Asked<'_>, walk: Walk) -> String {
    let (conditions, seen) = (conditions(asked), seen(asked));
    let has_words = !asked.words.is_empty();
    match walk {
        Walk::Newest(_) if has_words => format!(
            "select {COLUMNS}
             from (
               select t.object, t.at
               from search_texts t
               where {conditions} and {seen}
               order by t.at desc
               limit $13
             ) k
             join search_texts t on t.object = k.object and t.at = k.at
             where t.words @@ $2::text::tsquery"
        ),
        Walk::ByWords | Walk::Newest(_) => {
            // By the words, whatever the time: the walk over the time index would read all of it for a
            // rare one.
            let (words, newest) = match has_words {
                true => ("t.words @@ $2::text::tsquery", "t.at + interval '0'"),
                false => ("true", "t.at"),
            };
            format!(
                "select {COLUMNS}
                 from search_texts t
                 where {words} and {conditions} and {seen}
                 order by {newest} desc
                 limit $13"
            )
        }
    }
}

/// That the row is true: its object is there, says what was read, and may be seen.
fn truth(history: &str) -> String {
    format!(
        "
  (
    (t.sort = 'message' and exists (
      select from messages m
      where m.id = t.object
        and m.stream = t.channel
        and m.deleted_at is null
        and hashtextextended(m.text, 0) = t.digest
        and ($10 = '{{}}' or (select bool_and(strpos(lower(m.text), p) > 0) from unnest($10) p))
    ))
    or (t.sort = 'item' and exists (
      select from items i
      where i.id = t.object
        and i.channel = t.channel
        and not i.desk
        and i.deleted_at is null
        and i.last_seq >= {history}
        and hashtextextended(i.title || ' ' || i.text || ' ' || i.body::text, 0) = t.digest
        and ($10 = '{{}}' or (
          select bool_and(strpos(lower(i.title || ' ' || i.text), p) > 0) from unnest($10) p))
    ))
  )"
    )
}

/// The newest hits of one question, at most so many.
///
/// # Errors
/// A fault of the database; an outage when it took too long.
pub async fn hits(
    conn: &mut Connection,
    asked: &Asked<'_>,
    walk: Walk,
    most: i64,
) -> Result<Vec<Hit>, Fault> {
    let (source, truth) = (source(asked, walk), truth(history(asked.readable)));
    let statement = format!(
        "with found as materialized ({source})
         select t.object, t.sort = 'item' as is_item, t.at, t.channel, t.item,
           array(select w.lexeme from unnest(t.words) w where w.lexeme = any($9)) as lexemes
         from found t
         where {truth}
         order by t.at desc
         limit $12"
    );
    let narrowing = asked.narrowing;
    let examined = match walk {
        Walk::Newest(rows) if !asked.words.is_empty() => rows,
        Walk::ByWords | Walk::Newest(_) if asked.phrases.is_empty() => CANDIDATES.max(most),
        Walk::ByWords | Walk::Newest(_) => CANDIDATES_OF_PHRASES.max(most),
    };
    // Composed of constants of this file alone; whatever anybody typed is bound.
    let rows = sqlx::query_as::<_, Hit>(AssertSqlSafe(statement))
        .bind(&asked.readable.channels)
        .bind(asked.words)
        .bind(&narrowing.authors)
        .bind(&narrowing.not_authors)
        .bind(&narrowing.channels)
        .bind(&narrowing.not_channels)
        .bind(narrowing.before)
        .bind(narrowing.after)
        .bind(asked.wanted)
        .bind(asked.phrases)
        .bind(&asked.readable.from)
        .bind(most)
        .bind(examined)
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// What the reader may read now, without the workspaces that filters leave out.
///
/// # Errors
/// A fault of the database.
pub async fn readable(
    conn: &mut Connection,
    reader: MemberId,
    narrowing: &Narrowing,
) -> Result<Readable, Fault> {
    let row = sqlx::query!(
        r#"select
             coalesce(array_agg(r.channel), '{}') as "channels!",
             coalesce(array_agg(r.history_from), '{}') as "from!",
             (
               select coalesce(sum(greatest(p.reltuples, 0)), 0)::bigint
               from pg_inherits i
               join pg_class p on p.oid = i.inhrelid
               where i.inhparent = 'search_texts'::regclass
             ) as "rows!"
           from readable_channels($1) r
           join channels c on c.id = r.channel
           where ($2::uuid[] = '{}' or c.workspace = any($2))
             and ($3::uuid[] = '{}' or c.workspace is null or c.workspace <> all($3))"#,
        reader.0,
        &narrowing.workspaces,
        &narrowing.not_workspaces,
    )
    .fetch_one(conn)
    .await?;
    Ok(Readable { channels: row.channels, from: row.from, rows: row.rows })
}

/// What holds for a transaction that searches.
///
/// # Errors
/// A fault of the database.
pub async fn settle(conn: &mut Connection) -> Result<(), Fault> {
    // The plan depends on how common the words are and how much one may read. Bitmaps of half a
    // million rows have one bit to each row.
    sqlx::query(
        "select set_config('plan_cache_mode', 'force_custom_plan', true),
           set_config('random_page_cost', '1.1', true),
           set_config('work_mem', '64MB', true)",
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the next statements of the transaction may take each.
///
/// # Errors
/// A fault of the database.
pub async fn patience(conn: &mut Connection, left: Duration) -> Result<(), Fault> {
    // Nought would be for ever.
    let left = left.as_millis().max(1).to_string();
    sqlx::query("select set_config('statement_timeout', $1, true)")
        .bind(left)
        .execute(conn)
        .await?;
    Ok(())
}

/// The instant that stored ones are compared with.
///
/// # Errors
/// A fault of the database.
pub async fn now(conn: &mut Connection) -> Result<OffsetDateTime, Fault> {
    Ok(sqlx::query_scalar!(r#"select app_now() as "now!""#).fetch_one(conn).await?)
}
