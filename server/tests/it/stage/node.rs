//! One node of the network in this process, served on loopback with all of its routes.

use std::{net::SocketAddr, sync::Arc};

use sqlx::PgPool;
use talkoo::{
    actions::later,
    app::App,
    bus::{Heard, SharedBus},
    config::Settings,
    http,
};
use tokio::{net::TcpListener, sync::mpsc};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{Client, Person, reader::Reader};
use crate::bed::Bed;

pub(crate) struct Node {
    pub(crate) app: Arc<App>,
    pub(crate) address: SocketAddr,
    served: tokio::task::JoinHandle<()>,
}

impl Node {
    /// On the database of this bed.
    pub(crate) async fn start(
        settings: Settings,
        bed: &Bed,
        bus: SharedBus,
        heard: mpsc::Receiver<Heard>,
    ) -> Self {
        let (tasks, leaving) = (TaskTracker::new(), CancellationToken::new());
        Self::serve(settings, bed.pool().await, (bus, heard), tasks, leaving).await
    }

    pub(super) async fn serve(
        mut settings: Settings,
        pool: PgPool,
        (bus, heard): (SharedBus, mpsc::Receiver<Heard>),
        tasks: TaskTracker,
        leaving: CancellationToken,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        settings.bound_to(address);
        let app = App::start(settings, pool, bus, heard, tasks, leaving).await.expect("a node");
        later::begin(&app).expect("work for later");
        let router = http::router(app.clone()).expect("a router");
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        #[expect(
            clippy::disallowed_methods,
            reason = "the test's own server, beside the node's tasks"
        )]
        let served = tokio::spawn(async move {
            axum::serve(listener, service).await.expect("a server");
        });
        Self { app, address, served }
    }

    /// A device of this person, greeted.
    pub(crate) async fn connect(&self, person: &Person) -> Client {
        Client::connect(self.address, &person.token).await
    }

    /// The same with little room for what it has not read.
    pub(crate) async fn connect_narrow(&self, person: &Person) -> Client {
        Client::connect_narrow(self.address, &person.token).await
    }

    /// This person's way to read over HTTP.
    pub(crate) fn as_seen_by(&self, person: &Person) -> Reader {
        Reader::new(self.address, &person.token)
    }
}

impl Drop for Node {
    /// Ends what would outlive the test's own look at the database.
    fn drop(&mut self) {
        self.app.leaving.cancel();
        self.served.abort();
    }
}
