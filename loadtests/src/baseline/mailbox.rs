//! What waits for one connection: frames that are shared, never copied, and a waker. Bounded like
//! Talkoo's. An idle one owns no buffer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use axum::extract::ws::Utf8Bytes;

const FRAMES: usize = 256;

#[derive(Clone, Default)]
pub(crate) struct Mailbox(Arc<Mutex<Inside>>);

#[derive(Default)]
struct Inside {
    frames: Vec<Utf8Bytes>,
    overrun: bool,
    waker: Option<Waker>,
}

/// The reader was too slow.
pub(crate) struct Overrun;

impl Mailbox {
    pub(crate) fn put(&self, frame: Utf8Bytes) {
        let mut inside = self.lock();
        if inside.frames.len() == FRAMES {
            inside.overrun = true;
        } else {
            inside.frames.push(frame);
        }
        if let Some(waker) = inside.waker.take() {
            drop(inside);
            waker.wake();
        }
    }

    /// Takes all that waits into the empty `batch`.
    pub(crate) fn poll_take(
        &self,
        cx: &Context<'_>,
        batch: &mut Vec<Utf8Bytes>,
    ) -> Poll<Result<(), Overrun>> {
        let mut inside = self.lock();
        if inside.overrun {
            return Poll::Ready(Err(Overrun));
        }
        if inside.frames.is_empty() {
            inside.waker = Some(cx.waker().clone());
            return Poll::Pending;
        }
        std::mem::swap(&mut inside.frames, batch);
        Poll::Ready(Ok(()))
    }

    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
