//! The database that all others are copies of: migrated once for each state of the migrations,
//! whatever number of processes asks at once.

use sha2::{Digest as _, Sha256};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use talkoo::boot::schema;

use super::services::Services;

/// Held while the template is looked for and made; any constant does.
const LOCK: i64 = 7_261_035_114;

/// The template's name, once it is ready to be copied.
pub(crate) async fn ready(services: &Services) -> String {
    let name = name();
    let mut connection = PgConnection::connect(&services.database_url).await.expect("Postgres");
    let lock = sqlx::query("select pg_advisory_lock($1)").bind(LOCK);
    lock.execute(&mut connection).await.expect("an advisory lock");
    let is_there: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(&name)
            .fetch_one(&mut connection)
            .await
            .expect("the list of databases");
    if !is_there {
        make(services, &mut connection, &name).await;
    }
    // The lock ends with its connection.
    connection.close().await.expect("a connection that closes");
    name
}

/// Made under another name and renamed when whole, so a test that is killed leaves no half one.
async fn make(services: &Services, connection: &mut PgConnection, name: &str) {
    connection.execute(ROLES).await.expect("the two roles");
    for statement in [
        format!("drop database if exists {name}_draft with (force)"),
        format!("create database {name}_draft owner talkoo_owner"),
    ] {
        connection.execute(AssertSqlSafe(statement)).await.expect("a draft of the template");
    }
    let owner = services.url_of(&format!("{name}_draft"), "talkoo_owner");
    schema::migrate(&owner).await.expect("migrations that run");
    let rename = format!("alter database {name}_draft rename to {name}");
    connection.execute(AssertSqlSafe(rename)).await.expect("the template under its name");
}

const ROLES: &str = "
do $$
begin
  if not exists (select from pg_roles where rolname = 'talkoo_owner') then
    create role talkoo_owner login;
  end if;
  if not exists (select from pg_roles where rolname = 'talkoo') then
    create role talkoo login;
  end if;
end
$$";

fn name() -> String {
    let mut hash = Sha256::new();
    for migration in schema::MIGRATIONS.iter() {
        hash.update(&migration.checksum);
    }
    let hash: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("talkoo_test_template_{hash}")
}
