//! What nobody holds goes: at once when its message went, after a day when it was never sent.

use std::path::Path;

use serde_json::json;
use talkoo::actions::uploads;
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
    // As the end of a place's keeping time does.
    stage.force(format!("delete from messages where id = '{expired}'")).await;
    tidy(&stage, "0").await;
    assert_eq!(objects(&stage), 0);
    assert_eq!(stage.number("select count(*) from files".to_owned()).await, 0);
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
