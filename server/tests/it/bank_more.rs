//! What copies tell and to whom: nothing reaches where its teller may not read, nothing that is gone,
//! and no region of few.

use serde_json::{Value, json};
use talkoo_protocol::{Code, ItemId, copies::CopiesBody};

use crate::bank::Bank;

const SAID: &str = "Kaikki tavoitettiin tunnissa.";

impl Bank {
    async fn tell(&self, copy: ItemId) -> Result<(), Code> {
        let said = json!({"do": "check_in", "fate": "kept", "effect": "positive", "share": true,
            "result": SAID});
        self.change(&self.siiri, copy, said).await
    }

    /// What the original's readers have heard of copies, and its owner.
    async fn heard(&self) -> (i64, i64) {
        let told = "select count(*) from item_copies where told is not null".to_owned();
        let noticed = "select count(*) from events where facts->>'text' = 'copy_told'".to_owned();
        (self.stage.number(told).await, self.stage.number(noticed).await)
    }

    /// As a moderator does it.
    async fn hide(&self, item: ItemId) {
        let hide = format!(
            "with said as (
               insert into reports (id, sort, subject, office)
               values (gen_random_uuid(), 'item', '{item}', 'workspace')
               returning id)
             insert into hidden_items (item, report, title, text, body, tags)
             select '{item}', id, '', '', '{{}}', '{{}}' from said"
        );
        self.stage.force(hide).await;
    }

    /// Further copies that hold nothing but their place, which is in this region.
    async fn copies_in(&self, original: ItemId, region: &str, count: usize) {
        for _ in 0..count {
            self.stage
                .force(format!(
                    "with made as (
                       insert into items (id, channel, kind, seq, author, title, state, changed_seq)
                       select gen_random_uuid(), '{}', 'bank', 1, '{}', 'K', 'in_use', 1
                       returning id)
                     insert into item_copies (item, original, region)
                     select id, '{original}', '{region}' from made",
                    self.elsewhere.channel, self.siiri.id
                ))
                .await;
        }
    }
}

#[tokio::test]
async fn what_came_of_a_copy_stays_where_its_teller_may_not_read_the_original() {
    let bank = Bank::new("open").await;
    for closing in [
        format!("update channels set visibility = 'private' where id = '{}'", bank.place.channel),
        format!(
            "update channels set visibility = 'public', state = 'archived' where id = '{}'",
            bank.place.channel
        ),
    ] {
        let open = format!(
            "update channels set visibility = 'public', state = 'active' where id = '{}'",
            bank.place.channel
        );
        bank.stage.force(open).await;
        let copy = bank.copied(bank.published().await).await;
        bank.stage.force(closing).await;
        let seen: CopiesBody = bank.copies(&bank.siiri, copy).await;
        assert!(!seen.reaches, "the teller is told before they answer");
        bank.tell(copy).await.expect("it stays with the copy");
        assert_eq!(bank.heard().await, (0, 0));
    }
    let outcomes = "select count(*) from outcomes".to_owned();
    assert_eq!(bank.stage.number(outcomes).await, 2, "where the copies stand it is recorded");
}

#[tokio::test]
async fn what_came_of_a_copy_stays_when_its_original_is_gone_or_hidden() {
    let bank = Bank::new("open").await;
    let (removed, hidden) = (bank.published().await, bank.published().await);
    let (of_removed, of_hidden) = (bank.copied(removed).await, bank.copied(hidden).await);
    assert!(bank.copies(&bank.siiri, of_hidden).await.reaches);
    let delete = json!({"t": "delete_item", "item": removed});
    bank.as_seen_by(&bank.aino).say(delete).await.expect("removed");
    bank.hide(hidden).await;
    for copy in [of_removed, of_hidden] {
        let seen = bank.copies(&bank.siiri, copy).await;
        assert_eq!((seen.reaches, seen.original), (false, None));
        bank.tell(copy).await.expect("it stays with the copy");
    }
    assert_eq!(bank.heard().await, (0, 0));
}

#[tokio::test]
async fn an_original_that_was_changed_since_hears_what_came_of_its_copy() {
    let bank = Bank::new("open").await;
    let item = bank.published().await;
    let copy = bank.copied(item).await;
    for level in 1..4 {
        let write = json!({"do": "write", "level": level,
            "points": ["problem", "mechanism", "outcome", "replicable"]});
        bank.change(&bank.eero, item, write).await.expect("changed");
    }
    assert!(bank.copies(&bank.siiri, copy).await.reaches);
    bank.tell(copy).await.expect("told");
    assert_eq!(bank.heard().await, (1, 1));
}

