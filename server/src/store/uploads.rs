//! An upload as it gets on: what it takes of the quotas, its pieces, whose hands it is in, what it
//! turned out to be.

use talkoo_protocol::{FileId, FileState, MemberId};
use uuid::Uuid;

use super::{
    Connection,
    files::{bytes, state_word},
    seq,
};
use crate::error::Fault;

/// What a file turned out to be.
#[derive(Clone, Debug)]
pub struct Finished {
    pub name: String,
    pub media_type: String,
    pub size: u64,
    pub stored: u64,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub has_thumbnail: bool,
    pub state: FileState,
}

/// Bytes that count against the quotas: of this member, and of all. A trigger keeps a sum for each
/// member, so however many files there are, it is a row a member that is read. Whoever asks holds the lock
/// until the end of the transaction, so two uploads cannot both take the last place.
///
/// # Errors
/// A fault of the database.
pub async fn taken(conn: &mut Connection, owner: MemberId) -> Result<(u64, u64), Fault> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('files'))").execute(&mut *conn).await?;
    let row = sqlx::query!(
        r#"select
             coalesce(sum(stored) filter (where owner = $1), 0)::bigint as "own!",
             coalesce(sum(stored), 0)::bigint as "all!"
           from file_sums"#,
        owner.0,
    )
    .fetch_one(conn)
    .await?;
    Ok((seq(row.own), seq(row.all)))
}

/// A piece has arrived that begins where the last one ended. False when another came first.
///
/// # Errors
/// A fault of the database.
pub async fn received(
    conn: &mut Connection,
    file: FileId,
    at: u64,
    size: u64,
    object: Uuid,
) -> Result<bool, Fault> {
    let done = sqlx::query!(
        "with moved as (
           update files
           set received = $2 + $3,
               touched_at = app_now()
           where id = $1 and received = $2 and state = 'receiving'
           returning id
         )
         insert into file_pieces (file, at, size, object)
         select id, $2, $3, $4 from moved
         on conflict do nothing",
        file.0,
        bytes(at),
        bytes(size),
        object,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The objects that hold an upload, in their order.
///
/// # Errors
/// A fault of the database.
pub async fn pieces(conn: &mut Connection, file: FileId) -> Result<Vec<Uuid>, Fault> {
    let objects = sqlx::query_scalar!(
        "select object from file_pieces where file = $1 order by at limit 100000",
        file.0,
    );
    Ok(objects.fetch_all(conn).await?)
}

/// Takes an upload that is whole in hand. A node that died with one in hand loses it after a while.
///
/// # Errors
/// A fault of the database.
pub async fn take_in_hand(conn: &mut Connection, file: FileId) -> Result<bool, Fault> {
    let taken = sqlx::query!(
        "update files
         set state = 'working',
             touched_at = app_now()
         where id = $1
           and received = size
           and (state = 'receiving'
             or (state = 'working' and touched_at < app_now() - interval '2 minutes'))",
        file.0,
    )
    .execute(conn)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// A part of ours was away: somebody may try again.
///
/// # Errors
/// A fault of the database.
pub async fn hand_back(conn: &mut Connection, file: FileId) -> Result<(), Fault> {
    sqlx::query!(
        "update files set state = 'receiving' where id = $1 and state = 'working'",
        file.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the file turned out to be; its pieces are needed no more.
///
/// # Errors
/// A fault of the database.
pub async fn finish(conn: &mut Connection, file: FileId, done: &Finished) -> Result<(), Fault> {
    let pixels = |side: Option<u32>| side.and_then(|side| i32::try_from(side).ok());
    sqlx::query!(
        "with pieces as (delete from file_pieces where file = $1)
         update files
         set state = $2,
             name = $3,
             media_type = $4,
             size = $5,
             received = $5,
             stored = $6,
             width = $7,
             height = $8,
             has_thumbnail = $9,
             touched_at = app_now()
         where id = $1",
        file.0,
        state_word(done.state),
        done.name,
        done.media_type,
        bytes(done.size),
        bytes(done.stored),
        pixels(done.width),
        pixels(done.height),
        done.has_thumbnail,
    )
    .execute(conn)
    .await?;
    Ok(())
}
