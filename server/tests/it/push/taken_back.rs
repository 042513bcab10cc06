//! What is taken back before or after it was told: the notice goes, and nothing older goes with it.

use serde_json::json;
use uuid::Uuid;

use super::{Ground, mention, service::Device};
use crate::stage::{Person, Place};

struct Scene {
    ground: Ground,
    aino: Person,
    siiri: Person,
    eero: Person,
    of_eero: Device,
    place: Place,
}

impl Scene {
    async fn new() -> Self {
        let ground = Ground::over(Ground::plan(1).set("TALKOO_PUSH_GROUP", "1 h")).await;
        let (aino, _) = ground.member("Aino").await;
        let (siiri, _) = ground.member("Siiri").await;
        let (eero, of_eero) = ground.member("Eero").await;
        let place = ground.stage.place("open", &[&aino, &siiri, &eero]).await;
        Self { ground, aino, siiri, eero, of_eero, place }
    }

    async fn said(&self, by: &Person, words: &str) -> Uuid {
        let text = mention(&self.eero, words);
        let send = json!({"t": "send", "channel": self.place.channel, "text": text});
        self.ground.say(by, send).await
    }

    /// What waits to be gathered is told now.
    async fn tell(&self) {
        self.ground.round().await;
        self.ground.hurry().await;
        self.ground.round().await;
    }

    /// The one notice that comes, of Eero's device.
    async fn told(&mut self) -> (String, Option<Uuid>) {
        self.tell().await;
        let told = self.ground.received().await;
        assert!(told.is_for(&self.of_eero));
        self.ground.nothing_more();
        (told.notice.kind, told.notice.message.map(|id| id.0))
    }
}

#[tokio::test]
async fn removing_the_newest_swallows_nothing_older() {
    let mut it = Scene::new().await;
    let first = it.said(&it.aino, "yksi").await;
    let second = it.said(&it.aino, "kaksi").await;
    it.ground.one_round_on(0).await;
    it.ground.say(&it.aino, json!({"t": "delete", "message": second})).await;
    assert_eq!(it.told().await, ("notice".to_owned(), Some(first)));

    // What stands on the screen stays when something newer goes before it is told.
    let third = it.said(&it.aino, "kolme").await;
    it.ground.one_round_on(0).await;
    it.ground.say(&it.aino, json!({"t": "delete", "message": third})).await;
    it.tell().await;
    it.ground.nothing_more();
    it.ground.say(&it.aino, json!({"t": "delete", "message": first})).await;
    assert_eq!(it.told().await, ("read".to_owned(), None));
}

#[tokio::test]
async fn who_is_parted_from_the_newest_author_hears_the_older_one() {
    let mut it = Scene::new().await;
    let first = it.said(&it.aino, "yksi").await;
    it.said(&it.siiri, "kaksi").await;
    it.ground.one_round_on(0).await;
    it.ground.say(&it.eero, json!({"t": "block", "member": it.siiri.id})).await;
    assert_eq!(it.told().await, ("notice".to_owned(), Some(first)));
    // From now on nothing of theirs is even found.
    it.said(&it.siiri, "kolme").await;
    it.ground.one_round_on(0).await;
    let count = "select max(count)::bigint from pushes".to_owned();
    assert_eq!(it.ground.stage.number(count).await, 1);
    it.ground.nothing_more();
}

#[tokio::test]
async fn reading_the_older_one_leaves_the_newer_one_to_be_told() {
    let mut it = Scene::new().await;
    it.ground.undisturbed(&it.eero, "watched").await;
    let watch = json!({"t": "follow", "subject": {"channel": it.place.channel}, "level": "watch"});
    it.ground.say(&it.eero, watch).await;
    it.said(&it.aino, "yksi").await;
    let send = json!({"t": "send", "channel": it.place.channel, "text": "kaksi"});
    let second = it.ground.say(&it.aino, send).await;
    it.ground.one_round_on(0).await;
    let read = json!({"t": "mark_read", "channel": it.place.channel, "seq": 1});
    it.ground.say(&it.eero, read).await;
    assert_eq!(it.told().await, ("notice".to_owned(), Some(second)));
}

