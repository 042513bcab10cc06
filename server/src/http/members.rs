//! People of the network, for mentions and for names on screen.

use axum::Json;
use talkoo_protocol::{ChannelId, MemberView, WorkspaceId, http::MembersQuery};

use super::{body::Fields, refused::Refused, signed::Signed};
use crate::actions::read;

/// Members by the beginning of a name, or by their ids.
#[utoipa::path(
    get,
    path = "/members",
    tag = "members",
    params(
        ("query" = Option<String>, Query, description = "beginning of a given or family name"),
        ("ids" = Option<String>, Query, description = "comma-separated ids, at most 200"),
        ("channel" = Option<ChannelId>, Query, description = "people of this channel first"),
        ("workspace" = Option<WorkspaceId>, Query, description = "people of this workspace only"),
        ("limit" = Option<u32>, Query),
    ),
    responses((status = 200, body = Vec<MemberView>, description = "those found")),
    extensions(("x-right" = json!("a signed-in member; with a place: who may read it"))),
)]
pub(super) async fn members(
    signed: Signed,
    Fields(query): Fields<MembersQuery>,
) -> Result<Json<Vec<MemberView>>, Refused> {
    Ok(Json(read::members(&signed.app, signed.member, &query).await?))
}
