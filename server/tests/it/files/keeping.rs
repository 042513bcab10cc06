//! What nobody holds goes: at once when its message went, after a day when it was never sent.

use std::path::Path;

use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::json;
use talkoo::actions::{retention, uploads};
use uuid::Uuid;

use super::{added, began, commanded, document, id_of, json_of, sent, uploaded};
use crate::{
    http::Site,
    stage::{Plan, Stage},
};

#[tokio::test]
async fn what_was_never_sent_is_removed_after_a_day_by_the_clock() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let kept = uploaded(&site, &aino, "a.pdf", &document(100)).await;
    sent(&site, &aino, place, std::slice::from_ref(&kept)).await;
    let loose = uploaded(&site, &aino, "b.pdf", &document(100)).await;
    let begun = id_of(&json_of(began(&site, &aino, Uuid::new_v4(), "c.pdf", 100).await).await);
    json_of(added(&site, &aino, &begun, 0, &document(50)).await).await;
    assert_eq!(objects(&stage), 3);

    tidy(&stage, "23 hours").await;
    assert_eq!(objects(&stage), 3);
    tidy(&stage, "25 hours").await;
    assert_eq!(objects(&stage), 1);
    let left = format!("select count(*) from files where id in ('{loose}', '{begun}')");
    assert_eq!(stage.number(left).await, 0);
}

#[tokio::test]
async fn what_a_removed_message_carried_goes_with_the_next_round() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let file = uploaded(&site, &aino, "a.pdf", &document(100)).await;
    let message = sent(&site, &aino, place, &[file]).await;
    let other = uploaded(&site, &aino, "b.pdf", &document(100)).await;
    let expired = sent(&site, &aino, place, &[other]).await;
    json_of(commanded(&site, &aino, json!({"t": "delete", "message": message})).await).await;
    // The other one grows older than its workspace keeps talk.
    for table in ["events", "messages"] {
        stage.force(format!("update {table} set at = at - interval '40 days'")).await;
    }
    stage.force("update workspaces set retention_days = 30".to_owned()).await;
    retention::run(&stage.nodes[0].app).await.expect("what is too old goes");
    let left = format!("select count(*) from messages where id = '{expired}'");
    assert_eq!(stage.number(left).await, 0);
    tidy(&stage, "0").await;
    assert_eq!(objects(&stage), 0);
    assert_eq!(stage.number("select count(*) from files".to_owned()).await, 0);
}

#[tokio::test]
async fn of_pieces_that_race_for_one_place_one_is_kept() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let site = Site::of(&stage);
    let begun = began(&site, &aino, Uuid::new_v4(), "a.pdf", 4_000).await;
    let upload = id_of(&json_of(begun).await);
    let part = document(2_000);
    let tries = (0..16).map(|_| added(&site, &aino, &upload, 0, &part));
    let answers = join_all(tries).await;
    let kept = answers.iter().filter(|answer| answer.status() == StatusCode::OK).count();
    assert_eq!(kept, 1);
    assert_eq!(objects(&stage), 1, "what came too late takes no room");
}

/// What a member's files take, as it is kept and as it is.
#[tokio::test]
async fn sums_follow_what_comes_and_goes() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let site = Site::of(&stage);
    let wrong = "select count(*) from
           (select owner, sum(stored) as stored from files group by owner) f
         full join file_sums s using (owner)
         where coalesce(f.stored, 0) <> coalesce(s.stored, 0)";
    for person in [&aino, &eero, &aino] {
        uploaded(&site, person, "a.png", &super::picture(40, 30)).await;
        began(&site, person, Uuid::new_v4(), "b.pdf", 1_000).await;
    }
    assert_eq!(stage.number(wrong.to_owned()).await, 0);
    assert!(stage.number("select sum(stored)::bigint from file_sums".to_owned()).await > 3_000);
    tidy(&stage, "25 hours").await;
    assert_eq!(stage.number(wrong.to_owned()).await, 0);
    assert_eq!(stage.number("select sum(stored)::bigint from file_sums".to_owned()).await, 0);
}

/// A round of a node whose database is this much later.
pub(crate) async fn tidy(stage: &Stage, later: &str) {
    let node = Plan::new(1).session(0, "talkoo.clock_offset", later).beside(stage).await;
    uploads::once(&node.app).await.expect("a round");
}

pub(crate) fn objects(stage: &Stage) -> usize {
    count(Path::new(&stage.bed.files_folder()))
}

fn count(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    let each = entries.map(|entry| entry.expect("an entry").path());
    each.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
}
