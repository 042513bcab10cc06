//! Stories of talk that moves, and how a naive client folds a `moved` event.

use serde_json::{Value, json};
use talkoo_protocol::{ChannelId, Event, ItemId, MessageView, Seq, Verb};

use super::{Cast, device::Device};

const TALK: &[&str] = &["items", "messages", "unread", "marks"];

/// What a `moved` event says of itself.
struct Facts {
    item: ItemId,
    seqs: (Seq, Seq),
    count: u64,
    /// The item, where it stayed in the channel.
    within: Option<ItemId>,
    is_whole: bool,
}

impl Facts {
    fn of(event: &Event) -> Self {
        let number = |name: &str| event.facts[name].as_u64().expect("a number");
        let word = |name: &str| event.facts.get(name).and_then(Value::as_str);
        let is_here = word("to") == Some(event.stream.to_string().as_str());
        let goal = word("to_item").map(|id| id.parse().expect("an id"));
        Self {
            item: event.item.expect("an item"),
            seqs: (number("from_seq"), number("to_seq")),
            count: number("count"),
            within: goal.filter(|_| is_here),
            is_whole: event.facts.get("whole") == Some(&json!(true)),
        }
    }

    fn takes(&self, item: Option<ItemId>, seq: Seq) -> bool {
        item == Some(self.item) && (self.seqs.0..=self.seqs.1).contains(&seq)
    }
}

/// What had been heard of the messages that moved, under their item of today or not counted any more.
pub(super) fn regroup(events: &mut [Event], moved: &Event) {
    let facts = Facts::of(moved);
    let talk = |event: &&mut Event| event.message.is_some() && event.seq < moved.seq;
    let gone = |event: &&mut Event| facts.is_whole && event.item == Some(facts.item);
    for event in events.iter_mut().filter(gone) {
        event.counts = false;
    }
    for event in events.iter_mut().filter(talk) {
        if facts.takes(event.item, event.seq) && is_new_talk(event) {
            match facts.within {
                Some(goal) => event.item = Some(goal),
                None => event.counts = false,
            }
        }
    }
}

/// A page of the past, read at once.
pub(super) fn with_moves(mut events: Vec<Event>) -> Vec<Event> {
    let moved = |event: &Event| event.verb == Verb::MOVED;
    for index in 0..events.len() {
        let (past, rest) = events.split_at_mut(index);
        if moved(&rest[0]) {
            regroup(past, &rest[0]);
        }
    }
    events
}

/// An event of another verb has a seq of its own, which says nothing of its message's place.
fn is_new_talk(event: &Event) -> bool {
    [Verb::POSTED, Verb::MOVED_IN].contains(&event.verb)
}

impl Device {
    pub(super) fn moved(&mut self, event: &Event) {
        let facts = Facts::of(event);
        let channel = ChannelId(event.stream.0);
        let is_moved = |message: &MessageView| {
            message.channel == channel && facts.takes(Some(message.item), message.seq)
        };
        let Some(goal) = facts.within else {
            self.scene.messages.retain(|_, message| !is_moved(message));
            if facts.is_whole {
                self.scene.items.remove(&(channel, facts.item));
            }
            return;
        };
        for message in self.scene.messages.values_mut() {
            if is_moved(message) {
                message.item = goal;
                message.changed_seq = message.changed_seq.max(event.seq);
            }
        }
        if let Some(item) = self.scene.items.get_mut(&(channel, goal))
            && item.changed_seq < event.seq
        {
            item.message_count += u32::try_from(facts.count).expect("a count");
            item.last_seq = item.last_seq.max(facts.seqs.1);
            item.changed_seq = event.seq;
        }
    }
}

async fn beside(cast: &Cast, name: &str, visibility: &str) -> ChannelId {
    let create = json!({"t": "create_channel", "workspace": cast.place.workspace, "kind": "chat",
        "name": name, "visibility": visibility});
    let channel = ChannelId(cast.say(&cast.aino, create).await.id);
    let place = json!({"channel": channel});
    let add = json!({"t": "add_member", "place": place, "member": cast.eero.id, "role": "member"});
    cast.say(&cast.aino, add).await;
    channel
}

