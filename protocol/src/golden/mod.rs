//! Samples of all that crosses the wire, in `golden/`: written by these tests (run them with
//! `TALKOO_WRITE_GOLDEN=1`), read back here and by the web client's tests. A sample that changes is a
//! change of the protocol.

mod sample;
mod server;
mod client;
mod arrivals;
mod people;
mod tags;
mod push;

use std::path::PathBuf;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use crate::{Code, Command, LiveFrame, ServerFrame, close::CloseCode, frame::ClientFrame};

/// Holds these values and the file of this name together, and reads the file back.
#[expect(clippy::disallowed_methods, reason = "whoever changes the protocol speaks to this alone")]
fn check<T>(file: &str, values: &[T])
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("golden").join(file);
    let fresh = serde_json::to_string_pretty(values).expect("every shape is JSON") + "\n";
    if std::env::var_os("TALKOO_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &fresh).expect("the folder is there");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, fresh, "run with TALKOO_WRITE_GOLDEN=1 and read what changed");
    let read: Vec<T> = serde_json::from_str(&committed).expect("what was written can be read");
    assert_eq!(read, values);
}

fn names(values: &[impl Serialize]) -> Vec<String> {
    let name = |value: Value| value["t"].as_str().expect("a name in t").to_owned();
    values.iter().map(|value| name(serde_json::to_value(value).expect("JSON"))).collect()
}

#[test]
fn frames_of_the_server() {
    let frames = server::frames();
    check("frames/server.json", &frames);
    let mut names = names(&frames);
    names.dedup();
    assert_eq!(names.len(), 15, "every frame of the server has a sample: {names:?}");
}

#[test]
fn live_frames_of_the_client() {
    let frames: Vec<LiveFrame> = client::live();
    check("frames/live.json", &frames);
    assert_eq!(names(&frames).len(), 8, "every live frame has a sample");
    for frame in frames {
        let text = serde_json::to_string(&frame).expect("JSON");
        assert_eq!(ClientFrame::read(&text), Ok(ClientFrame::Live(frame)));
    }
}

/// The protocol names all its commands when it is asked for one that does not exist.
fn known_commands() -> Vec<String> {
    let none = serde_json::json!({"t": "no such command"});
    let refused = serde_json::from_value::<crate::Action>(none).expect_err("no command");
    let words = refused.to_string();
    let (_, known) = words.split_once("expected one of").expect("the known ones");
    let mut known: Vec<String> = known.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    known.sort();
    known
}

#[test]
fn commands_of_the_client() {
    let commands: Vec<Command> = client::commands();
    check("frames/commands.json", &commands);
    let mut names = names(&commands);
    names.sort();
    names.dedup();
    assert_eq!(names, known_commands(), "every command has a sample");
    for command in commands {
        let text = serde_json::to_string(&command).expect("JSON");
        assert_eq!(ClientFrame::read(&text), Ok(ClientFrame::Command(Box::new(command))));
    }
}

/// One frame for every code, so that a client meets each of them before a member does.
#[test]
fn refusals() {
    let frames: Vec<ServerFrame> = Code::ALL.iter().map(|code| server::refused(*code)).collect();
    check("frames/refusals.json", &frames);
}

#[test]
fn close_codes() {
    let codes: Vec<Value> = CloseCode::ALL
        .iter()
        .map(|code| serde_json::json!({"code": code.code, "reason": code.reason, "resume": code.resume}))
        .collect();
    check("close_codes.json", &codes);
}

/// An older program meets a newer one: what it does not know is passed over.
#[test]
fn what_is_not_known_is_ignored() {
    let mut frame = serde_json::to_value(server::event()).expect("JSON");
    frame["tomorrow"] = serde_json::json!({"is": "another day"});
    frame["verb"] = serde_json::json!("sung");
    let read: ServerFrame = serde_json::from_value(frame).expect("it is read");
    let ServerFrame::Event(event) = read else { panic!("{read:?}") };
    assert_eq!(event.verb.as_str(), "sung");
    let refused = ClientFrame::read(
        r#"{"t":"sing","ref":7,"client_id":"00000000-0000-4000-8000-000000000001"}"#,
    );
    let (reference, client_id, refusal) = refused.expect_err("an unknown command is refused");
    assert_eq!((reference, client_id.is_some(), refusal.code), (7, true, Code::BadFrame));
}
