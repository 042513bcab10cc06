//! Statements for links, requests and moves. Where a decision rested on something else than a stream,
//! the statement asks for it again; when it does not find it as it was, the draft is decided anew.

use crate::{
    domain::draft::invitations::{ComingIn, InvitationUsed, NewInvitation},
    store::Connection,
};

pub(super) async fn store(conn: &mut Connection, change: &ComingIn) -> Result<(), sqlx::Error> {
    match change {
        ComingIn::Invitation(invitation) => make(conn, invitation).await,
        ComingIn::Revoke { invitation } => revoke(conn, invitation.0).await,
        ComingIn::Use(used) => use_up(conn, used).await,
        ComingIn::Request { workspace, member, text } => {
            request(conn, workspace.0, member.0, text).await
        }
        ComingIn::Cancel { workspace, member } => cancel(conn, workspace.0, member.0).await,
        ComingIn::Settle { workspace, member } => settle(conn, workspace.0, member.0).await,
        ComingIn::Refuse { workspace, member } => refuse(conn, workspace.0, member.0).await,
        ComingIn::Move { id, token_hash, member, lasts } => {
            sqlx::query!(
                "insert into session_moves (id, token_hash, member, expires_at)
                 values ($1, $2, $3, app_now() + make_interval(secs => $4))",
                id.0,
                token_hash,
                member.0,
                lasts.as_secs_f64(),
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        ComingIn::UseMove { id } => use_move(conn, id.0).await,
    }
}

async fn make(conn: &mut Connection, new: &NewInvitation) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into invitations
           (id, token_hash, sort, place, role, maker, note, email, uses_most, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, app_now() + make_interval(days => $10))",
        new.id.0,
        new.token_hash,
        new.sort,
        new.place,
        new.role,
        new.maker.0,
        new.note,
        new.email,
        new.most,
        new.days,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn revoke(conn: &mut Connection, invitation: uuid::Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update invitations
         set revoked_at = app_now()
         where id = $1 and revoked_at is null",
        invitation,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The link, what its maker is, what the newcomer is and which channels are public: all as decided.
async fn use_up(conn: &mut Connection, used: &InvitationUsed) -> Result<(), sqlx::Error> {
    let joined: Vec<uuid::Uuid> = used.joined.iter().map(|channel| channel.0).collect();
    let done = sqlx::query!(
        r#"with used as (
             update invitations i
             set uses = uses + 1
             from members maker, network n
             where i.id = $1
               and i.revoked_at is null
               and i.expires_at > app_now()
               and i.uses < i.uses_most
               and maker.id = i.maker
               and maker.status = 'active'
               and maker.role = $5
               and n.invites = $6
               and (select state from workspaces where id = $7) is not distinct from $8
               and (select role from workspace_members where workspace = $7 and member = i.maker)
                 is not distinct from $9
               and (select role from workspace_members where workspace = $7 and member = $2)
                 is not distinct from $10
               and (select visibility from channels where id = $11 and state = 'active')
                 is not distinct from $12
               and (select role from channel_members where channel = $11 and member = i.maker)
                 is not distinct from $13
               and (
                 select count(*) from channels
                 where id = any($14) and visibility = 'public' and state = 'active'
               ) = cardinality($14::uuid[])
             returning i.id
           )
           insert into invitation_uses (invitation, member, is_new, organisation)
           select id, $2, $3, $4 from used
           on conflict (invitation, member) do update set at = excluded.at"#,
        used.invitation.0,
        used.member.0,
        used.terms.is_some(),
        used.organisation,
        used.maker_in_network,
        used.invites,
        used.workspace.map(|workspace| workspace.0),
        used.workspace_state,
        used.maker_in_workspace,
        used.member_in_workspace,
        used.channel.map(|channel| channel.0),
        used.channel_visibility,
        used.maker_in_channel,
        &joined,
    )
    .execute(&mut *conn)
    .await?;
    found(conn, done.rows_affected()).await?;
    let Some(terms) = used.terms else { return Ok(()) };
    // Only a link that came to the address proves that it is this person's, and the organisation
    // with it; else its contact persons say so.
    sqlx::query!(
        "update affiliations
         set confirmed = false,
             main = false
         where member = $1
           and not exists (select from invitations where id = $2 and email is not null)",
        used.member.0,
        used.invitation.0,
    )
    .execute(&mut *conn)
    .await?;
    super::arrivals::consent(conn, used.member.0, terms).await
}

async fn request(
    conn: &mut Connection,
    workspace: uuid::Uuid,
    member: uuid::Uuid,
    text: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into join_requests (workspace, member, text)
         values ($1, $2, $3)
         on conflict (workspace, member) do update
           set state = 'waiting', text = excluded.text, at = app_now(), decided_at = null",
        workspace,
        member,
        text,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn cancel(
    conn: &mut Connection,
    workspace: uuid::Uuid,
    member: uuid::Uuid,
) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "delete from join_requests where workspace = $1 and member = $2",
        workspace,
        member,
    )
    .execute(&mut *conn)
    .await?;
    found(conn, done.rows_affected()).await
}

async fn settle(
    conn: &mut Connection,
    workspace: uuid::Uuid,
    member: uuid::Uuid,
) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "delete from join_requests where workspace = $1 and member = $2 and state = 'waiting'",
        workspace,
        member,
    )
    .execute(&mut *conn)
    .await?;
    found(conn, done.rows_affected()).await
}

/// What was written with the request has served; that it was refused stays to be seen.
async fn refuse(
    conn: &mut Connection,
    workspace: uuid::Uuid,
    member: uuid::Uuid,
) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update join_requests
         set state = 'refused', text = '', decided_at = app_now()
         where workspace = $1 and member = $2 and state = 'waiting'",
        workspace,
        member,
    )
    .execute(&mut *conn)
    .await?;
    found(conn, done.rows_affected()).await
}

async fn use_move(conn: &mut Connection, id: uuid::Uuid) -> Result<(), sqlx::Error> {
    let done = sqlx::query!(
        "update session_moves
         set used_at = app_now()
         where id = $1 and used_at is null and expires_at > app_now()",
        id,
    )
    .execute(&mut *conn)
    .await?;
    found(conn, done.rows_affected()).await
}

/// Nothing found means that the decision has been overtaken.
pub(super) async fn found(conn: &mut Connection, rows: u64) -> Result<(), sqlx::Error> {
    if rows == 0 {
        sqlx::query!("select decide_again()").execute(conn).await?;
    }
    Ok(())
}
