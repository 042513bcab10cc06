//! What administrators of the network see of workspaces that are not theirs: numbers, and content
//! only through glass that two of them have broken and the owners have heard of.

use serde_json::{Value, json};
use talkoo::actions::glass;
use talkoo_protocol::{Code, Verb, workspaces::GlassView};

use super::{administrator, of, refused};
use crate::stage::{Person, Place, Stage};

#[tokio::test]
async fn an_administrator_sees_numbers_and_no_content() {
    let stage = Stage::new().await;
    let siiri = stage.member("Siiri").await;
    let ilona = administrator(&stage, "Ilona").await;
    let place = stage.place("secret", &[&siiri]).await;
    let owner = of(&stage, &siiri);
    let send = json!({"t": "send", "channel": place.channel, "text": "salaisuus"});
    owner.say(send).await.unwrap();
    let office = of(&stage, &ilona);
    for path in [
        "administration/workspaces",
        "workspaces",
        "administration/glasses",
        "start",
        "tags?query=",
    ] {
        let answer = office.ask(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(!answer.body.contains("salaisuus"), "{path}");
    }
    assert_eq!(office.ask(&format!("workspaces/{}", place.workspace)).await.status, 404);
    assert_eq!(office.ask(&format!("channels/{}", place.channel)).await.status, 404);
    assert_eq!(owner.ask("administration/glasses").await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn two_administrators_break_the_glass_and_the_owners_hear_of_it() {
    let stage = Stage::over_redis(2).await;
    let siiri = stage.member("Siiri").await;
    let (ilona, aino) = (administrator(&stage, "Ilona").await, administrator(&stage, "Aino").await);
    let place = stage.place("secret", &[&siiri]).await;
    let (owner, one, other) = (of(&stage, &siiri), of(&stage, &ilona), of(&stage, &aino));
    owner.say(json!({"t": "send", "channel": place.channel, "text": "salaisuus"})).await.unwrap();
    let mut of_siiri = stage.nodes[1].connect(&siiri).await;
    of_siiri.subscribe(siiri.id).await;
    let channel = format!("channels/{}", place.channel);

    let ask = json!({"t": "ask_glass", "workspace": place.workspace,
        "reason": "Jäsen ilmoitti uhkailusta."});
    assert_eq!(refused(&owner, ask.clone()).await, Code::NotAllowed);
    let mut hurried = ask.clone();
    hurried["reason"] = json!("siksi");
    assert_eq!(refused(&one, hurried).await, Code::BadValue);
    let asked = one.say(ask).await.unwrap().id;
    assert_eq!(one.ask(&channel).await.status, 404, "asking is not enough");
    let agree = json!({"t": "break_glass", "glass": asked});
    assert_eq!(refused(&one, agree.clone()).await, Code::NotAllowed, "nobody agrees with oneself");
    other.say(agree.clone()).await.unwrap();
    assert_eq!(refused(&other, agree).await, Code::Rule);

    let event = of_siiri.event(siiri.id).await;
    assert_eq!(event.verb, Verb::GLASS_BROKEN);
    assert_eq!(event.facts["member"], json!(ilona.id));
    let seen: Vec<GlassView> = owner.get(&format!("workspaces/{}/glasses", place.workspace)).await;
    assert_eq!((seen[0].state.as_str(), seen[0].confirmed_by), ("broken", Some(aino.id)));
    assert_eq!(seen[0].reason, "Jäsen ilmoitti uhkailusta.");
    let lines = "select count(*) from audit.lines where action like 'glass_%'";
    assert_eq!(stage.number(lines.to_owned()).await, 2);

    // The one who asked reads, and does nothing else; the one who agreed does not.
    let page: Value = one.get(&format!("{channel}/messages")).await;
    assert_eq!(page["messages"][0]["text"], "salaisuus");
    let send = json!({"t": "send", "channel": place.channel, "text": "hei"});
    assert_eq!(refused(&one, send).await, Code::NotAllowed);
    let take = json!({"t": "join_workspace", "workspace": place.workspace});
    assert_eq!(refused(&one, take).await, Code::NotAllowed);
    let join = json!({"t": "join", "channel": place.channel});
    assert_eq!(refused(&one, join).await, Code::NotAllowed);
    assert_eq!(other.ask(&channel).await.status, 404);

    // Its time is over: reading ends at once, and the socket that listened hears no more.
    let mut looking = stage.nodes[1].connect(&ilona).await;
    looking.subscribe(place.channel).await;
    stage.force("update glasses set until = now() - interval '1 second'".to_owned()).await;
    assert_eq!(one.ask(&channel).await.status, 404);
    assert_eq!(glass::end_over(&stage.nodes[0].app).await.unwrap(), 1);
    looking.lost(place.channel).await;
    assert_eq!(glass::end_over(&stage.nodes[0].app).await.unwrap(), 0);
    let lines = format!(
        "select count(*) from audit.lines
         where action = 'glass_expired' and object = '{}' and actor is null",
        place.workspace
    );
    assert_eq!(stage.number(lines).await, 1, "the server's own act");
}

#[tokio::test]
async fn an_owner_mends_the_glass() {
    let stage = Stage::new().await;
    let siiri = stage.member("Siiri").await;
    let (ilona, aino) = (administrator(&stage, "Ilona").await, administrator(&stage, "Aino").await);
    let place = stage.place("invited", &[&siiri]).await;
    let (one, other) = (of(&stage, &ilona), of(&stage, &aino));
    let ask = json!({"t": "ask_glass", "workspace": place.workspace,
        "reason": "Jäsen ilmoitti uhkailusta."});
    let old = one.say(ask.clone()).await.unwrap().id;
    stage.force("update glasses set asked_at = now() - interval '25 hours'".to_owned()).await;
    let agree = |glass| json!({"t": "break_glass", "glass": glass});
    assert_eq!(refused(&other, agree(old)).await, Code::Rule, "a day is over");
    let asked = one.say(ask.clone()).await.unwrap().id;
    other.say(agree(asked)).await.unwrap();
    let mut looking = stage.connect(&ilona).await;
    looking.subscribe(place.channel).await;
    of(&stage, &siiri).say(json!({"t": "mend_glass", "glass": asked})).await.unwrap();
    looking.lost(place.channel).await;
    assert_eq!(one.ask(&format!("channels/{}", place.channel)).await.status, 404);
    // It can be broken again, by two again.
    let again = one.say(ask).await.unwrap().id;
    other.say(agree(again)).await.unwrap();
    assert_eq!(one.ask(&format!("channels/{}", place.channel)).await.status, 200);
}

/// Two administrators; the first looks into an invited workspace of somebody else's.
async fn looking(stage: &Stage) -> (Person, Person, Place) {
    let siiri = stage.member("Siiri").await;
    let (ilona, aino) = (administrator(stage, "Ilona").await, administrator(stage, "Aino").await);
    let place = stage.place("invited", &[&siiri]).await;
    let ask = json!({"t": "ask_glass", "workspace": place.workspace,
        "reason": "Jäsen ilmoitti uhkailusta."});
    let glass = of(stage, &ilona).say(ask).await.unwrap().id;
    of(stage, &aino).say(json!({"t": "break_glass", "glass": glass})).await.unwrap();
    assert_eq!(sees(stage, &ilona, place).await, 200);
    (ilona, aino, place)
}

async fn sees(stage: &Stage, person: &Person, place: Place) -> u16 {
    of(stage, person).ask(&format!("channels/{}/messages", place.channel)).await.status
}

#[tokio::test]
async fn who_looks_through_the_glass_makes_no_channel_and_leads_none() {
    let stage = Stage::new().await;
    let (ilona, _, place) = looking(&stage).await;
    let one = of(&stage, &ilona);
    let create = json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
        "name": "oma", "visibility": "private"});
    assert_eq!(refused(&one, create).await, Code::NotAllowed);
    // Whatever row of a channel there may be, without a role in the workspace it leads nothing.
    stage
        .force(format!(
            "insert into channel_members (channel, member, role) values ('{}', '{}', 'owner')",
            place.channel, ilona.id
        ))
        .await;
    let change = json!({"t": "change_channel", "channel": place.channel, "topic": "minun"});
    assert_eq!(refused(&one, change).await, Code::NotAllowed);
    let link = json!({"t": "invite", "place": {"channel": place.channel}, "role": "guest",
        "links": [{"token": crate::invitations::secret()}]});
    assert_eq!(refused(&one, link).await, Code::NotAllowed);
}

#[tokio::test]
async fn the_glass_ends_with_the_office() {
    let stage = Stage::new().await;
    let (ilona, aino, place) = looking(&stage).await;
    let mut socket = stage.connect(&ilona).await;
    socket.subscribe(place.channel).await;
    let office = |office: &str| json!({"t": "change_office", "member": ilona.id, "office": office});
    of(&stage, &aino).say(office("member")).await.unwrap();
    assert_eq!(sees(&stage, &ilona, place).await, 404);
    socket.lost(place.channel).await;
    let readable = format!(
        "select count(*) from readable_channels('{}') where channel = '{}'",
        ilona.id, place.channel
    );
    assert_eq!(stage.number(readable.clone()).await, 0);
    // The office comes back, the glass does not.
    of(&stage, &aino).say(office("network_admin")).await.unwrap();
    assert_eq!(sees(&stage, &ilona, place).await, 404);
    assert_eq!(stage.number(readable).await, 0);
    let mended = "select count(*) from audit.lines where action = 'glass_mended'";
    assert_eq!(stage.number(mended.to_owned()).await, 1);
}

#[tokio::test]
async fn the_glass_ends_with_the_account() {
    let stage = Stage::new().await;
    let (ilona, aino, place) = looking(&stage).await;
    let other = of(&stage, &aino);
    other.say(json!({"t": "suspend_member", "member": ilona.id})).await.unwrap();
    other.say(json!({"t": "reactivate_member", "member": ilona.id})).await.unwrap();
    let back = stage.device(&ilona).await;
    assert_eq!(sees(&stage, &back, place).await, 404);
}

/// However an office went, nobody looks on without it.
#[tokio::test]
async fn glass_without_an_office_is_swept() {
    let stage = Stage::new().await;
    let (ilona, _, place) = looking(&stage).await;
    let mut socket = stage.connect(&ilona).await;
    socket.subscribe(place.channel).await;
    stage.force(format!("update members set role = 'member' where id = '{}'", ilona.id)).await;
    assert_eq!(sees(&stage, &ilona, place).await, 404);
    glass::end_over(&stage.nodes[0].app).await.unwrap();
    socket.lost(place.channel).await;
}
