//! What waits for one socket. Bounded: a reader that is too slow is closed and resumes later, and
//! delays nobody (promise P13). An empty mailbox holds no memory.

use std::collections::VecDeque;

use axum::extract::ws::Utf8Bytes;
use parking_lot::Mutex;
use talkoo_protocol::{StreamId, close::CloseCode};
use tokio::sync::Notify;

/// How much may wait.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub frames: usize,
    pub bytes: usize,
}

/// Something for the socket's own task.
#[derive(Clone, Debug)]
pub enum Mail {
    /// A frame that is ready to be written.
    Frame(Utf8Bytes),
    /// This subscription is not live any more and has to be caught up from Postgres.
    CatchUp(StreamId),
}

pub struct Mailbox {
    queue: Mutex<Queue>,
    wake: Notify,
    bounds: Bounds,
}

#[derive(Default)]
struct Queue {
    mail: VecDeque<Mail>,
    /// Events of light subscriptions, encoded, not yet in a frame.
    light: Vec<Utf8Bytes>,
    bytes: usize,
    /// Frames in `mail` that are not counted.
    answers: usize,
    closed: Option<CloseCode>,
}

/// All that waited, taken at once so that it is written with one flush.
pub struct Drained {
    pub mail: VecDeque<Mail>,
    /// The socket must be closed with this code once the mail is written.
    pub closed: Option<CloseCode>,
    /// Light events wait for their next gathering.
    pub has_light: bool,
}

impl Mailbox {
    pub fn new(bounds: Bounds) -> Self {
        Self { queue: Mutex::default(), wake: Notify::new(), bounds }
    }

    /// Adds a frame. When the bounds are reached everything is dropped and the socket is closed as
    /// slow: nothing is lost, the client resumes.
    pub fn push(&self, frame: Utf8Bytes) {
        self.add(Mail::Frame(frame));
    }

    /// Adds the answer for one of the streams that a client asked for, at most 1,000 at a time. A
    /// member with 500 channels gets 500 of these at once and reads them as fast as anybody, so
    /// only their bytes count against the bounds.
    pub fn push_answer(&self, frame: Utf8Bytes) {
        let mut queue = self.queue.lock();
        queue.answers += 1;
        self.add_to(queue, Mail::Frame(frame));
    }

    /// Adds the greeting, before anything that was told meanwhile.
    pub fn push_first(&self, frame: Utf8Bytes) {
        let mut queue = self.queue.lock();
        queue.bytes += frame.len();
        queue.mail.push_front(Mail::Frame(frame));
        self.settle(queue);
    }

    /// Adds something whose loss nobody minds (typing): only while there is plenty of room.
    pub fn push_hint(&self, frame: Utf8Bytes) {
        if self.queue.lock().mail.len() < self.bounds.frames / 4 {
            self.push(frame);
        }
    }

    /// Asks the socket's task to catch a stream up.
    pub fn push_catch_up(&self, stream: StreamId) {
        self.add(Mail::CatchUp(stream));
    }

    /// Adds an event of a light subscription; it waits for the next gathering.
    pub fn push_light(&self, event: Utf8Bytes) {
        let mut queue = self.queue.lock();
        if queue.closed.is_some() {
            return;
        }
        let is_first = queue.light.is_empty();
        queue.bytes += event.len();
        queue.light.push(event);
        if queue.light.len() >= self.bounds.frames {
            queue.gather();
            self.settle(queue);
        } else if is_first {
            drop(queue);
            self.wake.notify_one();
        }
    }

    /// Puts the waiting light events into a frame now.
    pub fn gather_light(&self) {
        let mut queue = self.queue.lock();
        if !queue.light.is_empty() {
            queue.gather();
            self.settle(queue);
        }
    }

    /// Closes the socket once what waits has been written.
    pub fn close(&self, code: CloseCode) {
        let mut queue = self.queue.lock();
        queue.closed.get_or_insert(code);
        drop(queue);
        self.wake.notify_one();
    }

    /// Lets the socket's task look at its state again, though nothing was added.
    pub fn nudge(&self) {
        self.wake.notify_one();
    }

    /// What waits: frames, and bytes.
    pub fn waiting(&self) -> (usize, usize) {
        let queue = self.queue.lock();
        (queue.mail.len() + queue.light.len(), queue.bytes)
    }

    /// Completes when there may be something to drain.
    pub async fn ready(&self) {
        self.wake.notified().await;
    }

    pub fn drain(&self) -> Drained {
        let mut queue = self.queue.lock();
        let mail = std::mem::take(&mut queue.mail);
        queue.answers = 0;
        queue.bytes = queue.light.iter().map(|event| event.len()).sum();
        Drained { mail, closed: queue.closed, has_light: !queue.light.is_empty() }
    }

    fn add(&self, mail: Mail) {
        self.add_to(self.queue.lock(), mail);
    }

    fn add_to(&self, mut queue: parking_lot::MutexGuard<'_, Queue>, mail: Mail) {
        if queue.closed.is_some() {
            return;
        }
        if let Mail::Frame(frame) = &mail {
            queue.bytes += frame.len();
        }
        queue.mail.push_back(mail);
        self.settle(queue);
    }

    fn settle(&self, mut queue: parking_lot::MutexGuard<'_, Queue>) {
        let counted = queue.mail.len().saturating_sub(queue.answers);
        if counted > self.bounds.frames || queue.bytes > self.bounds.bytes {
            *queue = Queue { closed: Some(CloseCode::SLOW), ..Queue::default() };
        }
        drop(queue);
        self.wake.notify_one();
    }
}

impl Queue {
    fn gather(&mut self) {
        let events = std::mem::take(&mut self.light);
        let bytes: usize = events.iter().map(|event| event.len() + 1).sum();
        let mut frame = String::with_capacity(bytes + 32);
        frame.push_str(r#"{"t":"light","events":["#);
        for (index, event) in events.iter().enumerate() {
            if index > 0 {
                frame.push(',');
            }
            frame.push_str(event);
        }
        frame.push_str("]}");
        self.bytes += frame.len();
        self.mail.push_back(Mail::Frame(frame.into()));
    }
}
