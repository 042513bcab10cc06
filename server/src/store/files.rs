//! Files and which message holds them. The bytes are not here; who may have them is not decided here.
//! How an upload gets on stands in `uploads`.

use std::collections::HashMap;

use talkoo_protocol::{
    ChannelId, ClientId, FileId, FileState, FileView, ItemId, MemberId, MessageId, Seq, StreamId,
};
use uuid::Uuid;

use super::{Connection, seq};
use crate::error::Fault;

/// A file as its owner's device and the file room see it.
#[derive(Clone, Debug)]
pub struct Stored {
    pub id: FileId,
    pub owner: MemberId,
    pub hash: Vec<u8>,
    pub received: u64,
    pub stage: Stage,
    pub is_held: bool,
    /// Cut for a profile; no message takes it.
    pub is_portrait: bool,
    pub view: FileView,
}

/// How far a file has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Receiving,
    /// All of it is here and being looked at.
    Working,
    Ready,
}

/// An upload that begins.
#[derive(Clone, Debug)]
pub struct Beginning {
    pub id: FileId,
    pub owner: MemberId,
    pub client_id: ClientId,
    pub hash: Vec<u8>,
    pub name: String,
    pub size: u64,
    pub alt: String,
    pub is_portrait: bool,
}

struct Row {
    id: Uuid,
    owner: Uuid,
    hash: Vec<u8>,
    name: String,
    size: i64,
    received: i64,
    state: String,
    media_type: String,
    width: Option<i32>,
    height: Option<i32>,
    has_thumbnail: bool,
    alt: String,
    held: bool,
    is_portrait: bool,
}

macro_rules! files {
    ($rest:literal, $($argument:expr),* $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, owner, hash, name, size, received, state, media_type, width, height,
               has_thumbnail, alt, held, is_portrait
             from files " + $rest,
            $($argument),*
        )
    };
}

impl From<Row> for Stored {
    fn from(row: Row) -> Self {
        let (stage, state) = match row.state.as_str() {
            "receiving" => (Stage::Receiving, FileState::Pending),
            "working" => (Stage::Working, FileState::Pending),
            word => (Stage::Ready, state(word)),
        };
        let pixels = |side: Option<i32>| side.map(i32::unsigned_abs);
        let view = FileView {
            id: FileId(row.id),
            name: row.name,
            media_type: row.media_type,
            size: seq(row.size),
            width: pixels(row.width),
            height: pixels(row.height),
            alt: row.alt,
            state,
            thumbnail: row.has_thumbnail,
        };
        Self {
            id: FileId(row.id),
            owner: MemberId(row.owner),
            hash: row.hash,
            received: seq(row.received),
            stage,
            is_held: row.held,
            is_portrait: row.is_portrait,
            view,
        }
    }
}

/// The word of a state as it is stored.
pub(crate) const fn state_word(state: FileState) -> &'static str {
    match state {
        FileState::Pending => "pending",
        FileState::Clean => "clean",
        FileState::Blocked => "blocked",
        FileState::Unscanned => "unscanned",
    }
}

// A word that this version does not know is not served.
fn state(word: &str) -> FileState {
    match word {
        "clean" => FileState::Clean,
        "unscanned" => FileState::Unscanned,
        "pending" => FileState::Pending,
        _ => FileState::Blocked,
    }
}

/// Begins an upload, or finds the one of the same client id.
///
/// # Errors
/// A fault of the database.
pub async fn begin(conn: &mut Connection, new: &Beginning) -> Result<Stored, Fault> {
    sqlx::query!(
        "insert into files (id, owner, client_id, hash, name, size, alt, stored, is_portrait)
         values ($1, $2, $3, $4, $5, $6, $7, $6, $8)
         on conflict (owner, client_id) do nothing",
        new.id.0,
        new.owner.0,
        new.client_id.0,
        new.hash,
        new.name,
        bytes(new.size),
        new.alt,
        new.is_portrait,
    )
    .execute(&mut *conn)
    .await?;
    let row = files!("where owner = $1 and client_id = $2", new.owner.0, new.client_id.0)
        .fetch_one(conn)
        .await?;
    Ok(row.into())
}

/// The upload that a device calls by this id.
///
/// # Errors
/// A fault of the database.
pub async fn by_client_id(
    conn: &mut Connection,
    owner: MemberId,
    client_id: ClientId,
) -> Result<Option<Stored>, Fault> {
    let row = files!("where owner = $1 and client_id = $2", owner.0, client_id.0);
    Ok(row.fetch_optional(conn).await?.map(Stored::from))
}

/// These files of one member, in no order; what is another's, or gone, is missing.
///
/// # Errors
/// A fault of the database.
pub async fn of_owner(
    conn: &mut Connection,
    owner: MemberId,
    files: &[FileId],
) -> Result<Vec<Stored>, Fault> {
    let ids: Vec<Uuid> = files.iter().map(|file| file.0).collect();
    let rows = files!(
        "where owner = $1 and id = any($2) and not is_dropped limit $3",
        owner.0,
        &ids,
        ids.len() as i64,
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(Stored::from).collect())
}

