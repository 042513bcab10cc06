//! Promise P12: what one may not see answers exactly like what is not there, on every path.

use serde_json::{Value, json};
use talkoo_protocol::{ServerFrame, StreamId};
use uuid::Uuid;

use crate::stage::{Person, Place, Plan, Stage};

/// One answer without what is different in every answer anyway.
fn plain(mut answer: crate::stage::Answer) -> crate::stage::Answer {
    answer.headers.retain(|(name, _)| name != "date" && name != "x-request-id");
    if let Ok(mut body) = serde_json::from_str::<Value>(&answer.body)
        && body.get("request_id").is_some()
    {
        body["request_id"] = json!("");
        answer.body = body.to_string();
    }
    answer
}

/// Ids of things: there, but not to be seen; or nowhere at all.
struct Ids {
    workspace: Uuid,
    channel: Uuid,
    item: Uuid,
    message: Uuid,
    desk: Uuid,
    session: Uuid,
}

impl Ids {
    fn nowhere() -> Self {
        let [workspace, channel, item, message, desk, session] = [(); 6].map(|()| Uuid::new_v4());
        Self { workspace, channel, item, message, desk, session }
    }

    fn paths(&self) -> Vec<String> {
        let Self { workspace, channel, item, message, desk, .. } = self;
        vec![
            format!("streams/{channel}/events?after=0"),
            format!("streams/{desk}/events"),
            format!("streams/{workspace}/events"),
            format!("channels/{channel}"),
            format!("channels/{channel}/messages"),
            format!("channels/{channel}/messages?item={item}"),
            format!("channels/{channel}/items"),
            format!("channels/{channel}/items?desk=true"),
            format!("channels/{channel}/members"),
            format!("items/{item}"),
            format!("messages/{message}"),
            format!("messages/{message}/edits"),
            format!("messages/{message}/hidden"),
            format!("workspaces/{workspace}/reports"),
            format!("workspaces/{workspace}"),
            format!("workspaces/{workspace}/channels"),
            format!("workspaces/{workspace}/members"),
            format!("members?query=a&channel={channel}"),
            format!("members?query=a&workspace={workspace}"),
            format!("unread?channel={channel}"),
        ]
    }

    fn commands(&self, own: &Place, member: &Person) -> Vec<Value> {
        let Self { workspace, channel, item, message, session, .. } = self;
        let (own, member) = (own.channel, member.id);
        vec![
            json!({"t": "send", "channel": channel, "text": "kuuluuko"}),
            json!({"t": "send", "channel": channel, "item": item, "text": "kuuluuko"}),
            json!({"t": "send", "channel": own, "item": item, "text": "väärä aihe"}),
            json!({"t": "send", "channel": own, "text": "lainaus", "quote": message}),
            json!({"t": "edit", "message": message, "text": "toisin"}),
            json!({"t": "delete", "message": message}),
            json!({"t": "react", "message": message, "emoji": "👍"}),
            json!({"t": "unreact", "message": message, "emoji": "👍"}),
            json!({"t": "pin", "message": message}),
            json!({"t": "unpin", "message": message}),
            json!({"t": "create_item", "channel": channel, "title": "Aihe"}),
            json!({"t": "change_item", "item": item, "change": {"do": "resolve"}}),
            json!({"t": "delete_item", "item": item}),
            json!({"t": "mark_read", "channel": channel, "seq": 1}),
            json!({"t": "mark_read", "channel": own, "item": item, "seq": 1}),
            json!({"t": "mark_unread", "channel": channel, "item": item, "seq": 1}),
            json!({"t": "follow", "subject": {"channel": channel}, "level": "watch"}),
            json!({"t": "follow", "subject": {"item": item}, "level": "watch"}),
            json!({"t": "join", "channel": channel}),
            json!({"t": "leave", "channel": channel}),
            json!({"t": "join_workspace", "workspace": workspace}),
            json!({"t": "leave_workspace", "workspace": workspace}),
            json!({"t": "add_member", "place": {"workspace": workspace}, "member": member, "role": "member"}),
            json!({"t": "add_member", "place": {"channel": channel}, "member": member, "role": "member"}),
            json!({"t": "remove_member", "place": {"workspace": workspace}, "member": member}),
            json!({"t": "remove_member", "place": {"channel": channel}, "member": member}),
            json!({"t": "change_workspace", "workspace": workspace, "purpose": "muu"}),
            json!({"t": "create_channel", "workspace": workspace, "kind": "chat", "name": "x", "visibility": "public"}),
            json!({"t": "change_channel", "channel": channel, "topic": "muu"}),
            json!({"t": "end_session", "session": session}),
            json!({"t": "answer_direct", "channel": channel, "accept": true}),
            json!({"t": "report", "subject": {"message": message}, "reason": "spam"}),
            json!({"t": "report", "subject": {"item": item}, "reason": "spam"}),
        ]
    }
}

