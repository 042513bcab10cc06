//! Talk that moves: what it keeps, what is told of it where it stood and where it goes, who may.

use serde_json::{Value, json};
use talkoo::actions::read;
use talkoo_protocol::{Ack, ChannelId, Code, Event, ItemId, MessageId, Verb, http::MessagesPage};

use super::{audited, refused, said, shown, topic};
use crate::stage::{Client, Person, Place, Stage};

pub(super) fn moving(what: impl Into<Value>, to: impl Into<Value>) -> Value {
    let (what, to) = (what.into(), to.into());
    json!({"t": "move_talk", "what": what, "to": to})
}

/// Another channel of the same workspace.
pub(super) async fn beside(client: &mut Client, place: Place, visibility: &str) -> Place {
    let name = format!("k{}", uuid::Uuid::new_v4().simple());
    let create = json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
        "name": name, "visibility": visibility});
    let channel = ChannelId(client.ask(create).await.expect("a channel").id);
    let reader = json!({"t": "send", "channel": channel, "text": "alku"});
    let ack = client.ask(reader).await.expect("a message");
    assert_eq!(ack.stream, Some(channel.into()));
    Place { channel, ..place }
}

/// Everything of a channel as one reads it now.
pub(super) async fn page(stage: &Stage, person: &Person, channel: ChannelId) -> MessagesPage {
    stage.nodes[0].as_seen_by(person).get(&format!("channels/{channel}/messages?after=0")).await
}

async fn log(stage: &Stage, person: &Person, channel: ChannelId) -> Vec<Event> {
    stage.nodes[0].as_seen_by(person).history(channel, 50).await
}

async fn waiting(stage: &Stage, person: &Person, channel: ChannelId) -> (u32, u32) {
    let body = stage.nodes[0].as_seen_by(person).unread().await;
    let view = body.unread.iter().find(|view| view.channel == channel);
    view.map_or((0, 0), |view| (view.count, view.mentions))
}

/// Two in an invited workspace with two channels, and three messages in the first.
struct Scene {
    stage: Stage,
    aino: Person,
    eero: Person,
    of_aino: Client,
    of_eero: Client,
    here: Place,
    there: Place,
    said: [MessageId; 3],
}

impl Scene {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
        let here = stage.place("invited", &[&aino, &eero]).await;
        let mut of_aino = stage.connect(&aino).await;
        let mut of_eero = stage.connect(&eero).await;
        let there = beside(&mut of_aino, here, "public").await;
        of_eero.ask(json!({"t": "join", "channel": there.channel})).await.unwrap();
        let first = said(&mut of_aino, here, "jää tähän").await;
        let text = format!("bussit @[{}] #bussit", aino.id);
        let second = said(&mut of_eero, here, &text).await;
        let third = said(&mut of_aino, here, "kulkevat").await;
        let said = [first, second, third];
        Self { stage, aino, eero, of_aino, of_eero, here, there, said }
    }

    async fn move_to_topic(&mut self, what: Value) -> Ack {
        let goal = json!({"topic": {"channel": self.there.channel, "title": "Bussit"}});
        self.of_aino.ask(moving(what, goal)).await.expect("an ack")
    }
}

#[tokio::test]
async fn talk_keeps_everything_but_its_place() {
    let mut scene = Scene::new().await;
    let [_, second, third] = scene.said;
    let edit = json!({"t": "edit", "message": second, "text": format!("bussit? @[{}] #bussit", scene.aino.id)});
    scene.of_eero.ask(edit).await.unwrap();
    scene.of_aino.ask(json!({"t": "react", "message": second, "emoji": "👍"})).await.unwrap();
    scene.of_aino.ask(json!({"t": "pin", "message": second})).await.unwrap();
    let here = scene.here.channel;
    let quoting = json!({"t": "send", "channel": here, "text": "niin", "quote": second});
    let quoting = MessageId(scene.of_eero.ask(quoting).await.unwrap().id);
    let app = scene.stage.nodes[0].app.clone();
    let before = shown(&app, second).await;

    let ack = scene.move_to_topic(json!({"from": second})).await;
    let after = shown(&app, second).await;
    assert_eq!((after.channel, after.item), (scene.there.channel, ItemId(ack.id)));
    let same = talkoo_protocol::MessageView {
        channel: before.channel,
        item: before.item,
        seq: before.seq,
        changed_seq: before.changed_seq,
        ..after.clone()
    };
    assert_eq!(same, before, "all but its place");
    assert!(after.pinned && after.edited_at.is_some() && after.mentions == [scene.aino.id]);
    let former = read::former_texts(&app, scene.aino.id, second).await.unwrap();
    assert_eq!(former.len(), 1);
    assert_eq!(shown(&app, quoting).await.quote, Some(second));

    let moved = page(&scene.stage, &scene.eero, scene.there.channel).await.messages;
    let moved: Vec<_> = moved.iter().filter(|one| one.item.0 == ack.id).collect();
    assert_eq!(moved.iter().map(|one| one.id).collect::<Vec<_>>(), [second, third, quoting]);
    assert!(moved.is_sorted_by_key(|one| one.seq));
    let item = read::item(&app, scene.eero.id, ItemId(ack.id)).await.unwrap();
    assert_eq!((item.message_count, item.last_seq), (3, moved[2].seq));
    let main = read::item(&app, scene.eero.id, scene.here.main).await.unwrap();
    assert_eq!((main.message_count, main.last_seq), (1, 1));
    let place = read::message(&app, scene.eero.id, second).await.unwrap();
    assert_eq!(place.channel.id, scene.there.channel, "the permalink leads to today's channel");
    assert_eq!(audited(&scene.stage, "talk_moved").await, 1);
}

