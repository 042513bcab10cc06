//! What each command does and what it refuses, over a real socket against a real database. Which
//! member may give which command stands in the access table beside this.

mod messages;
mod items;
mod marks;
mod membership;
mod places;
mod direct;
mod repeated;
#[cfg(feature = "trial")]
mod trial;

use serde_json::{Value, json};
use talkoo::{app::App, store::messages as stored};
use talkoo_protocol::{Code, ItemId, MessageId, MessageView};

use crate::stage::{Client, Place, Stage};

/// What a command is refused with.
async fn refused(client: &mut Client, command: Value) -> Code {
    match client.ask(command.clone()).await {
        Ok(ack) => panic!("{command} was answered by {ack:?}"),
        Err(refusal) => refusal.code,
    }
}

/// Sends a text to the channel's main item.
async fn said(client: &mut Client, place: Place, text: &str) -> MessageId {
    let command = json!({"t": "send", "channel": place.channel, "text": text});
    MessageId(client.ask(command).await.expect("a message").id)
}

/// Makes a topic.
async fn topic(client: &mut Client, place: Place, title: &str) -> ItemId {
    let command = json!({"t": "create_item", "channel": place.channel, "title": title});
    ItemId(client.ask(command).await.expect("a topic").id)
}

/// A message as the store shows it.
async fn shown(app: &App, message: MessageId) -> MessageView {
    let mut conn = app.store.read().await.expect("a connection");
    stored::by_id(&mut conn, message).await.expect("a row").expect("a message").view
}

/// How many rows a question finds.
async fn count(stage: &Stage, question: &str) -> i64 {
    let mut conn = stage.superuser().await;
    let question = sqlx::AssertSqlSafe(question.to_owned());
    sqlx::query_scalar(question).fetch_one(&mut conn).await.expect("a count")
}

/// Lines of the audit log with this action.
async fn audited(stage: &Stage, action: &str) -> i64 {
    count(stage, &format!("select count(*) from audit.lines where action = '{action}'")).await
}
