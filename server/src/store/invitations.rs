//! Links by which people come in, and codes that move a session. A secret is found by its hash and
//! by nothing else.

use std::collections::HashMap;

use talkoo_protocol::{
    InvitationId, MemberId, MoveId, OrganisationId, Refusal, WorkspaceId, command::Place,
};
use time::OffsetDateTime;
use uuid::Uuid;

use super::Connection;
use crate::{
    domain::access::Role,
    error::{Failure, Fault},
};

/// A link as it stands at this moment.
#[derive(Clone, Debug)]
pub struct Invitation {
    pub id: InvitationId,
    /// `None`: the network itself.
    pub place: Option<Place>,
    pub role: Role,
    pub maker: MemberId,
    pub note: String,
    pub email: Option<String>,
    pub uses: u32,
    pub most: u32,
    pub made_at: OffsetDateTime,
    pub expires_at: OffsetDateTime,
    pub is_expired: bool,
    pub is_revoked: bool,
}

/// Somebody who came in by a link.
#[derive(Clone, Debug)]
pub struct Use {
    pub invitation: InvitationId,
    pub member: MemberId,
    pub is_new: bool,
    pub organisation: String,
    pub at: OffsetDateTime,
}

struct Row {
    id: Uuid,
    sort: String,
    place: Option<Uuid>,
    role: String,
    maker: Uuid,
    note: String,
    email: Option<String>,
    uses: i32,
    uses_most: i32,
    made_at: OffsetDateTime,
    expires_at: OffsetDateTime,
    is_expired: bool,
    is_revoked: bool,
}

impl From<Row> for Invitation {
    fn from(row: Row) -> Self {
        let place = row.place.map(|place| match row.sort.as_str() {
            "channel" => Place::Channel(place.into()),
            _ => Place::Workspace(place.into()),
        });
        Self {
            id: InvitationId(row.id),
            place,
            // A word that this version does not know gives least.
            role: Role::parse(&row.role).unwrap_or(Role::Guest),
            maker: MemberId(row.maker),
            note: row.note,
            email: row.email,
            uses: row.uses.unsigned_abs(),
            most: row.uses_most.unsigned_abs(),
            made_at: row.made_at,
            expires_at: row.expires_at,
            is_expired: row.is_expired,
            is_revoked: row.is_revoked,
        }
    }
}

/// The link of which this is the hash.
///
/// # Errors
/// A fault of the database.
pub async fn held(conn: &mut Connection, token_hash: &[u8]) -> Result<Option<Invitation>, Fault> {
    let row = sqlx::query_as!(
        Row,
        r#"select
             id,
             sort,
             place,
             role,
             maker,
             note,
             email,
             uses,
             uses_most,
             made_at,
             expires_at,
             expires_at <= app_now() as "is_expired!",
             revoked_at is not null as "is_revoked!"
           from invitations
           where token_hash = $1
           limit 1"#,
        token_hash,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Invitation::from))
}

/// # Errors
/// `not_found`.
pub async fn by_id(conn: &mut Connection, id: InvitationId) -> Result<Invitation, Failure> {
    let row = sqlx::query_as!(
        Row,
        r#"select
             id,
             sort,
             place,
             role,
             maker,
             note,
             email,
             uses,
             uses_most,
             made_at,
             expires_at,
             expires_at <= app_now() as "is_expired!",
             revoked_at is not null as "is_revoked!"
           from invitations
           where id = $1
           limit 1"#,
        id.0,
    )
    .fetch_optional(conn)
    .await
    .map_err(Fault::from)?;
    Ok(row.map(Invitation::from).ok_or_else(Refusal::not_found)?)
}

/// Links that lead to this place (`None`: the network), the newest first; of `maker` alone, if named.
///
/// # Errors
/// A fault of the database.
pub async fn list(
    conn: &mut Connection,
    place: Option<Place>,
    maker: Option<MemberId>,
    limit: i64,
) -> Result<Vec<Invitation>, Fault> {
    let place = place.map(|place| match place {
        Place::Workspace(id) => id.0,
        Place::Channel(id) => id.0,
    });
    let rows = sqlx::query_as!(
        Row,
        r#"select
             id,
             sort,
             place,
             role,
             maker,
             note,
             email,
             uses,
             uses_most,
             made_at,
             expires_at,
             expires_at <= app_now() as "is_expired!",
             revoked_at is not null as "is_revoked!"
           from invitations
           where place is not distinct from $1
             and ($2::uuid is null or maker = $2)
           order by made_at desc, id
           limit $3"#,
        place,
        maker.map(|maker| maker.0),
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Invitation::from).collect())
}

