//! How many a node takes on at once. Beyond it callers are told to come back.

use std::num::NonZeroU32;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Admission {
    /// `TALKOO_CONNECTIONS`: connections over HTTP, beside open sockets; who comes after them waits.
    pub connections: NonZeroU32,
    /// `TALKOO_SOCKETS`: open sockets of a node.
    pub sockets: NonZeroU32,
    /// `TALKOO_ARRIVING`: sockets that have shown a session and wait to be greeted.
    pub arriving: NonZeroU32,
    /// `TALKOO_GREETINGS`: of these, so many ask the database at once.
    pub greetings: NonZeroU32,
    /// `TALKOO_RESUMES`: subscriptions, resumes and replayed pages that ask it at once.
    pub resumes: NonZeroU32,
    /// `TALKOO_COMMANDS`: commands that are begun and not answered.
    pub commands: NonZeroU32,
}

impl Admission {
    pub(super) fn read(source: &mut Source) -> Self {
        Self {
            connections: source.get(
                "TALKOO_CONNECTIONS",
                "admission.connections",
                "4096",
                "connections over HTTP at once, beside open sockets",
            ),
            sockets: source.get(
                "TALKOO_SOCKETS",
                "admission.sockets",
                "20000",
                "open sockets of a node",
            ),
            arriving: source.get(
                "TALKOO_ARRIVING",
                "admission.arriving",
                "4096",
                "sockets that may wait to be greeted",
            ),
            greetings: source.get(
                "TALKOO_GREETINGS",
                "admission.greetings",
                "4",
                "sockets that are greeted at once, a question to Postgres each",
            ),
            resumes: source.get(
                "TALKOO_RESUMES",
                "admission.resumes",
                "6",
                "resumes and replays at once, a question to Postgres each",
            ),
            commands: source.get(
                "TALKOO_COMMANDS",
                "admission.commands",
                "4096",
                "commands of a node that are begun and not answered",
            ),
        }
    }
}
