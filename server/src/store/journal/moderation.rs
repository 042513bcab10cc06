//! Statements of care among members: blocks, requests of direct talk, steps on a report. Hidden
//! words leave their row, so whoever reads the row has nothing to forget.

use uuid::Uuid;

use super::push::{Gone, gone};
use crate::{
    domain::draft::moderation::{Hideable, Moderation, NewReport, NewVoice, Step},
    store::Connection,
};

pub(super) async fn store(
    conn: &mut Connection,
    change: &Moderation,
    number: i64,
) -> Result<(), sqlx::Error> {
    match change {
        Moderation::Block { member, blocked } => block(conn, member.0, blocked.0).await,
        Moderation::Unblock { member, blocked } => unblock(conn, member.0, blocked.0).await,
        Moderation::Ask { channel, sender, receiver } => {
            ask(conn, channel.0, sender.0, receiver.0).await
        }
        Moderation::Speak { channel, member } => speak(conn, channel.0, member.0).await,
        Moderation::Answer { channel, receiver, accepted } => {
            answer(conn, channel.0, receiver.0, *accepted).await
        }
        Moderation::Report(report) => new_report(conn, report).await,
        Moderation::Voice(voice) => new_voice(conn, voice).await,
        Moderation::Touch(step) => touch(conn, *step).await,
        Moderation::Claim { step, by } => claim(conn, *step, by.0).await,
        Moderation::Hide { report, subject } => hide(conn, report.0, *subject, number).await,
        Moderation::Restore { subject } => restore(conn, *subject, number).await,
        Moderation::Decide { step, by, outcome, verdict, state } => {
            decide(conn, *step, by.0, (outcome, verdict, state)).await
        }
        Moderation::Appeal { step, by, words, office } => {
            appeal(conn, *step, by.0, (words, office)).await
        }
    }
}

/// Every node's copy of who is parted from whom is old from here on.
async fn parted(conn: &mut Connection) -> Result<(), sqlx::Error> {
    sqlx::query!("update parted_version set version = version + 1").execute(conn).await?;
    Ok(())
}

async fn block(conn: &mut Connection, member: Uuid, blocked: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into blocks (member, blocked) values ($1, $2) on conflict do nothing",
        member,
        blocked,
    )
    .execute(&mut *conn)
    .await?;
    parted(conn).await
}

async fn unblock(conn: &mut Connection, member: Uuid, blocked: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from blocks where member = $1 and blocked = $2", member, blocked)
        .execute(&mut *conn)
        .await?;
    parted(conn).await
}

async fn ask(
    conn: &mut Connection,
    channel: Uuid,
    sender: Uuid,
    receiver: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into direct_requests (channel, sender, receiver)
         values ($1, $2, $3)
         on conflict do nothing",
        channel,
        sender,
        receiver,
    )
    .execute(&mut *conn)
    .await?;
    parted(conn).await
}

async fn speak(conn: &mut Connection, channel: Uuid, member: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("select direct_words($1, $2)", channel, member).execute(conn).await?;
    Ok(())
}

async fn answer(
    conn: &mut Connection,
    channel: Uuid,
    receiver: Uuid,
    accepted: bool,
) -> Result<(), sqlx::Error> {
    let state = if accepted { "accepted" } else { "declined" };
    sqlx::query!(
        "update direct_requests
         set state = $3,
             answered_at = app_now()
         where channel = $1
           and receiver = $2
           and state <> 'accepted'",
        channel,
        receiver,
        state,
    )
    .execute(&mut *conn)
    .await?;
    parted(conn).await
}

