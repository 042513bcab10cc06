//! A file is under the message that carries it: its channel of today, the rights of now, the headers
//! that keep it from being a page of ours.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{commanded, document, got, json_of, picture, sent, uploaded};
use crate::{
    http::Site,
    stage::{Person, Place, Stage},
};

#[tokio::test]
async fn a_file_is_read_through_its_own_channel_only_and_while_one_may() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let other = stage.place("open", &[&aino, &eero]).await;
    let site = Site::of(&stage);
    let file = uploaded(&site, &aino, "a.pdf", &document(100)).await;
    let nothing = Uuid::new_v4().to_string();
    // Not sent yet, it is nobody's to read, not even the owner's.
    assert_eq!(
        bare(got(&site, &aino, place, &file).await).await,
        bare(got(&site, &aino, place, &nothing).await).await
    );
    sent(&site, &aino, place, std::slice::from_ref(&file)).await;
    assert_eq!(got(&site, &eero, place, &file).await.status(), StatusCode::OK);
    // Through another channel that one may read, it is as if it were not there, byte by byte.
    assert_eq!(
        bare(got(&site, &eero, other, &file).await).await,
        bare(got(&site, &eero, other, &nothing).await).await
    );

    let remove =
        json!({"t": "remove_member", "place": {"workspace": place.workspace}, "member": eero.id});
    json_of(commanded(&site, &aino, remove).await).await;
    let after = bare(got(&site, &eero, place, &file).await).await;
    assert_eq!(after.0, 404);
    assert_eq!(after, bare(got(&site, &eero, other, &nothing).await).await);
    assert_eq!(got(&site, &aino, place, &file).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_file_goes_with_its_message_and_follows_it_elsewhere() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let other = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let file = uploaded(&site, &aino, "a.png", &picture(800, 100)).await;
    let message = sent(&site, &aino, place, std::slice::from_ref(&file)).await;
    // As moving a message does: its channel of today is another.
    stage
        .force(format!(
            "update messages set channel = '{0}', stream = '{0}', item = '{1}' where id = '{message}'",
            other.channel, other.main
        ))
        .await;
    assert_eq!(got(&site, &aino, place, &file).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(got(&site, &aino, other, &file).await.status(), StatusCode::OK);
    json_of(commanded(&site, &aino, json!({"t": "delete", "message": message})).await).await;
    assert_eq!(got(&site, &aino, other, &file).await.status(), StatusCode::NOT_FOUND);
    let shown = site.read(&aino, &format!("/api/v1/messages/{message}")).await;
    assert!(shown["message"]["files"].is_null(), "{shown}");

    // What goes with its topic goes alike.
    let topic = json!({"t": "create_item", "channel": place.channel, "title": "Kuvat"});
    let topic = json_of(commanded(&site, &aino, topic).await).await["id"].clone();
    let file = uploaded(&site, &aino, "b.pdf", &document(100)).await;
    let send = json!({"t": "send", "channel": place.channel, "item": topic, "files": [file]});
    json_of(commanded(&site, &aino, send).await).await;
    assert_eq!(got(&site, &aino, place, &file).await.status(), StatusCode::OK);
    json_of(commanded(&site, &aino, json!({"t": "delete_item", "item": topic})).await).await;
    assert_eq!(got(&site, &aino, place, &file).await.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_was_uploaded_is_never_a_page_of_ours() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let sheet = uploaded(&site, &aino, "Kävely \"1\".csv", b"<script>alert(1)</script>;2\n").await;
    let photo = uploaded(&site, &aino, "piha.png", &picture(900, 600)).await;
    sent(&site, &aino, place, &[sheet.clone(), photo.clone()]).await;
    for (file, sort, disposition) in
        [(&sheet, "text/csv; charset=utf-8", "attachment; "), (&photo, "image/png", "inline; ")]
    {
        let answer = got(&site, &aino, place, file).await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(header("content-type"), sort);
        assert!(header("content-disposition").starts_with(disposition));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert_eq!(header("cache-control"), "private, no-cache");
    }
    let small = format!("/api/v1/channels/{}/files/{photo}/thumbnail", place.channel);
    let small = site.get(&aino, &small).send().await.unwrap().bytes().await.unwrap();
    let small = image::load_from_memory(&small).unwrap();
    assert_eq!((small.width(), small.height()), (720, 480));
    let none = format!("/api/v1/channels/{}/files/{sheet}/thumbnail", place.channel);
    assert_eq!(site.get(&aino, &none).send().await.unwrap().status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_stretch_of_a_file_and_a_file_that_is_known_already() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let bytes = document(10_000);
    let file = uploaded(&site, &aino, "a.pdf", &bytes).await;
    sent(&site, &aino, place, std::slice::from_ref(&file)).await;
    let path = format!("/api/v1/channels/{}/files/{file}", place.channel);
    let asked =
        |name: &'static str, value: String| site.get(&aino, &path).header(name, value).send();

    let part = asked("range", "bytes=100-199".to_owned()).await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()["content-range"], "bytes 100-199/10000");
    assert_eq!(part.headers()["content-length"], "100");
    assert!(part.bytes().await.unwrap() == bytes[100..200]);
    let beyond = asked("range", "bytes=10000-".to_owned()).await.unwrap();
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    let whole = asked("accept-encoding", "br, gzip".to_owned()).await.unwrap();
    assert!(whole.headers().get("content-encoding").is_none());
    let mark = whole.headers()["etag"].to_str().unwrap().to_owned();
    let known = asked("if-none-match", mark.clone()).await.unwrap();
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    // Who lost the right learns nothing by a mark they kept.
    let eero = stage.member("Eero").await;
    let hidden = stage.place("secret", &[&aino]).await;
    let secret = uploaded(&site, &aino, "b.pdf", &bytes).await;
    sent(&site, &aino, hidden, std::slice::from_ref(&secret)).await;
    let answer = known_by(&site, &eero, hidden, &secret).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

async fn known_by(site: &Site<'_>, person: &Person, place: Place, file: &str) -> Response {
    let path = format!("/api/v1/channels/{}/files/{file}", place.channel);
    let asked = site.get(person, &path).header("if-none-match", format!("\"{file}\""));
    asked.send().await.expect("an answer")
}

/// An answer without what is different each time.
pub(crate) async fn bare(answer: Response) -> (u16, Vec<(String, Vec<u8>)>, Value) {
    let status = answer.status().as_u16();
    let mut headers: Vec<_> = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
        .filter(|(name, _)| name != "date" && name != "x-request-id")
        .collect();
    headers.sort();
    let mut body: Value = answer.json().await.expect("a refusal");
    body["request_id"].take();
    (status, headers, body)
}