#[tokio::test]
async fn where_it_stood_one_event_tells_and_the_old_ones_are_void() {
    let mut scene = Scene::new().await;
    let [_, second, third] = scene.said;
    scene.of_eero.subscribe(scene.here.channel).await;
    scene.move_to_topic(json!({"from": second})).await;
    let event = scene.of_eero.event(scene.here.channel).await;
    assert_eq!((&event.verb, event.void, event.counts), (&Verb::MOVED, false, false));
    let facts = |name: &str| event.facts.get(name).cloned();
    assert_eq!(facts("count"), Some(json!(2)));
    assert_eq!((facts("from_seq"), facts("to_seq")), (Some(json!(2)), Some(json!(3))));
    assert_eq!(facts("to"), None, "not everybody who reads here may read there");

    let log = log(&scene.stage, &scene.eero, scene.here.channel).await;
    let told: Vec<_> = log.iter().map(|event| (event.verb.as_str(), event.void)).collect();
    assert_eq!(
        told,
        [("posted", false), ("posted", true), ("posted", true), ("moved", false)],
        "{log:?}"
    );
    let text = serde_json::to_string(&log).unwrap();
    assert!(!text.contains("bussit") && !text.contains("kulkevat"), "{text}");
    assert!(!text.contains(&scene.there.channel.to_string()), "{text}");
    for gone in [second, third] {
        let react = json!({"t": "react", "message": gone, "emoji": "👍"});
        let ack = scene.of_eero.ask(react).await.unwrap();
        assert_eq!(ack.stream, Some(scene.there.channel.into()), "it stands there now");
    }
}

#[tokio::test]
async fn what_waits_is_right_on_both_sides() {
    let mut scene = Scene::new().await;
    let [_, second, _] = scene.said;
    let (here, there) = (scene.here.channel, scene.there.channel);
    assert_eq!(waiting(&scene.stage, &scene.aino, here).await, (1, 1));
    assert_eq!(waiting(&scene.stage, &scene.eero, here).await, (2, 0));
    let before = waiting(&scene.stage, &scene.eero, there).await;
    let ack = scene.move_to_topic(json!({"from": second})).await;
    assert_eq!(waiting(&scene.stage, &scene.aino, here).await, (0, 0));
    assert_eq!(waiting(&scene.stage, &scene.eero, here).await, (1, 0));
    assert_eq!(waiting(&scene.stage, &scene.eero, there).await, (before.0 + 2, 0));
    let mark = json!({"t": "mark_read", "channel": there, "item": ack.id, "seq": 99});
    scene.of_eero.ask(mark).await.unwrap();
    assert_eq!(waiting(&scene.stage, &scene.eero, there).await, before);
    // And back: what was read there is new to nobody but those who read here.
    let home = json!({"item": scene.here.main});
    scene.of_aino.ask(moving(json!({"item": ack.id}), home)).await.unwrap();
    assert_eq!(waiting(&scene.stage, &scene.eero, here).await, (3, 0));
    assert_eq!(waiting(&scene.stage, &scene.eero, there).await, before);
    let gone = read::item(&scene.stage.nodes[0].app, scene.eero.id, ItemId(ack.id)).await.unwrap();
    assert!(gone.deleted, "nothing is left under it");
}

