//! Where the bytes of files lie, what a file really is, and the scanner's door. It knows no member
//! and no right: who may upload or have what is decided by the actions that come here.

mod depot;
mod proof;
mod name;
mod picture;
mod scanner;
mod sort;
mod words;
mod reader;
#[cfg(test)]
mod tests;

use std::{sync::Arc, time::Duration};

use tokio::sync::{Semaphore, SemaphorePermit};

pub use depot::{Depot, Flow, Part, Piece};
pub use name::clean as clean_name;
pub use picture::{Picture, portrait as read_portrait, read as read_picture};
pub use proof::prove;
pub use reader::{Reader, bound};
pub use scanner::{Scanner, Verdict};
pub use sort::{Sort, of as sort_of};
pub use words::{Unreadable, words};

use crate::{config::Settings, error::Fault};

/// Files that a node looks at at once: each is in memory whole, and a picture unpacked, too.
const HANDS: usize = 2;

#[derive(Debug)]
pub struct Files {
    pub depot: Depot,
    /// `None`: this network has no scanner, and its files say so.
    pub scanner: Option<Scanner>,
    pub reader: Reader,
    hands: Arc<Semaphore>,
}

impl Files {
    pub fn new(settings: &Settings) -> Self {
        let timeout: Duration = settings.files.clamd_timeout;
        Self {
            depot: Depot::new(&settings.files),
            reader: Reader::new(settings.files.reader.clone()),
            scanner: Scanner::at(&settings.files.clamd, timeout),
            hands: Arc::new(Semaphore::new(HANDS)),
        }
    }

    /// A turn to hold a whole file in memory.
    ///
    /// # Errors
    /// A fault when the node ends.
    pub async fn hand(&self) -> Result<SemaphorePermit<'_>, Fault> {
        self.hands.acquire().await.map_err(|_| Fault::outage("looking at a file"))
    }
}
