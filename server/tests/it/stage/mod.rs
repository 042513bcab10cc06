//! A network on a stage: a bed, one node or more in this process, members who act over real
//! sockets. Tests read as sentences: `let eero = stage.member("Eero").await`.

mod client;

use std::{net::SocketAddr, sync::Arc};

use sqlx::{Connection as _, Executor as _, PgConnection};
use talkoo::{app::App, bus::local::Exchange, clock::Clock, config::Settings, http};
use talkoo_protocol::{ChannelId, ItemId, MemberId, WorkspaceId};
use tokio::net::TcpListener;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::bed::Bed;

pub(crate) use client::Client;

pub(crate) struct Stage {
    pub(crate) bed: Bed,
    pub(crate) nodes: Vec<Node>,
}

/// One node of the network, served on loopback.
pub(crate) struct Node {
    pub(crate) app: Arc<App>,
    pub(crate) address: SocketAddr,
}

/// A workspace with one channel.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) workspace: WorkspaceId,
    pub(crate) channel: ChannelId,
    pub(crate) main: ItemId,
}

/// A person with a session.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: MemberId,
    pub(crate) token: String,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::with_nodes(1).await
    }

    /// Nodes on one database, joined by an exchange in this process.
    pub(crate) async fn with_nodes(count: usize) -> Self {
        let bed = Bed::new().await;
        let exchange = Exchange::new();
        let mut nodes = Vec::new();
        for number in 0..count {
            let name = format!("node{number}");
            let settings = bed.settings([
                ("TALKOO_NODE", name.as_str()),
                ("TALKOO_SEND_BURST", "100000"),
                ("TALKOO_SEND_PER_SECOND", "100000"),
                ("TALKOO_DATABASE_CONNECTIONS", "8"),
            ]);
            let (bus, heard) = exchange.join();
            nodes.push(Node::start(settings, &bed, bus, heard).await);
        }
        Self { bed, nodes }
    }

    /// An active member with a session.
    pub(crate) async fn member(&self, given: &str) -> Person {
        let id = Clock::new().new_id();
        let token = talkoo::actions::sign_in::Token::new(Clock::new());
        let mut conn = self.superuser().await;
        for statement in [
            format!(
                "insert into members (id, given, family, email) values ('{id}', '{given}', 'Koe', '{id}@esimerkki.example')"
            ),
            format!("insert into streams (id, sort, owner) values ('{id}', 'member', '{id}')"),
            format!(
                "insert into sessions (id, member, token_hash, expires_at) values (gen_random_uuid(), '{id}', '\\x{}', now() + interval '1 day')",
                token.hash().iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
            ),
        ] {
            conn.execute(sqlx::AssertSqlSafe(statement)).await.expect("a member");
        }
        Person { id: MemberId(id), token: token.text() }
    }

    /// A workspace with a public chat channel that these people have joined; the first owns it.
    pub(crate) async fn place(&self, visibility: &str, people: &[&Person]) -> Place {
        let clock = Clock::new();
        let (workspace, channel, main) = (clock.new_id(), clock.new_id(), clock.new_id());
        let mut conn = self.superuser().await;
        let mut statements = vec![
            format!(
                "insert into workspaces (id, name, visibility) values ('{workspace}', 'Paikka {workspace}', '{visibility}')"
            ),
            format!(
                "insert into channels (id, workspace, kind, name, visibility, main_item) values ('{channel}', '{workspace}', 'chat', 'yleinen', 'public', '{main}')"
            ),
            format!(
                "insert into streams (id, sort, owner) values ('{workspace}', 'workspace', '{workspace}'), ('{channel}', 'channel', '{channel}')"
            ),
            format!(
                "insert into items (id, channel, kind, seq, main, title, state, changed_seq) values ('{main}', '{channel}', 'chat', 0, true, '', 'open', 0)"
            ),
        ];
        for (index, person) in people.iter().enumerate() {
            let role = if index == 0 { "owner" } else { "member" };
            let member = person.id;
            statements.push(format!("insert into workspace_members (workspace, member, role) values ('{workspace}', '{member}', '{role}')"));
            statements.push(format!(
                "insert into channel_members (channel, member) values ('{channel}', '{member}')"
            ));
        }
        for statement in statements {
            conn.execute(sqlx::AssertSqlSafe(statement)).await.expect("a place");
        }
        Place { workspace: WorkspaceId(workspace), channel: ChannelId(channel), main: ItemId(main) }
    }

    /// A connection that no rule of ours binds, to build and break things.
    pub(crate) async fn superuser(&self) -> PgConnection {
        PgConnection::connect(&self.bed.superuser_url()).await.expect("a superuser")
    }

    /// A device of this person on the first node, greeted.
    pub(crate) async fn connect(&self, person: &Person) -> Client {
        self.nodes[0].connect(person).await
    }
}

impl Node {
    pub(crate) async fn start(
        mut settings: Settings,
        bed: &Bed,
        bus: talkoo::bus::SharedBus,
        heard: tokio::sync::mpsc::Receiver<talkoo::bus::Heard>,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        settings.bound_to(address);
        let (tasks, leaving) = (TaskTracker::new(), CancellationToken::new());
        let app = App::start(settings, bed.pool().await, bus, heard, tasks, leaving)
            .await
            .expect("a node");
        let router = http::router(app.clone()).expect("a site");
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        #[expect(
            clippy::disallowed_methods,
            reason = "the test's own server, beside the node's tasks"
        )]
        tokio::spawn(async move { axum::serve(listener, service).await });
        Self { app, address }
    }

    pub(crate) async fn connect(&self, person: &Person) -> Client {
        Client::connect(self.address, &person.token).await
    }
}
