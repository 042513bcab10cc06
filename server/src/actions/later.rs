//! Every work that is done after the act it follows from, by its name, on one page. The rows are
//! written with the act (`Draft.jobs`); `jobs` runs them on whichever node comes first.

use std::sync::Arc;

use super::{arrivals, letter, newsletter, question, shared, sign_in, wake};
use crate::{
    app::App,
    domain,
    error::Fault,
    jobs::{self, Works},
    mail::Mailer,
};

/// Begins to do what is due, until the node leaves.
///
/// # Errors
/// A fault that names a setting of mail that cannot be used.
pub fn begin(app: &Arc<App>) -> Result<(), Fault> {
    let mailer = Arc::new(Mailer::open(&app.settings.mail)?);
    let runner = jobs::keep(
        app.store.clone(),
        app.journal.due(),
        works(app, &mailer),
        app.settings.jobs.every,
        (app.tasks.clone(), app.leaving.clone()),
    );
    app.tasks.spawn(runner);
    Ok(())
}

fn works(app: &Arc<App>, mailer: &Arc<Mailer>) -> Works {
    let (sending, mailer) = (app.clone(), mailer.clone());
    let (reminding, teller, stepping) = (app.clone(), mailer.clone(), app.clone());
    let [taking_in, answering, waking] = [app.clone(), app.clone(), app.clone()];
    let [telling, asking, posting] = [app.clone(), app.clone(), app.clone()];
    let postman = mailer.clone();
    Works::default()
        .with(domain::letter::WORK, move |job| {
            let (app, mailer) = (sending.clone(), mailer.clone());
            async move { letter::send(&app, &mailer, job).await }
        })
        .with(arrivals::WORK, move |job| {
            let app = taking_in.clone();
            async move { arrivals::take_in(&app, job).await }
        })
        .with(question::STEP, move |job| {
            let app = stepping.clone();
            async move { question::step(&app, job).await }
        })
        .with(question::TELL, move |job| {
            let (app, mailer) = (reminding.clone(), teller.clone());
            async move { question::tell(&app, &mailer, job).await }
        })
        .with(sign_in::WORK, move |job| {
            let app = answering.clone();
            async move { sign_in::answer(&app, job).await }
        })
        .with(shared::WORK, move |job| {
            let app = telling.clone();
            async move { shared::tell(&app, job).await }
        })
        .with(newsletter::ASKED, move |job| {
            let app = asking.clone();
            async move { newsletter::asked(&app, job).await }
        })
        .with(newsletter::WORK, move |job| {
            let (app, mailer) = (posting.clone(), postman.clone());
            async move { newsletter::deliver(&app, &mailer, job).await }
        })
        .with(wake::WORK, move |job| {
            let app = waking.clone();
            async move { wake::wake(&app, job).await }
        })
}
