//! A member's own feed: the points that are shown are the order, what one may not see changes nothing,
//! who is here hears at once, and one's settings are one's own.

use serde_json::{Value, json};
use talkoo_protocol::{
    ItemId, ServerFrame,
    own_feed::{FeedBody, FeedRow, FeedWhy, OwnFeedBody},
};
use time::{Duration, OffsetDateTime, format_description::well_known::Rfc3339};
use uuid::Uuid;

use crate::stage::{Person, Place, Plan, Stage};

async fn stage() -> Stage {
    Plan::new(1).kinds(&["chat", "trial"]).open().await
}

async fn say(stage: &Stage, person: &Person, command: Value) -> Uuid {
    let said = stage.nodes[0].as_seen_by(person).say(command.clone()).await;
    said.unwrap_or_else(|refusal| panic!("{command}: {refusal}")).id
}

async fn draft(stage: &Stage, by: &Person, place: Place, text: &str, body: Value) -> ItemId {
    let create = json!({"t": "create_item", "channel": place.channel, "title": "Ehdotus",
                        "text": text, "body": body});
    ItemId(say(stage, by, create).await)
}

async fn publish(stage: &Stage, by: &Person, item: ItemId) {
    say(stage, by, json!({"t": "change_item", "item": item, "change": {"do": "publish"}})).await;
}

async fn published(stage: &Stage, by: &Person, place: Place, text: &str, body: Value) -> ItemId {
    let item = draft(stage, by, place, text, body).await;
    publish(stage, by, item).await;
    item
}

async fn follow(stage: &Stage, person: &Person, tag: &str, level: &str) {
    say(stage, person, json!({"t": "follow", "subject": {"tag": tag}, "level": level})).await;
}

async fn feed(stage: &Stage, person: &Person, query: &str) -> FeedBody {
    stage.nodes[0].as_seen_by(person).get(&format!("feed{query}")).await
}

async fn change(stage: &Stage, person: &Person, mut wanted: Value) {
    wanted["t"] = json!("change_own_feed");
    say(stage, person, wanted).await;
}

fn ids(rows: &[FeedRow]) -> Vec<Uuid> {
    rows.iter().map(|row| row.id).collect()
}

fn why(row: &FeedRow) -> Vec<(FeedWhy, Option<&str>, u32)> {
    row.reasons.iter().map(|one| (one.why, one.subject.as_deref(), one.points)).collect()
}

#[expect(clippy::disallowed_methods, reason = "what is published is dated by whoever wrote it")]
fn days_ago(days: i64) -> String {
    (OffsetDateTime::now_utc() - Duration::days(days)).format(&Rfc3339).unwrap()
}

