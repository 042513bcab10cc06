//! HTTP as a program meets it: one form of refusal for everything, bounds that hold, headers that
//! keep a browser from being talked into anything.

use reqwest::{RequestBuilder, Response, StatusCode, header};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::stage::{Person, Stage};

/// The site of the first node, asked as somebody or as nobody.
pub(crate) struct Site<'a> {
    stage: &'a Stage,
    client: reqwest::Client,
}

impl<'a> Site<'a> {
    pub(crate) fn of(stage: &'a Stage) -> Self {
        let client = reqwest::Client::builder().no_proxy().build();
        Self { stage, client: client.expect("a client") }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.stage.nodes[0].address)
    }

    pub(crate) fn get(&self, person: &Person, path: &str) -> RequestBuilder {
        self.client.get(self.url(path)).bearer_auth(&person.token)
    }

    pub(crate) fn request(&self, person: &Person, method: &str, path: &str) -> RequestBuilder {
        let method = method.parse().expect("a method");
        self.client.request(method, self.url(path)).bearer_auth(&person.token)
    }

    pub(crate) fn get_as_nobody(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.url(path))
    }

    pub(crate) fn patch(&self, path: &str) -> RequestBuilder {
        self.client.patch(self.url(path))
    }

    pub(crate) fn delete(&self, path: &str) -> RequestBuilder {
        self.client.delete(self.url(path))
    }

    pub(crate) async fn read(&self, person: &Person, path: &str) -> Value {
        let answer = self.get(person, path).send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("a body");
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        serde_json::from_str(&text).expect("json")
    }
}

/// Checks that an answer is a refusal in the one form, and gives its code.
pub(crate) async fn refused(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let number = answer.headers()["x-request-id"].to_str().expect("text").to_owned();
    let body: Value = answer.json().await.expect("a refusal as json");
    assert_eq!(body["request_id"], number, "{body}");
    assert!(body["retry"].is_string() && body["message"].is_string(), "{body}");
    (status, body["code"].as_str().expect("a code").to_owned())
}

fn send(place: crate::stage::Place, text: &str) -> Value {
    json!({"t": "send", "client_id": Uuid::new_v4(), "channel": place.channel, "text": text})
}

#[tokio::test]
async fn a_program_posts_and_reads_what_it_posted() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let command = send(place, "Hei verkko");
    let mut acks = Vec::new();
    for _ in 0..2 {
        let posted = site.post("/api/v1/commands").bearer_auth(&aino.token).json(&command);
        let ack: Value = posted.send().await.unwrap().json().await.unwrap();
        acks.push(ack);
    }
    assert_eq!((&acks[0]["seq"], &acks[0]["duplicate"]), (&json!(1), &json!(false)));
    assert_eq!((&acks[1]["id"], &acks[1]["duplicate"]), (&acks[0]["id"], &json!(true)));

    let messages = format!("/api/v1/channels/{}/messages", place.channel);
    let page = site.read(&aino, &messages).await;
    assert_eq!(page["messages"][0]["text"], "Hei verkko");
    let events = format!("/api/v1/streams/{}/events?after=0", place.channel);
    assert_eq!(site.read(&aino, &events).await["events"][0]["verb"], "posted");
}

