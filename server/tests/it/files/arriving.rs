//! An upload goes on where it was cut, on any node, and is one however often it is begun.

use reqwest::StatusCode;
use serde_json::json;
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use uuid::Uuid;

use super::{
    added, began, commanded, document, got, id_of, json_of, newest, picture, sent, uploaded,
};
use crate::{
    http::{Site, refused},
    stage::Stage,
};

#[tokio::test]
async fn a_file_arrives_in_pieces_and_is_sent_and_read_by_others() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let site = Site::of(&stage);
    let bytes = document(3_000_000);
    let client_id = Uuid::new_v4();
    let view = json_of(began(&site, &aino, client_id, "Kävely.pdf", bytes.len()).await).await;
    let upload = id_of(&view);
    assert_eq!((&view["offset"], &view["file"]), (&json!(0), &json!(null)));
    let mut at = 0;
    for piece in bytes.chunks(1_250_000) {
        // Repeated, the beginning says where it stands.
        let again = json_of(began(&site, &aino, client_id, "Kävely.pdf", bytes.len()).await).await;
        assert_eq!((id_of(&again), &again["offset"]), (upload.clone(), &json!(at)));
        let view = json_of(added(&site, &aino, &upload, at, piece).await).await;
        at += piece.len();
        assert_eq!(view["offset"], json!(at));
    }
    sent(&site, &aino, place, std::slice::from_ref(&upload)).await;
    let message = newest(&site, &eero, place).await;
    let file = &message["files"][0];
    assert_eq!(
        (&file["name"], &file["media_type"], &file["size"], &file["state"]),
        (&json!("Kävely.pdf"), &json!("application/pdf"), &json!(3_000_000), &json!("unscanned")),
    );
    let answer = got(&site, &eero, place, &upload).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert!(answer.bytes().await.unwrap() == bytes, "every byte came through");
}

#[tokio::test]
async fn an_upload_that_was_cut_in_the_middle_goes_on_from_there_on_another_node() {
    let stage = Stage::with_nodes(2).await;
    let aino = stage.member("Aino").await;
    let site = Site::of(&stage);
    let bytes = document(2_500_000);
    let upload =
        id_of(&json_of(began(&site, &aino, Uuid::new_v4(), "a.pdf", bytes.len()).await).await);

    // Half of the body, and then the line is dead.
    let mut line = TcpStream::connect(stage.nodes[0].address).await.unwrap();
    let head = format!(
        "PATCH /api/v1/uploads/{upload} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\n\
         content-type: application/offset+octet-stream\r\nupload-offset: 0\r\n\
         content-length: {}\r\n\r\n",
        aino.token,
        bytes.len()
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&bytes[..1_700_000]).await.unwrap();
    line.flush().await.unwrap();
    line.shutdown().await.unwrap();
    drop(line);

    let other = format!("http://{}/api/v1/uploads/{upload}", stage.nodes[1].address);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    // What had arrived is kept a moment after the line is cut.
    let offset = loop {
        let head = client.head(&other).bearer_auth(&aino.token).send().await.unwrap();
        let offset: usize = head.headers()["upload-offset"].to_str().unwrap().parse().unwrap();
        if offset == 1_700_000 {
            break offset;
        }
        tokio::task::yield_now().await;
    };
    let rest = client
        .patch(&other)
        .bearer_auth(&aino.token)
        .header("content-type", "application/offset+octet-stream")
        .header("upload-offset", offset.to_string())
        .body(bytes[offset..].to_vec());
    let view = json_of(rest.send().await.unwrap()).await;
    assert_eq!(view["file"]["size"], json!(bytes.len()));
    let place = stage.place("open", &[&aino]).await;
    sent(&site, &aino, place, std::slice::from_ref(&upload)).await;
    assert!(got(&site, &aino, place, &upload).await.bytes().await.unwrap() == bytes);
}

