//! What members have said of the product.

use talkoo_protocol::{FeedbackId, MemberId, administration::FeedbackView};

use crate::{error::Fault, store::Connection};

/// Feedback of one member or of all, in one state or in any (""): what is new first, then the newest.
///
/// # Errors
/// A fault of the database.
pub async fn feedback(
    conn: &mut Connection,
    of: Option<MemberId>,
    state: &str,
    limit: i64,
) -> Result<Vec<FeedbackView>, Fault> {
    let rows = sqlx::query!(
        r#"select
             f.id,
             f.member,
             m.given || ' ' || m.family as member_name,
             f.kind,
             f.words,
             f.page,
             f.state,
             f.answer,
             f.at,
             f.handled_at
           from feedback f
           left join members m on m.id = f.member and m.status <> 'erased'
           where ($1::uuid is null or f.member = $1)
             and ($2 = '' or f.state = $2)
           order by f.state <> 'new', f.at desc, f.id
           limit $3"#,
        of.map(|id| id.0),
        state,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| FeedbackView {
            id: FeedbackId(row.id),
            member: row.member.map(MemberId),
            member_name: row.member_name,
            kind: row.kind,
            words: row.words,
            page: row.page,
            state: row.state,
            answer: row.answer,
            at: row.at,
            handled_at: row.handled_at,
        })
        .collect())
}

/// Who has sent it: `None`, there is no such feedback; `Some(None)`, nobody is left to be answered.
///
/// # Errors
/// A fault of the database.
pub async fn sender_of(
    conn: &mut Connection,
    feedback: FeedbackId,
) -> Result<Option<Option<MemberId>>, Fault> {
    let row = sqlx::query!(
        r#"select m.id as "member?"
           from feedback f
           left join members m on m.id = f.member and m.status <> 'erased'
           where f.id = $1"#,
        feedback.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| row.member.map(MemberId)))
}
