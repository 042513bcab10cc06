//! What an operator sees: exit codes, one clear line, an orderly end.

use std::process::Output;

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

/// One line on stderr and nothing else.
fn ends_with(output: Output, code: i32, words: &str) {
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(code), "{said}");
    assert!(said.contains(words), "{said}");
    assert_eq!(said.trim().lines().count(), 1, "{said}");
    assert!(!said.contains("s3cret"));
}
