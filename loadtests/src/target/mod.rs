//! What is measured: Talkoo, or one of the baselines, running as processes of their own so that
//! their use can be read from outside.

pub(crate) mod fixture;
pub(crate) mod servers;
