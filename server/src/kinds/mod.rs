//! THE REGISTRY. A kind is a folder here and a line below; nothing else in the server names one.

pub mod chat;
pub mod bank;
pub mod news;
#[cfg(feature = "trial")]
pub mod trial;

use talkoo_protocol::{Code, Refusal};

use crate::kind::AnyKind;

/// Every kind this server knows, in the order in which they are offered.
pub const KINDS: &[&dyn AnyKind] = &[
    &chat::Chat,
    &bank::Bank,
    &news::News,
    #[cfg(feature = "trial")]
    &trial::Trial,
];

/// The kind of the channel that every workspace begins with.
pub const FIRST: &str = "chat";

/// The kind of this name.
///
/// # Errors
/// `unknown_kind`.
pub fn find(name: &str) -> Result<&'static dyn AnyKind, Refusal> {
    KINDS
        .iter()
        .copied()
        .find(|kind| kind.name() == name)
        .ok_or_else(|| Refusal::new(Code::UnknownKind, "this network has no such kind of channel"))
}
