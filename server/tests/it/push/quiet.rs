//! Who is not told: everything that makes a notice wrong between the words and the try.

use serde_json::json;

use super::{Ground, mention};
use crate::stage::Person;

/// Each of these people is mentioned by the same words, and each has a reason of their own not to be
/// told; the last one has none, and hears.
#[tokio::test]
async fn nobody_is_told_who_should_not_be() {
    let mut ground = Ground::new(1).await;
    let (aino, _) = ground.member("Aino").await;
    let given = [
        "Lukija",
        "Mykistäjä",
        "Aiheen mykistäjä",
        "Estäjä",
        "Poistettu",
        "Hiljainen",
        "Rauhassa",
        "Ei mitään",
        "Uloskirjattu",
        "Suljettu",
        "Kuulija",
    ];
    let mut people: Vec<Person> = vec![aino.clone()];
    let mut devices = Vec::new();
    for given in given {
        let (person, device) = ground.member(given).await;
        people.push(person);
        devices.push(device);
    }
    let place = ground.stage.place("invited", &people.iter().collect::<Vec<_>>()).await;
    let [reader, mute, item_mute, blocker, removed, quiet, undisturbed, nothing, out, closed, _] =
        &people[1..]
    else {
        panic!("as many as were named")
    };
    let text: Vec<String> = people[1..].iter().map(|one| mention(one, "hei")).collect();
    let send = json!({"t": "send", "channel": place.channel, "text": text.join(" ")});
    ground.say(&aino, send).await;

    // After the words and before the try.
    let read = json!({"t": "mark_read", "channel": place.channel, "seq": 1});
    ground.say(reader, read).await;
    let follow = |subject| json!({"t": "follow", "subject": subject, "level": "mute"});
    ground.say(mute, follow(json!({"channel": place.channel}))).await;
    ground.say(item_mute, follow(json!({"item": place.main}))).await;
    ground.say(blocker, json!({"t": "block", "member": aino.id})).await;
    let remove = json!({
        "t": "remove_member", "place": {"workspace": place.workspace}, "member": removed.id,
    });
    ground.say(&aino, remove).await;
    let whole_day = "{\"from\": \"00:00\", \"to\": \"00:00\"}";
    let week = [whole_day; 7].join(",");
    for statement in [
        format!("update notice_settings set quiet = '[{week}]' where member = '{}'", quiet.id),
        format!(
            "update notice_settings set do_not_disturb_until = now() + interval '1 hour'
             where member = '{}'",
            undisturbed.id
        ),
        format!("update notice_settings set push_for = 'nothing' where member = '{}'", nothing.id),
        format!("update sessions set ended_at = now() where member = '{}'", out.id),
        format!("update members set status = 'suspended' where id = '{}'", closed.id),
    ] {
        ground.stage.force(statement).await;
    }
    ground.round().await;
    let told = ground.received().await;
    assert!(told.is_for(&devices[10]), "{:?}", devices.iter().position(|one| told.is_for(one)));
    ground.nothing_more();
}

#[tokio::test]
async fn nobody_is_told_of_what_has_gone() {
    let mut ground = Ground::new(1).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, _) = ground.member("Eero").await;
    let place = ground.stage.place("open", &[&aino, &eero]).await;
    let send = json!({"t": "send", "channel": place.channel, "text": mention(&eero, "oho")});
    let message = ground.say(&aino, send.clone()).await;
    ground.say(&aino, json!({"t": "delete", "message": message})).await;
    ground.round().await;
    ground.nothing_more();

    let message = ground.say(&aino, send).await;
    ground.round().await;
    let told = ground.received().await;
    // It stands on the screen: removing the message takes it away.
    ground.say(&aino, json!({"t": "delete", "message": message})).await;
    ground.round().await;
    let gone = ground.received().await;
    assert_eq!((gone.notice.kind.as_str(), gone.notice.tag), ("read", told.notice.tag));
    ground.nothing_more();
}

/// Watching is asked for, and told to whom the settings let it through.
#[tokio::test]
async fn what_is_watched_is_told_to_who_wants_it_told() {
    let mut ground = Ground::new(1).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, _) = ground.member("Eero").await;
    let (siiri, of_siiri) = ground.member("Siiri").await;
    ground.undisturbed(&siiri, "watched").await;
    let place = ground.stage.place("open", &[&aino, &eero, &siiri]).await;
    for person in [&eero, &siiri] {
        let watch = json!({
            "t": "follow", "subject": {"channel": place.channel}, "level": "watch",
        });
        ground.say(person, watch).await;
    }
    ground.say(&aino, json!({"t": "send", "channel": place.channel, "text": "uutta"})).await;
    ground.round().await;
    let told = ground.received().await;
    assert!(told.is_for(&of_siiri));
    assert_eq!((told.notice.reason.as_deref(), told.urgency.as_str()), (Some("watch"), "normal"));
    ground.nothing_more();
}

/// On another node, so that no node knows of both.
#[tokio::test]
async fn who_looks_at_the_channel_on_any_node_is_not_told() {
    let mut ground = Ground::new(2).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, of_eero) = ground.member("Eero").await;
    let place = ground.stage.place("open", &[&aino, &eero]).await;
    let mut screen = ground.stage.nodes[1].connect(&eero).await;
    screen.subscribe(place.channel).await;
    screen.say(&json!({"t": "presence", "active": true})).await;
    let send = json!({"t": "send", "channel": place.channel, "text": mention(&eero, "hei")});
    ground.say(&aino, send.clone()).await;
    // It has arrived on the screen, so the node there knows that somebody looks.
    screen.event(place.channel).await;
    // The node with the screen has its say before the other one sends.
    ground.round_on(1).await;
    ground.round_on(0).await;
    ground.nothing_more();

    screen.say(&json!({"t": "presence", "active": false})).await;
    screen.say(&json!({"t": "unsubscribe", "streams": [place.channel]})).await;
    screen.settle().await;
    ground.say(&aino, send).await;
    ground.round_on(1).await;
    ground.round_on(0).await;
    assert!(ground.received().await.is_for(&of_eero));
    ground.nothing_more();
}
