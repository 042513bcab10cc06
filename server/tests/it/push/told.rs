//! Who is told of what, and how much.

use serde_json::json;
use talkoo_protocol::{Code, notices::InboxBody, push::PushBody};

use super::{Ground, mention};

#[tokio::test]
async fn a_mention_is_told_once_and_taken_away_when_it_is_read() {
    let mut ground = Ground::new(1).await;
    let (aino, of_aino) = ground.member("Aino").await;
    let (eero, of_eero) = ground.member("Eero").await;
    let place = ground.stage.place("open", &[&aino, &eero]).await;
    let text = format!("**Hei** {} ja {}", mention(&eero, "tule"), mention(&aino, "pian"));
    let send = json!({"t": "send", "channel": place.channel, "text": text});
    let message = ground.say(&aino, send).await;
    let plain = json!({"t": "send", "channel": place.channel, "text": "muille ei mitään"});
    ground.say(&aino, plain).await;
    ground.round().await;

    let told = ground.received().await;
    assert!(told.is_for(&of_eero) && !told.is_for(&of_aino));
    let notice = &told.notice;
    assert_eq!((notice.kind.as_str(), notice.reason.as_deref()), ("notice", Some("mention")));
    assert_eq!(notice.message.map(|id| id.0), Some(message));
    assert_eq!(notice.channel, Some(place.channel));
    assert_eq!(notice.sender.as_deref(), Some("Aino Koe"));
    assert_eq!(notice.place.as_deref(), Some("yleinen"));
    assert_eq!(notice.text.as_deref(), Some("Hei @Eero Koe tule ja @Aino Koe pian"));
    assert_eq!((notice.count, notice.lang.as_str()), (Some(1), "fi"));
    assert_eq!((told.urgency.as_str(), told.ttl), ("high", 86_400));
    ground.round().await;
    ground.nothing_more();

    let read = json!({"t": "mark_read", "channel": place.channel, "seq": 1});
    ground.say(&eero, read.clone()).await;
    ground.round().await;
    let gone = ground.received().await;
    assert_eq!((gone.notice.kind.as_str(), &gone.notice.tag), ("read", &notice.tag));
    assert_eq!(gone.topic, told.topic, "it takes the place of what has not arrived");
    assert!(gone.notice.text.is_none() && gone.notice.channel.is_none());
    ground.say(&eero, read).await;
    ground.round().await;
    ground.nothing_more();
    assert_eq!(ground.stage.number("select count(*) from pushes".to_owned()).await, 0);
    let body: PushBody = ground.stage.nodes[0].as_seen_by(&eero).get("push").await;
    assert!(body.devices[0].last_ok_at.is_some() && body.devices[0].own);
}

#[tokio::test]
async fn what_comes_to_an_item_meanwhile_is_told_as_one() {
    let mut ground = Ground::new(1).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, of_eero) = ground.member("Eero").await;
    let direct = ground.say(&aino, json!({"t": "open_direct", "members": [eero.id]})).await;
    ground.stage.force("delete from direct_requests".to_owned()).await;
    for text in ["yksi", "kaksi", "kolme"] {
        ground.say(&aino, json!({"t": "send", "channel": direct, "text": text})).await;
    }
    ground.round().await;
    let told = ground.received().await;
    assert!(told.is_for(&of_eero));
    assert_eq!((told.notice.count, told.notice.text.as_deref()), (Some(3), Some("kolme")));
    assert_eq!(told.notice.reason.as_deref(), Some("direct"));
    ground.nothing_more();

    // One more before it is read: the same notice grows.
    ground.say(&aino, json!({"t": "send", "channel": direct, "text": "neljä"})).await;
    ground.round().await;
    let more = ground.received().await;
    assert_eq!((more.notice.count, &more.notice.tag), (Some(4), &told.notice.tag));
    assert_eq!(more.topic, told.topic);
    ground.nothing_more();
}

#[tokio::test]
async fn a_private_place_tells_only_that_there_is_something() {
    let mut ground = Ground::new(1).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, of_eero) = ground.member("Eero").await;
    let guarded = ground.device(&eero, "sender").await;
    for (visibility, policy, sender, text) in [
        ("secret", "usual", false, false),
        ("invited", "usual", false, false),
        ("by_request", "sender", true, false),
        ("invited", "full", true, true),
        ("open", "place", false, false),
    ] {
        let place = ground.stage.place(visibility, &[&aino, &eero]).await;
        let configure =
            json!({"t": "configure_workspace", "workspace": place.workspace, "push_shows": policy});
        let node = &ground.stage.nodes[0];
        let refused =
            node.as_seen_by(&eero).say(configure.clone()).await.expect_err("an owner only");
        assert_eq!(refused.code, Code::NotAllowed);
        ground.say(&aino, configure).await;
        let text_of = mention(&eero, "salaisuus");
        ground.say(&aino, json!({"t": "send", "channel": place.channel, "text": text_of})).await;
        ground.round().await;
        for _ in 0..2 {
            let told = ground.received().await;
            let shows_text = text && told.is_for(&of_eero);
            assert!(told.is_for(&of_eero) || told.is_for(&guarded));
            let seen = (told.notice.sender.is_some(), told.notice.text.is_some());
            assert_eq!(seen, (sender, shows_text), "{visibility} {policy}");
            assert_eq!(told.notice.place.is_some(), sender);
        }
        ground.nothing_more();
    }
}

