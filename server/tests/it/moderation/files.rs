//! What a hidden message carries is as hidden as its words: no path leads to it but the author's and
//! that of who decides. It stays for the day the message is shown again.

use serde_json::{Value, json};
use talkoo_protocol::{MessageView, moderation::HiddenText};
use uuid::Uuid;

use super::Case;
use crate::{
    files::{
        commanded, got, json_of,
        keeping::{objects, tidy},
        picture,
        reading::bare,
        sent, uploaded,
    },
    http::Site,
    stage::{Person, Place},
};

/// A case in which the reported message is a picture.
async fn pictured() -> (Case, String) {
    let mut case = Case::new().await;
    let site = Site::of(&case.stage);
    let file = uploaded(&site, &case.author, "piha.png", &picture(900, 600)).await;
    let message = sent(&site, &case.author, case.place, std::slice::from_ref(&file)).await;
    case.message = message.parse().expect("an id");
    (case, file)
}

async fn hidden(case: &Case) -> Uuid {
    let report = case.reported().await;
    case.act(&case.owner, "claim_report", report).await;
    case.act(&case.owner, "hide_reported", report).await;
    report
}

/// Answers like those to a file that never was, whole and small, also to who knows its mark.
async fn is_nothing(site: &Site<'_>, person: &Person, place: Place, file: &str) {
    let nothing = Uuid::new_v4().to_string();
    for part in ["", "/thumbnail"] {
        let mut answers = Vec::new();
        for file in [file, &nothing] {
            let path = format!("/api/v1/channels/{}/files/{file}{part}", place.channel);
            let mark =
                if part.is_empty() { format!("\"{file}\"") } else { format!("\"{file}-t\"") };
            let plain = site.get(person, &path).send().await.expect("an answer");
            let known = site.get(person, &path).header("if-none-match", mark);
            answers.push((bare(plain).await, bare(known.send().await.expect("an answer")).await));
        }
        assert_eq!(answers[0].0.0, 404);
        assert_eq!(answers[0], answers[1], "{part}");
    }
}

#[tokio::test]
async fn what_a_hidden_message_carries_is_on_no_path_to_a_reader() {
    let (case, file) = pictured().await;
    let site = Site::of(&case.stage);
    let reader = case.as_seen_by(&case.reader);
    let shown = format!("messages/{}", case.message);
    let before: Value = reader.get(&shown).await;
    assert_eq!(before["message"]["files"][0]["id"], json!(file));
    let mut live = case.stage.connect(&case.reader).await;
    live.subscribe(case.place.channel).await;

    let report = hidden(&case).await;
    is_nothing(&site, &case.reader, case.place, &file).await;
    let channel = case.place.channel;
    for path in [
        shown.clone(),
        format!("channels/{channel}/messages"),
        format!("channels/{channel}/messages?around=1"),
        format!("streams/{channel}/events?after=0"),
        format!("streams/{channel}/events?before=100"),
        "start".to_owned(),
        "reports/mine".to_owned(),
    ] {
        let answer = reader.ask(&path).await.body;
        assert!(!answer.contains(&file) && !answer.contains("piha"), "{path}: {answer}");
    }
    let heard = super::heard(&mut live).await;
    assert!(heard.contains("Hidden") || heard.contains("hidden"), "{heard}");
    assert!(!heard.contains(&file) && !heard.contains("piha"), "{heard}");

    // Its author has it, and who has the report in hand.
    assert_eq!(got(&site, &case.author, case.place, &file).await.status(), 200);
    let own: HiddenText = case.as_seen_by(&case.author).get(&format!("{shown}/hidden")).await;
    assert_eq!(own.files[0].id.to_string(), file);
    assert_eq!(got(&site, &case.owner, case.place, &file).await.status(), 200);
    let content = &case.queue(&case.owner).await[0].content;
    let reported = content.iter().find(|sight| sight.reported).expect("what was reported");
    assert_eq!(reported.files[0].id.to_string(), file);

    case.act(&case.owner, "restore_reported", report).await;
    assert_eq!(got(&site, &case.reader, case.place, &file).await.status(), 200);
    let after: Value = reader.get(&shown).await;
    let view: MessageView = serde_json::from_value(after["message"].clone()).unwrap();
    assert_eq!(json!(view.files), before["message"]["files"]);
}

#[tokio::test]
async fn a_moderator_of_the_network_has_it_while_the_report_is_in_hand() {
    let (case, file) = pictured().await;
    let site = Site::of(&case.stage);
    let report = case.reported().await;
    is_nothing(&site, &case.moderator, case.place, &file).await;
    let overdue = format!("update reports set due_at = app_now() where id = '{report}'");
    case.stage.force(overdue).await;
    is_nothing(&site, &case.moderator, case.place, &file).await;
    case.act(&case.moderator, "claim_report", report).await;
    case.act(&case.moderator, "hide_reported", report).await;
    assert_eq!(got(&site, &case.moderator, case.place, &file).await.status(), 200);
    is_nothing(&site, &case.reader, case.place, &file).await;
    // Nothing else of the place came with it.
    let other = uploaded(&site, &case.author, "muu.png", &picture(90, 60)).await;
    sent(&site, &case.author, case.place, std::slice::from_ref(&other)).await;
    is_nothing(&site, &case.moderator, case.place, &other).await;
}

#[tokio::test]
async fn it_is_kept_and_counted_until_its_message_is_removed() {
    let (case, file) = pictured().await;
    let site = Site::of(&case.stage);
    hidden(&case).await;
    let kept = objects(&case.stage);
    assert!(kept > 0);
    tidy(&case.stage, "40 hours").await;
    assert_eq!(objects(&case.stage), kept);
    let counted = format!("select count(*) from files where id = '{file}' and held and stored > 0");
    assert_eq!(case.stage.number(counted).await, 1);
    let delete = json!({"t": "delete", "message": case.message});
    json_of(commanded(&site, &case.author, delete).await).await;
    is_nothing(&site, &case.author, case.place, &file).await;
    tidy(&case.stage, "0").await;
    assert_eq!(objects(&case.stage), 0);
}