#[tokio::test]
async fn the_points_that_are_shown_are_the_order_on_every_page() {
    let stage = stage().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    stage.force(format!("update members set region = '19' where id = '{}'", eero.id)).await;
    let near = stage.place_of("trial", "open", &[&aino, &eero]).await;
    let far = stage.place_of("trial", "open", &[&aino]).await;
    follow(&stage, &eero, "nuoret", "watch").await;
    follow(&stage, &eero, "kyber", "follow").await;
    let told = [
        (near, "#nuoret", json!({"published_at": days_ago(20)})),
        (far, "#kyber", json!({})),
        (far, "", json!({"region": "19"})),
        (far, "#lappi", json!({})),
        (far, "#muu", json!({"published_at": days_ago(1)})),
        (far, "#nuoret #kyber", json!({"published_at": days_ago(3), "region": "19"})),
        (near, "", json!({})),
    ];
    let mut made = Vec::new();
    for (place, text, body) in told {
        made.push(published(&stage, &aino, place, text, body).await);
    }
    let whole = feed(&stage, &eero, "").await;
    assert_eq!(whole.rows.len(), made.len());
    assert!(whole.next.is_none() && whole.must_read.is_empty());
    let mut again = whole.rows.clone();
    again.sort_by_key(|row| {
        let sum: u32 = row.reasons.iter().map(|one| one.points).sum();
        std::cmp::Reverse((sum, row.at, row.id))
    });
    assert_eq!(again, whole.rows, "the answer alone gives the order");
    assert!(
        whole
            .rows
            .iter()
            .all(|row| { row.points == row.reasons.iter().map(|one| one.points).sum::<u32>() })
    );
    assert_eq!(whole.rows[0].id, made[5].0);
    assert_eq!(
        why(&whole.rows[0]),
        [
            (FeedWhy::Tag, Some("nuoret"), 45),
            (FeedWhy::Tag, Some("kyber"), 30),
            (FeedWhy::Region, Some("19"), 20),
            (FeedWhy::Freshness, None, 15),
        ]
    );
    let regional = whole.rows.iter().find(|row| row.id == made[3].0).unwrap();
    assert_eq!(regional.regions, ["19"], "the tag of a region names it");

    follow(&stage, &eero, "rikollisuus", "watch").await;
    let under =
        published(&stage, &aino, far, "#informaatiovaikuttaminen #yritysturvallisuus", json!({}));
    let under = under.await;
    let rows = feed(&stage, &eero, "").await.rows;
    let row = rows.iter().find(|row| row.id == under.0).unwrap();
    assert_eq!(why(row)[0], (FeedWhy::Tag, Some("rikollisuus"), 45), "by its theme");
    assert_eq!(why(row).len(), 2);

    let as_of = whole.as_of.format(&Rfc3339).unwrap();
    for order in ["points", "newest"] {
        let all = feed(&stage, &eero, &format!("?order={order}&as_of={as_of}")).await;
        let mut pages = Vec::new();
        let mut after = String::new();
        loop {
            let query = format!("?order={order}&limit=2&as_of={as_of}{after}");
            let page = feed(&stage, &eero, &query).await;
            pages.extend(page.rows);
            let Some(next) = page.next else { break };
            after = format!("&after={next}");
        }
        assert_eq!(pages, all.rows, "{order}");
    }
    let newest = feed(&stage, &eero, "?order=newest").await.rows;
    assert!(newest.windows(2).all(|pair| (pair[0].at, pair[0].id) > (pair[1].at, pair[1].id)));
}

#[tokio::test]
async fn what_one_may_not_see_changes_no_byte() {
    let stage = stage().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let marko = stage.member("Marko").await;
    let open = stage.place_of("trial", "open", &[&aino]).await;
    let of_marko = stage.place_of("trial", "open", &[&marko]).await;
    let secret = stage.place_of("trial", "secret", &[&aino]).await;
    let invited = stage.place_of("trial", "invited", &[&aino]).await;
    follow(&stage, &eero, "nuoret", "watch").await;
    say(&stage, &eero, json!({"t": "block", "member": marko.id})).await;
    published(&stage, &aino, open, "#nuoret", json!({})).await;
    let as_of = feed(&stage, &eero, "").await.as_of.format(&Rfc3339).unwrap();
    let reader = stage.nodes[0].as_seen_by(&eero);
    let asked = ["", "order=newest&", "limit=1&"].map(|query| format!("feed?{query}as_of={as_of}"));
    let mut before = Vec::new();
    for path in &asked {
        before.push(reader.ask(path).await.body);
    }
    let mut listening = stage.connect(&eero).await;

    for place in [secret, invited] {
        published(&stage, &aino, place, "#nuoret", json!({"must_read": "all"})).await;
    }
    let unfinished = draft(&stage, &aino, open, "#nuoret", json!({"must_read": "all"})).await;
    let scheduled = json!({"published_at": days_ago(-1)});
    published(&stage, &aino, open, "#nuoret", scheduled).await;
    published(&stage, &marko, of_marko, "#nuoret", json!({})).await;
    let hidden = published(&stage, &aino, open, "#nuoret", json!({})).await;
    say(&stage, &aino, json!({"t": "delete_item", "item": hidden})).await;
    for (path, before) in asked.iter().zip(&before) {
        assert_eq!(&reader.ask(path).await.body, before, "{path}");
    }

    // It is the rights that hide it: with them it is there, and without them gone again.
    say(
        &stage,
        &aino,
        json!({"t": "add_member", "place": {"workspace": secret.workspace},
        "member": eero.id, "role": "member"}),
    )
    .await;
    assert_eq!(feed(&stage, &eero, "").await.must_read.len(), 1);
    say(
        &stage,
        &aino,
        json!({"t": "remove_member", "place": {"workspace": secret.workspace},
        "member": eero.id}),
    )
    .await;
    assert_eq!(reader.ask(&asked[0]).await.body, before[0]);
    publish(&stage, &aino, unfinished).await;
    assert_eq!(ids(&feed(&stage, &eero, "").await.must_read), [unfinished.0]);
    listening.until(|frame| matches!(frame, ServerFrame::Offered).then_some(())).await;
}

