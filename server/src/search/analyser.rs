//! Threads that know the languages: each has a dictionary of its own, which is not made for sharing.
//! Reading a text takes a third of a millisecond, too long for the threads that serve sockets.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    thread,
};

use parking_lot::Mutex;
use talkoo_voikko::Voikko;
use tokio::sync::{mpsc, oneshot};

use super::words::{Memory, Tongue, VERSION};
use crate::{config, error::Fault};

/// Questions that may wait for a thread.
const WAITING: usize = 256;

type Question = Box<dyn FnOnce(&Tongue) + Send>;

/// The door to the threads. They end with its last copy.
#[derive(Clone)]
pub struct Analyser {
    questions: mpsc::Sender<Question>,
    has_dictionary: bool,
}

impl Analyser {
    /// Starts the threads. Without the dictionary they work on stems, and say so.
    ///
    /// # Errors
    /// A fault when the machine gives no thread.
    pub fn start(settings: &config::Search) -> Result<Self, Fault> {
        let (questions, waiting) = mpsc::channel::<Question>(WAITING);
        let waiting = Arc::new(Mutex::new(waiting));
        let memory = Memory::default();
        let folder = settings.dictionary.clone();
        let opened = Voikko::open(folder.as_deref());
        let has_dictionary = opened.is_ok();
        if let Err(missing) = opened {
            tracing::warn!(%missing, "search is degraded: it knows stems instead of words");
        }
        for number in 0..settings.threads.get() {
            let (waiting, memory, folder) = (waiting.clone(), memory.clone(), folder.clone());
            thread::Builder::new()
                .name(format!("words-{number}"))
                .spawn(move || {
                    let dictionary =
                        if has_dictionary { Voikko::open(folder.as_deref()).ok() } else { None };
                    answer(&waiting, &Tongue::new(dictionary, memory));
                })
                .map_err(|error| Fault::caused("starting the analyser", error))?;
        }
        Ok(Self { questions, has_dictionary })
    }

    pub fn has_dictionary(&self) -> bool {
        self.has_dictionary
    }

    /// Of what it makes of a text. Rows that were made with the dictionary and without differ.
    pub fn version(&self) -> i32 {
        VERSION * 2 + i32::from(self.has_dictionary)
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

fn answer(waiting: &Mutex<mpsc::Receiver<Question>>, tongue: &Tongue) {
    loop {
        // Held while waiting: the others wait for the lock instead, and one is woken at a time.
        let question = waiting.lock().blocking_recv();
        let Some(question) = question else { return };
        // The panic itself is logged where it happens; the asking one hears that nothing came.
        let _ = catch_unwind(AssertUnwindSafe(|| question(tongue)));
    }
}
