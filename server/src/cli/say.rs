//! What a subcommand answers: results on stdout, for people and pipes; trouble on stderr.

use std::io::{self, Write as _};

/// A line of the result. A reader that went away is no trouble of ours.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// The one clear line of a command that did not succeed.
pub(super) fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "talkoo: {line}");
}
