//! The private Postgres: the installed programs, run for us alone, on a unix socket.

use std::path::Path;
use std::time::Duration;

use sqlx::PgConnection;
use tokio::time::{Instant, sleep};

use super::cluster::Cluster;
use super::keeper::Keeper;
use super::{Unfit, roles};

const ASK_EVERY: Duration = Duration::from_millis(40);
const TELL_EVERY: Duration = Duration::from_secs(5);
const GIVE_UP_AFTER: Duration = Duration::from_secs(30);
/// Recovery after a hard stop reads all that was written since the last checkpoint.
const RECOVER_WITHIN: Duration = Duration::from_secs(600);

pub(super) struct PrivatePostgres {
    cluster: Cluster,
    keeper: Keeper,
}

impl PrivatePostgres {
    /// Returns when it answers and our roles and database are there. If another process of ours
    /// already runs it on the same data, that one is used and, should it die, followed.
    pub(super) async fn start(state: &Path, programs: Option<&Path>) -> Result<Self, Unfit> {
        let cluster = prepare(state, programs).await?;
        let keeper = Keeper::start(cluster.clone())
            .map_err(|fault| Unfit::caused("no thread for the private Postgres", fault))?;
        let postgres = Self { cluster, keeper };
        let connection = match postgres.wait().await {
            Ok(connection) => connection,
            Err(unfit) => {
                postgres.stop().await;
                return Err(unfit);
            }
        };
        let mut connection = connection;
        roles::make(&mut connection)
            .await
            .map_err(|fault| Unfit::caused("the private Postgres cannot be set up", fault))?;
        Ok(postgres)
    }

    pub(super) fn application_url(&self) -> String {
        self.cluster.url(roles::DATABASE, roles::APPLICATION)
    }

    pub(super) fn owner_url(&self) -> String {
        self.cluster.url(roles::DATABASE, roles::OWNER)
    }

    /// To be called when the last connection is closed. One that another process runs stays.
    pub(super) async fn stop(self) {
        let keeper = self.keeper;
        if let Err(problem) = tokio::task::spawn_blocking(move || keeper.stop()).await {
            tracing::warn!(%problem, "the private Postgres was not stopped");
        }
    }

    async fn wait(&self) -> Result<PgConnection, Unfit> {
        let url = self.cluster.url("postgres", roles::SUPERUSER);
        let began = Instant::now();
        let mut told = began;
        loop {
            let problem = match roles::first_answer(&url).await {
                Ok(connection) => return Ok(connection),
                Err(problem) => problem,
            };
            let patience = if is_starting(&problem) { RECOVER_WITHIN } else { GIVE_UP_AFTER };
            if began.elapsed() > patience {
                let log = self.cluster.log.display();
                let line = format!("the private Postgres does not answer, see {log}");
                return Err(Unfit::caused(line, problem));
            }
            if told.elapsed() > TELL_EVERY {
                told = Instant::now();
                tracing::info!(%problem, "waiting for the private Postgres");
            }
            sleep(ASK_EVERY).await;
        }
    }
}

async fn prepare(state: &Path, programs: Option<&Path>) -> Result<Cluster, Unfit> {
    let (state, programs) = (state.to_owned(), programs.map(Path::to_owned));
    tokio::task::spawn_blocking(move || Cluster::prepare(&state, programs.as_deref()))
        .await
        .map_err(|fault| Unfit::caused("the private Postgres was not prepared", fault))?
}

/// 57P03: it is there and reads its log of what was in flight.
fn is_starting(problem: &sqlx::Error) -> bool {
    problem.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == "57P03")
}