#[tokio::test]
async fn who_may_not_read_where_it_went_hears_of_no_place() {
    let mut scene = Scene::new().await;
    let [_, second, _] = scene.said;
    let hidden = beside(&mut scene.of_aino, scene.here, "private").await;
    scene.of_eero.subscribe(scene.here.channel).await;
    let goal = json!({"channel": hidden.channel});
    let mut away = moving(json!({"message": second}), goal);
    away["notice"] = json!(true);
    scene.of_aino.ask(away).await.unwrap();
    let app = scene.stage.nodes[0].app.clone();
    let (moved, line) = (
        scene.of_eero.event(scene.here.channel).await,
        scene.of_eero.event(scene.here.channel).await,
    );
    assert!(!moved.facts.contains_key("to") && !moved.facts.contains_key("to_item"));
    let line = line.content.message.expect("a line");
    assert_eq!(line.body, Some(json!({"moved": {"count": 1, "way": "out"}})));
    assert_eq!(line.quote, Some(second));
    assert!(read::message(&app, scene.eero.id, second).await.is_err());
    assert!(read::message(&app, scene.aino.id, second).await.is_ok());
    let edit = json!({"t": "edit", "message": second, "text": "omani"});
    assert_eq!(refused(&mut scene.of_eero, edit).await, Code::NotFound);
    let log = log(&scene.stage, &scene.eero, scene.here.channel).await;
    let text = serde_json::to_string(&log).unwrap();
    assert!(!text.contains(&hidden.channel.to_string()) && !text.contains("#bussit"), "{text}");
}

#[tokio::test]
async fn a_whole_topic_goes_as_it_is_and_is_found_by_its_id() {
    let mut scene = Scene::new().await;
    let item = topic(&mut scene.of_eero, scene.here, "Bussit").await;
    let (here, there) = (scene.here.channel, scene.there.channel);
    for text in ["yksi", "kaksi"] {
        let send = json!({"t": "send", "channel": here, "item": item, "text": text});
        scene.of_eero.ask(send).await.unwrap();
    }
    let follow = json!({"t": "follow", "subject": {"item": item}, "level": "watch"});
    scene.of_eero.ask(follow).await.unwrap();
    let whole = moving(json!({"item": item}), json!({"channel": there}));
    assert_eq!(refused(&mut scene.of_eero, whole.clone()).await, Code::NotAllowed);
    scene.of_aino.ask(whole.clone()).await.unwrap();
    let app = scene.stage.nodes[0].app.clone();
    let view = read::item(&app, scene.eero.id, item).await.unwrap();
    assert_eq!((view.channel, view.author, view.message_count), (there, Some(scene.eero.id), 2));
    let stays = json!({"t": "send", "channel": here, "item": item, "text": "tänne?"});
    assert_eq!(refused(&mut scene.of_eero, stays).await, Code::NotFound);
    assert_eq!(refused(&mut scene.of_aino, whole).await, Code::BadValue);
    let log = log(&scene.stage, &scene.eero, here).await;
    let left = log.iter().filter(|event| event.item == Some(item));
    assert!(left.clone().all(|event| event.void == (event.verb != Verb::MOVED)), "{log:?}");
    assert!(left.clone().all(|event| event.content.is_empty()), "{log:?}");
}

#[tokio::test]
async fn within_a_channel_the_order_stays() {
    let mut scene = Scene::new().await;
    let [first, second, third] = scene.said;
    let here = scene.here.channel;
    let order = [first, second, third].map(|one| Some(one.0));
    let goal = json!({"topic": {"channel": here, "title": "Bussit"}});
    // Its author may, of one message of their own.
    let own = moving(json!({"message": second}), goal.clone());
    let topic = ItemId(scene.of_eero.ask(own).await.unwrap().id);
    let others = moving(json!({"message": third}), goal);
    assert_eq!(refused(&mut scene.of_eero, others).await, Code::NotAllowed);
    assert_eq!(audited(&scene.stage, "talk_moved").await, 0);
    let read = page(&scene.stage, &scene.eero, here).await.messages;
    assert_eq!(read.iter().map(|one| Some(one.id.0)).collect::<Vec<_>>(), order);
    assert_eq!((read[1].item, read[1].seq), (topic, 2));
    let body = scene.stage.nodes[0].as_seen_by(&scene.aino).unread().await;
    let view = body.unread.iter().find(|view| view.channel == here).expect("it waits");
    assert_eq!((view.count, view.mentions), (1, 1), "the message, under its topic");
    assert_eq!(view.items.len(), 1);
    let again = moving(json!({"message": second}), json!({"item": topic}));
    assert_eq!(refused(&mut scene.of_aino, again).await, Code::BadValue);
}

