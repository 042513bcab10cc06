//! What an operator sees: exit codes, one clear line, an orderly end.

use std::collections::BTreeSet;
use std::process::Output;

use serde_json::{Value, json};

use crate::bed::{Bed, Node, talkoo};

#[tokio::test]
async fn settings_are_printed_without_their_secrets() {
    let mut command = talkoo(["check-config"]);
    command.env("DATABASE_URL", "postgres://talkoo:s3cret@db/talkoo").env("TALKOO_PAGE_ROWS", "7");
    let output = command.output().await.expect("the binary");
    assert_eq!(output.status.code(), Some(0));
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("DATABASE_URL=postgres://talkoo:***@db/talkoo"), "{text}");
    assert!(text.contains("TALKOO_PAGE_ROWS=7"), "{text}");
    assert!(!text.contains("s3cret"));
}

#[tokio::test]
async fn a_setting_that_cannot_be_used_is_named() {
    let mut command = talkoo(["serve"]);
    command.env("TALKOO_PAGE_ROWS", "many");
    ends_with(
        command.output().await.expect("the binary"),
        2,
        "TALKOO_PAGE_ROWS is no whole number",
    );
}

#[tokio::test]
async fn a_store_of_files_is_tried_and_left_as_it_was() {
    let folder = std::env::temp_dir().join(format!("talkoo-files-{}", uuid::Uuid::new_v4()));
    let mut command = talkoo(["check-files"]);
    command.env("TALKOO_FILES_FOLDER", &folder);
    let output = command.output().await.expect("the binary");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let said = String::from_utf8(output.stdout).expect("text");
    assert!(said.ends_with("keeps what it should.\n"), "{said}");
    assert_eq!(files_under(&folder), 0);
    std::fs::remove_dir_all(&folder).expect("it can be removed");
    // A bucket that is not there is told in time, with its cause.
    let mut command = talkoo(["check-files"]);
    command.env("TALKOO_S3_BUCKET", "talkoo").env("TALKOO_S3_ENDPOINT", "http://127.0.0.1:1");
    command.env("TALKOO_S3_KEY", "avain").env("TALKOO_S3_SECRET", "salaisuus");
    let output = command.output().await.expect("the binary");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("bucket talkoo: asking the file store"), "{said}");
}

fn files_under(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths.map(|path| if path.is_dir() { files_under(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn an_unmigrated_database_ends_serve_with_one_line() {
    let bed = Bed::bare().await;
    let mut command = talkoo(["serve"]);
    command.env("DATABASE_URL", bed.url());
    ends_with(command.output().await.expect("the binary"), 3, "run: talkoo migrate");
}

#[tokio::test]
async fn a_database_that_is_not_there_ends_serve_with_its_cause() {
    let mut command = talkoo(["serve"]);
    command.env("DATABASE_URL", "postgres://talkoo:s3cret@127.0.0.1:1/talkoo");
    ends_with(command.output().await.expect("the binary"), 3, "Connection refused");
}

#[tokio::test]
async fn migrate_and_serve_are_two_roles() {
    let bed = Bed::bare().await;
    let mut migrate = talkoo(["migrate"]);
    migrate.env("DATABASE_URL", bed.url()).env("MIGRATE_DATABASE_URL", bed.owner_url());
    let output = migrate.output().await.expect("the binary");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let node = Node::serve(&bed, []).await;
    node.end().await;
}

#[tokio::test]
async fn two_nodes_serve_one_database() {
    let bed = Bed::new().await;
    let (one, other) = tokio::join!(
        Node::serve(&bed, [("TALKOO_NODE", "one")]),
        Node::serve(&bed, [("TALKOO_NODE", "other")]),
    );
    assert_ne!(one.address, other.address);
    for node in [one, other] {
        let url = format!("http://{}/healthz", node.address);
        let answer = reqwest::get(url).await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200);
        node.end().await;
    }
}

#[tokio::test]
async fn a_port_that_is_taken_is_named() {
    let bed = Bed::new().await;
    let node = Node::serve(&bed, []).await;
    let taken = node.address.to_string();
    let mut command = talkoo(["serve"]);
    command.env("DATABASE_URL", bed.url()).env("TALKOO_LISTEN", &taken);
    ends_with(command.output().await.expect("the binary"), 1, &taken);
}

/// Whoever adds a command or a route says who may use it, or this fails.
#[tokio::test]
async fn every_way_in_is_listed_with_its_right() {
    let output = talkoo(["routes", "--json"]).output().await.expect("the binary");
    let listed: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    let texts = |list: &str, field: &str| -> BTreeSet<String> {
        let list = listed[list].as_array().expect("a list").iter();
        list.map(|one| one[field].as_str().expect("text").to_owned()).collect()
    };
    assert_eq!(texts("commands", "command"), protocol_commands());
    assert!(texts("routes", "path").contains("/api/v1/socket"));
    for list in ["routes", "commands"] {
        let rights = texts(list, "right");
        assert!(!rights.contains("") && !rights.contains("nobody"), "{list}: {rights:?}");
    }
}

/// The protocol names all its commands when it is asked for one that does not exist.
fn protocol_commands() -> BTreeSet<String> {
    let none = json!({ "t": "no such command" });
    let refused = serde_json::from_value::<talkoo_protocol::Action>(none).expect_err("no command");
    let words = refused.to_string();
    let (_, known) = words.split_once("expected one of").expect("the known ones");
    known.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// One line on stderr and nothing else.
fn ends_with(output: Output, code: i32, words: &str) {
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(said.contains(words), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(!said.contains("s3cret"));
}
