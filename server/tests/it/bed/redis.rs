//! A Redis that a test may stop, kill and start again.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// Ends with its owner and keeps nothing.
pub(crate) struct OwnRedis {
    folder: PathBuf,
    child: Option<Child>,
}

impl OwnRedis {
    pub(crate) async fn start() -> Self {
        let folder =
            std::env::temp_dir().join(format!("talkoo-redis-{}", uuid::Uuid::new_v4().simple()));
        std::fs::create_dir(&folder).expect("a folder for Redis");
        let mut redis = Self { folder, child: None };
        redis.start_again().await;
        redis
    }

    pub(crate) fn url(&self) -> String {
        format!("redis+unix://{}", self.socket().display())
    }

    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.join("socket")
    }

    /// It stays connected and does nothing any more.
    pub(crate) fn freeze(&self) {
        self.signal("-STOP");
    }

    pub(crate) fn thaw(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, signal: &str) {
        let child = self.child.as_ref().expect("a Redis that runs");
        let sent = Command::new("kill").arg(signal).arg(child.id().to_string()).status();
        assert!(sent.expect("kill is installed").success(), "{signal} was not sent");
    }

    /// As `kill -9`: nothing is said to its clients.
    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("a child that can be killed");
            child.wait().expect("a child that has ended");
        }
    }

    /// Returns when it answers.
    pub(crate) async fn start_again(&mut self) {
        self.kill();
        let child = Command::new("redis-server")
            .args(["--port", "0", "--save", "", "--appendonly", "no", "--unixsocket"])
            .arg(self.socket())
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("redis-server is installed");
        self.child = Some(child);
        let client = redis::Client::open(self.url()).expect("a URL of Redis");
        let patience = tokio::time::Duration::from_secs(10);
        let answered = tokio::time::timeout(patience, async {
            while client.get_multiplexed_async_connection().await.is_err() {
                tokio::task::yield_now().await;
            }
        });
        answered.await.expect("a Redis that answers");
    }
}

impl Drop for OwnRedis {
    fn drop(&mut self) {
        self.kill();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
