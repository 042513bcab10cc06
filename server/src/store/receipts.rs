//! What a writing command was answered with before.

use talkoo_protocol::{ClientId, MemberId, StreamId};

use super::{Connection, journal::Committed, seq};
use crate::error::Fault;

/// The keyed hash of the command and its answer, when this client id has been answered.
///
/// # Errors
/// A fault of the database.
pub async fn find(
    conn: &mut Connection,
    author: MemberId,
    client_id: ClientId,
) -> Result<Option<(Vec<u8>, Committed)>, Fault> {
    let row = sqlx::query!(
        "select hash, id, stream, seq
         from receipts
         where author = $1
           and client_id = $2
         limit 1",
        author.0,
        client_id.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| {
        let committed = Committed {
            id: row.id,
            stream: row.stream.map(StreamId),
            seq: row.seq.map(seq),
            duplicate: true,
            mark: None,
        };
        (row.hash, committed)
    }))
}
