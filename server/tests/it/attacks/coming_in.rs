//! Attacks on the door: guessing, planting, pretending to be elsewhere.

use std::time::{Duration, Instant};

use reqwest::{StatusCode, header};
use serde_json::{Value, json};
use talkoo::actions::accounts;

use crate::{
    http::{Site, refused},
    stage::{Plan, Stage},
};

const PASSWORD: &str = "seitsemän lumista veljestä";

/// A member's address, once the password is set.
async fn with_password(stage: &Stage, site: &Site<'_>, given: &str) -> String {
    let person = stage.member(given).await;
    let link = accounts::sign_in_link(&stage.nodes[0].app, person.id).await.expect("a link");
    let body = json!({"token": link.text(), "password": PASSWORD});
    let answer = site.post("/api/v1/sign-in/link").json(&body).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    format!("{}@esimerkki.example", person.id)
}

/// The fastest of some tries, so that a busy machine does not count.
async fn fastest(site: &Site<'_>, email: &str) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..7 {
        let body = json!({"email": email, "password": "väärä salasana"});
        let began = Instant::now();
        let answer = site.post("/api/v1/sign-in").json(&body).send().await.expect("an answer");
        best = best.min(began.elapsed());
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }
    best
}

/// The same hashing is done for an address that nobody has, or the time would tell.
#[tokio::test]
async fn an_unknown_address_takes_as_long_as_a_wrong_password() {
    let stage = Plan::new(1).set("TALKOO_SIGN_IN_PER_MINUTE", "1000").open().await;
    let site = Site::of(&stage);
    let email = with_password(&stage, &site, "Siiri").await;
    let without = stage.member("Aino").await;
    let known = fastest(&site, &email).await;
    for other in
        ["nobody@esimerkki.example".to_owned(), format!("{}@esimerkki.example", without.id)]
    {
        let unknown = fastest(&site, &other).await;
        let ratio = unknown.as_secs_f64() / known.as_secs_f64();
        assert!((0.4..2.5).contains(&ratio), "{unknown:?} where a known one takes {known:?}");
    }
}

/// Whatever a browser held before, coming in makes a new session; what was planted stays worthless.
#[tokio::test]
async fn no_session_is_kept_over_signing_in() {
    let stage = Plan::new(1).set("TALKOO_SIGN_IN_PER_MINUTE", "1000").open().await;
    let site = Site::of(&stage);
    let email = with_password(&stage, &site, "Siiri").await;
    let attacker = stage.member("Pahis").await;
    let name = format!("talkoo-{}", stage.nodes[0].address.port());
    for planted in [attacker.token.as_str(), "planted"] {
        let body = json!({"email": email, "password": PASSWORD});
        let asked = site.post("/api/v1/sign-in").header(header::ORIGIN, site.url(""));
        let asked = asked.header(header::COOKIE, format!("{name}={planted}")).json(&body);
        let answer = asked.send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK);
        let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
        let own = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a pair").1;
        assert_ne!(own, planted);
        let start = |token: &str| site.get_as_nobody("/api/v1/start").bearer_auth(token).send();
        let mine: Value = start(own).await.unwrap().json().await.unwrap();
        assert_ne!(mine["me"]["id"], attacker.id.to_string());
        let theirs = start(planted).await.unwrap();
        match theirs.status() {
            StatusCode::OK => {
                let theirs: Value = theirs.json().await.unwrap();
                assert_eq!(theirs["me"]["id"], attacker.id.to_string());
            }
            status => assert_eq!((status, planted), (StatusCode::UNAUTHORIZED, "planted")),
        }
    }
}

/// Behind a proxy of ours the nearest other address counts. What is written in front of it by the
/// caller counts for nothing.
#[tokio::test]
async fn behind_a_proxy_made_up_addresses_dodge_no_limit() {
    let stage = Plan::new(1)
        .set("TALKOO_SIGN_IN_PER_MINUTE", "1")
        .set("TALKOO_TRUSTED_PROXIES", "127.0.0.0/8,10.0.0.0/8")
        .open()
        .await;
    let site = Site::of(&stage);
    let from = async |number: u8, forwarded: &str| {
        let body = json!({"email": format!("{number}@esimerkki.example"), "password": "x"});
        let asked = site.post("/api/v1/sign-in").header("x-forwarded-for", forwarded).json(&body);
        refused(asked.send().await.expect("an answer")).await.1
    };
    assert_eq!(from(1, "198.51.100.1").await, "bad_credentials");
    for (number, dodge) in [
        (2, "198.51.100.1"),
        (3, "203.0.113.9, 198.51.100.1"),
        (4, "203.0.113.10, 198.51.100.77, 10.0.0.3"),
        (5, "127.0.0.1, 198.51.100.1"),
    ] {
        assert_eq!(from(number, dodge).await, "too_many", "{dodge}");
    }
    assert_eq!(from(6, "198.51.100.1, 203.0.113.9").await, "bad_credentials");
}

#[tokio::test]
async fn an_object_where_a_text_is_due_opens_nothing() {
    let stage = Plan::new(1).set("TALKOO_SIGN_IN_PER_MINUTE", "1000").open().await;
    let site = Site::of(&stage);
    let email = with_password(&stage, &site, "Siiri").await;
    let bodies = [
        json!({"email": {"$ne": null}, "password": {"$ne": null}}),
        json!({"email": email, "password": {"$gt": ""}}),
        json!({"email": [email], "password": PASSWORD}),
        json!({"email": email, "password": null}),
        json!({"email": email, "password": true}),
        json!([email, PASSWORD]),
    ];
    for body in bodies {
        let answer = site.post("/api/v1/sign-in").json(&body).send().await.expect("an answer");
        assert_eq!(refused(answer).await, (400, "bad_frame".to_owned()), "{body}");
    }
    for body in [json!({"token": {"$ne": null}}), json!({"token": ["x"]})] {
        let answer = site.post("/api/v1/sign-in/link").json(&body).send().await.expect("an answer");
        assert_eq!(refused(answer).await, (400, "bad_frame".to_owned()), "{body}");
    }
}
