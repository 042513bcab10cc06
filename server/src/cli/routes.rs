//! `talkoo routes`: every HTTP route, command and frame with the right it needs, as the code has it.
//! Asks no database. A test holds that each of them stands in the access table.

use serde_json::json;

use crate::actions::rights::COMMANDS;
use crate::http;

use super::say::say;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    #[arg(long)]
    json: bool,
}

/// What a client says on a socket besides commands, and who may.
const FRAMES: &[(&str, &str)] = &[
    ("sign_in", "anybody, once"),
    ("resume", "a signed-in member; each stream: who may read it"),
    ("subscribe", "a signed-in member; each stream: who may read it"),
    ("unsubscribe", "a signed-in member"),
    ("watch_presence", "a signed-in member; of each: who may know of them"),
    ("presence", "a signed-in member, one's own"),
    ("typing", "who may write in the channel"),
    ("ping", "a signed-in member"),
];

pub(super) fn run(words: &Words) {
    let routes = http::listed();
    if !words.json {
        for route in routes {
            say(&format!("{:5} {}  ({})", route.method, route.path, route.right));
        }
        for one in COMMANDS {
            say(&format!("command {}  ({})", one.command, one.right));
        }
        for (frame, right) in FRAMES {
            say(&format!("frame {frame}  ({right})"));
        }
        return;
    }
    let commands: Vec<_> =
        COMMANDS.iter().map(|one| json!({ "command": one.command, "right": one.right })).collect();
    let frames: Vec<_> =
        FRAMES.iter().map(|(frame, right)| json!({ "frame": frame, "right": right })).collect();
    say(&json!({ "routes": routes, "commands": commands, "frames": frames }).to_string());
}
