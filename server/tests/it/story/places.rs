//! Stories of workspaces, channels and who is in them.

use serde_json::{Value, json};
use talkoo_protocol::ChannelId;

use super::Cast;
use crate::stage::Person;

const LIST: &[&str] = &["workspaces", "channels"];
const PEOPLE: &[&str] = &["members"];
/// The client asks the server again; it folds nothing.
const ASKED: &[&str] = &[];

fn channel(cast: &Cast, name: &str, visibility: &str) -> Value {
    json!({"t": "create_channel", "workspace": cast.place.workspace, "kind": "chat", "name": name,
           "topic": "Kaikesta", "visibility": visibility})
}

fn role(place: &Value, member: &Person, role: &str) -> Value {
    json!({"t": "add_member", "place": place, "member": member.id, "role": role})
}

#[tokio::test]
async fn of_making_a_channel() {
    let cast = Cast::new().await;
    let public = channel(&cast, "koulut", "public");
    cast.tell("create_channel", LIST, &cast.eero, &[(&cast.aino, public)]).await;
    let own = channel(&cast, "retket", "public");
    cast.tell("create_channel-own", ASKED, &cast.eero, &[(&cast.eero, own)]).await;
    let private = channel(&cast, "valmistelu", "private");
    cast.tell("create_channel-private", LIST, &cast.eero, &[(&cast.aino, private)]).await;
}

#[tokio::test]
async fn of_changing_a_channel() {
    let cast = Cast::new().await;
    let change = |what: Value| {
        let mut command = json!({"t": "change_channel", "channel": cast.place.channel});
        command.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        (&cast.aino, command)
    };
    let rename = change(json!({"name": "yleistä", "topic": "Kaikki muu"}));
    cast.tell("change_channel", LIST, &cast.eero, &[rename]).await;
    let owners = change(json!({"posting": "owners"}));
    cast.tell("change_channel-posting", LIST, &cast.eero, &[owners]).await;
    let archive = change(json!({"state": "archived"}));
    cast.tell("change_channel-archive", LIST, &cast.eero, &[archive]).await;
    let open = change(json!({"state": "active", "posting": "all"}));
    cast.tell("change_channel-open", LIST, &cast.eero, &[open]).await;
    // Eero is in it and stays; who only read it from the workspace loses it.
    let close = change(json!({"visibility": "private"}));
    cast.tell("change_channel-close", LIST, &cast.eero, &[close]).await;
}

#[tokio::test]
async fn of_a_channel_that_is_closed_to_its_readers() {
    let cast = Cast::new().await;
    let made = ChannelId(cast.say(&cast.aino, channel(&cast, "avoin", "public")).await.id);
    let close = json!({"t": "change_channel", "channel": made, "visibility": "private"});
    cast.tell("change_channel-lost", ASKED, &cast.eero, &[(&cast.aino, close)]).await;
}

#[tokio::test]
async fn of_joining_and_leaving_a_channel() {
    let cast = Cast::new().await;
    let made = ChannelId(cast.say(&cast.aino, channel(&cast, "harrastukset", "public")).await.id);
    let join = json!({"t": "join", "channel": made});
    cast.tell("join", LIST, &cast.eero, &[(&cast.eero, join)]).await;
    let leave = json!({"t": "leave", "channel": made});
    cast.tell("leave", LIST, &cast.eero, &[(&cast.eero, leave)]).await;
}

#[tokio::test]
async fn of_a_private_channel_s_people() {
    let cast = Cast::new().await;
    let made = ChannelId(cast.say(&cast.aino, channel(&cast, "ryhmä", "private")).await.id);
    let place = json!({"channel": made});
    let add = role(&place, &cast.eero, "member");
    cast.tell("add_member-to-channel", ASKED, &cast.eero, &[(&cast.aino, add)]).await;
    let add = role(&place, &cast.siiri, "member");
    cast.tell("add_member-beside-me", PEOPLE, &cast.eero, &[(&cast.aino, add)]).await;
    let remove = json!({"t": "remove_member", "place": place, "member": cast.siiri.id});
    cast.tell("remove_member-beside-me", PEOPLE, &cast.eero, &[(&cast.aino, remove)]).await;
    let remove = json!({"t": "remove_member", "place": place, "member": cast.eero.id});
    cast.tell("remove_member-from-channel", ASKED, &cast.eero, &[(&cast.aino, remove)]).await;
}

