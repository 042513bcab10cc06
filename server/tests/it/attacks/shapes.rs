//! Attacks by form: characters that cannot be stored, depth, cost, and limits that are none.

use std::time::{Duration, Instant};

use reqwest::header;
use serde_json::{Value, json};
use talkoo_protocol::{Code, ServerFrame};
use uuid::Uuid;

use super::{golden_commands, with_each_text};
use crate::{
    http::{Site, refused},
    stage::Stage,
};

/// In every text of every command, over HTTP and over the socket.
#[tokio::test]
async fn no_text_of_any_command_takes_u_0000() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let site = Site::of(&stage);
    let mut client = stage.connect(&aino).await;
    let mut tried = 0;
    for command in golden_commands() {
        for hostile in with_each_text(&command, "a\0b") {
            let posted = site.post("/api/v1/commands").bearer_auth(&aino.token).json(&hostile);
            let answer = refused(posted.send().await.expect("an answer")).await;
            assert_eq!(answer, (400, "bad_text".to_owned()), "{hostile}");
            client.say(&hostile).await;
            let refusal = client
                .until(|frame| match frame {
                    ServerFrame::Refused { refusal, .. } => Some(refusal.clone()),
                    _ => None,
                })
                .await;
            assert_eq!(refusal.code, Code::BadText, "{hostile}");
            tried += 1;
        }
    }
    assert!(tried > 150, "{tried} texts");
}

/// Every way of asking that takes a text or a number, from the server's own description.
#[tokio::test]
async fn no_question_takes_u_0000_and_no_limit_is_none() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let described = site.get_as_nobody("/api/openapi.json").send().await.expect("an answer");
    let described: Value = described.json().await.expect("json");
    let (mut texts, mut limits) = (0, 0);
    for (pattern, item) in described["paths"].as_object().expect("paths") {
        let id = if pattern.contains("/workspaces/") {
            place.workspace.to_string()
        } else {
            place.channel.to_string()
        };
        let steps = pattern.split('/').map(|step| if step.starts_with('{') { &id } else { step });
        let path = steps.collect::<Vec<_>>().join("/");
        let parameters = item["get"]["parameters"].as_array().cloned().unwrap_or_default();
        for parameter in parameters.iter().filter(|one| one["in"] == "query") {
            let name = parameter["name"].as_str().expect("a name");
            let url = format!("{path}?{name}=a%00b");
            let answer = site.get(&aino, &url).send().await.expect("an answer");
            let (status, _) = refused(answer).await;
            assert!((400..500).contains(&status), "{url}: {status}");
            texts += 1;
            if name != "limit" {
                continue;
            }
            limits += 1;
            for wrong in ["-1", "99999999999999999999", "1e9", "NaN", "[1]"] {
                let url = format!("{path}?limit={wrong}");
                let answer = site.get(&aino, &url).send().await.expect("an answer");
                let (status, _) = refused(answer).await;
                assert!((400..500).contains(&status), "{url}: {status}");
            }
            for clamped in ["0", "4294967295"] {
                let url = format!("{path}?limit={clamped}");
                let answer = site.get(&aino, &url).send().await.expect("an answer");
                assert!(answer.status().as_u16() < 500, "{url}: {}", answer.status());
            }
        }
    }
    assert!(texts > 20 && limits > 5, "{texts} questions, {limits} limits");
}

#[tokio::test]
async fn depth_is_refused_before_it_costs() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let site = Site::of(&stage);
    let mut client = stage.connect(&aino).await;
    for (open, shut) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = 60_000 / (open.len() + shut.len());
        let nested = format!("{}1{}", open.repeat(deep), shut.repeat(deep));
        for body in [
            nested.clone(),
            open.repeat(deep),
            format!(r#"{{"t":"create_item","client_id":"{}","body":{nested}}}"#, Uuid::new_v4()),
        ] {
            let began = Instant::now();
            let posted = site.post("/api/v1/commands").bearer_auth(&aino.token);
            let posted = posted.header(header::CONTENT_TYPE, "application/json").body(body.clone());
            let answer = refused(posted.send().await.expect("an answer")).await;
            assert_eq!(answer, (400, "bad_frame".to_owned()));
            client.say_text(body).await;
            let refusal = client
                .until(|frame| match frame {
                    ServerFrame::Refused { refusal, .. } => Some(refusal.clone()),
                    _ => None,
                })
                .await;
            assert_eq!(refusal.code, Code::BadFrame);
            assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
        }
    }
    client.settle().await;
}

/// Each is written, or refused as too large, while its sender and everybody else goes on.
#[tokio::test]
async fn markdown_made_to_cost_costs_little() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let eero = stage.member("Eero").await;
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut hostile = stage.connect(&aino).await;
    let mut other = stage.connect(&eero).await;
    for part in [
        "[",
        "![",
        "](",
        "*",
        "_",
        "**a ",
        "> ",
        "- ",
        "1. ",
        "`",
        "``` ",
        "| a ",
        "<",
        "<!--",
        "&",
        "@[",
        "#",
        "\\",
        "a* ",
        "[a](",
        "[a]: ",
        "*a_ ",
        "~",
        "http://a.",
        "\u{301}",
        "\n",
    ] {
        let text = part.repeat(16_000 / part.len());
        let send = json!({"t": "send", "channel": place.channel, "text": text});
        let began = Instant::now();
        let (asked, _) = hostile.begin(send).await;
        other.post(place.channel, "minä myös").await;
        let _ = hostile.answer(asked).await;
        let took = began.elapsed();
        assert!(took < Duration::from_secs(10), "{part:?} took {took:?}");
    }
    let messages = format!("channels/{}/messages", place.channel);
    let read = stage.nodes[0].as_seen_by(&eero).ask(&messages).await;
    assert_eq!(read.status, 200);
}
