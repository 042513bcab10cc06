//! Figures and how they are won: durations, order, and the tally of one load.

pub(crate) mod histogram;
pub(crate) mod order;
pub(crate) mod tally;
