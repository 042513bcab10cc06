//! The machine under the load: its processes and what they use, its limits, the private Postgres
//! and Redis. Nothing here knows what is measured.

pub(crate) mod meter;
pub(crate) mod process;
pub(crate) mod limits;
pub(crate) mod postgres;
pub(crate) mod redis;
