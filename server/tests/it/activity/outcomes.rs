//! Outcomes: recorded in two clicks, told live, confirmed by the other party and by nobody else.

use serde_json::{Value, json};
use talkoo_protocol::{
    Code, Verb,
    activity::{ActivityPage, OutcomeView},
};
use uuid::Uuid;

use crate::stage::{Person, Place, Reader, Stage};

struct Scene {
    stage: Stage,
    place: Place,
    aino: (Person, Reader),
    eero: (Person, Reader),
    outsider: Reader,
}

impl Scene {
    async fn new(visibility: &str) -> Self {
        let stage = Stage::new().await;
        let one = async |name: &str| {
            let person = stage.member(name).await;
            let reader = stage.nodes[0].as_seen_by(&person);
            (person, reader)
        };
        let (aino, eero, oskari) = (one("Aino").await, one("Eero").await, one("Oskari").await);
        let place = stage.place(visibility, &[&aino.0, &eero.0]).await;
        Self { stage, place, aino, eero, outsider: oskari.1 }
    }

    async fn message(&self) -> Uuid {
        let send = json!({"t": "send", "channel": self.place.channel, "text": "Sovitaan näin"});
        self.eero.1.say(send).await.expect("an ack").id
    }

    async fn recorded(&self, details: Value) -> Uuid {
        let place = json!({"message": self.message().await});
        let record =
            json!({"t": "record_outcome", "kind": "agreed", "place": place, "details": details});
        self.aino.1.say(record).await.expect("an ack").id
    }
}

fn answer(outcome: Uuid, confirm: bool) -> Value {
    json!({"t": "answer_outcome", "outcome": outcome, "confirm": confirm})
}

#[tokio::test]
async fn the_other_party_hears_of_an_outcome_and_confirms_it() {
    let scene = Scene::new("invited").await;
    let workspace = scene.place.workspace;
    let region = format!("update workspaces set region = '19' where id = '{workspace}'");
    scene.stage.force(region).await;
    let mut listener = scene.stage.connect(&scene.eero.0).await;
    listener.subscribe(scene.place.channel).await;
    listener.subscribe(scene.eero.0.id).await;

    let outcome = scene.recorded(json!({"with": [scene.eero.0.id]})).await;
    let asked = listener.event(scene.eero.0.id).await;
    assert_eq!(asked.verb, Verb::OUTCOME_ASKED);
    let waiting: Vec<OutcomeView> = scene.eero.1.get("outcomes").await;
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].may_answer && waiting[0].id.0 == outcome);
    assert_eq!(waiting[0].details.region.as_deref(), Some("19"), "the workspace's");
    let own: Vec<OutcomeView> = scene.aino.1.get("outcomes").await;
    assert!(own.is_empty(), "nobody confirms what they recorded themselves");
    let refused = scene.aino.1.say(answer(outcome, true)).await.expect_err("a refusal");
    assert_eq!(refused.code, Code::NotAllowed);

    scene.eero.1.say(answer(outcome, true)).await.expect("an ack");
    let again = scene.eero.1.say(answer(outcome, false)).await.expect_err("a refusal");
    assert_eq!(again.code, Code::Conflict);
    let view: OutcomeView = scene.aino.1.get(&format!("outcomes/{outcome}")).await;
    assert_eq!((view.state.as_str(), view.answered_by), ("confirmed", Some(scene.eero.0.id)));
    let change = json!({"t": "change_outcome", "outcome": outcome, "details": {"words": "lisää"}});
    assert_eq!(scene.aino.1.say(change).await.expect_err("a refusal").code, Code::Rule);

    let rows: ActivityPage = scene.eero.1.get("activity?groups=outcomes&region=19").await;
    let verbs: Vec<_> = rows.rows.iter().map(|row| row.verb.as_str()).collect();
    assert_eq!(verbs, ["outcome_confirmed", "outcome_recorded"]);
    assert!(rows.rows.iter().all(|row| row.outcome.as_ref().is_some_and(|it| it.id.0 == outcome)));
    let none: ActivityPage = scene.eero.1.get("activity?groups=outcomes&region=01").await;
    assert!(none.rows.is_empty());
    for path in [format!("outcomes/{outcome}"), format!("outcomes/{}", Uuid::new_v4())] {
        assert_eq!(scene.outsider.ask(&path).await.status, 404, "{path}");
    }
    let stranger = scene.outsider.say(answer(outcome, true)).await.expect_err("a refusal");
    let nothing = scene.outsider.say(answer(Uuid::new_v4(), true)).await.expect_err("a refusal");
    assert_eq!((stranger.code, stranger.message), (nothing.code, nothing.message));
}

#[tokio::test]
async fn of_two_answers_at_once_one_counts() {
    let scene = Scene::new("open").await;
    let outcome = scene.recorded(json!({"with": [scene.eero.0.id]})).await;
    let device = scene.stage.nodes[0].as_seen_by(&scene.stage.device(&scene.eero.0).await);
    let (one, other) =
        tokio::join!(scene.eero.1.say(answer(outcome, true)), device.say(answer(outcome, false)));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let told = format!(
        "select count(*) from events where verb in ('outcome_confirmed', 'outcome_declined')
           and facts ->> 'outcome' = '{outcome}'"
    );
    assert_eq!(scene.stage.number(told).await, 1);
}

#[tokio::test]
async fn a_withdrawn_outcome_is_told_no_more() {
    let scene = Scene::new("open").await;
    let outcome = scene.recorded(json!({"words": "Sovimme reitin"})).await;
    let withdraw = json!({"t": "withdraw_outcome", "outcome": outcome});
    let foreign = scene.eero.1.say(withdraw.clone()).await.expect_err("a refusal");
    assert_eq!(foreign.code, Code::NotAllowed);
    let page: ActivityPage = scene.outsider.get("activity?groups=outcomes").await;
    assert_eq!(page.rows.len(), 1, "an open channel's outcome is everybody's to read");
    scene.aino.1.say(withdraw).await.expect("an ack");
    let page: ActivityPage = scene.outsider.get("activity?groups=outcomes").await;
    assert!(page.rows.is_empty());
}

#[tokio::test]
async fn what_is_said_of_an_outcome_is_sound() {
    let scene = Scene::new("open").await;
    let message = scene.message().await;
    let check = async |kind: &str, details: Value, code: Option<Code>| {
        let place = json!({"message": message});
        let record =
            json!({"t": "record_outcome", "kind": kind, "place": place, "details": details});
        let said = scene.aino.1.say(record).await;
        assert_eq!(said.err().map(|refusal| refusal.code), code, "{kind} {details}");
    };
    check("saved", json!({"amount": 12.5, "unit": "hours"}), None).await;
    check("saved", json!({}), Some(Code::BadValue)).await;
    check("won", json!({}), Some(Code::BadValue)).await;
    check("met", json!({"link": "javascript:alert(1)"}), Some(Code::BadValue)).await;
    check("met", json!({"region": "99"}), Some(Code::BadValue)).await;
    check("met", json!({"with": [scene.aino.0.id]}), Some(Code::BadValue)).await;
    check("met", json!({"with": [Uuid::new_v4()]}), Some(Code::BadValue)).await;
    check("met", json!({"organisations": [Uuid::new_v4()]}), Some(Code::BadValue)).await;
    check("met", json!({"words": "010190-900P"}), Some(Code::PersonalCode)).await;
}