#[tokio::test]
async fn a_piece_belongs_where_the_upload_stands_and_to_its_owner() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let site = Site::of(&stage);
    let bytes = document(1_000);
    let client_id = Uuid::new_v4();
    let upload = id_of(&json_of(began(&site, &aino, client_id, "a.pdf", 1_000).await).await);
    let other = began(&site, &aino, client_id, "b.pdf", 1_000).await;
    assert_eq!(refused(other).await, (409, "client_id_reused".to_owned()));

    let answer = added(&site, &aino, &upload, 10, &bytes[10..]).await;
    assert_eq!(refused(answer).await, (409, "conflict".to_owned()));
    let answer = added(&site, &eero, &upload, 0, &bytes).await;
    assert_eq!(refused(answer).await, (404, "not_found".to_owned()));
    let answer = added(&site, &aino, &upload, 0, &document(1_001)).await;
    assert_eq!(refused(answer).await, (413, "too_large".to_owned()));
    let path = format!("/api/v1/uploads/{upload}");
    let bare = site.patch(&path).bearer_auth(&aino.token).header("upload-offset", "0").body("x");
    assert_eq!(refused(bare.send().await.unwrap()).await, (400, "bad_frame".to_owned()));

    // Taken back, it is gone; once sent, it is the message's.
    let gone = site.delete(&path).bearer_auth(&aino.token).send().await.unwrap();
    assert_eq!(gone.status(), StatusCode::NO_CONTENT);
    let answer = added(&site, &aino, &upload, 0, &bytes).await;
    assert_eq!(refused(answer).await, (404, "not_found".to_owned()));
    let place = stage.place("open", &[&aino]).await;
    let file = uploaded(&site, &aino, "a.pdf", &bytes).await;
    sent(&site, &aino, place, std::slice::from_ref(&file)).await;
    let kept = site.delete(&format!("/api/v1/uploads/{file}")).bearer_auth(&aino.token);
    assert_eq!(refused(kept.send().await.unwrap()).await, (409, "read_only".to_owned()));
}

#[tokio::test]
async fn a_file_is_in_one_message_and_a_repeated_send_is_the_same() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let site = Site::of(&stage);
    let mut files = Vec::new();
    for _ in 0..11 {
        files.push(uploaded(&site, &aino, "a.pdf", &document(100)).await);
    }
    let send = |files: &[String]| json!({"t": "send", "channel": place.channel, "files": files});
    let mut command = send(&files[..1]);
    command["client_id"] = json!(Uuid::new_v4());
    let first = json_of(commanded(&site, &aino, command.clone()).await).await;
    let again = json_of(commanded(&site, &aino, command).await).await;
    assert_eq!((&again["id"], &again["duplicate"]), (&first["id"], &json!(true)));

    let twice = vec![files[1].clone(), files[1].clone()];
    let nothing: Vec<String> = vec![Uuid::new_v4().to_string()];
    for wrong in [&files[..1], &files[..], &twice, &nothing] {
        let answer = commanded(&site, &aino, send(wrong)).await;
        assert_eq!(refused(answer).await, (400, "bad_value".to_owned()), "{}", wrong.len());
    }
    let answer = commanded(&site, &eero, send(&files[1..2])).await;
    assert_eq!(refused(answer).await, (400, "bad_value".to_owned()), "another's upload");
    let empty = commanded(&site, &aino, send(&[])).await;
    assert_eq!(refused(empty).await, (400, "bad_value".to_owned()));
    // Ten are a message without words; two sends of one file at once: one of them has it.
    sent(&site, &aino, place, &files[1..11]).await;
    assert_eq!(newest(&site, &eero, place).await["files"].as_array().unwrap().len(), 10);
    let file = vec![uploaded(&site, &aino, "b.pdf", &document(100)).await];
    let (one, two) =
        tokio::join!(commanded(&site, &aino, send(&file)), commanded(&site, &aino, send(&file)),);
    let mut codes = [one.status().as_u16(), two.status().as_u16()];
    codes.sort_unstable();
    assert_eq!(codes, [200, 400]);
}

#[tokio::test]
async fn words_for_a_picture_reach_everybody_and_only_its_owner_gives_them() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let site = Site::of(&stage);
    let file = uploaded(&site, &aino, "piha.png", &picture(900, 600)).await;
    let describe = |alt: &str| json!({"t": "describe_file", "file": file, "alt": alt});
    json_of(commanded(&site, &aino, describe("Valaistu koulupiha")).await).await;
    sent(&site, &aino, place, std::slice::from_ref(&file)).await;
    let before = newest(&site, &eero, place).await;
    assert_eq!(before["files"][0]["alt"], "Valaistu koulupiha");
    assert_eq!(
        (&before["files"][0]["width"], &before["files"][0]["thumbnail"]),
        (&json!(900), &json!(true))
    );

    json_of(commanded(&site, &aino, describe("Valaistu koulupiha illalla")).await).await;
    let after = newest(&site, &eero, place).await;
    assert_eq!(after["files"][0]["alt"], "Valaistu koulupiha illalla");
    assert!(after["changed_seq"].as_u64() > before["changed_seq"].as_u64());
    let answer = commanded(&site, &eero, describe("Muuta")).await;
    assert_eq!(refused(answer).await, (404, "not_found".to_owned()));
}
