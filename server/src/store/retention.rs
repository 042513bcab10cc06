//! What has grown too old where talk is kept for so many days: as the workspace says, or else the
//! network.

use talkoo_protocol::{ChannelId, Seq};

use super::{Connection, seq};
use crate::error::Fault;

/// A channel of which something is too old.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub channel: ChannelId,
    /// Everything below this seq goes.
    pub before: Seq,
    /// Messages that go with it.
    pub messages: u64,
}

/// Channels with something to expire, at most so many events of each at once: a transaction that
/// deletes a million rows would keep everybody waiting. Asked again until nothing is due.
///
/// # Errors
/// A fault of the database.
pub async fn due(conn: &mut Connection, at_most: i64, channels: i64) -> Result<Vec<Due>, Fault> {
    let rows = sqlx::query!(
        r#"with cuts as (
             select
               c.id,
               s.oldest,
               least(
                 coalesce(
                   (
                     select min(e.seq)
                     from events e
                     where e.stream = c.id
                       and e.seq >= s.oldest
                       and (
                         e.at >= app_now() - make_interval(days => coalesce(w.retention_days, n.retention_days))
                         -- The last word about what has gone stays, or it would go by itself.
                         or (e.seq = s.head and e.verb = 'expired')
                       )
                   ),
                   s.head + 1
                 ),
                 s.oldest + $1
               ) as before
             from workspaces w
             cross join network n
             join channels c on c.workspace = w.id
             join streams s on s.id = c.id
             where coalesce(w.retention_days, n.retention_days, 0) > 0
           )
           select
             cuts.id,
             cuts.before as "before!",
             (
               select count(*) from messages m where m.stream = cuts.id and m.seq < cuts.before
             ) as "messages!"
           from cuts
           where cuts.before > cuts.oldest
           order by cuts.id
           limit $2"#,
        at_most,
        channels,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Due {
            channel: ChannelId(row.id),
            before: seq(row.before),
            messages: row.messages.unsigned_abs(),
        })
        .collect())
}

/// Lets go on which days somebody read, sixty days later. The last day stays: it tells who is quiet.
///
/// # Errors
/// A fault of the database.
pub async fn forget_readings(conn: &mut Connection) -> Result<(), Fault> {
    sqlx::query!(
        "delete from read_days r
         where r.day < (app_now() - interval '60 days')::date
           and exists (select from read_days n where n.member = r.member and n.day > r.day)"
    )
    .execute(conn)
    .await?;
    Ok(())
}
