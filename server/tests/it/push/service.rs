//! A push service as the standards want one (RFC 8030, 8188, 8291, 8292), and stricter: whatever comes
//! that should not have come is remembered and fails the test. Signatures are checked by another
//! library than the one that makes them.

use std::{
    collections::{HashMap, VecDeque},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ece::EcKeyComponents;
use parking_lot::Mutex;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::Value;
use talkoo_protocol::push::PushNotice;
use tokio::{net::TcpListener, sync::mpsc, time::timeout};
use uuid::Uuid;

const PATIENCE: Duration = Duration::from_secs(60);
/// RFC 8030, 7.2: a service must take as much, and need not take more.
const MOST_BYTES: usize = 4_096;

/// What a browser gave of itself.
#[derive(Clone, Debug)]
pub(super) struct Device {
    /// As Talkoo calls it.
    pub(super) id: Uuid,
    pub(super) endpoint: String,
    pub(super) p256dh: String,
    pub(super) auth: String,
    path: String,
}

/// A post that was right.
#[derive(Debug)]
pub(super) struct Received {
    path: String,
    pub(super) notice: PushNotice,
    pub(super) topic: String,
    pub(super) urgency: String,
    pub(super) ttl: u32,
}

impl Received {
    pub(super) fn is_for(&self, device: &Device) -> bool {
        self.path == device.path
    }
}

/// How a subscription answers the next post, whatever it holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mood {
    Status(u16),
    RetryAfter(u16, u64),
    Redirect,
    Hang,
}

struct Subscription {
    keys: EcKeyComponents,
    auth: Vec<u8>,
    /// The key of the network that may send here.
    key: String,
    moods: VecDeque<Mood>,
}

struct Shared {
    address: SocketAddr,
    subscriptions: Mutex<HashMap<String, Subscription>>,
    wrong: Mutex<Vec<String>>,
    tell: mpsc::Sender<Received>,
}

pub(super) struct Service {
    shared: Arc<Shared>,
    told: mpsc::Receiver<Received>,
    served: tokio::task::JoinHandle<()>,
}

impl Service {
    pub(super) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (tell, told) = mpsc::channel(10_000);
        let shared = Arc::new(Shared {
            address,
            subscriptions: Mutex::default(),
            wrong: Mutex::default(),
            tell,
        });
        let router = Router::new()
            .route("/push/{id}", post(take))
            .fallback(elsewhere)
            .with_state(shared.clone());
        #[expect(clippy::disallowed_methods, reason = "the test's own server")]
        let served = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server");
        });
        Self { shared, told, served }
    }

    /// A browser subscribes under this key of the network.
    pub(super) fn subscribe(&self, key: &str) -> Device {
        let (pair, auth) = ece::generate_keypair_and_auth_secret().expect("keys");
        let keys = pair.raw_components().expect("a private key");
        let p256dh = URL_SAFE_NO_PAD.encode(keys.public_key());
        let path = Uuid::new_v4().to_string();
        let device = Device {
            id: Uuid::nil(),
            endpoint: format!("http://{}/push/{path}", self.shared.address),
            p256dh,
            auth: URL_SAFE_NO_PAD.encode(auth),
            path: path.clone(),
        };
        let moods = VecDeque::new();
        let subscription = Subscription { keys, auth: auth.to_vec(), key: key.to_owned(), moods };
        self.shared.subscriptions.lock().insert(path, subscription);
        device
    }

    pub(super) fn next_answers(&self, device: &Device, moods: &[Mood]) {
        let mut subscriptions = self.shared.subscriptions.lock();
        subscriptions.get_mut(&device.path).expect("one of ours").moods.extend(moods);
    }

    pub(super) async fn next(&mut self) -> Received {
        let received = timeout(PATIENCE, self.told.recv()).await;
        let received = received.unwrap_or_else(|_| panic!("{:?}", self.shared.wrong.lock()));
        assert_eq!(*self.shared.wrong.lock(), Vec::<String>::new());
        received.expect("the service runs")
    }

    pub(super) fn nothing_more(&mut self) {
        assert_eq!(*self.shared.wrong.lock(), Vec::<String>::new());
        if let Ok(more) = self.told.try_recv() {
            panic!("{more:?}");
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.served.abort();
    }
}

async fn elsewhere(State(shared): State<Arc<Shared>>) {
    shared.wrong.lock().push("something was asked that is no subscription".to_owned());
}