#[tokio::test]
async fn more_than_fits_is_moved_in_parts() {
    let mut scene = Scene::new().await;
    let item = topic(&mut scene.of_aino, scene.here, "Pitkä").await;
    let stage = &scene.stage;
    let (channel, author) = (scene.here.channel, scene.aino.id);
    let statement = format!(
        "with made as (
           insert into messages (id, channel, stream, item, seq, author, text, changed_seq)
           select gen_random_uuid(), '{channel}', '{channel}', '{item}', 4 + n, '{author}', n::text, 4 + n
           from generate_series(1, 1200) n
           returning id, seq
         ),
         told as (
           insert into events (stream, seq, actor, verb, item, message, counts)
           select '{channel}', seq, '{author}', 'posted', '{item}', id, true from made
         ),
         counted as (update items set message_count = 1200, last_seq = 1204 where id = '{item}')
         update streams set head = 1204 where id = '{channel}'"
    );
    stage.force(statement).await;
    let goal = json!({"topic": {"channel": scene.there.channel, "title": "Pitkä"}});
    let mut first = moving(json!({"item": item}), goal);
    first["client_id"] = json!(uuid::Uuid::new_v4());
    let ack = scene.of_aino.ask(first.clone()).await.unwrap();
    let left = ack.left.expect("more than fits");
    assert_eq!(left.count, 700);
    let again = scene.of_aino.ask(first).await.unwrap();
    assert!(again.duplicate && again.left == Some(left), "{again:?}");
    let goal = json!({"item": ack.id});
    let next = moving(json!({"from": left.next}), goal.clone());
    let left = scene.of_aino.ask(next).await.unwrap().left.expect("still more");
    assert_eq!(left.count, 200);
    let last = moving(json!({"item": item}), goal);
    assert_eq!(scene.of_aino.ask(last).await.unwrap().left, None);
    let app = stage.nodes[0].app.clone();
    let view = read::item(&app, author, ItemId(ack.id)).await.unwrap();
    assert_eq!(view.message_count, 1200);
    assert!(read::item(&app, author, item).await.unwrap().deleted);
    let wrong = format!(
        "select count(*) from (
           select text::bigint - lag(text::bigint) over (order by seq) as step
           from messages where item = '{}') s
         where step <> 1",
        ack.id
    );
    assert_eq!(stage.number(wrong).await, 0, "the old order");
}

#[tokio::test]
async fn what_cannot_be_moved() {
    let mut scene = Scene::new().await;
    let [first, second, _] = scene.said;
    let there = json!({"channel": scene.there.channel});
    let own = moving(json!({"message": second}), there.clone());
    assert_eq!(refused(&mut scene.of_eero, own).await, Code::NotAllowed, "into another channel");
    let open = json!({"t": "open_direct", "members": [scene.eero.id]});
    let direct = ChannelId(scene.of_aino.ask(open).await.unwrap().id);
    let into = moving(json!({"message": first}), json!({"channel": direct}));
    assert_eq!(refused(&mut scene.of_aino, into).await, Code::Rule);
    let send = json!({"t": "send", "channel": direct, "text": "meidän kesken"});
    let private = scene.of_aino.ask(send).await.unwrap().id;
    let out = moving(json!({"message": private}), there.clone());
    assert_eq!(refused(&mut scene.of_aino, out).await, Code::Rule);
    let main = moving(json!({"item": scene.here.main}), there);
    assert_eq!(refused(&mut scene.of_aino, main).await, Code::BadValue, "it needs a title");
    let title = json!({"topic": {"channel": scene.there.channel, "title": "  "}});
    let nameless = moving(json!({"message": first}), title);
    assert_eq!(refused(&mut scene.of_aino, nameless).await, Code::BadValue);
    let archive =
        json!({"t": "change_channel", "channel": scene.there.channel, "state": "archived"});
    scene.of_aino.ask(archive).await.unwrap();
    let late = moving(json!({"message": first}), json!({"channel": scene.there.channel}));
    assert_eq!(refused(&mut scene.of_aino, late).await, Code::ReadOnly);
}

/// Seqs of two channels may be the same number; former texts stay apart and in their order.
#[tokio::test]
async fn former_texts_come_along_and_stay_in_order() {
    let mut scene = Scene::new().await;
    let [_, second, _] = scene.said;
    let mut expected = vec![format!("bussit @[{}] #bussit", scene.aino.id)];
    for round in 0..3 {
        for word in ["a", "b"] {
            let text = format!("{word}{round}");
            let edit = json!({"t": "edit", "message": second, "text": text});
            scene.of_eero.ask(edit).await.unwrap();
            expected.push(text);
        }
        let goal = if round % 2 == 0 { scene.there } else { scene.here };
        let away = moving(json!({"message": second}), json!({"channel": goal.channel}));
        scene.of_aino.ask(away).await.unwrap();
    }
    expected.pop();
    let app = &scene.stage.nodes[0].app;
    let former = read::former_texts(app, scene.aino.id, second).await.unwrap();
    assert_eq!(former.into_iter().map(|one| one.text).collect::<Vec<_>>(), expected);
}
