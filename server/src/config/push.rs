//! How notices reach devices whose app is closed.

use std::{path::PathBuf, time::Duration};

use super::{source::Source, web::Web};

#[derive(Debug, Clone)]
pub struct Push {
    /// `TALKOO_PUSH_HOSTS`: a subscription names an address that anybody may have made up, so only
    /// hosts of this list and the known services are spoken to.
    pub hosts: Vec<String>,
    /// `TALKOO_PUSH_CA`: for a push service of one's own.
    pub authority: Option<PathBuf>,
    /// `TALKOO_PUSH_LOOPBACK`: for tests, never where real people are.
    pub loopback: bool,
    /// `TALKOO_PUSH_CONTACT`: whom a service writes to when something is wrong with what comes.
    pub contact: String,
    /// `TALKOO_PUSH_GROUP`: what a device is told of one item within this time is told as one.
    pub group: Duration,
    /// `TALKOO_PUSH_EVERY`.
    pub every: Duration,
    /// `TALKOO_PUSH_TIMEOUT`.
    pub timeout: Duration,
    /// `TALKOO_PUSH_AT_ONCE`: notices that a node has under way to one service.
    pub at_once: u32,
}

impl Push {
    pub(super) fn read(source: &mut Source, web: &Web) -> Self {
        let hosts = source.get(
            "TALKOO_PUSH_HOSTS",
            "push.hosts",
            "",
            "further push services, host or host:port; the large browsers' are known",
        );
        let authority = source.get(
            "TALKOO_PUSH_CA",
            "push.ca",
            "",
            "file with further certificate authorities of push services, PEM",
        );
        let loopback = source.get(
            "TALKOO_PUSH_LOOPBACK",
            "push.loopback",
            "false",
            "push services on this machine may be spoken to without TLS, for trials",
        );
        let mut contact: String = source.get(
            "TALKOO_PUSH_CONTACT",
            "push.contact",
            "",
            "mailto: or https: address by which push services reach those who run this; not set: the first https origin",
        );
        if contact.is_empty() {
            let origin = web.first_origin();
            contact = if origin.starts_with("https://") {
                origin.to_owned()
            } else {
                "https://talkoo.invalid".to_owned()
            };
            source.show_last(contact.clone());
        } else if !contact.starts_with("mailto:") && !contact.starts_with("https://") {
            source.problem("TALKOO_PUSH_CONTACT is neither mailto: nor https:".to_owned());
        }
        let mut time = |variable, key, default, meaning| -> Duration {
            source.get(variable, key, default, meaning)
        };
        let group = time(
            "TALKOO_PUSH_GROUP",
            "push.group",
            "5 s",
            "notices of one item within this time are one",
        );
        let every = time(
            "TALKOO_PUSH_EVERY",
            "push.every",
            "1 s",
            "how often a node looks for notices that are due",
        );
        let timeout = time(
            "TALKOO_PUSH_TIMEOUT",
            "push.timeout",
            "10 s",
            "longest time of one try to reach a push service",
        );
        let at_once = source.get(
            "TALKOO_PUSH_AT_ONCE",
            "push.at_once",
            "64",
            "notices of a node that are on their way to one push service at once",
        );
        Self { hosts, authority, loopback, contact, group, every, timeout, at_once }
    }
}
