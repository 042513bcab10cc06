//! The second kind on two nodes at once: a race has one winner, a limit holds under parallel votes,
//! publishing is one moment on two streams, and an act without a name has none anywhere.

use serde_json::{Value, json};
use talkoo_protocol::{ChannelView, Code, ItemId, ItemView, Verb, http::ItemsPage};

use crate::stage::{Person, Place, Plan, Stage};

struct Trial {
    stage: Stage,
    aino: Person,
    people: Vec<Person>,
    place: Place,
}

impl Trial {
    /// Aino leads; four others are members.
    async fn new() -> Self {
        let stage = Plan::new(2).over_redis().kinds(&["chat", "trial"]).open().await;
        let aino = stage.member("Aino").await;
        let mut people = Vec::new();
        for name in ["Eero", "Siiri", "Marko", "Hanna"] {
            people.push(stage.member(name).await);
        }
        let all: Vec<&Person> = [&aino].into_iter().chain(&people).collect();
        let place = stage.place_of("trial", "open", &all).await;
        Self { stage, aino, people, place }
    }

    async fn published(&self, theme: &str) -> ItemId {
        let owner = self.stage.nodes[0].as_seen_by(&self.aino);
        let create = json!({"t": "create_item", "channel": self.place.channel, "title": "Ehdotus",
                            "body": {"theme": theme}});
        let item = ItemId(owner.say(create).await.unwrap().id);
        owner.say(change(item, "publish")).await.unwrap();
        item
    }

    /// Everybody does this to the item at once, on both nodes; how many may, and why others may not.
    async fn all_at_once(&self, item: ItemId, what: &str, each: usize) -> (usize, Vec<Code>) {
        let mut acting = tokio::task::JoinSet::new();
        for (number, person) in self.people.iter().enumerate() {
            for turn in 0..each {
                let reader = self.stage.nodes[(number + turn) % 2].as_seen_by(person);
                let command = change(item, what);
                acting.spawn(async move {
                    // Who loses a race of decisions decides again, as a person would.
                    loop {
                        match reader.say(command.clone()).await {
                            Err(refusal)
                                if refusal.message.contains("decide anew") && is_vote(&command) => {
                            }
                            answer => return answer.map(drop).map_err(|refusal| refusal.code),
                        }
                    }
                });
            }
        }
        let answers = acting.join_all().await;
        let happened = answers.iter().filter(|answer| answer.is_ok()).count();
        (happened, answers.into_iter().filter_map(Result::err).collect())
    }

    async fn item(&self, item: ItemId) -> ItemView {
        self.stage.nodes[1].as_seen_by(&self.aino).get(&format!("items/{item}")).await
    }
}

fn change(item: ItemId, what: &str) -> Value {
    json!({"t": "change_item", "item": item, "change": {"do": what}})
}

fn is_vote(command: &Value) -> bool {
    command["change"]["do"] == "vote"
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_take_on_two_nodes_one_gets_it() {
    let trial = Trial::new().await;
    for _ in 0..4 {
        let item = trial.published("koulu").await;
        let (taken, refused) = trial.all_at_once(item, "take", 1).await;
        assert_eq!((taken, refused), (1, vec![Code::Conflict; 3]));
        let taker = trial.item(item).await.body["taken_by"].clone();
        assert!(trial.people.iter().any(|person| json!(person.id) == taker));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_votes_more_than_the_limit_on_two_nodes() {
    let trial = Trial::new().await;
    let item = trial.published("koulu").await;
    let (given, refused) = trial.all_at_once(item, "vote", 5).await;
    assert_eq!((given, refused), (12, vec![Code::Rule; 8]));
    let votes = trial.item(item).await.body["votes"].clone();
    for person in &trial.people {
        assert_eq!(votes[person.id.to_string()], json!(3), "{votes}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn publishing_is_one_moment_on_the_desk_and_in_the_open() {
    let trial = Trial::new().await;
    let owner = trial.stage.nodes[0].as_seen_by(&trial.aino);
    let view: ChannelView = owner.get(&format!("channels/{}", trial.place.channel)).await;
    let desk = view.desk.expect("a desk for its editor");
    let item = trial.published("koulu").await;
    let of_item = format!("verb = 'item_published' and item = '{item}'");
    let question = format!("select count(distinct stream) from events where {of_item}");
    assert_eq!(trial.stage.number(question).await, 2);
    // One transaction: the same instant and the same transaction id.
    let question = format!("select count(distinct (at, xmin::text)) from events where {of_item}");
    assert_eq!(trial.stage.number(question).await, 1);
    let reader = trial.stage.nodes[1].as_seen_by(&trial.people[0]);
    let seen: ChannelView = reader.get(&format!("channels/{}", trial.place.channel)).await;
    assert_eq!(seen.desk, None, "a reader does not hear of the desk");
    assert_eq!(reader.ask(&format!("streams/{desk}/events")).await.status, 404);
    assert_eq!(owner.history(desk, 10).await.last().unwrap().verb, Verb::ITEM_PUBLISHED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_facet_chooses_items() {
    let trial = Trial::new().await;
    let (school, yard) = (trial.published("koulu").await, trial.published("piha").await);
    let reader = trial.stage.nodes[1].as_seen_by(&trial.people[0]);
    for (facet, found) in
        [("theme:koulu", vec![school]), ("theme:piha", vec![yard]), ("theme:meri", vec![])]
    {
        let path = format!("channels/{}/items?facet={facet}", trial.place.channel);
        let page: ItemsPage = reader.get(&path).await;
        assert_eq!(page.items.iter().map(|item| item.id).collect::<Vec<_>>(), found, "{facet}");
    }
    let taken = trial.people[1].id;
    trial.stage.nodes[0].as_seen_by(&trial.people[1]).say(change(school, "take")).await.unwrap();
    let path = format!("channels/{}/items?facet=assignee:{taken}", trial.place.channel);
    let answer = reader.ask(&path).await;
    assert!([200, 400].contains(&answer.status), "{}", answer.body);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hint_without_a_name_has_none_anywhere() {
    let trial = Trial::new().await;
    let item = trial.published("koulu").await;
    let hinter = &trial.people[0];
    let mut listener = trial.stage.nodes[1].connect(&trial.people[1]).await;
    listener.subscribe(trial.place.channel).await;
    let ack = trial.stage.nodes[0].as_seen_by(hinter).say(change(item, "hint")).await.unwrap();
    let event = listener.event(trial.place.channel).await;
    assert_eq!((Some(event.seq), event.actor, event.spoken_as), (ack.seq, None, None));
    let name = hinter.id.to_string();
    assert!(!serde_json::to_string(&event).unwrap().contains(&name), "{event:?}");
    let item_view = serde_json::to_string(&trial.item(item).await).unwrap();
    assert!(!item_view.contains(&name));
    for question in [
        format!("select count(*) from events e where e::text like '%{name}%'"),
        format!("select count(*) from item_versions v where v::text like '%{name}%'"),
        format!("select count(*) from items i where i::text like '%{name}%'"),
        format!("select count(*) from facets f where f::text like '%{name}%'"),
        format!("select count(*) from audit.lines l where l::text like '%{name}%'"),
    ] {
        assert_eq!(trial.stage.number(question.clone()).await, 0, "{question}");
    }
}
