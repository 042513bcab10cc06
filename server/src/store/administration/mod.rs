//! What those who run the network ask of the database: counts, states and names, by few statements.
//! No text that members wrote to each other is read here.

mod overview;
mod people;
mod places;
mod running;
mod lines;
mod feedback;
mod imports;

pub use feedback::{feedback, sender_of};
pub use imports::{
    Import, NotYetHere, import, keep_import, known_organisations, make_links, not_yet_here, taken,
};
pub use lines::{audit_page, chain};
pub use overview::overview;
pub use people::{members, organisations};
pub use places::workspaces;
pub use running::{Beat, beat, forget_beat, nodes, storage};

/// A count for a screen.
fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A part of a word, in small letters, in which nothing is a wildcard but both ends.
fn like_part(text: &str) -> String {
    format!("%{}", super::people::like_prefix(&text.trim().to_lowercase()))
}
