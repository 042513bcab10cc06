//! What a member can do, one file an act. Each reads what it needs, decides by pure rules, and hands
//! a draft to the journal; sockets, HTTP, the command line and the demonstration all come through
//! [`perform`], so none of them is a weaker door.

pub mod read;
pub mod credential;
pub mod scene;
pub mod pace;
pub mod consent;
pub mod text;
pub mod sign_in;
pub mod health;
pub mod gauges;
pub mod accounts;
pub mod seal;
pub mod later;
pub mod push;
mod letter;
pub mod beat;
pub mod administration;
pub mod rights;
pub mod coming_in;
mod decide;
mod afterwards;
mod post;
mod edit;
mod delete;
mod react;
mod pin;
mod create_item;
mod change_item;
mod borne;
pub mod wake;
mod copy_item;
pub mod bring_items;
mod hold_item;
mod shared;
mod notes;
pub mod erasure;
mod take_source;
pub mod newsletter;
mod delete_item;
mod move_talk;
mod mark;
mod follow;
pub mod partake;
mod tag;
mod tagged;
mod change_notices;
mod change_own_feed;
mod save_search;
pub mod saved_searches;
pub mod documents;
mod membership;
mod office;
mod join;
mod leave;
mod create_channel;
mod change_channel;
mod open_direct;
mod create_workspace;
mod first_topics;
mod change_workspace;
mod configure_workspace;
mod hand_over;
mod arrange_channel;
pub mod glass;
pub mod retention;
mod join_workspace;
mod leave_workspace;
mod add_member;
mod remove_member;
mod end_session;
mod change_network;
mod change_office;
mod feedback;
mod import_members;
pub mod uploads;
mod describe_file;
mod moderation;
mod end_other_sessions;
pub mod arrivals;
pub mod terms;
mod known;
mod gathered;
mod change_profile;
mod change_picture;
mod affiliation;
mod competence;
mod organisation;
mod depart;
mod outcome;
mod feed;
mod question;
mod duty;

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::{FutureExt as _, future::BoxFuture};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use talkoo_protocol::{
    Ack, Action, ClientId, Code, Command, MemberId, Refusal, Seq, content::MarkView,
};
use tokio::{
    sync::OwnedSemaphorePermit,
    time::{Instant, timeout_at},
};
use uuid::Uuid;

use decide::decide;

use crate::{
    app::App,
    domain::draft::Draft,
    error::{Failure, Fault},
    figures::FIGURES,
    store::{
        journal::{Again, Committed, Decided},
        moving, receipts, unread,
    },
};

/// Who asks, and by when an answer is due.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    pub member: MemberId,
    pub deadline: Instant,
    /// Whoever runs the network, in the member's name: nobody is there to agree to terms.
    pub is_operator: bool,
}

/// What every decision of one command shares.
pub(crate) struct Asked<'a> {
    pub(crate) app: &'a App,
    pub(crate) member: MemberId,
    pub(crate) client_id: ClientId,
    /// The item spoken of must not have changed after this.
    pub(crate) if_changed_seq: Option<Seq>,
    pub(crate) hash: Vec<u8>,
    /// Decided on fresh rows, because a cached one has just proved old.
    pub(crate) is_fresh: bool,
    /// Some row this decision rests on was a cached one.
    pub(crate) used_cache: AtomicBool,
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
            jobs: Vec::new(),
        }
    }
}

/// A command whose draft stands in the journal's queue, or whose answer is known already.
pub struct Pending {
    app: Arc<App>,
    member: MemberId,
    command: Arc<Command>,
    answer: BoxFuture<'static, Result<Committed, Failure>>,
    /// Among the commands that the node takes on at once.
    _place: OwnedSemaphorePermit,
}

/// Decides a command and puts its draft in the journal's queue. Commands that are begun one after
/// the other are committed in that order, so a connection begins them one by one and need not wait
/// for their answers.
///
/// # Errors
/// A refusal of the closed list.
pub async fn begin(app: Arc<App>, caller: Caller, command: Command) -> Result<Pending, Failure> {
    let place = app.admission.command()?;
    app.pace.take(caller.member).await?;
    let hash = keyed_hash(&app.network.receipt_key, command.if_changed_seq, &command.action)?;
    let command = Arc::new(command);
    let answer = match attempt(&app, caller, &command, &hash, false).await? {
        Decided::Before(committed) => std::future::ready(Ok(committed)).boxed(),
        Decided::Draft(draft) => {
            let again = again(app.clone(), caller, command.clone(), hash);
            app.journal.append(draft, Some(again), caller.deadline).boxed()
        }
    };
    Ok(Pending { app, member: caller.member, command, answer, _place: place })
}

impl Pending {
    /// The answer, once it is on disk.
    ///
    /// # Errors
    /// A refusal; `unavailable` when the answer is not known by the deadline; `conflict` when what
    /// the decision rested on changed again and again.
    pub async fn finish(self) -> Result<Ack, Failure> {
        let Self { app, member, command, answer, _place } = self;
        let mut ack = ack(&command, answer.await?);
        FIGURES.acks.inc();
        if let Action::MoveTalk(_) = &command.action {
            let mut conn = app.store.read().await?;
            ack.left = moving::left(&mut conn, member, command.client_id).await?;
        }
        if ack.duplicate {
            FIGURES.duplicates.inc();
            ack.mark = present_mark(&app, member, &command.action).await?;
        } else {
            afterwards::follow_up(&app, member, &command.action, &ack).await?;
        }
        afterwards::forget(&app, member, &command.action);
        Ok(ack)
    }
}

