//! The activity log: events of every stream that one reader may read now, by time. Nothing is stored
//! for it. Which streams these are is read first, in the snapshot in which the events are; then one
//! of a few statements, each for another sort of question, finds the rows by an index of its own.

mod scope;
mod rows;
mod content;

pub use content::{Told, told};
pub use rows::{Asked, Row, Way, page, period};
pub use scope::{Readable, Sort, ever_of, ground};
