//! Who reads an open workspace from outside may join its channels. When it closes, nothing of that is
//! kept, so that whoever is let in later gets what that gives and no more.

use serde_json::json;
use talkoo_protocol::WorkspaceId;
use uuid::Uuid;

use super::{brought, founded, of};
use crate::stage::{Person, Reader, Stage};

/// An open workspace of Aino's with a channel that Eero has joined from outside.
struct Ground {
    stage: Stage,
    owner: Reader,
    eero: Person,
    workspace: WorkspaceId,
    channel: Uuid,
}

impl Ground {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
        let owner = of(&stage, &aino);
        let workspace = founded(&owner, "Kylätalo", "open").await;
        let open = json!({"t": "change_workspace", "workspace": workspace, "state": "active"});
        owner.say(open).await.unwrap();
        let create = json!({"t": "create_channel", "workspace": workspace, "kind": "chat",
            "name": "piiri", "visibility": "public"});
        let channel = owner.say(create).await.unwrap().id;
        of(&stage, &eero).say(json!({"t": "join", "channel": channel})).await.unwrap();
        Self { stage, owner, eero, workspace, channel }
    }

    async fn status(&self) -> u16 {
        let path = format!("channels/{}/messages", self.channel);
        of(&self.stage, &self.eero).ask(&path).await.status
    }

    async fn close(&self) {
        let close = json!({"t": "change_workspace", "workspace": self.workspace,
            "visibility": "invited"});
        self.owner.say(close).await.unwrap();
    }
}

#[tokio::test]
async fn a_channel_made_private_stays_shut_for_who_comes_in_later() {
    let ground = Ground::new().await;
    let shut = json!({"t": "change_channel", "channel": ground.channel, "visibility": "private"});
    ground.owner.say(shut).await.unwrap();
    assert_eq!(ground.status().await, 404);
    brought(&ground.owner, ground.workspace, &ground.eero, "member").await;
    assert_eq!(ground.status().await, 404, "a member is not in every private channel");
}

#[tokio::test]
async fn a_guest_gets_no_channel_back_that_was_joined_from_outside() {
    let ground = Ground::new().await;
    ground.close().await;
    assert_eq!(ground.status().await, 404);
    brought(&ground.owner, ground.workspace, &ground.eero, "guest").await;
    assert_eq!(ground.status().await, 404, "a guest has the channels that are named");
}

#[tokio::test]
async fn who_becomes_a_guest_keeps_no_channel_from_before() {
    let ground = Ground::new().await;
    let mut socket = ground.stage.connect(&ground.eero).await;
    socket.subscribe(ground.eero.id).await;
    brought(&ground.owner, ground.workspace, &ground.eero, "guest").await;
    assert_eq!(ground.status().await, 200, "it is open to everybody");
    let told = socket.event(ground.eero.id).await;
    let left = socket.event(ground.eero.id).await;
    assert_eq!(told.verb.as_str(), "workspace_joined");
    assert_eq!(
        (left.verb.as_str(), &left.facts["channel"]),
        ("channel_left", &json!(ground.channel))
    );
    ground.close().await;
    assert_eq!(ground.status().await, 404);
}

/// By a link to a channel one has that channel, joined from outside before or not.
#[tokio::test]
async fn a_link_to_a_channel_gives_that_channel() {
    let ground = Ground::new().await;
    let token = crate::invitations::secret();
    let invite = json!({"t": "invite", "place": {"channel": ground.channel}, "role": "guest",
        "links": [{"token": token}]});
    ground.owner.say(invite).await.unwrap();
    of(&ground.stage, &ground.eero)
        .say(json!({"t": "use_invitation", "token": token}))
        .await
        .unwrap();
    ground.close().await;
    assert_eq!(ground.status().await, 200);
}
