//! Where people work together: the nine rules of a workspace by their names, templates, the order of
//! channels, what expires, and what the network's administrators see.

mod rules;
mod owners;
mod closing;
mod outsiders;
mod founding;
mod order;
mod retention;
mod glass;

use serde_json::{Value, json};
use talkoo_protocol::{Code, WorkspaceId};

use crate::stage::{Person, Reader, Stage};

/// What this person says over HTTP on the first node.
fn of(stage: &Stage, person: &Person) -> Reader {
    stage.nodes[0].as_seen_by(person)
}

/// What a command is refused with.
async fn refused(reader: &Reader, command: Value) -> Code {
    match reader.say(command.clone()).await {
        Ok(ack) => panic!("{command} was answered by {ack:?}"),
        Err(refusal) => refusal.code,
    }
}

/// A workspace made as a member makes one.
async fn founded(reader: &Reader, name: &str, visibility: &str) -> WorkspaceId {
    let found = json!({"t": "found_workspace", "name": name, "purpose": "Yhdessä",
        "visibility": visibility, "tags": ["nuoret"], "region": "19"});
    WorkspaceId(reader.say(found).await.expect("a workspace").id)
}

/// Somebody else's role there.
async fn brought(reader: &Reader, workspace: WorkspaceId, person: &Person, role: &str) {
    let add = json!({"t": "add_member", "place": {"workspace": workspace}, "member": person.id,
        "role": role});
    reader.say(add).await.expect("a member");
}

/// An administrator of the network.
async fn administrator(stage: &Stage, given: &str) -> Person {
    let person = stage.member(given).await;
    let raise = format!("update members set role = 'network_admin' where id = '{}'", person.id);
    stage.force(raise).await;
    person
}
