//! W1 to W8, by name; W6 of owners and W9 of closing have files of their own.

use serde_json::{Value, json};
use talkoo_protocol::{Code, http::WorkspaceCard};

use super::{brought, founded, of, refused};
use crate::stage::{Reader, Stage};

/// Keys of a card's workspace, as they came.
fn keys(card: &Value) -> Vec<&str> {
    card["workspace"].as_object().expect("a workspace").keys().map(String::as_str).collect()
}

#[tokio::test]
async fn w1_any_member_creates_a_workspace() {
    let stage = Stage::new().await;
    let siiri = stage.member("Siiri").await;
    let workspace = founded(&of(&stage, &siiri), "Nuorten ilta", "open").await;
    let start = of(&stage, &siiri).start().await;
    assert_eq!(start.workspaces.len(), 1);
    assert_eq!(start.workspaces[0].id, workspace);
    let suspend = format!("update members set status = 'suspended' where id = '{}'", siiri.id);
    stage.force(suspend).await;
    let again =
        json!({"t": "found_workspace", "name": "Toinen", "purpose": "", "visibility": "open"});
    assert!(of(&stage, &siiri).say(again).await.is_err(), "who is not active makes none");
}

#[tokio::test]
async fn w2_the_creator_owns_it_and_owners_make_owners() {
    let stage = Stage::new().await;
    let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
    let owner = of(&stage, &siiri);
    let workspace = founded(&owner, "Nuorten ilta", "invited").await;
    let card: WorkspaceCard = owner.get(&format!("workspaces/{workspace}")).await;
    assert_eq!(card.workspace.owners, [siiri.id]);
    brought(&owner, workspace, &eero, "facilitator").await;
    let raise = json!({"t": "add_member", "place": {"workspace": workspace}, "member": eero.id,
        "role": "owner"});
    assert_eq!(refused(&of(&stage, &eero), raise.clone()).await, Code::NotAllowed);
    owner.say(raise).await.unwrap();
    let card: WorkspaceCard = owner.get(&format!("workspaces/{workspace}")).await;
    assert_eq!(card.workspace.owners, [siiri.id, eero.id]);
}

#[tokio::test]
async fn w3_a_private_workspace_shows_name_purpose_state_and_owners_only() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let guest = stage.member("Vieras").await;
    let owner = of(&stage, &siiri);
    let workspace = founded(&owner, "Hiljainen hanke", "invited").await;
    brought(&owner, workspace, &guest, "guest").await;
    let configure = json!({"t": "configure_workspace", "workspace": workspace,
        "retention_days": 90});
    owner.say(configure).await.unwrap();
    let shown = ["id", "kind", "name", "owners", "purpose", "state", "version", "visibility"];
    for outside in [&marko, &guest] {
        let reader = of(&stage, outside);
        let card: Value = reader.get(&format!("workspaces/{workspace}")).await;
        assert_eq!(keys(&card), shown);
        assert!(card["members"].is_null(), "not even how many they are");
        let cards: Vec<Value> = reader.get("workspaces").await;
        assert_eq!(keys(&cards[0]), shown);
        let channels: Vec<Value> = reader.get(&format!("workspaces/{workspace}/channels")).await;
        assert!(channels.is_empty());
        assert_eq!(reader.ask(&format!("workspaces/{workspace}/members")).await.status, 403);
    }
    // The network's stream tells everybody of it, so it tells the card alone.
    let network = stage.nodes[0].app.network.stream;
    let told: Value =
        of(&stage, &marko).get(&format!("streams/{network}/events?after=0&limit=200")).await;
    let told = told.to_string();
    assert!(told.contains("Hiljainen hanke") && !told.contains("nuoret"), "{told}");
    let inside: WorkspaceCard = owner.get(&format!("workspaces/{workspace}")).await;
    assert_eq!((inside.members, inside.workspace.retention_days), (Some(2), Some(90)));
    assert_eq!(inside.workspace.tags, ["nuoret"]);
}

