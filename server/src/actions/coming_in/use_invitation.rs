//! Coming in by a link, being signed in.

use talkoo_protocol::{Refusal, command::Place};

use super::{
    entry::{self, Who},
    ground::Ground,
    secret,
};
use crate::{
    actions::Asked,
    domain::draft::Draft,
    error::Failure,
    store::{invitations, people},
};

pub(in crate::actions) async fn decide(asked: &Asked<'_>, token: &str) -> Result<Draft, Failure> {
    let hash = secret(token)?.hash();
    let mut snapshot = asked.app.store.snapshot().await?;
    if people::active(&mut snapshot, &[asked.member]).await?.is_empty() {
        return Err(Refusal::not_found().into());
    }
    let found = invitations::held(&mut snapshot, &hash).await?.ok_or_else(Refusal::not_found)?;
    let id = match found.place {
        None => asked.app.network.stream.0,
        Some(Place::Workspace(id)) => id.0,
        Some(Place::Channel(id)) => id.0,
    };
    let ground = Ground::of(&mut snapshot, found).await?;
    ground.good()?;
    let mut draft = asked.draft(id);
    // An active member is in the network already.
    if ground.invitation.place.is_some() {
        entry::enter(&mut snapshot, asked, &mut draft, &ground, &Who::Member).await?;
    }
    Ok(draft)
}
