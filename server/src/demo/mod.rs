//! The demonstration network: an invented security network to look around in. The house brings its
//! people and places, each kind what is said there; everything is done by the same actions as a
//! member's, so the log of the demonstration is a real one.

mod people;
mod applicants;
mod skills;
mod faces;
mod places;
mod seeding;
mod talk;
mod results;
mod size;
mod waiting;
mod first_screen;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use first_screen::{first_screen, links};

use crate::{
    app::App,
    boot::Pool,
    bus,
    config::Settings,
    error::{Failure, Fault},
    kinds::KINDS,
    store::{Store, demo, demo_size::Size, network},
};

/// The network's name.
const NAME: &str = "Turvallisuusverkosto (esittely)";

/// Fills the network if nobody is there yet; with a size, many more people and places stand around
/// it. Returns whether it did.
///
/// # Errors
/// A fault of the database; a refusal when the demonstration does not keep the rules.
pub async fn fill(settings: &Settings, pool: &Pool, size: Option<Size>) -> Result<bool, Failure> {
    let store = Store::new(pool.clone());
    if !demo::is_empty(&mut *store.read().await?).await? {
        return Ok(false);
    }
    let mut settings = settings.clone();
    // One person sets up a whole workspace at once; the usual pace is for people.
    settings.rates.send_burst = std::num::NonZeroU32::MAX;
    let app = node(&settings, pool).await?;
    let kinds: Vec<String> = KINDS.iter().map(|kind| kind.name().to_owned()).collect();
    let mut write = app.store.write().await?;
    network::set(&mut write, NAME, &kinds, true).await?;
    write.commit().await.map_err(Fault::from)?;
    let begun = app.clock.instant();
    let mut filled = seeding::all(&app).await;
    if let (Ok(()), Some(size)) = (&filled, size) {
        filled = size::grow(&app, size).await.map_err(Failure::from);
    }
    let took_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    app.drain().await;
    tracing::info!(took_ms, "the demonstration is filled");
    filled.map(|()| true)
}

/// A node of its own: nobody is connected yet, so nobody has to hear.
async fn node(settings: &Settings, pool: &Pool) -> Result<std::sync::Arc<App>, Fault> {
    let (bus, heard) = bus::local::alone();
    let (tasks, leaving) = (TaskTracker::new(), CancellationToken::new());
    App::start(settings.clone(), pool.clone(), bus, heard, tasks, leaving).await
}
