//! A word in what one may not see changes nothing that one is answered: no hit, count, repair,
//! suggestion of a name. Asked before and after the word is there, byte by byte.

use serde_json::Value;
use talkoo::actions::saved_searches;

use super::{asked, indexed, told};
use crate::stage::{Person, Plan, Stage};

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
        for of in ["channels", "people", "items", "workspaces", "tags"] {
            let words = [("query", query), ("of", of)];
            answers.push(told(stage, person, "search/goals", &words).await);
        }
        let words = [("query", query)];
        answers.push(told(stage, person, "search/goals", &words).await);
    }
    for filter in
        ["kirjoittaja", "kanava", "työtila", "tunniste", "alue", "tila", "vaihe", "tyyppi"]
    {
        for beginning in ["", "kanaria", "ka", "xyrp"] {
            let words = [("filter", filter), ("beginning", beginning)];
            answers.push(told(stage, person, "search/values", &words).await);
        }
    }
    // Of a followed search, what came for it; when it comes is no part of the answer.
    answers.push(told(stage, person, "inbox", &[]).await["rows"].clone());
    answers.push(told(stage, person, "searches", &[]).await);
    answers
}

/// The index, and whatever it brings for followed searches so much later.
async fn looked(stage: &Stage, later: &str) {
    indexed(stage).await;
    let again = "update saved_searches
         set looked_to = app_now() - interval '1 hour', due_at = app_now()";
    stage.force(again.to_owned()).await;
    let node = Plan::new(1).session(0, "talkoo.clock_offset", later).beside(stage).await;
    saved_searches::look(&node.app).await.expect("a look");
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
    let kept = serde_json::json!({
        "t": "save_search", "name": "Linnut", "query": "kanarialintu", "followed": true,
    });
    of_aino.ask(kept).await.unwrap();
    indexed(&stage).await;
    let before = answers(&stage, &aino).await;

    let mut of_eero = stage.connect(&eero).await;
    for place in [secret, invited] {
        let text = "Kanarialintu lauloi; Xyrpänen kuunteli harjoitusta #kanariat";
        of_eero.post(place.channel, text).await;
        let topic = serde_json::json!({
            "t": "create_item", "channel": place.channel, "title": "Kanarialintu ja Xyrpänen",
        });
        of_eero.ask(topic).await.unwrap();
        for (table, id) in [("channels", place.channel.0), ("workspaces", place.workspace.0)] {
            stage
                .force(format!("update {table} set name = 'kanarialinnut' where id = '{id}'"))
                .await;
        }
        let region = "update workspaces set region = 'Kanaria' where id =";
        stage.force(format!("{region} '{}'", place.workspace)).await;
    }
    looked(&stage, "5 minutes").await;
    assert_eq!(answers(&stage, &eero).await[0]["total"], serde_json::json!(4));
    assert_eq!(answers(&stage, &aino).await, before);

    // Nor does what one could see until one was taken out of it.
    let shared = stage.place("invited", &[&eero, &aino]).await;
    of_eero.post(shared.channel, "Kanarialintu lensi; Xyrpänen ei nähnyt.").await;
    looked(&stage, "10 minutes").await;
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
