//! The durable form: one group commit to Postgres before anything is acknowledged. One writer takes
//! what waits, at most 256, into one UNNEST insert; the next batch gathers while the former is on
//! its way to disk. One table, no index but its key: less is not possible.

use std::sync::Arc;

use anyhow::Context as _;
use sqlx::{Connection as _, PgConnection};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::room::{Posted, Rooms};

const BATCH: usize = 256;
const QUEUE: usize = 4096;

pub(crate) struct Journal(mpsc::Sender<Posted>);

impl Journal {
    pub(crate) async fn open(url: &str, rooms: Arc<Rooms>) -> anyhow::Result<Self> {
        let mut database = PgConnection::connect(url).await.context("opening Postgres")?;
        sqlx::query(
            "create table if not exists baseline (
                stream uuid not null,
                seq bigint not null,
                client_id uuid not null,
                text text not null,
                primary key (stream, seq)
            )",
        )
        .execute(&mut database)
        .await?;
        let heads: Vec<(Uuid, i64)> =
            sqlx::query_as("select stream, max(seq) from baseline group by stream")
                .fetch_all(&mut database)
                .await?;
        for (room, head) in heads {
            rooms.room(room).begin_at(head as u64);
        }
        let (sender, receiver) = mpsc::channel(QUEUE);
        let mut writing = tokio::task::JoinSet::new();
        writing.spawn(write(database, receiver));
        writing.detach_all();
        Ok(Self(sender))
    }

    pub(crate) async fn append(&self, posted: Posted) -> anyhow::Result<()> {
        self.0.send(posted).await.context("the writer has ended")
    }
}

async fn write(mut database: PgConnection, mut waiting: mpsc::Receiver<Posted>) {
    let mut batch: Vec<Posted> = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        let seqs: Vec<i64> = batch.iter().map(|posted| posted.room.next_seq() as i64).collect();
        let written = commit(&mut database, &batch, &seqs).await;
        // Without a commit nothing was promised, so nothing may be handed on.
        if written.is_err() {
            return;
        }
        for (posted, seq) in batch.drain(..).zip(seqs) {
            posted.hand_on(seq as u64);
        }
    }
}

async fn commit(
    database: &mut PgConnection,
    batch: &[Posted],
    seqs: &[i64],
) -> Result<(), sqlx::Error> {
    let streams: Vec<Uuid> = batch.iter().map(|posted| posted.room.name).collect();
    let client_ids: Vec<Uuid> = batch.iter().map(|posted| posted.client_id).collect();
    let texts: Vec<&str> = batch.iter().map(|posted| posted.text.as_str()).collect();
    sqlx::query(
        "insert into baseline (stream, seq, client_id, text)
        select * from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[])",
    )
    .bind(streams)
    .bind(seqs)
    .bind(client_ids)
    .bind(texts)
    .execute(database)
    .await?;
    Ok(())
}