#[tokio::test]
async fn many_nodes_tell_each_device_once() {
    let mut ground = Ground::new(2).await;
    let (aino, _) = ground.member("Aino").await;
    let mut people = vec![aino.clone()];
    let mut devices = Vec::new();
    for number in 0..20 {
        let (person, device) = ground.member(&format!("Jäsen {number}")).await;
        people.push(person);
        devices.push(device);
    }
    let place = ground.stage.place("open", &people.iter().collect::<Vec<_>>()).await;
    let send = json!({"t": "send", "channel": place.channel, "text": "@[channel] kokous"});
    ground.say(&aino, send).await;
    tokio::join!(ground.round_on(0), ground.round_on(1));
    ground.round_on(1).await;
    let mut reached = Vec::new();
    for _ in &devices {
        let told = ground.received().await;
        let one = devices.iter().position(|device| told.is_for(device)).expect("one of them");
        assert_eq!(told.notice.text.as_deref(), Some("@kanava kokous"));
        reached.push(one);
    }
    reached.sort_unstable();
    assert_eq!(reached, (0..devices.len()).collect::<Vec<_>>());
    ground.nothing_more();
}

#[tokio::test]
async fn a_trial_reaches_the_device_and_keys_change_under_it() {
    let mut ground = Ground::new(1).await;
    let (eero, device) = ground.member("Eero").await;
    ground.say(&eero, json!({"t": "test_push", "device": device.id})).await;
    ground.round().await;
    let told = ground.received().await;
    assert_eq!((told.notice.kind.as_str(), told.is_for(&device)), ("test", true));

    let app = &ground.stage.nodes[0].app;
    let (private, public) = talkoo::push::new_key(app.clock).expect("a key");
    let mut write = app.store.write().await.unwrap();
    talkoo::store::push::rotate_key(&mut write, app.clock.new_id(), &public, &private)
        .await
        .unwrap();
    write.commit().await.unwrap();
    let body: PushBody = ground.stage.nodes[0].as_seen_by(&eero).get("push").await;
    assert!(body.key == public && body.devices[0].stale);
    // The service knows the browser under the old key still.
    ground.say(&eero, json!({"t": "test_push", "device": device.id})).await;
    ground.round().await;
    assert!(ground.received().await.is_for(&device));

    ground.say(&eero, json!({"t": "forget_push", "device": device.id})).await;
    let again = json!({"t": "test_push", "device": device.id});
    assert!(ground.stage.nodes[0].as_seen_by(&eero).say(again).await.is_err());
    ground.nothing_more();
}

/// Its writer, and who only follows, hear nothing on the phone; what is said under it joins its notice.
#[tokio::test]
async fn what_is_published_is_told_to_who_watches_and_goes_when_it_is_removed() {
    let mut ground = Ground::over(Ground::plan(1).kinds(&["chat", "news"])).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, of_eero) = ground.member("Eero").await;
    let (siiri, _) = ground.member("Siiri").await;
    for person in [&aino, &eero, &siiri] {
        ground.undisturbed(person, "watched").await;
    }
    let place = ground.stage.place_of("news", "open", &[&aino, &eero, &siiri]).await;
    for (person, level) in [(&aino, "watch"), (&eero, "watch"), (&siiri, "follow")] {
        let follow = json!({"t": "follow", "subject": {"tag": "kylat"}, "level": level});
        ground.say(person, follow).await;
    }
    let create = json!({"t": "create_item", "channel": place.channel, "title": "Valot paloivat"});
    let item = ground.say(&aino, create).await;
    let write = json!({"do": "write", "title": "Valot paloivat", "text": "Koko **yön**.",
                       "body": {"topics": ["kylat"], "blocks": []}});
    for change in [write, json!({"do": "publish"})] {
        let seq = ground.stage.number(format!("select changed_seq from items where id = '{item}'"));
        let command = json!({"t": "change_item", "item": item, "change": change,
                             "if_changed_seq": seq.await});
        ground.round().await;
        ground.nothing_more();
        ground.say(&aino, command).await;
    }
    ground.round().await;
    let told = ground.received().await;
    assert!(told.is_for(&of_eero));
    let notice = &told.notice;
    assert_eq!((notice.reason.as_deref(), told.urgency.as_str()), (Some("watch"), "normal"));
    assert_eq!((notice.item.map(|id| id.0), notice.message), (Some(item), None));
    assert_eq!(notice.place.as_deref(), Some("yleinen › Valot paloivat"));
    assert_eq!(notice.text.as_deref(), Some("Koko yön."));
    let send = json!({"t": "send", "channel": place.channel, "item": item, "text": "hyvä #kylat"});
    let message = ground.say(&siiri, send).await;
    ground.round().await;
    // The writer watches, too, and hears of what another one says.
    let joined = [ground.received().await, ground.received().await];
    let joined = joined.iter().find(|one| one.is_for(&of_eero)).expect("a notice of Eero's");
    assert_eq!(joined.notice.tag, told.notice.tag);
    assert_eq!(
        (joined.notice.message.map(|id| id.0), joined.notice.count),
        (Some(message), Some(2))
    );

    let removed = json!({"t": "delete_item", "item": item});
    ground.say(&aino, removed).await;
    ground.round().await;
    for _ in 0..2 {
        assert_eq!(ground.received().await.notice.kind, "read");
    }
    ground.nothing_more();
}

