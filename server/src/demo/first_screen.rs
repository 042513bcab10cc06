//! The demonstration before signing in: who one can be, what waits for each, how large it all is.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use talkoo_protocol::{
    MemberId, OrganisationView,
    http::{DemoBody, DemoPerson},
};

use super::people;
use crate::{
    actions::{read, sign_in::Token},
    app::App,
    error::{Failure, Fault},
    store::{accounts, demo, people as members},
};

/// The account's address of a demonstration person; nothing can be sent there (RFC 2606).
pub(super) fn address(key: &str) -> String {
    format!("{key}@demo.invalid")
}

/// `None` where there is no demonstration, or none is to be shown.
///
/// # Errors
/// A fault of the database.
pub async fn first_screen(app: &App) -> Result<Option<DemoBody>, Failure> {
    if !is_shown(app) {
        return Ok(None);
    }
    let mut snapshot = app.store.snapshot().await?;
    let organisations = members::organisations(&mut snapshot).await?;
    let [members, organisation_count, messages, workspaces] = demo::sizes(&mut snapshot).await?;
    drop(snapshot);
    let mut people = Vec::new();
    for (key, persona) in people::SHOWN {
        people.extend(person(app, key, persona, &organisations).await?);
    }
    Ok(Some(DemoBody { people, members, organisations: organisation_count, messages, workspaces }))
}

/// Names of a few people, each with links that sign in on the origins of this node.
///
/// # Errors
/// A fault of the database.
pub async fn links(app: &App) -> Result<Vec<(String, Vec<String>)>, Failure> {
    let mut links = Vec::new();
    if !is_shown(app) {
        return Ok(links);
    }
    for key in people::PRINTED {
        let mut conn = app.store.read().await?;
        let Some(member) = accounts::meant(&mut conn, &address(key)).await? else { continue };
        let token = token(app, member)?.text();
        let origins = app.settings.web.origins.iter();
        let urls = origins.map(|origin| format!("{origin}/sign-in/link/{token}")).collect();
        let views = members::by_ids(&mut conn, &[member]).await?;
        let name = views.get(&member).map(|view| format!("{} {}", view.given, view.family));
        links.push((name.unwrap_or_default(), urls));
    }
    Ok(links)
}

/// Lets the link of a person work, again and again.
pub(super) async fn keep_link(app: &App, member: MemberId) -> Result<(), Failure> {
    let token = token(app, member)?;
    let mut write = app.store.write().await?;
    demo::keep_link(&mut write, &token.hash(), member.0).await?;
    Ok(write.commit().await.map_err(Fault::from)?)
}

fn is_shown(app: &App) -> bool {
    app.settings.web.is_demo && app.network.demo
}

async fn person(
    app: &App,
    key: &str,
    persona: &str,
    organisations: &[OrganisationView],
) -> Result<Option<DemoPerson>, Failure> {
    let mut conn = app.store.read().await?;
    let Some(member) = accounts::meant(&mut conn, &address(key)).await? else { return Ok(None) };
    let Some(view) = members::by_ids(&mut conn, &[member]).await?.remove(&member) else {
        return Ok(None);
    };
    let language = members::language(&mut conn, member).await?;
    drop(conn);
    let own = view.affiliations.first().map(|affiliation| affiliation.organisation);
    let organisation = organisations.iter().find(|one| Some(one.id) == own);
    let organisation = organisation.map(|one| match language.as_str() {
        "sv" if !one.name.sv.is_empty() => one.name.sv.clone(),
        _ => one.name.fi.clone(),
    });
    let waiting = read::unread(app, member).await?.unread;
    Ok(Some(DemoPerson {
        name: format!("{} {}", view.given, view.family),
        title: view.title,
        organisation: organisation.unwrap_or_default(),
        language,
        persona: persona.to_owned(),
        token: token(app, member)?.text(),
        unread: waiting.iter().map(|one| one.count).sum(),
        mentions: waiting.iter().map(|one| one.mentions).sum(),
    }))
}

/// Computed from the network's own key, so that every node can show it and none has to store it.
fn token(app: &App, member: MemberId) -> Result<Token, Fault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&app.network.receipt_key)
        .map_err(|error| Fault::caused("making a demonstration link", error))?;
    mac.update(b"demonstration link ");
    mac.update(member.0.as_bytes());
    Ok(Token::made_of(mac.finalize().into_bytes().into()))
}
