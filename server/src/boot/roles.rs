//! The three roles of the private Postgres. The owner makes the schema, the application lives in
//! it and may not change it (promise P21); the superuser only makes the other two.

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

pub(super) const SUPERUSER: &str = "postgres";
pub(super) const OWNER: &str = "talkoo_owner";
pub(super) const APPLICATION: &str = "talkoo";
pub(super) const ALL: [&str; 3] = [SUPERUSER, OWNER, APPLICATION];
pub(super) const DATABASE: &str = "talkoo";

/// Makes the roles and the database if they are missing. Two processes may ask at once.
pub(super) async fn make(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    // Any constant does; it ends with the connection.
    connection.execute("select pg_advisory_lock(7261035113)").await?;
    for role in [OWNER, APPLICATION] {
        let is_there: bool = sqlx::query_scalar("select to_regrole($1) is not null")
            .bind(role)
            .fetch_one(&mut *connection)
            .await?;
        if !is_there {
            connection.execute(AssertSqlSafe(format!("create role {role} login"))).await?;
        }
    }
    let is_there: bool =
        sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(DATABASE)
            .fetch_one(&mut *connection)
            .await?;
    if !is_there {
        let create = format!("create database {DATABASE} owner {OWNER}");
        connection.execute(AssertSqlSafe(create)).await?;
    }
    Ok(())
}

/// Waits until a real query is answered; the socket's file alone says nothing.
pub(super) async fn first_answer(url: &str) -> Result<PgConnection, sqlx::Error> {
    let mut connection = PgConnection::connect(url).await?;
    connection.ping().await?;
    Ok(connection)
}
