//! A personal identity code is refused in every text that a person can write, before anything of it
//! is stored, and the log holds only that it happened.

use serde_json::json;
use talkoo_protocol::Code;

use super::{Case, refused};

const CODE: &str = "Asiakas 010190-900P soitti";

#[tokio::test]
async fn no_text_with_a_personal_identity_code_is_stored() {
    let case = Case::new().await;
    let owner = case.as_seen_by(&case.owner);
    let (workspace, channel) = (case.place.workspace, case.place.channel);
    let own = owner.say(super::words(channel, "oma")).await.unwrap().id;
    let item = json!({"t": "create_item", "channel": channel, "title": "Aihe"});
    let item = owner.say(item).await.unwrap().id;
    let report = case.reported().await;
    case.act(&case.owner, "claim_report", report).await;
    let subject = json!({"message": case.message});
    let with_code = [
        json!({"t": "send", "channel": channel, "text": CODE}),
        json!({"t": "send", "channel": channel, "text": "a", "body": {"note": CODE}}),
        json!({"t": "edit", "message": own, "text": CODE}),
        json!({"t": "create_item", "channel": channel, "title": CODE}),
        json!({"t": "create_item", "channel": channel, "title": "a", "text": CODE}),
        json!({"t": "change_item", "item": item, "change": {"do": "rename", "title": CODE}}),
        json!({"t": "create_workspace", "name": CODE, "purpose": "", "visibility": "open"}),
        json!({"t": "create_workspace", "name": "Hyvä nimi", "purpose": CODE, "visibility": "open"}),
        json!({"t": "change_workspace", "workspace": workspace, "purpose": CODE}),
        json!({"t": "create_channel", "workspace": workspace, "kind": "chat", "name": CODE,
            "visibility": "public"}),
        json!({"t": "change_channel", "channel": channel, "topic": CODE}),
        json!({"t": "report", "subject": subject, "reason": "other", "words": CODE}),
        json!({"t": "decide_report", "report": report, "outcome": "upheld", "reason": CODE}),
        json!({"t": "appeal_report", "report": report, "words": CODE}),
    ];
    for command in with_code {
        assert_eq!(refused(&owner, command.clone()).await, Code::PersonalCode, "{command}");
    }
    let stored = "select count(*) from messages where text like '%010190%'";
    assert_eq!(case.stage.number(stored.to_owned()).await, 0);
    let almost = super::words(channel, "010190-900A, 1010190-900P, FI2112345600000785");
    owner.say(almost).await.expect("no code at all");
}