#[tokio::test]
async fn w4_a_secret_workspace_shows_nothing() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let workspace = founded(&of(&stage, &siiri), "Arviointi", "secret").await;
    let outside = of(&stage, &marko);
    let nowhere = uuid::Uuid::new_v4();
    for path in ["", "/channels", "/members", "/effect", "/glasses"] {
        let hidden = outside.ask(&format!("workspaces/{workspace}{path}")).await;
        let absent = outside.ask(&format!("workspaces/{nowhere}{path}")).await;
        assert_eq!(hidden.status, 404, "{path}");
        assert_eq!(bare(&hidden.body), bare(&absent.body), "{path}");
    }
    let cards: Vec<WorkspaceCard> = outside.get("workspaces").await;
    assert!(cards.is_empty());
    let found: Vec<WorkspaceCard> = outside.get("workspaces?tag=nuoret").await;
    assert!(found.is_empty());
    let tags: Vec<Value> = outside.get("tags?query=nuor").await;
    let is_known = |tag: &Value| tag["uses"] != 0 || tag["slug"] == "nuoret";
    assert!(!tags.iter().any(is_known), "its tag is not known by it");
    for command in [
        json!({"t": "join_workspace"}),
        json!({"t": "configure_workspace", "tags": []}),
        json!({"t": "hand_over", "member": marko.id, "afterwards": "member"}),
        json!({"t": "change_workspace", "name": "Uusi"}),
    ] {
        let at = |place: Value| {
            let mut command = command.clone();
            command["workspace"] = place;
            command
        };
        let hidden = outside.say(at(json!(workspace))).await.unwrap_err();
        let absent = outside.say(at(json!(nowhere))).await.unwrap_err();
        assert_eq!((hidden.code, &hidden.message), (absent.code, &absent.message), "{command}");
        assert_eq!(hidden.code, Code::NotFound);
    }
    // A name that is taken would tell that it is there.
    founded(&outside, "Arviointi", "open").await;
}

#[tokio::test]
async fn w5_an_archived_workspace_is_read_only() {
    let stage = Stage::new().await;
    let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
    let marko = stage.member("Marko").await;
    let place = stage.place("open", &[&siiri, &eero]).await;
    let (owner, member) = (of(&stage, &siiri), of(&stage, &eero));
    let send = json!({"t": "send", "channel": place.channel, "text": "ennen"});
    let message = member.say(send.clone()).await.unwrap().id;
    let topic = json!({"t": "create_item", "channel": place.channel, "title": "aihe"});
    let item = member.say(topic.clone()).await.unwrap().id;
    let archive = json!({"t": "change_workspace", "workspace": place.workspace,
        "state": "archived"});
    owner.say(archive).await.unwrap();
    let (workspace, channel) = (place.workspace, place.channel);
    let by_member = [
        send,
        topic,
        json!({"t": "edit", "message": message, "text": "muutos"}),
        json!({"t": "delete", "message": message}),
        json!({"t": "react", "message": message, "emoji": "👍"}),
        json!({"t": "unreact", "message": message, "emoji": "👍"}),
        json!({"t": "pin", "message": message}),
        json!({"t": "unpin", "message": message}),
        json!({"t": "change_item", "item": item, "change": {"do": "resolve"}}),
        json!({"t": "delete_item", "item": item}),
        json!({"t": "create_channel", "workspace": workspace, "kind": "chat", "name": "uusi",
            "visibility": "public"}),
    ];
    for command in by_member {
        assert_eq!(refused(&member, command.clone()).await, Code::ReadOnly, "{command}");
    }
    let by_owner = [
        json!({"t": "change_workspace", "workspace": workspace, "name": "Uusi"}),
        json!({"t": "configure_workspace", "workspace": workspace, "tags": []}),
        json!({"t": "hand_over", "workspace": workspace, "member": eero.id, "afterwards": "member"}),
        json!({"t": "arrange_channel", "channel": channel}),
        json!({"t": "change_channel", "channel": channel, "topic": "uusi"}),
        json!({"t": "change_channel", "channel": channel, "state": "archived"}),
        json!({"t": "add_member", "place": {"workspace": workspace}, "member": marko.id,
            "role": "member"}),
        json!({"t": "remove_member", "place": {"workspace": workspace}, "member": eero.id}),
        json!({"t": "add_member", "place": {"channel": channel}, "member": eero.id,
            "role": "owner"}),
    ];
    for command in by_owner {
        assert_eq!(refused(&owner, command.clone()).await, Code::ReadOnly, "{command}");
    }
    let join = json!({"t": "join", "channel": channel});
    assert_eq!(refused(&of(&stage, &marko), join).await, Code::ReadOnly);
    // Reading, marking and leaving go on, and the owner can open it again.
    assert_eq!(member.ask(&format!("channels/{channel}/messages")).await.status, 200);
    member.say(json!({"t": "mark_read", "channel": channel, "seq": 1})).await.unwrap();
    member.say(json!({"t": "leave_workspace", "workspace": workspace})).await.unwrap();
    let open = json!({"t": "change_workspace", "workspace": workspace, "state": "active"});
    owner.say(open).await.unwrap();
}

