//! Talk that is older than its workspace keeps goes, and nothing of it comes back.

use serde_json::{Value, json};
use talkoo::actions::retention::{self, Gone};
use talkoo_protocol::{ServerFrame, Verb, http::EventsPage};

use super::of;
use crate::stage::Stage;

#[tokio::test]
async fn what_is_too_old_goes_and_nothing_of_it_stays() {
    let stage = Stage::new().await;
    let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&siiri, &eero]).await;
    let kept = stage.place("invited", &[&siiri]).await;
    let owner = of(&stage, &siiri);
    let channel = place.channel;
    let topic = json!({"t": "create_item", "channel": channel, "title": "Vanha aihe"});
    let topic = owner.say(topic).await.unwrap().id;
    let mut messages = Vec::new();
    for (item, text) in
        [(topic, "aiheesta"), (place.main.0, "vanha #tunniste"), (place.main.0, "x")]
    {
        let send = json!({"t": "send", "channel": channel, "item": item, "text": text});
        messages.push(owner.say(send).await.unwrap().id);
    }
    owner.say(json!({"t": "react", "message": messages[1], "emoji": "👍"})).await.unwrap();
    owner.say(json!({"t": "send", "channel": kept.channel, "text": "jää"})).await.unwrap();
    // One of them was reported and hidden, so its words stand elsewhere.
    let report = json!({"t": "report", "subject": {"message": messages[2]}, "reason": "spam"});
    let report = of(&stage, &eero).say(report).await.unwrap().id;
    let judge = stage.member("Valvoja").await;
    let office = format!("update members set role = 'moderator' where id = '{}'", judge.id);
    stage.force(office).await;
    for act in ["claim_report", "hide_reported"] {
        of(&stage, &judge).say(json!({"t": act, "report": report})).await.unwrap();
    }
    // Forty days go by, for both places.
    for table in ["events", "messages"] {
        stage.force(format!("update {table} set at = at - interval '40 days'")).await;
    }
    let fresh = json!({"t": "send", "channel": channel, "text": "uusi"});
    let fresh = owner.say(fresh).await.unwrap();

    let asked = format!("workspaces/{}/effect?retention_days=30", place.workspace);
    let effect: Value = owner.get(&asked).await;
    assert_eq!((&effect["messages"], &effect["topics"]), (&json!(3), &json!(1)));
    let longer: Value =
        owner.get(&format!("workspaces/{}/effect?retention_days=60", place.workspace)).await;
    assert_eq!((&longer["messages"], &longer["topics"]), (&json!(0), &json!(0)));
    let app = &stage.nodes[0].app;
    assert_eq!(retention::run(app).await.unwrap(), Gone::default(), "nobody has asked for it yet");

    let mut device = stage.connect(&eero).await;
    device.subscribe(channel).await;
    let configure = json!({"t": "configure_workspace", "workspace": place.workspace,
        "retention_days": 30});
    owner.say(configure).await.unwrap();
    let gone = Gone { channels: 1, messages: 3 };
    assert_eq!(retention::waiting(app).await.unwrap(), gone);
    assert_eq!(retention::run(app).await.unwrap(), gone);
    assert_eq!(retention::run(app).await.unwrap(), Gone::default());

    let event = device.event(channel).await;
    assert_eq!((&event.verb, event.actor), (&Verb::EXPIRED, None));
    assert_eq!(event.facts["before_seq"], json!(fresh.seq));
    assert_eq!(event.facts["kinds"], json!(["chat"]));
    let page: Value = owner.get(&format!("channels/{channel}/messages")).await;
    assert_eq!(page["messages"].as_array().unwrap().len(), 1);
    assert_eq!(page["has_before"], false);
    let items: Value = owner.get(&format!("channels/{channel}/items")).await;
    assert_eq!(items["items"].as_array().unwrap().len(), 1, "the topic went with its talk");
    for message in messages {
        assert_eq!(owner.ask(&format!("messages/{message}")).await.status, 404);
    }
    let events: EventsPage = owner.get(&format!("streams/{channel}/events?after=0")).await;
    assert_eq!(Some(events.oldest), fresh.seq);
    for (table, left) in [
        ("messages", 2),
        ("reactions", 0),
        ("taggings", 0),
        ("mentions", 0),
        ("hidden_messages", 0),
        ("report_sights", 0),
    ] {
        assert_eq!(stage.number(format!("select count(*) from {table}")).await, left, "{table}");
    }
    let lines = format!(
        "select count(*) from audit.lines
         where action = 'talk_expired' and object = '{channel}' and actor is null
           and reason = '3 messages before {}'",
        fresh.seq.unwrap()
    );
    assert_eq!(stage.number(lines).await, 1, "the server's own act");

    // A device that was away since before is told to begin anew.
    let mut away = stage.connect(&eero).await;
    away.resume(channel, 1).await;
    let reset = away.until(|frame| match frame {
        ServerFrame::Reset { stream, oldest, .. } if *stream == channel.into() => Some(*oldest),
        _ => None,
    });
    assert_eq!(Some(reset.await), fresh.seq);
}

