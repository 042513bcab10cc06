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
        format!("redis+unix://{}/socket", self.folder.display())
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
            .arg(self.folder.join("socket"))
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
