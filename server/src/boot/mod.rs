//! From settings to a database that can be served from.

pub mod schema;
mod unfit;

pub use unfit::Unfit;
