//! HTTP's side: every route of the description with bent bodies, paths, queries and heads.

use rand::{Rng, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};

use super::{Seen, bend, ground::Ground, wire, words};

/// How often a person is changed for the next.
const TURN: u64 = 20;

pub(super) async fn play(ground: &Ground, seed: u64, share: u64) -> Seen {
    let rng = &mut StdRng::seed_from_u64(seed ^ 0x5eed);
    let mut seen = Seen::default();
    let mut token = ground.token();
    while seen.sent < share {
        if seen.sent.is_multiple_of(TURN) {
            token = ground.token();
        }
        let Some((line, request)) = bent(ground, rng, token) else { continue };
        seen.sent += 1;
        match wire::request(ground.address, &request).await {
            Ok(answer) => {
                seen.answers += 1;
                if answer.status.is_some_and(|status| status >= 500) {
                    let told: String = answer.text.chars().take(1_500).collect();
                    let sent = String::from_utf8_lossy(&request);
                    let sent: String = sent.replace(token, "…").chars().take(1_500).collect();
                    seen.violations.push(format!("{line}: {told}\n    to {sent}"));
                }
            }
            Err(problem) => {
                seen.violations.push(format!("{line}: {problem:#}"));
                return seen;
            }
        }
    }
    seen
}

/// A request, and its first line for whoever reads of it.
fn bent(ground: &Ground, rng: &mut StdRng, token: &str) -> Option<(String, Vec<u8>)> {
    let (corpus, description) = (&ground.corpus, &ground.description);
    let route = description.route(rng)?;
    let body = description.body(rng, corpus, route).map(|mut body| {
        bend::value(rng, &mut body);
        bend::text(rng, &body)
    });
    let method = match rng.random_range(0..40) {
        0 => *["PUT", "TRACE", "OPTIONS", "HEAD", "BREW", ""].choose(rng)?,
        _ => route.method.as_str(),
    };
    let line = format!("{method} {} HTTP/1.1", route.address(rng, corpus));
    let mut head = format!("{line}\r\nhost: {}\r\nconnection: close\r\n", ground.address);
    let shown = match rng.random_range(0..30) {
        0 => String::new(),
        1 => format!("authorization: Bearer {}\r\n", "x".repeat(3_000)),
        2 => format!("cookie: talkoo={token}; talkoo={token}\r\n"),
        _ => format!("authorization: Bearer {token}\r\n"),
    };
    head.push_str(&shown);
    if rng.random_bool(0.05) {
        head.push_str(strange(rng));
    }
    let mut body = body.unwrap_or_default();
    let length = body.len();
    match rng.random_range(0..60) {
        // Less than there is, nothing, no number, twice, in pieces that are none.
        0 => head.push_str(&format!("content-length: {}\r\n", length / 2)),
        1 => head.push_str("content-length: 0\r\n"),
        2 => head.push_str("content-length: -1\r\n"),
        3 => head.push_str(&format!("content-length: {length}\r\ncontent-length: 1\r\n")),
        4 => {
            head.push_str("transfer-encoding: chunked\r\n");
            body.splice(..0, *b"zz\r\n");
        }
        5 => head.push_str("content-length: 99999999999999999999\r\n"),
        _ => head.push_str(&format!("content-length: {length}\r\n")),
    }
    let sort = match rng.random_range(0..20) {
        0 => "text/plain",
        1 => "multipart/form-data; boundary=x",
        2 => "application/json; charset=utf-16",
        _ => "application/json",
    };
    if length > 0 {
        head.push_str(&format!("content-type: {sort}\r\n"));
    }
    head.push_str("\r\n");
    let mut request = head.into_bytes();
    request.extend(body);
    Some((line.chars().take(200).collect(), request))
}

fn strange(rng: &mut StdRng) -> &'static str {
    const HEADS: [&str; 10] = [
        "x-forwarded-for: 198.51.100.1, %00, ::1\r\n",
        "origin: null\r\n",
        "origin: https://evil.example\r\n",
        "range: bytes=-99999999999999999999\r\n",
        "range: bytes=0-0,1-1,2-2,3-\r\n",
        "if-none-match: \u{00ff}\r\n",
        "accept-encoding: br;q=9, gzip;q=nan\r\n",
        "expect: 100-continue\r\n",
        "content-encoding: gzip\r\n",
        "x-request-id: ../../..\r\n",
    ];
    // A word of the list is drawn either way, so the seed's later choices stay the same.
    let _ = words::id(rng);
    HEADS.choose(rng).copied().unwrap_or_default()
}
