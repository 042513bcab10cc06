//! Attacks below the words: lengths that lie, and what a browser is told with every answer.

use std::time::Duration;

use reqwest::Method;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::{
    bed::{Bed, Node},
    figures::figures,
    http::Site,
    stage::{self, Client, Stage},
};

/// An announced length is believed when the bytes have come, and not before.
#[tokio::test]
async fn a_length_that_lies_costs_no_memory() {
    let bed = Bed::new().await;
    let aino = stage::member(&bed, "Aino").await;
    let node = Node::serve(&bed, [("TALKOO_ADMIN_LISTEN", "127.0.0.1:0")]).await;
    let admin = node.admin.expect("an address");
    let memory = async || figures(admin).await.1["talkoo_memory_bytes"];
    drop(Client::connect(node.address, &aino.token).await);
    let before = memory().await;

    let address = node.address;
    let upgrade = format!(
        "GET /api/v1/socket HTTP/1.1\r\nhost: {address}\r\nconnection: upgrade\r\n\
         upgrade: websocket\r\nsec-websocket-version: 13\r\n\
         sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    );
    let mut open = Vec::new();
    for length in [1_u64 << 62, 1 << 40, 1 << 32, 1 << 28, 1 << 20] {
        for _ in 0..20 {
            let mut stream = TcpStream::connect(address).await.expect("a connection");
            stream.write_all(upgrade.as_bytes()).await.expect("an upgrade");
            let mut answer = [0; 12];
            stream.read_exact(&mut answer).await.expect("an answer");
            assert_eq!(&answer, b"HTTP/1.1 101");
            let mut frame = vec![0x81, 0xff];
            frame.extend(length.to_be_bytes());
            frame.extend([1, 2, 3, 4, b'{']);
            stream.write_all(&frame).await.expect("a frame");
            open.push(stream);
        }
    }
    // Each of them is hung up on: nobody waits for the rest.
    for mut stream in open {
        let mut rest = Vec::new();
        let ended = timeout(Duration::from_secs(20), stream.read_to_end(&mut rest)).await;
        assert!(ended.is_ok(), "a socket that lied stays open");
    }
    for length in ["99999999999", "18446744073709551615", "18446744073709551616", "-1", "1e9"] {
        let head = format!(
            "POST /api/v1/sign-in HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n{{"
        );
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(head.as_bytes()).await.expect("a head");
        let mut answer = [0; 12];
        let read = timeout(Duration::from_secs(20), stream.read_exact(&mut answer)).await;
        read.expect("an answer in time").expect("an answer");
        let status = std::str::from_utf8(&answer).expect("text").rsplit(' ').next().expect("one");
        assert!(["400", "413", "431"].contains(&status), "{length}: {status}");
    }
    let grown = memory().await - before;
    assert!(grown < 32.0 * 1024.0 * 1024.0, "{grown} bytes");
    let mut client = Client::connect(node.address, &aino.token).await;
    client.settle().await;
    node.end().await;
}

/// Every route, as nobody and as a member, by its own method and by another one; pages, files and
/// what is not there.
#[tokio::test]
async fn every_answer_tells_the_browser_to_trust_nothing_else() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let site = Site::of(&stage);
    let listed = talkoo::http::listed();
    let routes = listed.iter().map(|route| (route.method.as_str(), route.path.clone()));
    let others = ["/", "/työtila", "/assets/gone.js", "/api/v1/nothing", "/index.html", "/healthz"];
    let all = routes.chain(others.map(|path| ("GET", path.to_owned())));
    let mut asked = 0;
    for (method, pattern) in all {
        let path = pattern.replace(['{', '}'], "");
        for method in [method, "PUT"] {
            let method: Method = method.parse().expect("a method");
            let answer = site.request(&aino, method.as_str(), &path).send().await.expect("one");
            let headers = answer.headers();
            let told = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
            let line = format!("{method} {path}: {} {headers:?}", answer.status());
            assert_eq!(told("x-content-type-options"), Some("nosniff"), "{line}");
            // A form without a script names itself to ourselves alone.
            let is_form = path.contains("uutiskirje") || path.contains("unsubscribe");
            let referrer =
                if is_form { &["no-referrer", "same-origin"][..] } else { &["no-referrer"] };
            assert!(told("referrer-policy").is_some_and(|it| referrer.contains(&it)), "{line}");
            assert_eq!(told("cross-origin-opener-policy"), Some("same-origin"), "{line}");
            assert!(told("permissions-policy").is_some(), "{line}");
            assert!(told("x-request-id").is_some(), "{line}");
            let policy = told("content-security-policy").expect("a policy");
            let scripts = policy.split(';').find(|part| part.trim().starts_with("script-src"));
            let scripts = scripts.or_else(|| policy.split(';').next()).unwrap_or_default();
            assert!(!scripts.contains("unsafe") && !scripts.contains('*'), "{line}");
            if path.starts_with("/api/v1/") {
                assert!(
                    told("cache-control").is_some_and(|how| how.contains("no-store")),
                    "{line}"
                );
            }
            // No other page may read any of it.
            assert_eq!(told("access-control-allow-origin"), None, "{line}");
            assert!(told("server").is_none() && told("x-powered-by").is_none(), "{line}");
            asked += 1;
        }
    }
    assert!(asked > 100, "{asked} answers");
}

/// The policy forbids scripts inside a page, so the page has none: it would be dead.
#[test]
fn the_page_has_no_script_of_its_own() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../web-client");
    let page = std::fs::read_to_string(folder.join("index.html")).expect("the client's page");
    for part in page.split("<script").skip(1) {
        let (tag, rest) = part.split_once('>').expect("a whole tag");
        assert!(tag.contains("src="), "a script without a file: {tag}");
        assert!(rest.trim_start().starts_with("</script>"), "{rest}");
    }
    let lower = page.to_lowercase();
    for word in [" onload=", " onclick=", " onerror=", "javascript:"] {
        assert!(!lower.contains(word), "{word}");
    }
}
