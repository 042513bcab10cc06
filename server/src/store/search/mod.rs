//! The search index: what the log has brought since it was last read, the rows that find messages
//! and items, and the question itself.

pub mod feed;
pub mod rows;
pub mod aside;
pub mod found;
pub mod vocabulary;
pub mod scratch;
pub mod names;
pub mod saved;
pub mod documents;
