//! Who this process is among its equals.

use std::net::SocketAddr;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Node {
    /// `TALKOO_NODE`: the name in logs, in `hello` and at the foot of the page.
    /// When not set: the machine's name and the port.
    pub name: String,
    /// Nobody gave a name, so it follows the port.
    follows_port: bool,
}

impl Node {
    pub(super) fn read(source: &mut Source, address: SocketAddr) -> Self {
        let mut name: String = source.get(
            "TALKOO_NODE",
            "node.name",
            "",
            "name of the node in logs, in hello and at the foot of the page; \
                      not set: machine and port",
        );
        let follows_port = name.is_empty();
        if follows_port {
            name = usual_name(address);
            source.show_last(name.clone());
        }
        if name.chars().count() > 64 || name.contains(char::is_control) {
            source.problem("TALKOO_NODE is no name of 64 characters at most".to_owned());
        }
        Self { name, follows_port }
    }

    pub(super) fn bound_to(&mut self, address: SocketAddr) {
        if self.follows_port {
            self.name = usual_name(address);
        }
    }
}

fn usual_name(address: SocketAddr) -> String {
    format!("{}-{}", machine_name(), address.port())
}

fn machine_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let name: String = name.trim().chars().take(40).collect();
    if name.is_empty() { "node".to_owned() } else { name }
}
