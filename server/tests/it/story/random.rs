//! Stories that chance tells: several people do whatever comes to their minds, say some of it twice on
//! another node, and everybody's device holds what a fresh read shows. Behind it every stream is
//! numbered without a hole, and every command happened once.

use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use serde_json::{Value, json};
use talkoo_protocol::{ChannelId, ItemId, MessageId};
use uuid::Uuid;

use super::{Device, same};
use crate::stage::{Person, Place, Plan, Stage};

struct Story {
    stage: Stage,
    people: Vec<Person>,
    place: Place,
    channels: Vec<ChannelId>,
    items: Vec<(ChannelId, ItemId)>,
    messages: Vec<MessageId>,
    happened: Vec<(Value, talkoo_protocol::Ack)>,
    chance: StdRng,
}

impl Story {
    async fn begin(seed: u64) -> Self {
        let stage = Plan::new(2).open().await;
        let mut people = Vec::new();
        for name in ["Aino", "Eero", "Siiri", "Marko"] {
            people.push(stage.member(name).await);
        }
        let place = stage.place("open", &people.iter().take(3).collect::<Vec<_>>()).await;
        Self {
            stage,
            people,
            place,
            channels: vec![place.channel],
            items: vec![(place.channel, place.main)],
            messages: Vec::new(),
            happened: Vec::new(),
            chance: StdRng::seed_from_u64(seed),
        }
    }

    fn command(&mut self) -> Value {
        let chance = &mut self.chance;
        let channel = *self.channels.choose(chance).unwrap();
        let (of, item) = *self.items.choose(chance).unwrap();
        let person = self.people.choose(chance).unwrap().id;
        let message = self.messages.choose(chance).copied();
        let seq = chance.random_range(0..20_u64);
        let (place, role) = match chance.random_range(0..2) {
            0 => (json!({"workspace": self.place.workspace}), "member"),
            _ => (json!({"channel": channel}), "owner"),
        };
        let emoji = *["👍", "🎉", "🙏"].choose(chance).unwrap();
        let name = format!("kanava {}", chance.random_range(0..1_000));
        match (chance.random_range(0..30), message) {
            (0..=5, _) => {
                json!({"t": "send", "channel": of, "item": item, "text": format!("hei @[{person}] #tunniste{seq}")})
            }
            (6, Some(message)) => {
                json!({"t": "edit", "message": message, "text": format!("@[channel] {seq}")})
            }
            (7, Some(message)) => json!({"t": "delete", "message": message}),
            (8 | 9, Some(message)) => json!({"t": "react", "message": message, "emoji": emoji}),
            (10, Some(message)) => json!({"t": "unreact", "message": message, "emoji": emoji}),
            (11, Some(message)) => json!({"t": "pin", "message": message}),
            (12, Some(message)) => json!({"t": "unpin", "message": message}),
            (13, _) => {
                json!({"t": "create_item", "channel": channel, "title": format!("Aihe {seq}")})
            }
            (14, _) => json!({"t": "change_item", "item": item, "change": {"do": "resolve"}}),
            (15, _) => json!({"t": "delete_item", "item": item}),
            (16, _) => json!({"t": "mark_read", "channel": of, "item": item, "seq": seq}),
            (17, _) => json!({"t": "mark_unread", "channel": channel, "seq": seq}),
            (18, _) => json!({"t": "follow", "subject": {"channel": channel}, "level": "watch"}),
            (19, _) => json!({"t": "join", "channel": channel}),
            (20, _) => json!({"t": "leave", "channel": channel}),
            (21, _) => json!({"t": "add_member", "place": place, "member": person, "role": role}),
            (22, _) => json!({"t": "remove_member", "place": place, "member": person}),
            (23, _) => {
                let visibility = if seq % 2 == 0 { "public" } else { "private" };
                json!({"t": "create_channel", "workspace": self.place.workspace, "kind": "chat", "name": name, "visibility": visibility})
            }
            (24, _) => json!({"t": "change_channel", "channel": channel, "topic": name}),
            (25, _) => json!({"t": "join_workspace", "workspace": self.place.workspace}),
            (_, Some(message)) => {
                let (_, other) = *self.items.choose(chance).unwrap();
                let what = match chance.random_range(0..3) {
                    0 => json!({"message": message}),
                    1 => json!({"from": message}),
                    _ => json!({"item": item}),
                };
                let to = match chance.random_range(0..4) {
                    0 => json!({"topic": {"channel": channel, "title": name}}),
                    1 => json!({"channel": channel}),
                    _ => json!({"item": other}),
                };
                json!({"t": "move_talk", "what": what, "to": to, "notice": seq % 2 == 0})
            }
            _ => json!({"t": "join_workspace", "workspace": self.place.workspace}),
        }
    }

