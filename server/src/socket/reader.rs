//! From a text frame to what it asks for. Commands wait for their turn; what is only live is done
//! at once or takes a turn of its own.

use std::sync::atomic::Ordering;

use futures_util::{FutureExt as _, future::BoxFuture};
use talkoo_protocol::{
    Ack, ClientId, Code, Command, Depth, Epoch, LiveFrame, MemberId, Refusal, ServerFrame,
    StreamId, frame::ClientFrame,
};
use tokio::time::Instant;
use tracing::Instrument as _;
use uuid::Uuid;

use super::session::{Session, Waiting};
use crate::{
    actions::{self, Caller},
    delivery::{Job, Wanted},
    error::Failure,
    figures::{FIGURES, Limit},
    hub::Connection,
};

impl Session {
    pub(super) fn take_frame(&mut self, text: &str) {
        match ClientFrame::read(text) {
            Ok(ClientFrame::Command(command)) => {
                let deadline = actions::deadline(&self.app);
                self.waiting.push_back(Waiting::Command { deadline, command });
            }
            Ok(ClientFrame::Live(frame)) => self.take_live(frame),
            Err((reference, client_id, refusal)) => self.refuse(reference, client_id, refusal),
        }
    }

    fn take_live(&mut self, frame: LiveFrame) {
        match frame {
            LiveFrame::SignIn { .. } => {
                self.refuse(0, None, Refusal::bad_frame("already signed in"));
            }
            LiveFrame::Resume { reference, epoch, cursors, depth, full } => {
                let wanted = cursors
                    .into_iter()
                    .map(|(stream, cursor)| Wanted {
                        stream,
                        depth: if full.contains(&stream) { Depth::Full } else { depth },
                        cursor: Some(cursor),
                    })
                    .collect();
                self.subscribe(reference, Some(epoch), wanted);
            }
            LiveFrame::Subscribe { reference, streams, depth } => {
                let wanted = streams
                    .into_iter()
                    .map(|stream| Wanted { stream, depth, cursor: None })
                    .collect();
                self.subscribe(reference, None, wanted);
            }
            LiveFrame::Unsubscribe { streams } => {
                self.waiting.push_back(Waiting::Unsubscription(streams));
            }
            LiveFrame::WatchPresence { mut members } => {
                members.truncate(self.app.limits().presence as usize);
                self.waiting.push_back(Waiting::Watch(members));
            }
            LiveFrame::Presence { active } => {
                self.look(active);
            }
            LiveFrame::Typing { channel, item } => {
                if self.may_type() {
                    self.app.delivery.typing(&self.connection, channel, item);
                }
            }
            LiveFrame::Ping => self.tell(&ServerFrame::Pong),
        }
    }

    pub(super) fn unsubscribe(&self, streams: Vec<StreamId>) {
        for stream in streams {
            self.app.delivery.leave(&self.connection, stream);
        }
    }

    fn subscribe(&mut self, reference: u32, epoch: Option<Epoch>, wanted: Vec<Wanted>) {
        let most = self.app.settings.limits.resume_streams as usize;
        if wanted.len() + self.connection.subscription_count() > most.saturating_mul(4)
            || wanted.len() > most
        {
            FIGURES.limited(Limit::Streams);
            let refusal = Refusal::bad_value(format!("streams: {most} at most"));
            return self.refuse(reference, None, refusal);
        }
        self.waiting.push_back(Waiting::Subscription(Subscribing { reference, epoch, wanted }));
    }

    fn refuse(&self, reference: u32, client_id: Option<ClientId>, mut refusal: Refusal) {
        refusal.request_id = self.app.clock.new_id();
        answer_refused(&self.connection, reference, client_id, refusal);
    }
}

/// Streams that a client wants to hear.
pub(super) struct Subscribing {
    reference: u32,
    epoch: Option<Epoch>,
    wanted: Vec<Wanted>,
}

/// Makes subscriptions; the result is what has to be caught up.
pub(super) fn subscribe(session: &Session, asked: Subscribing) -> BoxFuture<'static, Vec<Job>> {
    let (app, connection) = (session.app.clone(), session.connection.clone());
    async move {
        let Subscribing { reference, epoch, wanted } = asked;
        match app.delivery.subscribe(&connection, epoch, wanted).await {
            Ok(jobs) => jobs,
            Err(fault) => {
                let refusal = fault.into_refusal(app.clock.new_id());
                answer_refused(&connection, reference, None, refusal);
                Vec::new()
            }
        }
    }
    .boxed()
}

/// Looks at these members from now on.
pub(super) fn watch(session: &Session, members: Vec<MemberId>) -> BoxFuture<'static, Vec<Job>> {
    let (app, connection) = (session.app.clone(), session.connection.clone());
    async move {
        app.delivery.watch_presence(&connection, members).await;
        Vec::new()
    }
    .boxed()
}

/// Begins a command; its answer comes through the mailbox whenever it is known, also when the
/// socket has gone by then.
pub(super) fn begin(
    session: &Session,
    deadline: Instant,
    command: Command,
) -> BoxFuture<'static, Vec<Job>> {
    let (app, connection) = (session.app.clone(), session.connection.clone());
    let unanswered = session.unanswered.clone();
    // One number from here to the commit: in every line of the log, and in a refusal.
    let request = app.clock.new_id();
    let span =
        tracing::info_span!("command", request.id = %request, connection.id = %connection.id);
    let inner = span.clone();
    async move {
        let (reference, client_id) = (command.reference, command.client_id);
        let caller = Caller { member: connection.member, deadline, is_operator: false };
        // The deadline holds for the decision, too: Postgres may hang there as well.
        let begun = tokio::time::timeout_at(deadline, actions::begin(app.clone(), caller, command));
        match begun.await.unwrap_or_else(|_| Err(late())) {
            Ok(pending) => {
                unanswered.fetch_add(1, Ordering::AcqRel);
                let answering = async move {
                    let answer = pending.finish().await;
                    answer_command(&connection, request, (reference, client_id), answer);
                    unanswered.fetch_sub(1, Ordering::AcqRel);
                    connection.mailbox.nudge();
                };
                app.tasks.spawn(answering.instrument(inner));
            }
            Err(failure) => {
                answer_command(&connection, request, (reference, client_id), Err(failure));
            }
        }
        Vec::new()
    }
    .instrument(span)
    .boxed()
}

fn answer_command(
    connection: &Connection,
    request: Uuid,
    (reference, client_id): (u32, ClientId),
    answer: Result<Ack, Failure>,
) {
    match answer {
        Ok(ack) => match crate::delivery::frame(&ServerFrame::Ack(ack)) {
            Ok(frame) => connection.mailbox.push(frame),
            Err(fault) => tracing::error!(fault = fault.chain(), "no ack"),
        },
        Err(failure) => {
            let refusal = failure.into_refusal(request);
            answer_refused(connection, reference, Some(client_id), refusal);
        }
    }
}

fn late() -> Failure {
    Refusal::new(Code::Unavailable, "not decided in time; repeat with the same client id").into()
}

fn answer_refused(
    connection: &Connection,
    reference: u32,
    client_id: Option<ClientId>,
    refusal: Refusal,
) {
    FIGURES.refused(refusal.code);
    let refused = ServerFrame::Refused { reference, client_id, refusal };
    match crate::delivery::frame(&refused) {
        Ok(frame) => connection.mailbox.push(frame),
        Err(fault) => tracing::error!(fault = fault.chain(), "a refusal was not written"),
    }
}
