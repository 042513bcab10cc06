//! Search that knows Finnish: how texts are read for the index (`words`), how a query is understood
//! (`query`), asked (`engine`), ranked (`rank`) and put right (`repair`).
//!
//! Rights are not decided here: they stand inside the store's question. What a hit looks like to a
//! member is read by `actions`, from the objects themselves.

pub mod words;
mod analyser;
pub mod query;
mod ask;
pub mod rank;
mod repair;
pub mod excerpt;
pub mod nearness;
mod engine;
#[cfg(test)]
mod tests;

pub use analyser::Analyser;
pub use engine::{Answer, CAP, Found, Repair, Searched, find, fresh};
pub use repair::folded;