#[tokio::test]
async fn of_a_workspace_s_people() {
    let cast = Cast::new().await;
    let workspace = cast.place.workspace;
    let place = json!({"workspace": workspace});
    let join = json!({"t": "join_workspace", "workspace": workspace});
    cast.tell("join_workspace-beside-me", ASKED, &cast.eero, &[(&cast.marko, join)]).await;
    let lead = role(&place, &cast.marko, "facilitator");
    cast.tell("add_member-role", PEOPLE, &cast.eero, &[(&cast.aino, lead)]).await;
    let leave = json!({"t": "leave_workspace", "workspace": workspace});
    cast.tell("leave_workspace-beside-me", ASKED, &cast.eero, &[(&cast.marko, leave)]).await;
    let own = role(&place, &cast.siiri, "owner");
    cast.tell("add_member-owner", &["members", "workspaces"], &cast.eero, &[(&cast.aino, own)])
        .await;
    let remove = json!({"t": "remove_member", "place": place, "member": cast.siiri.id});
    cast.tell("remove_member", ASKED, &cast.eero, &[(&cast.aino, remove)]).await;
    let remove = json!({"t": "remove_member", "place": place, "member": cast.eero.id});
    cast.tell("remove_member-me", ASKED, &cast.eero, &[(&cast.aino, remove)]).await;
    let add = role(&place, &cast.eero, "member");
    cast.tell("add_member", ASKED, &cast.eero, &[(&cast.aino, add)]).await;
}

#[tokio::test]
async fn of_coming_into_a_workspace_and_going() {
    let cast = Cast::new().await;
    cast.post(&cast.aino, "Tervetuloa").await;
    let join = json!({"t": "join_workspace", "workspace": cast.place.workspace});
    cast.tell("join_workspace", ASKED, &cast.marko, &[(&cast.marko, join)]).await;
    let leave = json!({"t": "leave_workspace", "workspace": cast.place.workspace});
    cast.tell("leave_workspace", ASKED, &cast.marko, &[(&cast.marko, leave)]).await;
}

#[tokio::test]
async fn of_making_and_changing_a_workspace() {
    let cast = Cast::new().await;
    let create = |name: &str, visibility: &str| json!({"t": "create_workspace", "name": name, "purpose": "Yhdessä", "visibility": visibility});
    let own = create("Talkoot", "open");
    cast.tell("create_workspace", ASKED, &cast.eero, &[(&cast.eero, own)]).await;
    let other = create("Muiden talkoot", "open");
    cast.tell("create_workspace-of-others", LIST, &cast.eero, &[(&cast.aino, other)]).await;
    let change = |what: Value| {
        let mut command = json!({"t": "change_workspace", "workspace": cast.place.workspace});
        command.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        (&cast.aino, command)
    };
    let rename = change(json!({"name": "Uusi nimi", "purpose": "Uusi tarkoitus"}));
    cast.tell("change_workspace", LIST, &cast.eero, &[rename]).await;
    let archive = change(json!({"state": "archived"}));
    cast.tell("change_workspace-archive", LIST, &cast.eero, &[archive]).await;
}

#[tokio::test]
async fn of_opening_a_direct_conversation() {
    let cast = Cast::new().await;
    let open = json!({"t": "open_direct", "members": [cast.eero.id, cast.siiri.id]});
    cast.tell("open_direct", ASKED, &cast.eero, &[(&cast.aino, open)]).await;
}

#[tokio::test]
async fn of_ending_a_session() {
    let cast = Cast::new().await;
    let phone = cast.stage.device(&cast.eero).await;
    let session = cast.stage.connect(&phone).await.hello.session;
    let end = json!({"t": "end_session", "session": session});
    cast.tell("end_session", LIST, &cast.eero, &[(&cast.eero, end)]).await;
}
