//! What crosses the wire of Talkoo, and nothing else: commands in, frames and bodies out, refusals,
//! close codes, limits. No runtime, no database, no rule: a client can be written from this crate,
//! and `README.md` beside it tells the protocol as a conversation.

#[macro_use]
mod shapes;
mod nul;

pub mod ids;
pub mod limits;
pub mod command;
pub mod frame;
pub mod event;
pub mod files;
pub mod content;
pub mod bringing;
pub mod copies;
pub mod links;
pub mod publishing;
pub mod places;
pub mod workspaces;
pub mod invitations;
pub mod people;
pub mod search;
pub mod refusal;
pub mod close;
pub mod tags;
pub mod notices;
pub mod own_feed;
pub mod http;
pub mod moving;
pub mod administration;
pub mod moderation;
pub mod arrivals;
pub mod activity;
pub mod report;
pub mod peer;
pub mod push;

#[cfg(test)]
mod typescript;
#[cfg(test)]
mod golden;

pub use command::{Action, Command, Follow, Subject};
pub use content::{ItemView, MessageView, ReactionView};
pub use event::{Content, Event, LightEvent, Said, Verb};
pub use files::{FileState, FileView};
pub use frame::{Ack, Depth, LiveFrame, ServerFrame};
pub use ids::*;
pub use moving::{Goal, Left, MOVED_AT_ONCE, MoveTalk, Talk};
pub use nul::holds_nul;
pub use places::{ChannelView, MemberView, OrganisationView, WorkspaceView};
pub use refusal::{Code, Refusal, Retry};

/// The protocol's version. It grows only when a client of the day before could misread a frame;
/// unknown frames and fields are ignored by both sides, so additions do not count.
pub const VERSION: u32 = 1;
