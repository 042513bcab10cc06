//! Coming in and going out: by the first link of a new network, by a password, by a token; and what
//! those learn who may not.

use reqwest::{Response, StatusCode, header};
use serde_json::{Value, json};
use talkoo::bus::local::Exchange;
use talkoo::{
    actions::accounts,
    bus,
    store::audit::{self, Verdict},
};

use crate::{
    bed::Bed,
    http::{Site, refused},
    stage::{Node, Person, Stage},
};

const PASSWORD: &str = "seitsemän lumista veljestä";

/// A member who has a password.
async fn with_password(stage: &Stage, site: &Site<'_>, given: &str) -> (Person, String) {
    let person = stage.member(given).await;
    let link = accounts::sign_in_link(&stage.nodes[0].app, person.id).await.expect("a link");
    let body = json!({"token": link.text(), "password": PASSWORD});
    let answer = site.post("/api/v1/sign-in/link").json(&body).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    let email = format!("{}@esimerkki.example", person.id);
    // Setting a password has ended the device from before.
    (stage.device(&person).await, email)
}

async fn try_password(site: &Site<'_>, email: &str, password: &str) -> Response {
    let body = json!({"email": email, "password": password, "bearer": true});
    site.post("/api/v1/sign-in").json(&body).send().await.expect("an answer")
}

#[tokio::test]
async fn the_first_administrator_sets_a_password_by_a_link_once() {
    let stage = Stage::new().await;
    let app = &stage.nodes[0].app;
    let site = Site::of(&stage);
    let former = accounts::first_start(app).await.unwrap().expect("a link");
    let link = accounts::first_start(app).await.unwrap().expect("a link at the next start");
    let come = |token: String, password: Option<&str>| {
        let body = json!({"token": token, "password": password, "device": "Selain"});
        site.post("/api/v1/sign-in/link").json(&body).send()
    };
    let answer = come(former.text(), Some(PASSWORD)).await.unwrap();
    assert_eq!(refused(answer).await.1, "bad_credentials");
    for short in [None, Some("lyhyt")] {
        let answer = come(link.text(), short).await.unwrap();
        assert_eq!(refused(answer).await.1, "bad_value");
    }
    let answer = come(link.text(), Some(PASSWORD)).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap().to_owned();
    let port = stage.nodes[0].address.port();
    assert!(cookie.starts_with(&format!("talkoo-{port}=")), "{cookie}");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    assert!(!cookie.contains("Secure"), "{cookie}");
    let signed: Value = answer.json().await.unwrap();
    assert!(signed["token"].is_null(), "a browser's token is in no body: {signed}");

    let cookie = cookie.split(';').next().unwrap();
    let start = site.get_as_nobody("/api/v1/start").header(header::COOKIE, cookie);
    let start: Value = start.send().await.unwrap().json().await.unwrap();
    assert_eq!(start["me"]["id"], signed["member"]);
    let answer = come(link.text(), Some(PASSWORD)).await.unwrap();
    assert_eq!(refused(answer).await.1, "bad_credentials");
    assert!(accounts::first_start(app).await.unwrap().is_none());
    let answer = try_password(&site, "ADMIN@localhost", PASSWORD).await;
    assert_eq!(answer.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_look_alike() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (_, email) = with_password(&stage, &site, "Siiri").await;
    let mut answers = Vec::new();
    for address in [email.as_str(), "nobody@esimerkki.example"] {
        let answer = try_password(&site, address, "väärä salasana").await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        let mut headers = answer.headers().clone();
        headers.remove("x-request-id");
        headers.remove("date");
        let mut body: Value = answer.json().await.unwrap();
        body["request_id"].take();
        answers.push((headers, body));
    }
    assert_eq!(answers[0], answers[1]);
    let answer = try_password(&site, "a\0b", PASSWORD).await;
    assert_eq!(refused(answer).await, (400, "bad_text".to_owned()));
}

#[tokio::test]
async fn who_knows_the_password_learns_why_the_door_stays_shut() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (person, email) = with_password(&stage, &site, "Siiri").await;
    let mut conn = stage.superuser().await;
    for (status, code) in [("pending", "pending"), ("suspended", "suspended")] {
        sqlx::query("update members set status = $2 where id = $1")
            .bind(person.id.0)
            .bind(status)
            .execute(&mut conn)
            .await
            .unwrap();
        let answer = try_password(&site, &email, PASSWORD).await;
        assert_eq!(refused(answer).await, (403, code.to_owned()));
        let answer = try_password(&site, &email, "väärä salasana").await;
        assert_eq!(refused(answer).await.1, "bad_credentials");
        // A session from before opens nothing either; who waits is told so.
        let answer = site.get(&person, "/api/v1/start").send().await.unwrap();
        let told = if status == "pending" { "pending" } else { "not_signed_in" };
        assert_eq!(refused(answer).await.1, told);
    }
}

