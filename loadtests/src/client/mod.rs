//! The members of a load: thousands of sockets from one thread, each checked, none parsed more
//! than needed.

pub(crate) mod scan;
pub(crate) mod socket;
pub(crate) mod http;
pub(crate) mod member;
pub(crate) mod crowd;
pub(crate) mod pace;
