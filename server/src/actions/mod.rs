//! What a member can do, one file an act. Each reads what it needs, decides by pure rules, and hands
//! a draft to the journal; sockets, HTTP, the command line and the demonstration all come through
//! [`perform`], so none of them is a weaker door.

pub mod read;
pub mod scene;
pub mod pace;
pub mod text;
pub mod sign_in;
mod post;

use std::time::Duration;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use talkoo_protocol::{
    Ack, Action, ClientId, Code, Command, MemberId, Refusal, StreamId, content::MarkView,
};
use tokio::time::Instant;
use uuid::Uuid;

use crate::{
    app::App,
    domain::draft::Draft,
    error::{Failure, Fault},
    store::journal::{Committed, Outcome},
};

/// Who asks, and by when an answer is due.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    pub member: MemberId,
    pub deadline: Instant,
}

/// How often a decision is made anew when what it rested on has changed.
const DECISIONS: usize = 3;

/// What every decision of one command shares.
pub(crate) struct Asked<'a> {
    pub(crate) app: &'a App,
    pub(crate) member: MemberId,
    pub(crate) client_id: ClientId,
    pub(crate) hash: Vec<u8>,
    /// Decided on fresh rows, because a cached one has just proved old.
    pub(crate) is_fresh: bool,
}

impl Asked<'_> {
    /// A draft of this command that makes or touches `id`.
    pub(crate) fn draft(&self, id: impl Into<Uuid>) -> Draft {
        Draft {
            author: self.member,
            client_id: self.client_id,
            hash: self.hash.clone(),
            id: id.into(),
            guards: Vec::new(),
            streams: Vec::new(),
            writes: Vec::new(),
            events: Vec::new(),
            audit: Vec::new(),
        }
    }
}

/// Makes a command happen, once, however often it is repeated. Takes its place in the journal in
/// the order of calls as long as the first poll of each follows that order.
///
/// # Errors
/// A refusal of the closed list; `unavailable` when the answer is not known by the deadline.
pub async fn perform(app: &App, caller: Caller, command: Command) -> Result<Ack, Failure> {
    app.pace.take(caller.member)?;
    let Command { reference, client_id, if_changed_seq, action } = command;
    let hash = keyed_hash(&app.network.receipt_key, if_changed_seq, &action)?;
    let mut asked = Asked { app, member: caller.member, client_id, hash, is_fresh: false };
    for _ in 0..DECISIONS {
        let decided = decide(&asked, &action, if_changed_seq).await;
        let draft = match decided {
            Ok(draft) => draft,
            // A repeated command finds its receipt before rights and rules: both may have changed.
            Err(Failure::Refused(refusal)) => {
                return former_answer(&asked, reference).await?.ok_or(refusal.into());
            }
            Err(fault) => return Err(fault),
        };
        match app.journal.append(draft, caller.deadline).await? {
            Outcome::Committed(committed) => return Ok(ack(reference, client_id, committed)),
            Outcome::Stale => {
                app.scenes.forget_member(caller.member);
                asked.is_fresh = true;
            }
        }
    }
    Err(Refusal::conflict().into())
}

/// The deadline that travels with a command from the moment it was read.
pub fn deadline(app: &App) -> Instant {
    let most: Duration = app.settings.journal.deadline;
    app.clock.instant() + most
}

/// Which file decides which command.
async fn decide(
    asked: &Asked<'_>,
    action: &Action,
    if_changed_seq: Option<u64>,
) -> Result<Draft, Failure> {
    match action {
        Action::Send { channel, item, text, body, quote, spoken_as } => {
            let sent = post::Sent {
                channel: *channel,
                item: *item,
                text,
                body: body.as_ref(),
                quote: *quote,
                spoken_as: *spoken_as,
                if_changed_seq,
            };
            post::decide(asked, sent).await
        }
        _ => Err(Refusal::bad_value("not yet").into()),
    }
}

/// What this client id was answered with before, if it was; `client_id_reused` when it stood for
/// another content.
async fn former_answer(asked: &Asked<'_>, reference: u32) -> Result<Option<Ack>, Failure> {
    let mut conn = asked.app.store.read().await?;
    let found = crate::store::receipts::find(&mut conn, asked.member, asked.client_id).await?;
    let Some((hash, committed)) = found else { return Ok(None) };
    if hash != asked.hash {
        return Err(Refusal::new(
            Code::ClientIdReused,
            "this client id was used for another content",
        )
        .into());
    }
    Ok(Some(ack(reference, asked.client_id, committed)))
}

fn ack(reference: u32, client_id: ClientId, committed: Committed) -> Ack {
    let Committed { id, stream, seq, duplicate, mark }: Committed = committed;
    let stream: Option<StreamId> = stream;
    let mark: Option<MarkView> = mark;
    Ack { reference, client_id, id, stream, seq, duplicate, mark }
}

/// HMAC-SHA256 (RFC 2104) of the command as it was said, without its ids: a repeated command must
/// say the same, and the stored hash must tell nothing of the text.
fn keyed_hash(key: &[u8], if_changed_seq: Option<u64>, action: &Action) -> Result<Vec<u8>, Fault> {
    let said = serde_json::to_vec(&(if_changed_seq, action))
        .map_err(|error| Fault::caused("hashing a command", error))?;
    let mut mac = Hmac::<Sha256>::new_from_slice(key)
        .map_err(|error| Fault::caused("hashing a command", error))?;
    mac.update(&said);
    Ok(mac.finalize().into_bytes().to_vec())
}