#[tokio::test]
async fn who_is_here_hears_of_what_they_may_read_on_every_node() {
    let stage = Plan::new(2).kinds(&["chat", "trial"]).open().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let open = stage.place_of("trial", "open", &[&aino]).await;
    let secret = stage.place_of("trial", "secret", &[&aino]).await;
    let mut there = stage.nodes[1].connect(&eero).await;
    let mut own = stage.nodes[1].connect(&aino).await;
    let hears = |frame: &ServerFrame| matches!(frame, ServerFrame::Offered).then_some(());
    published(&stage, &aino, secret, "", json!({})).await;
    own.until(hears).await;
    there.settle().await;
    let heard = there.kept().iter().any(|frame| matches!(frame, ServerFrame::Offered));
    assert!(!heard, "what one may not read is no hint");
    let item = published(&stage, &aino, open, "", json!({})).await;
    there.until(hears).await;
    assert_eq!(ids(&feed(&stage, &eero, "").await.rows), [item.0]);
}

#[tokio::test]
async fn settings_are_ones_own_and_can_be_as_they_came() {
    let stage = stage().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place_of("trial", "open", &[&aino]).await;
    follow(&stage, &eero, "nuoret", "follow").await;
    let tagged = published(&stage, &aino, place, "#nuoret", json!({})).await;
    let plain = published(&stage, &aino, place, "#muu", json!({})).await;
    let all = [tagged.0, plain.0];
    let shown = async || ids(&feed(&stage, &eero, "").await.rows);
    assert_eq!(shown().await, all);

    change(&stage, &eero, json!({"weights": {"tag": "off"}})).await;
    let rows = feed(&stage, &eero, "").await.rows;
    assert_eq!(ids(&rows), [plain.0, tagged.0], "the newer one first");
    assert_eq!(why(&rows[0]), [(FeedWhy::Freshness, None, 30)]);
    change(&stage, &eero, json!({"languages": ["fi"], "hidden_kinds": ["trial"]})).await;
    assert!(shown().await.is_empty());
    let own: OwnFeedBody = stage.nodes[0].as_seen_by(&eero).get("feed/settings").await;
    assert_eq!(own.settings.hidden_kinds, ["trial"]);
    assert!(own.own.iter().any(|one| one.subject == "nuoret"));
    change(&stage, &eero, json!({"reset": true, "languages": ["sv"]})).await;
    stage.force(format!("update items set lang = 'fi' where id = '{plain}'")).await;
    assert_eq!(shown().await, [tagged.0], "what has no known language is in every one");
    change(&stage, &eero, json!({"reset": true})).await;
    assert_eq!(shown().await, all);
    let other: OwnFeedBody = stage.nodes[0].as_seen_by(&aino).get("feed/settings").await;
    assert_eq!(other.version, 0);

    follow(&stage, &eero, "nuoret", "mute").await;
    assert_eq!(shown().await, [plain.0], "a muted tag takes it away");
    say(&stage, &eero, json!({"t": "follow", "subject": {"item": plain}, "level": "mute"})).await;
    assert!(shown().await.is_empty());
    for bad in [json!({"languages": ["de"]}), json!({"hidden_kinds": ["A b"]})] {
        let mut command = bad;
        command["t"] = json!("change_own_feed");
        let refused = stage.nodes[0].as_seen_by(&eero).say(command).await;
        assert_eq!(refused.unwrap_err().code, talkoo_protocol::Code::BadValue);
    }
}

