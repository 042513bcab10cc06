//! A question that nobody answers finds those who know: three at most, two a week each, and who puts
//! one away is known to nobody; then it is with the host on duty.

use serde_json::{Value, json};
use talkoo_protocol::{
    Code, ItemId, Verb,
    peer::{AroundBody, AsksBody, DutyBody, QuestionView},
};
use uuid::Uuid;

use crate::stage::{Client, Person, Place, Reader, Stage};

struct Scene {
    stage: Stage,
    asker: (Person, Reader),
    helpers: Vec<(Person, Reader)>,
    place: Place,
    listener: Client,
}

impl Scene {
    /// Five who can settle quarrels, the first best; the last does not want to be asked.
    async fn new(visibility: &str) -> Self {
        let stage = Stage::with_nodes(2).await;
        let one = async |name: &str| {
            let person = stage.member(name).await;
            let reader = stage.nodes[0].as_seen_by(&person);
            (person, reader)
        };
        let asker = one("Kysyjä").await;
        let mut helpers = Vec::new();
        stage
            .force(
                "insert into competences (id, slug, label_fi, kind)
                 values (gen_random_uuid(), 'sovittelu', 'Sovittelu', 'method')"
                    .to_owned(),
            )
            .await;
        for (index, name) in ["Taito", "Tieto", "Taru", "Tuuli", "Ujo"].iter().enumerate() {
            let helper = one(name).await;
            let level = if index == 0 { 3 } else { 1 };
            let can = json!({"t": "set_competence", "competence": "sovittelu", "level": level});
            helper.1.say(can).await.expect("an ack");
            if *name != "Ujo" {
                let willing = json!({"t": "help_network", "willing": true});
                helper.1.say(willing).await.expect("an ack");
            }
            helpers.push(helper);
        }
        let place = stage.place(visibility, &[&asker.0]).await;
        let mut listener = stage.connect(&asker.0).await;
        listener.subscribe(place.channel).await;
        Self { stage, asker, helpers, place, listener }
    }

    async fn topic(&self) -> ItemId {
        let make =
            json!({"t": "create_item", "channel": self.place.channel, "title": "Kuka osaa?"});
        ItemId(self.asker.1.say(make).await.expect("an ack").id)
    }

    async fn ask(&mut self) -> ItemId {
        let item = self.topic().await;
        let ask = json!({"t": "ask_network", "item": item, "competence": "sovittelu"});
        self.asker.1.say(ask).await.expect("an ack");
        self.next(Verb::QUESTION_ASKED).await;
        item
    }

    /// Until something of this verb is told in the channel.
    async fn next(&mut self, verb: Verb) -> Value {
        loop {
            let event = self.listener.event(self.place.channel).await;
            if event.verb == verb {
                return serde_json::to_value(event.facts).expect("facts");
            }
        }
    }

    /// The clock goes on until the next step is due; both nodes look for it.
    async fn later(&mut self) -> String {
        let due = "update jobs set run_at = app_now() where name = 'question_step'".to_owned();
        self.stage.force(due).await;
        let facts = self.next(Verb::QUESTION_MOVED).await;
        facts["stage"].as_str().expect("a stage").to_owned()
    }

    async fn asked(&self, who: usize) -> Vec<(ItemId, String)> {
        let body: AsksBody = self.helpers[who].1.get("asks").await;
        body.asks.into_iter().map(|view| (view.item, view.sort)).collect()
    }

    async fn question(&self, item: ItemId) -> QuestionView {
        let body: AsksBody = self.asker.1.get("asks").await;
        body.asked.into_iter().find(|view| view.item == item).expect("it is there")
    }

    async fn plan(&self, hosts: &[usize]) {
        let hosts: Vec<_> = hosts.iter().map(|host| self.helpers[*host].0.id).collect();
        let of = self.asker.0.id;
        self.stage
            .force(format!("update members set role = 'network_admin' where id = '{of}'"))
            .await;
        let plan = json!({"t": "plan_duty", "hosts": hosts});
        self.asker.1.say(plan).await.expect("an ack");
    }
}

