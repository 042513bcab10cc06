//! What is new for a member: everything that waits, wherever it is, with the reason it is there.

use serde_json::{Value, json};
use talkoo_protocol::{
    Code, Follow, ServerFrame,
    notices::{InboxBody, InboxRow, NoticesBody},
};
use uuid::Uuid;

use crate::stage::{Person, Place, Stage};

async fn say(stage: &Stage, person: &Person, command: Value) -> Uuid {
    let said = stage.nodes[0].as_seen_by(person).say(command.clone()).await;
    said.unwrap_or_else(|refusal| panic!("{command}: {refusal}")).id
}

async fn write(stage: &Stage, person: &Person, place: Place, text: &str) -> Uuid {
    say(stage, person, json!({"t": "send", "channel": place.channel, "text": text})).await
}

async fn inbox(stage: &Stage, person: &Person) -> Vec<InboxRow> {
    let body: InboxBody = stage.nodes[0].as_seen_by(person).get("inbox").await;
    body.rows
}

fn why(row: &InboxRow) -> Vec<&str> {
    row.causes.iter().map(|cause| cause.why.as_str()).collect()
}

#[tokio::test]
async fn looking_reads_nothing_and_a_list_is_marked_at_once_and_back() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    write(&stage, &aino, place, "hei").await;
    let second = write(&stage, &aino, place, &format!("@[{}] katso", eero.id)).await;
    let topic = json!({"t": "create_item", "channel": place.channel, "title": "Kokous"});
    let topic = say(&stage, &aino, topic).await;
    let rows = inbox(&stage, &eero).await;
    assert_eq!(inbox(&stage, &eero).await, rows, "looking changes nothing");
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].title.as_str(), rows[0].count, rows[0].main), ("Kokous", 1, false));
    assert_eq!(why(&rows[0]), ["channel"]);
    assert_eq!(
        (rows[1].count, rows[1].mentions, rows[1].message.map(|id| id.0)),
        (2, 1, Some(second))
    );
    assert_eq!((rows[1].first, rows[1].last), (1, 2));
    assert_eq!(why(&rows[1]), ["mention", "channel"]);
    assert!(inbox(&stage, &aino).await.is_empty(), "one's own words are not new");

    // Every device hears of each mark.
    let mut device = stage.connect(&eero).await;
    let places: Vec<Value> = rows
        .iter()
        .map(|row| json!({"channel": row.channel, "item": row.item, "seq": row.last}))
        .collect();
    say(&stage, &eero, json!({"t": "mark_many", "places": places})).await;
    for item in [topic, place.main.0] {
        let marked = |frame: &ServerFrame| match frame {
            ServerFrame::Mark(mark) => (mark.item.map(|item| item.0) == Some(item)).then_some(()),
            _ => None,
        };
        device.until(marked).await;
    }
    assert!(inbox(&stage, &eero).await.is_empty());
    let back: Vec<Value> = rows
        .iter()
        .map(|row| json!({"channel": row.channel, "item": row.item, "seq": row.first, "unread": true}))
        .collect();
    say(&stage, &eero, json!({"t": "mark_many", "places": back})).await;
    assert_eq!(inbox(&stage, &eero).await, rows);
}

#[tokio::test]
async fn what_one_follows_is_there_without_being_in_the_channel() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino]).await;
    let closed = stage.place("invited", &[&aino]).await;
    write(&stage, &aino, place, "#nuoret ennen").await;
    let topic = json!({"t": "create_item", "channel": place.channel, "title": "Kokous"});
    let topic = say(&stage, &aino, topic).await;
    for subject in [json!({"tag": "nuoret"}), json!({"item": topic})] {
        say(&stage, &eero, json!({"t": "follow", "subject": subject, "level": "follow"})).await;
    }
    assert!(inbox(&stage, &eero).await.is_empty(), "what is older is not new");
    write(&stage, &aino, closed, "#nuoret").await;
    write(&stage, &aino, place, "#nuoret nyt").await;
    write(&stage, &aino, place, "muuta").await;
    let in_topic = json!({"t": "send", "channel": place.channel, "item": topic, "text": "klo 9"});
    say(&stage, &aino, in_topic).await;
    let rows = inbox(&stage, &eero).await;
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!((why(&rows[0]), rows[0].count, rows[0].joined), (vec!["item"], 1, false));
    assert_eq!((why(&rows[1]), rows[1].count), (vec!["tag"], 1));
    let cause = &rows[1].causes[0];
    assert_eq!((cause.tag.as_deref(), cause.level), (Some("nuoret"), Follow::Follow));
    // Less of this.
    say(&stage, &eero, json!({"t": "follow", "subject": {"tag": "nuoret"}, "level": "default"}))
        .await;
    assert_eq!(inbox(&stage, &eero).await.len(), 1);
    say(&stage, &eero, json!({"t": "follow", "subject": {"member": aino.id}, "level": "follow"}))
        .await;
    write(&stage, &aino, place, "vielä").await;
    let rows = inbox(&stage, &eero).await;
    assert_eq!(why(&rows[0]), ["member"]);
    let silence = json!({"t": "follow", "subject": {"member": aino.id}, "level": "mute"});
    say(&stage, &eero, silence).await;
    assert!(inbox(&stage, &eero).await.is_empty());
}

