//! Questions to the network: where each stands, and who could be offered it.

use talkoo_protocol::{
    ChannelId, ItemId, MemberId, MessageId, Seq,
    peer::{QuestionView, SolutionView},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Connection, sql_seq};
use crate::error::Fault;

/// Offers that one member gets in a week at most.
const A_WEEK: i64 = 2;
/// Candidates that are looked at, of whom some may not read where the question stands.
const CANDIDATES: i64 = 100;
const LISTED: i64 = 50;

/// A question as its next step needs it.
#[derive(Clone, Debug)]
pub struct Open {
    pub channel: ChannelId,
    pub kind: String,
    pub asker: MemberId,
    pub stage: String,
    pub stage_at: OffsetDateTime,
    /// It is old: nobody is looked for any more.
    pub is_stale: bool,
}

struct Row {
    item: Uuid,
    channel: Uuid,
    title: String,
    competence: String,
    asked_at: OffsetDateTime,
    stage: String,
    offered: i64,
    is_answered: bool,
    is_solved: bool,
}

impl From<Row> for QuestionView {
    fn from(row: Row) -> Self {
        let state = match (row.is_solved, row.is_answered) {
            (true, _) => "solved".to_owned(),
            (false, true) => "answered".to_owned(),
            (false, false) => row.stage,
        };
        Self {
            item: ItemId(row.item),
            channel: ChannelId(row.channel),
            title: row.title,
            competence: row.competence,
            state,
            asked_at: row.asked_at,
            offered: u32::try_from(row.offered).unwrap_or(0),
        }
    }
}

/// Questions that this member has asked, or the one of this item; the newest first, as far as the
/// member may read them.
///
/// # Errors
/// A fault of the database.
pub async fn seen(
    conn: &mut Connection,
    reader: MemberId,
    item: Option<ItemId>,
) -> Result<Vec<QuestionView>, Fault> {
    let rows = sqlx::query_as!(
        Row,
        r#"select
             q.item,
             i.channel,
             i.title,
             c.slug as competence,
             q.asked_at,
             q.stage,
             (
               select count(*) from asks a where a.item = q.item and a.sort = 'question'
             ) as "offered!",
             exists (
               select from messages m
               where m.item = q.item
                 and m.at > q.asked_at
                 and m.deleted_at is null
                 and m.author is distinct from q.asker
             ) as "is_answered!",
             (
               i.state = 'resolved' or exists (select from solutions s where s.item = q.item)
             ) as "is_solved!"
           from questions q
           join items i on i.id = q.item and i.deleted_at is null and not i.desk
           join competences c on c.id = q.competence
           join readable_channels($1) r on r.channel = i.channel
             and greatest(i.last_seq, i.seq) >= r.history_from
           where (q.item = $2 or ($2::uuid is null and q.asker = $1))
           order by q.asked_at desc, q.item
           limit $3"#,
        reader.0,
        item.map(|id| id.0),
        LISTED,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(QuestionView::from).collect())
}

/// Whether the item asks the network already.
///
/// # Errors
/// A fault of the database.
pub async fn is_asked(conn: &mut Connection, item: ItemId) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from questions where item = $1) as "yes!""#,
        item.0,
    )
    .fetch_one(conn)
    .await?)
}

/// A competence by its slug.
///
/// # Errors
/// A fault of the database.
pub async fn competence(conn: &mut Connection, slug: &str) -> Result<Option<Uuid>, Fault> {
    Ok(sqlx::query_scalar!("select id from competences where slug = $1", slug)
        .fetch_optional(conn)
        .await?)
}

/// The question, while nobody else has answered it and it is not solved.
///
/// # Errors
/// A fault of the database.
pub async fn open(conn: &mut Connection, item: ItemId) -> Result<Option<Open>, Fault> {
    let row = sqlx::query!(
        r#"select
             i.channel,
             i.kind,
             q.asker,
             q.stage,
             q.stage_at,
             q.asked_at < app_now() - interval '14 days' as "is_stale!"
           from questions q
           join items i on i.id = q.item
           where q.item = $1
             and i.deleted_at is null
             and not i.desk
             and i.state <> 'resolved'
             and not exists (select from solutions s where s.item = q.item)
             and not exists (select from hidden_items h where h.item = q.item)
             and not exists (
               select from messages m
               where m.item = q.item
                 and m.at > q.asked_at
                 and m.deleted_at is null
                 and m.author is distinct from q.asker
             )"#,
        item.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Open {
        channel: ChannelId(row.channel),
        kind: row.kind,
        asker: MemberId(row.asker),
        stage: row.stage,
        stage_at: row.stage_at,
        is_stale: row.is_stale,
    }))
}

/// Members who can what is asked for and want to be asked, the most able and the longest unasked
/// first. Not the asker, nobody who is parted from them, and nobody who has had two this week.
///
/// # Errors
/// A fault of the database.
pub async fn candidates(conn: &mut Connection, item: ItemId) -> Result<Vec<MemberId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select h.member
         from questions q
         join member_competences mc on mc.competence = q.competence
         join question_helpers h on h.member = mc.member
         join members m on m.id = h.member and m.status = 'active'
         where q.item = $1
           and h.member <> q.asker
           and (
             select count(*)
             from asks o
             where o.member = h.member
               and o.sort = 'question'
               and o.at > app_now() - interval '7 days'
           ) < $2
           and not exists (
             select from blocks b
             where (b.member = h.member and b.blocked = q.asker)
               or (b.member = q.asker and b.blocked = h.member)
           )
         order by
           mc.level desc,
           (
             select max(o.at) from asks o where o.member = h.member and o.sort = 'question'
           ) nulls first,
           h.member
         limit $3",
        item.0,
        A_WEEK,
        CANDIDATES,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}

/// What was marked as the solution of an item, while it stands there and the reader sees so far back.
///
/// # Errors
/// A fault of the database.
pub async fn solution(
    conn: &mut Connection,
    item: ItemId,
    visible_from: Seq,
) -> Result<Option<SolutionView>, Fault> {
    let row = sqlx::query!(
        r#"select s.message, m.author as "author?", left(m.text, 600) as "text!"
           from solutions s
           join message_now m on m.id = s.message and m.item = s.item and not m.deleted
           where s.item = $1 and m.seq >= $2"#,
        item.0,
        sql_seq(visible_from),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| SolutionView {
        message: MessageId(row.message),
        author: row.author.map(MemberId),
        text: row.text,
    }))
}