#[tokio::test]
async fn w7_a_workspace_is_found_by_its_tags() {
    let stage = Stage::new().await;
    let (siiri, marko) = (stage.member("Siiri").await, stage.member("Marko").await);
    let (owner, outside) = (of(&stage, &siiri), of(&stage, &marko));
    let open = founded(&owner, "Avoin", "open").await;
    let asked = founded(&owner, "Pyynnöstä", "by_request").await;
    let invited = founded(&owner, "Kutsutut", "invited").await;
    let found = async |reader: &Reader, query: &str| {
        let cards: Vec<WorkspaceCard> = reader.get(&format!("workspaces?{query}")).await;
        cards.into_iter().map(|card| card.workspace.id).collect::<Vec<_>>()
    };
    assert_eq!(found(&outside, "tag=nuoret").await, [open, asked]);
    assert_eq!(found(&outside, "query=nuor").await, [open, asked]);
    assert_eq!(found(&outside, "query=kuts").await, [invited]);
    assert_eq!(found(&owner, "tag=nuoret").await, [open, invited, asked]);
    assert!(found(&outside, "tag=muu").await.is_empty());
    let retag = json!({"t": "configure_workspace", "workspace": open, "tags": ["#Kylät"]});
    owner.say(retag).await.unwrap();
    assert_eq!(found(&outside, "tag=kyl%C3%A4t").await, [open]);
    let uses = async || {
        let tags: Vec<Value> = outside.get("tags?query=nuor").await;
        tags.iter().map(|tag| tag["uses"].as_u64().unwrap()).sum::<u64>()
    };
    assert_eq!(uses().await, 1, "the one that people may ask to come into");
    let close = json!({"t": "change_workspace", "workspace": asked, "visibility": "secret"});
    owner.say(close).await.unwrap();
    assert_eq!(uses().await, 0);
}

#[tokio::test]
async fn w8_who_leaves_and_comes_back_sees_what_the_channel_allows() {
    let stage = Stage::new().await;
    let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&siiri, &eero]).await;
    let (owner, member) = (of(&stage, &siiri), of(&stage, &eero));
    let from_joining =
        format!("update channels set history = 'joined' where id = '{}'", place.channel);
    stage.force(from_joining).await;
    let send = |text: &str| json!({"t": "send", "channel": place.channel, "text": text});
    owner.say(send("ennen")).await.unwrap();
    member.say(json!({"t": "leave_workspace", "workspace": place.workspace})).await.unwrap();
    assert_eq!(member.ask(&format!("channels/{}/messages", place.channel)).await.status, 404);
    owner.say(send("poissa ollessa")).await.unwrap();
    brought(&owner, place.workspace, &eero, "member").await;
    let bring = json!({"t": "add_member", "place": {"channel": place.channel}, "member": eero.id,
        "role": "member"});
    owner.say(bring).await.unwrap();
    owner.say(send("jälkeen")).await.unwrap();
    let page: Value = member.get(&format!("channels/{}/messages", place.channel)).await;
    let texts: Vec<_> =
        page["messages"].as_array().unwrap().iter().map(|one| one["text"].clone()).collect();
    assert_eq!(texts, ["jälkeen"], "the past is not given back by coming back");
}

fn bare(body: &str) -> Value {
    let mut body: Value = serde_json::from_str(body).expect("a refusal");
    body["request_id"].take();
    body
}
