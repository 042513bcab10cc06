//! A signed-in member, as an argument. A handler that takes [`Signed`] cannot be called without a
//! session that holds at this moment, and reaches the app through it and in no other way.

use std::sync::Arc;

use axum::{extract::FromRequestParts, http::request::Parts};
use talkoo_protocol::{Code, MemberId, Refusal, SessionId};

use super::{Site, refused::Refused};
use crate::{
    actions::{credential, sign_in},
    app::App,
};

pub(super) struct Signed {
    pub(super) app: Arc<App>,
    pub(super) member: MemberId,
    pub(super) session: SessionId,
}

impl FromRequestParts<Site> for Signed {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refused> {
        let token = credential::token_of(&parts.headers, &site.app.settings.web);
        let token = token.ok_or_else(not_signed_in)?;
        let session = sign_in::held(&site.app, token).await?.ok_or_else(not_signed_in)?;
        Ok(Self { app: site.app.clone(), member: session.member, session: session.id })
    }
}

/// Somebody with a session whose account may still wait for approval. For the few handlers that such
/// an account may call; it holds no way to anything of the network's.
pub(super) struct Waiting {
    pub(super) app: Arc<App>,
    pub(super) member: MemberId,
    pub(super) session: SessionId,
}

impl FromRequestParts<Site> for Waiting {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Refused> {
        let token = credential::token_of(&parts.headers, &site.app.settings.web);
        let token = token.ok_or_else(not_signed_in)?;
        let session = sign_in::held_by_anybody(&site.app, token).await?;
        let session = session.ok_or_else(not_signed_in)?;
        Ok(Self { app: site.app.clone(), member: session.member, session: session.id })
    }
}

fn not_signed_in() -> Refusal {
    Refusal::new(Code::NotSignedIn, "sign in first")
}