#[tokio::test]
async fn tries_are_counted() {
    let bed = Bed::new().await;
    let settings = bed.settings([("TALKOO_SIGN_IN_PER_MINUTE", "1")]);
    let (bus, heard) = bus::local::alone();
    let node = Node::start(settings, &bed, bus, heard).await;
    let stage = Stage { bed, exchange: Exchange::new(), nodes: vec![node] };
    let site = Site::of(&stage);
    let answer = try_password(&site, "one@esimerkki.example", "väärä salasana").await;
    assert_eq!(refused(answer).await.1, "bad_credentials");
    // Another account, but the same neighbourhood; a header that anybody can write changes nothing.
    let body = json!({"email": "other@esimerkki.example", "password": "x"});
    let forged = site.post("/api/v1/sign-in").header("x-forwarded-for", "198.51.100.1").json(&body);
    let answer = forged.send().await.unwrap();
    let wait: u32 = answer.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(refused(answer).await, (429, "too_many".to_owned()));
    // Links are guessed at the same pace.
    let body = json!({"token": "x"});
    let answer = site.post("/api/v1/sign-in/link").json(&body).send().await.unwrap();
    assert_eq!(refused(answer).await, (429, "too_many".to_owned()));
}

#[tokio::test]
async fn an_ended_session_is_refused_at_once_on_every_node() {
    let stage = Stage::with_nodes(2).await;
    let site = Site::of(&stage);
    let (person, email) = with_password(&stage, &site, "Siiri").await;
    let signed: Value = try_password(&site, &email, PASSWORD).await.json().await.unwrap();
    let token = signed["token"].as_str().unwrap().to_owned();
    let phone = Person { id: person.id, token };
    let sessions = site.read(&phone, "/api/v1/sessions").await;
    let own: Vec<_> =
        sessions.as_array().unwrap().iter().filter(|one| one["own"] == true).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0]["id"], signed["session"]);

    let there = format!("http://{}/api/v1/start", stage.nodes[1].address);
    let ask = || reqwest::Client::new().get(&there).bearer_auth(&phone.token).send();
    assert_eq!(ask().await.unwrap().status(), StatusCode::OK);
    let out = site.post("/api/v1/sign-out").bearer_auth(&phone.token).send().await.unwrap();
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    assert_eq!(refused(ask().await.unwrap()).await, (401, "not_signed_in".to_owned()));
    // The other device stays.
    assert_eq!(site.get(&person, "/api/v1/start").send().await.unwrap().status(), StatusCode::OK);
}

#[tokio::test]
async fn a_sign_in_stands_in_the_log_and_in_the_audit_chain() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (person, email) = with_password(&stage, &site, "Siiri").await;
    try_password(&site, &email, "väärä salasana").await;
    let signed: Value = try_password(&site, &email, PASSWORD).await.json().await.unwrap();
    let events = site.read(&person, &format!("/api/v1/streams/{}/events?after=0", person.id)).await;
    let last = events["events"].as_array().unwrap().last().unwrap();
    assert_eq!(last["verb"], "session_started");
    assert_eq!(last["facts"]["session"], signed["session"]);

    let mut write = stage.nodes[0].app.store.write().await.unwrap();
    audit::seal(&mut write).await.unwrap();
    let verdict = audit::verify(&mut write).await.unwrap();
    write.commit().await.unwrap();
    // The link was made, the password set, signed in by it, refused, signed in.
    assert_eq!(verdict, Verdict::Whole { lines: 5 });
    let mut conn = stage.superuser().await;
    sqlx::query("update audit.lines set reason = 'other' where action = 'sign_in_refused'")
        .execute(&mut conn)
        .await
        .unwrap();
    let verdict = audit::verify(&mut conn).await.unwrap();
    assert_eq!(verdict, Verdict::BrokenAt { seq: 4 });
}
