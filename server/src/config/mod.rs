//! What an operator may decide: one struct a section, read once at the start.
//!
//! Every value comes from the environment, else from the optional settings file,
//! else from its default. Nothing else in the server reads the environment, and
//! nothing here opens a connection or knows what the values are used for.

mod source;
mod value;
mod admission;
mod database;
mod delivery;
mod drain;
mod files;
mod journal;
mod jobs;
mod search;
mod limits;
mod listen;
mod logs;
mod mail;
mod node;
#[cfg(feature = "planted")]
pub mod planted;
mod push;
mod rates;
mod redis;
mod sessions;
mod sockets;
mod state;
mod table;
mod web;
#[cfg(test)]
mod tests;

pub use admission::Admission;
pub use database::Database;
pub use delivery::Delivery;
pub use drain::Drain;
pub use files::Files;
pub use jobs::Jobs;
pub use journal::Journal;
pub use limits::Limits;
pub use listen::{Listen, Network, Tls};
pub use logs::{LogFormat, Logs};
pub use mail::Mail;
pub use node::Node;
pub use push::Push;
pub use rates::Rates;
pub use redis::Redis;
pub use search::Search;
pub use sessions::Sessions;
pub use sockets::Sockets;
pub use source::{Entry, Origin};
pub use state::State;
pub use value::Secret;
pub use web::Web;

use std::net::SocketAddr;

use source::Source;

/// All settings of one process.
#[derive(Debug, Clone)]
pub struct Settings {
    pub listen: Listen,
    pub web: Web,
    pub node: Node,
    pub database: Database,
    pub redis: Redis,
    pub state: State,
    pub files: Files,
    pub logs: Logs,
    pub sessions: Sessions,
    pub journal: Journal,
    pub delivery: Delivery,
    pub jobs: Jobs,
    pub search: Search,
    pub mail: Mail,
    pub push: Push,
    pub drain: Drain,
    pub sockets: Sockets,
    pub limits: Limits,
    pub rates: Rates,
    pub admission: Admission,
    entries: Vec<Entry>,
    warnings: Vec<String>,
}

/// Settings that cannot be used; every problem is named, not only the first.
#[derive(Debug, thiserror::Error)]
#[error("{}", problems.join("; "))]
pub struct Unusable {
    pub problems: Vec<String>,
}

impl Settings {
    /// Reads the environment of the process and the file that `TALKOO_CONFIG` names.
    pub fn load() -> Result<Self, Unusable> {
        Self::read(Source::from_process()?)
    }

    /// The settings that these variables alone would give, for tests and the load driver.
    pub fn from_pairs<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Result<Self, Unusable>
    where
        K: Into<String>,
        V: Into<String>,
    {
        let pairs = pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect();
        Self::read(Source::new(pairs)?)
    }

    /// Every key with its default, its meaning and the value in use, secrets redacted.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Names that were set and mean nothing, most likely misspelt.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// With port 0 the system chooses; what nobody set and follows the port is then known.
    pub fn bound_to(&mut self, address: SocketAddr) {
        self.listen.address = address;
        self.web.bound_to(address);
        self.node.bound_to(address);
    }

    fn read(mut source: Source) -> Result<Self, Unusable> {
        let listen = Listen::read(&mut source);
        let web = Web::read(&mut source, &listen);
        let node = Node::read(&mut source, listen.address);
        let database = Database::read(&mut source);
        let redis = Redis::read(&mut source);
        let state = State::read(&mut source);
        let files = Files::read(&mut source, &state);
        let logs = Logs::read(&mut source);
        let sessions = Sessions::read(&mut source);
        let journal = Journal::read(&mut source);
        let delivery = Delivery::read(&mut source);
        let jobs = Jobs::read(&mut source);
        let search = Search::read(&mut source);
        let mail = Mail::read(&mut source);
        let push = Push::read(&mut source, &web);
        let drain = Drain::read(&mut source);
        let sockets = Sockets::read(&mut source);
        let limits = Limits::read(&mut source);
        let rates = Rates::read(&mut source);
        let admission = Admission::read(&mut source);
        #[cfg(feature = "planted")]
        planted::choose(source.machine("TALKOO_PLANTED"));
        let (entries, warnings) = source.finish()?;
        Ok(Self {
            listen,
            web,
            node,
            database,
            redis,
            state,
            files,
            logs,
            sessions,
            journal,
            delivery,
            jobs,
            search,
            mail,
            push,
            drain,
            sockets,
            limits,
            rates,
            admission,
            entries,
            warnings,
        })
    }
}
