//! Items that are woken at a time: by whichever node, once, and after the place was shut when it came.

use serde_json::json;
use talkoo_protocol::{ItemId, ItemView};
use time::{Duration, format_description::well_known::Rfc3339};

use crate::stage::{Plan, Stage};

/// Until no wake waits.
async fn done(stage: &Stage) {
    let due = "select count(*) from jobs where name = 'wake' and failed_at is null";
    while stage.number(due.to_owned()).await > 0 {}
}

#[tokio::test]
async fn an_article_whose_time_came_behind_closed_doors_appears_once_when_they_open() {
    let stage = Plan::new(1).kinds(&["chat", "news"]).open().await;
    let aino = stage.member("Aino").await;
    let place = stage.place_of("news", "open", &[&aino]).await;
    let of_aino = stage.nodes[0].as_seen_by(&aino);
    let create = json!({"t": "create_item", "channel": place.channel, "title": "Talvivaroitus"});
    let item = ItemId(of_aino.say(create).await.expect("a draft").id);
    let path = format!("items/{item}");
    let now = talkoo::store::now(&mut stage.nodes[0].app.store.read().await.unwrap()).await;
    let at = (now.unwrap() + Duration::hours(1)).format(&Rfc3339).unwrap();
    for change in [
        json!({"do": "write", "title": "Talvivaroitus", "text": "Pakkanen kiristyy."}),
        json!({"do": "schedule", "at": at}),
    ] {
        let seen: ItemView = of_aino.get(&path).await;
        let change = json!({"t": "change_item", "item": item, "change": change,
            "if_changed_seq": seen.changed_seq});
        of_aino.say(change).await.expect("changed");
    }
    let state =
        |state: &str| json!({"t": "change_channel", "channel": place.channel, "state": state});
    of_aino.say(state("archived")).await.expect("archived");

    let later = || Plan::new(1).session(0, "talkoo.clock_offset", "2 hours");
    let one = later().beside(&stage).await;
    let _other = later().beside(&stage).await;
    done(&stage).await;
    let seen: ItemView = of_aino.get(&path).await;
    assert_eq!((seen.desk, seen.state.as_str()), (true, "scheduled"));

    one.as_seen_by(&aino).say(state("active")).await.expect("open again");
    done(&stage).await;
    let seen: ItemView = of_aino.get(&path).await;
    assert_eq!((seen.desk, seen.state.as_str()), (false, "published"));
    let told = format!(
        "select count(*) from events where verb = 'item_published' and item = '{item}' and stream = '{}'",
        place.channel
    );
    assert_eq!(stage.number(told).await, 1);
}
