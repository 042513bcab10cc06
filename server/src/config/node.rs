//! Who this process is among its equals.

use std::net::SocketAddr;

use super::source::Source;

#[derive(Debug, Clone)]
pub struct Node {
    /// `TALKOO_NODE`: the name in logs, in `hello` and at the foot of the page.
    /// When not set: the machine's name and the port.
    pub name: String,
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
        if name.is_empty() {
            name = format!("{}-{}", machine_name(), address.port());
            source.show_last(name.clone());
        }
        if name.chars().count() > 64 || name.contains(char::is_control) {
            source.problem("TALKOO_NODE is no name of 64 characters at most".to_owned());
        }
        Self { name }
    }
}

fn machine_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    let name: String = name.trim().chars().take(40).collect();
    if name.is_empty() { "node".to_owned() } else { name }
}