#[tokio::test]
async fn a_great_deal_goes_piece_by_piece() {
    let stage = Stage::new().await;
    let siiri = stage.member("Siiri").await;
    let place = stage.place("invited", &[&siiri]).await;
    let channel = place.channel;
    let fill = format!(
        "with said as (
           insert into messages (id, channel, stream, item, seq, at, text, changed_seq)
           select gen_random_uuid(), '{channel}', '{channel}', '{}', n,
             now() - interval '90 days', 'vanha', n
           from generate_series(1, 1300) n
           returning id, seq
         ),
         told as (
           insert into events (stream, seq, at, verb, message, counts)
           select '{channel}', seq, now() - interval '90 days', 'posted', id, true from said
         )
         update streams set head = 1300 where id = '{channel}'",
        place.main
    );
    stage.force(fill).await;
    let keep =
        format!("update workspaces set retention_days = 30 where id = '{}'", place.workspace);
    stage.force(keep).await;
    let gone = retention::run(&stage.nodes[0].app).await.unwrap();
    assert_eq!(gone, Gone { channels: 1, messages: 1300 });
    let left = format!("select count(*) from messages where stream = '{channel}'");
    assert_eq!(stage.number(left).await, 0);
    let unread = of(&stage, &siiri).unread().await;
    assert!(unread.unread.iter().all(|view| view.channel != channel || view.count == 0));
}

#[tokio::test]
async fn where_a_workspace_says_nothing_the_network_says_how_long() {
    let stage = Stage::new().await;
    let siiri = stage.member("Siiri").await;
    let mut channels = Vec::new();
    let owner = of(&stage, &siiri);
    for days in [None, Some(0), Some(90)] {
        let place = stage.place("invited", &[&siiri]).await;
        if let Some(days) = days {
            let say = json!({"t": "configure_workspace", "workspace": place.workspace,
                "retention_days": days});
            owner.say(say).await.unwrap();
        }
        owner.say(json!({"t": "send", "channel": place.channel, "text": "x"})).await.unwrap();
        channels.push(place.channel);
    }
    for table in ["events", "messages"] {
        stage.force(format!("update {table} set at = at - interval '40 days'")).await;
    }
    let app = &stage.nodes[0].app;
    assert_eq!(retention::run(app).await.unwrap(), Gone::default(), "nobody has said anything");
    stage.force("update network set retention_days = 30".to_owned()).await;
    assert_eq!(retention::run(app).await.unwrap(), Gone { channels: 1, messages: 1 });
    for (channel, left) in channels.into_iter().zip([0, 1, 1]) {
        let said = format!("select count(*) from messages where stream = '{channel}'");
        assert_eq!(stage.number(said).await, left, "what a workspace says itself holds");
    }
}