async fn take(
    State(shared): State<Arc<Shared>>,
    Path(path): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let origin = format!("http://{}", shared.address);
    let mood = {
        let mut subscriptions = shared.subscriptions.lock();
        let Some(subscription) = subscriptions.get_mut(&path) else {
            return StatusCode::NOT_FOUND.into_response();
        };
        match looked_at(subscription, &origin, &headers, &body) {
            Ok(mut received) => {
                received.path.clone_from(&path);
                shared.tell.try_send(received).expect("room");
            }
            Err(wrong) => shared.wrong.lock().push(wrong),
        }
        subscription.moods.pop_front()
    };
    match mood {
        None => (StatusCode::CREATED, [(header::LOCATION, format!("{origin}/m/{path}"))])
            .into_response(),
        Some(Mood::Status(status)) => StatusCode::from_u16(status).unwrap().into_response(),
        Some(Mood::RetryAfter(status, secs)) => {
            let status = StatusCode::from_u16(status).unwrap();
            (status, [(header::RETRY_AFTER, secs.to_string())]).into_response()
        }
        Some(Mood::Redirect) => {
            let status = StatusCode::TEMPORARY_REDIRECT;
            (status, [(header::LOCATION, format!("{origin}/inside"))]).into_response()
        }
        Some(Mood::Hang) => std::future::pending().await,
    }
}

fn looked_at(
    subscription: &Subscription,
    origin: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Received, String> {
    let text = |name: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok());
        value.map(str::to_owned).ok_or_else(|| format!("no {name}"))
    };
    if body.len() > MOST_BYTES {
        return Err(format!("{} bytes", body.len()));
    }
    if text("content-encoding")? != "aes128gcm" {
        return Err("another encoding".to_owned());
    }
    let ttl = text("ttl")?.parse().map_err(|_| "TTL is no number".to_owned())?;
    let urgency = text("urgency")?;
    if !["very-low", "low", "normal", "high"].contains(&urgency.as_str()) {
        return Err(format!("urgency {urgency}"));
    }
    let topic = text("topic")?;
    let is_sign = |sign: u8| sign.is_ascii_alphanumeric() || sign == b'-' || sign == b'_';
    if topic.is_empty() || topic.len() > 32 || !topic.bytes().all(is_sign) {
        return Err(format!("topic {topic}"));
    }
    signed(subscription, origin, &text("authorization")?)?;
    let opened = ece::decrypt(&subscription.keys, &subscription.auth, body);
    let opened = opened.map_err(|_| "it cannot be opened".to_owned())?;
    let notice = serde_json::from_slice(&opened).map_err(|error| error.to_string())?;
    Ok(Received { path: String::new(), notice, topic, urgency, ttl })
}

/// RFC 8292, 2 and 3.
fn signed(subscription: &Subscription, origin: &str, header: &str) -> Result<(), String> {
    let parts = header.strip_prefix("vapid ").ok_or("no vapid")?;
    let part = |name: &str| {
        parts.split(',').find_map(|part| part.trim().strip_prefix(name)).ok_or(format!("no {name}"))
    };
    let (token, key) = (part("t=")?, part("k=")?);
    if key != subscription.key {
        return Err("another key than the subscription's".to_owned());
    }
    let (said, signature) = token.rsplit_once('.').ok_or("no token")?;
    let (head, claims) = said.split_once('.').ok_or("no token")?;
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| "no base64url".to_owned());
    let json = |text: &str| -> Result<Value, String> {
        serde_json::from_slice(&bytes(text)?).map_err(|error| error.to_string())
    };
    let (head, claims) = (json(head)?, json(claims)?);
    if head["alg"] != "ES256" {
        return Err(format!("{head}"));
    }
    UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, bytes(key)?)
        .verify(said.as_bytes(), &bytes(signature)?)
        .map_err(|_| "the signature is wrong".to_owned())?;
    #[expect(clippy::disallowed_methods, reason = "the service has its own clock")]
    let now = time::OffsetDateTime::now_utc().unix_timestamp();
    let exp = claims["exp"].as_i64().ok_or("no exp")?;
    if exp <= now || exp > now + 24 * 3_600 {
        return Err(format!("exp {exp} at {now}"));
    }
    if claims["aud"] != origin {
        return Err(format!("aud {} instead of {origin}", claims["aud"]));
    }
    if claims["sub"] != "mailto:yllapito@esimerkki.example" {
        return Err(format!("sub {}", claims["sub"]));
    }
    Ok(())
}