/// Who came in by these links, the newest first, at most `each` of every link.
///
/// # Errors
/// A fault of the database.
pub async fn uses(
    conn: &mut Connection,
    invitations: &[InvitationId],
    each: i64,
) -> Result<HashMap<InvitationId, Vec<Use>>, Fault> {
    let ids: Vec<Uuid> = invitations.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select u.invitation, u.member, u.is_new, u.organisation, u.at
           from unnest($1::uuid[]) as asked (id)
           cross join lateral (
             select * from invitation_uses
             where invitation = asked.id
             order by at desc, member
             limit $2
           ) u
           order by u.at desc, u.member
           limit 10000"#,
        &ids,
        each,
    )
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<InvitationId, Vec<Use>> = HashMap::new();
    for row in rows {
        let invitation = InvitationId(row.invitation);
        found.entry(invitation).or_default().push(Use {
            invitation,
            member: MemberId(row.member),
            is_new: row.is_new,
            organisation: row.organisation,
            at: row.at,
        });
    }
    Ok(found)
}

/// Whom the network lets invite people to it, as its settings say.
///
/// # Errors
/// A fault of the database.
pub async fn who_invites(conn: &mut Connection) -> Result<String, Fault> {
    let invites = sqlx::query_scalar!("select invites from network limit 1");
    Ok(invites.fetch_one(conn).await?)
}

/// Whether some organisation names the member as a contact person.
///
/// # Errors
/// A fault of the database.
pub async fn is_contact(conn: &mut Connection, member: MemberId) -> Result<bool, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select exists (
             select from organisation_contacts where member = $1
           ) as "exists!""#,
        member.0,
    )
    .fetch_one(conn)
    .await?)
}

/// The organisation whose addresses end so.
///
/// # Errors
/// A fault of the database.
pub async fn organisation_of_domain(
    conn: &mut Connection,
    domain: &str,
) -> Result<Option<OrganisationId>, Fault> {
    let id = sqlx::query_scalar!(
        "select organisation from organisation_domains where domain = lower($1) limit 1",
        domain,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(OrganisationId))
}

/// What a link's holder may see of where it leads.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub network: String,
    pub workspace: Option<String>,
    pub channel: Option<String>,
    pub purpose: Option<String>,
}

/// The names of a place, for who holds a link to it. What a secret workspace is for is told inside.
///
/// # Errors
/// A fault of the database.
pub async fn names(conn: &mut Connection, place: Option<Place>) -> Result<Names, Fault> {
    let (workspace, channel): (Option<WorkspaceId>, _) = match place {
        None => (None, None),
        Some(Place::Workspace(id)) => (Some(id), None),
        Some(Place::Channel(id)) => (None, Some(id)),
    };
    let row = sqlx::query!(
        r#"select
             n.name as network,
             w.name as "workspace?",
             c.name as "channel?",
             case when w.visibility <> 'secret' then w.purpose end as purpose
           from network n
           left join channels c on c.id = $2
           left join workspaces w on w.id = coalesce($1, c.workspace)
           limit 1"#,
        workspace.map(|id| id.0),
        channel.map(|id: talkoo_protocol::ChannelId| id.0),
    )
    .fetch_one(conn)
    .await?;
    let purpose = row.purpose.filter(|purpose| !purpose.is_empty());
    Ok(Names { network: row.network, workspace: row.workspace, channel: row.channel, purpose })
}

/// Whose session a code moves, while it can be used: not used, not too old, and none of that
/// person's sessions was ended since, for then somebody may have wished them all to end.
///
/// # Errors
/// A fault of the database.
pub async fn moving(
    conn: &mut Connection,
    token_hash: &[u8],
) -> Result<Option<(MoveId, MemberId)>, Fault> {
    let row = sqlx::query!(
        "select v.id, v.member
         from session_moves v
         join members m on m.id = v.member
         where v.token_hash = $1
           and v.used_at is null
           and v.expires_at > app_now()
           and m.status = 'active'
           and not exists (
             select from sessions s where s.member = v.member and s.ended_at >= v.made_at)
         limit 1",
        token_hash,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (MoveId(row.id), MemberId(row.member))))
}

/// Gives a link that nobody has used yet another secret: it is drawn when its letter is sent, so that
/// neither the job nor a backup holds one. False when the link is good for nothing.
///
/// # Errors
/// A fault of the database.
pub async fn renew(
    conn: &mut Connection,
    invitation: InvitationId,
    token_hash: &[u8],
) -> Result<bool, Fault> {
    let done = sqlx::query!(
        "update invitations
         set token_hash = $2
         where id = $1
           and uses = 0
           and revoked_at is null
           and expires_at > app_now()",
        invitation.0,
        token_hash,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// How many addresses a member has invited within a day.
///
/// # Errors
/// A fault of the database.
pub async fn letters_of(conn: &mut Connection, maker: MemberId) -> Result<i64, Fault> {
    Ok(sqlx::query_scalar!(
        r#"select count(*) as "count!"
           from invitations
           where maker = $1
             and email is not null
             and made_at > app_now() - interval '1 day'"#,
        maker.0,
    )
    .fetch_one(conn)
    .await?)
}
