//! Asking to be let into a workspace that is open by request: who hears of it, who decides, and
//! what stays hidden.

use serde_json::{Value, json};
use talkoo_protocol::{Code, Verb};

use crate::{
    http::{Site, refused},
    invitations::lines,
    stage::{Client, Person, Place, Stage},
};

fn ask(place: Place) -> Value {
    json!({"t": "request_to_join", "workspace": place.workspace, "text": "Teen samaa työtä"})
}

fn decide(place: Place, members: &[&Person], approve: bool) -> Value {
    let members: Vec<_> = members.iter().map(|person| person.id).collect();
    json!({"t": "decide_requests", "workspace": place.workspace, "members": members,
        "approve": approve})
}

async fn code(client: &mut Client, command: Value) -> Code {
    match client.ask(command.clone()).await {
        Ok(ack) => panic!("{command} was answered by {ack:?}"),
        Err(refusal) => refusal.code,
    }
}

async fn queue(site: &Site<'_>, person: &Person, place: Place) -> Vec<Value> {
    let path = format!("/api/v1/workspaces/{}/requests", place.workspace);
    site.read(person, &path).await.as_array().unwrap().clone()
}

#[tokio::test]
async fn asked_approved_and_in() {
    let stage = Stage::with_nodes(2).await;
    let site = Site::of(&stage);
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let siiri = stage.member("Siiri").await;
    let place = stage.place("by_request", &[&aino, &eero]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[0].connect(&eero).await;
    let mut of_siiri = stage.nodes[1].connect(&siiri).await;
    of_aino.subscribe(aino.id).await;
    of_eero.subscribe(place.workspace).await;
    of_siiri.subscribe(siiri.id).await;

    of_siiri.ask(ask(place)).await.unwrap();
    for event in [of_aino.event(aino.id).await, of_siiri.event(siiri.id).await] {
        assert_eq!(event.verb, Verb::JOIN_REQUESTED);
        assert_eq!(event.facts["member"], json!(siiri.id));
        assert!(!serde_json::to_string(&event).unwrap().contains("samaa"), "{event:?}");
    }
    // Asking twice is asking once.
    assert_eq!(of_siiri.ask(ask(place)).await.unwrap().seq, None);
    let waits = queue(&site, &aino, place).await;
    assert_eq!((waits.len(), &waits[0]["text"]), (1, &json!("Teen samaa työtä")));
    let own = site.read(&siiri, "/api/v1/requests").await;
    assert_eq!(own["own"][0]["state"], "waiting");
    let led = site.read(&aino, "/api/v1/requests").await;
    assert_eq!(led["queues"][0], json!({"workspace": place.workspace, "waiting": 1}));
    assert_eq!(site.read(&eero, "/api/v1/requests").await, json!({"own": [], "queues": []}));

    assert_eq!(code(&mut of_eero, decide(place, &[&siiri], true)).await, Code::NotAllowed);
    of_aino.ask(decide(place, &[&siiri], true)).await.unwrap();
    let told = of_siiri.event(siiri.id).await;
    assert_eq!((&told.verb, &told.facts["outcome"]), (&Verb::JOIN_DECIDED, &json!("approved")));
    assert_eq!(of_siiri.event(siiri.id).await.verb, Verb::WORKSPACE_JOINED);
    assert_eq!(of_siiri.event(siiri.id).await.verb, Verb::CHANNEL_JOINED);
    assert_eq!(of_aino.event(aino.id).await.verb, Verb::JOIN_DECIDED);
    // The workspace hears who came, and never who asked.
    let first = of_eero.event(place.workspace).await;
    assert_eq!(first.verb, Verb::MEMBER_ADDED);
    of_siiri.post(place.channel, "Kiitos").await;
    assert!(queue(&site, &aino, place).await.is_empty());
    assert_eq!(lines(&stage, "join_requested").await, 1);
    assert_eq!(lines(&stage, "join_request_approved").await, 1);
}

#[tokio::test]
async fn refused_cancelled_and_asked_again() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (aino, siiri) = (stage.member("Aino").await, stage.member("Siiri").await);
    let place = stage.place("by_request", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_siiri = stage.connect(&siiri).await;
    of_siiri.subscribe(siiri.id).await;
    of_siiri.ask(ask(place)).await.unwrap();
    of_siiri.event(siiri.id).await;
    of_aino.ask(decide(place, &[&siiri], false)).await.unwrap();
    let told = of_siiri.event(siiri.id).await;
    assert_eq!((&told.verb, &told.facts["outcome"]), (&Verb::JOIN_DECIDED, &json!("refused")));
    let own = site.read(&siiri, "/api/v1/requests").await;
    assert_eq!(own["own"][0]["state"], "refused");
    let kept = "select count(*) from join_requests where text <> ''";
    assert_eq!(stage.number(kept.to_owned()).await, 0, "what was written has served");
    of_siiri.ask(ask(place)).await.unwrap();
    assert_eq!(queue(&site, &aino, place).await.len(), 1);

    let cancel = json!({"t": "cancel_request", "workspace": place.workspace});
    of_siiri.ask(cancel.clone()).await.unwrap();
    of_siiri.ask(cancel).await.unwrap();
    // A decision about nobody is none.
    assert_eq!(of_aino.ask(decide(place, &[&siiri], true)).await.unwrap().seq, None);
    let inside = "select count(*) from workspace_members";
    assert_eq!(stage.number(inside.to_owned()).await, 1);
    assert_eq!(lines(&stage, "join_request_refused").await, 1);
    assert_eq!(lines(&stage, "join_request_cancelled").await, 1);
}

#[tokio::test]
async fn many_are_decided_at_once_and_a_race_brings_nobody_in_twice() {
    let stage = Stage::with_nodes(2).await;
    let site = Site::of(&stage);
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("by_request", &[&aino, &eero]).await;
    let lead =
        format!("update workspace_members set role = 'facilitator' where member = '{}'", eero.id);
    stage.force(lead).await;
    let mut people = Vec::new();
    for number in 0..20 {
        let person = stage.member(&format!("Pyytäjä{number}")).await;
        stage.connect(&person).await.ask(ask(place)).await.unwrap();
        people.push(person);
    }
    assert_eq!(queue(&site, &aino, place).await.len(), 20);
    let all: Vec<&Person> = people.iter().collect();
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    let (one, other) = tokio::join!(
        of_aino.ask(decide(place, &all, true)),
        of_eero.ask(decide(place, &all, false))
    );
    // One of them decided, the other found nobody waiting.
    one.unwrap();
    other.unwrap();
    let inside = stage.number("select count(*) from workspace_members".to_owned()).await;
    let refused = stage.number("select count(*) from join_requests".to_owned()).await;
    assert!([(22, 0), (2, 20)].contains(&(inside, refused)), "{inside} in, {refused} refused");
    assert!(queue(&site, &aino, place).await.is_empty());
}

#[tokio::test]
async fn only_a_workspace_by_request_is_asked_and_a_secret_one_is_not_there() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (aino, siiri) = (stage.member("Aino").await, stage.member("Siiri").await);
    let mut of_aino = stage.connect(&aino).await;
    let mut of_siiri = stage.connect(&siiri).await;
    for (visibility, expected) in
        [("open", Code::Rule), ("invited", Code::NotAllowed), ("secret", Code::NotFound)]
    {
        let place = stage.place(visibility, &[&aino]).await;
        assert_eq!(code(&mut of_siiri, ask(place)).await, expected, "{visibility}");
    }
    let place = stage.place("by_request", &[&aino]).await;
    of_siiri.ask(ask(place)).await.unwrap();
    // What has become secret is not named among one's own requests any more.
    let hide =
        json!({"t": "change_workspace", "workspace": place.workspace, "visibility": "secret"});
    of_aino.ask(hide).await.unwrap();
    assert_eq!(site.read(&siiri, "/api/v1/requests").await["own"], json!([]));
    let path = format!("/api/v1/workspaces/{}/requests", place.workspace);
    let answer = site.get(&siiri, &path).send().await.unwrap();
    assert_eq!(refused(answer).await.0, 404);
    let cancel = json!({"t": "cancel_request", "workspace": place.workspace});
    assert_eq!(code(&mut of_siiri, cancel).await, Code::NotFound);
    // Archived: nobody is let in.
    let place = stage.place("by_request", &[&aino]).await;
    let archive =
        json!({"t": "change_workspace", "workspace": place.workspace, "state": "archived"});
    of_aino.ask(archive).await.unwrap();
    assert_eq!(code(&mut of_siiri, ask(place)).await, Code::ReadOnly);
    assert_eq!(code(&mut of_aino, decide(place, &[&siiri], true)).await, Code::ReadOnly);
}
