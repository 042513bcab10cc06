//! Pictures and documents, over real HTTP: on their way in, in a message, on their way out.

mod arriving;
mod refused;
pub(crate) mod reading;
pub(crate) mod keeping;
mod portraits;
mod scanning;

use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    http::Site,
    stage::{Person, Place},
};

/// A PNG of one colour that no other test has.
pub(crate) fn picture(width: u32, height: u32) -> Vec<u8> {
    let colour = Uuid::new_v4().into_bytes();
    let image = RgbImage::from_pixel(width, height, Rgb([colour[0], colour[1], colour[2]]));
    let mut bytes = Vec::new();
    let written =
        DynamicImage::ImageRgb8(image).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png);
    written.expect("a picture");
    bytes
}

/// A document of this many bytes.
pub(crate) fn document(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((bytes.len()..size).map(|at| b'a' + u8::try_from(at % 26).unwrap_or(0)));
    bytes
}

async fn began(
    site: &Site<'_>,
    person: &Person,
    client_id: Uuid,
    name: &str,
    size: usize,
) -> Response {
    let body = json!({"client_id": client_id, "name": name, "size": size});
    let begun = site.post("/api/v1/uploads").bearer_auth(&person.token).json(&body);
    begun.send().await.expect("an answer")
}

async fn added(
    site: &Site<'_>,
    person: &Person,
    upload: &str,
    offset: usize,
    bytes: &[u8],
) -> Response {
    let piece = site.patch(&format!("/api/v1/uploads/{upload}")).bearer_auth(&person.token);
    let piece = piece
        .header("content-type", "application/offset+octet-stream")
        .header("upload-offset", offset.to_string())
        .body(bytes.to_vec());
    piece.send().await.expect("an answer")
}

pub(crate) async fn json_of(answer: Response) -> Value {
    let status = answer.status();
    let text = answer.text().await.expect("a body");
    assert_eq!(status, StatusCode::OK, "{text}");
    serde_json::from_str(&text).expect("json")
}

fn id_of(view: &Value) -> String {
    view["id"].as_str().expect("an id").to_owned()
}

/// The last answer of an upload in one piece.
async fn tried(site: &Site<'_>, person: &Person, name: &str, bytes: &[u8]) -> Response {
    let begun = began(site, person, Uuid::new_v4(), name, bytes.len()).await;
    if begun.status() != StatusCode::OK {
        return begun;
    }
    let upload = id_of(&json_of(begun).await);
    added(site, person, &upload, 0, bytes).await
}

/// A file that can be sent.
pub(crate) async fn uploaded(site: &Site<'_>, person: &Person, name: &str, bytes: &[u8]) -> String {
    let view = json_of(tried(site, person, name, bytes).await).await;
    assert!(view["file"].is_object(), "{view}");
    id_of(&view)
}

pub(crate) async fn commanded(site: &Site<'_>, person: &Person, mut command: Value) -> Response {
    if command["client_id"].is_null() {
        command["client_id"] = json!(Uuid::new_v4());
    }
    let posted = site.post("/api/v1/commands").bearer_auth(&person.token).json(&command);
    posted.send().await.expect("an answer")
}

/// The message that carries these files.
pub(crate) async fn sent(
    site: &Site<'_>,
    person: &Person,
    place: Place,
    files: &[String],
) -> String {
    let command = json!({"t": "send", "channel": place.channel, "text": "", "files": files});
    id_of(&json_of(commanded(site, person, command).await).await)
}

pub(crate) async fn got(site: &Site<'_>, person: &Person, place: Place, file: &str) -> Response {
    let path = format!("/api/v1/channels/{}/files/{file}", place.channel);
    site.get(person, &path).send().await.expect("an answer")
}

async fn newest(site: &Site<'_>, person: &Person, place: Place) -> Value {
    let page = site.read(person, &format!("/api/v1/channels/{}/messages", place.channel)).await;
    page["messages"].as_array().expect("messages").last().expect("one").clone()
}
