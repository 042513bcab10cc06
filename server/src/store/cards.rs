//! Workspaces as one reader finds them: the whole view for those inside, the card for those outside.

use talkoo_protocol::{
    MemberId, WorkspaceId, WorkspaceView,
    http::{WorkspaceCard, WorkspacesQuery},
};

use super::{Connection, people::like_prefix, places};
use crate::{
    domain::{
        access::{Role, WorkspaceVisibility},
        workspace,
    },
    error::Fault,
};

/// Cards of the workspaces that a member may know of: all but the secret ones of others. Words are
/// looked for in what the card tells this member, so an answer never hints at what it hides.
///
/// # Errors
/// A fault of the database.
pub async fn listed(
    conn: &mut Connection,
    member: MemberId,
    query: &WorkspacesQuery,
    limit: i64,
) -> Result<Vec<WorkspaceCard>, Fault> {
    let words = query.query.as_deref().map(str::trim).filter(|words| !words.is_empty());
    let like = words.map(|words| format!("%{}", like_prefix(&words.to_lowercase())));
    let rows = sqlx::query!(
        r#"select
             w.id,
             wm.role as "role?",
             (select count(*) from workspace_members x where x.workspace = w.id) as "members!"
           from workspaces w
           left join workspace_members wm on wm.workspace = w.id and wm.member = $1
           where (w.visibility <> 'secret' or wm.member is not null)
             and (w.state <> 'archived' or wm.member is not null)
             and (
               $2::text is null
               or (
                 w.tags @> array[$2]
                 and (w.visibility in ('open', 'by_request') or wm.role in ('owner', 'facilitator', 'member'))
               )
             )
             and (
               $3::text is null
               or lower(w.name) like $3
               or lower(w.purpose) like $3
               or (
                 exists (select from unnest(w.tags) as tag where tag like $3)
                 and (w.visibility in ('open', 'by_request') or wm.role in ('owner', 'facilitator', 'member'))
               )
             )
           order by w.name collate "fi-x-icu"
           limit $4"#,
        member.0,
        query.tag,
        like,
        limit,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<_> = rows.iter().map(|row| WorkspaceId(row.id)).collect();
    let mut views = places::workspaces_by_ids(conn, &ids).await?;
    let cards = rows.into_iter().filter_map(|row| {
        let view = views.remove(&WorkspaceId(row.id))?;
        let role = row.role.as_deref().and_then(Role::parse);
        Some(shown(view, role, false, row.members))
    });
    Ok(cards.collect())
}

/// One, for a reader who may see its card.
///
/// # Errors
/// A fault of the database.
pub async fn one(
    conn: &mut Connection,
    id: WorkspaceId,
    role: Option<Role>,
    through_glass: bool,
) -> Result<Option<WorkspaceCard>, Fault> {
    let Some(view) = places::workspaces_by_ids(conn, &[id]).await?.remove(&id) else {
        return Ok(None);
    };
    let members = sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from workspace_members
           where workspace = $1"#,
        id.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(Some(shown(view, role, through_glass, members)))
}

fn shown(
    view: WorkspaceView,
    role: Option<Role>,
    through_glass: bool,
    members: i64,
) -> WorkspaceCard {
    let is_open = view.visibility == WorkspaceVisibility::Open.as_str();
    let is_inside = through_glass || role.is_some_and(|role| role != Role::Guest);
    WorkspaceCard {
        workspace: if is_inside { view } else { workspace::card(view) },
        role: role.map(|role| role.as_str().to_owned()),
        members: (is_inside || is_open).then(|| u32::try_from(members).unwrap_or(u32::MAX)),
    }
}
