//! The log as a file and as a feed: nothing in it is a formula or markup, and an address for a feed
//! reader opens what its maker may read, until it is revoked.

use serde_json::json;
use talkoo::actions::sign_in::Token;
use talkoo_protocol::activity::FeedView;

use crate::stage::Stage;

#[tokio::test]
async fn a_file_holds_no_formula_and_no_more_than_the_log() {
    let stage = Stage::new().await;
    let (aino, oskari) = (stage.member("Aino").await, stage.member("Oskari").await);
    let place = stage.place("invited", &[&aino]).await;
    let writer = stage.nodes[0].as_seen_by(&aino);
    for text in ["=cmd|' /C calc'!A0", "\"lainaus\", pilkku", "<script>alert(1)</script>"] {
        let send = json!({"t": "send", "channel": place.channel, "text": text});
        writer.say(send).await.expect("an ack");
    }
    let csv = writer.ask("activity/export?format=csv&groups=talk").await;
    assert_eq!(csv.status, 200);
    assert!(csv.body.contains("\"'=cmd|"), "{}", csv.body);
    assert!(csv.body.contains("\"\"lainaus\"\", pilkku\""), "{}", csv.body);
    assert_eq!(csv.body.lines().count(), 4);
    let header =
        |name: &str| csv.headers.iter().find(|(it, _)| it == name).map(|(_, it)| it.as_str());
    assert_eq!(header("content-disposition"), Some("attachment; filename=\"talkoo-activity.csv\""));
    assert_eq!(header("x-content-type-options"), Some("nosniff"));
    let json = writer.ask("activity/export?format=json&groups=talk").await;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.body).expect("rows");
    assert_eq!(rows.len(), 3);
    let outside = stage.nodes[0].as_seen_by(&oskari);
    let other = outside.ask("activity/export?format=csv&groups=talk").await;
    assert_eq!(other.body.lines().count(), 1, "{}", other.body);
    assert_eq!(writer.ask("activity/export?format=xls").await.status, 400);
}

#[tokio::test]
async fn a_feed_opens_what_its_maker_may_read_until_it_is_revoked() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let (owner, reader) = (stage.nodes[0].as_seen_by(&aino), stage.nodes[0].as_seen_by(&eero));
    let send = json!({"t": "send", "channel": place.channel, "text": "<b>Hei</b> #nuoret"});
    owner.say(send).await.expect("an ack");
    let secret = |fill: u8| Token::made_of([fill; 32]).text();
    let of_channel = json!({"t": "make_feed", "token": secret(1), "channel": place.channel});
    let feed = reader.say(of_channel).await.expect("an ack").id;
    let of_tag = json!({"t": "make_feed", "token": secret(2), "tag": "nuoret"});
    reader.say(of_tag).await.expect("an ack");

    let anybody = reqwest::Client::builder().no_proxy().build().expect("a client");
    let base = format!("http://{}/api/v1/atom/", stage.nodes[0].address);
    let read = async |secret: String| {
        let answer = anybody.get(format!("{base}{secret}")).send().await.expect("an answer");
        (answer.status().as_u16(), answer.text().await.expect("a body"))
    };
    for fill in [1, 2] {
        let (status, text) = read(secret(fill)).await;
        assert_eq!(status, 200, "{text}");
        assert_eq!(text.matches("<entry>").count(), 1, "{text}");
        assert!(!text.contains("<b>"), "{text}");
    }
    let listed: Vec<FeedView> = reader.get("feeds").await;
    assert_eq!(listed.len(), 2);
    let stored = format!(
        "select count(*) from feeds where encode(token_hash, 'base64') like '%{}%'",
        secret(1)
    );
    assert_eq!(stage.number(stored).await, 0, "only its hash is kept");

    let revoke = json!({"t": "revoke_feed", "feed": feed});
    assert!(owner.say(revoke.clone()).await.is_err(), "another's feed is not there");
    reader.say(revoke).await.expect("an ack");
    let (revoked, never) = (read(secret(1)).await, read(secret(9)).await);
    let plain = |text: String| {
        let mut body: serde_json::Value = serde_json::from_str(&text).expect("a refusal");
        body["request_id"] = json!(null);
        body
    };
    assert_eq!((revoked.0, plain(revoked.1)), (404, plain(never.1)));
    let remove =
        json!({"t": "remove_member", "place": {"workspace": place.workspace}, "member": eero.id});
    owner.say(remove).await.expect("an ack");
    let (status, text) = read(secret(2)).await;
    assert_eq!((status, text.matches("<entry>").count()), (200, 0), "the right is gone: {text}");
}
