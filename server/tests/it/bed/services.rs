//! The Postgres and the Redis under all beds: named by the environment, or borrowed.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

/// Where the services are, and the promise that they stay while this lives.
#[derive(Clone)]
pub(crate) struct Services {
    /// As superuser, on the database `postgres`.
    pub(crate) database_url: String,
    pub(crate) redis_url: String,
    /// Borrowed services stop when nobody has held this lock for a while.
    _in_use: Option<Arc<File>>,
}

impl Services {
    #[expect(clippy::disallowed_methods, reason = "the two names are the tests' own")]
    pub(crate) fn find() -> Self {
        // Every test comes by here before it asks anything over HTTP; the second one is refused.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let database = std::env::var("TALKOO_TEST_DATABASE_URL");
        let redis = std::env::var("TALKOO_TEST_REDIS_URL");
        match (database, redis) {
            (Ok(database_url), Ok(redis_url)) => Self { database_url, redis_url, _in_use: None },
            _ => Self::borrow(),
        }
    }

    fn borrow() -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/services");
        let in_use = lock(&folder(&script));
        let lent = Command::new(&script).arg("lend").output().expect("tests/services can be run");
        let words = String::from_utf8_lossy(&lent.stderr);
        assert!(lent.status.success(), "no services for the test: {words}");
        let urls = String::from_utf8(lent.stdout).expect("URLs are text");
        let mut urls = urls.lines().map(str::to_owned);
        let database_url = urls.next().expect("the first line is Postgres");
        let redis_url = urls.next().expect("the second line is Redis");
        Self { database_url, redis_url, _in_use: Some(Arc::new(in_use)) }
    }

    /// The same server, another database and role; over its socket all roles are trusted.
    pub(crate) fn url_of(&self, database: &str, role: &str) -> String {
        let url = self.database_url.replacen("///postgres?", &format!("///{database}?"), 1);
        url.replacen("user=postgres", &format!("user={role}"), 1)
    }

    pub(crate) async fn as_superuser(&self, statement: AssertSqlSafe<String>) {
        let mut connection = PgConnection::connect(&self.database_url).await.expect("Postgres");
        connection.execute(statement).await.expect("a statement of the bed");
        connection.close().await.expect("a connection that closes");
    }
}

fn folder(script: &Path) -> PathBuf {
    let folder = Command::new(script).arg("folder").output().expect("tests/services can be run");
    PathBuf::from(String::from_utf8_lossy(&folder.stdout).trim())
}

fn lock(folder: &Path) -> File {
    std::fs::create_dir_all(folder).expect("a folder for the services");
    let file = File::options().create(true).append(true).open(folder.join("in-use"));
    let file = file.expect("a file to lock");
    file.lock_shared().expect("a shared lock");
    file
}
