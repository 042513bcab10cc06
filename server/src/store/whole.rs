//! Beginning a transaction is done to its end, also when nobody waits for it any more. The library
//! notes that a transaction is open only after Postgres has answered to `begin`; a member who hangs
//! up in between would leave a connection in the pool that is in a transaction and does not know it.
//! Whoever got it next read an old snapshot, and nothing could be written through it.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_util::future::BoxFuture;
use sqlx::{Postgres, SqlSafeStr as _, Transaction, pool::PoolConnection};
use tokio::runtime::Handle;

/// Begins with this statement, or a plain one.
pub(super) fn begin(
    conn: PoolConnection<Postgres>,
    statement: Option<&'static str>,
) -> Whole<Result<Transaction<'static, Postgres>, sqlx::Error>> {
    let statement = statement.map(|statement| statement.into_sql_str());
    Whole { rest: Some(Transaction::begin(conn, statement)) }
}

/// A future that goes on by itself when it is dropped half-way.
pub(super) struct Whole<T: Send + 'static> {
    rest: Option<BoxFuture<'static, T>>,
}

impl<T: Send + 'static> Future for Whole<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let Some(rest) = &mut self.rest else { return Poll::Pending };
        let done = ready!(rest.as_mut().poll(context));
        self.rest = None;
        Poll::Ready(done)
    }
}

impl<T: Send + 'static> Drop for Whole<T> {
    /// One answer of Postgres is left to be read; the transaction that it makes is dropped, and so
    /// rolled back. Without a runtime the process is ending, and its connections with it.
    fn drop(&mut self) {
        if let (Some(rest), Ok(runtime)) = (self.rest.take(), Handle::try_current()) {
            runtime.spawn(rest);
        }
    }
}
