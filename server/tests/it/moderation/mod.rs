//! Care among members: who may reach whom, what a report leads to, and that hidden words are on no
//! path.

mod codes;
mod directs;
mod files;
mod hiding;
mod reports;
mod sight;

use serde_json::{Value, json};
use talkoo_protocol::{ChannelId, Code, MemberId, moderation::ReportView};

use crate::stage::{Client, Person, Place, Reader, Stage};

/// What a command is refused with.
async fn refused(reader: &Reader, command: Value) -> Code {
    match reader.say(command.clone()).await {
        Ok(ack) => panic!("{command} was answered by {ack:?}"),
        Err(refusal) => refusal.code,
    }
}

/// The direct channel of two.
async fn direct(reader: &Reader, other: MemberId) -> ChannelId {
    let open = json!({"t": "open_direct", "members": [other]});
    ChannelId(reader.say(open).await.expect("a conversation").id)
}

fn words(channel: ChannelId, text: &str) -> Value {
    json!({"t": "send", "channel": channel, "text": text})
}

/// Everything the server had put into this socket's mail.
pub(crate) async fn heard(client: &mut Client) -> String {
    client.settle().await;
    format!("{:?}", client.kept())
}

/// A workspace with an owner, an author and a reader, a message of the author, and a moderator of the
/// network who is in none of it.
pub(crate) struct Case {
    pub(crate) stage: Stage,
    place: Place,
    owner: Person,
    author: Person,
    reader: Person,
    pub(crate) moderator: Person,
    message: uuid::Uuid,
}

const WORDS: &str = "salasana on kissa @[channel] #salainentunniste";

impl Case {
    async fn on(stage: Stage) -> Self {
        let (owner, author) = (stage.member("Omistaja").await, stage.member("Kirjoittaja").await);
        let (reader, moderator) = (stage.member("Lukija").await, stage.member("Valvoja").await);
        let place = stage.place("invited", &[&owner, &author, &reader]).await;
        let make = "update members set role = 'moderator' where id = ";
        stage.force(format!("{make} '{}'", moderator.id)).await;
        let send = words(place.channel, WORDS);
        let message = stage.nodes[0].as_seen_by(&author).say(send).await.expect("a message").id;
        Self { stage, place, owner, author, reader, moderator, message }
    }

    pub(crate) async fn new() -> Self {
        Self::on(Stage::new().await).await
    }

    fn as_seen_by(&self, person: &Person) -> Reader {
        self.stage.nodes[0].as_seen_by(person)
    }

    /// The reader reports the message.
    pub(crate) async fn reported(&self) -> uuid::Uuid {
        let report = json!({"t": "report", "subject": {"message": self.message},
            "reason": "harassment", "words": "Loukkaava."});
        self.as_seen_by(&self.reader).say(report).await.expect("a report").id
    }

    async fn queue(&self, person: &Person) -> Vec<ReportView> {
        let path = format!("workspaces/{}/reports", self.place.workspace);
        self.as_seen_by(person).get(&path).await
    }

    pub(crate) async fn act(&self, person: &Person, act: &str, report: uuid::Uuid) {
        let command = json!({"t": act, "report": report});
        self.as_seen_by(person).say(command).await.expect(act);
    }

    async fn decide(&self, person: &Person, report: uuid::Uuid, outcome: &str) {
        let reason = "Näin on sovittu.";
        let command =
            json!({"t": "decide_report", "report": report, "outcome": outcome, "reason": reason});
        self.as_seen_by(person).say(command).await.expect("a decision");
    }
}
