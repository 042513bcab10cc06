//! What was said about a report and what was reported: the reporters' reasons, and the messages that
//! they have given to be read. Content is read where it stands, hidden or not, and only what was given.

use std::collections::HashMap;

use talkoo_protocol::{
    ChannelId, MemberId, MessageId, ReportId,
    moderation::{HiddenText, SightView, VoiceView},
};
use uuid::Uuid;

use super::{Connection, files};
use crate::error::Fault;

/// Why each of these was reported, oldest first.
///
/// # Errors
/// A fault of the database.
pub async fn voices(
    conn: &mut Connection,
    reports: &[ReportId],
) -> Result<HashMap<ReportId, Vec<VoiceView>>, Fault> {
    let ids: Vec<Uuid> = reports.iter().map(|report| report.0).collect();
    let rows = sqlx::query!(
        "select report, reason, words, at
         from report_voices
         where report = any($1)
         order by at
         limit 10000",
        &ids,
    )
    .fetch_all(conn)
    .await?;
    let mut voices: HashMap<ReportId, Vec<VoiceView>> = HashMap::new();
    for row in rows {
        let voice = VoiceView { reason: row.reason, words: row.words, at: row.at };
        voices.entry(ReportId(row.report)).or_default().push(voice);
    }
    Ok(voices)
}

/// What the reporters of each have given to be read, in the order in which it was said.
///
/// # Errors
/// A fault of the database.
pub async fn sights(
    conn: &mut Connection,
    reports: &[ReportId],
) -> Result<HashMap<ReportId, Vec<SightView>>, Fault> {
    let ids: Vec<Uuid> = reports.iter().map(|report| report.0).collect();
    let rows = sqlx::query!(
        r#"select
             s.report as "report!",
             m.id as "id!",
             m.author,
             m.at as "at!",
             '' as "title!",
             coalesce(h.text, m.text) as "text!",
             m.id = r.subject as "reported!",
             m.deleted_at is not null as "deleted!",
             m.channel as "channel!",
             m.seq as "seq!"
           from report_sights s
           join reports r on r.id = s.report
           join messages m on m.id = s.message
           left join hidden_messages h on h.message = m.id
           where s.report = any($1)
           union all
           select
             r.id,
             i.id,
             i.author,
             i.at,
             coalesce(h.title, i.title),
             coalesce(h.text, i.text),
             true,
             i.deleted_at is not null,
             i.channel,
             0
           from reports r
           join items i on i.id = r.subject and r.sort = 'item'
           left join hidden_items h on h.item = i.id
           where r.id = any($1)
           order by 10
           limit 10000"#,
        &ids,
    )
    .fetch_all(&mut *conn)
    .await?;
    let seen: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let carried = files::carried(conn, &seen).await?;
    let mut sights: HashMap<ReportId, Vec<SightView>> = HashMap::new();
    for row in rows {
        let sight = SightView {
            id: row.id,
            author: row.author.map(MemberId),
            at: row.at,
            title: row.title,
            text: row.text,
            channel: ChannelId(row.channel),
            // One message may have been given to two reports.
            files: carried.get(&row.id).cloned().unwrap_or_default(),
            reported: row.reported,
            deleted: row.deleted,
        };
        sights.entry(ReportId(row.report)).or_default().push(sight);
    }
    Ok(sights)
}

/// The messages nearest to one on its own stream and item, from the first that the reporter sees.
///
/// # Errors
/// A fault of the database.
pub async fn nearest(
    conn: &mut Connection,
    message: MessageId,
    oldest: i64,
    each_way: i64,
) -> Result<Vec<MessageId>, Fault> {
    let ids = sqlx::query_scalar!(
        r#"with here as (select stream, item, seq from messages where id = $1)
           select id as "id!" from (
             (select m.id from messages m, here
              where m.stream = here.stream and m.item = here.item and m.seq < here.seq
                and m.seq >= $2 and m.deleted_at is null
              order by m.seq desc limit $3)
             union all
             (select m.id from messages m, here
              where m.stream = here.stream and m.item = here.item and m.seq > here.seq
                and m.deleted_at is null
              order by m.seq limit $3)
           ) around"#,
        message.0,
        oldest,
        each_way,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MessageId).collect())
}

/// One's own words that are hidden, of a message or an item.
///
/// # Errors
/// A fault of the database.
pub async fn hidden_text(
    conn: &mut Connection,
    author: MemberId,
    subject: Uuid,
) -> Result<Option<HiddenText>, Fault> {
    let row = sqlx::query!(
        r#"select h.text as "text!", h.at as "at!"
           from hidden_messages h
           join messages m on m.id = h.message
           where h.message = $1 and m.author = $2
           union all
           select h.title, h.at
           from hidden_items h
           join items i on i.id = h.item
           where h.item = $1 and i.author = $2"#,
        subject,
        author.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let files = files::carried(conn, &[subject]).await?.remove(&subject).unwrap_or_default();
    Ok(Some(HiddenText { text: row.text, files, at: row.at }))
}
