//! Members hang up at any moment. Whatever was half done then leaves nothing behind for the next one
//! who gets the same connection to Postgres.

use std::{future::poll_fn, pin::pin, task::Poll};

use futures_util::FutureExt as _;
use sqlx::postgres::PgPoolOptions;
use talkoo::store::Store;

use crate::bed::Bed;

/// Lets a future go so many steps, and then nobody waits for it.
async fn steps(future: impl Future, count: usize) -> bool {
    let mut future = pin!(future);
    let mut left = count;
    poll_fn(|context| {
        if future.as_mut().poll(context).is_ready() {
            return Poll::Ready(true);
        }
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        Poll::Pending
    })
    .await
}

#[tokio::test]
async fn a_transaction_that_is_left_half_begun_is_no_trap() {
    let bed = Bed::new().await;
    // One connection, so that the next one to ask gets the same.
    let options = PgPoolOptions::new().max_connections(1);
    let pool = options.connect(&bed.url()).await.expect("a pool");
    let store = Store::new(pool);
    let mut was_left = 0;
    for count in 0..6 {
        for is_snapshot in [true, false] {
            let is_done = if is_snapshot {
                steps(store.snapshot().map(drop), count).await
            } else {
                steps(store.write().map(drop), count).await
            };
            was_left += usize::from(!is_done);
            let mut conn = store.read().await.expect("the connection");
            let isolation: String = sqlx::query_scalar("show transaction_isolation")
                .fetch_one(&mut *conn)
                .await
                .expect("an answer");
            assert_eq!(isolation, "read committed", "after {count} steps");
            // Outside of a transaction each statement is one, with a time of its own.
            let same: bool = sqlx::query_scalar(
                "select (select now() from pg_sleep(0)) = transaction_timestamp()
                   and pg_current_xact_id_if_assigned() is null",
            )
            .fetch_one(&mut *conn)
            .await
            .expect("an answer");
            assert!(same);
            let ended = sqlx::query("select txid_current()").execute(&mut *conn).await;
            ended.expect("a connection that can write");
            let later: bool = sqlx::query_scalar("select pg_current_xact_id_if_assigned() is null")
                .fetch_one(&mut *conn)
                .await
                .expect("an answer");
            assert!(later, "still in the transaction of before, after {count} steps");
        }
    }
    assert!(was_left >= 2, "only {was_left} were left half-way");
}
