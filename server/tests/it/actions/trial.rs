//! What a kind may ask of the house, by the kind that only tests know: a desk, publishing, a change
//! that two people race for, a vote limit, an anonymous act, a notice, a facet.

use serde_json::{Value, json};
use talkoo::{actions::read, bus::local};
use talkoo_protocol::{ChannelId, Code, ItemId, Verb, http::ItemsQuery};
use uuid::Uuid;

use super::{answered, count, refused};
use crate::stage::{Client, Node, Person, Place, Stage};

struct Trial {
    stage: Stage,
    owner: Person,
    member: Person,
    place: Place,
    channel: ChannelId,
}

impl Trial {
    /// A network that uses the kind, with a channel of it that an owner has made.
    async fn new() -> Self {
        let mut stage = Stage::with_nodes(0).await;
        let id = Uuid::new_v4();
        let network = format!(
            "with n as (
               insert into network (id, name, epoch, receipt_key, kinds)
               values ('{id}', 'Koe', '{id}', '\\x00', '{{chat,trial}}')
             ),
             s as (
               insert into streams (id, sort, owner) values ('{id}', 'network', '{id}') returning 1
             )
             select count(*) from s"
        );
        count(&stage, &network).await;
        let (bus, heard) = local::alone();
        let settings = stage.bed.settings([]);
        let node = Node::start(settings, &stage.bed, bus, heard).await;
        stage.nodes.push(node);
        let (owner, member) = (stage.member("Aino").await, stage.member("Eero").await);
        let place = stage.place("invited", &[&owner, &member]).await;
        let create = json!({"t": "create_channel", "workspace": place.workspace, "kind": "trial",
            "name": "ehdotukset", "visibility": "public"});
        let mut of_member = stage.connect(&member).await;
        assert_eq!(refused(&mut of_member, create.clone()).await, Code::NotAllowed);
        let ack = stage.connect(&owner).await.ask(create).await.expect("a channel");
        Self { channel: ChannelId(ack.id), stage, owner, member, place }
    }

    async fn draft(&self, client: &mut Client) -> ItemId {
        let create = json!({"t": "create_item", "channel": self.channel, "title": "Luonnos",
            "text": "#salahanke", "body": {"theme": "nuoret"}});
        ItemId(client.ask(create).await.expect("a draft").id)
    }
}

fn change(item: ItemId, what: &str) -> Value {
    json!({"t": "change_item", "item": item, "change": {"do": what}})
}

#[tokio::test]
async fn a_draft_is_its_editors_until_it_is_published() {
    let trial = Trial::new().await;
    let Trial { stage, owner, member, channel, .. } = &trial;
    let app = &stage.nodes[0].app;
    let mut of_owner = stage.connect(owner).await;
    let mut of_member = stage.connect(member).await;
    let desk = read::channel(app, owner.id, *channel).await.unwrap().desk.unwrap();
    assert!(read::channel(app, member.id, *channel).await.unwrap().desk.is_none());
    of_owner.subscribe(desk).await;
    of_member.subscribe(*channel).await;
    let head = read::events(app, member.id, (*channel).into(), read::EventsFrom::After(0), None)
        .await
        .unwrap()
        .head;

    let item = trial.draft(&mut of_owner).await;
    let drafted = of_owner.event(desk).await;
    assert_eq!((&drafted.verb, drafted.counts), (&Verb::ITEM_CREATED, false));
    let talk = json!({"t": "send", "channel": channel, "item": item, "text": "toimittajille"});
    of_owner.ask(talk.clone()).await.unwrap();
    for command in [talk, change(item, "vote"), json!({"t": "delete_item", "item": item})] {
        assert_eq!(refused(&mut of_member, command.clone()).await, Code::NotFound, "{command}");
    }
    let desks = ItemsQuery { desk: true, ..Default::default() };
    assert!(read::items(app, member.id, *channel, &desks).await.is_err());
    assert!(read::item(app, member.id, item).await.is_err());
    assert!(read::events(app, member.id, desk, read::EventsFrom::After(0), None).await.is_err());
    assert_eq!(read::items(app, owner.id, *channel, &desks).await.unwrap().items.len(), 1);
    assert!(read::tags(app, member.id, "sala", None).await.unwrap().is_empty());

    let ack = of_owner.ask(change(item, "publish")).await.unwrap();
    assert_eq!((ack.stream, ack.seq), (Some((*channel).into()), Some(head + 1)));
    let published = of_member.event(*channel).await;
    assert_eq!((&published.verb, published.counts), (&Verb::ITEM_PUBLISHED, true));
    let view = published.content.item.unwrap();
    assert_eq!((view.seq, view.changed_seq, view.desk), (head + 1, head + 1, false));
    assert_eq!(of_owner.event(desk).await.verb, Verb::POSTED);
    assert_eq!(of_owner.event(desk).await.verb, Verb::ITEM_PUBLISHED);
    assert_eq!(refused(&mut of_owner, change(item, "publish")).await, Code::Conflict);
    assert_eq!(read::tags(app, member.id, "sala", None).await.unwrap().len(), 1);
    let page = read::messages(app, member.id, *channel, &Default::default()).await.unwrap();
    assert!(page.messages.is_empty(), "talk on the desk stays there: {page:?}");
    let facet = ItemsQuery { facet: Some("theme:nuoret".to_owned()), ..Default::default() };
    assert_eq!(read::items(app, member.id, *channel, &facet).await.unwrap().items.len(), 1);
}

