//! Items that are handed on by a link in a message. Who did so hears when the item is corrected: each
//! once for each correction, by a job, so that a widely shared one costs its correction nothing.

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::json;
use talkoo_protocol::{ClientId, Code, ItemId, MemberId, MessageId, Verb};
use time::OffsetDateTime;
use uuid::Uuid;

use super::deadline;
use crate::{
    app::App,
    domain::{
        access::Standing,
        draft::{Draft, EventDraft, Guard, NewJob, Write, publishing::PublishingWrite},
    },
    error::{Failure, Fault},
    jobs::Job,
    store::{access, items, publishing},
};

/// The name of the work.
pub(super) const WORK: &str = "tell_sharers";
const MOST_NAMED: usize = 10;
const AT_ONCE: i64 = 100;

#[derive(Serialize, Deserialize)]
struct Corrected {
    item: ItemId,
    by: MemberId,
    /// Which correction.
    at: i64,
}

pub(super) fn job(item: ItemId, by: MemberId, now: OffsetDateTime) -> NewJob {
    let at = now.unix_timestamp();
    NewJob { name: WORK, body: json!(Corrected { item, by, at }), after: Duration::ZERO }
}

/// What is kept of a message that names items by their address, `…/t/{item}`.
pub(super) fn write(member: MemberId, message: MessageId, text: &str) -> Option<Write> {
    let items = named(text);
    let share = PublishingWrite::Share { message, member, items };
    let is_none = matches!(&share, PublishingWrite::Share { items, .. } if items.is_empty());
    (!is_none).then(|| Write::Publishing(Box::new(share)))
}

fn named(text: &str) -> Vec<ItemId> {
    let mut found: Vec<ItemId> = Vec::new();
    // Pages of the app and of the public side.
    for mark in ["/t/", "/julkinen/"] {
        let ids = text.split(mark).skip(1).filter_map(|rest| rest.get(..36)?.parse().ok());
        for id in ids.take(MOST_NAMED) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
    }
    found
}

pub(super) async fn tell(app: &Arc<App>, job: Job) -> Result<(), Failure> {
    let corrected: Corrected = serde_json::from_value(job.body)
        .map_err(|error| Fault::caused("reading which item was corrected", error))?;
    let mut after = None;
    loop {
        let mut conn = app.store.read().await?;
        let told = publishing::sharers(&mut conn, corrected.item, after, AT_ONCE).await?;
        drop(conn);
        let Some(last) = told.last() else { return Ok(()) };
        after = Some(*last);
        for member in told {
            if member != corrected.by {
                tell_one(app, &corrected, member).await?;
            }
        }
    }
}

/// The receipt stands under the correction and the person, so nobody hears twice.
async fn tell_one(app: &Arc<App>, of: &Corrected, member: MemberId) -> Result<(), Failure> {
    let mut snapshot = app.store.snapshot().await?;
    let Some(view) = items::by_id(&mut snapshot, of.item).await? else { return Ok(()) };
    let standing = access::standing(&mut snapshot, member, view.channel).await?;
    drop(snapshot);
    let Some(standing) = standing.filter(Standing::may_read) else { return Ok(()) };
    if view.desk || view.deleted || view.hidden {
        return Ok(());
    }
    let name = format!("corrected {} {}", of.at, member);
    let event = EventDraft::new(member, Verb::NOTICED, of.by, Write::Nothing)
        .fact("channel", view.channel.to_string())
        .fact("item", view.id.to_string())
        .fact("kind", view.kind.as_str())
        .fact("text", "shared_corrected");
    let draft = Draft {
        author: member,
        client_id: ClientId(Uuid::new_v5(&of.item.0, name.as_bytes())),
        hash: Vec::new(),
        id: of.item.0,
        guards: vec![Guard::Access {
            stream: view.channel.into(),
            access_seq: standing.access_seq,
        }],
        streams: Vec::new(),
        writes: Vec::new(),
        events: vec![event],
        audit: Vec::new(),
        jobs: Vec::new(),
    };
    match app.journal.append(Box::new(draft), None, deadline(app)).await {
        Ok(_) => Ok(()),
        // Rights changed meanwhile, or the journal was full; there is another minute.
        Err(Failure::Refused(refusal))
            if matches!(refusal.code, Code::Conflict | Code::Overloaded) =>
        {
            Err(Fault::new("telling of a correction while others write").into())
        }
        Err(failure) => Err(failure),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn an_item_is_named_by_its_address() {
        let id = "0190b5a0-0000-7000-8000-000000000001";
        let of = |text: String| named(&text).len();
        assert_eq!(of(format!("Lue https://x.example/c/1/t/{id} ja /julkinen/{id}?lang=sv")), 1);
        assert_eq!(of(format!("pelkkä {id}")), 0);
        assert_eq!(of("/t/åäö ei ole mikään".to_owned()), 0);
    }
}
