//! What is true and what is allowed, as plain values and pure functions. No async, no SQL, no clock.

pub mod access;
pub mod workspace;
pub mod order;
pub mod template;
pub mod arrival;
pub mod draft;
pub mod import;
pub mod invitation;
pub mod emoji;
pub mod facets;
pub mod own_feed;
pub mod letter;
pub mod markup;
pub mod moving;
pub mod moderation;
pub mod notice;
pub mod personal_code;
pub mod profile;
pub mod push;
pub mod organisation;
pub mod leaving;
pub mod activity;
pub mod outcome;
