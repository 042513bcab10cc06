//! Coming in: by a link that somebody made, by asking to be let in, and with a code from one's other
//! device. What a link gives is judged by what its maker may do now, each time it is held up.

mod ground;
mod entry;
mod invite;
mod use_invitation;
mod accept;
mod requests;
mod moves;
mod look;

pub use accept::accept;
pub use look::{
    channel_invitations, invitation, network_invitations, requests, workspace_invitations,
    workspace_requests,
};
pub use moves::{by_move, moving};

pub(super) use invite::{invite, revoke};
pub(super) use moves::begin_move;
pub(super) use requests::{cancel, decide as decide_requests, request};
pub(super) use use_invitation::decide as use_invitation;

use talkoo_protocol::Refusal;

use super::sign_in::Token;

/// A secret that a client has drawn.
fn secret(text: &str) -> Result<Token, Refusal> {
    Token::parse(text).ok_or_else(|| Refusal::bad_value("token: 32 bytes as base64url"))
}
