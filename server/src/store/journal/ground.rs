//! What a batch of drafts rests on, read inside its transaction: the counters of its streams, locked
//! in the order of their ids; then receipts and what the decisions had seen, as they are now.

use std::collections::{HashMap, HashSet};

use talkoo_protocol::Seq;
use uuid::Uuid;

use crate::{
    domain::draft::{Draft, Guard, NewStream, Write, arrivals::Arrival},
    store::{Connection, seq},
};

/// A counter that this transaction holds.
pub(super) struct Counter {
    /// Head when it was locked.
    pub(super) was: Seq,
    pub(super) access_was: Seq,
    pub(super) head: Seq,
    pub(super) access_seq: Seq,
}

impl Counter {
    pub(super) fn at(head: Seq, access_seq: Seq) -> Self {
        Self { was: head, access_was: access_seq, head, access_seq }
    }
}

/// Where the counters stood that this writer moved last. Only a guess: the statement that stores on
/// it asks whether it still holds.
#[derive(Default)]
pub(super) struct Known(HashMap<Uuid, (Seq, Seq)>);

/// Streams that are remembered; beyond it all are forgotten.
const KNOWN: usize = 50_000;

impl Known {
    /// The counters of these drafts, if each is known and no draft knows better.
    pub(super) fn of(&self, drafts: &[&Draft]) -> Option<HashMap<Uuid, Counter>> {
        let agrees = |guard: &Guard| match guard {
            Guard::Access { stream, access_seq } => {
                self.0.get(&stream.0).is_some_and(|known| known.1 == *access_seq)
            }
            Guard::Item { .. } | Guard::Message { .. } => true,
        };
        if !drafts.iter().flat_map(|draft| &draft.guards).all(agrees) {
            return None;
        }
        let streams = drafts.iter().flat_map(|draft| needed(draft));
        streams
            .map(|stream| {
                let (head, access_seq) = self.0.get(&stream)?;
                Some((stream, Counter::at(*head, *access_seq)))
            })
            .collect()
    }

    /// What a transaction has left, once it is committed.
    pub(super) fn extend(&mut self, later: Self) {
        self.0.extend(later.0);
    }

    pub(super) fn learn(&mut self, counters: &HashMap<Uuid, Counter>) {
        if self.0.len() > KNOWN {
            self.0.clear();
        }
        let now = counters.iter().map(|(id, counter)| (*id, (counter.head, counter.access_seq)));
        self.0.extend(now);
    }
}

/// What drafts take for true when nobody looks.
pub(super) fn as_guarded(drafts: &[&Draft]) -> Vec<Now> {
    let trusted = drafts.iter().map(|draft| Now {
        receipt: None,
        item: guarded_items(draft).next().map(|(_, changed_seq)| changed_seq),
        message: None,
    });
    trusted.collect()
}

/// What is true now of the things one draft rests on.
#[derive(Default)]
pub(super) struct Now {
    pub(super) receipt: Option<Receipt>,
    pub(super) item: Option<Seq>,
    pub(super) message: Option<Seq>,
}

pub(super) struct Receipt {
    pub(super) hash: Vec<u8>,
    pub(super) id: Uuid,
    pub(super) stream: Option<Uuid>,
    pub(super) seq: Option<i64>,
}

