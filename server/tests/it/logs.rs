//! What a node writes at its most talkative, after members have said and shown all they have: no
//! secret, no text, no name, and every line is a JSON object with the node's name.

use serde_json::{Value, json};

use crate::bed::{Bed, Node};
use crate::stage::{self, Client};

/// A sign that stands in every text and secret that a member brings in this test.
const SIGN: &str = "zyxwv";

#[tokio::test]
async fn the_most_talkative_log_holds_no_text_and_no_secret() {
    let bed = Bed::new().await;
    let aino = stage::member(&bed, "Aino").await;
    let place = stage::place(&bed, "chat", "open", &[&aino]).await;
    let node = Node::serve(&bed, [("TALKOO_LOG", "trace"), ("TALKOO_NODE", "pohjoinen")]).await;
    let mut client = Client::connect(node.address, &aino.token).await;
    client.subscribe(place.channel).await;
    client.post(place.channel, &format!("{SIGN} on salaisuus")).await;

    let long = SIGN.repeat(4_000);
    for text in [long, format!("{SIGN}\0"), format!("{SIGN} 010190-999P")] {
        // Some of these are texts that may not be said; all were on their way through the node.
        let _ = client.ask(json!({"t": "send", "channel": place.channel, "text": text})).await;
    }
    client.say(&json!({"t": SIGN, "text": SIGN})).await;
    client.say(&json!({"t": "send", "text": [SIGN]})).await;
    client.settle().await;

    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let url = |path: &str| format!("http://{}{path}", node.address);
    let signing_in = json!({"email": format!("{SIGN}@esimerkki.example"), "password": SIGN});
    let by_link = json!({"token": SIGN, "password": SIGN});
    for asked in [
        http.post(url("/api/v1/sign-in")).json(&signing_in),
        http.post(url("/api/v1/sign-in/link")).json(&by_link),
        http.post(url("/api/v1/commands")).bearer_auth(&aino.token).body(format!("{{{SIGN}")),
        http.post(url("/api/v1/commands")).bearer_auth(&aino.token).json(&json!({"t": SIGN})),
        http.get(url(&format!("/api/v1/members?query={SIGN}"))).bearer_auth(&aino.token),
        http.get(url(&format!("/api/v1/{SIGN}"))).bearer_auth(SIGN),
        http.get(url(&format!("/{SIGN}"))).header("cookie", format!("talkoo={SIGN}")),
        http.get(url("/api/v1/start")).header("x-forwarded-for", SIGN),
    ] {
        asked.send().await.expect("an answer");
    }
    // Postgres breaks under it, so that faults are told, too.
    let mut conn = stage::superuser(&bed).await;
    stage::execute(&mut conn, "alter table messages rename to gone".to_owned()).await;
    let text = format!("{SIGN} ei mene perille");
    let refused = client.ask(json!({"t": "send", "channel": place.channel, "text": text})).await;
    let refused = refused.expect_err("a fault");
    stage::execute(&mut conn, "alter table gone rename to messages".to_owned()).await;

    let fault = node.heard("fault").await;
    assert_eq!(fault["request.id"], refused.request_id.to_string(), "{fault}");
    assert_eq!(fault["node"], "pohjoinen");
    let committed = node.heard("committed").await;
    assert!(committed["request.id"].is_string(), "from the socket to the commit: {committed}");

    let said = node.said();
    assert!(said.len() > 10, "it was talkative: {said:#?}");
    for line in &said {
        let fields: Value = serde_json::from_str(line).unwrap_or_default();
        assert_eq!(fields["node"], "pohjoinen", "{line}");
        for secret in [SIGN, aino.token.as_str(), "Aino", "salaisuus"] {
            assert!(!line.contains(secret), "{secret} in {line}");
        }
    }
    node.end().await;
}
