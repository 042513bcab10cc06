//! Statements that change messages and items, one act each.

use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::push::Gone;
use crate::{
    domain::{
        draft::{ChangedItem, Marks, NewItem},
        facets::{Facet, FacetValue},
    },
    store::Connection,
};

pub(super) async fn edit_message(
    conn: &mut Connection,
    message: Uuid,
    text: &str,
    body: Option<&Value>,
    marks: &Marks,
    number: i64,
) -> Result<(), sqlx::Error> {
    let mentions: Vec<Uuid> = marks.mentions.iter().map(|member| member.0).collect();
    sqlx::query!("delete from mentions where message = $1", message).execute(&mut *conn).await?;
    sqlx::query!("delete from taggings where object = $1", message).execute(&mut *conn).await?;
    sqlx::query!(
        "with former as (
           insert into message_edits (message, changed_seq, text, body)
           select id, changed_seq, text, body from messages where id = $1
           on conflict do nothing
         ),
         said as (
           insert into mentions (message, channel, item, seq, member)
           select m.id, m.stream, m.item, m.seq, named.member
           from messages m,
           (
             select unnest($4::uuid[]) as member
             union all
             select null where $5
           ) named
           where m.id = $1
         )
         update messages
         set text = $2,
             body = $3,
             mentions = $4,
             mentions_channel = $5,
             tags = $6,
             lang = null,
             edited_at = app_now(),
             changed_seq = $7
         where id = $1",
        message,
        text,
        body,
        &mentions,
        marks.mentions_channel,
        &marks.tags,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The words go at once: the row keeps its place; former texts, marks and reactions go with them.
pub(super) async fn delete_message(
    conn: &mut Connection,
    message: Uuid,
    number: i64,
) -> Result<(), sqlx::Error> {
    super::push::gone(&mut *conn, Gone::Message(message)).await?;
    sqlx::query!(
        "with words as (delete from message_edits where message = $1),
         hidden as (delete from hidden_messages where message = $1),
         named as (delete from mentions where message = $1),
         tagged as (delete from taggings where object = $1),
         felt as (delete from reactions where message = $1),
         carried as (delete from message_files where message = $1 returning file),
         dropped as (
           update files
           set held = false,
               is_dropped = true
           where id in (select file from carried)
         ),
         uncounted as (
           update events e
           set counts = false
           from messages m
           where m.id = $1 and e.stream = m.stream and e.seq = m.seq
         )
         update messages
         set text = '',
             body = null,
             mentions = '{}',
             mentions_channel = false,
             tags = '{}',
             pinned = false,
             deleted_at = app_now(),
             changed_seq = $2
         where id = $1",
        message,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn react(
    conn: &mut Connection,
    message: Uuid,
    emoji: &str,
    member: Uuid,
    number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with touched as (update messages set changed_seq = $4 where id = $1)
         insert into reactions (message, emoji, member)
         values ($1, $2, $3)
         on conflict do nothing",
        message,
        emoji,
        member,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn unreact(
    conn: &mut Connection,
    message: Uuid,
    emoji: &str,
    member: Uuid,
    number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with touched as (update messages set changed_seq = $4 where id = $1)
         delete from reactions
         where message = $1 and emoji = $2 and member = $3",
        message,
        emoji,
        member,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn pin(
    conn: &mut Connection,
    message: Uuid,
    pinned: bool,
    number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update messages set pinned = $2, changed_seq = $3 where id = $1",
        message,
        pinned,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn new_item(
    conn: &mut Connection,
    item: &NewItem,
    number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into items
           (id, channel, kind, seq, main, desk, author, spoken_as, title, text, body, state, tags, changed_seq)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $4)",
        item.id.0,
        item.channel.0,
        item.kind,
        number,
        item.main,
        item.desk,
        item.author.map(|author| author.0),
        item.spoken_as.map(|organisation| organisation.0),
        item.title,
        item.text,
        item.body,
        item.state,
        &item.tags,
    )
    .execute(&mut *conn)
    .await?;
    put_facets(conn, item.id.0, item.channel.0, &item.facets).await
}

/// The former form is kept as a version.
pub(super) async fn change_item(
    conn: &mut Connection,
    item: &ChangedItem,
    number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with former as (
           insert into item_versions (item, changed_seq, author, title, text, body, desk, state, at)
           select id, changed_seq, $2, title, text, body, desk, state, app_now()
           from items
           where id = $1 and (title, text, body) is distinct from ($4, $5, $6)
           on conflict do nothing
         ),
         -- Whom what is published concerns is found after the commit.
         owed as (
           insert into push_owed (message)
           select id from items where id = $1 and desk and not $3
           on conflict do nothing
         )
         update items
         set desk = $3,
             title = $4,
             text = $5,
             body = $6,
             state = $7,
             tags = $8,
             seq = case when desk and not $3 then $9 else seq end,
             last_seq = case when desk and not $3 then $9 else last_seq end,
             message_count = case when desk and not $3 then 0 else message_count end,
             edited_at = app_now(),
             changed_seq = $9
         where id = $1",
        item.item.0,
        item.by.map(|member| member.0),
        item.desk,
        item.title,
        item.text,
        item.body,
        item.state,
        &item.tags,
        number,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from facets where item = $1", item.item.0).execute(&mut *conn).await?;
    sqlx::query!("delete from taggings where object = $1", item.item.0).execute(&mut *conn).await?;
    put_facets(conn, item.item.0, item.channel.0, &item.facets).await
}

/// What was said under an item goes with it, so no path can show it afterwards.
pub(super) async fn delete_item(
    conn: &mut Connection,
    item: Uuid,
    number: i64,
) -> Result<(), sqlx::Error> {
    super::push::gone(&mut *conn, Gone::Item(item)).await?;
    sqlx::query!(
        "with versions as (delete from item_versions where item = $1),
         named as (delete from facets where item = $1),
         said as (select id from messages where item = $1),
         tagged as (delete from taggings where object = $1 or object in (select id from said)),
         mentioned as (delete from mentions where message in (select id from said)),
         former as (delete from message_edits where message in (select id from said)),
         hidden as (delete from hidden_messages where message in (select id from said)),
         hidden_item as (delete from hidden_items where item = $1),
         felt as (delete from reactions where message in (select id from said)),
         carried as (
           delete from message_files where message in (select id from said) returning file
         ),
         shown as (delete from item_files where item = $1 returning file),
         dropped as (
           update files
           set held = false,
               is_dropped = true
           where id in (
             select file from carried
             union all
             select s.file
             from shown s
             where not exists (select from item_files o where o.file = s.file and o.item <> $1)
           )
         ),
         unsaid as (
           update messages
           set text = '',
               body = null,
               mentions = '{}',
               mentions_channel = false,
               tags = '{}',
               pinned = false,
               deleted_at = app_now(),
               changed_seq = $2
           where item = $1 and deleted_at is null
         ),
         uncounted as (
           update events e
           set counts = false
           from items i
           join (
             select stream, seq from messages where item = $1
             union all
             select stream, seq from events where item = $1 and counts and message is null
           ) said on said.stream = i.channel
           where i.id = $1
             and e.stream = i.channel
             and e.seq = said.seq
             and e.counts
         )
         update items
         set title = '',
             text = '',
             body = '{}',
             tags = '{}',
             deleted_at = app_now(),
             changed_seq = $2
         where id = $1",
        item,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn put_facets(
    conn: &mut Connection,
    item: Uuid,
    channel: Uuid,
    facets: &[Facet],
) -> Result<(), sqlx::Error> {
    if facets.is_empty() {
        return Ok(());
    }
    // One statement: what is made of a whole set of facets is made once.
    let names: Vec<String> = facets.iter().map(|facet| facet.name.clone()).collect();
    let (mut words, mut numbers) = (vec![None; facets.len()], vec![None; facets.len()]);
    let (mut times, mut members) = (vec![None; facets.len()], vec![None; facets.len()]);
    for (at, facet) in facets.iter().enumerate() {
        match &facet.value {
            FacetValue::Word(value) => words[at] = Some(value.as_str()),
            FacetValue::Number(value) => numbers[at] = Some(*value),
            FacetValue::At(value) => times[at] = Some(*value),
            FacetValue::Member(value) => members[at] = Some(value.0),
        }
    }
    sqlx::query!(
        "insert into facets (item, channel, name, word, number, at, member)
         select $1, $2, f.*
         from unnest($3::text[], $4::text[], $5::float8[], $6::timestamptz[], $7::uuid[]) as f",
        item,
        channel,
        &names,
        &words as &[Option<&str>],
        &numbers as &[Option<f64>],
        &times as &[Option<OffsetDateTime>],
        &members as &[Option<Uuid>],
    )
    .execute(&mut *conn)
    .await?;
    Ok(())
}
