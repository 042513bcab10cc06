//! Texts as messages of one public channel, in a database that is thrown away: what a judged
//! collection is searched in. The rows are those that the journal would leave.

use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// A place, and somebody who reads there.
#[derive(Clone, Debug)]
pub struct Scratch {
    pub member: Uuid,
    pub workspace: Uuid,
    pub channel: Uuid,
    pub main_item: Uuid,
}

/// Makes the place, for so many messages.
///
/// # Errors
/// A fault of the database.
pub async fn found(conn: &mut Connection, scratch: &Scratch, messages: usize) -> Result<(), Fault> {
    sqlx::query!(
        "with one as (
           insert into members (id, given, family, email)
           values ($1::uuid, 'Arvio', 'Arvioija', $1::uuid || '@scratch.invalid')
         ),
         place as (
           insert into workspaces (id, name, visibility) values ($2, 'Arvio', 'open')
         ),
         channel as (
           insert into channels (id, workspace, kind, name, visibility, main_item)
           values ($3, $2, 'chat', 'arvio', 'public', $4)
         ),
         item as (
           insert into items (id, channel, kind, seq, main, title, state, changed_seq)
           values ($4, $3, 'chat', 0, true, 'yleinen', 'open', 0)
         )
         insert into streams (id, sort, owner, head)
         values ($3, 'channel', $3, $5)",
        scratch.member,
        scratch.workspace,
        scratch.channel,
        scratch.main_item,
        messages as i64,
    )
    .execute(&mut *conn)
    .await?;
    Ok(())
}

/// Stores messages, the oldest first, after so many earlier ones. Each is a second younger than the
/// one before it, counted from a day that is the same for all.
///
/// # Errors
/// A fault of the database.
pub async fn say(
    conn: &mut Connection,
    scratch: &Scratch,
    messages: &[Uuid],
    texts: &[String],
    before: usize,
) -> Result<(), Fault> {
    sqlx::query!("set local statement_timeout = 0").execute(&mut *conn).await?;
    sqlx::query!(
        "with said as (
           insert into messages (id, channel, stream, item, seq, author, at, text, changed_seq)
           select n.id, $1, $1, $2, $6 + n.number, $3,
             date_trunc('day', app_now()) - interval '20 days'
               + interval '1 second' * ($6 + n.number),
             n.text, $6 + n.number
           from unnest($4::uuid[], $5::text[]) with ordinality as n (id, text, number)
         )
         insert into events (stream, seq, actor, verb, item, message, counts)
         select $1, $6 + n.number, $3, 'posted', $2, n.id, true
         from unnest($4::uuid[]) with ordinality as n (id, number)",
        scratch.channel,
        scratch.main_item,
        scratch.member,
        messages,
        texts,
        before as i64,
    )
    .execute(conn)
    .await?;
    Ok(())
}