/// Forgets a file that nobody holds; its objects are removed first by who calls this.
///
/// # Errors
/// A fault of the database.
pub async fn forget(conn: &mut Connection, file: FileId) -> Result<(), Fault> {
    sqlx::query!("delete from files where id = $1 and not held", file.0).execute(conn).await?;
    Ok(())
}

/// Files that nobody holds: dropped by who held them, or never sent for this long. They are locked
/// until the end of the transaction, so that none is sent meanwhile; in the order of their owners.
///
/// # Errors
/// A fault of the database.
pub async fn orphans(
    conn: &mut Connection,
    after: std::time::Duration,
    limit: i64,
) -> Result<Vec<FileId>, Fault> {
    let ids = sqlx::query_scalar!(
        "with loose as (
           select id, owner
           from files
           where not held
             and (is_dropped or touched_at < app_now() - make_interval(secs => $1))
           order by touched_at
           limit $2
           for update skip locked
         )
         select id from loose order by owner, id",
        after.as_secs_f64(),
        limit,
    );
    Ok(ids.fetch_all(conn).await?.into_iter().map(FileId).collect())
}

/// Files that wait for the scanner, the one that waits longest first.
///
/// # Errors
/// A fault of the database.
pub async fn pending(conn: &mut Connection, limit: i64) -> Result<Vec<Stored>, Fault> {
    let rows =
        files!("where state = 'pending' and not is_dropped order by touched_at limit $1", limit,);
    Ok(rows.fetch_all(conn).await?.into_iter().map(Stored::from).collect())
}

/// A message that holds a file, as far as rights and events ask.
#[derive(Clone, Copy, Debug)]
pub struct Holder {
    pub message: MessageId,
    pub channel: ChannelId,
    pub stream: StreamId,
    pub item: ItemId,
    pub seq: Seq,
    pub author: Option<MemberId>,
    pub is_deleted: bool,
    /// By a moderator: its files are as hidden as its words.
    pub is_hidden: bool,
}

/// Which message holds this file now, wherever it has moved to.
///
/// # Errors
/// A fault of the database.
pub async fn holder(conn: &mut Connection, file: FileId) -> Result<Option<Holder>, Fault> {
    let row = sqlx::query!(
        r#"select
             m.id as "id!",
             m.channel as "channel!",
             m.stream as "stream!",
             m.item as "item!",
             m.seq as "seq!",
             m.author,
             m.deleted as "deleted!",
             exists (select from hidden_messages h where h.message = m.id) as "hidden!"
           from message_files mf
           join message_now m on m.id = mf.message
           where mf.file = $1"#,
        file.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Holder {
        message: MessageId(row.id),
        channel: ChannelId(row.channel),
        stream: StreamId(row.stream),
        item: ItemId(row.item),
        seq: seq(row.seq),
        author: row.author.map(MemberId),
        is_deleted: row.deleted,
        is_hidden: row.hidden,
    }))
}

/// Items of a channel that hold this file. Versions of theirs may show it still.
///
/// # Errors
/// A fault of the database.
pub async fn items_with(
    conn: &mut Connection,
    channel: ChannelId,
    file: FileId,
) -> Result<Vec<ItemId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select i.id
         from item_files f
         join items i on i.id = f.item
         where f.file = $1 and i.channel = $2
         limit 20",
        file.0,
        channel.0,
    );
    Ok(ids.fetch_all(conn).await?.into_iter().map(ItemId).collect())
}

/// Files that an item holds.
///
/// # Errors
/// A fault of the database.
pub async fn held_by_item(conn: &mut Connection, item: ItemId) -> Result<Vec<FileId>, Fault> {
    let ids = sqlx::query_scalar!("select file from item_files where item = $1 limit 1000", item.0);
    Ok(ids.fetch_all(conn).await?.into_iter().map(FileId).collect())
}

/// What each of these messages carries, in its order, hidden or not. Whoever calls this has asked for
/// the right to it.
///
/// # Errors
/// A fault of the database.
pub async fn carried(
    conn: &mut Connection,
    messages: &[Uuid],
) -> Result<HashMap<Uuid, Vec<FileView>>, Fault> {
    let held = sqlx::query!(
        "select message, file
         from message_files
         where message = any($1)
         order by message, position
         limit 100000",
        messages,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Uuid> = held.iter().map(|row| row.file).collect();
    let rows =
        files!("where id = any($1) limit $2", &ids, ids.len() as i64).fetch_all(conn).await?;
    let found = rows.into_iter().map(|row| (row.id, Stored::from(row).view));
    let mut views: HashMap<Uuid, FileView> = found.collect();
    let mut carried: HashMap<Uuid, Vec<FileView>> = HashMap::new();
    for row in held {
        carried.entry(row.message).or_default().extend(views.remove(&row.file));
    }
    Ok(carried)
}

/// One file by its name alone. Whoever calls this has asked for the right to it.
///
/// # Errors
/// A fault of the database.
pub async fn by_id(conn: &mut Connection, file: FileId) -> Result<Option<Stored>, Fault> {
    Ok(files!("where id = $1", file.0).fetch_optional(conn).await?.map(Stored::from))
}

pub(super) fn bytes(size: u64) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
