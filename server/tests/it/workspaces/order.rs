//! The order of channels: who moves at the same time comes to one order, on every device.

use serde_json::{Value, json};
use talkoo_protocol::{ChannelId, ChannelView, Code, Verb, WorkspaceId};

use super::{brought, founded, of, refused};
use crate::stage::{Person, Reader, Stage};

async fn made(reader: &Reader, workspace: WorkspaceId, name: &str) -> ChannelId {
    let make = json!({"t": "create_channel", "workspace": workspace, "kind": "chat", "name": name,
        "visibility": "public"});
    ChannelId(reader.say(make).await.expect("a channel").id)
}

fn arrange(channel: ChannelId, section: &str, after: Option<ChannelId>) -> Value {
    json!({"t": "arrange_channel", "channel": channel, "section": section, "after": after})
}

async fn names(reader: &Reader, workspace: WorkspaceId) -> Vec<String> {
    let mut views: Vec<ChannelView> = reader.get(&format!("workspaces/{workspace}/channels")).await;
    views.sort_by_key(|view| (view.position, view.id));
    views.into_iter().map(|view| view.name).collect()
}

#[tokio::test]
async fn a_channel_is_moved_and_put_under_a_heading() {
    let stage = Stage::new().await;
    let siiri = stage.member("Siiri").await;
    let owner = of(&stage, &siiri);
    let workspace = founded(&owner, "Järjestys", "open").await;
    let one = made(&owner, workspace, "yksi").await;
    let two = made(&owner, workspace, "kaksi").await;
    assert_eq!(names(&owner, workspace).await, ["yleinen", "yksi", "kaksi"]);
    owner.say(arrange(two, "", None)).await.unwrap();
    assert_eq!(names(&owner, workspace).await, ["kaksi", "yleinen", "yksi"]);
    owner.say(arrange(two, "", Some(one))).await.unwrap();
    assert_eq!(names(&owner, workspace).await, ["yleinen", "yksi", "kaksi"]);

    let mut device = stage.connect(&siiri).await;
    device.subscribe(workspace).await;
    owner.say(arrange(one, "  Työ ", None)).await.unwrap();
    let event = device.event(workspace).await;
    assert_eq!(event.verb, Verb::CHANNEL_CHANGED);
    let view = event.content.channel.expect("the channel");
    assert_eq!((view.name.as_str(), view.section.as_str()), ("yksi", "Työ"));
    let too_long = "ä".repeat(41);
    assert_eq!(refused(&owner, arrange(one, &too_long, None)).await, Code::BadValue);
    let nowhere = ChannelId(uuid::Uuid::new_v4());
    assert_eq!(refused(&owner, arrange(one, "", Some(nowhere))).await, Code::NotFound);
}

/// Moves twenty times, each move somewhere else.
async fn move_about(stage: &Stage, node: usize, person: &Person, channels: &[ChannelId]) {
    let reader = stage.nodes[node].as_seen_by(person);
    for round in 0..20 {
        let moved = channels[(round * 5 + node) % channels.len()];
        let after = channels[(round * 3 + node * 2 + 1) % channels.len()];
        let command = arrange(moved, "", (moved != after).then_some(after));
        // Decided three times on what has just changed, a move may give up; it says so.
        if let Err(refusal) = reader.say(command).await {
            assert_eq!(refusal.code, Code::Conflict);
        }
    }
}

/// Two people move channels about on two nodes at once. At the end both see one order, and every
/// number is there once.
#[tokio::test(flavor = "multi_thread")]
async fn those_who_move_at_the_same_time_come_to_one_order() {
    let stage = Stage::over_redis(2).await;
    let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
    let owner = of(&stage, &siiri);
    let workspace = founded(&owner, "Järjestys", "open").await;
    brought(&owner, workspace, &eero, "facilitator").await;
    let mut channels = Vec::new();
    for number in 0..6 {
        channels.push(made(&owner, workspace, &format!("k{number}")).await);
    }
    tokio::join!(move_about(&stage, 0, &siiri, &channels), move_about(&stage, 1, &eero, &channels));
    let orders = [
        names(&stage.nodes[0].as_seen_by(&siiri), workspace).await,
        names(&stage.nodes[1].as_seen_by(&eero), workspace).await,
    ];
    assert_eq!(orders[0], orders[1]);
    assert_eq!(orders[0].len(), 7);
    let doubled = format!(
        "select count(*) - count(distinct position) from channels where workspace = '{workspace}'"
    );
    assert_eq!(stage.number(doubled).await, 0);
}
