//! Letters about what stays unread, to who wants them; and their end.

use serde_json::{Value, json};

use super::{Ground, mention};
use crate::http::Site;

pub(super) async fn letters(folder: &std::path::Path) -> Vec<Value> {
    let mut found = Vec::new();
    let Ok(mut entries) = tokio::fs::read_dir(folder).await else { return found };
    while let Some(entry) = entries.next_entry().await.unwrap() {
        if entry.path().extension().is_some_and(|end| end == "json") {
            let text = tokio::fs::read(entry.path()).await.unwrap();
            found.push(serde_json::from_slice(&text).unwrap());
        }
    }
    found
}

#[tokio::test]
async fn who_wants_letters_is_written_to_about_what_stays_unread() {
    let folder = std::env::temp_dir().join(format!("talkoo-letters-{}", uuid::Uuid::new_v4()));
    let plan = Ground::plan(1).set("TALKOO_MAIL_FOLDER", &folder.display().to_string());
    let mut ground = Ground::over(plan).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, _) = ground.member("Eero").await;
    let place = ground.stage.place("open", &[&aino, &eero]).await;
    let secret = ground.stage.place("secret", &[&aino, &eero]).await;
    let wants =
        format!("update notice_settings set mail_for = 'mentions' where member = '{}'", eero.id);
    ground.stage.force(wants).await;
    // The mailbox is made with the next round, before anything is owed to it.
    ground.round().await;
    for (channel, words) in [(place.channel, "tule <b>pian</b>"), (secret.channel, "salaisuus")] {
        let text = mention(&eero, words);
        ground.say(&aino, json!({"t": "send", "channel": channel, "text": text})).await;
    }
    ground.round().await;
    ground.received().await;
    ground.received().await;
    assert!(letters(&folder).await.is_empty(), "a quarter of an hour has not passed");
    ground.hurry().await;
    ground.round().await;
    let written = letters(&folder).await;
    assert_eq!(written.len(), 2, "{written:?}");
    let of_open = written.iter().find(|one| one["about"] == json!(place.main)).expect("a thread");
    let of_secret = written.iter().find(|one| one["about"] == json!(secret.main)).expect("another");
    assert_eq!(of_open["to"], format!("{}@esimerkki.example", eero.id));
    assert_eq!(of_open["subject"], "Aino Koe – yleinen");
    assert!(of_open["text"].as_str().unwrap().contains("@Eero Koe tule <b>pian</b>"));
    assert!(of_open["html"].as_str().unwrap().contains("&lt;b&gt;pian"));
    assert_eq!(of_secret["subject"], "Uusi viesti työtilassa");
    assert!(
        !of_secret.to_string().contains("salaisuus") && !of_secret.to_string().contains("Aino")
    );

    // Read before the time: no letter.
    let text = mention(&eero, "vielä");
    ground.say(&aino, json!({"t": "send", "channel": place.channel, "text": text})).await;
    ground.round().await;
    ground.received().await;
    ground.say(&eero, json!({"t": "mark_read", "channel": place.channel, "seq": 2})).await;
    ground.hurry().await;
    ground.round().await;
    assert_eq!(letters(&folder).await.len(), 2);

    // One post to the address in the letter, by nobody who is signed in, ends them.
    let address = of_open["unsubscribe"].as_str().expect("an address");
    let path = address.split_once("/api/").expect("of ours").1;
    let site = Site::of(&ground.stage);
    let wrong = format!("/api/{}A", &path[..path.len() - 1]);
    assert_eq!(site.post(&wrong).send().await.unwrap().status(), 404);
    assert_eq!(site.get_as_nobody(&format!("/api/{path}")).send().await.unwrap().status(), 200);
    let wanted = "select count(*) from notice_settings where mail_for = 'mentions'".to_owned();
    assert_eq!(ground.stage.number(wanted.clone()).await, 1, "opening it asks only");
    let form = site.post(&format!("/api/{path}")).body("List-Unsubscribe=One-Click");
    assert_eq!(form.send().await.unwrap().status(), 200);
    assert_eq!(ground.stage.number(wanted).await, 0);
    tokio::fs::remove_dir_all(&folder).await.unwrap();
}

#[tokio::test]
async fn the_letter_of_the_morning_tells_of_followed_tags_once() {
    let folder = std::env::temp_dir().join(format!("talkoo-letters-{}", uuid::Uuid::new_v4()));
    let plan = Ground::plan(1).set("TALKOO_MAIL_FOLDER", &folder.display().to_string());
    let ground = Ground::over(plan).await;
    let (aino, _) = ground.member("Aino").await;
    let (eero, _) = ground.member("Eero").await;
    let place = ground.stage.place("open", &[&aino, &eero]).await;
    let secret = ground.stage.place("secret", &[&aino, &eero]).await;
    let elsewhere = ground.stage.place("invited", &[&aino]).await;
    let follow = json!({"t": "follow", "subject": {"tag": "liikenne"}, "level": "follow"});
    ground.say(&eero, follow).await;
    let mut titles = Vec::new();
    for (channel, title) in [
        (place.channel, "Risteys"),
        (place.channel, "Luettu"),
        (secret.channel, "Salainen"),
        (elsewhere.channel, "Muualla"),
    ] {
        let make = json!({"t": "create_item", "channel": channel, "title": title});
        let item = ground.say(&aino, make).await;
        let text = "Tästä pitää puhua #liikenne";
        let send = json!({"t": "send", "channel": channel, "item": item, "text": text});
        ground.say(&aino, send).await;
        titles.push(item);
    }
    let read = json!({"t": "mark_read", "channel": place.channel, "item": titles[1], "seq": 1000});
    ground.say(&eero, read).await;
    // In some zone of the earth it is past seven at any moment.
    ground
        .stage
        .force(format!(
            "update notice_settings
             set digest = 'daily',
                 time_zone = (
                   select zone from unnest(array['UTC', 'Pacific/Kiritimati', 'Pacific/Honolulu']) as zone
                   where (now() at time zone zone)::time >= '07:00'
                   limit 1
                 )
             where member = '{}'",
            eero.id
        ))
        .await;
    for _ in 0..2 {
        while ground.desks[0].mornings().await.expect("a round") {}
    }
    let written = letters(&folder).await;
    assert_eq!(written.len(), 1, "once: {written:?}");
    let text = written[0]["text"].as_str().expect("text");
    assert!(text.contains("yleinen › Risteys"), "{text}");
    for hidden in ["Luettu", "Salainen", "Muualla"] {
        assert!(!text.contains(hidden), "{hidden}: {text}");
    }
    tokio::fs::remove_dir_all(&folder).await.unwrap();
}