/// A reviewer who is named hears of it everywhere, in their own language, and nobody else does;
/// what is marked read is gone everywhere, and waits again when that is undone.
#[tokio::test]
async fn who_is_asked_for_something_hears_in_the_inbox_and_on_the_phone() {
    let mut ground = Ground::over(Ground::plan(1).kinds(&["chat", "news"])).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, of_eero) = ground.member("Eero").await;
    let (siiri, _) = ground.member("Siiri").await;
    let place = ground.stage.place_of("news", "open", &[&aino, &eero, &siiri]).await;
    for (member, role) in [(&eero, "facilitator"), (&siiri, "facilitator")] {
        let change = format!("update workspace_members set role = '{role}' where member = ");
        ground.stage.force(format!("{change} '{}'", member.id)).await;
    }
    ground.undisturbed(&siiri, "watched").await;
    let watch = json!({"t": "follow", "subject": {"channel": place.channel}, "level": "watch"});
    ground.say(&siiri, watch).await;
    ground
        .stage
        .force(format!("update members set language = 'sv' where id = '{}'", eero.id))
        .await;
    let create = json!({"t": "create_item", "channel": place.channel, "title": "Valot"});
    let item = ground.say(&aino, create).await;
    let write = json!({"do": "write", "title": "Valot", "text": "Koko yön.",
                       "body": {"blocks": []}});
    for change in [write, json!({"do": "ask_review", "reviewer": eero.id})] {
        let seq = ground.stage.number(format!("select changed_seq from items where id = '{item}'"));
        let command = json!({"t": "change_item", "item": item, "change": change,
                             "if_changed_seq": seq.await});
        ground.say(&aino, command).await;
    }
    ground.round().await;
    let told = ground.received().await;
    assert!(told.is_for(&of_eero));
    let notice = &told.notice;
    assert_eq!((notice.reason.as_deref(), notice.message), (Some("mention"), None));
    assert_eq!(notice.text.as_deref(), Some("Tarkistustasi pyydetään"), "the device's language");
    assert_eq!(notice.place.as_deref(), Some("yleinen › Valot"));
    ground.nothing_more();

    let waits = async |person| {
        let body: InboxBody = ground.stage.nodes[0].as_seen_by(person).get("inbox").await;
        body.rows
            .into_iter()
            .filter(|row| row.causes[0].why == "notice")
            .map(|row| (row.item.0, row.text, row.last))
            .collect::<Vec<_>>()
    };
    let row = waits(&eero).await;
    assert_eq!(row.len(), 1);
    assert_eq!((row[0].0, row[0].1.as_str()), (item, "Din granskning önskas"));
    assert!(waits(&siiri).await.is_empty() && waits(&aino).await.is_empty());
    // Who may no longer work at the desk reads no title of it.
    let role = |role: &str| {
        format!("update workspace_members set role = '{role}' where member = '{}'", eero.id)
    };
    ground.stage.force(role("guest")).await;
    assert!(waits(&eero).await.is_empty());
    ground.stage.force(role("facilitator")).await;

    let mark = |unread: bool| {
        let place = json!({"channel": place.channel, "item": item, "seq": row[0].2,
                           "unread": unread});
        json!({"t": "mark_many", "places": [place]})
    };
    ground.say(&eero, mark(false)).await;
    assert!(waits(&eero).await.is_empty());
    ground.round().await;
    let gone = ground.service.next().await;
    assert_eq!((gone.notice.kind.as_str(), gone.notice.tag), ("read", told.notice.tag));
    ground.say(&eero, mark(true)).await;
    assert_eq!(waits(&eero).await.len(), 1);
}
