//! A network on a stage: a bed, one node or more in this process, members who act over real
//! sockets. Tests read as sentences: `let eero = stage.member("Eero").await`.

mod plan;
mod node;
mod client;
mod reader;
mod follower;
mod tap;

use sqlx::{Connection as _, Executor as _, PgConnection};
use talkoo::{bus::local::Exchange, clock::Clock};
use talkoo_protocol::{ChannelId, ItemId, MemberId, WorkspaceId};

use crate::bed::Bed;

pub(crate) use client::Client;
pub(crate) use follower::{Follower, told};
pub(crate) use node::Node;
pub(crate) use plan::Plan;
pub(crate) use reader::{Answer, Reader};
pub(crate) use tap::Tap;

pub(crate) struct Stage {
    pub(crate) bed: Bed,
    /// Joins the nodes when no Redis does; can be cut like one.
    pub(crate) exchange: Exchange,
    pub(crate) nodes: Vec<Node>,
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
    /// One node.
    pub(crate) async fn new() -> Self {
        Plan::new(1).open().await
    }

    /// Nodes on one database, joined by an exchange in this process.
    pub(crate) async fn with_nodes(count: usize) -> Self {
        Plan::new(count).open().await
    }

    /// Nodes on one database, joined by a real Redis.
    pub(crate) async fn over_redis(count: usize) -> Self {
        Plan::new(count).over_redis().open().await
    }

    /// An active member with a session.
    pub(crate) async fn member(&self, given: &str) -> Person {
        member(&self.bed, given).await
    }

    /// Another signed-in device of the same person.
    pub(crate) async fn device(&self, person: &Person) -> Person {
        let mut conn = self.superuser().await;
        session(&mut conn, person.id).await
    }

    /// A workspace with a public chat channel that these people have joined; the first owns it.
    pub(crate) async fn place(&self, visibility: &str, people: &[&Person]) -> Place {
        self.place_of("chat", visibility, people).await
    }

    /// The same with a channel of another kind.
    pub(crate) async fn place_of(&self, kind: &str, visibility: &str, people: &[&Person]) -> Place {
        place(&self.bed, kind, visibility, people).await
    }

    /// A connection that no rule of ours binds, to build and break things.
    pub(crate) async fn superuser(&self) -> PgConnection {
        superuser(&self.bed).await
    }

    /// Does something that no member could, and asks nothing back.
    pub(crate) async fn force(&self, statement: String) {
        execute(&mut self.superuser().await, statement).await;
    }

    /// One number from the database, as it is.
    pub(crate) async fn number(&self, question: String) -> i64 {
        let question = sqlx::query_scalar(sqlx::AssertSqlSafe(question));
        question.fetch_one(&mut self.superuser().await).await.expect("a number")
    }

    pub(crate) async fn words(&self, question: &'static str) -> Vec<String> {
        let question = sqlx::query_scalar(question);
        question.fetch_all(&mut self.superuser().await).await.expect("words")
    }

    /// A device of this person on the first node, greeted.
    pub(crate) async fn connect(&self, person: &Person) -> Client {
        self.nodes[0].connect(person).await
    }
}

/// An active member with a session, on a bed that processes serve.
pub(crate) async fn member(bed: &Bed, given: &str) -> Person {
    let id = Clock::new().new_id();
    let mut conn = superuser(bed).await;
    for statement in [
        format!(
            "insert into members (id, given, family, email, terms_version)
             values ('{id}', '{given}', 'Koe', '{id}@esimerkki.example', '1')"
        ),
        format!("insert into streams (id, sort, owner) values ('{id}', 'member', '{id}')"),
    ] {
        execute(&mut conn, statement).await;
    }
    session(&mut conn, MemberId(id)).await
}

async fn session(conn: &mut PgConnection, member: MemberId) -> Person {
    let token = talkoo::actions::sign_in::Token::new(Clock::new());
    let hash: String = token.hash().iter().map(|byte| format!("{byte:02x}")).collect();
    let statement = format!(
        "insert into sessions (id, member, token_hash, expires_at)
         values (gen_random_uuid(), '{member}', '\\x{hash}', now() + interval '1 day')"
    );
    execute(conn, statement).await;
    Person { id: member, token: token.text() }
}

/// A workspace with a public channel that these people have joined; the first owns it.
pub(crate) async fn place(bed: &Bed, kind: &str, visibility: &str, people: &[&Person]) -> Place {
    let clock = Clock::new();
    let [workspace, channel, main, desk] = [(); 4].map(|()| clock.new_id());
    let (its_desk, has_desk) =
        if kind == "chat" { ("null".to_owned(), false) } else { (format!("'{desk}'"), true) };
    let is_open = kind == "bank";
    let mut statements = vec![
        format!(
            "insert into workspaces (id, name, visibility)
             values ('{workspace}', 'Paikka {workspace}', '{visibility}')"
        ),
        format!(
            "insert into channels (id, workspace, kind, name, visibility, main_item, desk, desk_is_open)
             values ('{channel}', '{workspace}', '{kind}', 'yleinen', 'public', '{main}', {its_desk}, {is_open})"
        ),
        format!(
            "insert into streams (id, sort, owner)
             values ('{workspace}', 'workspace', '{workspace}'), ('{channel}', 'channel', '{channel}')"
        ),
        format!(
            "insert into items (id, channel, kind, seq, main, title, state, changed_seq)
             values ('{main}', '{channel}', '{kind}', 0, true, '', 'open', 0)"
        ),
    ];
    if has_desk {
        statements.push(format!(
            "insert into streams (id, sort, owner) values ('{desk}', 'desk', '{channel}')"
        ));
    }
    for (index, person) in people.iter().enumerate() {
        let role = if index == 0 { "owner" } else { "member" };
        let member = person.id;
        statements.push(format!(
            "insert into workspace_members (workspace, member, role)
             values ('{workspace}', '{member}', '{role}')"
        ));
        statements.push(format!(
            "insert into channel_members (channel, member) values ('{channel}', '{member}')"
        ));
    }
    let mut conn = superuser(bed).await;
    for statement in statements {
        execute(&mut conn, statement).await;
    }
    Place { workspace: WorkspaceId(workspace), channel: ChannelId(channel), main: ItemId(main) }
}

pub(crate) async fn superuser(bed: &Bed) -> PgConnection {
    PgConnection::connect(&bed.superuser_url()).await.expect("a superuser")
}

pub(crate) async fn execute(conn: &mut PgConnection, statement: String) {
    conn.execute(sqlx::AssertSqlSafe(statement)).await.expect("a statement of the stage");
}