    /// One act, perhaps said twice; what is refused is refused twice.
    async fn act(&mut self) {
        let mut command = self.command();
        command["client_id"] = json!(Uuid::new_v4());
        let person = self.people.choose(&mut self.chance).unwrap().clone();
        let node = self.chance.random_range(0..2);
        let said = self.stage.nodes[node].as_seen_by(&person).say(command.clone()).await;
        let Ok(ack) = said else { return };
        if self.chance.random_bool(0.3) {
            let other = self.stage.nodes[1 - node].as_seen_by(&person);
            let again = other.say(command.clone()).await.expect("the same answer");
            assert_eq!(
                (again.id, again.stream, again.seq),
                (ack.id, ack.stream, ack.seq),
                "{command}"
            );
            assert!(again.duplicate);
        }
        match command["t"].as_str() {
            Some("send") => self.messages.push(MessageId(ack.id)),
            Some("create_item") => {
                let channel = command["channel"].as_str().unwrap().parse().unwrap();
                self.items.push((channel, ItemId(ack.id)));
            }
            Some("move_talk") => self.note_move(&command, ack.id),
            Some("create_channel") => self.channels.push(ChannelId(ack.id)),
            _ => {}
        }
        self.happened.push((command, ack));
    }

    /// Where the item is now that talk went to.
    fn note_move(&mut self, command: &Value, item: Uuid) {
        let goal = &command["to"];
        let channel = goal["topic"]["channel"].as_str().or(goal["channel"].as_str());
        let Some(channel) = channel.map(|id| id.parse().expect("an id")) else { return };
        self.items.retain(|(_, one)| one.0 != item);
        self.items.push((channel, ItemId(item)));
    }

    /// No stream has a hole, and everything that was answered with a seq is there under it.
    async fn check(&self) {
        let holes = "select count(*) from streams s where s.head <> (select count(*) from events where stream = s.id)
                       or s.head <> (select coalesce(max(seq), 0) from events where stream = s.id)";
        assert_eq!(self.stage.number(holes.to_owned()).await, 0);
        let mut receipts = 0;
        for (command, ack) in &self.happened {
            receipts += 1;
            let (Some(stream), Some(seq)) = (ack.stream, ack.seq) else { continue };
            let there =
                format!("select count(*) from events where stream = '{stream}' and seq = {seq}");
            assert_eq!(self.stage.number(there).await, 1, "{command}");
        }
        assert_eq!(self.stage.number("select count(*) from receipts".to_owned()).await, receipts);
    }
}

async fn story(seed: u64) {
    let mut story = Story::begin(seed).await;
    let mut devices = Vec::new();
    for (number, person) in story.people.iter().enumerate() {
        devices.push(Device::come(&story.stage.nodes[number % 2], person).await);
    }
    for step in 0..120 {
        story.act().await;
        if step % 15 == 14 {
            for device in &mut devices {
                device.catch_up().await;
                same(&format!("seed {seed}, step {step}"), &device.scene, &device.fresh().await);
            }
        }
    }
    story.check().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_chance() {
    story(21).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_another_chance() {
    story(22).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_a_third_chance() {
    story(23).await;
}
