//! What the server asks of a database before it serves from it.

use sqlx::{Connection as _, Executor as _, PgConnection};
use talkoo::boot::schema;

use crate::bed::Bed;

#[tokio::test]
async fn a_migrated_database_with_the_right_role_is_served_from() {
    let bed = Bed::new().await;
    schema::check(&bed.pool().await).await.expect("a fit database");
}

#[tokio::test]
async fn migrating_twice_changes_nothing() {
    let bed = Bed::bare().await;
    schema::migrate(&bed.owner_url()).await.expect("the first time");
    schema::migrate(&bed.owner_url()).await.expect("the second time");
    schema::check(&bed.pool().await).await.expect("a fit database");
}

#[tokio::test]
async fn an_unmigrated_database_is_refused() {
    let bed = Bed::bare().await;
    refused(&bed, "not migrated").await;
}

#[tokio::test]
async fn a_database_that_lacks_the_last_migration_is_refused() {
    let bed = Bed::new().await;
    as_superuser(
        &bed,
        "delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)",
    )
    .await;
    refused(&bed, "lacks migration").await;
}

#[tokio::test]
async fn a_database_of_a_newer_neighbour_is_served_from() {
    let bed = Bed::new().await;
    let newer = "insert into _sqlx_migrations
                   (version, description, installed_on, success, checksum, execution_time)
                 select 9999, 'newer', now(), true, checksum, 1
                 from _sqlx_migrations
                 limit 1";
    as_superuser(&bed, newer).await;
    schema::check(&bed.pool().await).await.expect("a fit database");
    schema::migrate(&bed.owner_url()).await.expect("an older binary migrates nothing");
}

#[tokio::test]
async fn a_changed_migration_is_refused() {
    let bed = Bed::new().await;
    as_superuser(&bed, "update _sqlx_migrations set checksum = 'x' where version = 1").await;
    refused(&bed, "another migration 1").await;
}

#[tokio::test]
async fn the_owner_of_the_audit_log_is_refused() {
    let bed = Bed::new().await;
    for url in [bed.owner_url(), bed.superuser_url()] {
        let pool = sqlx::PgPool::connect(&url).await.expect("a pool");
        let unfit = schema::check(&pool).await.expect_err("an owner");
        assert!(unfit.chain().contains("owns the audit log"), "{}", unfit.chain());
    }
}

async fn refused(bed: &Bed, word: &str) {
    let unfit = schema::check(&bed.pool().await).await.expect_err("an unfit database");
    assert!(unfit.chain().contains(word), "{}", unfit.chain());
}

async fn as_superuser(bed: &Bed, statement: &'static str) {
    let mut connection = PgConnection::connect(&bed.superuser_url()).await.expect("Postgres");
    connection.execute(statement).await.expect("a statement of the test");
}
