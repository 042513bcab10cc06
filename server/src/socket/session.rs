//! The life of one signed-in socket: one task, one loop. It reads commands and begins them in their
//! order, writes what the mailbox holds with one flush, replays missed pages at the socket's pace,
//! and ends when either side wants to.

use std::{
    collections::VecDeque,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::extract::ws::{Message, WebSocket};
use futures_util::{FutureExt as _, future::BoxFuture};
use rand::Rng as _;
use talkoo_protocol::{Command, MemberId, ServerFrame, StreamId, close::CloseCode};
use tokio::time::{Instant, sleep_until};

use super::{handshake::close, reader, writer};
use crate::{
    app::App,
    delivery::{Job, Page},
    error::Fault,
    figures::FIGURES,
    hub::Connection,
};

/// Commands and subscriptions of one socket that wait for their turn; beyond it nothing more is
/// read from it.
const TURNS_WAITING: usize = 64;

/// Before a replay asks a database again that did not answer.
const RETRY: Duration = Duration::from_millis(250);

/// Something that takes its turn.
pub(super) enum Waiting {
    Command { deadline: Instant, command: Box<Command> },
    Subscription(reader::Subscribing),
    Watch(Vec<MemberId>),
    Unsubscription(Vec<StreamId>),
}

/// The jobs that are left, and the page to be written before the next one is read.
type Replayed = (VecDeque<Job>, Result<Option<Page>, Fault>);

/// What a session is busy with between two frames.
pub(super) struct Session {
    pub(super) app: Arc<App>,
    pub(super) connection: Arc<Connection>,
    /// What was read and not yet begun; begun one by one, so that it keeps its order.
    pub(super) waiting: VecDeque<Waiting>,
    /// Commands begun and not yet answered. A leaving node answers them before it hangs up.
    pub(super) unanswered: Arc<AtomicUsize>,
    /// The command, subscription or look that is being begun.
    pub(super) turn: Option<BoxFuture<'static, Vec<Job>>>,
    /// Streams that are behind.
    pub(super) jobs: VecDeque<Job>,
    /// The page that is being read for the first of them.
    page: Option<BoxFuture<'static, Replayed>>,
    /// A page that was read while something else was written.
    read: Option<Replayed>,
    /// When the light events are gathered; set by the first that waits.
    gather_at: Option<Instant>,
    heard_at: Instant,
    is_asked: bool,
    pub(super) typed_at: Option<Instant>,
    pub(super) presence: Presence,
}

/// Whether the person looks at this device. Each change is told to every node and to all who watch,
/// so it is told once a second at most, and the last word counts.
#[derive(Default)]
pub(super) struct Presence {
    told_at: Option<Instant>,
    waits: Option<bool>,
}

/// Serves a socket until it ends.
pub(super) async fn run(app: &Arc<App>, connection: &Arc<Connection>, socket: &mut WebSocket) {
    let mut session = Session {
        app: app.clone(),
        connection: connection.clone(),
        waiting: VecDeque::new(),
        unanswered: Arc::default(),
        turn: None,
        jobs: VecDeque::new(),
        page: None,
        read: None,
        gather_at: None,
        heard_at: app.clock.instant(),
        is_asked: false,
        typed_at: None,
        presence: Presence::default(),
    };
    if let Some(code) = session.serve(socket).await {
        close(socket, code).await;
    }
}

impl Session {
    /// The loop. The code to close with, or nothing when the other side has gone.
    async fn serve(&mut self, socket: &mut WebSocket) -> Option<CloseCode> {
        let leaving = self.app.leaving.clone();
        let mut is_leaving = false;
        // Both live as long as the loop, so that a delivery registers no timer and no waiter anew.
        let mut left = pin!(leaving.cancelled());
        let mut alarm = pin!(sleep_until(self.alarm()));
        loop {
            if let Some((jobs, page)) = self.read.take()
                && let Some(ended) = self.replay(socket, jobs, page).await
            {
                return ended;
            }
            self.begin_next();
            let may_read = self.waiting.len() < TURNS_WAITING && !is_leaving;
            let due = self.alarm();
            if alarm.deadline() != due {
                alarm.as_mut().reset(due);
            }
            tokio::select! {
                received = socket.recv(), if may_read => match received {
                    Some(Ok(message)) => {
                        if let Some(code) = self.read(message) {
                            return code;
                        }
                    }
                    // Too large, or no frame at all. To a peer that has gone nothing can be said.
                    Some(Err(_)) => return Some(CloseCode::BAD_FRAME),
                    None => return None,
                },
                () = self.connection.mailbox.ready() => {
                    // Whoever is about to put more into it goes first: an ack and the event that it
                    // announces leave in one write.
                    tokio::task::yield_now().await;
                    if let Some(ended) = self.write_mail(socket).await {
                        return ended;
                    }
                }
                jobs = step(&mut self.turn) => {
                    self.turn = None;
                    self.jobs.extend(jobs);
                }
                read = step(&mut self.page) => {
                    self.page = None;
                    self.read = Some(read);
                }
                () = &mut alarm => {
                    if let Some(ended) = self.wake(socket).await {
                        return ended;
                    }
                }
                () = &mut left, if !is_leaving => {
                    is_leaving = true;
                    self.say_going_away();
                }
            }
            if is_leaving && self.is_idle() {
                self.write_mail(socket).await;
                return Some(CloseCode::GOING_AWAY);
            }
        }
    }

    fn is_idle(&self) -> bool {
        let is_answered = self.unanswered.load(Ordering::Acquire) == 0;
        is_answered && self.waiting.is_empty() && self.turn.is_none()
    }

    /// Begins what is next, when nothing is being begun.
    fn begin_next(&mut self) {
        while self.turn.is_none()
            && let Some(next) = self.waiting.pop_front()
        {
            self.turn = match next {
                Waiting::Command { deadline, command } => {
                    Some(reader::begin(self, deadline, *command))
                }
                Waiting::Subscription(asked) => Some(reader::subscribe(self, asked)),
                Waiting::Watch(members) => Some(reader::watch(self, members)),
                Waiting::Unsubscription(streams) => {
                    self.unsubscribe(streams);
                    None
                }
            };
        }
        if self.page.is_none() && !self.jobs.is_empty() {
            let mut jobs = std::mem::take(&mut self.jobs);
            let (delivery, connection) = (self.app.delivery.clone(), self.connection.clone());
            self.page = Some(
                async move {
                    let mut page = delivery.next_page(&connection, &mut jobs).await;
                    // The socket stays open while the database is away; so does the replay.
                    while page.as_ref().is_err_and(Fault::is_outage) {
                        tokio::time::sleep(RETRY).await;
                        page = delivery.next_page(&connection, &mut jobs).await;
                    }
                    (jobs, page)
                }
                .boxed(),
            );
        }
    }

    fn read(&mut self, message: Message) -> Option<Option<CloseCode>> {
        self.heard_at = self.app.clock.instant();
        self.is_asked = false;
        match message {
            Message::Text(text) => {
                FIGURES.frames_in.inc();
                self.take_frame(&text);
                None
            }
            Message::Binary(_) => Some(Some(CloseCode::BAD_FRAME)),
            Message::Close(_) => Some(None),
            Message::Ping(_) | Message::Pong(_) => None,
        }
    }

    /// Writes all that waits. `Some` when the socket has ended, with the code to close it by.
    async fn write_mail(&mut self, socket: &mut WebSocket) -> Option<Option<CloseCode>> {
        let drained = self.connection.mailbox.drain();
        if drained.has_light && self.gather_at.is_none() {
            let after = self.app.settings.delivery.light_every;
            self.gather_at = Some(self.app.clock.instant() + after);
        }
        let within = self.app.settings.sockets.write_timeout;
        let write = writer::write(socket, drained.mail, within);
        match self.meanwhile(write).await {
            Ok(behind) => {
                for stream in behind {
                    self.jobs.extend(self.app.delivery.behind(&self.connection, stream));
                }
            }
            Err(writer::Broken) => return Some(None),
        }
        drained.closed.map(Some)
    }

    /// Writes, and goes on with what was begun. What a socket has begun holds things that others wait
    /// for, a connection to Postgres or a turn; it must not stand still because this peer reads
    /// nothing.
    async fn meanwhile<T>(&mut self, write: impl Future<Output = T>) -> T {
        let mut write = pin!(write);
        loop {
            tokio::select! {
                biased;
                written = &mut write => return written,
                jobs = step(&mut self.turn) => {
                    self.turn = None;
                    self.jobs.extend(jobs);
                }
                read = step(&mut self.page) => {
                    self.page = None;
                    self.read = Some(read);
                }
            }
        }
    }

    async fn replay(
        &mut self,
        socket: &mut WebSocket,
        mut jobs: VecDeque<Job>,
        page: Result<Option<Page>, Fault>,
    ) -> Option<Option<CloseCode>> {
        jobs.append(&mut self.jobs);
        self.jobs = jobs;
        match page {
            Ok(None) => None,
            Ok(Some(page)) => {
                // What was said before (a reset) goes out before the page.
                if let Some(ended) = self.write_mail(socket).await {
                    return Some(ended);
                }
                let within = self.app.settings.sockets.write_timeout;
                let write = writer::write_frames(socket, page, within);
                self.meanwhile(write).await.err().map(|writer::Broken| None)
            }
            Err(fault) => {
                // The client comes back and resumes; its cursors tell where.
                tracing::warn!(fault = fault.chain(), "a replay was broken off");
                Some(Some(CloseCode::FULL))
            }
        }
    }

    /// The next moment at which something is due by the clock.
    fn alarm(&self) -> Instant {
        let sockets = &self.app.settings.sockets;
        let silence = if self.is_asked {
            sockets.ping_every + sockets.pong_within
        } else {
            sockets.ping_every
        };
        let ping = self.heard_at + silence;
        let due = [self.gather_at, self.presence.due()];
        due.into_iter().flatten().fold(ping, Instant::min)
    }

    async fn wake(&mut self, socket: &mut WebSocket) -> Option<Option<CloseCode>> {
        let now = self.app.clock.instant();
        if self.presence.due().is_some_and(|due| due <= now)
            && let Some(active) = self.presence.waits.take()
        {
            self.look(active);
            return None;
        }
        if self.gather_at.is_some_and(|gather| gather <= now) {
            self.gather_at = None;
            self.connection.mailbox.gather_light();
            return None;
        }
        let sockets = &self.app.settings.sockets;
        let silence = now.duration_since(self.heard_at);
        if self.is_asked && silence >= sockets.ping_every + sockets.pong_within {
            return Some(Some(CloseCode::SILENT));
        }
        if !self.is_asked && silence >= sockets.ping_every {
            self.is_asked = true;
            let within = sockets.write_timeout;
            let ping = socket.send(Message::Ping(bytes::Bytes::new()));
            if self.meanwhile(tokio::time::timeout(within, ping)).await.is_err() {
                return Some(None);
            }
        }
        None
    }

    fn say_going_away(&self) {
        let spread = self.app.settings.drain.spread;
        let most = u32::try_from(spread.as_millis()).unwrap_or(u32::MAX).max(1);
        let retry_after_ms = rand::rng().random_range(0..most);
        self.tell(&ServerFrame::GoingAway { retry_after_ms });
    }

    /// Puts a frame of our own into the mail.
    pub(super) fn tell(&self, told: &ServerFrame) {
        match crate::delivery::frame(told) {
            Ok(frame) => self.connection.mailbox.push(frame),
            Err(fault) => tracing::error!(fault = fault.chain(), "a frame was not written"),
        }
    }

    /// The person looks at this device, or does not any more.
    pub(super) fn look(&mut self, active: bool) {
        self.presence.waits = Some(active);
        let now = self.app.clock.instant();
        if self.presence.due().is_some_and(|due| due > now) {
            return;
        }
        self.presence = Presence { told_at: Some(now), waits: None };
        self.app.delivery.present(&self.connection, active);
    }

    pub(super) fn may_type(&mut self) -> bool {
        let now = self.app.clock.instant();
        let is_soon =
            self.typed_at.is_some_and(|typed| now.duration_since(typed) < Duration::from_secs(2));
        if !is_soon {
            self.typed_at = Some(now);
        }
        !is_soon
    }
}

impl Presence {
    /// When what waits may be told.
    fn due(&self) -> Option<Instant> {
        self.waits?;
        let after = |told: Instant| told + Duration::from_secs(1);
        self.told_at.map(after)
    }
}

/// Waits for a step, or for ever when there is none.
async fn step<T>(future: &mut Option<BoxFuture<'static, T>>) -> T {
    match future {
        Some(future) => future.await,
        None => std::future::pending().await,
    }
}
