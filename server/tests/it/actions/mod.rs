//! What each command does and what it refuses, over a real socket against a real database. Which
//! member may give which command stands in the access table beside this.

mod messages;
mod items;
mod marks;
mod membership;
mod moving;
mod moving_race;
mod places;
mod direct;
mod repeated;
mod replica;
mod state;
#[cfg(feature = "trial")]
mod trial;

use serde_json::{Value, json};
use talkoo::{app::App, store::messages as stored};
use talkoo_protocol::{Ack, Code, ItemId, MessageId, MessageView, ServerFrame, StreamId};

use crate::stage::{Client, Place, Stage};

/// What a command is refused with.
async fn refused(client: &mut Client, command: Value) -> Code {
    match client.ask(command.clone()).await {
        Ok(ack) => panic!("{command} was answered by {ack:?}"),
        Err(refusal) => refusal.code,
    }
}

/// The next answer to any command, when one was begun and not awaited.
async fn answered(client: &mut Client) -> Result<Ack, Code> {
    let answer = client.until(|frame| match frame {
        ServerFrame::Ack(ack) => Some(Ok(ack.clone())),
        ServerFrame::Refused { refusal, .. } => Some(Err(refusal.code)),
        _ => None,
    });
    answer.await
}

/// Waits until the member is told that a stream is not theirs any more.
async fn lost(client: &mut Client, stream: impl Into<StreamId>) {
    let stream = stream.into();
    let told = client.until(|frame| match frame {
        ServerFrame::Lost { stream: of } if *of == stream => Some(()),
        _ => None,
    });
    told.await;
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
