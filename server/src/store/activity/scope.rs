//! Which streams are part of a reader's log. A desk is not: what is unfinished is nobody's news.

use talkoo_protocol::{ChannelId, MemberId, OrganisationId, Seq, StreamId, WorkspaceId};

use super::super::{Connection, seq};
use crate::error::Fault;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Network,
    Workspace,
    Channel,
}

/// A stream that the reader may read now, and what is known of its place.
#[derive(Clone, Debug)]
pub struct Readable {
    pub stream: StreamId,
    pub sort: Sort,
    /// First seq that is there for this reader.
    pub oldest: Seq,
    pub channel: Option<ChannelId>,
    pub workspace: Option<WorkspaceId>,
    /// Kind of the channel.
    pub kind: Option<String>,
    pub region: Option<String>,
    /// Everybody in its workspace may read it: what is done there is done in public.
    pub is_public: bool,
    /// Every active member may read it.
    pub is_open: bool,
    /// What it is called.
    pub name: String,
    /// What its workspace is called.
    pub workspace_name: String,
}

/// Every stream of the network, of workspaces and of channels that this member may read now.
///
/// # Errors
/// A fault of the database.
pub async fn ground(conn: &mut Connection, reader: MemberId) -> Result<Vec<Readable>, Fault> {
    let rows = sqlx::query!(
        r#"select
             s.id as "stream!",
             s.oldest as "oldest!",
             r.history_from as "history_from!",
             c.id as "channel?",
             c.kind as "kind?",
             c.workspace as "workspace?",
             w.region as "region?",
             c.visibility = 'public' and c.workspace is not null as "is_public!",
             exists (select from open_channels o where o.channel = c.id) as "is_open!",
             c.name as "name!",
             coalesce(w.name, '') as "workspace_name!"
           from readable_channels($1) r
           join channels c on c.id = r.channel
           join streams s on s.id = c.id
           left join workspaces w on w.id = c.workspace
           union all
           select s.id, s.oldest, 0, null, null, w.id, w.region, true, false, w.name, w.name
           from readable_workspaces($1) r
           join workspaces w on w.id = r.workspace
           join streams s on s.id = w.id
           union all
           select s.id, s.oldest, 0, null, null, null, null, true, true, '', ''
           from streams s
           join members m on m.id = $1 and m.status = 'active'
           where s.sort = 'network'
           limit 100000"#,
        reader.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Readable {
            stream: StreamId(row.stream),
            sort: match (row.channel, row.workspace) {
                (Some(_), _) => Sort::Channel,
                (None, Some(_)) => Sort::Workspace,
                (None, None) => Sort::Network,
            },
            oldest: seq(row.oldest).max(seq(row.history_from)),
            channel: row.channel.map(ChannelId),
            workspace: row.workspace.map(WorkspaceId),
            kind: row.kind,
            region: row.region,
            is_public: row.is_public,
            is_open: row.is_open,
            name: row.name,
            workspace_name: row.workspace_name,
        })
        .collect())
}

/// Who speaks for an organisation, or has: nobody else can have acted in its name.
///
/// # Errors
/// A fault of the database.
pub async fn ever_of(
    conn: &mut Connection,
    organisation: OrganisationId,
    limit: i64,
) -> Result<Vec<MemberId>, Fault> {
    let ids = sqlx::query_scalar!(
        "select distinct member from affiliations where organisation = $1 limit $2",
        organisation.0,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(MemberId).collect())
}