#[tokio::test]
async fn what_one_may_not_see_answers_like_what_is_not_there() {
    let stage = Plan::new(1).kinds(&["chat", "trial"]).open().await;
    let (aino, marko) = (stage.member("Aino").await, stage.member("Marko").await);
    let own = stage.place("open", &[&marko, &aino]).await;
    let secret = stage.place_of("trial", "secret", &[&aino]).await;
    let owner = stage.nodes[0].as_seen_by(&aino);
    let send = json!({"t": "send", "channel": secret.channel, "text": "salaista #hanke99"});
    let message = owner.say(send).await.unwrap();
    let view: talkoo_protocol::ChannelView =
        owner.get(&format!("channels/{}", secret.channel)).await;
    let session = stage.connect(&aino).await.hello.session;
    let hidden = Ids {
        workspace: secret.workspace.0,
        channel: secret.channel.0,
        item: secret.main.0,
        message: message.id,
        desk: view.desk.unwrap().0,
        session: session.0,
    };
    let nowhere = Ids::nowhere();
    let reader = stage.nodes[0].as_seen_by(&marko);
    for (there, not) in hidden.paths().iter().zip(nowhere.paths()) {
        let (there_is, there_is_not) = (reader.ask(there).await, reader.ask(&not).await);
        assert_eq!(plain(there_is), plain(there_is_not), "{there}");
    }
    let mut client = stage.connect(&marko).await;
    let commands = hidden.commands(&own, &marko).into_iter().zip(nowhere.commands(&own, &marko));
    for (mut there, mut not) in commands {
        let mut refusals = Vec::new();
        for command in [&there, &not] {
            let mut refusal = client.ask(command.clone()).await.expect_err("a refusal");
            refusal.request_id = Uuid::nil();
            refusals.push(refusal);
        }
        assert_eq!(refusals[0], refusals[1], "{there}");
        for command in [&mut there, &mut not] {
            command["client_id"] = json!(Uuid::new_v4());
        }
        let (one, other) =
            (reader.post("commands", &there).await, reader.post("commands", &not).await);
        assert_eq!(plain(one), plain(other), "{there}");
    }
    let streams = |ids: &Ids| vec![ids.channel, ids.desk, ids.workspace, aino.id.0];
    for (there, not) in streams(&hidden).into_iter().zip(streams(&nowhere)) {
        for stream in [there, not] {
            client.say(&json!({"t": "subscribe", "streams": [stream], "depth": "full"})).await;
            assert_eq!(
                client.next().await.unwrap(),
                ServerFrame::Lost { stream: StreamId(stream) }
            );
            client.resume(StreamId(stream), 0).await;
            assert_eq!(
                client.next().await.unwrap(),
                ServerFrame::Lost { stream: StreamId(stream) }
            );
        }
    }
    let tags: Value = reader.get("tags?query=hanke99").await;
    assert_eq!(tags, json!([]));
}

/// A name that is taken where one may not look is free.
#[tokio::test]
async fn a_name_conflict_tells_of_nothing_hidden() {
    let stage = Stage::new().await;
    let (aino, marko) = (stage.member("Aino").await, stage.member("Marko").await);
    let place = stage.place("open", &[&aino, &marko]).await;
    let (owner, other) = (stage.nodes[0].as_seen_by(&aino), stage.nodes[0].as_seen_by(&marko));
    let workspace = |visibility: &str| json!({"t": "create_workspace", "name": "Selvitys", "purpose": "", "visibility": visibility});
    owner.say(workspace("secret")).await.unwrap();
    other.say(workspace("open")).await.unwrap();
    let channel = |visibility: &str| {
        json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
               "name": "tapaus", "visibility": visibility})
    };
    owner.say(channel("private")).await.unwrap();
    other.say(channel("public")).await.unwrap();
}
