//! A hundred people at one link, and a link that is taken back while they press.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    http::Site,
    invitations::{accept, lines, made, newcomer},
    stage::{Plan, Stage},
};

async fn counted(results: Vec<Result<(), String>>) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for result in results {
        let word = result.map_or_else(|code| code, |()| "in".to_owned());
        *found.entry(word).or_default() += 1;
    }
    found
}

fn two_nodes() -> Plan {
    Plan::new(2).set("TALKOO_SIGN_IN_PER_MINUTE", "10000")
}

/// Newcomers on both nodes at once.
async fn pressed(stage: &Stage, token: &str, people: usize) -> BTreeMap<String, usize> {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let tries = (0..people).map(|number| {
        let address = stage.nodes[number % stage.nodes.len()].address;
        let url = format!("http://{address}/api/v1/invitations/accept");
        let asked = client.post(url).json(&newcomer(token, &format!("tulija{number}")));
        async move {
            let answer: Value = asked.send().await.unwrap().json().await.unwrap();
            match answer["code"].as_str() {
                None => Ok(()),
                Some(code) => Err(code.to_owned()),
            }
        }
    });
    counted(join_all(tries).await).await
}

#[tokio::test]
async fn of_a_hundred_newcomers_as_many_come_in_as_may() {
    let stage = two_nodes().open().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let to = json!({"workspace": place.workspace});
    let (token, id) = made(&mut of_aino, to, json!({"most": 10})).await;
    let found = pressed(&stage, &token, 100).await;
    assert_eq!(found, BTreeMap::from([("in".to_owned(), 10), ("rule".to_owned(), 90)]));
    // Whoever did not come in left nothing behind.
    for (question, expected) in [
        ("select count(*) from members".to_owned(), 11),
        (
            format!(
                "select count(*) from workspace_members where workspace = '{}'",
                place.workspace
            ),
            11,
        ),
        (format!("select count(*) from channel_members where channel = '{}'", place.channel), 11),
        (format!("select uses::bigint from invitations where id = '{id}'"), 10),
        (format!("select count(*) from invitation_uses where invitation = '{id}'"), 10),
    ] {
        assert_eq!(stage.number(question.clone()).await, expected, "{question}");
    }
    assert_eq!(lines(&stage, "invitation_used").await, 10);
}

#[tokio::test]
async fn of_a_hundred_members_as_many_come_in_as_may() {
    let stage = two_nodes().open().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let to = json!({"workspace": place.workspace});
    let (token, _) = made(&mut of_aino, to, json!({"most": 7})).await;
    let mut people = Vec::new();
    for number in 0..100 {
        people.push(stage.member(&format!("Jäsen{number}")).await);
    }
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let tries = people.iter().enumerate().map(|(number, person)| {
        let url = format!("http://{}/api/v1/commands", stage.nodes[number % 2].address);
        let command =
            json!({"t": "use_invitation", "client_id": uuid::Uuid::new_v4(), "token": token});
        let asked = client.post(url).bearer_auth(&person.token).json(&command);
        async move {
            let answer: Value = asked.send().await.unwrap().json().await.unwrap();
            match answer["code"].as_str() {
                None => Ok(()),
                Some(code) => Err(code.to_owned()),
            }
        }
    });
    let found = counted(join_all(tries).await).await;
    assert_eq!(found, BTreeMap::from([("in".to_owned(), 7), ("rule".to_owned(), 93)]));
    let inside =
        format!("select count(*) from workspace_members where workspace = '{}'", place.workspace);
    assert_eq!(stage.number(inside).await, 8);
}

#[tokio::test]
async fn after_a_link_is_taken_back_nobody_comes_in_by_it() {
    let stage = two_nodes().open().await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let to = json!({"workspace": place.workspace});
    let (token, id) = made(&mut of_aino, to, json!({"most": 1000})).await;
    let revoke = json!({"t": "revoke_invitation", "invitation": id});
    let (found, revoked) = tokio::join!(pressed(&stage, &token, 40), of_aino.ask(revoke));
    revoked.unwrap();
    assert!(found.keys().all(|code| ["in", "rule"].contains(&code.as_str())), "{found:?}");
    let inside = stage.number("select count(*) from members".to_owned()).await;
    assert_eq!(inside, 1 + i64::try_from(found.get("in").copied().unwrap_or(0)).unwrap());
    let late = "select count(*) from invitation_uses u join invitations i on i.id = u.invitation
        where u.at > i.revoked_at + interval '2 seconds'";
    assert_eq!(stage.number(late.to_owned()).await, 0);
    assert_eq!(accept(&site, &newcomer(&token, "myöhäinen")).await.unwrap_err().1, "rule");
}
