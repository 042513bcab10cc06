//! A word in what one may not see changes nothing that one is answered: no hit, count, repair,
//! suggestion of a name. Asked before and after the word is there, byte by byte.

use serde_json::Value;

use super::{asked, indexed};
use crate::stage::{Person, Stage};

const QUERIES: [&str; 9] = [
    "kanarialintu",
    "kanarialinnun",
    "kanarialintuu",
    "kanarialinu",
    "lintu",
    "kanaria*",
    "xyrpänen",
    "xyrpännen",
    "harjoitus -kanarialintu",
];

async fn answers(stage: &Stage, person: &Person) -> Vec<Value> {
    let mut answers = Vec::new();
    for query in QUERIES {
        answers.push(asked(stage, person, query).await);
    }
    answers
}

#[tokio::test]
async fn a_word_of_others_changes_no_byte_of_any_answer() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let open = stage.place("open", &[&aino, &eero]).await;
    let secret = stage.place("secret", &[&eero]).await;
    let invited = stage.place("invited", &[&eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    of_aino.post(open.channel, "Harjoitus pidetään pihalla.").await;
    indexed(&stage).await;
    let before = answers(&stage, &aino).await;

    let mut of_eero = stage.connect(&eero).await;
    for place in [secret, invited] {
        of_eero.post(place.channel, "Kanarialintu lauloi; Xyrpänen kuunteli harjoitusta.").await;
        let topic = serde_json::json!({
            "t": "create_item", "channel": place.channel, "title": "Kanarialintu ja Xyrpänen",
        });
        of_eero.ask(topic).await.unwrap();
    }
    indexed(&stage).await;
    assert_eq!(answers(&stage, &eero).await[0]["total"], serde_json::json!(4));
    assert_eq!(answers(&stage, &aino).await, before);

    // Nor does what one could see until one was taken out of it.
    let shared = stage.place("invited", &[&eero, &aino]).await;
    of_eero.post(shared.channel, "Kanarialintu lensi; Xyrpänen ei nähnyt.").await;
    indexed(&stage).await;
    assert_ne!(answers(&stage, &aino).await, before);
    for table in ["channel_members", "workspace_members"] {
        let member = aino.id;
        let place = if table == "channel_members" {
            format!("channel = '{}'", shared.channel)
        } else {
            format!("workspace = '{}'", shared.workspace)
        };
        stage.force(format!("delete from {table} where member = '{member}' and {place}")).await;
    }
    assert_eq!(answers(&stage, &aino).await, before);
}
