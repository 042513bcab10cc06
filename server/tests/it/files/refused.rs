//! What is not let in: too much, too large, not what it says, and no room.

use serde_json::json;
use uuid::Uuid;

use super::{added, began, document, id_of, json_of, picture, tried, uploaded};
use crate::{
    http::{Site, refused},
    stage::{Plan, Stage},
};

#[tokio::test]
async fn what_may_not_be_sent_is_refused_and_nothing_of_it_stays() {
    let stage = Plan::new(1)
        .set("TALKOO_UPLOAD_BYTES", "1 MiB")
        .set("TALKOO_UPLOAD_PIXELS", "1000000")
        .open()
        .await;
    let aino = stage.member("Aino").await;
    let site = Site::of(&stage);
    let bomb = picture(1_200, 1_000);
    for (name, bytes, status, code) in [
        ("suuri.pdf", document((1 << 20) + 1), 413, "too_large"),
        ("pommi.png", bomb, 413, "too_large"),
        ("ohjelma.exe", b"MZ\x90\0".to_vec(), 422, "rule"),
        ("ohje.pdf", b"MZ\x90\0".to_vec(), 422, "rule"),
        ("sivu.html", b"<html><script>alert(1)</script>".to_vec(), 422, "rule"),
        ("kuva.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), 422, "rule"),
        ("rikki.png", b"\x89PNG\r\n\x1a\n and no more".to_vec(), 422, "rule"),
        ("rivi\nvaihto.pdf", document(10), 400, "bad_text"),
        ("tyhjä.txt", Vec::new(), 400, "bad_value"),
    ] {
        let answer = tried(&site, &aino, name, &bytes).await;
        assert_eq!(refused(answer).await, (status, code.to_owned()), "{name}");
    }
    assert_eq!(stage.number("select count(*) from files".to_owned()).await, 0);
    let folder = std::path::PathBuf::from(stage.bed.files_folder());
    let left = std::fs::read_dir(folder.join("files")).map_or(0, Iterator::count);
    assert_eq!(left, 0, "objects of refused files");
}

#[tokio::test]
async fn quotas_hold_for_a_member_and_for_all_and_room_comes_back() {
    let stage = Plan::new(1)
        .set("TALKOO_FILES_MEMBER_BYTES", "5000")
        .set("TALKOO_FILES_NETWORK_BYTES", "8000")
        .open()
        .await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let site = Site::of(&stage);
    let first = uploaded(&site, &aino, "a.pdf", &document(3_000)).await;
    let full = tried(&site, &aino, "b.pdf", &document(2_001)).await;
    assert_eq!(refused(full).await, (422, "rule".to_owned()), "the member's room");
    // What is only announced counts, too.
    json_of(began(&site, &eero, Uuid::new_v4(), "c.pdf", 5_000).await).await;
    let full = tried(&site, &aino, "d.pdf", &document(1)).await;
    assert_eq!(refused(full).await, (422, "rule".to_owned()), "everybody's room");
    let gone = site.delete(&format!("/api/v1/uploads/{first}")).bearer_auth(&aino.token);
    assert!(gone.send().await.unwrap().status().is_success());
    uploaded(&site, &aino, "e.pdf", &document(2_000)).await;
}

#[tokio::test]
async fn a_stranger_and_another_page_begin_nothing() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let site = Site::of(&stage);
    let body = json!({"client_id": Uuid::new_v4(), "name": "a.pdf", "size": 10});
    let nobody = site.post("/api/v1/uploads").json(&body).send().await.unwrap();
    assert_eq!(refused(nobody).await, (401, "not_signed_in".to_owned()));
    let foreign = site.post("/api/v1/uploads").bearer_auth(&aino.token).json(&body);
    let foreign = foreign.header("origin", "https://muualla.example").send().await.unwrap();
    assert_eq!(refused(foreign).await, (403, "bad_origin".to_owned()));
    let upload = id_of(&json_of(began(&site, &aino, Uuid::new_v4(), "a.pdf", 10).await).await);
    stage.force(format!("update members set status = 'suspended' where id = '{}'", aino.id)).await;
    let suspended = added(&site, &aino, &upload, 0, &document(10)).await;
    assert!(matches!(refused(suspended).await.0, 401 | 403));
}