/// Hidden by a moderator, removed with its item, lost with the right, expired: the notice goes.
#[tokio::test]
async fn a_notice_goes_with_what_it_tells_of() {
    let mut it = Scene::new().await;
    let message = it.said(&it.siiri, "riita").await;
    assert_eq!(it.told().await, ("notice".to_owned(), Some(message)));
    let report = json!({"t": "report", "subject": {"message": message}, "reason": "spam"});
    let report = it.ground.say(&it.eero, report).await;
    it.ground.say(&it.aino, json!({"t": "claim_report", "report": report, "version": 1})).await;
    it.ground.say(&it.aino, json!({"t": "hide_reported", "report": report, "version": 2})).await;
    assert_eq!(it.told().await, ("read".to_owned(), None));

    let make = json!({"t": "create_item", "channel": it.place.channel, "title": "Aihe"});
    let item = it.ground.say(&it.aino, make).await;
    let text = mention(&it.eero, "aiheesta");
    let send = json!({"t": "send", "channel": it.place.channel, "item": item, "text": text});
    let message = it.ground.say(&it.aino, send).await;
    assert_eq!(it.told().await, ("notice".to_owned(), Some(message)));
    it.ground.say(&it.aino, json!({"t": "delete_item", "item": item})).await;
    assert_eq!(it.told().await, ("read".to_owned(), None));

    let message = it.said(&it.aino, "vanhaa").await;
    assert_eq!(it.told().await, ("notice".to_owned(), Some(message)));
    for statement in [
        "update network set retention_days = 1",
        "update events set at = at - interval '3 days'",
        "update messages set at = at - interval '3 days'",
    ] {
        it.ground.stage.force(statement.to_owned()).await;
    }
    talkoo::actions::retention::run(&it.ground.stage.nodes[0].app).await.expect("retention");
    assert_eq!(it.told().await, ("read".to_owned(), None));
    it.ground.stage.force("update network set retention_days = null".to_owned()).await;

    let message = it.said(&it.aino, "hei").await;
    assert_eq!(it.told().await, ("notice".to_owned(), Some(message)));
    let place = json!({"workspace": it.place.workspace});
    let remove = json!({"t": "remove_member", "place": place, "member": it.eero.id});
    it.ground.say(&it.aino, remove).await;
    it.ground.stage.force("update workspaces set visibility = 'invited'".to_owned()).await;
    assert_eq!(it.told().await, ("read".to_owned(), None));
}

/// Muting is nothing at all; taking part by oneself does not end it; a tag leads to what it became.
#[tokio::test]
async fn what_is_muted_is_not_told() {
    let mut it = Scene::new().await;
    let follow = |subject, level| json!({"t": "follow", "subject": subject, "level": level});
    it.ground.say(&it.eero, follow(json!({"member": it.siiri.id}), "mute")).await;
    it.said(&it.siiri, "hei").await;
    it.ground.say(&it.eero, follow(json!({"tag": "melu"}), "mute")).await;
    it.said(&it.aino, "kova #melu").await;
    it.tell().await;
    it.ground.nothing_more();

    it.ground.undisturbed(&it.eero, "watched").await;
    it.ground.say(&it.eero, follow(json!({"tag": "liikenne"}), "watch")).await;
    let send = json!({"t": "send", "channel": it.place.channel, "text": "uusi tie #trafik"});
    it.ground
        .stage
        .force(
            "insert into tags (id, slug) select gen_random_uuid(), 'liikenne' on conflict do nothing"
                .to_owned(),
        )
        .await;
    it.ground
        .stage
        .force(
            "insert into tags (id, slug, merged_into)
             select gen_random_uuid(), 'trafik', id from tags where slug = 'liikenne'"
                .to_owned(),
        )
        .await;
    let message = it.ground.say(&it.aino, send).await;
    assert_eq!(it.told().await, ("notice".to_owned(), Some(message)));
    it.ground.say(&it.eero, json!({"t": "mark_read", "channel": it.place.channel, "seq": 9})).await;
    it.tell().await;
    it.ground.received().await;

    let make = json!({"t": "create_item", "channel": it.place.channel, "title": "Aihe"});
    let item = it.ground.say(&it.aino, make).await;
    it.ground.say(&it.eero, follow(json!({"channel": it.place.channel}), "mute")).await;
    let own = json!({"t": "send", "channel": it.place.channel, "item": item, "text": "joo"});
    it.ground.say(&it.eero, own).await;
    let text = mention(&it.eero, "kuule");
    let send = json!({"t": "send", "channel": it.place.channel, "item": item, "text": text});
    it.ground.say(&it.aino, send).await;
    it.tell().await;
    it.ground.nothing_more();
}
