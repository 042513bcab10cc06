//! Promise P10: what waits for a member is exactly what a naive reader of the definition would count:
//! events that count, by others, not removed, above the higher of the channel's mark and the item's.
//! Random acts of several people on several devices and nodes; after each the server's counts are the
//! model's.

use std::collections::{BTreeMap, BTreeSet};

use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use serde_json::{Value, json};
use talkoo_protocol::{
    ItemId, MemberId, MessageId, Seq, ServerFrame,
    content::{MarkView, UnreadItemView, UnreadView},
};

use crate::stage::{Person, Place, Reader, Stage};

/// Something that counts.
#[derive(Clone, Debug)]
struct Counted {
    seq: Seq,
    item: ItemId,
    by: MemberId,
    mentions: BTreeSet<MemberId>,
    message: Option<MessageId>,
}

#[derive(Default)]
struct Model {
    head: Seq,
    counted: Vec<Counted>,
    /// Of each member the mark of the channel (`None`) and of its items.
    marks: BTreeMap<(MemberId, Option<ItemId>), Seq>,
}

impl Model {
    fn mark(&self, member: MemberId, item: Option<ItemId>) -> Seq {
        self.marks.get(&(member, item)).copied().unwrap_or(0)
    }

    /// Up to where this member has read this item.
    fn read_to(&self, member: MemberId, item: ItemId) -> Seq {
        self.mark(member, None).max(self.mark(member, Some(item)))
    }

    fn read(&mut self, member: MemberId, item: Option<ItemId>, seq: Seq) {
        let raised = self.mark(member, item).max(seq.min(self.head));
        self.marks.insert((member, item), raised);
    }

    /// From `seq` on it is unread, and nothing else changes.
    fn unread_from(&mut self, member: MemberId, item: Option<ItemId>, seq: Seq) {
        let to = seq.saturating_sub(1);
        let items: BTreeSet<ItemId> = self.counted.iter().map(|one| one.item).collect();
        let read: Vec<_> = items.into_iter().map(|one| (one, self.read_to(member, one))).collect();
        let channel = self.mark(member, None).min(to);
        self.marks.insert((member, None), channel);
        for (one, read) in read {
            let is_meant = item.is_none_or(|item| item == one);
            self.marks.insert((member, Some(one)), if is_meant { read.min(to) } else { read });
        }
    }

    fn waiting(&self, member: MemberId, channel: talkoo_protocol::ChannelId) -> UnreadView {
        let mut unread: Vec<&Counted> = self
            .counted
            .iter()
            .filter(|one| one.by != member && one.seq > self.read_to(member, one.item))
            .collect();
        unread.truncate(100);
        let mut items: BTreeMap<ItemId, UnreadItemView> = BTreeMap::new();
        let mut mentions = 0;
        for one in &unread {
            let is_mention = u32::from(one.mentions.contains(&member));
            mentions += is_mention;
            let fresh = UnreadItemView { item: one.item, count: 0, mentions: 0 };
            let of_item = items.entry(one.item).or_insert(fresh);
            of_item.count += 1;
            of_item.mentions += is_mention;
        }
        UnreadView {
            channel,
            count: u32::try_from(unread.len()).unwrap(),
            mentions,
            items: items.into_values().collect(),
            first: unread.first().map(|one| one.seq),
            as_of: self.head,
        }
    }
}

struct Story {
    stage: Stage,
    people: Vec<Person>,
    place: Place,
    items: Vec<ItemId>,
    model: Model,
    chance: StdRng,
}

impl Story {
    async fn begin(seed: u64) -> Self {
        let stage = Stage::with_nodes(2).await;
        let mut people = Vec::new();
        for name in ["Aino", "Eero", "Siiri"] {
            people.push(stage.member(name).await);
        }
        let place = stage.place("open", &people.iter().collect::<Vec<_>>()).await;
        let (items, model) = (vec![place.main], Model::default());
        Self { stage, people, place, items, model, chance: StdRng::seed_from_u64(seed) }
    }

    /// Some device of this person.
    fn device(&mut self, person: usize) -> Reader {
        let node = self.chance.random_range(0..2);
        self.stage.nodes[node].as_seen_by(&self.people[person])
    }

    async fn say(&mut self, person: usize, command: Value) -> talkoo_protocol::Ack {
        let said = self.device(person).say(command.clone()).await;
        said.unwrap_or_else(|refusal| panic!("{command}: {refusal}"))
    }

    async fn act(&mut self) {
        let person = self.chance.random_range(0..3);
        let member = self.people[person].id;
        let channel = self.place.channel;
        let item = *self.items.choose(&mut self.chance).unwrap();
        let of_item = self.chance.random_bool(0.5).then_some(item);
        let seq = self.chance.random_range(0..=self.model.head + 2);
        match self.chance.random_range(0..12) {
            0..=4 => self.post(person, item).await,
            5 if self.items.len() < 4 => {
                let title = format!("Aihe {}", self.items.len());
                let made = self
                    .say(person, json!({"t": "create_item", "channel": channel, "title": title}))
                    .await;
                let (seq, item) = (made.seq.unwrap(), ItemId(made.id));
                self.items.push(item);
                self.model.head = seq;
                let mentions = BTreeSet::new();
                self.model.counted.push(Counted { seq, item, by: member, mentions, message: None });
            }
            6 => self.delete(person).await,
            7 | 8 => {
                let command =
                    json!({"t": "mark_read", "channel": channel, "item": of_item, "seq": seq});
                self.say(person, command).await;
                self.model.read(member, of_item, seq);
            }
            9 | 10 => {
                let command =
                    json!({"t": "mark_unread", "channel": channel, "item": of_item, "seq": seq});
                self.say(person, command).await;
                self.model.unread_from(member, of_item, seq);
            }
            _ => self.react(person).await,
        }
    }

