//! What waits, and how large the network is.

use talkoo_protocol::{
    MemberId,
    administration::{OverviewBody, WaitView},
};

use super::small;
use crate::{error::Fault, store::Connection};

/// # Errors
/// A fault of the database.
pub async fn overview(conn: &mut Connection, reader: MemberId) -> Result<OverviewBody, Fault> {
    let row = sqlx::query!(
        r#"select
             (select count(*) from members where status = 'active') as "members!",
             (select count(distinct s.member)
              from sessions s
              join members m on m.id = s.member and m.status = 'active'
              where s.seen_at > app_now() - interval '7 days') as "members_seen!",
             (select count(*) from organisations) as "organisations!",
             (select count(*) from workspaces where state <> 'archived') as "workspaces!",
             (select count(*) from channels where workspace is not null and state = 'active')
               as "channels!",
             (select count(*) from messages where at > app_now() - interval '7 days')
               as "messages_week!",
             (select count(*) from jobs where failed_at is not null) as "jobs_failed!""#
    )
    .fetch_one(&mut *conn)
    .await?;
    Ok(OverviewBody {
        waits: waits(conn, reader).await?,
        members: small(row.members),
        members_seen: small(row.members_seen),
        organisations: small(row.organisations),
        workspaces: small(row.workspaces),
        channels: small(row.channels),
        messages_week: small(row.messages_week),
        jobs_failed: small(row.jobs_failed),
    })
}

/// Each thing that waits, in the order in which it should be looked at; what is not there is left
/// out. Of reports those that the reader may decide: a count, too, tells nobody of their own matter.
async fn waits(conn: &mut Connection, reader: MemberId) -> Result<Vec<WaitView>, Fault> {
    let rows = sqlx::query!(
        r#"select
             w.what as "what!",
             w.count as "count!",
             coalesce(floor(extract(epoch from app_now() - w.oldest) / 3600), 0)::bigint
               as "oldest_hours!"
           from (
             select 1 as place, 'applications' as what, count(*) as count, min(made_at) as oldest
             from members
             where status = 'pending'
             union all
             select 2, 'reports', count(*), min(r.opened_at)
             from reports r
             where r.state in ('open', 'appealed')
               and (r.office = 'network' or r.due_at <= app_now())
               and r.author is distinct from $1
               and not (r.state = 'appealed' and r.decided_by is not distinct from $1)
               and not exists (
                 select from report_voices v where v.report = r.id and v.reporter = $1)
             union all
             select 3, 'feedback', count(*), min(at)
             from feedback
             where state = 'new'
             union all
             select 4, 'ownerless', count(*), null
             from workspaces w
             where w.state <> 'archived'
               and not exists (
                 select from workspace_members wm
                 join members m on m.id = wm.member and m.status = 'active'
                 where wm.workspace = w.id and wm.role = 'owner')
             union all
             select 5, 'unplaced', count(*), null
             from members m
             where m.status = 'active'
               and not exists (
                 select from affiliations a where a.member = m.id and a.to_at is null)
             union all
             select 6, 'unverified', count(*), null
             from organisations
             where not verified
           ) w
           where w.count > 0
           order by w.place
           limit 20"#,
        reader.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| WaitView {
            what: row.what,
            count: small(row.count),
            oldest_hours: small(row.oldest_hours),
        })
        .collect())
}
