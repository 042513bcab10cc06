//! Threads that know the languages: each has a dictionary of its own, which is not made for sharing.
//! Reading a text takes a third of a millisecond, too long for the threads that serve sockets.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Barrier,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use parking_lot::Mutex;
use talkoo_voikko::Voikko;
use tokio::sync::{mpsc, oneshot};

use super::words::{Memory, Tongue, VERSION};
use crate::{config, error::Fault};

/// Questions that may wait for a thread.
const WAITING: usize = 256;
/// A thread without its dictionary asks for it again.
const AGAIN: Duration = Duration::from_secs(1);

type Question = Box<dyn FnOnce(&Tongue) + Send>;

/// The door to the threads. They end with its last copy.
#[derive(Clone)]
pub struct Analyser {
    questions: mpsc::Sender<Question>,
    /// Threads that have their dictionary.
    with_dictionary: Arc<AtomicUsize>,
}

/// Opens a dictionary, for one thread.
pub(super) type Open = Arc<dyn Fn() -> Option<Voikko> + Send + Sync>;

impl Analyser {
    /// Starts the threads. Without the dictionary they work on stems, and say so.
    ///
    /// # Errors
    /// A fault when the machine gives no thread.
    pub fn start(settings: &config::Search) -> Result<Self, Fault> {
        let folder = settings.dictionary.clone();
        if let Err(missing) = Voikko::open(folder.as_deref()) {
            tracing::warn!(%missing, "search is degraded: it knows stems instead of words");
            return Self::over(settings.threads.get(), None, AGAIN);
        }
        let open: Open = Arc::new(move || Voikko::open(folder.as_deref()).ok());
        Self::over(settings.threads.get(), Some(&open), AGAIN)
    }

    /// Threads over a dictionary that each opens for itself. One that cannot leaves the questions to
    /// the others while it tries again; only if none can, they are answered by stems.
    pub(super) fn over(threads: u32, open: Option<&Open>, again: Duration) -> Result<Self, Fault> {
        let (questions, waiting) = mpsc::channel::<Question>(WAITING);
        let waiting = Arc::new(Mutex::new(waiting));
        let memory = Memory::default();
        let with_dictionary = Arc::new(AtomicUsize::new(0));
        // What is told of the dictionary is true from the start: every thread has tried to open it.
        let (begun, all_begun) = std::sync::mpsc::sync_channel::<()>(1);
        let all_tried = Arc::new(Barrier::new(threads as usize));
        for number in 0..threads {
            let (waiting, memory) = (waiting.clone(), memory.clone());
            let (open, with) = (open.cloned(), with_dictionary.clone());
            let (begun, all_tried) = (begun.clone(), all_tried.clone());
            thread::Builder::new()
                .name(format!("words-{number}"))
                .spawn(move || {
                    let first = open.as_ref().and_then(|open| open());
                    with.fetch_add(usize::from(first.is_some()), Ordering::AcqRel);
                    all_tried.wait();
                    drop(begun);
                    let mut worker = Worker { open, with, memory, again, tried: Instant::now() };
                    worker.answer(&waiting, first);
                })
                .map_err(|error| Fault::caused("starting the analyser", error))?;
        }
        drop(begun);
        let _ = all_begun.recv();
        Ok(Self { questions, with_dictionary })
    }

    pub fn has_dictionary(&self) -> bool {
        self.with_dictionary.load(Ordering::Acquire) > 0
    }

    /// Of what it makes of a text. Rows that were made with the dictionary and without differ.
    pub fn version(&self) -> i32 {
        VERSION * 2 + i32::from(self.has_dictionary())
    }

    /// Does this on a thread that knows the languages.
    ///
    /// # Errors
    /// A fault when the work panicked.
    pub async fn ask<A: Send + 'static>(
        &self,
        work: impl FnOnce(&Tongue) -> A + Send + 'static,
    ) -> Result<A, Fault> {
        let (answer, answered) = oneshot::channel();
        let question: Question = Box::new(move |tongue| {
            // Nobody waits when the asking one has been given up.
            let _ = answer.send(work(tongue));
        });
        let gone = || Fault::new("asking the analyser");
        self.questions.send(question).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())
    }
}

/// One thread.
struct Worker {
    open: Option<Open>,
    with: Arc<AtomicUsize>,
    memory: Memory,
    again: Duration,
    tried: Instant,
}

impl Worker {
    fn answer(&mut self, waiting: &Mutex<mpsc::Receiver<Question>>, first: Option<Voikko>) {
        let mut tongue = Tongue::new(first, self.memory.clone());
        loop {
            if !tongue.has_dictionary() && self.open.is_some() {
                tongue = self.again(tongue);
                if !tongue.has_dictionary() && self.with.load(Ordering::Acquire) > 0 {
                    // Others know better, and it is they who are asked.
                    thread::sleep(self.again);
                    if self.has_ended(waiting) {
                        return;
                    }
                    continue;
                }
            }
            // Held while waiting: the others wait for the lock instead, and one is woken at a time.
            let question = waiting.lock().blocking_recv();
            let Some(question) = question else { return };
            if !tongue.has_dictionary() && self.open.is_some() {
                tongue = self.again(tongue);
            }
            // The panic itself is logged where it happens; the asking one hears that nothing came.
            let _ = catch_unwind(AssertUnwindSafe(|| question(&tongue)));
        }
    }

    /// Asks for the dictionary once more, but not with every question.
    fn again(&mut self, tongue: Tongue) -> Tongue {
        let is_spare = self.with.load(Ordering::Acquire) > 0;
        if !is_spare && self.tried.elapsed() < self.again {
            return tongue;
        }
        self.tried = Instant::now();
        let Some(opened) = self.open.as_ref().and_then(|open| open()) else { return tongue };
        self.with.fetch_add(1, Ordering::AcqRel);
        tracing::info!("a thread of the analyser has its dictionary again");
        Tongue::new(Some(opened), self.memory.clone())
    }

    /// Whether nobody can ask any more. While another thread waits for a question it holds the lock.
    fn has_ended(&self, waiting: &Mutex<mpsc::Receiver<Question>>) -> bool {
        waiting.try_lock().is_some_and(|waiting| waiting.is_closed() && waiting.is_empty())
    }
}
