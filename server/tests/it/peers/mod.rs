//! Peers help each other: questions that find those who know, and hosts who take turns.

mod questions;
