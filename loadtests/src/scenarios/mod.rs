//! The loads of the budget, one file each, and what they are made of.

pub(crate) mod bench;
pub(crate) mod run;
pub(crate) mod seating;
pub(crate) mod paired;

mod joining;
mod light;
mod busy;
mod full;
mod teams;
mod one_room;
mod idle;
mod join;
mod independence;
mod large;
mod log;
mod search;
mod feed;
mod two_nodes;
mod faults;
mod push;
mod raw_rung;