#[tokio::test]
async fn a_page_is_never_nothing_and_never_everything() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    for number in 0..3 {
        let command = send(place, &format!("viesti {number}"));
        let posted = site.post("/api/v1/commands").bearer_auth(&aino.token).json(&command);
        assert_eq!(posted.send().await.unwrap().status(), StatusCode::OK);
    }
    for (limit, expected) in [("0", 1), ("1", 1), ("2", 2), ("4000000000", 3)] {
        let path = format!("/api/v1/channels/{}/messages?limit={limit}", place.channel);
        let page = site.read(&aino, &path).await;
        assert_eq!(page["messages"].as_array().unwrap().len(), expected, "limit {limit}");
    }
    for wrong in ["-1", "99999999999", "many", ""] {
        let path = format!("/api/v1/channels/{}/messages?limit={wrong}", place.channel);
        let answer = site.get(&aino, &path).send().await.unwrap();
        assert_eq!(refused(answer).await, (400, "bad_value".to_owned()), "limit {wrong}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_in_our_own_words() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let post = |sort: &str, body: String| {
        let posted = site.post("/api/v1/commands").bearer_auth(&aino.token);
        posted.header(header::CONTENT_TYPE, sort).body(body).send()
    };
    let whole = send(place, "Hei").to_string();
    let nul = send(place, "H\0i").to_string();
    let huge = send(place, &"ä".repeat(40_000)).to_string();
    let long = send(place, &"a".repeat(20_000)).to_string();
    let unknown = whole.replace("\"send\"", "\"conquer\"");
    for (sort, body, status, code) in [
        ("text/plain", whole, 400, "bad_frame"),
        ("application/json", "{".to_owned(), 400, "bad_frame"),
        ("application/json", unknown, 400, "bad_frame"),
        ("application/json", nul, 400, "bad_text"),
        ("application/json", huge, 413, "too_large"),
        ("application/json", long, 413, "too_large"),
    ] {
        let answer = post(sort, body).await.unwrap();
        assert_eq!(refused(answer).await, (status, code.to_owned()));
    }
    for path in ["/api/v1/tags?query=%00", "/api/v1/members?query=a%00"] {
        let answer = site.get(&aino, path).send().await.unwrap();
        assert_eq!(refused(answer).await.0, 400, "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_said_in_the_one_form() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let site = Site::of(&stage);
    for path in ["/api", "/api/v2/start", "/api/v1/nothing", "/api/v1/channels/no-id"] {
        let answer = site.get(&aino, path).send().await.unwrap();
        assert_eq!(refused(answer).await, (404, "not_found".to_owned()), "{path}");
    }
    let answer = site.post("/api/v1/start").bearer_auth(&aino.token).send().await.unwrap();
    assert_eq!(refused(answer).await, (404, "not_found".to_owned()));
    let answer = site.get_as_nobody("/api/v1/demo").send().await.unwrap();
    assert_eq!(refused(answer).await, (404, "not_found".to_owned()));
}

#[tokio::test]
async fn writing_comes_from_our_own_pages_or_from_programs() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let port = stage.nodes[0].address.port();
    let cookie = format!("talkoo-{port}={}", aino.token);
    let ours = site.url("");
    let post = |origin: Option<&str>| {
        let posted = site.post("/api/v1/commands").header(header::COOKIE, &cookie);
        let posted = match origin {
            Some(origin) => posted.header(header::ORIGIN, origin),
            None => posted,
        };
        posted.json(&send(place, "Hei")).send()
    };
    assert_eq!(post(Some(&ours)).await.unwrap().status(), StatusCode::OK);
    for origin in [None, Some("https://evil.example"), Some("null")] {
        let answer = post(origin).await.unwrap();
        assert_eq!(refused(answer).await, (403, "bad_origin".to_owned()), "{origin:?}");
    }
    // A socket begins as a GET and is asked all the same.
    let upgrade = site
        .get_as_nobody("/api/v1/socket")
        .header(header::COOKIE, &cookie)
        .header(header::CONNECTION, "upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_VERSION, "13")
        .header(header::SEC_WEBSOCKET_KEY, "AAAAAAAAAAAAAAAAAAAAAA==");
    let foreign = upgrade.try_clone().unwrap().header(header::ORIGIN, "https://evil.example");
    assert_eq!(foreign.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let nowhere = upgrade.try_clone().unwrap();
    assert_eq!(nowhere.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let own = upgrade.header(header::ORIGIN, &ours).send().await.unwrap();
    assert_eq!(own.status(), StatusCode::SWITCHING_PROTOCOLS);
}

#[tokio::test]
async fn a_browser_is_told_to_load_and_frame_nothing_of_others() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let page = site.get_as_nobody("/työtila/jokin").send().await.unwrap();
    assert_eq!(page.status(), StatusCode::OK);
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    for part in ["default-src 'self'", "script-src 'self';", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{policy}");
    }
    assert_eq!(page.headers()["x-content-type-options"], "nosniff");
    assert_eq!(page.headers()["referrer-policy"], "no-referrer");
    let missing = site.get_as_nobody("/assets/gone.js").send().await.unwrap();
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    let answer = site.get_as_nobody("/api/v1/start").send().await.unwrap();
    assert_eq!(answer.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn a_node_says_when_it_would_accept_no_send() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let ready = || site.get_as_nobody("/readyz").send();
    assert_eq!(ready().await.unwrap().status(), StatusCode::OK);
    stage.nodes[0].app.leaving.cancel();
    let answer = ready().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.text().await.unwrap(), "leaving");
    let alive = site.get_as_nobody("/healthz").send().await.unwrap();
    assert_eq!(alive.status(), StatusCode::OK);
}