/// Who starts, answers or reacts follows the item; who says otherwise is not asked again.
#[tokio::test]
async fn taking_part_is_following() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let siiri = stage.member("Siiri").await;
    let place = stage.place("open", &[&aino, &eero, &siiri]).await;
    let topic = json!({"t": "create_item", "channel": place.channel, "title": "Kokous"});
    let topic = say(&stage, &aino, topic).await;
    let answer = json!({"t": "send", "channel": place.channel, "item": topic, "text": "tulen"});
    let said = say(&stage, &eero, answer.clone()).await;
    say(&stage, &siiri, json!({"t": "react", "message": said, "emoji": "👍"})).await;
    let by = |row: &InboxRow| row.causes.iter().find_map(|cause| cause.by.clone());
    assert_eq!(by(&inbox(&stage, &aino).await[0]).as_deref(), Some("started"));
    say(
        &stage,
        &aino,
        json!({"t": "send", "channel": place.channel, "item": topic, "text": "hyvä"}),
    )
    .await;
    assert_eq!(by(&inbox(&stage, &eero).await[0]).as_deref(), Some("posted"));
    assert_eq!(by(&inbox(&stage, &siiri).await[0]).as_deref(), Some("reacted"));
    let follows = stage.nodes[0].as_seen_by(&eero).start().await.follows;
    assert_eq!((follows.len(), follows[0].level), (1, Follow::Follow));

    say(&stage, &eero, json!({"t": "follow", "subject": {"item": topic}, "level": "default"}))
        .await;
    say(&stage, &eero, answer).await;
    assert!(stage.nodes[0].as_seen_by(&eero).start().await.follows.is_empty());
    // A word in the main topic brings nobody all of the channel.
    write(&stage, &siiri, place, "hei").await;
    let follows = stage.nodes[0].as_seen_by(&siiri).start().await.follows;
    assert_eq!(follows.len(), 1);
}

#[tokio::test]
async fn only_who_leads_calls_everybody() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    write(&stage, &eero, place, "@[channel] kuuleeko kukaan").await;
    assert_eq!(inbox(&stage, &aino).await[0].mentions, 0);
    write(&stage, &aino, place, "@[channel] kokous").await;
    let rows = inbox(&stage, &eero).await;
    assert_eq!((rows[0].mentions, why(&rows[0])), (1, vec!["group", "channel"]));
}

#[tokio::test]
async fn settings_begin_calm_and_are_ones_own() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let reader = stage.nodes[0].as_seen_by(&aino);
    let calm: NoticesBody = reader.get("notices/settings").await;
    assert_eq!((calm.push_for.as_str(), calm.mail_for.as_str()), ("mentions", "nothing"));
    assert_eq!((calm.quiet.len(), calm.introduced), (7, false));
    assert!(calm.quiet.iter().flatten().all(|one| one.from == "20:00" && one.to == "07:00"));
    let all_day = json!({"from": "00:00", "to": "23:59"});
    let mut week = vec![all_day; 7];
    let change =
        |quiet: &[Value]| json!({"t": "change_notices", "quiet": quiet, "introduced": true});
    reader.say(change(&week)).await.unwrap();
    let now: NoticesBody = reader.get("notices/settings").await;
    assert!(now.quiet_now && now.introduced);
    week.fill(Value::Null);
    reader.say(change(&week)).await.unwrap();
    assert!(!reader.get::<NoticesBody>("notices/settings").await.quiet_now);
    let hush = |minutes: u32| json!({"t": "change_notices", "do_not_disturb_minutes": minutes});
    reader.say(hush(30)).await.unwrap();
    assert!(reader.get::<NoticesBody>("notices/settings").await.quiet_now);
    reader.say(hush(0)).await.unwrap();
    assert!(!reader.get::<NoticesBody>("notices/settings").await.quiet_now);
    for bad in [
        json!({"quiet": week[..6]}),
        json!({"time_zone": "Mars/Base"}),
        json!({"push_for": "all"}),
        json!({"do_not_disturb_minutes": 99_999}),
    ] {
        let mut command = bad;
        command["t"] = json!("change_notices");
        assert_eq!(reader.say(command).await.unwrap_err().code, Code::BadValue);
    }
    let other: NoticesBody = stage.nodes[0].as_seen_by(&eero).get("notices/settings").await;
    assert_eq!(other.version, 0);
}

/// The hours are those of the member's own clock, and a night ends on the next day.
#[tokio::test]
async fn quiet_hours_go_by_the_members_clock() {
    let stage = Stage::new().await;
    let night = r#"[null,{"from":"20:00","to":"07:00"},null,null,null,null,null]"#;
    for (zone, moment, is_quiet) in [
        ("Europe/Helsinki", "2026-05-05 20:00+03", true),
        ("Europe/Helsinki", "2026-05-05 19:59+03", false),
        ("Europe/Helsinki", "2026-05-06 06:59+03", true),
        ("Europe/Helsinki", "2026-05-06 07:00+03", false),
        ("Europe/Helsinki", "2026-05-05 06:00+03", false),
        ("Europe/London", "2026-05-05 20:30+03", false),
        ("Europe/London", "2026-05-05 22:00+03", true),
        ("Europe/Helsinki", "2026-10-27 20:30+02", true),
    ] {
        let asked = format!("select is_quiet('{night}', '{zone}', '{moment}')::int::bigint");
        assert_eq!(stage.number(asked).await, i64::from(is_quiet), "{zone} {moment}");
    }
}
