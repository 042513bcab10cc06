//! The schema: brought up to date by its owner, and looked at before the server serves from it.

use std::collections::HashMap;

use sqlx::migrate::{Migrate as _, MigrateError, Migrator};
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, PgPool};

use super::Unfit;

/// Every migration, embedded in the binary.
pub static MIGRATIONS: Migrator = sqlx::migrate!("../migrations");

/// Where sqlx notes what it has applied.
const TABLE: &str = "_sqlx_migrations";

/// The oldest Postgres that Talkoo is tested with.
const OLDEST: i32 = 150_000;

/// Databases of tests may forget what they acknowledged; no other may.
const TEST_PREFIX: &str = "talkoo_test_";

/// Applies what is missing, as the role that owns the schema. Safe to run twice and at once.
pub async fn migrate(url: &str) -> Result<(), MigrateError> {
    let mut connection = PgConnection::connect(url).await?;
    // A newer neighbour may have migrated further than this binary knows.
    let mut migrations = Migrator::with_migrations(MIGRATIONS.iter().cloned().collect());
    migrations.set_ignore_missing(true);
    migrations.run_direct(None, &mut connection, false).await?;
    connection.close().await?;
    Ok(())
}

/// Refuses a database that would break a promise: too old, not migrated, forgetting what it
/// acknowledged (P1), or open to the application's role where it must not be (P21).
pub async fn check(pool: &PgPool) -> Result<(), Unfit> {
    let mut connection = pool.acquire().await.map_err(Unfit::unreachable)?;
    let found: Found = sqlx::query_as(
        "select
           current_setting('server_version_num')::int as version,
           current_database()::text as name,
           current_setting('fsync') = 'on' as is_flushed,
           current_setting('synchronous_commit') <> 'off' as is_awaited,
           to_regclass('public._sqlx_migrations') is not null as is_migrated,
           coalesce((
             select pg_has_role(current_user, nspowner, 'usage')
             from pg_namespace
             where nspname = 'audit'
           ), false) as owns_audit,
           current_user::text as role",
    )
    .fetch_one(&mut *connection)
    .await
    .map_err(Unfit::unreachable)?;
    found.judge()?;
    if found.is_migrated {
        let applied = connection.list_applied_migrations(TABLE).await.map_err(Unfit::unreadable)?;
        let applied = applied.into_iter().map(|one| (one.version, one.checksum)).collect();
        return judge_migrations(&applied);
    }
    Err(Unfit::new("the database is not migrated; run: talkoo migrate"))
}

#[derive(sqlx::FromRow)]
struct Found {
    version: i32,
    name: String,
    is_flushed: bool,
    is_awaited: bool,
    is_migrated: bool,
    owns_audit: bool,
    role: String,
}

impl Found {
    fn judge(&self) -> Result<(), Unfit> {
        let may_forget = self.name.starts_with(TEST_PREFIX);
        if self.version < OLDEST {
            return Err(Unfit::new("Postgres is older than 15"));
        }
        if !self.is_flushed && !may_forget {
            return Err(Unfit::new("Postgres runs with fsync off: it may lose acknowledged sends"));
        }
        if !self.is_awaited && !may_forget {
            return Err(Unfit::new(
                "Postgres runs with synchronous_commit off: it may lose acknowledged sends",
            ));
        }
        if self.owns_audit {
            let role = &self.role;
            return Err(Unfit::new(format!(
                "the role {role} owns the audit log; give DATABASE_URL the application's role \
                 and keep the owner for MIGRATE_DATABASE_URL"
            )));
        }
        Ok(())
    }
}

fn judge_migrations(applied: &HashMap<i64, std::borrow::Cow<'static, [u8]>>) -> Result<(), Unfit> {
    for migration in MIGRATIONS.iter() {
        match applied.get(&migration.version) {
            None => {
                let version = migration.version;
                return Err(Unfit::new(format!(
                    "the database lacks migration {version}; run: talkoo migrate"
                )));
            }
            Some(checksum) if *checksum != migration.checksum => {
                let version = migration.version;
                return Err(Unfit::new(format!(
                    "the database has another migration {version} than this binary"
                )));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Found;

    fn sound() -> Found {
        Found {
            version: 150_018,
            name: "talkoo".to_owned(),
            is_flushed: true,
            is_awaited: true,
            is_migrated: true,
            owns_audit: false,
            role: "talkoo".to_owned(),
        }
    }

    #[test]
    fn a_database_that_would_break_a_promise_is_refused() {
        let check = |found: Found, word: &str| {
            let unfit = found.judge().expect_err(word);
            assert!(unfit.chain().contains(word), "{}", unfit.chain());
        };
        assert!(sound().judge().is_ok());
        check(Found { version: 140_011, ..sound() }, "older than 15");
        check(Found { is_flushed: false, ..sound() }, "fsync off");
        check(Found { is_awaited: false, ..sound() }, "synchronous_commit off");
        check(Found { owns_audit: true, ..sound() }, "owns the audit log");
    }

    #[test]
    fn a_test_may_forget_but_not_own_the_audit_log() {
        let test = || Found { name: "talkoo_test_1".to_owned(), is_flushed: false, ..sound() };
        assert!(test().judge().is_ok());
        assert!(Found { is_awaited: false, ..test() }.judge().is_ok());
        assert!(Found { owns_audit: true, ..test() }.judge().is_err());
    }
}
