//! The words of documents: found with the message that carries them, gone with it, and a file that
//! harms its reader harms nothing else.

use std::io::{Cursor, Write as _};

use serde_json::json;
use talkoo::actions::documents;

use super::{asked, indexed, marked, sentences};
use crate::{
    files::{commanded, sent, uploaded},
    http::Site,
    stage::Stage,
};

/// A page with these words.
fn pdf(words: &str) -> Vec<u8> {
    let stream = format!("BT /F1 12 Tf 72 720 Td ({words}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
            .to_owned(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", number + 1).bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let size = objects.len() + 1;
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").bytes(),
    );
    bytes
}

fn docx(words: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    archive.start_file("word/document.xml", options).unwrap();
    write!(archive, "<w:document xmlns:w='w'><w:p><w:t>{words}</w:t></w:p></w:document>").unwrap();
    archive.finish().unwrap().into_inner()
}

async fn read(stage: &Stage) {
    indexed(stage).await;
    documents::read_all(&stage.nodes[0].app).await.expect("documents that are read");
    indexed(stage).await;
}

#[tokio::test]
async fn words_of_documents_are_found_and_go_with_the_message() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("secret", &[&aino]).await;
    let site = Site::of(&stage);
    let report = pdf("Koulupihoilla tehtiin ilkivaltaa.");
    let plan = docx("Varautumissuunnitelma hyv&#228;ksyttiin.");
    let files = [
        uploaded(&site, &aino, "raportti.pdf", &report).await,
        uploaded(&site, &aino, "liite.docx", &plan).await,
    ];
    let message = sent(&site, &aino, place, &files).await;
    read(&stage).await;
    let answer = asked(&stage, &aino, "ilkivalta").await;
    assert_eq!(sentences(&answer), ["Koulupihoilla tehtiin ilkivaltaa."], "{answer}");
    assert_eq!(marked(&answer), ["ilkivaltaa"]);
    assert_eq!(answer["hits"][0]["file"], "raportti.pdf");
    let other = asked(&stage, &aino, "suunnitelma").await;
    assert_eq!(other["hits"][0]["file"], "liite.docx", "{other}");
    assert_eq!(asked(&stage, &eero, "ilkivalta").await["total"], json!(0));

    commanded(&site, &aino, json!({"t": "delete", "message": message})).await;
    indexed(&stage).await;
    assert_eq!(asked(&stage, &aino, "ilkivalta").await["total"], json!(0));
}

#[tokio::test]
async fn a_hostile_document_costs_only_its_own_reader() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let mut torn = pdf("rikki");
    torn.truncate(200);
    // Small as it lies there, and more words than are kept of one document.
    let bomb = docx(&"pommi ".repeat(1 << 19));
    let files = [
        uploaded(&site, &aino, "rikki.pdf", &torn).await,
        uploaded(&site, &aino, "pommi.docx", &bomb).await,
        uploaded(&site, &aino, "hyva.pdf", &pdf("valaistus")).await,
    ];
    sent(&site, &aino, place, &files).await;
    read(&stage).await;
    let states = |state: &str| format!("select count(*) from file_texts where state = '{state}'");
    assert_eq!(stage.number("select count(*) from file_texts".to_owned()).await, 3);
    assert_eq!(stage.number(states("taken")).await, 0);
    assert_eq!(stage.number(states("failed")).await, 1);
    let longest = "select max(length(text))::bigint from file_texts".to_owned();
    assert!(stage.number(longest).await <= 192 * 1024);
    assert_eq!(asked(&stage, &aino, "valaistus").await["hits"][0]["file"], "hyva.pdf");
}

/// What nobody has passed is not opened.
#[tokio::test]
async fn what_waits_for_the_scanner_is_not_read() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let file = uploaded(&site, &aino, "odottaa.pdf", &pdf("odotus")).await;
    sent(&site, &aino, place, std::slice::from_ref(&file)).await;
    stage.force(format!("update files set state = 'pending' where id = '{file}'")).await;
    read(&stage).await;
    assert_eq!(stage.number("select count(*) from file_texts".to_owned()).await, 0);
    stage.force(format!("update files set state = 'clean' where id = '{file}'")).await;
    read(&stage).await;
    assert_eq!(stage.number("select count(*) from file_texts".to_owned()).await, 1);
    // Gone when the file is.
    stage
        .force(format!(
            "with held as (delete from message_files where file = '{file}')
             delete from files where id = '{file}'"
        ))
        .await;
    assert_eq!(stage.number("select count(*) from file_texts".to_owned()).await, 0);
}
