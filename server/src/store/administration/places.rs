//! Workspaces as those who run the network see them, secret ones among them: what they are, who
//! answers for them, how much they hold and when they were last used. No channel is named and no
//! content is read; that is the line between running the service and listening to it.

use talkoo_protocol::{
    MemberId, WorkspaceId,
    administration::{AdminWorkspace, AdminWorkspacesPage, AdminWorkspacesQuery},
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{like_part, small};
use crate::{
    error::Fault,
    store::{Connection, seq},
};

/// What a message takes, about: its text, its row, its event.
const MESSAGE_BYTES: i64 = 600;

/// A page of workspaces by name. How much each holds is told from what is counted already, its
/// topics' messages and its files, so that no message is read for it.
///
/// # Errors
/// A fault of the database.
pub async fn workspaces(
    conn: &mut Connection,
    query: &AdminWorkspacesQuery,
    limit: i64,
) -> Result<AdminWorkspacesPage, Fault> {
    let part = like_part(&query.query);
    let total = total(conn, query, &part).await?;
    let rows = sqlx::query_as!(
        Row,
        r#"with page as (
             select w.id, w.name, w.kind, w.visibility, w.state, w.made_at
             from workspaces w
             where lower(w.name) like $1
               and ($2 = '' or w.state = $2)
               and ($3 = '' or w.visibility = $3)
               and (not $4 or (w.state <> 'archived' and not exists (
                 select from workspace_members wm
                 join members m on m.id = wm.member and m.status = 'active'
                 where wm.workspace = w.id and wm.role = 'owner')))
               and ($5::uuid is null or
                 (w.name collate "fi-x-icu", w.id)
                 > (select p.name, p.id from workspaces p where p.id = $5))
             order by w.name collate "fi-x-icu", w.id
             limit $6
           ),
           carried as (
             select c.workspace, sum(f.stored) as bytes
             from message_files mf
             join files f on f.id = mf.file
             join messages msg on msg.id = mf.message
             join channels c on c.id = msg.stream
             where c.workspace in (select id from page)
             group by c.workspace
           )
           select
             w.id as "id!",
             w.name as "name!",
             w.kind as "kind!",
             w.visibility as "visibility!",
             w.state as "state!",
             w.made_at as "made_at!",
             array(
               select m.id from workspace_members wm join members m on m.id = wm.member
               where wm.workspace = w.id and wm.role = 'owner' and m.status = 'active'
               order by m.family, m.given, m.id limit 20
             ) as "owners!",
             array(
               select m.given || ' ' || m.family
               from workspace_members wm join members m on m.id = wm.member
               where wm.workspace = w.id and wm.role = 'owner' and m.status = 'active'
               order by m.family, m.given, m.id limit 20
             ) as "owner_names!",
             (select count(*) from workspace_members wm where wm.workspace = w.id) as "members!",
             held.channels as "channels!",
             held.messages as "messages!",
             (held.messages * $7 + coalesce(carried.bytes, 0))::bigint as "bytes!",
             held.active_at as "active_at?"
           from page w
           left join carried on carried.workspace = w.id
           cross join lateral (
             select
               count(*) as channels,
               coalesce(sum(t.messages), 0)::bigint as messages,
               max(e.at) as active_at
             from channels c
             join streams s on s.id = c.id
             left join events e on e.stream = s.id and e.seq = s.head
             cross join lateral (
               select coalesce(sum(i.message_count), 0) as messages
               from items i
               where i.channel = c.id and i.deleted_at is null
             ) t
             where c.workspace = w.id
           ) held
           order by w.name collate "fi-x-icu", w.id
           limit $6"#,
        part,
        query.state,
        query.visibility,
        query.ownerless,
        query.after.map(|id| id.0),
        limit + 1,
        MESSAGE_BYTES,
    )
    .fetch_all(conn)
    .await?;
    let has_more = rows.len() as i64 > limit;
    let shown = rows.into_iter().take(usize::try_from(limit).unwrap_or(0));
    let workspaces = shown.map(AdminWorkspace::from).collect();
    Ok(AdminWorkspacesPage { workspaces, total: small(total), has_more })
}

struct Row {
    id: Uuid,
    name: String,
    kind: String,
    visibility: String,
    state: String,
    made_at: OffsetDateTime,
    owners: Vec<Uuid>,
    owner_names: Vec<String>,
    members: i64,
    channels: i64,
    messages: i64,
    bytes: i64,
    active_at: Option<OffsetDateTime>,
}

impl From<Row> for AdminWorkspace {
    fn from(row: Row) -> Self {
        Self {
            id: WorkspaceId(row.id),
            name: row.name,
            kind: row.kind,
            visibility: row.visibility,
            state: row.state,
            owners: row.owners.into_iter().map(MemberId).collect(),
            owner_names: row.owner_names,
            members: small(row.members),
            channels: small(row.channels),
            messages: small(row.messages),
            bytes: seq(row.bytes),
            active_at: row.active_at,
            made_at: row.made_at,
        }
    }
}

/// All that fit the question, on whatever page.
async fn total(
    conn: &mut Connection,
    query: &AdminWorkspacesQuery,
    part: &str,
) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from workspaces w
           where lower(w.name) like $1
             and ($2 = '' or w.state = $2)
             and ($3 = '' or w.visibility = $3)
             and (not $4 or (w.state <> 'archived' and not exists (
               select from workspace_members wm
               join members m on m.id = wm.member and m.status = 'active'
               where wm.workspace = w.id and wm.role = 'owner')))"#,
        part,
        query.state,
        query.visibility,
        query.ownerless,
    )
    .fetch_one(conn)
    .await?)
}
