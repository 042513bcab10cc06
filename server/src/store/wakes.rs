//! What the wake of an item rests on.

use talkoo_protocol::{ChannelId, Seq, StreamId};

use super::{Connection, seq};
use crate::error::Fault;

/// Where an item stands that may be woken.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub desk: Option<StreamId>,
    /// The channel or its workspace is archived.
    pub is_read_only: bool,
    /// Of the channel, when this was read.
    pub access_seq: Seq,
}

/// # Errors
/// A fault of the database.
pub async fn place(conn: &mut Connection, channel: ChannelId) -> Result<Option<Place>, Fault> {
    let row = sqlx::query!(
        r#"select
             c.desk,
             c.state = 'archived' or coalesce(w.state = 'archived', false) as "is_read_only!",
             s.access_seq
           from channels c
           join streams s on s.id = c.id
           left join workspaces w on w.id = c.workspace
           where c.id = $1"#,
        channel.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Place {
        desk: row.desk.map(StreamId),
        is_read_only: row.is_read_only,
        access_seq: seq(row.access_seq),
    }))
}
