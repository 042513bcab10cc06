//! The story that every action tells: the state before plus the events equals the state after, field
//! by field, for the one who acts and for those who listen. The stories are kept as files, which the
//! web client's tests play, too.

mod scene;
mod device;
mod golden;
mod messages;
mod items;
mod places;
mod moving;
mod random;
#[cfg(feature = "trial")]
mod trial;

use serde_json::{Value, json};
use talkoo_protocol::{Ack, ItemId, MessageId};

use crate::stage::{Person, Place, Plan, Stage};
use device::Device;
use golden::{Story, keep};
use scene::Scene;

/// A small network: Aino owns a workspace, Eero and Siiri are in it, Marko is not.
struct Cast {
    stage: Stage,
    aino: Person,
    eero: Person,
    siiri: Person,
    marko: Person,
    place: Place,
}

impl Cast {
    async fn new() -> Self {
        Self::of("chat", "open").await
    }

    async fn of(kind: &str, visibility: &str) -> Self {
        let kinds: &[&str] = if kind == "chat" { &["chat"] } else { &["chat", "trial"] };
        let stage = Plan::new(1).kinds(kinds).open().await;
        let aino = stage.member("Aino").await;
        let eero = stage.member("Eero").await;
        let siiri = stage.member("Siiri").await;
        let marko = stage.member("Marko").await;
        let place = stage.place_of(kind, visibility, &[&aino, &eero, &siiri]).await;
        Self { stage, aino, eero, siiri, marko, place }
    }

    async fn say(&self, person: &Person, command: Value) -> Ack {
        let said = self.stage.nodes[0].as_seen_by(person).say(command.clone()).await;
        said.unwrap_or_else(|refusal| panic!("{command}: {refusal}"))
    }

    async fn post(&self, person: &Person, text: &str) -> MessageId {
        let command = json!({"t": "send", "channel": self.place.channel, "text": text});
        MessageId(self.say(person, command).await.id)
    }

    async fn topic(&self, person: &Person, title: &str) -> ItemId {
        let command = json!({"t": "create_item", "channel": self.place.channel, "title": title});
        ItemId(self.say(person, command).await.id)
    }

    /// One acts, another listens (or the same on another device). The story is kept under this name,
    /// with the parts that a client folds without asking.
    async fn tell(&self, name: &str, parts: &[&str], listener: &Person, acts: &[(&Person, Value)]) {
        let mut device = Device::come(&self.stage.nodes[0], listener).await;
        let before = device.scene.clone();
        for (actor, command) in acts {
            self.say(actor, command.clone()).await;
        }
        device.catch_up().await;
        let after = device.fresh().await;
        same(name, &device.scene, &after);
        // How much of a stream that is being lost is still heard is not the same in every run.
        if parts.is_empty() {
            return;
        }
        let (network, _) = device.streams();
        let (me, heard) = (&before.me, device.heard);
        keep(Story { name, parts, me, network, before: &before, heard, after: &after });
    }
}

/// Part by part, so that a difference is found.
fn same(name: &str, held: &Scene, fresh: &Scene) {
    let (held, fresh) = (held.as_told(), fresh.as_told());
    assert_eq!(held.me, fresh.me, "{name}: me");
    assert_eq!(held.workspaces, fresh.workspaces, "{name}: workspaces");
    assert_eq!(held.channels, fresh.channels, "{name}: channels");
    assert_eq!(held.standings, fresh.standings, "{name}: standings");
    assert_eq!(held.follows, fresh.follows, "{name}: follows");
    assert_eq!(held.items, fresh.items, "{name}: items");
    assert_eq!(held.messages, fresh.messages, "{name}: messages");
    assert_eq!(held.members, fresh.members, "{name}: members");
    assert_eq!(held.marks, fresh.marks, "{name}: marks");
    assert_eq!(held.mark_version, fresh.mark_version, "{name}: the marks' version");
    assert_eq!(held.unread, fresh.unread, "{name}: what waits");
}
