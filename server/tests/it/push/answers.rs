//! Answers by mail, through the door that a mail server uses.

use std::sync::Arc;

use serde_json::json;
use talkoo::{actions::push::Replies, mail};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::{TcpListener, TcpStream},
};

use super::{Ground, letters::letters, mention};

struct Server(BufReader<TcpStream>);

impl Server {
    async fn says(&mut self, words: &str) -> String {
        self.0.write_all(format!("{words}\r\n").as_bytes()).await.unwrap();
        self.hears().await
    }

    async fn hears(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).await.unwrap();
        while line.as_bytes().get(3) == Some(&b'-') {
            line.clear();
            self.0.read_line(&mut line).await.unwrap();
        }
        line
    }

    /// One letter, and what becomes of it.
    async fn brings(&mut self, from: &str, to: &str, letter: &str) -> String {
        assert!(self.says(&format!("MAIL FROM:<{from}>")).await.starts_with("250"));
        let known = self.says(&format!("RCPT TO:<{to}>")).await;
        if !known.starts_with("250") {
            return known;
        }
        assert!(self.says("DATA").await.starts_with("354"));
        self.says(&format!("{letter}\r\n.")).await
    }
}

#[tokio::test]
async fn who_answers_a_letter_speaks_in_the_item() {
    let folder = std::env::temp_dir().join(format!("talkoo-letters-{}", uuid::Uuid::new_v4()));
    let plan = Ground::plan(1)
        .set("TALKOO_MAIL_FOLDER", &folder.display().to_string())
        .set("TALKOO_MAIL_REPLIES", "127.0.0.1:1")
        .set("TALKOO_MAIL_REPLY_DOMAIN", "talkoo.example");
    let ground = Ground::over(plan).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, _) = ground.member("Eero").await;
    let place = ground.stage.place("open", &[&aino, &eero]).await;
    let wants =
        format!("update notice_settings set mail_for = 'mentions' where member = '{}'", eero.id);
    ground.stage.force(wants).await;
    ground.round().await;
    let text = mention(&eero, "tuletko?");
    ground.say(&aino, json!({"t": "send", "channel": place.channel, "text": text})).await;
    ground.round().await;
    ground.hurry().await;
    ground.round().await;
    let written = letters(&folder).await;
    let address = written[0]["answers"].as_str().expect("an address").to_owned();
    assert!(address.split('@').next().unwrap().len() <= 64, "{address}");
    assert!(written[0]["text"].as_str().unwrap().contains("Vastaa tähän viestiin"));

    let app = &ground.stage.nodes[0].app;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap();
    let takes = Arc::new(Replies::new(app));
    app.tasks.spawn(mail::serve(listener, takes, app.tasks.clone(), app.leaving.clone()));
    let mut server = Server(BufReader::new(TcpStream::connect(port).await.unwrap()));
    assert!(server.hears().await.starts_with("220"));
    assert!(server.says("LHLO posti.example").await.starts_with("250"));
    let own = format!("{}@esimerkki.example", eero.id);
    let head = format!("From: Eero <{own}>\r\nMessage-ID: <1@posti.example>\r\n");
    let letter = format!("{head}\r\nTulen.\r\n..ja tuon kahvia\r\n\r\n> tuletko?");
    assert!(server.brings(&own, &address.to_uppercase(), &letter).await.starts_with("250"));
    // Brought again, it is the same.
    assert!(server.brings(&own, &address, &letter).await.starts_with("250"));
    let said = "select count(*) from messages where text = E'Tulen.\\n.ja tuon kahvia'".to_owned();
    assert_eq!(ground.stage.number(said.clone()).await, 1);
    let of = format!("{said} and author = '{}' and item = '{}'", eero.id, place.main);
    assert_eq!(ground.stage.number(of).await, 1);

    // Nobody else, no machine, no guessed address, nothing without words.
    let other = letter.replace(&own, "joku@muualla.example");
    assert!(server.brings(&own, &address, &other).await.starts_with("550"));
    let machine = format!("Auto-Submitted: auto-replied\r\n{head}\r\nLomalla");
    assert!(server.brings(&own, &address, &machine).await.starts_with("250"));
    assert!(server.brings("", &address, &format!("{head}\r\nPalautus")).await.starts_with("250"));
    let mut guessed = address.clone();
    guessed.replace_range(40..41, if &address[40..41] == "a" { "b" } else { "a" });
    assert!(server.brings(&own, &guessed, &letter).await.starts_with("550"));
    assert!(
        server
            .brings(&own, &address, &format!("{head}\r\n> vain lainaus"))
            .await
            .starts_with("550")
    );
    let long = format!("{head}\r\n{}", format!("{}\r\n", "a".repeat(998)).repeat(1_100));
    assert!(server.brings(&own, &address, &long).await.starts_with("550 5.3.4"));
    // Who may not write there any more is told so.
    let remove = json!({
        "t": "remove_member", "place": {"workspace": place.workspace}, "member": eero.id,
    });
    ground.say(&aino, remove).await;
    ground.stage.force("update workspaces set visibility = 'invited'".to_owned()).await;
    let late = letter.replace("<1@", "<2@");
    assert!(server.brings(&own, &address, &late).await.starts_with("550"));
    assert_eq!(ground.stage.number("select count(*) from messages".to_owned()).await, 2);
    tokio::fs::remove_dir_all(&folder).await.unwrap();
}
