//! `talkoo routes`: every way in, with the right it needs. Opens no connection.

use serde_json::json;

use crate::actions::rights;
use crate::http;

use super::say::say;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    #[arg(long)]
    json: bool,
}

pub(super) fn run(words: &Words) {
    let routes = http::listed();
    if words.json {
        let commands = rights::COMMANDS.iter();
        let commands: Vec<_> =
            commands.map(|one| json!({ "command": one.command, "right": one.right })).collect();
        say(&json!({ "routes": routes, "commands": commands }).to_string());
        return;
    }
    for route in routes {
        say(&format!("{:6} {:45} {}", route.method, route.path, route.right));
    }
    for one in rights::COMMANDS {
        say(&format!("socket {:45} {}", one.command, one.right));
    }
}