/// The same decision on fresh rows, for when the cached ones have proved old.
fn again(app: Arc<App>, caller: Caller, command: Arc<Command>, hash: Vec<u8>) -> Again {
    Box::new(move || {
        let (app, command, hash) = (app.clone(), command.clone(), hash.clone());
        async move { attempt(&app, caller, &command, &hash, true).await }.boxed()
    })
}

/// Makes a command happen, once, however often it is repeated.
///
/// # Errors
/// As [`begin`] and [`Pending::finish`].
pub async fn perform(app: Arc<App>, caller: Caller, command: Command) -> Result<Ack, Failure> {
    let deadline = caller.deadline;
    match timeout_at(deadline, begin(app, caller, command)).await {
        Ok(begun) => begun?.finish().await,
        Err(_) => Err(Fault::outage("deciding in time").into()),
    }
}

async fn attempt(
    app: &App,
    caller: Caller,
    command: &Command,
    hash: &[u8],
    is_fresh: bool,
) -> Result<Decided, Failure> {
    let client_id = command.client_id;
    #[cfg(feature = "planted")]
    let client_id = ClientId(crate::config::planted::of_this_process(client_id.0));
    let mut asked = Asked {
        app,
        member: caller.member,
        client_id,
        if_changed_seq: command.if_changed_seq,
        hash: hash.to_vec(),
        is_fresh,
        used_cache: AtomicBool::new(false),
    };
    let mut decided = match may_begin(app, caller, &command.action).await {
        Ok(()) => decide(&asked, &command.action).await,
        Err(failure) => Err(failure),
    };
    // A guard holds what was allowed on a cached row; nothing holds what was refused on one.
    if matches!(decided, Err(Failure::Refused(_))) && asked.used_cache.load(Ordering::Relaxed) {
        asked.is_fresh = true;
        decided = decide(&asked, &command.action).await;
    }
    match decided {
        Ok(draft) => Ok(Decided::Draft(Box::new(draft))),
        // A repeated command finds its receipt before rights and rules: both may have changed.
        Err(Failure::Refused(refusal)) => {
            let before = former_answer(&asked).await?;
            Ok(Decided::Before(before.ok_or(refusal)?))
        }
        Err(fault) => Err(fault),
    }
}

/// What is asked of every command, whatever it is.
async fn may_begin(app: &App, caller: Caller, action: &Action) -> Result<(), Failure> {
    without_codes(action)?;
    if !caller.is_operator && consent::is_needed(action) {
        consent::given(app, caller.member).await?;
    }
    Ok(())
}

/// A message's words are looked at where they are read for mentions; looking twice would cost each of
/// them a second walk.
fn without_codes(action: &Action) -> Result<(), Failure> {
    if let Action::Send { body, .. } = action {
        return text::without_codes(body);
    }
    text::without_codes(action)
}

/// A mark is not kept with its receipt; a repeated command is answered with where it stands now.
async fn present_mark(
    app: &App,
    member: MemberId,
    action: &Action,
) -> Result<Option<MarkView>, Failure> {
    let (Action::MarkRead { channel, item, .. } | Action::MarkUnread { channel, item, .. }) =
        action
    else {
        return Ok(None);
    };
    let mut conn = app.store.read().await?;
    Ok(Some(unread::mark(&mut conn, member, *channel, *item).await?))
}

/// The deadline that travels with a command from the moment it was read.
pub fn deadline(app: &App) -> Instant {
    let most: Duration = app.settings.journal.deadline;
    app.clock.instant() + most
}

/// What this client id was answered with before, if it was; `client_id_reused` when it stood for
/// another content.
async fn former_answer(asked: &Asked<'_>) -> Result<Option<Committed>, Failure> {
    let mut conn = asked.app.store.read().await?;
    let found = receipts::find(&mut conn, asked.member, asked.client_id).await?;
    let Some((hash, committed)) = found else { return Ok(None) };
    if hash != asked.hash {
        return Err(Refusal::new(
            Code::ClientIdReused,
            "this client id was used for another content",
        )
        .into());
    }
    Ok(Some(committed))
}

fn ack(command: &Command, committed: Committed) -> Ack {
    let Committed { id, stream, seq, duplicate, mark } = committed;
    let (reference, client_id) = (command.reference, command.client_id);
    Ack { reference, client_id, id, stream, seq, duplicate, mark, left: None }
}

/// HMAC-SHA256 (RFC 2104) of the command as it was said, without its ids: a repeated command must
/// say the same, and the stored hash must tell nothing of the text.
fn keyed_hash(key: &[u8], if_changed_seq: Option<u64>, action: &Action) -> Result<Vec<u8>, Fault> {
    keyed_hash_of(key, &(if_changed_seq, action))
}

fn keyed_hash_of(key: &[u8], said: &impl serde::Serialize) -> Result<Vec<u8>, Fault> {
    let said =
        serde_json::to_vec(said).map_err(|error| Fault::caused("hashing a command", error))?;
    let mut mac = Hmac::<Sha256>::new_from_slice(key)
        .map_err(|error| Fault::caused("hashing a command", error))?;
    mac.update(&said);
    Ok(mac.finalize().into_bytes().to_vec())
}
