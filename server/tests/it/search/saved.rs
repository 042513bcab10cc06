//! Saved searches: kept, changed, removed, and followed. What comes into the inbox for them is what
//! the member may read, when it is looked for and when it is shown.

use serde_json::{Value, json};
use talkoo::actions::saved_searches;

use super::{indexed, told};
use crate::stage::{Person, Plan, Stage};

/// A look for what is new, so much later.
async fn looked(stage: &Stage, later: &str) {
    indexed(stage).await;
    let node = Plan::new(1).session(0, "talkoo.clock_offset", later).beside(stage).await;
    saved_searches::look(&node.app).await.expect("a look");
}

/// What came into the inbox because of a search, by its last words.
async fn inbox(stage: &Stage, person: &Person) -> Vec<(String, String)> {
    let answer = told(stage, person, "inbox", &[]).await;
    let mut found = Vec::new();
    for row in answer["rows"].as_array().expect("rows") {
        let causes = row["causes"].as_array().expect("causes");
        let cause = causes.iter().find(|cause| cause["why"] == json!("search"));
        if let Some(cause) = cause {
            let text = |value: &Value| value.as_str().expect("text").to_owned();
            found.push((text(&cause["search"]), text(&row["text"])));
        }
    }
    found
}

#[tokio::test]
async fn a_search_is_kept_renamed_and_removed_by_its_member_alone() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let mut client = stage.connect(&aino).await;
    let kept = json!({"t": "save_search", "name": "Ilkivalta", "query": "ilkivalta kanava:koulut"});
    let id = client.ask(kept).await.unwrap().id;
    let list = told(&stage, &aino, "searches", &[]).await;
    assert_eq!(
        list["searches"],
        json!([{"id": id, "name": "Ilkivalta", "query": "ilkivalta kanava:koulut", "followed": false}])
    );
    assert_eq!(told(&stage, &eero, "searches", &[]).await["searches"], json!([]));
    let mut of_eero = stage.connect(&eero).await;
    for command in [
        json!({"t": "change_search", "search": id, "name": "Minun"}),
        json!({"t": "remove_search", "search": id}),
    ] {
        assert_eq!(of_eero.ask(command).await.unwrap_err().code, talkoo_protocol::Code::NotFound);
    }
    let change = json!({"t": "change_search", "search": id, "name": "Koulut", "followed": true});
    client.ask(change).await.unwrap();
    let list = told(&stage, &aino, "searches", &[]).await;
    assert_eq!(list["searches"][0]["name"], "Koulut");
    assert_eq!(list["searches"][0]["followed"], true);
    client.ask(json!({"t": "remove_search", "search": id})).await.unwrap();
    assert_eq!(told(&stage, &aino, "searches", &[]).await["searches"], json!([]));
}

#[tokio::test]
async fn what_is_new_for_a_followed_search_comes_with_its_cause_and_with_rights() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let open = stage.place("open", &[&aino]).await;
    let secret = stage.place("secret", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    of_aino.post(open.channel, "Ilkivalta ennen tallentamista.").await;
    of_eero
        .ask(json!({"t": "save_search", "name": "Pihat", "query": "ilkivalta", "followed": true}))
        .await
        .unwrap();
    // Everybody's own clock goes on from here.
    of_aino.post(open.channel, "Koulupihan ilkivallasta sovittiin.").await;
    of_aino.post(secret.channel, "Salainen ilkivalta.").await;
    of_aino.post(open.channel, "Aivan muuta.").await;
    looked(&stage, "1 minute").await;
    let there = ("Pihat".to_owned(), "Koulupihan ilkivallasta sovittiin.".to_owned());
    assert_eq!(inbox(&stage, &eero).await, std::slice::from_ref(&there));
    assert_eq!(inbox(&stage, &aino).await, []);
    // Finds are told by one event of one's own stream.
    let events = "select count(*) from events where verb = 'search_found'";
    assert_eq!(stage.number(events.to_owned()).await, 1);
    // Looked for again, nothing is told twice, and one's own words never.
    looked(&stage, "20 minutes").await;
    assert_eq!(stage.number(events.to_owned()).await, 1);
    assert_eq!(inbox(&stage, &eero).await, [there]);

    // Whoever may not read it any more is not told of it either.
    stage
        .force(format!(
            "update workspaces set visibility = 'secret' where id = '{}'",
            open.workspace
        ))
        .await;
    assert_eq!(inbox(&stage, &eero).await, []);
}

#[tokio::test]
async fn ones_own_words_are_no_news() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let open = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    client
        .ask(json!({"t": "save_search", "name": "Oma", "query": "ilkivalta", "followed": true}))
        .await
        .unwrap();
    client.post(open.channel, "Itse kirjoitettu ilkivalta.").await;
    looked(&stage, "1 minute").await;
    let finds = "select count(*) from search_finds";
    assert_eq!(stage.number(finds.to_owned()).await, 0);
}
