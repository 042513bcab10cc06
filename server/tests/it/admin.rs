//! What an operator makes from the command line, beside a node that serves.

use std::process::Output;

use serde_json::Value;

use crate::bed::{Bed, Node, talkoo};

async fn run<const N: usize>(bed: &Bed, words: [&str; N]) -> Output {
    let mut command = talkoo(words);
    command.env("DATABASE_URL", bed.url());
    command.output().await.expect("the binary")
}

async fn made<const N: usize>(bed: &Bed, words: [&str; N]) -> Value {
    let output = run(bed, words).await;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{words:?}: {said}");
    serde_json::from_slice(&output.stdout).expect("one JSON object")
}

async fn read(node: &Node, token: &str, path: &str) -> Value {
    let url = format!("http://{}/api/v1{path}", node.address);
    let asked = reqwest::Client::new().get(url).bearer_auth(token).send();
    asked.await.expect("an answer").json().await.expect("json")
}

#[tokio::test]
async fn an_operator_lets_people_in_beside_a_running_node() {
    let bed = Bed::new().await;
    let node = Node::serve(&bed, []).await;
    let person = ["admin", "create-member", "--given", "Eero", "--family", "Koe"];
    let words = [&person[..], &["--email", "eero@esimerkki.example", "--json"]].concat();
    let words: [&str; 9] = words.try_into().expect("nine words");
    let member = made(&bed, words).await["member"].clone();
    let again = run(&bed, words).await;
    let said = String::from_utf8_lossy(&again.stderr).into_owned();
    assert_eq!(again.status.code(), Some(1));
    assert!(said.contains("email: a member has it already"), "{said}");

    let whose = ["--member", "EERO@esimerkki.example", "--json"];
    let session = ["admin", "issue-session", whose[0], whose[1], whose[2]];
    let session = made(&bed, session).await;
    let token = session["token"].as_str().expect("a token").to_owned();
    let start = read(&node, &token, "/start").await;
    assert_eq!(start["me"]["id"], member);
    assert!(start["terms_due"].is_null(), "the operator answers for a program: {start}");

    let workspace = ["admin", "create-workspace", "--owner", "eero@esimerkki.example"];
    let words = [&workspace[..], &["--name", "Koetila", "--visibility", "secret", "--json"]];
    let words: [&str; 9] = words.concat().try_into().expect("nine words");
    let workspace = made(&bed, words).await["workspace"].clone();
    let listed = read(&node, &token, "/workspaces").await;
    assert_eq!(listed[0]["workspace"]["id"], workspace);
    assert_eq!(listed[0]["role"], "owner");

    let link = made(&bed, ["admin", "sign-in-link", whose[0], whose[1], whose[2]]).await;
    let body = serde_json::json!({"token": link["token"]});
    let url = format!("http://{}/api/v1/sign-in/link", node.address);
    let signed = reqwest::Client::new().post(url).json(&body).send().await.expect("an answer");
    assert_eq!(signed.status().as_u16(), 200);
    node.end().await;

    let nobody = ["admin", "issue-session", "--member", "nobody@esimerkki.example"];
    let said = String::from_utf8(run(&bed, nobody).await.stderr).expect("text");
    assert!(said.contains("no active member"), "{said}");
    let verified = run(&bed, ["verify-audit"]).await;
    let said = String::from_utf8(verified.stdout).expect("text");
    assert!(verified.status.success() && said.contains("whole"), "{said}");
}

#[tokio::test]
async fn a_fixture_is_a_network_that_can_be_used() {
    let bed = Bed::new().await;
    let shape = ["--members", "30", "--channels", "4", "--members-per-channel", "10", "--json"];
    let words = [&["admin", "load-fixture"][..], &shape[..]].concat();
    let words: [&str; 9] = words.try_into().expect("nine words");
    let fixture = made(&bed, words).await;
    let sessions = fixture["sessions"].as_array().expect("sessions");
    let channels = fixture["channels"].as_array().expect("channels");
    assert_eq!((sessions.len(), channels.len()), (30, 4));
    assert_eq!(channels[0]["head"], 0);
    assert!(channels[0]["main_item"].is_string());

    let node = Node::serve(&bed, []).await;
    let token = |number: usize| sessions[number]["token"].as_str().expect("a token");
    // Channel c holds the members c × 10 + 0 … 9, counted round and round through thirty.
    let start = read(&node, token(10), "/start").await;
    let listed = start["channels"].as_array().expect("channels");
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0]["id"], channels[1]["id"]);
    let start = read(&node, token(0), "/start").await;
    assert_eq!(start["channels"].as_array().expect("channels").len(), 2);
    node.end().await;
}

#[tokio::test]
async fn a_restore_is_announced_by_a_new_epoch() {
    let bed = Bed::new().await;
    let begun = run(&bed, ["new-epoch"]).await;
    assert!(begun.status.success());
    let pool = bed.pool().await;
    let epoch: uuid::Uuid =
        sqlx::query_scalar("select epoch from network").fetch_one(&pool).await.expect("a network");
    let said = String::from_utf8(begun.stdout).expect("text");
    assert!(said.contains(&epoch.to_string()), "{said}");
}