#[tokio::test]
async fn of_places_that_one_may_not_see_a_region_is_told_from_three_on() {
    let bank = Bank::new("secret").await;
    let item = bank.published().await;
    let copy = bank.copied(item).await;
    bank.tell(copy).await.expect("told");
    let regions = async || {
        let seen = bank.copies(&bank.hanna, item).await;
        let regions: Vec<(Option<String>, u32)> =
            seen.regions.into_iter().map(|row| (row.region, row.count)).collect();
        (seen.count, regions, seen.copies[0].region.clone(), seen.copies[0].at.time())
    };
    bank.copies_in(item, "19", 1).await;
    let (count, found, of_told, time) = regions().await;
    assert_eq!((count, found, of_told), (2, vec![(None, 2)], None));
    assert!([21, 22].contains(&time.hour()) && time.minute() == 0, "midnight there: {time}");
    bank.copies_in(item, "19", 1).await;
    let (count, found, of_told, _) = regions().await;
    assert_eq!((count, found), (3, vec![(Some("19".to_owned()), 3)]));
    assert_eq!(of_told.as_deref(), Some("19"));
    // Who is there sees their own place with its region, however few there are.
    bank.copies_in(item, "05", 1).await;
    let seen = bank.copies(&bank.siiri, item).await;
    let codes: Vec<_> = seen.regions.iter().map(|row| row.region.as_deref()).collect();
    assert_eq!(codes, [Some("05"), Some("19")]);
    // One that a moderator hides is no longer counted.
    bank.hide(copy).await;
    let seen = bank.copies(&bank.hanna, item).await;
    assert_eq!((seen.count, seen.regions.len(), seen.copies.len()), (3, 1, 0));
}

#[tokio::test]
async fn where_a_member_lives_is_not_told_with_their_copy() {
    let bank = Bank::new("open").await;
    let item = bank.published().await;
    bank.stage
        .force(format!("update members set region = '02' where id = '{}'", bank.siiri.id))
        .await;
    bank.stage
        .force(format!(
            "update workspaces set region = null where id = '{}'",
            bank.elsewhere.workspace
        ))
        .await;
    bank.copied(item).await;
    let seen: Value = bank.as_seen_by(&bank.hanna).get(&format!("items/{item}/copies")).await;
    assert_eq!(seen["regions"], json!([{"count": 1}]));
}

#[tokio::test]
async fn what_names_an_item_is_found_from_it_by_those_who_may_see_it() {
    let bank = Bank::new("secret").await;
    let item = bank.published().await;
    let draft = bank.begun().await;
    let link = json!({"do": "write", "links": [{"label": "Malli", "item": item}]});
    bank.change(&bank.eero, draft, link.clone()).await.expect("linked");
    let copy = bank.copied(item).await;
    bank.change(&bank.siiri, copy, link).await.expect("linked");
    let linked = async |by: &crate::stage::Person| {
        let path = format!("items/{item}/backlinks");
        let body: talkoo_protocol::links::LinksBody = bank.as_seen_by(by).get(&path).await;
        body.links.into_iter().map(|link| link.item).collect::<Vec<_>>()
    };
    assert_eq!(linked(&bank.hanna).await, [draft], "whoever works at the desk sees drafts");
    assert_eq!(linked(&bank.siiri).await, [copy], "and who works elsewhere what is there");
}

#[tokio::test]
async fn a_version_stays_readable_after_the_next() {
    let bank = Bank::new("open").await;
    let item = bank.published().await;
    let write = json!({"do": "write", "title": "Ketju 2", "fields": {"problem": "Toinen."}});
    bank.change(&bank.eero, item, write).await.expect("the second");
    let version = async |number: u32| {
        let path = format!("items/{item}/numbered/{number}");
        bank.as_seen_by(&bank.siiri).ask(&path).await
    };
    for (number, title, problem) in
        [(1, "Varautumisketju", "Apu viipyy."), (2, "Ketju 2", "Toinen.")]
    {
        let answer = version(number).await;
        let seen: Value = serde_json::from_str(&answer.body).expect("an item");
        assert_eq!(
            (&seen["title"], &seen["body"]["fields"]["problem"]),
            (&json!(title), &json!(problem))
        );
    }
    // What was written on the desk is no version, and there is no third.
    assert_eq!((version(0).await.status, version(3).await.status), (404, 404));
    bank.stage
        .force(format!(
            "update workspaces set visibility = 'secret' where id = '{}'",
            bank.place.workspace
        ))
        .await;
    assert_eq!(version(1).await.status, 404);
}

#[tokio::test]
async fn search_narrows_by_evidence_effect_and_phase() {
    let bank = Bank::new("open").await;
    let (strong, weak) = (bank.published().await, bank.published().await);
    let write = |level: u8, effect: &str, phase: &str| {
        json!({"do": "write", "level": level, "effect": effect, "phase": phase,
            "points": ["problem", "mechanism", "outcome", "replicable"]})
    };
    bank.change(&bank.eero, strong, write(3, "positive", "trial")).await.expect("written");
    bank.change(&bank.eero, weak, write(1, "harmful", "sharing")).await.expect("written");
    crate::search::indexed(&bank.stage).await;
    for (query, found) in [
        ("varautumisketju näyttö:3", vec![strong]),
        ("varautumisketju vaikutus:myönteinen", vec![strong]),
        ("varautumisketju vaikutus:haitallinen", vec![weak]),
        ("varautumisketju vaihe:kokeile", vec![strong]),
        ("varautumisketju phase:sharing", vec![weak]),
        ("varautumisketju tyyppi:toimintamalli näyttö:1", vec![weak]),
        ("varautumisketju tyyppi:opas", vec![]),
        ("varautumisketju näyttö:4", vec![]),
    ] {
        let answer = crate::search::asked(&bank.stage, &bank.siiri, query).await;
        let hits = answer["hits"].as_array().expect("hits");
        let items: Vec<&Value> = hits.iter().map(|hit| &hit["item"]).collect();
        assert_eq!(
            items,
            found.iter().map(|id| json!(id)).collect::<Vec<_>>().iter().collect::<Vec<_>>(),
            "{query}: {answer}"
        );
    }
}
