//! A workspace with its channels and first topics, made in one act.

use serde_json::{Value, json};
use talkoo_protocol::{ChannelView, Code, ItemView, http::ItemsPage};

use super::{of, refused};
use crate::stage::{Reader, Stage};

fn plan(language: &str) -> Value {
    json!({"t": "found_workspace", "name": format!("Suunnitelma {language}"),
        "purpose": "Kunnan suunnitelma", "visibility": "by_request", "template": "plan",
        "language": language})
}

async fn channels(reader: &Reader, workspace: uuid::Uuid) -> Vec<ChannelView> {
    reader.get(&format!("workspaces/{workspace}/channels")).await
}

#[tokio::test]
async fn a_plan_has_its_channels_roles_and_twelve_topics_at_once() {
    let stage = Stage::new().await;
    let eero = stage.member("Eero").await;
    let reader = of(&stage, &eero);
    for (language, names, first) in [
        (
            "fi",
            ["yleinen", "suunnitelma", "tiedotteet", "ohjausryhmä"],
            "Rikollisuuden ehkäisy ja torjunta",
        ),
        (
            "sv",
            ["allmänt", "planen", "meddelanden", "styrgrupp"],
            "Förebyggande och bekämpning av brottslighet",
        ),
        (
            "en",
            ["general", "the-plan", "announcements", "steering-group"],
            "Preventing and fighting crime",
        ),
    ] {
        let ack = reader.say(plan(language)).await.unwrap();
        let channels = channels(&reader, ack.id).await;
        assert_eq!(channels.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), names);
        let [_, themes, news, lead] = channels.as_slice() else { panic!("four channels") };
        assert_eq!((news.posting.as_str(), lead.visibility.as_str()), ("owners", "private"));
        let items: ItemsPage = reader.get(&format!("channels/{}/items", themes.id)).await;
        let mut topics: Vec<&ItemView> = items.items.iter().filter(|item| !item.main).collect();
        topics.sort_by_key(|item| item.seq);
        assert_eq!((topics.len(), topics[0].title.as_str()), (12, first));
        assert_eq!(topics[0].tags, ["rikollisuus"]);
    }
    let standings = reader.start().await.standings;
    assert!(standings.iter().all(|one| one.joined && one.may_manage && one.may_post));
}

#[tokio::test]
async fn every_template_makes_a_workspace_of_its_kind() {
    let stage = Stage::new().await;
    let eero = stage.member("Eero").await;
    let reader = of(&stage, &eero);
    for (template, kind) in
        [("plan", "region"), ("project", "project"), ("idea", "idea"), ("event", "event")]
    {
        let found = json!({"t": "found_workspace", "name": template, "purpose": "",
            "visibility": "invited", "template": template});
        let ack = reader.say(found).await.unwrap();
        let card: Value = reader.get(&format!("workspaces/{}", ack.id)).await;
        assert_eq!(card["workspace"]["kind"], kind);
        assert!(channels(&reader, ack.id).await.len() >= 2, "{template}");
    }
    for wrong in [
        json!({"template": "talo"}),
        json!({"kind": "talo"}),
        json!({"visibility": "puoliksi"}),
        json!({"name": "x"}),
        json!({"tags": ["kaksi sanaa"]}),
    ] {
        let mut found = json!({"t": "found_workspace", "name": "Talo", "purpose": "",
            "visibility": "open"});
        found.as_object_mut().unwrap().extend(wrong.as_object().unwrap().clone());
        assert_eq!(refused(&reader, found).await, Code::BadValue, "{wrong}");
    }
}

/// All of it or nothing: where the last row cannot be stored there is no workspace, no channel and
/// no counter either.
#[tokio::test]
async fn a_template_is_one_transaction() {
    let stage = Stage::new().await;
    let eero = stage.member("Eero").await;
    let reader = of(&stage, &eero);
    let numbers = async || {
        let mut numbers = Vec::new();
        for table in ["workspaces", "channels", "items", "workspace_members", "events", "receipts"]
        {
            numbers.push(stage.number(format!("select count(*) from {table}")).await);
        }
        numbers
    };
    let before = numbers().await;
    let forbid = "alter table items add constraint no_twelfth
        check (title <> 'Asukkaiden omat toimet') not valid";
    stage.force(forbid.to_owned()).await;
    assert!(reader.say(plan("fi")).await.is_err());
    assert_eq!(numbers().await, before);
    stage.force("alter table items drop constraint no_twelfth".to_owned()).await;
    // One act has one answer: repeated, it makes nothing new.
    let mut again = plan("fi");
    again["client_id"] = json!(uuid::Uuid::new_v4());
    let first = reader.say(again.clone()).await.unwrap();
    let made = numbers().await;
    let second = reader.say(again).await.unwrap();
    assert_eq!((first.id, true), (second.id, second.duplicate));
    assert_eq!(numbers().await, made);
}