#[tokio::test]
async fn of_two_who_take_one_gets_it() {
    let trial = Trial::new().await;
    let Trial { stage, owner, member, .. } = &trial;
    let mut of_owner = stage.connect(owner).await;
    let mut of_member = stage.connect(member).await;
    let item = trial.draft(&mut of_owner).await;
    of_owner.ask(change(item, "publish")).await.unwrap();
    of_owner.subscribe(owner.id).await;
    of_member.begin(change(item, "take")).await;
    let mut third = stage.connect(member).await;
    third.begin(change(item, "take")).await;
    let mut taken = 0;
    for client in [&mut of_member, &mut third] {
        match answered(client).await {
            Ok(_) => taken += 1,
            Err(code) => assert_eq!(code, Code::Conflict),
        }
    }
    assert_eq!(taken, 1);
    // Its author is told by the kind's own text.
    let notice = of_owner.event(owner.id).await;
    assert_eq!((&notice.verb, &notice.facts["text"]), (&Verb::NOTICED, &json!("taken")));
    assert_eq!(notice.facts["item"], json!(item));
}

#[tokio::test]
async fn votes_end_and_a_hint_has_no_name() {
    let trial = Trial::new().await;
    let Trial { stage, owner, member, channel, .. } = &trial;
    let mut of_owner = stage.connect(owner).await;
    let mut of_member = stage.connect(member).await;
    let item = trial.draft(&mut of_owner).await;
    of_owner.ask(change(item, "publish")).await.unwrap();
    for _ in 0..3 {
        of_member.ask(change(item, "vote")).await.unwrap();
    }
    assert_eq!(refused(&mut of_member, change(item, "vote")).await, Code::Rule);
    of_owner.subscribe(*channel).await;
    let ack = of_member.ask(change(item, "hint")).await.unwrap();
    let event = of_owner.event(*channel).await;
    assert_eq!((event.actor, event.spoken_as, Some(event.seq)), (None, None, ack.seq));
    let named = format!(
        "select count(*) from item_versions where item = '{item}' and author = '{}'
           and changed_seq = (select max(changed_seq) from item_versions)",
        member.id
    );
    assert_eq!(count(stage, &named).await, 0);
    let grade = |grade: u32| json!({"t": "send", "channel": channel, "item": item, "body": {"grade": grade}});
    of_member.ask(grade(5)).await.unwrap();
    assert_eq!(refused(&mut of_member, grade(6)).await, Code::Rule);
    let chat = json!({"t": "send", "channel": trial.place.channel, "body": {"grade": 1}});
    assert_eq!(refused(&mut of_member, chat).await, Code::BadValue);
}