fn moving(what: impl Into<Value>, to: impl Into<Value>) -> Value {
    let (what, to) = (what.into(), to.into());
    json!({"t": "move_talk", "what": what, "to": to, "notice": false})
}

#[tokio::test]
async fn of_moving_within_a_channel() {
    let cast = Cast::new().await;
    cast.post(&cast.aino, "jää tähän").await;
    let strayed = cast.post(&cast.siiri, &format!("Entä bussit, @[{}]?", cast.eero.id)).await;
    cast.say(&cast.aino, json!({"t": "react", "message": strayed, "emoji": "👍"})).await;
    cast.post(&cast.aino, "Bussit kulkevat").await;
    let topic = json!({"topic": {"channel": cast.place.channel, "title": "Bussit"}});
    let away = moving(json!({"from": strayed}), topic);
    cast.tell("move_talk-to-topic", TALK, &cast.eero, &[(&cast.aino, away)]).await;
    let back = moving(json!({"message": strayed}), json!({"item": cast.place.main}));
    cast.tell("move_talk-back", TALK, &cast.eero, &[(&cast.siiri, back)]).await;
}

#[tokio::test]
async fn of_moving_a_read_topic_into_another() {
    let cast = Cast::new().await;
    let [one, other] =
        [cast.topic(&cast.aino, "Valot").await, cast.topic(&cast.siiri, "Valaistus").await];
    for (item, text) in [(one, "lamppu rikki"), (other, "ilmoitettu"), (one, "korjattu")] {
        let channel = cast.place.channel;
        let send = json!({"t": "send", "channel": channel, "item": item, "text": text});
        cast.say(&cast.siiri, send).await;
    }
    let channel = cast.place.channel;
    let read = json!({"t": "mark_read", "channel": channel, "item": one, "seq": 99});
    cast.say(&cast.eero, read).await;
    let join = moving(json!({"item": one}), json!({"item": other}));
    cast.tell("move_talk-join", TALK, &cast.eero, &[(&cast.aino, join)]).await;
}

#[tokio::test]
async fn of_moving_to_another_channel() {
    let cast = Cast::new().await;
    let channel = beside(&cast, "liikenne", "public").await;
    cast.post(&cast.aino, "jää tähän").await;
    let strayed = cast.post(&cast.siiri, &format!("Entä bussit, @[{}]?", cast.eero.id)).await;
    cast.post(&cast.aino, "@[channel] bussit kulkevat #bussit").await;
    let topic = json!({"topic": {"channel": channel, "title": "Bussit"}});
    let mut away = moving(json!({"from": strayed}), topic);
    away["notice"] = json!(true);
    cast.tell("move_talk-across", TALK, &cast.eero, &[(&cast.aino, away)]).await;
    let hidden = beside(&cast, "salaa", "private").await;
    let away = moving(json!({"message": strayed}), json!({"channel": hidden}));
    cast.tell("move_talk-unseen", TALK, &cast.siiri, &[(&cast.aino, away.clone())]).await;
}

#[tokio::test]
async fn of_moving_a_whole_topic() {
    let cast = Cast::new().await;
    let channel = beside(&cast, "liikenne", "public").await;
    let topic = cast.topic(&cast.siiri, "Bussit").await;
    for (person, text) in [(&cast.siiri, "Miten menee?"), (&cast.aino, "Hyvin.")] {
        let here = cast.place.channel;
        cast.say(person, json!({"t": "send", "channel": here, "item": topic, "text": text})).await;
    }
    let whole = moving(json!({"item": topic}), json!({"channel": channel}));
    cast.tell("move_talk-whole", TALK, &cast.eero, &[(&cast.aino, whole)]).await;
    let back = moving(json!({"item": topic}), json!({"item": cast.place.main}));
    cast.tell("move_talk-whole-back", TALK, &cast.eero, &[(&cast.aino, back)]).await;
}
