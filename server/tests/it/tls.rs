//! TLS from certificate files: browsers and programs come in over it, and a new certificate is taken
//! into use under open sockets.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use futures_util::{SinkExt as _, StreamExt as _};
use reqwest::header;
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_rustls::{TlsConnector, client::TlsStream};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

use crate::bed::{Bed, Node, talkoo};
use crate::stage::{self, Person};

/// Where an operator keeps a certificate, gone with the test.
struct Files(PathBuf);

impl Files {
    fn new() -> Self {
        let folder = std::env::temp_dir().join(format!("talkoo-tls-{}", uuid::Uuid::new_v4()));
        std::fs::create_dir(&folder).expect("a folder");
        Self(folder)
    }

    fn certificate(&self) -> PathBuf {
        self.0.join("certificate.pem")
    }

    fn key(&self) -> PathBuf {
        self.0.join("key.pem")
    }

    /// A certificate for localhost that nobody else has signed; its own text.
    fn renew(&self) -> String {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a pair");
        write(&self.key(), &made.signing_key.serialize_pem());
        write(&self.certificate(), &made.cert.pem());
        made.cert.pem()
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn write(path: &Path, text: &str) {
    std::fs::write(path, text).expect("a file");
}

struct Wss(WebSocketStream<TlsStream<TcpStream>>);

impl Wss {
    /// A signed-in socket that believes this certificate alone.
    async fn connect(address: SocketAddr, pem: &str, person: &Person) -> std::io::Result<Self> {
        let mut roots = RootCertStore::empty();
        let known = der(pem);
        roots.add(known).expect("a root");
        let settings = ClientConfig::builder().with_root_certificates(roots).with_no_client_auth();
        let stream = TcpStream::connect(address).await?;
        let name = ServerName::try_from("localhost").expect("a name");
        let stream = TlsConnector::from(Arc::new(settings)).connect(name, stream).await?;
        let url = format!("wss://localhost:{}/api/v1/socket", address.port());
        let (socket, _) = client_async(url, stream).await.expect("an upgrade");
        let mut client = Self(socket);
        client.say(json!({"t": "sign_in", "token": person.token})).await;
        assert_eq!(client.hear().await["t"], "hello");
        Ok(client)
    }

    async fn say(&mut self, frame: Value) {
        self.0.send(Message::text(frame.to_string())).await.expect("a frame");
    }

    async fn hear(&mut self) -> Value {
        loop {
            let heard = self.0.next().await.expect("a frame").expect("a whole one");
            if let Message::Text(text) = heard {
                return serde_json::from_str(&text).expect("json");
            }
        }
    }

    async fn is_alive(&mut self) {
        self.say(json!({"t": "ping"})).await;
        assert_eq!(self.hear().await["t"], "pong");
    }
}

fn der(pem: &str) -> rustls::pki_types::CertificateDer<'static> {
    use rustls::pki_types::pem::PemObject as _;
    rustls::pki_types::CertificateDer::from_pem_slice(pem.as_bytes()).expect("a certificate")
}

async fn serve(bed: &Bed, files: &Files) -> Node {
    let (certificate, key) = (files.certificate(), files.key());
    let (certificate, key) = (certificate.to_string_lossy(), key.to_string_lossy());
    Node::serve(bed, [("TALKOO_TLS_CERTIFICATE", &*certificate), ("TALKOO_TLS_KEY", &*key)]).await
}

#[tokio::test]
async fn a_new_certificate_is_taken_under_open_sockets() {
    let bed = Bed::new().await;
    let aino = stage::member(&bed, "Aino").await;
    let files = Files::new();
    let first = files.renew();
    let node = serve(&bed, &files).await;
    let mut old = Wss::connect(node.address, &first, &aino).await.expect("a socket");

    let second = files.renew();
    node.signal("HUP");
    node.heard("the certificate was changed").await;
    let mut new = Wss::connect(node.address, &second, &aino).await.expect("a socket");
    assert!(Wss::connect(node.address, &first, &aino).await.is_err(), "the first one is gone");
    old.is_alive().await;
    new.is_alive().await;

    // One of the two does not fit: what was in use stays.
    let third = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a pair");
    for (broken, times) in [(third.cert.pem(), 1), ("no certificate".to_owned(), 2)] {
        write(&files.certificate(), &broken);
        node.signal("HUP");
        let told = node.heard_times("the new certificate is not usable", times).await;
        assert!(!told.to_string().contains("BEGIN"), "{told}");
        let mut other = Wss::connect(node.address, &second, &aino).await.expect("a socket");
        other.is_alive().await;
    }
    old.is_alive().await;
    node.end().await;
}

#[tokio::test]
async fn browsers_get_the_strict_cookie_over_tls() {
    let bed = Bed::new().await;
    let files = Files::new();
    let known = files.renew();
    let node = serve(&bed, &files).await;
    let known = reqwest::Certificate::from_pem(known.as_bytes()).expect("a certificate");
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([known]).build();
    let client = client.expect("a client");
    let url = |path: &str| format!("https://localhost:{}{path}", node.address.port());

    let ready = client.get(url("/readyz")).send().await.expect("an answer");
    assert_eq!(ready.status().as_u16(), 200);
    assert!(ready.headers().contains_key(header::STRICT_TRANSPORT_SECURITY));

    let mut link = talkoo(["admin", "create-member", "--json"]);
    link.args(["--email", "siiri@esimerkki.example", "--given", "Siiri", "--family", "Koe"]);
    let made = link.env("DATABASE_URL", bed.url()).output().await.expect("the binary");
    let made: Value = serde_json::from_slice(&made.stdout).unwrap_or_else(|_| panic!("{made:?}"));
    let mut link = talkoo(["admin", "sign-in-link", "--json"]);
    link.args(["--member", made["member"].as_str().expect("an id")]);
    let link = link.env("DATABASE_URL", bed.url()).output().await.expect("the binary");
    let link: Value = serde_json::from_slice(&link.stdout).unwrap_or_else(|_| panic!("{link:?}"));
    let token = link["token"].as_str().expect("a token");
    let body = json!({"token": token, "password": "seitsemän lumista veljestä"});
    let signed = client.post(url("/api/v1/sign-in/link")).json(&body).send().await.expect("in");
    assert_eq!(signed.status().as_u16(), 200);
    let cookie = signed.headers()[header::SET_COOKIE].to_str().expect("text");
    assert!(cookie.starts_with("__Host-talkoo="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");

    // Plain HTTP on that port gets nothing.
    let plain = format!("http://127.0.0.1:{}/readyz", node.address.port());
    assert!(reqwest::get(plain).await.is_err());
    node.end().await;
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_ends_serve_with_one_line() {
    let bed = Bed::new().await;
    let files = Files::new();
    files.renew();
    write(&files.key(), "no key");
    let mut command = talkoo(["serve"]);
    command.env("DATABASE_URL", bed.url());
    command.env("TALKOO_TLS_CERTIFICATE", files.certificate()).env("TALKOO_TLS_KEY", files.key());
    let output = command.output().await.expect("the binary");
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("reading the certificate's key"), "{said}");

    let mut alone = talkoo(["check-config"]);
    let output = alone.env("TALKOO_TLS_KEY", files.key()).output().await.expect("the binary");
    assert_eq!(output.status.code(), Some(2));
}