#[tokio::test]
async fn what_has_to_reach_a_role_stands_apart_and_goes_stale() {
    let stage = stage().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place_of("trial", "open", &[&aino]).await;
    let own = stage.place("open", &[&eero]).await;
    let question =
        json!({"t": "create_item", "channel": own.channel, "title": "Miten tämä tehdään?"});
    let question = say(&stage, &eero, question).await;
    let urgent = published(&stage, &aino, place, "", json!({"must_read": "owner"})).await;
    let old = json!({"must_read": "owner", "published_at": days_ago(40)});
    let old = published(&stage, &aino, place, "", old).await;
    published(&stage, &aino, place, "", json!({"must_read": "moderator"})).await;
    let body = feed(&stage, &eero, "").await;
    assert_eq!(ids(&body.must_read), [urgent.0]);
    assert_eq!(body.must_read[0].reasons[0].why, FeedWhy::Role);
    assert!(!ids(&body.rows).contains(&urgent.0), "once is enough");
    assert_eq!(body.rows[0].id, old.0, "what had to be read is still what it was");
    assert!(!ids(&body.rows).contains(&question), "one's own words are no news");
    let of_aino = feed(&stage, &aino, "").await.rows;
    assert_eq!((of_aino[0].id, of_aino[0].offered.as_str()), (question, "question"));
    say(&stage, &eero, json!({"t": "change_item", "item": question, "change": {"do": "resolve"}}))
        .await;
    assert!(feed(&stage, &aino, "").await.rows.is_empty(), "it asks nobody any more");
    stage
        .force(format!(
            "insert into facets (item, channel, name, at)
             values ('{urgent}', '{}', 'expires_at', now() - interval '1 hour')",
            place.channel
        ))
        .await;
    assert!(feed(&stage, &eero, "").await.must_read.is_empty());
}

#[tokio::test]
async fn an_outcome_is_news_to_who_may_read_where_it_stands() {
    let stage = stage().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    follow(&stage, &eero, "rikollisuus", "follow").await;
    let mut recorded = Vec::new();
    for visibility in ["open", "secret"] {
        let place = stage.place(visibility, &[&aino]).await;
        let send = json!({"t": "send", "channel": place.channel, "text": "Sovittiin."});
        let message = say(&stage, &aino, send).await;
        let record = json!({"t": "record_outcome", "kind": "agreed", "place": {"message": message},
            "details": {"theme": "rikollisuus", "words": "Yhteinen ohje."}});
        recorded.push(say(&stage, &aino, record).await);
    }
    let rows = feed(&stage, &eero, "").await.rows;
    assert_eq!(ids(&rows), recorded[..1]);
    let told = (rows[0].kind.as_str(), rows[0].offered.as_str(), rows[0].lead.as_str());
    assert_eq!(told, ("outcome", "agreed", "Yhteinen ohje."));
    assert_eq!(rows[0].reasons[0].subject.as_deref(), Some("rikollisuus"));
    assert_eq!(ids(&feed(&stage, &eero, "?order=newest").await.rows), recorded[..1]);
    change(&stage, &eero, json!({"hidden_kinds": ["outcome"]})).await;
    assert!(feed(&stage, &eero, "").await.rows.is_empty());
    change(&stage, &eero, json!({"reset": true})).await;
    say(&stage, &aino, json!({"t": "withdraw_outcome", "outcome": recorded[0]})).await;
    assert!(feed(&stage, &eero, "").await.rows.is_empty());
}
