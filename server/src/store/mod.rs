//! Everything that is asked of Postgres, and the journal that writes to it. SQL lives here (and in a
//! kind's `store.rs`) and nowhere else; no rule does. Functions are named for their meaning and take
//! a connection, so that a caller decides what is read in one snapshot.

pub mod journal;
pub mod search;
pub mod receipts;
pub mod streams;
pub mod access;
pub mod rights;
pub mod events;
pub mod messages;
pub mod items;
pub mod wakes;
pub mod public;
pub mod catalogue;
pub mod copies;
pub mod links;
pub mod publishing;
pub mod newsletters;
pub mod erasure;
pub mod files;
pub mod uploads;
pub mod places;
pub mod directs;
pub mod reports;
pub mod sights;
pub mod cards;
pub mod workspaces;
pub mod glasses;
pub mod retention;
pub mod people;
pub mod invitations;
pub mod requests;
pub mod profiles;
pub mod organisations;
pub mod competences;
pub mod directory;
pub mod leaving;
pub mod sessions;
pub mod accounts;
pub mod fixture;
pub mod demo;
pub mod moving;
pub mod demo_size;
pub mod unread;
pub mod tags;
pub mod tag_uses;
pub mod inbox;
pub mod notices;
pub mod own_feed;
pub mod network;
pub mod administration;
pub mod audit;
pub mod jobs;
pub mod arrivals;
pub mod gatekeepers;
pub mod terms;
pub mod activity;
pub mod outcomes;
pub mod asks;
pub mod questions;
pub mod duty;
pub mod feeds;
pub mod report;
pub mod push;
mod whole;

use sqlx::{
    PgConnection, PgPool, Postgres, Transaction, pool::PoolConnection, postgres::PgPoolOptions,
};

use tokio::time::Instant;

use crate::{error::Fault, figures::FIGURES};

/// Connections to the one Postgres.
#[derive(Clone, Debug)]
pub struct Store {
    pool: PgPool,
}

/// What is read through it was true at one moment.
pub type Snapshot = Transaction<'static, Postgres>;

impl Store {
    pub fn new(pool: PgPool) -> Self {
        Self { pool }
    }

    /// One connection, for a question that is a single statement.
    ///
    /// # Errors
    /// An outage when none is free in time.
    pub async fn read(&self) -> Result<PoolConnection<Postgres>, Fault> {
        let wait = Wait::begin();
        wait.over(self.pool.acquire().await)
    }

    /// A read-only snapshot: everything read through it was true at one moment.
    ///
    /// # Errors
    /// An outage when no connection is free in time.
    pub async fn snapshot(&self) -> Result<Snapshot, Fault> {
        let conn = self.read().await?;
        Ok(whole::begin(conn, Some("begin isolation level repeatable read read only")).await?)
    }

    /// A transaction for the few writes that are in no stream (sessions, links, seeding).
    ///
    /// # Errors
    /// An outage when no connection is free in time.
    pub async fn write(&self) -> Result<Transaction<'static, Postgres>, Fault> {
        let conn = self.read().await?;
        Ok(whole::begin(conn, None).await?)
    }

    /// How many connections there are, and may be.
    pub fn connections(&self) -> Connections {
        let (open, idle) = (self.pool.size(), self.pool.num_idle());
        let idle = u32::try_from(idle).unwrap_or(open).min(open);
        let most = self.pool.options().get_max_connections();
        Connections { in_use: open - idle, idle, most }
    }

    /// A pool of its own for the journal's writers, so that no reader makes a send wait.
    pub fn apart(&self, connections: u32) -> PgPool {
        let options = self.pool.options();
        PgPoolOptions::new()
            .max_connections(connections)
            .acquire_timeout(options.get_acquire_timeout())
            .connect_lazy_with((*self.pool.connect_options()).clone().options(BY_INDEX))
    }
}

/// The readers' connections at this moment.
#[derive(Clone, Copy, Debug)]
pub struct Connections {
    pub in_use: u32,
    pub idle: u32,
    pub most: u32,
}

/// The wait for a connection, measured. Not a future around the asking one: that would hold its
/// 15 KiB twice.
struct Wait(Instant);

impl Wait {
    fn begin() -> Self {
        Self(Instant::now())
    }

    fn over<T>(self, given: Result<T, sqlx::Error>) -> Result<T, Fault> {
        FIGURES.connection_wait.observe(self.0.elapsed().as_secs_f64());
        if given.is_err() {
            FIGURES.connection_failures.inc();
        }
        Ok(given?)
    }
}

/// How the journal's statements are planned: once a connection, and by index only. Plans are kept
/// while tables grow: a node that began on an empty database read all receipts for every commit,
/// and each round planned five joins anew. Every join here is of a few rows with a key.
const BY_INDEX: [(&str, &str); 6] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("enable_material", "off"),
    ("jit", "off"),
];

/// When it is, by the one clock that all nodes share.
///
/// # Errors
/// A fault of the database.
pub async fn now(conn: &mut Connection) -> Result<time::OffsetDateTime, Fault> {
    Ok(sqlx::query_scalar!(r#"select app_now() as "now!""#).fetch_one(conn).await?)
}

/// A page size that is never nothing and never everything.
pub fn page_size(asked: Option<u32>, most: u32) -> i64 {
    i64::from(asked.unwrap_or(most).clamp(1, most))
}

/// Seqs are `bigint` in Postgres and never negative.
pub(crate) fn seq(value: i64) -> u64 {
    value.unsigned_abs()
}

/// A seq as Postgres takes it; beyond its range nothing is stored, so the largest asks the same.
pub(crate) fn sql_seq(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A connection borrowed from a pool, a transaction or a test.
pub type Connection = PgConnection;
