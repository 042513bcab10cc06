//! Hidden words are on no path: not in history, events, quotes, former texts, tags, nor live at
//! either depth. Their author reads them, and who decides does.

use serde_json::{Value, json};
use talkoo_protocol::{Code, MessageView, Verb, moderation::HiddenText};

use super::{Case, refused};

const SECRET: &str = "kissa";

#[tokio::test]
async fn hidden_words_are_on_no_path_to_a_reader() {
    let case = Case::new().await;
    let (author, reader) = (case.as_seen_by(&case.author), case.as_seen_by(&case.reader));
    let edit = json!({"t": "edit", "message": case.message, "text": "salasana on kissa2 #salainentunniste"});
    author.say(edit).await.unwrap();
    let quote = json!({"t": "send", "channel": case.place.channel, "text": "lainaan",
        "quote": case.message});
    reader.say(quote).await.unwrap();
    let item = json!({"t": "create_item", "channel": case.place.channel, "title": "kissan aihe"});
    let item = author.say(item).await.unwrap().id;
    let mut full = case.stage.connect(&case.reader).await;
    full.subscribe(case.place.channel).await;
    let mut light = case.stage.connect(&case.reader).await;
    light.subscribe_at(case.place.channel, "light").await;

    let report = case.reported().await;
    case.act(&case.owner, "claim_report", report).await;
    case.act(&case.owner, "hide_reported", report).await;
    let event = full.event(case.place.channel).await;
    assert_eq!((event.verb, event.actor), (Verb::HIDDEN, None));
    let view = event.content.message.expect("the marker");
    assert!(view.hidden && view.author == Some(case.author.id));
    assert_eq!(light.light().await[0].verb, Verb::HIDDEN);

    let report = json!({"t": "report", "subject": {"item": item}, "reason": "spam"});
    let report = reader.say(report).await.unwrap().id;
    case.act(&case.owner, "claim_report", report).await;
    case.act(&case.owner, "hide_reported", report).await;
    full.event(case.place.channel).await;

    let channel = case.place.channel;
    let message = case.message;
    for path in [
        format!("channels/{channel}/messages"),
        format!("channels/{channel}/messages?around=1"),
        format!("channels/{channel}/messages?pinned=true"),
        format!("channels/{channel}/items"),
        format!("streams/{channel}/events?after=0"),
        format!("streams/{channel}/events?before=100"),
        format!("messages/{message}"),
        format!("messages/{message}/edits"),
        format!("items/{item}"),
        "tags?query=salainen".to_owned(),
        "start".to_owned(),
        "unread".to_owned(),
        "reports/mine".to_owned(),
    ] {
        let shown = reader.ask(&path).await.body;
        assert!(!shown.contains(SECRET) && !shown.contains("salainentunniste"), "{path}: {shown}");
    }
    let heard = super::heard(&mut full).await + &super::heard(&mut light).await;
    assert!(!heard.contains(SECRET), "{heard}");
    let mut late = case.stage.connect(&case.reader).await;
    late.resume(channel, 0).await;
    late.caught_up(channel).await;
    let heard = super::heard(&mut late).await;
    assert!(!heard.contains(SECRET), "{heard}");
    for table in ["messages", "items"] {
        let left = format!("select count(*) from {table} t where t::text like '%{SECRET}%'");
        assert_eq!(case.stage.number(left).await, 0, "{table}");
    }
}

#[tokio::test]
async fn its_author_reads_it_nobody_else_does_and_it_comes_back_whole() {
    let case = Case::new().await;
    let (author, reader) = (case.as_seen_by(&case.author), case.as_seen_by(&case.reader));
    let shown = format!("messages/{}", case.message);
    let before: Value = reader.get(&shown).await;
    let report = case.reported().await;
    case.act(&case.owner, "claim_report", report).await;
    case.act(&case.owner, "hide_reported", report).await;
    let own: HiddenText = author.get(&format!("{shown}/hidden")).await;
    assert_eq!(own.text, super::WORDS);
    assert_eq!(reader.ask(&format!("{shown}/hidden")).await.status, 404);
    for act in [
        json!({"t": "edit", "message": case.message, "text": "kiertäen"}),
        json!({"t": "react", "message": case.message, "emoji": "👍"}),
        json!({"t": "pin", "message": case.message}),
    ] {
        assert_eq!(refused(&author, act).await, Code::NotAllowed);
    }
    case.act(&case.owner, "restore_reported", report).await;
    let mut after: Value = reader.get(&shown).await;
    let message: MessageView = serde_json::from_value(after["message"].clone()).unwrap();
    assert!(!message.hidden);
    after["message"]["changed_seq"] = before["message"]["changed_seq"].clone();
    assert_eq!(after["message"], before["message"]);
    let tags: Value = reader.get("tags?query=salainen").await;
    assert_eq!(tags[0]["uses"], json!(1));
    assert_eq!(author.ask(&format!("{shown}/hidden")).await.status, 404);
}

#[tokio::test]
async fn what_its_author_removes_while_it_is_hidden_is_gone() {
    let case = Case::new().await;
    let report = case.reported().await;
    case.act(&case.owner, "claim_report", report).await;
    case.act(&case.owner, "hide_reported", report).await;
    let delete = json!({"t": "delete", "message": case.message});
    case.as_seen_by(&case.author).say(delete).await.unwrap();
    assert_eq!(case.stage.number("select count(*) from hidden_messages".to_owned()).await, 0);
    case.decide(&case.owner, report, "upheld").await;
    assert!(case.queue(&case.owner).await[0].content.iter().any(|sight| sight.deleted));
}
