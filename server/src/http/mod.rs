//! Everything that is not live, over HTTP, and the door for sockets. All routes stand on this page;
//! each handler is a few lines that ask an action. The extractor is the permission: what a member
//! may do needs a [`signed::Signed`], and only that holds the way to the app.

mod serving;
mod signed;
mod origin;
mod address;
mod body;
mod refused;
mod layers;
mod openapi;
mod assets;
mod health;
mod sign_in;
mod sessions;
mod start;
mod commands;
mod streams;
mod channels;
mod items;
mod messages;
mod workspaces;
mod oversight;
mod members;
mod people;
mod unread;
mod tags;
mod inbox;
mod own_feed;
mod search;
mod moderation;
mod invitations;
mod demo;
mod administration;
mod imports;
mod bringing;
mod feedback;
mod uploads;
mod files;
mod live;
mod arrivals;
mod push;
mod unsubscribe;
mod figures;
mod activity;
mod peer;
mod public;
mod newsletter;
pub mod tls;

use std::sync::Arc;

use axum::{Router, extract::FromRef, routing::get};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{actions::sign_in::Door, app::App, error::Fault};

pub use figures::router as admin_router;
pub use openapi::{Listed, listed};
pub use serving::{Bounds, serve};

/// What every handler can reach.
#[derive(Clone)]
pub struct Site {
    app: Arc<App>,
    door: Arc<Door>,
}

impl FromRef<Site> for Arc<App> {
    fn from_ref(site: &Site) -> Self {
        site.app.clone()
    }
}

/// The whole site of a node: the API, the sockets' door and the web client.
///
/// # Errors
/// A fault when no password can be hashed.
pub fn router(app: Arc<App>) -> Result<Router, Fault> {
    let door = Arc::new(Door::new(&app.settings.rates, app.clock, &app.counts)?);
    let site = Site { app, door };
    let (router, _) = routes().split_for_parts();
    let router = router.fallback(assets::serve).method_not_allowed_fallback(refused::no_such_thing);
    Ok(layers::around(router, &site).with_state(site))
}

/// What is answered while the node leaves: that it lives, that it is not ready, and to everything
/// else that another node has to be asked. Nothing here reaches the app, which is ending.
pub fn leaving() -> Router {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::leaving))
        .fallback(refused::elsewhere)
}

/// Search, and what comes before and after it.
fn finding() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(search::search))
        .routes(routes!(search::values))
        .routes(routes!(search::goals))
        .routes(routes!(search::searches))
}

/// What peers ask of each other.
fn peers() -> OpenApiRouter<Site> {
    OpenApiRouter::new()
        .routes(routes!(peer::asks))
        .routes(routes!(peer::around))
        .routes(routes!(peer::duty))
}

/// Every route. What is not on this page cannot be called.
fn routes() -> OpenApiRouter<Site> {
    let api = OpenApiRouter::new()
        .routes(routes!(sign_in::by_password))
        .routes(routes!(sign_in::by_link))
        .routes(routes!(sign_in::sign_out))
        .routes(routes!(arrivals::letter))
        .routes(routes!(arrivals::password))
        .routes(routes!(arrivals::entrance))
        .routes(routes!(arrivals::terms))
        .routes(routes!(arrivals::apply))
        .routes(routes!(arrivals::application))
        .routes(routes!(arrivals::applications))
        .routes(routes!(arrivals::absent))
        .routes(routes!(sessions::sessions))
        .routes(routes!(start::start))
        .routes(routes!(commands::command))
        .routes(routes!(streams::events))
        .merge(channels::routes())
        .merge(items::routes())
        .routes(routes!(messages::message))
        .routes(routes!(messages::edits))
        .routes(routes!(workspaces::workspaces))
        .routes(routes!(workspaces::workspace))
        .routes(routes!(workspaces::channels))
        .routes(routes!(workspaces::members))
        .routes(routes!(oversight::effect))
        .routes(routes!(oversight::glasses_of))
        .routes(routes!(oversight::glasses))
        .routes(routes!(members::members))
        .routes(routes!(people::profile))
        .routes(routes!(people::picture))
        .routes(routes!(people::duties))
        .routes(routes!(people::directory))
        .routes(routes!(people::competences))
        .routes(routes!(people::organisations))
        .routes(routes!(people::organisation))
        .routes(routes!(unread::unread))
        .routes(routes!(tags::tags))
        .routes(routes!(tags::tag))
        .routes(routes!(inbox::inbox))
        .routes(routes!(inbox::settings))
        .routes(routes!(own_feed::feed))
        .routes(routes!(own_feed::settings))
        .merge(finding())
        .routes(routes!(moderation::blocks))
        .routes(routes!(moderation::requests))
        .routes(routes!(moderation::hidden))
        .routes(routes!(moderation::mine))
        .routes(routes!(moderation::network))
        .routes(routes!(moderation::workspace))
        .routes(routes!(invitations::look))
        .routes(routes!(invitations::accept))
        .routes(routes!(invitations::network))
        .routes(routes!(invitations::workspace))
        .routes(routes!(invitations::channel))
        .routes(routes!(invitations::requests))
        .routes(routes!(invitations::queue))
        .routes(routes!(invitations::moving))
        .routes(routes!(invitations::by_move))
        .routes(routes!(demo::demo))
        .routes(routes!(feedback::own))
        .routes(routes!(push::own))
        .routes(routes!(unsubscribe::ask, unsubscribe::end))
        .routes(routes!(administration::overview))
        .routes(routes!(administration::members))
        .routes(routes!(administration::organisations))
        .routes(routes!(administration::workspaces))
        .routes(routes!(administration::settings))
        .routes(routes!(administration::storage))
        .routes(routes!(administration::nodes))
        .routes(routes!(administration::audit))
        .routes(routes!(administration::audit_chain))
        .routes(routes!(administration::feedback))
        .merge(imports::routes())
        .merge(bringing::routes())
        .routes(routes!(uploads::begin))
        .routes(routes!(uploads::upload, uploads::append, uploads::cancel))
        .routes(routes!(files::file))
        .routes(routes!(files::thumbnail))
        .routes(routes!(activity::activity))
        .routes(routes!(activity::waiting))
        .routes(routes!(activity::outcome))
        .routes(routes!(activity::feeds))
        .routes(routes!(activity::export))
        .routes(routes!(activity::atom))
        .routes(routes!(activity::report))
        .routes(routes!(live::socket))
        .merge(peers());
    OpenApiRouter::with_openapi(openapi::head())
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        .routes(routes!(openapi::document))
        .merge(newsletter::routes())
        .merge(public::routes())
        .nest("/api/v1", api)
}
