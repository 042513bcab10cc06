//! Devices that take notices, the network's keys, and what each device is still to be told.

mod derive;
mod digest;
mod gone;
mod due;
mod scenes;

use talkoo_protocol::{ChannelId, ItemId, MemberId, PushDeviceId, SessionId, push::PushDeviceView};
use uuid::Uuid;

pub use derive::{Piece, Waits, derive};
pub use digest::{DigestItem, DigestReader, digest_items, release_digest, take_digests};
pub use due::{
    Finish, Pending, Taken, ensure_mailboxes, finish, forget_old, hosts, pending, take, withhold,
};
pub use gone::clear;
pub use scenes::{Address, Read, names, scenes};

use super::Connection;
use crate::error::Fault;

/// Key pairs of the network that are in use or still sign for older devices.
#[derive(Clone, Debug)]
pub struct Key {
    pub id: Uuid,
    pub public: String,
}

/// Makes the first key pair of the network, or leaves the one that is there.
///
/// # Errors
/// A fault of the database.
pub async fn ensure_key(
    conn: &mut Connection,
    id: Uuid,
    public: &str,
    private: &str,
) -> Result<(), Fault> {
    sqlx::query!(
        "insert into push_keys (id, public, private)
         select $1, $2, $3
         where not exists (select from push_keys where retired_at is null)
         on conflict do nothing",
        id,
        public,
        private,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts another key pair in use. What subscribed under the former one is still reached by it.
///
/// # Errors
/// A fault of the database.
pub async fn rotate_key(
    conn: &mut Connection,
    id: Uuid,
    public: &str,
    private: &str,
) -> Result<(), Fault> {
    sqlx::query!("update push_keys set retired_at = app_now() where retired_at is null")
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "insert into push_keys (id, public, private) values ($1, $2, $3)",
        id,
        public,
        private,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("update push_devices set key = $1 where sort = 'mailbox'", id)
        .execute(&mut *conn)
        .await?;
    // A key that no device needs signs nothing again.
    sqlx::query!(
        "delete from push_keys k
         where k.retired_at is not null
           and not exists (select from push_devices d where d.key = k.id)"
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The key in use.
///
/// # Errors
/// A fault of the database.
pub async fn key(conn: &mut Connection) -> Result<Key, Fault> {
    let row = sqlx::query!("select id, public from push_keys where retired_at is null limit 1")
        .fetch_optional(conn)
        .await?;
    row.map(|row| Key { id: row.id, public: row.public })
        .ok_or_else(|| Fault::new("the network has no key for notices"))
}

/// Any key of the network, by its public half.
///
/// # Errors
/// A fault of the database.
pub async fn key_of(conn: &mut Connection, public: &str) -> Result<Option<Uuid>, Fault> {
    Ok(sqlx::query_scalar!("select id from push_keys where public = $1 limit 1", public)
        .fetch_optional(conn)
        .await?)
}

/// The member's devices whose sessions hold, the newest first.
///
/// # Errors
/// A fault of the database.
pub async fn devices(
    conn: &mut Connection,
    member: MemberId,
    own: SessionId,
) -> Result<Vec<PushDeviceView>, Fault> {
    let rows = sqlx::query!(
        r#"select d.id, d.label, d.session, d.shows, d.made_at, d.last_ok_at, d.failures,
             k.retired_at is not null as "stale!"
           from push_devices d
           join push_keys k on k.id = d.key
           join sessions s on s.id = d.session and s.ended_at is null and s.expires_at > app_now()
           where d.member = $1
           order by d.made_at desc, d.id
           limit 100"#,
        member.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| PushDeviceView {
            id: PushDeviceId(row.id),
            label: row.label,
            own: row.session == own.0,
            shows: row.shows,
            stale: row.stale,
            made_at: row.made_at,
            last_ok_at: row.last_ok_at,
            failures: row.failures.unsigned_abs(),
        })
        .collect())
}

/// Whether a device is this member's.
///
/// # Errors
/// A fault of the database.
pub async fn is_own(
    conn: &mut Connection,
    member: MemberId,
    device: PushDeviceId,
) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from push_devices where id = $1 and member = $2 and sort = 'browser'
           ) as "exists!""#,
        device.0,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// What stands under an endpoint already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    New,
    /// The same browser.
    Same(PushDeviceId),
    /// Another's: somebody claims an endpoint without its secrets.
    Other,
}

/// # Errors
/// A fault of the database.
pub async fn known(
    conn: &mut Connection,
    endpoint: &str,
    p256dh: &str,
    auth: &str,
) -> Result<Known, Fault> {
    let row = sqlx::query!(
        r#"select id, p256dh = $2 and auth = $3 as "is_same!"
           from push_devices
           where endpoint = $1 and sort = 'browser'
           limit 1"#,
        endpoint,
        p256dh,
        auth,
    )
    .fetch_optional(conn)
    .await?;
    Ok(match row {
        None => Known::New,
        Some(row) if row.is_same => Known::Same(PushDeviceId(row.id)),
        Some(_) => Known::Other,
    })
}

/// Devices of a member whose sessions hold.
///
/// # Errors
/// A fault of the database.
pub async fn count(conn: &mut Connection, member: MemberId) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from push_devices d
           join sessions s on s.id = d.session and s.ended_at is null and s.expires_at > app_now()
           where d.member = $1"#,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// The member is written to no more.
///
/// # Errors
/// A fault of the database.
pub async fn end_letters(conn: &mut Connection, member: MemberId) -> Result<(), Fault> {
    sqlx::query!(
        "insert into notice_settings as n (member, mail_for, digest)
         select id, 'nothing', 'none' from members where id = $1
         on conflict (member) do update
           set mail_for = 'nothing', digest = 'none', version = n.version + 1",
        member.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The channel in which an item stands.
///
/// # Errors
/// A fault of the database.
pub async fn channel_of(conn: &mut Connection, item: ItemId) -> Result<Option<ChannelId>, Fault> {
    let row = sqlx::query_scalar!("select channel from items where id = $1", item.0);
    Ok(row.fetch_optional(conn).await?.map(ChannelId))
}
