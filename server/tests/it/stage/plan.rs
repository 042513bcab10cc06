//! How a stage is to be: how many nodes, joined by what, with which settings.

use sqlx::postgres::PgConnectOptions;
use talkoo::{
    bus::{self, local::Exchange, redis::Wiring},
    clock::Clock,
    config::Settings,
    store::network::{self, NewNetwork},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{Node, Stage, superuser, tap::Tap};
use crate::bed::Bed;

pub(crate) struct Plan {
    nodes: usize,
    redis: Option<String>,
    is_shared_redis: bool,
    kinds: Vec<String>,
    settings: Vec<(String, String)>,
    /// What each node's connections are told, by the number of the node.
    session: Vec<(usize, (String, String))>,
}

impl Plan {
    pub(crate) fn new(nodes: usize) -> Self {
        // Rates and deadlines are the subject of tests of their own; everywhere else, and on a
        // machine that is busy with other tests, they are in the way.
        let settings = [
            ("TALKOO_SEND_BURST", "1000000"),
            ("TALKOO_SEND_PER_SECOND", "1000000"),
            ("TALKOO_SEND_DEADLINE", "60 s"),
            ("TALKOO_DATABASE_ACQUIRE", "60 s"),
            ("TALKOO_DATABASE_STATEMENT", "60 s"),
            ("TALKOO_DATABASE_LOCK", "60 s"),
            ("TALKOO_DATABASE_CONNECTIONS", "8"),
        ];
        Self {
            nodes,
            redis: None,
            is_shared_redis: false,
            kinds: vec!["chat".to_owned()],
            settings: settings.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(),
            session: Vec::new(),
        }
    }

    /// The Redis that all tests share, under a name of this stage's own.
    pub(crate) fn over_redis(mut self) -> Self {
        self.is_shared_redis = true;
        self
    }

    /// A Redis that the test may stop.
    pub(crate) fn over(mut self, redis: &crate::bed::OwnRedis) -> Self {
        self.redis = Some(redis.url());
        self
    }

    pub(crate) fn set(mut self, key: &str, value: &str) -> Self {
        self.settings.push((key.to_owned(), value.to_owned()));
        self
    }

    /// With the deadlines that a service has.
    pub(crate) fn with_real_deadlines(mut self) -> Self {
        let set = ["TALKOO_SEND_DEADLINE", "TALKOO_DATABASE_ACQUIRE"];
        let all = [set, ["TALKOO_DATABASE_STATEMENT", "TALKOO_DATABASE_LOCK"]].concat();
        self.settings.retain(|(key, _)| !all.contains(&key.as_str()));
        self
    }

    pub(crate) fn kinds(mut self, kinds: &[&str]) -> Self {
        self.kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        self
    }

    /// Every connection of that node to Postgres begins with this setting.
    pub(crate) fn session(mut self, node: usize, key: &str, value: &str) -> Self {
        self.session.push((node, (key.to_owned(), value.to_owned())));
        self
    }

    pub(crate) async fn open(self) -> Stage {
        self.open_behind(None).await
    }

    /// All nodes reach Postgres through this tap.
    pub(crate) async fn open_behind(self, tap: Option<&Tap>) -> Stage {
        let bed = Bed::new().await;
        self.open_on(bed, tap).await
    }

    /// On a bed that is there already.
    pub(crate) async fn open_on(self, bed: Bed, tap: Option<&Tap>) -> Stage {
        if self.nodes > 0 {
            self.prepare(&bed).await;
        }
        let mut stage = Stage { bed, exchange: Exchange::new(), nodes: Vec::new() };
        for number in 0..self.nodes {
            let node = self.start(&stage, number, tap).await;
            stage.nodes.push(node);
        }
        stage
    }

    /// A node of other settings or another clock, beside those of a stage.
    pub(crate) async fn beside(self, stage: &Stage) -> Node {
        self.start(stage, 0, None).await
    }

    /// The network and its kinds, before any node would make it with the usual ones.
    async fn prepare(&self, bed: &Bed) {
        let clock = Clock::new();
        let new = NewNetwork {
            id: clock.new_id(),
            epoch: clock.new_id(),
            receipt_key: clock.random(),
            name: "Koe".to_owned(),
        };
        let mut conn = superuser(bed).await;
        network::ensure(&mut conn, &new).await.expect("a network");
        network::set(&mut conn, "Koe", &self.kinds, false).await.expect("its kinds");
    }

    async fn start(&self, stage: &Stage, number: usize, tap: Option<&Tap>) -> Node {
        let bed = &stage.bed;
        let name = format!("node{number}");
        let url = tap.map_or_else(|| bed.url(), |tap| tap.url(&bed.url()));
        let mut pairs = vec![
            ("DATABASE_URL".to_owned(), url.clone()),
            ("TALKOO_LISTEN".to_owned(), "127.0.0.1:0".to_owned()),
            ("TALKOO_NODE".to_owned(), name),
            ("TALKOO_FILES_FOLDER".to_owned(), bed.files_folder()),
            ("TALKOO_READER".to_owned(), env!("CARGO_BIN_EXE_talkoo").to_owned()),
        ];
        let shared = self.is_shared_redis.then(|| bed.redis_url());
        if let Some(redis) = self.redis.clone().or(shared) {
            pairs.push(("REDIS_URL".to_owned(), redis));
            pairs.push(("TALKOO_REDIS_PREFIX".to_owned(), bed.name().to_owned()));
        }
        // The last word on a setting wins.
        for (key, value) in &self.settings {
            pairs.retain(|(former, _)| former != key);
            pairs.push((key.clone(), value.clone()));
        }
        let settings = Settings::from_pairs(pairs).expect("settings of a stage");
        let (tasks, leaving) = (TaskTracker::new(), CancellationToken::new());
        let (bus, heard) = match Wiring::from_settings(&settings) {
            Some(wiring) => {
                bus::redis::connect_with(wiring, &tasks, leaving.clone()).expect("a URL of Redis")
            }
            None => stage.exchange.join(),
        };
        let pool = self.pool(&settings, number);
        Node::serve(settings, pool, (bus, heard), tasks, leaving).await
    }

    fn pool(&self, settings: &Settings, number: usize) -> sqlx::PgPool {
        let url = settings.database.url.as_ref().expect("a stage's database");
        let usual = talkoo::boot::pool(url, &settings.database, &settings.node.name);
        let usual = usual.expect("a pool");
        let session = self.session.iter().filter(|(of, _)| *of == number);
        let session: Vec<(String, String)> = session.map(|(_, pair)| pair.clone()).collect();
        if session.is_empty() {
            return usual;
        }
        let options: PgConnectOptions = (*usual.connect_options()).clone().options(session);
        usual.options().clone().connect_lazy_with(options)
    }
}
