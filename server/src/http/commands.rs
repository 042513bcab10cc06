//! Writing by programs: the same commands as over the socket, through the same door.

use axum::Json;
use talkoo_protocol::{Ack, Command};

use super::{body::Body, refused::Refused, signed::Signed};
use crate::actions::{self, Caller};

/// Performs a command. Repeat it with the same client id until it is answered; it happens once.
#[utoipa::path(
    post,
    path = "/commands",
    tag = "commands",
    request_body = Command,
    responses((status = 200, body = Ack, description = "it happened and is on disk")),
    extensions(("x-right" = json!("a signed-in member; the command's own right"))),
)]
pub(super) async fn command(
    signed: Signed,
    Body(command): Body<Command>,
) -> Result<Json<Ack>, Refused> {
    let deadline = actions::deadline(&signed.app);
    let caller = Caller { member: signed.member, deadline, is_operator: false };
    Ok(Json(actions::perform(signed.app, caller, command).await?))
}
