//! Texts as messages of one public channel, in a database that is thrown away: what a judged
//! collection is searched in. The rows are those that the journal would leave.

use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// A place, somebody who reads there, and what is said, the oldest first.
#[derive(Clone, Debug)]
pub struct Scratch {
    pub member: Uuid,
    pub workspace: Uuid,
    pub channel: Uuid,
    pub main_item: Uuid,
    pub messages: Vec<Uuid>,
    pub texts: Vec<String>,
}

/// Stores it all.
///
/// # Errors
/// A fault of the database.
pub async fn load(conn: &mut Connection, scratch: &Scratch) -> Result<(), Fault> {
    sqlx::query!("set local statement_timeout = 0").execute(&mut *conn).await?;
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
         values ($3, 'channel', $3, cardinality($5::uuid[]))",
        scratch.member,
        scratch.workspace,
        scratch.channel,
        scratch.main_item,
        &scratch.messages,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with said as (
           insert into messages (id, channel, stream, item, seq, author, at, text, changed_seq)
           select n.id, $1, $1, $2, n.number, $3,
             app_now() - interval '1 second' * (cardinality($4::uuid[]) - n.number), n.text, n.number
           from unnest($4::uuid[], $5::text[]) with ordinality as n (id, text, number)
         )
         insert into events (stream, seq, actor, verb, item, message, counts)
         select $1, n.number, $3, 'posted', $2, n.id, true
         from unnest($4::uuid[]) with ordinality as n (id, number)",
        scratch.channel,
        scratch.main_item,
        scratch.member,
        &scratch.messages,
        &scratch.texts,
    )
    .execute(conn)
    .await?;
    Ok(())
}
