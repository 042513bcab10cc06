//! State before plus events equals state after: whatever is done, those who only took in the events
//! hold what a fresh read shows.

use serde_json::{Value, json};
use talkoo_protocol::Ack;

use super::{
    replica::{Replica, State},
    said, topic,
};
use crate::stage::{Client, Person, Place, Stage};

/// Two who do things and two who see it; after each command what each of them holds is compared
/// with a fresh read.
struct Story<'a> {
    stage: &'a Stage,
    /// Who leads the place, and who is in it.
    clients: [Client; 2],
    replicas: Vec<(Person, Replica<'a>)>,
}

impl<'a> Story<'a> {
    async fn begin(stage: &'a Stage, people: &[&Person]) -> Self {
        let clients = [stage.connect(people[0]).await, stage.connect(people[1]).await];
        let mut replicas = Vec::new();
        for person in people {
            let replica = Replica::of(&stage.nodes[0].app, person.id).await;
            replicas.push(((*person).clone(), replica));
        }
        Self { stage, clients, replicas }
    }

    async fn lead(&mut self, command: Value) -> Ack {
        self.act(0, command).await
    }

    async fn member(&mut self, command: Value) -> Ack {
        self.act(1, command).await
    }

    async fn act(&mut self, who: usize, command: Value) -> Ack {
        let ack = self.clients[who].ask(command.clone()).await;
        let ack = ack.unwrap_or_else(|refusal| panic!("{command}: {refusal}"));
        if let Some(mark) = ack.mark {
            self.replicas[who].1.marked(mark);
        }
        self.compare(&command).await;
        ack
    }

    async fn compare(&mut self, command: &Value) {
        for (person, replica) in &mut self.replicas {
            replica.catch_up().await;
            let fresh = State::read(&self.stage.nodes[0].app, person.id).await;
            let held = &replica.state;
            assert_eq!(held.channels, fresh.channels, "channels after {command}");
            assert_eq!(held.workspaces, fresh.workspaces, "workspaces after {command}");
            assert_eq!(held.standings, fresh.standings, "standings after {command}");
            assert_eq!(held.follows, fresh.follows, "follows after {command}");
            assert_eq!(held.marks, fresh.marks, "marks after {command}");
            assert_eq!(held.items, fresh.items, "items after {command}");
            assert_eq!(held.messages, fresh.messages, "messages after {command}");
            assert_eq!(held.people, fresh.people, "people after {command}");
            assert_eq!(held.unread, fresh.unread, "unread after {command}");
        }
    }
}

#[tokio::test]
async fn talk_is_the_same_for_those_who_heard_and_those_who_read() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let siiri = stage.member("Siiri").await;
    let place = stage.place("invited", &[&aino, &eero, &siiri]).await;
    let mut story = Story::begin(&stage, &[&aino, &eero, &siiri]).await;
    let message = said(&mut story.clients[0], place, "alku #tagi").await;
    let item = topic(&mut story.clients[1], place, "Aihe").await;
    let hello = format!("hei @[{}] ja @[channel]", siiri.id);
    let channel = place.channel;
    story.lead(json!({"t": "send", "channel": channel, "item": item, "text": hello})).await;
    let send = json!({"t": "send", "channel": channel, "text": "vastaus", "quote": message});
    let answer = story.member(send).await;
    let edit = format!("muutos @[{}]", eero.id);
    story.lead(json!({"t": "edit", "message": message, "text": edit})).await;
    story.member(json!({"t": "react", "message": message, "emoji": "👍"})).await;
    story.lead(json!({"t": "react", "message": message, "emoji": "👍"})).await;
    story.member(json!({"t": "unreact", "message": message, "emoji": "👍"})).await;
    story.member(json!({"t": "pin", "message": answer.id})).await;
    story.lead(json!({"t": "unpin", "message": answer.id})).await;
    story.member(json!({"t": "mark_read", "channel": channel, "seq": 1})).await;
    story.member(json!({"t": "mark_read", "channel": channel, "item": item, "seq": 9})).await;
    story.lead(json!({"t": "mark_read", "channel": channel, "seq": 99})).await;
    story.lead(json!({"t": "mark_unread", "channel": channel, "seq": 4})).await;
    let follow = json!({"t": "follow", "subject": {"item": item}, "level": "watch"});
    story.member(follow).await;
    let resolve = json!({"t": "change_item", "item": item, "change": {"do": "resolve"}});
    story.member(resolve).await;
    let rename = json!({"do": "rename", "title": "Toinen"});
    story.lead(json!({"t": "change_item", "item": item, "change": rename})).await;
    story.lead(json!({"t": "delete", "message": answer.id})).await;
    story.lead(json!({"t": "delete_item", "item": item})).await;
}

#[tokio::test]
async fn places_are_the_same_for_those_who_heard_and_those_who_read() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let marko = stage.member("Marko").await;
    let Place { workspace, channel, .. } = stage.place("open", &[&aino, &eero]).await;
    let mut story = Story::begin(&stage, &[&aino, &eero, &marko]).await;
    let create = |visibility: &str| {
        json!({"t": "create_channel", "workspace": workspace, "kind": "chat",
            "name": format!("uusi {visibility}"), "visibility": visibility})
    };
    let public = story.lead(create("public")).await.id;
    let private = story.member(create("private")).await.id;
    story.member(json!({"t": "join", "channel": public})).await;
    story.lead(json!({"t": "send", "channel": public, "text": "hei"})).await;
    story.lead(json!({"t": "change_channel", "channel": public, "topic": "aihe"})).await;
    story.lead(json!({"t": "change_channel", "channel": public, "posting": "owners"})).await;
    let close = json!({"t": "change_channel", "channel": channel, "visibility": "private"});
    story.lead(close).await;
    let add = |place: Value, member: &Person, role: &str| json!({"t": "add_member", "place": place, "member": member.id, "role": role});
    story.lead(add(json!({"workspace": workspace}), &marko, "guest")).await;
    story.lead(add(json!({"channel": channel}), &marko, "member")).await;
    story.lead(json!({"t": "send", "channel": channel, "text": "tervetuloa"})).await;
    story.lead(add(json!({"workspace": workspace}), &marko, "member")).await;
    story.lead(add(json!({"workspace": workspace}), &eero, "facilitator")).await;
    story.member(add(json!({"channel": private}), &marko, "owner")).await;
    story.member(json!({"t": "leave", "channel": private})).await;
    story.member(json!({"t": "leave", "channel": public})).await;
    let remove = |place: Value| json!({"t": "remove_member", "place": place, "member": marko.id});
    story.lead(remove(json!({"channel": channel}))).await;
    story.lead(remove(json!({"workspace": workspace}))).await;
    let change = |what: &str, word: &str| json!({"t": "change_workspace", "workspace": workspace, what: word});
    story.lead(change("name", "Uusi nimi")).await;
    story.lead(change("visibility", "secret")).await;
    story.lead(change("state", "archived")).await;
    story.lead(change("state", "active")).await;
    story.lead(json!({"t": "change_channel", "channel": public, "state": "archived"})).await;
    story.lead(json!({"t": "open_direct", "members": [eero.id, marko.id]})).await;
    let own = json!({"t": "create_workspace", "name": "Oma", "purpose": "", "visibility": "open"});
    let own = story.member(own).await.id;
    story.lead(json!({"t": "join_workspace", "workspace": own})).await;
    story.lead(json!({"t": "leave_workspace", "workspace": own})).await;
    story.member(json!({"t": "leave_workspace", "workspace": workspace})).await;
}