#[tokio::test]
async fn an_unanswered_question_is_offered_to_three_who_know_and_then_to_the_host() {
    let mut scene = Scene::new("open").await;
    scene.plan(&[4, 3]).await;
    let item = scene.ask().await;
    assert_eq!(scene.question(item).await.state, "waiting");
    let waits = "select count(*) from jobs where name = 'question_step'
      and run_at between app_now() + interval '47 hours' and app_now() + interval '49 hours'";
    assert_eq!(scene.stage.number(waits.to_owned()).await, 1);

    assert_eq!(scene.later().await, "offered");
    let before = scene.question(item).await;
    assert_eq!((before.state.as_str(), before.offered), ("offered", 3));
    assert_eq!(scene.asked(0).await, [(item, "question".to_owned())], "the most able is asked");
    assert!(scene.asked(4).await.is_empty(), "who did not want to is not asked");
    let told = format!(
        "select count(*) from events where stream = '{}' and facts->>'text' = 'asked_question'",
        scene.helpers[0].0.id
    );
    assert_eq!(scene.stage.number(told).await, 1, "once, whichever node did it");

    let away = json!({"t": "put_away_ask", "item": item});
    let head = scene.asker.1.head(scene.place.channel).await;
    scene.helpers[0].1.say(away.clone()).await.expect("an ack");
    let refused = scene.helpers[4].1.say(away).await.expect_err("was not asked");
    assert_eq!(refused.code, Code::NotFound);
    assert!(scene.asked(0).await.is_empty());
    let after = serde_json::to_value(scene.question(item).await).expect("a view");
    assert_eq!(after, serde_json::to_value(before).expect("a view"), "nobody sees it");
    assert_eq!(scene.asker.1.head(scene.place.channel).await, head);

    assert_eq!(scene.later().await, "hosts");
    assert_eq!(scene.asked(4).await, [(item, "host".to_owned())]);
    assert_eq!(scene.question(item).await.state, "hosts");
    let calendar: DutyBody = scene.helpers[4].1.get("duty").await;
    assert_eq!(calendar.weeks[0].host, scene.helpers[4].0.id);
    assert_eq!(calendar.weeks[1].host, scene.helpers[3].0.id);
    let hidden: DutyBody = scene.helpers[0].1.get("duty").await;
    assert!(hidden.hosts.is_empty() && hidden.weeks.is_empty());

    let (week, to) = (&calendar.weeks[0].week, scene.helpers[3].0.id);
    let over = json!({"t": "hand_over_duty", "week": week, "to": to});
    scene.helpers[3].1.say(over.clone()).await.expect_err("not their week");
    scene.helpers[4].1.say(over).await.expect("an ack");
    assert!(scene.asked(4).await.is_empty(), "what was open went along");
    assert!(scene.asked(3).await.contains(&(item, "host".to_owned())));
    let body: AsksBody = scene.helpers[3].1.get("asks").await;
    assert!(body.on_duty);
}

#[tokio::test]
async fn a_solution_is_marked_by_who_asked_and_ends_the_asking() {
    let mut scene = Scene::new("open").await;
    let item = scene.ask().await;
    assert_eq!(scene.later().await, "offered");
    let join = json!({"t": "join_workspace", "workspace": scene.place.workspace});
    scene.helpers[0].1.say(join).await.expect("an ack");
    let channel = scene.place.channel;
    let words = json!({"t": "send", "channel": channel, "item": item, "text": "Minä osaan"});
    let answer = scene.helpers[0].1.say(words).await.expect("an ack").id;
    assert_eq!(scene.question(item).await.state, "answered");
    assert!(scene.asked(0).await.is_empty(), "who answered is not asked any more");

    let mark = json!({"t": "mark_solution", "item": item, "message": answer});
    let refused = scene.helpers[0].1.say(mark.clone()).await.expect_err("not theirs to say");
    assert_eq!(refused.code, Code::NotAllowed);
    scene.asker.1.say(mark).await.expect("an ack");
    scene.next(Verb::SOLUTION_MARKED).await;
    assert_eq!(scene.question(item).await.state, "solved");
    let path = format!("items/{item}/around");
    let around: AroundBody = scene.helpers[0].1.get(&path).await;
    let solution = around.solution.expect("a solution");
    assert_eq!((solution.message.0, solution.text.as_str()), (answer, "Minä osaan"));
    for who in 1..4 {
        assert!(scene.asked(who).await.is_empty(), "nobody is asked any more");
    }
}

#[tokio::test]
async fn nobody_is_offered_more_than_two_a_week_nor_what_they_may_not_read() {
    let mut scene = Scene::new("open").await;
    for _ in 0..3 {
        scene.ask().await;
        scene.later().await;
    }
    let most = "select max(n) from (select count(*) as n from asks group by member) x".to_owned();
    assert_eq!(scene.stage.number(most).await, 2);
    let all = "select count(*) from asks".to_owned();
    assert_eq!(scene.stage.number(all.clone()).await, 8, "four people, two each");
    scene.stage.force("delete from asks".to_owned()).await;

    let mut closed =
        Scene { place: scene.stage.place("invited", &[&scene.asker.0]).await, ..scene };
    closed.listener.subscribe(closed.place.channel).await;
    closed.plan(&[0]).await;
    let item = closed.ask().await;
    assert_eq!(closed.later().await, "nobody");
    let here = format!("{all} where item = '{item}'");
    assert_eq!(closed.stage.number(here).await, 0, "neither who knows nor the host may read it");
    let ask = |item: Uuid| json!({"t": "ask_network", "item": item, "competence": "sovittelu"});
    let other = closed.helpers[0].1.say(ask(item.0)).await.expect_err("not seen");
    let nothing = closed.helpers[0].1.say(ask(Uuid::new_v4())).await.expect_err("not there");
    assert_eq!(other.code, nothing.code);
}
