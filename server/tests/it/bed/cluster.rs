//! A Redis cluster of a test's own: three masters, and a replica that follows the first.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use redis::aio::MultiplexedConnection;
use tokio::time::{Duration, timeout};

const PATIENCE: Duration = Duration::from_secs(60);
const MASTERS: usize = 3;

/// Ends with its owner and keeps nothing.
pub(crate) struct OwnCluster {
    folder: PathBuf,
    servers: Vec<Server>,
}

struct Server {
    port: u16,
    bus_port: u16,
    child: Option<Child>,
}

impl OwnCluster {
    pub(crate) async fn start() -> Self {
        let name = format!("talkoo-cluster-{}", uuid::Uuid::new_v4().simple());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir(&folder).expect("a folder for the cluster");
        let mut cluster = Self { folder, servers: free_ports() };
        for number in 0..cluster.servers.len() {
            cluster.start_again(number).await;
        }
        for number in 0..MASTERS {
            let first = 16_384 * number / MASTERS;
            let last = 16_384 * (number + 1) / MASTERS - 1;
            let range = [first.to_string(), last.to_string()];
            cluster.say(number, &["CLUSTER", "ADDSLOTSRANGE", &range[0], &range[1]]).await;
        }
        for server in &cluster.servers[1..] {
            let ports = [server.port.to_string(), server.bus_port.to_string()];
            cluster.say(0, &["CLUSTER", "MEET", "127.0.0.1", &ports[0], &ports[1]]).await;
        }
        cluster.is_whole().await;
        let first: String = cluster.ask(0, &["CLUSTER", "MYID"]).await;
        let replicate = ["CLUSTER", "REPLICATE", &first];
        // Refused until the replica has heard of the first.
        cluster.until(MASTERS, &replicate, |answer| answer == "OK").await;
        let link = ["INFO", "replication"];
        cluster.until(MASTERS, &link, |said| said.contains("master_link_status:up")).await;
        let nodes = ["CLUSTER", "NODES"];
        for number in 0..cluster.servers.len() {
            cluster.until(number, &nodes, |said| said.contains("slave ")).await;
        }
        cluster
    }

    /// Names the first master.
    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.servers[0].port)
    }

    /// As `kill -9`.
    pub(crate) fn kill(&mut self, number: usize) {
        if let Some(mut child) = self.servers[number].child.take() {
            child.kill().expect("a child that can be killed");
            child.wait().expect("a child that has ended");
        }
    }

    /// Returns when it answers. It knows the others from before.
    pub(crate) async fn start_again(&mut self, number: usize) {
        let server = &mut self.servers[number];
        let folder = self.folder.join(number.to_string());
        std::fs::create_dir_all(&folder).expect("a folder for a server");
        let child = Command::new("redis-server")
            .args(["--port", &server.port.to_string()])
            .args(["--cluster-port", &server.bus_port.to_string()])
            .args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"])
            .args(["--cluster-enabled", "yes", "--cluster-node-timeout", "1000"])
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("redis-server is installed");
        server.child = Some(child);
        self.until(number, &["PING"], |answer| answer == "PONG").await;
    }

    /// How often a server has been told a command.
    pub(crate) async fn calls(&self, number: usize, command: &str) -> usize {
        let said: String = self.ask(number, &["INFO", "commandstats"]).await;
        let line = format!("cmdstat_{command}:calls=");
        let calls = said.lines().find_map(|said| said.strip_prefix(&line));
        calls.and_then(|calls| calls.split(',').next()).map_or(0, |calls| calls.parse().unwrap())
    }

    /// Returns when all who live see the replica in the place of the lost first master.
    pub(crate) async fn is_followed(&self) {
        let follower = format!(":{}@", self.servers[MASTERS].port);
        for number in 1..self.servers.len() {
            let sees = |said: &str| {
                let line = said.lines().find(|line| line.contains(&follower));
                line.is_some_and(|line| line.contains("master") && line.contains(" 0-"))
            };
            self.until(number, &["CLUSTER", "NODES"], sees).await;
            let whole = |said: &str| said.contains("cluster_state:ok");
            self.until(number, &["CLUSTER", "INFO"], whole).await;
        }
    }

    async fn is_whole(&self) {
        for number in 0..self.servers.len() {
            let info = ["CLUSTER", "INFO"];
            let known = format!("cluster_known_nodes:{}", self.servers.len());
            let whole = |said: &str| said.contains("cluster_state:ok") && said.contains(&known);
            self.until(number, &info, whole).await;
        }
    }

    async fn until(
        &self,
        number: usize,
        words: &[&str],
        wanted: impl Fn(&str) -> bool + Send + Sync,
    ) {
        let asked = timeout(PATIENCE, async {
            loop {
                let answer = self.try_ask::<String>(number, words).await;
                if answer.is_ok_and(|answer| wanted(&answer)) {
                    return;
                }
                tokio::task::yield_now().await;
            }
        });
        asked.await.unwrap_or_else(|_| panic!("{words:?} of {number} in time"));
    }

    async fn say(&self, number: usize, words: &[&str]) {
        self.ask::<()>(number, words).await;
    }

    async fn ask<T: redis::FromRedisValue>(&self, number: usize, words: &[&str]) -> T {
        self.try_ask(number, words).await.unwrap_or_else(|error| panic!("{words:?}: {error}"))
    }

    async fn try_ask<T: redis::FromRedisValue>(
        &self,
        number: usize,
        words: &[&str],
    ) -> redis::RedisResult<T> {
        let url = format!("redis://127.0.0.1:{}", self.servers[number].port);
        let client = redis::Client::open(url)?;
        let mut connection: MultiplexedConnection =
            client.get_multiplexed_async_connection().await?;
        let mut command = redis::Cmd::new();
        for word in words {
            command.arg(*word);
        }
        command.query_async(&mut connection).await
    }
}

/// Held together until all are known, so that no two are the same.
fn free_ports() -> Vec<Server> {
    let held: Vec<TcpListener> = (0..2 * (MASTERS + 1))
        .map(|_| TcpListener::bind(("127.0.0.1", 0)).expect("a free port"))
        .collect();
    let ports: Vec<u16> =
        held.iter().map(|port| port.local_addr().expect("its number").port()).collect();
    ports.chunks(2).map(|pair| Server { port: pair[0], bus_port: pair[1], child: None }).collect()
}

impl Drop for OwnCluster {
    fn drop(&mut self) {
        for number in 0..self.servers.len() {
            self.kill(number);
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
