//! The queue of notices: which rows are due, and what becomes of each. A row is taken by one node at a
//! time; a node that dies leaves it to another after a minute.

use std::time::Duration;

use talkoo_protocol::{ChannelId, ItemId, MemberId, MessageId, PushDeviceId};
use uuid::Uuid;

use crate::{error::Fault, store::Connection};

/// A row that this node has taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub device: PushDeviceId,
    pub item: ItemId,
    pub message: Option<MessageId>,
    pub seq: i64,
    pub version: i64,
    /// This one included.
    pub attempts: u32,
    /// It is to be taken away from the screen.
    pub is_read: bool,
    /// A try had begun before.
    pub was_sent: bool,
}

/// A mailbox for everybody who wants letters and has none yet.
///
/// # Errors
/// A fault of the database.
pub async fn ensure_mailboxes(conn: &mut Connection) -> Result<(), Fault> {
    sqlx::query!(
        "insert into push_devices (id, sort, member, session, key, endpoint, p256dh, auth, label, language)
         select gen_random_uuid(), 'mailbox', n.member, n.member, k.id, 'mailto:' || n.member, '', '', '', ''
         from notice_settings n
         join push_keys k on k.retired_at is null
         where n.mail_for <> 'nothing'
           and not exists (
             select from push_devices d where d.member = n.member and d.sort = 'mailbox'
           )
         on conflict do nothing"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Somebody who is to be told soon, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pending {
    pub member: MemberId,
    pub channel: ChannelId,
}

/// Whose notices are due within this time.
///
/// # Errors
/// A fault of the database.
pub async fn pending(conn: &mut Connection, within: Duration) -> Result<Vec<Pending>, Fault> {
    let rows = sqlx::query!(
        r#"select d.member, p.channel as "channel!"
           from pushes p
           join push_devices d on d.id = p.device
           where p.state = 'due'
             and p.channel is not null
             and not p.is_taken
             and p.due_at < app_now() + make_interval(secs => $1)
           group by d.member, p.channel
           order by min(p.due_at)
           limit 5000"#,
        within.as_secs_f64(),
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Pending { member: MemberId(row.member), channel: ChannelId(row.channel) })
        .collect())
}

/// These people look at these channels just now: they see for themselves.
///
/// # Errors
/// A fault of the database.
pub async fn withhold(conn: &mut Connection, there: &[Pending]) -> Result<u64, Fault> {
    let members: Vec<Uuid> = there.iter().map(|one| one.member.0).collect();
    let channels: Vec<Uuid> = there.iter().map(|one| one.channel.0).collect();
    let done = sqlx::query!(
        "update pushes p
         set state = 'read', attempts = 0, due_at = app_now()
         from unnest($1::uuid[], $2::uuid[]) as there (member, channel)
         join push_devices d on d.member = there.member
         where p.device = d.id
           and p.channel = there.channel
           and p.state = 'due'
           and not p.is_taken",
        &members,
        &channels,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// The services that something waits for, due or not.
///
/// # Errors
/// A fault of the database.
pub async fn hosts(conn: &mut Connection, most: i64) -> Result<Vec<String>, Fault> {
    Ok(sqlx::query_scalar!(
        r#"with recursive waited as (
             (select host from pushes where state <> 'shown' order by host limit 1)
             union all
             select (
               select p.host
               from pushes p
               where p.state <> 'shown' and p.host > w.host
               order by p.host
               limit 1
             )
             from waited w
             where w.host is not null
           )
           select host as "host!" from waited where host is not null limit $1"#,
        most,
    )
    .fetch_all(conn)
    .await?)
}

/// Takes what is due for this service, the oldest first; nobody else takes it within a minute.
///
/// # Errors
/// A fault of the database.
pub async fn take(conn: &mut Connection, host: &str, most: i64) -> Result<Vec<Taken>, Fault> {
    let rows = sqlx::query!(
        "update pushes p
         set attempts = p.attempts + 1,
             is_taken = true,
             was_sent = p.was_sent or p.state = 'due',
             due_at = app_now() + interval '1 minute'
         from (
           select device, item, was_sent
           from pushes
           where host = $2 and state <> 'shown' and due_at <= app_now()
           order by due_at
           limit $1
           for update skip locked
         ) as due
         where p.device = due.device and p.item = due.item
         returning p.device, p.item, p.message, p.seq, p.version, p.attempts, p.state, due.was_sent",
        most,
        host,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Taken {
            device: PushDeviceId(row.device),
            item: ItemId(row.item),
            message: row.message.map(MessageId),
            seq: row.seq,
            version: row.version,
            attempts: row.attempts.unsigned_abs(),
            is_read: row.state == "read",
            was_sent: row.was_sent,
        })
        .collect())
}

/// What became of a row that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// The service has it; it stands there until it is read.
    Shown,
    /// Nothing is left to be told.
    Done,
    /// Nothing is told, and what stood there before may stay.
    Kept,
    /// Its message is no more to be told; perhaps another one is.
    Another,
    /// Once more after this long.
    Later(Duration),
    /// Once more, without words.
    Shorter,
    /// Given up.
    Failed,
    /// There is no such device any more.
    Forget,
}

