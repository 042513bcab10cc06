//! The people and channels of a load. Talkoo's are made through its command line; the baseline
//! needs none, it believes every name. Who is in which channel is a rule both know.

use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde::Deserialize;

use crate::client::scan::StreamName;
use crate::machine::process;

/// How many people and channels. Channel `c` holds the members `c * per_channel + 0, 1, 2 …`,
/// counted round and round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shape {
    pub(crate) members: usize,
    pub(crate) channels: usize,
    pub(crate) per_channel: usize,
}

impl Shape {
    /// The members of a channel.
    pub(crate) fn members_of(self, channel: usize) -> impl Iterator<Item = usize> {
        (0..self.per_channel).map(move |place| (channel * self.per_channel + place) % self.members)
    }

    /// The channels of every member, all at once: asking one by one would walk all each time.
    pub(crate) fn channels_of_all(self) -> Vec<Vec<usize>> {
        let mut channels = vec![Vec::new(); self.members];
        for channel in 0..self.channels {
            for member in self.members_of(channel) {
                channels[member].push(channel);
            }
        }
        channels
    }
}

/// A channel and the item that everybody writes under.
#[derive(Clone, Copy)]
pub(crate) struct Channel {
    pub(crate) name: StreamName,
    pub(crate) main_item: StreamName,
}

#[derive(Clone)]
pub(crate) struct Fixture {
    pub(crate) shape: Shape,
    pub(crate) channels: Vec<Channel>,
    pub(crate) tokens: Vec<String>,
}

#[derive(Deserialize)]
struct Printed {
    channels: Vec<PrintedChannel>,
    sessions: Vec<Session>,
}

#[derive(Deserialize)]
struct PrintedChannel {
    id: String,
    main_item: String,
}

#[derive(Deserialize)]
struct Session {
    token: String,
}

impl Fixture {
    /// Names nobody has to know.
    pub(crate) fn invented(shape: Shape) -> Self {
        let channel = |number: usize| format!("00000000-0000-7000-8000-{number:012}");
        let channels = (0..shape.channels).map(|number| {
            let name = stream_name(&channel(number))?;
            Ok(Channel { name, main_item: name })
        });
        Self {
            shape,
            channels: channels.collect::<anyhow::Result<_>>().unwrap_or_default(),
            tokens: (0..shape.members).map(|number| format!("member {number}")).collect(),
        }
    }

    /// Lets the server's own command line fill a fresh database.
    pub(crate) fn load(
        program: &Path,
        environment: &[(String, String)],
        shape: Shape,
    ) -> anyhow::Result<Self> {
        let talkoo = |arguments: &[&str]| {
            let mut command = Command::new(program);
            command.args(arguments).envs(environment.iter().cloned());
            // Thousands of rows in one statement; the server itself keeps its limit.
            command.env("TALKOO_DATABASE_STATEMENT", "600 s");
            process::output(&mut command)
        };
        talkoo(&["migrate"]).context("migrating")?;
        let counts = [shape.members, shape.channels, shape.per_channel].map(|n| n.to_string());
        let printed = talkoo(&[
            "admin",
            "load-fixture",
            "--members",
            &counts[0],
            "--channels",
            &counts[1],
            "--members-per-channel",
            &counts[2],
            "--json",
        ])
        .context("filling the database")?;
        Self::read(&printed, shape)
    }

    fn read(printed: &str, shape: Shape) -> anyhow::Result<Self> {
        let printed: Printed = serde_json::from_str(printed).context("reading the fixture")?;
        let channels = printed.channels.iter().map(|channel| {
            let name = stream_name(&channel.id)?;
            Ok(Channel { name, main_item: stream_name(&channel.main_item)? })
        });
        Ok(Self {
            shape,
            channels: channels.collect::<anyhow::Result<_>>()?,
            tokens: printed.sessions.into_iter().map(|session| session.token).collect(),
        })
    }
}

/// Fills a fresh database with a large demonstration; the tokens of these people's sessions.
pub(crate) fn demo(
    program: &Path,
    environment: &[(String, String)],
    size: &str,
    emails: &[String],
) -> anyhow::Result<Vec<String>> {
    let talkoo = |arguments: &[&str]| {
        let mut command = Command::new(program);
        command.args(arguments).envs(environment.iter().cloned());
        process::output(&mut command)
    };
    talkoo(&["migrate"]).context("migrating")?;
    talkoo(&["demo", "--size", size]).context("filling the database")?;
    let token = |email: &String| {
        let printed = talkoo(&["admin", "issue-session", "--member", email, "--json"])?;
        let session: Session = serde_json::from_str(&printed).context("reading a session")?;
        Ok(session.token)
    };
    emails.iter().map(token).collect()
}

fn stream_name(text: &str) -> anyhow::Result<StreamName> {
    text.as_bytes().try_into().with_context(|| format!("{text} is no id"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_go_round_through_the_channels() {
        let shape = Shape { members: 4, channels: 3, per_channel: 3 };
        assert_eq!(shape.members_of(1).collect::<Vec<_>>(), [3, 0, 1]);
        assert_eq!(shape.channels_of_all(), [vec![0, 1, 2], vec![0, 1], vec![0, 2], vec![1, 2]]);
    }

    #[test]
    fn what_is_printed_is_read() {
        let id = "00000000-0000-7000-8000-000000000001";
        let shape = Shape { members: 1, channels: 1, per_channel: 1 };
        let printed = format!(
            r#"{{"workspace":"w","channels":[{{"id":"{id}","main_item":"{id}","head":0}}],"sessions":[{{"member":"m","token":"secret"}}]}}"#
        );
        let fixture = Fixture::read(&printed, shape).unwrap();
        assert_eq!((fixture.channels.len(), fixture.tokens.len()), (1, 1));
        assert!(
            Fixture::read(r#"{"channels":[{"id":"no","main_item":"no"}],"sessions":[]}"#, shape)
                .is_err()
        );
    }

    #[test]
    fn invented_names_have_the_form_of_ids() {
        let fixture = Fixture::invented(Shape { members: 3, channels: 1_000, per_channel: 2 });
        assert_eq!((fixture.channels.len(), fixture.tokens.len()), (1_000, 3));
    }
}
