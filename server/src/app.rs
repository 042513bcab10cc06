//! What a running node holds, and how it begins and ends. Everything that lives longer than one
//! request is spawned through `tasks`, so that the end can wait for it.

use std::{sync::Arc, thread};

use futures_util::future::join_all;
use sqlx::PgPool;
use tokio::{runtime, sync::oneshot};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    actions::{consent::Consents, pace::Pace, partake::Partakings, scene::Scenes},
    bus::{Heard, SharedBus},
    clock::Clock,
    config::Settings,
    delivery::Delivery,
    error::Fault,
    files::Files,
    hub::Admission,
    push,
    search::Analyser,
    store::{
        self, Store,
        journal::Journal,
        network::{self, Network, NewNetwork},
    },
    turns::Counts,
};

/// One node.
pub struct App {
    pub settings: Settings,
    pub clock: Clock,
    pub store: Store,
    pub journal: Journal,
    pub delivery: Arc<Delivery>,
    pub files: Files,
    pub analyser: Analyser,
    pub network: Network,
    pub scenes: Arc<Scenes>,
    pub partakings: Partakings,
    pub pace: Pace,
    pub consents: Consents,
    pub counts: Counts,
    pub admission: Admission,
    pub tasks: TaskTracker,
    /// Cancelled when the node begins to end: nothing new is accepted, what runs is finished.
    pub leaving: CancellationToken,
}

impl App {
    /// A node on a migrated database. The network is made when the database is new.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn start(
        settings: Settings,
        pool: PgPool,
        bus: SharedBus,
        heard: tokio::sync::mpsc::Receiver<Heard>,
        tasks: TaskTracker,
        leaving: CancellationToken,
    ) -> Result<Arc<Self>, Fault> {
        let clock = Clock::new();
        let store = Store::new(pool);
        let new = NewNetwork {
            id: clock.new_id(),
            epoch: clock.new_id(),
            receipt_key: clock.random(),
            name: "Talkoo".to_owned(),
        };
        let mut write = store.write().await?;
        let network = network::ensure(&mut write, &new).await?;
        let (private, public) = push::new_key(clock)?;
        store::push::ensure_key(&mut write, clock.new_id(), &public, &private).await?;
        write.commit().await?;

        let counts = Counts::over(bus.clone());
        let delivery =
            Delivery::start(&settings, store.clone(), bus, heard, &tasks, leaving.clone());
        delivery.compare_parted(&mut *store.read().await?).await?;
        let on_commit = delivery.on_commit();
        let writers = store.apart(settings.journal.writers);
        let (journal, loops) = Journal::open(&writers, &settings.journal, clock, &on_commit);
        write_apart(loops, &tasks)?;
        let pace = Pace::new(&settings.rates, &counts);
        let admission = Admission::new(&settings.admission);
        let scenes = Arc::new(Scenes::default());
        let remembered = scenes.clone();
        delivery.forget_by(move |member| remembered.forget_member(member));
        let files = Files::new(&settings);
        let analyser = Analyser::start(&settings.search)?;
        Ok(Arc::new(Self {
            settings,
            clock,
            store,
            journal,
            delivery,
            files,
            analyser,
            network,
            scenes,
            partakings: Partakings::default(),
            pace,
            consents: Consents::default(),
            counts,
            admission,
            tasks,
            leaving,
        }))
    }

    /// The bounds in force here, as `hello` says them.
    pub fn limits(&self) -> talkoo_protocol::limits::Limits {
        let limits = &self.settings.limits;
        let small = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
        talkoo_protocol::limits::Limits {
            frame_bytes: small(self.settings.sockets.frame_bytes),
            text_bytes: small(limits.text_bytes),
            mentions: limits.mentions,
            resume_streams: limits.resume_streams,
            page: limits.page_rows,
            burst: self.settings.rates.send_burst.get(),
            per_second: self.settings.rates.send_per_second.get(),
            ..talkoo_protocol::limits::Limits::default()
        }
    }

    /// Ends the node: nothing new is accepted, sockets are told to come back elsewhere, what is in
    /// flight is answered. Returns when everything has ended.
    pub async fn drain(self: Arc<Self>) {
        self.leaving.cancel();
        self.tasks.close();
        let tasks = self.tasks.clone();
        // The journal's writers end when the last door to it is gone.
        drop(self);
        tasks.wait().await;
    }
}

/// The journal's writers have a thread of their own. A commit is five short questions to Postgres;
/// among the sockets each answer would wait until a large channel has been served, five times for
/// every message. The thread ends with the last writer, and `tasks` waits for it.
fn write_apart<F>(writers: Vec<F>, tasks: &TaskTracker) -> Result<(), Fault>
where
    F: Future<Output = ()> + Send + 'static,
{
    let runtime = runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Fault::caused("starting the journal", error))?;
    let (ended, end) = oneshot::channel();
    thread::Builder::new()
        .name("journal".to_owned())
        .spawn(move || {
            runtime.block_on(join_all(writers));
            // Nobody waits when the node has been given up.
            let _ = ended.send(());
        })
        .map_err(|error| Fault::caused("starting the journal", error))?;
    tasks.spawn(async move {
        // A writer that panicked has ended, too.
        let _ = end.await;
    });
    Ok(())
}
