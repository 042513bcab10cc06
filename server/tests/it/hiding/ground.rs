//! The people, and a workspace of each visibility and state with a public and a private channel.

use serde_json::json;
use talkoo_protocol::ChannelId;
use uuid::Uuid;

use super::asking::{Route, described};
use crate::{
    http::Site,
    stage::{Person, Plan, Stage},
};

pub(super) const ROLES: [&str; 6] =
    ["outsider", "guest", "member", "owner", "pending", "suspended"];

/// Stands in every name, title and text that somebody may not see.
pub(super) const WORD: &str = "sisäpiirintieto";

pub(super) struct Ground {
    pub(super) stage: Stage,
    pub(super) people: Vec<Person>,
    pub(super) routes: Vec<Route>,
}

/// Ids of things, by the number that the protocol's samples give to their sort.
#[derive(Clone, Copy, Debug)]
pub(super) struct Things {
    pub(super) workspace: Uuid,
    pub(super) channel: Uuid,
    pub(super) item: Uuid,
    pub(super) message: Uuid,
}

impl Things {
    pub(super) fn nowhere() -> Self {
        let [workspace, channel, item, message] = [(); 4].map(|()| Uuid::new_v4());
        Self { workspace, channel, item, message }
    }

    pub(super) fn all(&self) -> [Uuid; 4] {
        [self.workspace, self.channel, self.item, self.message]
    }
}

pub(super) struct Scene {
    pub(super) place: String,
    public: Things,
    private: Things,
    direct: Things,
}

impl Scene {
    pub(super) fn of(&self, thing: &str) -> Things {
        match thing {
            "workspace" | "public channel" => self.public,
            "private channel" => self.private,
            "direct channel" => self.direct,
            other => panic!("no thing is called {other}"),
        }
    }
}

impl Ground {
    pub(super) async fn new() -> Self {
        let stage = Plan::new(1).open().await;
        let mut people = Vec::new();
        for role in ROLES {
            people.push(stage.member(role).await);
        }
        for status in ["pending", "suspended"] {
            let id = people[ROLES.iter().position(|role| *role == status).expect("a role")].id;
            stage.force(format!("update members set status = '{status}' where id = '{id}'")).await;
        }
        let document = Site::of(&stage).get_as_nobody("/api/openapi.json").send().await;
        let document = document.expect("an answer").json().await.expect("a description");
        let routes = described(&document);
        Self { stage, people, routes }
    }

    /// A scene as the first cell of the table says.
    pub(super) async fn scene(&self, place: &str) -> Scene {
        let mut words = place.split(' ');
        let visibility = words.next().expect("a visibility");
        let state = words.next().unwrap_or("active");
        let step_up = place.ends_with("step-up");
        let is_direct = visibility == "direct";
        let visibility = if is_direct { "invited" } else { visibility };
        let owner = &self.people[3];
        let made = self.stage.place(visibility, &[owner]).await;
        let workspace = made.workspace.0;
        let public = self.channel(made.workspace.0, made.channel, made.main.0, "public").await;
        let private = self.beside(workspace).await;
        let direct = self.direct().await;
        self.seat(workspace, public.channel).await;
        let name = format!("{WORD} {workspace}");
        self.stage
            .force(format!(
                "update workspaces
                 set state = '{state}', step_up = {step_up}, name = '{name}'
                 where id = '{workspace}'"
            ))
            .await;
        Scene { place: place.to_owned(), public, private, direct }
    }

    /// Guest, member, pending and suspended, in the workspace and its public channel.
    async fn seat(&self, workspace: Uuid, channel: Uuid) {
        for (role, person) in ROLES.iter().zip(&self.people) {
            let word = match *role {
                "guest" => "guest",
                "member" | "pending" | "suspended" => "member",
                _ => continue,
            };
            let id = person.id;
            for statement in [
                format!(
                    "insert into workspace_members (workspace, member, role) values ('{workspace}', '{id}', '{word}')"
                ),
                format!(
                    "insert into channel_members (channel, member, role) values ('{channel}', '{id}', '{word}')"
                ),
            ] {
                self.stage.force(statement).await;
            }
        }
    }

    async fn channel(
        &self,
        workspace: Uuid,
        id: ChannelId,
        item: Uuid,
        visibility: &str,
    ) -> Things {
        let name = format!(
            "update channels set name = '{WORD} {id}', visibility = '{visibility}' where id = '{id}'"
        );
        self.stage.force(name).await;
        let send = json!({"t": "send", "channel": id, "text": format!("{WORD} #{WORD}")});
        let owner = self.stage.nodes[0].as_seen_by(&self.people[3]);
        let message = owner.say(send).await.expect("a message").id;
        Things { workspace, channel: id.0, item, message }
    }

    async fn beside(&self, workspace: Uuid) -> Things {
        let create = json!({"t": "create_channel", "workspace": workspace, "kind": "chat",
            "name": format!("{WORD} {}", Uuid::new_v4()), "visibility": "private"});
        let owner = self.stage.nodes[0].as_seen_by(&self.people[3]);
        let channel = ChannelId(owner.say(create).await.expect("a channel").id);
        self.filled(workspace, channel).await
    }

    async fn direct(&self) -> Things {
        let open = json!({"t": "open_direct", "members": [self.people[2].id]});
        let owner = self.stage.nodes[0].as_seen_by(&self.people[3]);
        let channel = ChannelId(owner.say(open).await.expect("a channel").id);
        let things = self.filled(Uuid::new_v4(), channel).await;
        // Who has not answered gets three messages and no more. Once is enough.
        let other = self.stage.nodes[0].as_seen_by(&self.people[2]);
        let _ = other.say(json!({"t": "answer_direct", "channel": channel, "accept": true})).await;
        things
    }

    async fn filled(&self, workspace: Uuid, channel: ChannelId) -> Things {
        let owner = self.stage.nodes[0].as_seen_by(&self.people[3]);
        let send = json!({"t": "send", "channel": channel, "text": WORD});
        let message = owner.say(send).await.expect("a message").id;
        let view: talkoo_protocol::ChannelView = owner.get(&format!("channels/{channel}")).await;
        Things { workspace, channel: channel.0, item: view.main_item.0, message }
    }

    pub(super) async fn own(&self, role: usize) -> Things {
        let (owner, person) = (&self.people[3], &self.people[role]);
        let two = [owner, person];
        let people = if role == 3 { &two[..1] } else { &two[..] };
        let made = self.stage.place("open", people).await;
        self.filled(made.workspace.0, made.channel).await
    }
}