    async fn post(&mut self, person: usize, item: ItemId) {
        let mut mentions = BTreeSet::new();
        let text = match self.chance.random_range(0..4) {
            0 => {
                let other = self.people[self.chance.random_range(0..3)].id;
                mentions.insert(other);
                format!("@[{other}] katso")
            }
            1 => {
                // Only who leads the channel calls everybody.
                let called = self.people.iter().filter(|_| person == 0);
                mentions.extend(called.map(|person| person.id));
                "@[channel] kaikki".to_owned()
            }
            _ => "hei".to_owned(),
        };
        let command =
            json!({"t": "send", "channel": self.place.channel, "item": item, "text": text});
        let ack = self.say(person, command).await;
        self.model.head = ack.seq.unwrap();
        let (seq, message) = (self.model.head, Some(MessageId(ack.id)));
        let by = self.people[person].id;
        self.model.counted.push(Counted { seq, item, by, mentions, message });
    }

    /// Somebody removes a message of their own.
    async fn delete(&mut self, person: usize) {
        let own = self.people[person].id;
        let of_own = self.model.counted.iter().filter(|one| one.by == own);
        let messages: Vec<MessageId> = of_own.filter_map(|one| one.message).collect();
        let Some(message) = messages.choose(&mut self.chance).copied() else { return };
        let ack = self.say(person, json!({"t": "delete", "message": message})).await;
        self.model.head = ack.seq.unwrap();
        self.model.counted.retain(|one| one.message != Some(message));
    }

    async fn react(&mut self, person: usize) {
        let messages: Vec<MessageId> =
            self.model.counted.iter().filter_map(|one| one.message).collect();
        let Some(message) = messages.choose(&mut self.chance).copied() else { return };
        let ack = self.say(person, json!({"t": "react", "message": message, "emoji": "👍"})).await;
        self.model.head = ack.seq.unwrap_or(self.model.head);
    }

    async fn check(&mut self, seed: u64, step: usize) {
        for person in 0..self.people.len() {
            let member = self.people[person].id;
            let body = self.device(person).unread().await;
            let mut truth = self.model.waiting(member, self.place.channel);
            truth.items.sort_by_key(|item| item.item);
            assert_eq!(body.unread, [truth], "seed {seed}, step {step}");
            check_marks(&body.marks);
        }
    }
}

/// An item's mark at or below its channel's is not kept.
fn check_marks(marks: &[MarkView]) {
    let channel = marks.iter().find(|mark| mark.item.is_none()).map_or(0, |mark| mark.seq);
    assert!(marks.iter().all(|mark| mark.item.is_none() || mark.seq > channel || channel == 0));
}

async fn story(seed: u64) {
    let mut story = Story::begin(seed).await;
    for step in 0..70 {
        story.act().await;
        story.check(seed, step).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_are_what_the_definition_says() {
    story(11).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_are_what_the_definition_says_in_another_story() {
    story(12).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_are_what_the_definition_says_in_a_third_one() {
    story(13).await;
}

#[tokio::test]
async fn counts_are_exact_to_ninety_nine_and_then_say_more() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let reader = stage.nodes[0].as_seen_by(&eero);
    for number in 1..=103_u32 {
        of_aino.post(place.channel, "hei").await;
        if number > 97 {
            assert_eq!(reader.unread().await.unread[0].count, number.min(100));
        }
    }
    assert_eq!(stage.nodes[0].as_seen_by(&aino).unread().await.unread[0].count, 0);
}

/// Every other device hears where the mark is; the versions have no holes.
#[tokio::test]
async fn all_devices_of_a_member_agree_on_what_was_read() {
    let stage = Stage::over_redis(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    for _ in 0..5 {
        of_aino.post(place.channel, "hei").await;
    }
    let phone = stage.device(&eero).await;
    let mut phone = stage.nodes[1].connect(&phone).await;
    let mut desk = stage.nodes[0].connect(&eero).await;
    let mut version = phone.hello.mark_version;
    for (t, item, seq) in [
        ("mark_read", None, 2),
        ("mark_read", Some(place.main), 4),
        ("mark_unread", Some(place.main), 1),
        ("mark_read", None, 5),
        ("mark_unread", None, 3),
    ] {
        let command = json!({"t": t, "channel": place.channel, "item": item, "seq": seq});
        let own = desk.ask(command).await.unwrap().mark.expect("a mark");
        let heard = phone
            .until(|frame| match frame {
                ServerFrame::Mark(mark) => Some(*mark),
                _ => None,
            })
            .await;
        assert_eq!(heard, own);
        version += 1;
        assert_eq!(heard.version, version);
    }
    // A repeated command still says where the mark is.
    let command = json!({"t": "mark_read", "channel": place.channel, "seq": 4, "client_id": uuid::Uuid::new_v4()});
    let first = desk.ask(command.clone()).await.unwrap();
    let again = phone.ask(command).await.unwrap();
    assert_eq!((again.duplicate, again.mark), (true, first.mark));
}

/// An old channel is not all unread for who comes in, and what is written then is.
#[tokio::test]
async fn who_joins_begins_at_the_head() {
    let stage = Stage::new().await;
    let (aino, marko) = (stage.member("Aino").await, stage.member("Marko").await);
    let place = stage.place("open", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    of_aino.post(place.channel, "vanha").await;
    let reader = stage.nodes[0].as_seen_by(&marko);
    reader.say(json!({"t": "join_workspace", "workspace": place.workspace})).await.unwrap();
    assert_eq!(reader.unread().await.unread[0].count, 0);
    of_aino.post(place.channel, "uusi").await;
    let unread = reader.unread().await.unread;
    assert_eq!((unread[0].count, unread[0].first), (1, Some(2)));
}
