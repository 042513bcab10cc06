//! What members are asked for: questions they could answer, as hosts or because they know.

use talkoo_protocol::{ChannelId, ItemId, MemberId, peer::AskView};

use super::Connection;
use crate::error::Fault;

const LISTED: i64 = 50;

/// What this member is asked, may read now, and has neither answered nor put away. A question is gone
/// from here as soon as it is solved.
///
/// # Errors
/// A fault of the database.
pub async fn of(conn: &mut Connection, member: MemberId) -> Result<Vec<AskView>, Fault> {
    let rows = sqlx::query!(
        r#"select a.item, i.channel, i.title, a.sort, c.slug as "competence?", i.author, a.at
           from asks a
           join items i on i.id = a.item and i.deleted_at is null and not i.desk
           join readable_channels($1) r on r.channel = i.channel
             and greatest(i.last_seq, i.seq) >= r.history_from
           left join questions q on q.item = a.item
           left join competences c on c.id = q.competence
           where a.member = $1
             and a.put_away_at is null
             and (a.sort = 'round' or i.state <> 'resolved')
             and (
               a.sort = 'round'
               or not exists (select from solutions s where s.item = a.item)
             )
             and not exists (select from hidden_items h where h.item = a.item)
             and not exists (
               select from messages m
               where m.item = a.item
                 and m.author = a.member
                 and m.deleted_at is null
                 and (a.sort = 'host' or m.at > a.at)
             )
           order by a.at desc, a.item
           limit $2"#,
        member.0,
        LISTED,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| AskView {
            item: ItemId(row.item),
            channel: ChannelId(row.channel),
            title: row.title,
            sort: row.sort,
            competence: row.competence,
            by: row.author.map(MemberId),
            at: row.at,
        })
        .collect())
}

/// Whether this member is asked for a word on the item, put away or not.
///
/// # Errors
/// A fault of the database.
pub async fn is_asked(
    conn: &mut Connection,
    item: ItemId,
    member: MemberId,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from asks where item = $1 and member = $2) as "yes!""#,
        item.0,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// Whether they want letters at all.
///
/// # Errors
/// A fault of the database.
pub async fn wants_letters(conn: &mut Connection, member: MemberId) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from notice_settings_of where member = $1 and mail_for <> 'nothing'
           ) as "yes!""#,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// Whether a member is willing to be offered questions.
///
/// # Errors
/// A fault of the database.
pub async fn is_willing(conn: &mut Connection, member: MemberId) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from question_helpers where member = $1) as "yes!""#,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}
