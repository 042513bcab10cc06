//! The network itself: its one row, made when the database is new.

use talkoo_protocol::{Epoch, StreamId, administration::NetworkView};
use uuid::Uuid;

use super::{Connection, seq};
use crate::error::Fault;

/// What a node must know of the network it serves, and what never changes while it serves. What an
/// administrator may change is read where it is needed: [`settings`].
#[derive(Clone, Debug)]
pub struct Network {
    pub stream: StreamId,
    pub epoch: Epoch,
    pub receipt_key: Vec<u8>,
    pub demo: bool,
}

/// Ids and secrets for a network that is not there yet.
#[derive(Clone, Debug)]
pub struct NewNetwork {
    pub id: Uuid,
    pub epoch: Uuid,
    pub receipt_key: [u8; 32],
    pub name: String,
}

/// The network of this database, made now if it was not there.
///
/// # Errors
/// A fault of the database.
pub async fn ensure(conn: &mut Connection, new: &NewNetwork) -> Result<Network, Fault> {
    sqlx::query!(
        "with made as (
           insert into network (id, name, epoch, receipt_key)
           values ($1, $2, $3, $4)
           on conflict (single) do nothing
           returning id
         )
         insert into streams (id, sort, owner)
         select id, 'network', id from made",
        new.id,
        new.name,
        new.epoch,
        &new.receipt_key[..],
    )
    .execute(&mut *conn)
    .await?;
    read(conn).await
}

/// The network of this database.
///
/// # Errors
/// A fault of the database, also when there is none.
pub async fn read(conn: &mut Connection) -> Result<Network, Fault> {
    let row = sqlx::query!(
        "select id, epoch, receipt_key, demo
         from network
         limit 1"
    )
    .fetch_one(conn)
    .await?;
    Ok(Network {
        stream: StreamId(row.id),
        epoch: Epoch(row.epoch),
        receipt_key: row.receipt_key,
        demo: row.demo,
    })
}

/// The settings that hold now, on every node: one row, read by its key.
///
/// # Errors
/// A fault of the database.
pub async fn settings(conn: &mut Connection) -> Result<NetworkView, Fault> {
    let row = sqlx::query!(
        "select id, name, kinds, demo, invites, terms_version, language, retention_days, version
         from network
         where single"
    )
    .fetch_one(conn)
    .await?;
    Ok(NetworkView {
        stream: StreamId(row.id),
        name: row.name,
        kinds: row.kinds,
        demo: row.demo,
        invites: row.invites,
        terms_version: row.terms_version,
        language: row.language,
        retention_days: row.retention_days.map(i32::unsigned_abs),
        version: seq(row.version),
    })
}

/// Kinds in use now; a node that has run for long hears of a change by this.
///
/// # Errors
/// A fault of the database, also when there is no network.
pub async fn kinds(conn: &mut Connection) -> Result<Vec<String>, Fault> {
    Ok(sqlx::query_scalar!("select kinds from network limit 1").fetch_one(conn).await?)
}

/// Sets which kinds are in use, the name, and whether this is a demonstration.
///
/// # Errors
/// A fault of the database.
pub async fn set(
    conn: &mut Connection,
    name: &str,
    kinds: &[String],
    demo: bool,
) -> Result<(), Fault> {
    sqlx::query!("update network set name = $1, kinds = $2, demo = $3", name, kinds, demo)
        .execute(conn)
        .await?;
    Ok(())
}

/// Begins a new life of the database: every client starts its streams anew.
///
/// # Errors
/// A fault of the database.
pub async fn new_epoch(conn: &mut Connection, epoch: Uuid) -> Result<(), Fault> {
    sqlx::query!("update network set epoch = $1", epoch).execute(conn).await?;
    Ok(())
}
