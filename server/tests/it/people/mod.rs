//! Who is in the network: what people say of themselves, who finds whom, who speaks for whom, and
//! how somebody leaves without leaving anything behind that nobody answers for.

mod profiles;
mod directory;
mod hidden;
mod organisations;
mod leaving;
mod rights;

use serde_json::{Value, json};
use talkoo_protocol::{Code, OrganisationId};
use uuid::Uuid;

use crate::stage::{Person, Reader, Stage};

/// A person who speaks over HTTP.
struct One {
    person: Person,
    reader: Reader,
}

impl One {
    async fn of(stage: &Stage, given: &str) -> Self {
        let person = stage.member(given).await;
        let reader = stage.nodes[0].as_seen_by(&person);
        Self { person, reader }
    }

    async fn administrator(stage: &Stage, given: &str) -> Self {
        let one = Self::of(stage, given).await;
        let id = one.person.id;
        stage.force(format!("update members set role = 'network_admin' where id = '{id}'")).await;
        one
    }

    async fn says(&self, command: Value) -> Uuid {
        match self.reader.say(command.clone()).await {
            Ok(ack) => ack.id,
            Err(refusal) => panic!("{command} is refused: {refusal:?}"),
        }
    }

    async fn refused(&self, command: Value) -> Code {
        match self.reader.say(command.clone()).await {
            Ok(ack) => panic!("{command} was answered by {ack:?}"),
            Err(refusal) => refusal.code,
        }
    }

    async fn status_of(&self, path: &str) -> u16 {
        self.reader.ask(path).await.status
    }
}

/// An organisation for which these people speak; the first is its contact person.
async fn organisation(stage: &Stage, name: &str, people: &[&One]) -> OrganisationId {
    let id = Uuid::new_v4();
    stage
        .force(format!(
            "insert into organisations (id, name_fi, kind) values ('{id}', '{name}', 'company')"
        ))
        .await;
    for (index, one) in people.iter().enumerate() {
        let member = one.person.id;
        stage
            .force(format!(
                "insert into affiliations (member, organisation, main)
                 values ('{member}', '{id}', not exists (
                   select from affiliations where member = '{member}' and main))"
            ))
            .await;
        if index == 0 {
            stage
                .force(format!(
                    "insert into organisation_contacts (organisation, member)
                     values ('{id}', '{member}')"
                ))
                .await;
        }
    }
    OrganisationId(id)
}

/// A competence that can be named.
async fn competence(stage: &Stage, slug: &str) {
    stage
        .force(format!(
            "insert into competences (id, slug, label_fi, kind)
             values (gen_random_uuid(), '{slug}', '{slug}', 'method')"
        ))
        .await;
}

fn profile(change: Value) -> Value {
    let mut command = change;
    command["t"] = json!("change_profile");
    command
}