/// Counters of streams that begin here must be there before they are locked.
pub(super) async fn begin_streams(
    conn: &mut Connection,
    drafts: &[&Draft],
) -> Result<(), sqlx::Error> {
    let new: Vec<&NewStream> = drafts.iter().flat_map(|draft| &draft.streams).collect();
    if new.is_empty() {
        return Ok(());
    }
    let ids: Vec<Uuid> = new.iter().map(|stream| stream.id.0).collect();
    let sorts: Vec<String> = new.iter().map(|stream| stream.sort.to_owned()).collect();
    let owners: Vec<Uuid> = new.iter().map(|stream| stream.owner).collect();
    sqlx::query!(
        "insert into streams (id, sort, owner)
         select * from unnest($1::uuid[], $2::text[], $3::uuid[])
         on conflict (id) do nothing",
        &ids,
        &sorts,
        &owners,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Counters that a draft must hold: of the streams it writes to, and of those its rights rest on.
pub(super) fn needed(draft: &Draft) -> impl Iterator<Item = Uuid> {
    let written = draft.events.iter().map(|event| event.stream.0);
    let guarded = draft.guards.iter().filter_map(|guard| match guard {
        Guard::Access { stream, .. } => Some(stream.0),
        Guard::Item { .. } | Guard::Message { .. } => None,
    });
    written.chain(guarded)
}

/// Locks every counter needed in the order of their ids, so that two transactions never wait for
/// each other; those held elsewhere are skipped, unless this batch is there to wait.
pub(super) async fn lock(
    conn: &mut Connection,
    drafts: &[&Draft],
    waits_for_lock: bool,
) -> Result<HashMap<Uuid, Counter>, sqlx::Error> {
    let streams: HashSet<Uuid> = drafts.iter().flat_map(|draft| needed(draft)).collect();
    if streams.is_empty() {
        return Ok(HashMap::new());
    }
    let streams: Vec<Uuid> = streams.into_iter().collect();
    macro_rules! locked {
        ($how:literal) => {
            sqlx::query!(
                r#"select id, head, access_seq
                   from streams
                   where id = any($1)
                   order by id
                   for update "#
                    + $how,
                &streams
            )
            .fetch_all(conn)
            .await?
            .into_iter()
            .map(|row| (row.id, Counter::at(seq(row.head), seq(row.access_seq))))
            .collect()
        };
    }
    Ok(if waits_for_lock { locked!("") } else { locked!("skip locked") })
}

/// Everything that a batch of plain messages rests on, in one question and without a lock: each of
/// these drafts speaks on one stream.
pub(super) async fn glance(
    conn: &mut Connection,
    drafts: &[&Draft],
) -> Result<(HashMap<Uuid, Counter>, Vec<Now>), sqlx::Error> {
    let authors: Vec<Uuid> = drafts.iter().map(|draft| draft.author.0).collect();
    let client_ids: Vec<Uuid> = drafts.iter().map(|draft| draft.client_id.0).collect();
    let items: Vec<Option<Uuid>> = drafts.iter().map(|draft| guarded_item(draft)).collect();
    let streams: Vec<Option<Uuid>> = drafts.iter().map(|draft| needed(draft).next()).collect();
    let rows = sqlx::query!(
        r#"select
             d.n as "n!",
             r.hash as "hash?",
             r.id as "id?",
             r.stream,
             r.seq,
             i.changed_seq as "item_seq?",
             s.id as "counter?",
             s.head as "head?",
             s.access_seq as "access_seq?"
           from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])
             with ordinality as d (author, client_id, item, stream, n)
           left join receipts r on r.author = d.author and r.client_id = d.client_id
           left join items i on i.id = d.item
           left join streams s on s.id = d.stream
           limit $5"#,
        &authors,
        &client_ids,
        &items as &[Option<Uuid>],
        &streams as &[Option<Uuid>],
        drafts.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    let mut counters = HashMap::new();
    let mut now: Vec<Now> = drafts.iter().map(|_| Now::default()).collect();
    for row in rows {
        if let (Some(stream), Some(head), Some(access)) = (row.counter, row.head, row.access_seq) {
            counters.insert(stream, Counter::at(seq(head), seq(access)));
        }
        let index = usize::try_from(row.n - 1).unwrap_or(usize::MAX);
        let Some(slot) = now.get_mut(index) else { continue };
        slot.item = row.item_seq.map(seq);
        if let (Some(hash), Some(id)) = (row.hash, row.id) {
            slot.receipt = Some(Receipt { hash, id, stream: row.stream, seq: row.seq });
        }
    }
    Ok((counters, now))
}

/// Receipts, items and messages of all drafts in one question, asked after the locks are held.
pub(super) async fn look_up(
    conn: &mut Connection,
    drafts: &[&Draft],
) -> Result<Vec<Now>, sqlx::Error> {
    let authors: Vec<Uuid> = drafts.iter().map(|draft| draft.author.0).collect();
    let client_ids: Vec<Uuid> = drafts.iter().map(|draft| draft.client_id.0).collect();
    let items: Vec<Option<Uuid>> = drafts.iter().map(|draft| guarded_item(draft)).collect();
    let messages: Vec<Option<Uuid>> = drafts.iter().map(|draft| guarded_message(draft)).collect();
    let rows = sqlx::query!(
        r#"select
             d.n as "n!",
             r.hash as "hash?",
             r.id as "id?",
             r.stream,
             r.seq,
             i.changed_seq as "item_seq?",
             m.changed_seq as "message_seq?"
           from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[])
             with ordinality as d (author, client_id, item, message, n)
           left join receipts r on r.author = d.author and r.client_id = d.client_id
           left join items i on i.id = d.item
           left join messages m on m.id = d.message
           limit $5"#,
        &authors,
        &client_ids,
        &items as &[Option<Uuid>],
        &messages as &[Option<Uuid>],
        drafts.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    let mut now: Vec<Now> = drafts.iter().map(|_| Now::default()).collect();
    for row in rows {
        let index = usize::try_from(row.n - 1).unwrap_or(usize::MAX);
        let Some(slot) = now.get_mut(index) else { continue };
        slot.item = row.item_seq.map(seq);
        slot.message = row.message_seq.map(seq);
        if let (Some(hash), Some(id)) = (row.hash, row.id) {
            slot.receipt = Some(Receipt { hash, id, stream: row.stream, seq: row.seq });
        }
    }
    Ok(now)
}

/// Items whose last change a draft has seen.
pub(super) fn guarded_items(draft: &Draft) -> impl Iterator<Item = (Uuid, Seq)> {
    draft.guards.iter().filter_map(|guard| match guard {
        Guard::Item { item, changed_seq } => Some((item.0, *changed_seq)),
        Guard::Access { .. } | Guard::Message { .. } => None,
    })
}

fn guarded_item(draft: &Draft) -> Option<Uuid> {
    guarded_items(draft).next().map(|(item, _)| item)
}

fn guarded_message(draft: &Draft) -> Option<Uuid> {
    draft.guards.iter().find_map(|guard| match guard {
        Guard::Message { message, .. } => Some(message.0),
        Guard::Access { .. } | Guard::Item { .. } => None,
    })
}

/// Marks count their versions in the member's row: those rows are locked in the order of their ids,
/// after the streams, so that two batches never wait for each other.
pub(super) async fn lock_members(
    conn: &mut Connection,
    drafts: &[&Draft],
) -> Result<(), sqlx::Error> {
    let writes = drafts
        .iter()
        .flat_map(|draft| draft.writes.iter().chain(draft.events.iter().map(|event| &event.write)));
    let members: HashSet<Uuid> = writes
        .filter_map(|write| {
            if let Write::Mark { member, .. } | Write::ChannelMember { member, role: Some(_), .. } =
                write
            {
                Some(member.0)
            } else if let Write::Who(who) = write {
                who.member().map(|member| member.0)
            } else if let Write::StartSession(session) = write {
                // What opens a session and what shuts it, one after the other.
                Some(session.member.0)
            } else if let Write::Arrival(Arrival::SetPassword { member, .. }) = write {
                Some(member.0)
            } else {
                None
            }
        })
        .collect();
    if members.is_empty() {
        return Ok(());
    }
    let members: Vec<Uuid> = members.into_iter().collect();
    sqlx::query!("select id from members where id = any($1) order by id for update", &members)
        .fetch_all(conn)
        .await?;
    Ok(())
}
