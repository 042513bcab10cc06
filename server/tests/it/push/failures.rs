//! What is made of a push service that refuses, stumbles, hangs or sends elsewhere; and of endpoints
//! that are none.

use serde_json::{Value, json};
use talkoo_protocol::push::PushBody;

use super::{
    Ground, mention,
    service::{Device, Mood},
};
use crate::stage::{Person, Place};

struct Pair {
    ground: Ground,
    aino: Person,
    eero: Person,
    device: Device,
    place: Place,
}

impl Pair {
    async fn new() -> Self {
        let ground = Ground::new(1).await;
        let (aino, _) = ground.member("Aino").await;
        let (eero, device) = ground.member("Eero").await;
        let place = ground.stage.place("open", &[&aino, &eero]).await;
        Self { ground, aino, eero, device, place }
    }

    /// Eero is told something while the service is in these moods.
    async fn told(&mut self, moods: &[Mood]) {
        self.ground.service.next_answers(&self.device, moods);
        let text = mention(&self.eero, "kuulitko");
        let send = json!({"t": "send", "channel": self.place.channel, "text": text});
        self.ground.say(&self.aino, send).await;
        self.ground.round().await;
    }

    async fn number(&self, question: &str) -> i64 {
        self.ground.stage.number(question.to_owned()).await
    }

    async fn devices(&self) -> usize {
        let body: PushBody = self.ground.stage.nodes[0].as_seen_by(&self.eero).get("push").await;
        body.devices.len()
    }
}

const WAITS: &str =
    "select extract(epoch from due_at - now())::bigint from pushes where state = 'due'";

#[tokio::test]
async fn a_service_that_stumbles_is_asked_again_later() {
    let mut pair = Pair::new().await;
    let moods = [Mood::Status(500), Mood::RetryAfter(429, 120), Mood::Hang];
    pair.told(&moods).await;
    pair.ground.received().await;
    let wait = pair.number(WAITS).await;
    assert!((0..=5).contains(&wait), "{wait}");
    pair.ground.round().await;
    pair.ground.nothing_more();

    pair.ground.hurry().await;
    pair.ground.round().await;
    pair.ground.received().await;
    let wait = pair.number(WAITS).await;
    assert!((110..=120).contains(&wait), "the service asked for two minutes: {wait}");

    // It hangs: the try is given up in time, and the next one goes through.
    pair.ground.hurry().await;
    pair.ground.round().await;
    pair.ground.received().await;
    assert_eq!(pair.number("select attempts::bigint from pushes").await, 3);
    pair.ground.hurry().await;
    pair.ground.round().await;
    pair.ground.received().await;
    assert_eq!(pair.number("select count(*) from pushes where state = 'shown'").await, 1);
    assert_eq!(pair.devices().await, 1);
    pair.ground.nothing_more();
}

#[tokio::test]
async fn a_device_that_is_no_more_is_forgotten() {
    for status in [404, 410] {
        let mut pair = Pair::new().await;
        pair.told(&[Mood::Status(status)]).await;
        pair.ground.received().await;
        assert_eq!(pair.devices().await, 0, "{status}");
        assert_eq!(pair.number("select count(*) from pushes").await, 0);
    }
}

#[tokio::test]
async fn a_notice_that_is_too_long_goes_once_more_without_words() {
    let mut pair = Pair::new().await;
    pair.told(&[Mood::Status(413)]).await;
    let long = pair.ground.received().await;
    assert!(long.notice.text.is_some());
    pair.ground.round().await;
    let short = pair.ground.received().await;
    assert!(short.notice.text.is_none() && short.notice.sender.is_some());
    assert_eq!((short.notice.tag, short.topic), (long.notice.tag, long.topic));
    pair.ground.nothing_more();
}

#[tokio::test]
async fn nobody_is_followed_elsewhere() {
    let mut pair = Pair::new().await;
    pair.told(&[Mood::Redirect]).await;
    pair.ground.received().await;
    // The strict service remembers everything that was asked besides subscriptions.
    pair.ground.nothing_more();
    assert_eq!(
        pair.number("select failures::bigint from push_devices where failures > 0").await,
        1
    );
    assert_eq!(pair.number("select count(*) from pushes").await, 0, "it is given up");
}

/// What the subscription of a browser may not be.
#[tokio::test]
async fn an_endpoint_that_is_none_is_refused() {
    let pair = Pair::new().await;
    let reader = pair.ground.stage.nodes[0].as_seen_by(&pair.eero);
    let body: PushBody = reader.get("push").await;
    let session = pair.ground.stage.connect(&pair.eero).await.hello.session;
    let good = json!({
        "t": "register_push", "session": session, "endpoint": "https://fcm.googleapis.com/fcm/send/a",
        "p256dh": super::POINT, "auth": "sBXU5_tIYz-5w7G2B25BEw", "key": body.key, "label": "",
        "language": "fi", "shows": "full",
    });
    let changed = |field: &str, value: &str| {
        let mut command = good.clone();
        command[field] = Value::from(value);
        command
    };
    for (field, value) in [
        ("endpoint", "https://evil.example/x"),
        ("endpoint", "http://169.254.169.254/latest"),
        ("endpoint", "http://10.0.0.1/x"),
        ("endpoint", "https://fcm.googleapis.com:22/x"),
        ("p256dh", "abc"),
        ("auth", "abc"),
        ("key", "another"),
        ("language", "de"),
        ("shows", "everything"),
    ] {
        let refused = reader.say(changed(field, value)).await.expect_err(field);
        assert_eq!(refused.code, talkoo_protocol::Code::BadValue, "{field} {value}: {refused}");
    }
    let first = reader.say(good.clone()).await.expect("a device");
    let again = reader.say(changed("label", "Puhelin")).await.expect("the same");
    assert_eq!(first.id, again.id, "one endpoint is one device");
    // Somebody else who knows the address, and not its secrets.
    let other = pair.ground.stage.nodes[0].as_seen_by(&pair.aino);
    let mut stolen = changed("auth", "BTBZMqHH6r4Tts7J_aSIgg");
    stolen["session"] = json!(pair.ground.stage.connect(&pair.aino).await.hello.session);
    let refused = other.say(stolen).await.expect_err("another's device");
    assert_eq!(refused.code, talkoo_protocol::Code::Conflict);
}
