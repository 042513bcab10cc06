//! The socket's side: bent frames in small volleys, each behind a ping whose answer shows that the
//! server has read them all; and now and then bytes that are no frame.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, bail};
use futures_util::{SinkExt as _, StreamExt as _};
use rand::{Rng, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::{Bytes, Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, client_async};

use super::{Seen, bend, ground::Ground, wire};

const VOLLEY: u64 = 8;
const PATIENCE: Duration = Duration::from_secs(30);
/// For a peer that has been told nonsense and may wait for the rest of it.
const SHORT: Duration = Duration::from_millis(300);

pub(super) struct Client(WebSocketStream<TcpStream>);

/// What a volley came to.
enum Heard {
    Frame(Value),
    Closed,
}

impl Client {
    pub(super) async fn connect(address: SocketAddr, token: &str) -> anyhow::Result<Self> {
        let stream = timeout(PATIENCE, TcpStream::connect(address)).await??;
        let url = format!("ws://{address}/api/v1/socket");
        let (socket, _) = timeout(PATIENCE, client_async(url, stream)).await??;
        let mut client = Self(socket);
        let sign_in = json!({"t": "sign_in", "token": token});
        client.send(sign_in.to_string().into_bytes()).await?;
        match client.hear().await? {
            Heard::Frame(frame) if frame["t"] == "hello" => Ok(client),
            Heard::Frame(_) | Heard::Closed => bail!("not greeted"),
        }
    }

    /// As text where it is text; else as whatever a program may send by mistake.
    pub(super) async fn send(&mut self, bytes: Vec<u8>) -> anyhow::Result<()> {
        let message = match Utf8Bytes::try_from(Bytes::from(bytes)) {
            Ok(text) => Message::Text(text),
            Err(_) => Message::Binary(Bytes::from_static(b"\xff\xfe")),
        };
        timeout(PATIENCE, self.0.send(message)).await?.context("it hung up")
    }

    async fn hear(&mut self) -> anyhow::Result<Heard> {
        loop {
            match timeout(PATIENCE, self.0.next()).await.context("no word in half a minute")? {
                Some(Ok(Message::Text(text))) => {
                    return Ok(Heard::Frame(serde_json::from_str(&text)?));
                }
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(Heard::Closed),
                Some(Ok(_)) => {}
            }
        }
    }

    /// The next ack or refusal.
    pub(super) async fn answer(&mut self) -> anyhow::Result<Value> {
        loop {
            match self.hear().await? {
                Heard::Frame(frame) if frame["t"] == "ack" || frame["t"] == "refused" => {
                    return Ok(frame);
                }
                Heard::Frame(_) => {}
                Heard::Closed => bail!("closed instead of an answer"),
            }
        }
    }
}

pub(super) async fn play(ground: &Ground, seed: u64, share: u64) -> Seen {
    let rng = &mut StdRng::seed_from_u64(seed);
    let mut seen = Seen::default();
    let mut client = None;
    while seen.sent < share {
        if rng.random_bool(0.03) {
            seen.sent += 1;
            nonsense(ground, rng, &mut seen).await;
            continue;
        }
        let open = match client.take() {
            Some(open) => open,
            None => match anybody(ground).await {
                Ok(open) => open,
                Err(problem) => {
                    seen.violations.push(format!("nobody can come in: {problem:#}"));
                    return seen;
                }
            },
        };
        let inputs = (0..VOLLEY.min(share - seen.sent)).map(|_| {
            let mut frame = ground.corpus.frame(rng);
            bend::value(rng, &mut frame);
            bend::text(rng, &frame)
        });
        let inputs: Vec<_> = inputs.collect();
        seen.sent += inputs.len() as u64;
        client = volley(open, &inputs, &mut seen).await;
    }
    seen
}

/// The next one whose session still holds.
async fn anybody(ground: &Ground) -> anyhow::Result<Client> {
    let mut last = None;
    for _ in 0..400 {
        match Client::connect(ground.address, ground.token()).await {
            Ok(client) => return Ok(client),
            Err(problem) => last = Some(problem),
        }
    }
    Err(last.unwrap_or_else(|| anyhow::anyhow!("no sessions")))
}

/// Sends all of them and a ping, and judges what comes until its answer. The client is given back
/// unless the server has closed.
async fn volley(mut client: Client, inputs: &[Vec<u8>], seen: &mut Seen) -> Option<Client> {
    for input in inputs {
        if client.send(input.clone()).await.is_err() {
            seen.closes += 1;
            return None;
        }
    }
    if client.send(br#"{"t":"ping"}"#.to_vec()).await.is_err() {
        seen.closes += 1;
        return None;
    }
    // The pong overtakes the answers of commands, so as many answers are awaited as were acked or
    // refused before it; the rest come with the next volley.
    loop {
        match client.hear().await {
            Ok(Heard::Frame(frame)) => match frame["t"].as_str() {
                Some("pong") => return Some(client),
                Some("ack") => seen.acks += 1,
                Some("refused") => {
                    seen.refusals += 1;
                    judge(&frame["refusal"], inputs, seen);
                }
                _ => {}
            },
            Ok(Heard::Closed) => {
                seen.closes += 1;
                return None;
            }
            Err(problem) => {
                seen.violations.push(format!("{problem:#} after {}", shown(inputs)));
                return None;
            }
        }
    }
}

fn judge(refusal: &Value, inputs: &[Vec<u8>], seen: &mut Seen) {
    let code = refusal["code"].as_str().unwrap_or_default();
    if matches!(code, "" | "fault" | "unavailable" | "overloaded") {
        seen.violations.push(format!("{refusal} after one of {}", shown(inputs)));
    }
}

fn shown(inputs: &[Vec<u8>]) -> String {
    let one = |input: &Vec<u8>| -> String {
        let text = String::from_utf8_lossy(input);
        let start: String = text.chars().take(160).collect();
        format!("[{} bytes] {start}", input.len())
    };
    inputs.iter().map(one).collect::<Vec<_>>().join("\n    ")
}

/// An upgrade, and then bytes that lie about themselves.
async fn nonsense(ground: &Ground, rng: &mut StdRng, seen: &mut Seen) {
    let address = ground.address;
    let mut bytes = format!(
        "GET /api/v1/socket HTTP/1.1\r\nhost: {address}\r\nconnection: upgrade\r\n\
         upgrade: websocket\r\nsec-websocket-version: 13\r\n\
         sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    .into_bytes();
    match rng.random_range(0..9) {
        // A length of nearly 2^63, of 4 GiB, of 1 MiB, and nothing behind it.
        0 => bytes.extend([0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        1 => bytes.extend([0x81, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4, b'a']),
        2 => bytes.extend([0x82, 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 1, 2, 3, 4, b'a']),
        // Not masked, reserved bits, no such opcode, a long ping, half a character, a short close.
        3 => bytes.extend([0x81, 0x02, b'{', b'}']),
        4 => bytes.extend([0xf1, 0x80, 0, 0, 0, 0]),
        5 => bytes.extend([0x83, 0x80, 0, 0, 0, 0]),
        6 => bytes.extend([0x89, 0xfe, 0x01, 0x00, 0, 0, 0, 0].iter().chain(&[b'p'; 256])),
        7 => bytes.extend([0x81, 0x81, 0, 0, 0, 0, 0xc3, 0x88, 0x81, 0, 0, 0, 0, 3]),
        _ => {
            // Pieces of one message that never ends.
            bytes.extend([0x01, 0x81, 0, 0, 0, 0, b'a']);
            for _ in 0..2_000 {
                bytes.extend([0x00, 0xa0, 0, 0, 0, 0].iter().chain(&[b'a'; 32]));
            }
        }
    }
    match wire::ask(address, &bytes, SHORT).await {
        Ok(answer) => {
            seen.answers += 1;
            if answer.status.is_some_and(|status| status >= 500) {
                seen.violations.push(format!("{:?} to an upgrade", answer.status));
            }
        }
        Err(problem) => seen.violations.push(format!("{problem:#} at an upgrade")),
    }
}