async fn new_report(conn: &mut Connection, report: &NewReport) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into reports (id, sort, subject, author, workspace, channel, office)
         values ($1, $2, $3, $4, $5, $6, $7)",
        report.id.0,
        report.sort,
        report.subject,
        report.author.map(|author| author.0),
        report.workspace.map(|workspace| workspace.0),
        report.channel.map(|channel| channel.0),
        report.office,
    )
    .execute(&mut *conn)
    .await?;
    let sights: Vec<Uuid> = report.sights.iter().map(|message| message.0).collect();
    sqlx::query!(
        "insert into report_sights (report, message)
         select $1, unnest($2::uuid[])
         on conflict do nothing",
        report.id.0,
        &sights,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn new_voice(conn: &mut Connection, voice: &NewVoice) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into report_voices (reporter, sort, subject, report, reason, words)
         values ($1, $2, $3, $4, $5, $6)",
        voice.reporter.0,
        voice.sort,
        voice.subject,
        voice.report.0,
        voice.reason,
        voice.words,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn touch(conn: &mut Connection, step: Step) -> Result<(), sqlx::Error> {
    sqlx::query!("select report_step($1, $2)", step.report.0, step.version).execute(conn).await?;
    Ok(())
}

async fn claim(conn: &mut Connection, step: Step, by: Uuid) -> Result<(), sqlx::Error> {
    touch(conn, step).await?;
    sqlx::query!(
        "update reports set handler = $2, claimed_at = app_now() where id = $1",
        step.report.0,
        by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn decide(
    conn: &mut Connection,
    step: Step,
    by: Uuid,
    (outcome, verdict, state): (&str, &str, &str),
) -> Result<(), sqlx::Error> {
    touch(conn, step).await?;
    sqlx::query!(
        "update reports
         set outcome = $2,
             verdict = $3,
             state = $4,
             decided_by = $5,
             decided_at = app_now()
         where id = $1",
        step.report.0,
        outcome,
        verdict,
        state,
        by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The clock of the other office begins anew.
async fn appeal(
    conn: &mut Connection,
    step: Step,
    by: Uuid,
    (words, office): (&str, &str),
) -> Result<(), sqlx::Error> {
    touch(conn, step).await?;
    sqlx::query!(
        "update reports
         set state = 'appealed',
             office = $2,
             appeal = $3,
             appealed_by = $4,
             appealed_at = app_now(),
             due_at = app_now() + interval '24 hours',
             handler = null,
             claimed_at = null
         where id = $1",
        step.report.0,
        office,
        words,
        by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn hide(
    conn: &mut Connection,
    report: Uuid,
    subject: Hideable,
    number: i64,
) -> Result<(), sqlx::Error> {
    match subject {
        Hideable::Message(message) => {
            gone(&mut *conn, Gone::Message(message.0)).await?;
            hide_message(conn, report, message.0, number).await
        }
        Hideable::Item(item) => {
            gone(&mut *conn, Gone::Item(item.0)).await?;
            hide_item(conn, report, item.0, number).await
        }
    }
}

async fn restore(conn: &mut Connection, subject: Hideable, number: i64) -> Result<(), sqlx::Error> {
    match subject {
        Hideable::Message(message) => restore_message(conn, message.0, number).await,
        Hideable::Item(item) => restore_item(conn, item.0, number).await,
    }
}

/// It counts as unread no more, also when it is shown again: who saw it then has seen it.
async fn hide_message(
    conn: &mut Connection,
    report: Uuid,
    message: Uuid,
    number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with kept as (
           insert into hidden_messages
             (message, report, text, body, quote, mentions, mentions_channel, tags, pinned)
           select id, $2, text, body, quote, mentions, mentions_channel, tags, pinned
           from messages
           where id = $1 and deleted_at is null
           on conflict do nothing
         ),
         tagged as (delete from taggings where object = $1),
         named as (delete from mentions where message = $1),
         uncounted as (
           update events e
           set counts = false
           from messages m
           where m.id = $1 and e.stream = m.stream and e.seq = m.seq
         )
         update messages
         set text = '',
             body = null,
             quote = null,
             mentions = '{}',
             mentions_channel = false,
             tags = '{}',
             pinned = false,
             changed_seq = $3
         where id = $1",
        message,
        report,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn restore_message(
    conn: &mut Connection,
    message: Uuid,
    number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with kept as (delete from hidden_messages where message = $1 returning *),
         tagged as (
           insert into taggings (tag, sort, object, channel, seq)
           select coalesce(t.merged_into, t.id), 'message', m.id, m.channel, m.seq
           from kept k
           join messages m on m.id = k.message and m.stream = m.channel
           join tags t on t.slug = any (k.tags)
           on conflict do nothing
         ),
         named as (
           insert into mentions (message, channel, item, seq, member)
           select m.id, m.stream, m.item, m.seq, named.member
           from kept k
           join messages m on m.id = k.message,
           lateral (
             select unnest(k.mentions) as member
             union all
             select null where k.mentions_channel
           ) named
         )
         update messages m
         set text = k.text,
             body = k.body,
             quote = k.quote,
             mentions = k.mentions,
             mentions_channel = k.mentions_channel,
             tags = k.tags,
             pinned = k.pinned,
             changed_seq = $2
         from kept k
         where m.id = k.message",
        message,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The item's own words; what was said under it stands.
async fn hide_item(
    conn: &mut Connection,
    report: Uuid,
    item: Uuid,
    number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with kept as (
           insert into hidden_items (item, report, title, text, body, tags)
           select id, $2, title, text, body, tags
           from items
           where id = $1 and deleted_at is null
           on conflict do nothing
         ),
         tagged as (delete from taggings where object = $1)
         update items
         set title = '',
             text = '',
             body = '{}',
             tags = '{}',
             changed_seq = $3
         where id = $1",
        item,
        report,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn restore_item(conn: &mut Connection, item: Uuid, number: i64) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with kept as (delete from hidden_items where item = $1 returning *),
         tagged as (
           insert into taggings (tag, sort, object, channel, seq)
           select coalesce(t.merged_into, t.id), 'item', i.id, i.channel, i.seq
           from kept k
           join items i on i.id = k.item and not i.desk
           join tags t on t.slug = any (k.tags)
           on conflict do nothing
         )
         update items i
         set title = k.title,
             text = k.text,
             body = k.body,
             tags = k.tags,
             changed_seq = $2
         from kept k
         where i.id = k.item",
        item,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}