/// Notes it. What has come meanwhile is told with the next round; what has been read meanwhile is
/// taken away with it.
///
/// # Errors
/// A fault of the database.
pub async fn finish(conn: &mut Connection, taken: &Taken, finish: Finish) -> Result<(), Fault> {
    let (device, item, version) = (taken.device.0, taken.item.0, taken.version);
    match finish {
        Finish::Shown => shown(&mut *conn, taken).await?,
        Finish::Failed => settle(&mut *conn, taken, None).await?,
        Finish::Done => unsent(&mut *conn, taken).await?,
        Finish::Kept if !taken.was_sent => unsent(&mut *conn, taken).await?,
        Finish::Kept => kept(&mut *conn, taken).await?,
        Finish::Another => {
            super::gone::fall_back(&mut *conn, &[(device, item)]).await?;
            sqlx::query!(
                "update pushes
                 set is_taken = false, was_sent = $3, due_at = app_now()
                 where device = $1 and item = $2",
                device,
                item,
                taken.was_sent,
            )
            .execute(&mut *conn)
            .await?;
        }
        Finish::Later(wait) => {
            sqlx::query!(
                "update pushes
                 set is_taken = false, due_at = app_now() + make_interval(secs => $3)
                 where device = $1 and item = $2",
                device,
                item,
                wait.as_secs_f64(),
            )
            .execute(&mut *conn)
            .await?;
        }
        Finish::Shorter => {
            sqlx::query!(
                "update pushes
                 set is_taken = false, is_brief = version = $3, due_at = app_now()
                 where device = $1 and item = $2",
                device,
                item,
                version,
            )
            .execute(&mut *conn)
            .await?;
        }
        Finish::Forget => {
            sqlx::query!("delete from push_devices where id = $1", device)
                .execute(&mut *conn)
                .await?;
        }
    }
    if finish == Finish::Failed {
        sqlx::query!("update push_devices set failures = failures + 1 where id = $1", device)
            .execute(conn)
            .await?;
    }
    Ok(())
}

async fn shown(conn: &mut Connection, taken: &Taken) -> Result<(), Fault> {
    sqlx::query!(
        "update pushes set told_message = $3, told_seq = $4 where device = $1 and item = $2",
        taken.device.0,
        taken.item.0,
        taken.message.map(|message| message.0),
        taken.seq,
    )
    .execute(&mut *conn)
    .await?;
    settle(&mut *conn, taken, Some("shown")).await?;
    sqlx::query!(
        "update push_devices set last_ok_at = app_now(), failures = 0 where id = $1",
        taken.device.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Nothing stands on the screen: what came to the row meanwhile has nothing to take away.
async fn unsent(conn: &mut Connection, taken: &Taken) -> Result<(), Fault> {
    sqlx::query!(
        "update pushes set was_sent = false, told_message = null where device = $1 and item = $2",
        taken.device.0,
        taken.item.0,
    )
    .execute(&mut *conn)
    .await?;
    settle(conn, taken, None).await
}

/// What stands on the screen is what was told before: the row is of that again.
async fn kept(conn: &mut Connection, taken: &Taken) -> Result<(), Fault> {
    sqlx::query!(
        "update pushes
         set message = told_message, seq = told_seq, first_seq = told_seq, last_seq = told_seq
         where device = $1
           and item = $2
           and version = $3
           and state = 'due'
           and told_message is not null",
        taken.device.0,
        taken.item.0,
        taken.version,
    )
    .execute(&mut *conn)
    .await?;
    settle(conn, taken, Some("shown")).await
}

/// Gives the row back: in this state if nothing has changed meanwhile (absent: it goes), else due anew.
async fn settle(conn: &mut Connection, taken: &Taken, state: Option<&str>) -> Result<(), Fault> {
    let was = if taken.is_read { "read" } else { "due" };
    sqlx::query!(
        "with gone as (
           delete from pushes
           where device = $1 and item = $2 and version = $3 and state = $4 and $5::text is null
           returning item
         )
         update pushes p
         set is_taken = false,
             attempts = 0,
             due_at = app_now(),
             state = case when p.version = $3 and p.state = $4 then $5 else p.state end
         where p.device = $1 and p.item = $2 and not exists (select from gone)",
        taken.device.0,
        taken.item.0,
        taken.version,
        was,
        state,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets notices that nobody has read for a week, and devices whose sessions ended a month ago.
///
/// # Errors
/// A fault of the database.
pub async fn forget_old(conn: &mut Connection) -> Result<(), Fault> {
    sqlx::query!(
        "delete from pushes where state = 'shown' and since < app_now() - interval '7 days'"
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from push_devices d
         using sessions s
         where s.id = d.session
           and coalesce(s.ended_at, s.expires_at) < app_now() - interval '30 days'"
    )
    .execute(conn)
    .await?;
    Ok(())
}
