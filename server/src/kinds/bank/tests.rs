use serde_json::{Value, json};
use talkoo_protocol::{ChannelId, Code, ItemId, MemberId, WorkspaceId};
use time::{Duration, OffsetDateTime, macros::datetime};
use uuid::Uuid;

use super::{Bank, body::Entry, gates::missing, lasting::later, reviews};
use crate::{
    domain::access::{
        ChannelState, ChannelVisibility, History, MemberStatus, Posting, Role, Standing,
        WorkspaceStanding, WorkspaceState, WorkspaceVisibility,
    },
    kind::{Change, Content, Item, Kind, Original, Scene},
};

const NOW: OffsetDateTime = datetime!(2026-11-30 12:00 UTC);
const AUTHOR: u128 = 1;
const HANNA: u128 = 2;
const JUHA: u128 = 3;
const OWNER: u128 = 9;

fn member(number: u128) -> MemberId {
    MemberId(Uuid::from_u128(number))
}

fn standing(number: u128) -> Standing {
    let role = if number == OWNER { Role::Owner } else { Role::Member };
    Standing {
        member: member(number),
        status: MemberStatus::Active,
        channel: ChannelId(Uuid::from_u128(100)),
        kind: "bank".to_owned(),
        visibility: ChannelVisibility::Public,
        state: ChannelState::Active,
        posting: Posting::All,
        history: History::All,
        desk: None,
        desk_is_open: true,
        workspace: Some(WorkspaceStanding {
            workspace: WorkspaceId(Uuid::from_u128(200)),
            visibility: WorkspaceVisibility::Open,
            state: WorkspaceState::Active,
            step_up: false,
            role: Some(role),
            glass: false,
        }),
        in_channel: None,
        history_from: 0,
        speaks_as: None,
        access_seq: 0,
    }
}

/// A model as its author begins it: a title and nothing else.
fn begun() -> Item<Entry> {
    let standing = standing(AUTHOR);
    let scene = Scene { actor: member(AUTHOR), standing: &standing, now: Some(NOW) };
    let title = "Kylän varautumisketju".to_owned();
    let content = Content { title, text: String::new(), body: Entry::default() };
    Item { author: Some(member(AUTHOR)), ..Bank.create(content, &scene).unwrap() }
}

fn changed(
    item: &Item<Entry>,
    by: u128,
    now: OffsetDateTime,
    command: &Value,
) -> Result<Change<Entry>, Code> {
    let standing = standing(by);
    let scene = Scene { actor: member(by), standing: &standing, now: Some(now) };
    Bank.change(item, command, &scene).map_err(|refusal| refusal.code)
}

/// The item after these commands of these members.
fn after(item: Item<Entry>, commands: &[(u128, Value)]) -> Result<Item<Entry>, Code> {
    let mut item = item;
    for (by, command) in commands {
        item = changed(&item, *by, NOW, command)?.item;
    }
    Ok(item)
}

fn complete() -> Value {
    json!({"do": "write", "contact": member(AUTHOR), "fields": {
        "problem": "Apu viipyy.", "core_idea": "Kylätalo ja puhelinketju.", "conditions": "Yhdistys vastaa."}})
}

fn published() -> Item<Entry> {
    after(begun(), &[(AUTHOR, complete()), (AUTHOR, json!({"do": "publish"}))]).unwrap()
}

#[test]
fn an_unfinished_model_is_welcome_and_told_what_it_needs() {
    let item = begun();
    assert!(item.desk);
    assert_eq!(missing(&item), ["problem", "core_idea", "conditions", "contact"]);
    assert_eq!(after(item, &[(AUTHOR, json!({"do": "publish"}))]).unwrap_err(), Code::Rule);
    let item = published();
    assert_eq!((item.desk, item.state.as_str(), item.body.version), (false, "published", 1));
    assert_eq!(item.body.published_at, Some(NOW));
    // What was needed once stays needed.
    let emptied = json!({"do": "write", "fields": {"problem": ""}});
    assert_eq!(after(item, &[(AUTHOR, emptied)]).unwrap_err(), Code::Rule);
}

#[test]
fn strong_evidence_asks_for_the_four_points() {
    let claims = |level: u8, points: Value| {
        let write = json!({"do": "write", "level": level, "points": points});
        after(begun(), &[(AUTHOR, complete()), (AUTHOR, write), (AUTHOR, json!({"do": "publish"}))])
    };
    let all = json!(["problem", "mechanism", "outcome", "replicable"]);
    assert!(claims(2, json!([])).is_ok());
    assert_eq!(claims(3, json!(["problem", "mechanism", "outcome"])).unwrap_err(), Code::Rule);
    assert!(claims(3, all.clone()).is_ok());
    assert_eq!(claims(5, all).unwrap_err(), Code::BadValue);
}

#[test]
fn its_authors_write_it_and_nobody_else() {
    let title = |to: &str| json!({"do": "write", "title": to});
    assert_eq!(after(begun(), &[(HANNA, title("Toinen"))]).unwrap_err(), Code::NotAllowed);
    let shared = json!({"do": "write", "authors": [member(HANNA)]});
    let item = after(begun(), &[(AUTHOR, shared), (HANNA, title("Toinen"))]).unwrap();
    assert_eq!(item.title, "Toinen");
    assert!(after(begun(), &[(OWNER, title("Omistajan"))]).is_ok());
    for bad in [
        json!({"do": "write", "fields": {"no_such": "x"}}),
        json!({"do": "write", "title": " "}),
        json!({"do": "write", "regions": ["99"]}),
        json!({"do": "write", "links": [{"label": "x", "address": "javascript:alert(1)"}]}),
        json!({"do": "write", "fields": {"summary": "ä".repeat(301)}}),
        json!({"do": "write", "reviews": []}),
        json!({"do": "burn"}),
    ] {
        let outcome = after(begun(), &[(AUTHOR, bad.clone())]);
        // A field that no command knows changes nothing.
        let is_refused = outcome.is_err() || outcome.unwrap().body.reviews.is_empty();
        assert!(is_refused, "{bad}");
    }
}

#[test]
fn the_lowest_of_the_two_latest_reviews_is_shown_and_dissent_stays() {
    let ask = |who: u128| (AUTHOR, json!({"do": "ask_review", "member": member(who)}));
    let review = |who: u128, level: u8, effect: &str, conflict: &str| {
        let said = json!({"do": "review", "level": level, "effect": effect, "conflict": conflict, "text": "Perustelu."});
        (who, said)
    };
    let item = published();
    assert_eq!(reviews::shown_level(&item.body), (0, 0));
    assert_eq!(after(item.clone(), &[ask(AUTHOR)]).unwrap_err(), Code::Rule);
    assert_eq!(
        after(item.clone(), &[review(HANNA, 3, "positive", "")]).unwrap_err(),
        Code::NotAllowed
    );
    let item = after(item, &[ask(HANNA), ask(JUHA), ask(OWNER), review(HANNA, 3, "positive", "")])
        .unwrap();
    assert_eq!(reviews::shown_level(&item.body), (3, 1));
    assert!(!reviews::dissent(&item.body));
    let item = after(item, &[review(JUHA, 2, "mixed", "")]).unwrap();
    assert_eq!(reviews::shown_level(&item.body), (2, 2));
    assert!(reviews::dissent(&item.body));
    // Whom something ties to it is read, but not counted.
    let item = after(item, &[review(OWNER, 0, "harmful", "Olen hankkeen rahoittaja")]).unwrap();
    assert_eq!((reviews::shown_level(&item.body), item.body.reviews.len()), ((2, 2), 3));
    // Who thinks again has one review.
    let item = after(item, &[review(JUHA, 4, "positive", "")]).unwrap();
    assert_eq!((reviews::shown_level(&item.body), item.body.reviews.len()), ((3, 2), 3));
}

#[test]
fn a_reviewer_is_told_and_an_author_hears_of_the_review() {
    let item = published();
    let ask = json!({"do": "ask_review", "member": member(HANNA)});
    let asked = changed(&item, AUTHOR, NOW, &ask).unwrap();
    let notice = Bank.notice(&item, &asked).unwrap();
    assert_eq!((notice.text, notice.to), ("review_asked", member(HANNA)));
    let said = json!({"do": "review", "level": 1, "text": "Hyvä alku."});
    let reviewed = changed(&asked.item, HANNA, NOW, &said).unwrap();
    let notice = Bank.notice(&asked.item, &reviewed).unwrap();
    assert_eq!((notice.text, notice.to), ("reviewed", member(AUTHOR)));
}

#[test]
fn what_holds_for_a_while_is_looked_at_again() {
    let last = json!({"do": "last", "months": 3, "verifiers": [member(HANNA)]});
    let item = after(published(), &[(AUTHOR, last)]).unwrap();
    let ends = item.body.lasts.expires_at.unwrap();
    assert_eq!(ends, datetime!(2027-02-28 12:00 UTC), "a month without a 30th ends earlier");
    assert_eq!(
        after(item.clone(), &[(AUTHOR, json!({"do": "verify"}))]).unwrap_err(),
        Code::NotAllowed
    );
    let looked = changed(&item, HANNA, ends + Duration::days(1), &json!({"do": "verify"})).unwrap();
    let lasts = looked.item.body.lasts;
    assert_eq!((lasts.verified_by, lasts.stale), (Some(member(HANNA)), false));
    assert_eq!(lasts.expires_at, Some(later(ends + Duration::days(1), 3)));
}

#[test]
fn a_copy_has_the_steps_and_tells_once_how_it_went() {
    let steps =
        json!({"do": "write", "steps": [{"text": "Nimeä vastuuhenkilö"}, {"text": "Harjoittele"}]});
    let item = after(published(), &[(AUTHOR, steps)]).unwrap();
    let id = ItemId(Uuid::from_u128(50));
    let standing = standing(HANNA);
    let scene = Scene { actor: member(HANNA), standing: &standing, now: Some(NOW) };
    let copy = Bank.copy(&Original { id, item: &item }, &scene).unwrap();
    let made = copy.body.copy.clone().unwrap();
    assert_eq!((made.from, made.version), (id, item.body.version));
    assert_eq!(made.asks_at, datetime!(2027-02-28 12:00 UTC));
    assert_eq!(copy.body.steps.len(), 2);
    assert_eq!((copy.desk, copy.state.as_str(), copy.body.public), (false, "in_use", false));
    let draft = begun();
    assert!(Bank.copy(&Original { id, item: &draft }, &scene).is_err());

    // Whoever works there ticks and tells.
    let copy = after(copy, &[(JUHA, json!({"do": "step", "index": 1, "done": true}))]).unwrap();
    assert!(copy.body.steps[1].done);
    let told = json!({"do": "check_in", "fate": "adapted", "adaptations": "Radiot puhelinten lisäksi",
        "result": "Kaikki tavoitettiin", "effect": "positive", "share": false});
    let change = changed(&copy, JUHA, NOW, &told).unwrap();
    let came = change.came_of_it.unwrap();
    assert_eq!(came.kind.as_str(), "adopted");
    assert_eq!(came.told, json!({"fate": "adapted", "effect": "positive"}), "words are not shared");
    assert_eq!(changed(&change.item, JUHA, NOW, &told).unwrap_err(), Code::Conflict);
    assert_eq!(changed(&published(), AUTHOR, NOW, &told).unwrap_err(), Code::Rule);
}

#[test]
fn search_and_lists_know_it_by_what_it_says() {
    let write = json!({"do": "write", "effect": "none", "regions": ["19"], "public": true,
        "fields": {"ethics": "Puhelinlista on paperilla."}});
    let item = after(published(), &[(AUTHOR, write)]).unwrap();
    let names: Vec<String> = Bank.facets(&item).into_iter().map(|facet| facet.name).collect();
    for name in
        ["state", "sort", "evidence", "effect", "region", "published_at", "offered", "public"]
    {
        assert!(names.iter().any(|known| known == name), "{name} in {names:?}");
    }
    assert!(Bank.words(&item).rest.contains("paperilla"));
    let archived = after(item, &[(AUTHOR, json!({"do": "archive"}))]).unwrap();
    let facets = Bank.facets(&archived);
    assert!(!facets.iter().any(|facet| ["offered", "public"].contains(&facet.name.as_str())));
    let draft = Bank.facets(&begun());
    assert!(!draft.iter().any(|facet| facet.name == "offered"));
}

#[test]
fn the_time_makes_it_stale_and_asks_a_copy_once() {
    let last = json!({"do": "last", "months": 1, "verifiers": [member(HANNA)]});
    let item = after(published(), &[(AUTHOR, last)]).unwrap();
    let ends = item.body.lasts.expires_at.unwrap();
    assert_eq!(Bank.wake(&item, ends - Duration::hours(1)).unwrap(), None);
    let stale = Bank.wake(&item, ends).unwrap().unwrap();
    assert!(stale.item.body.lasts.stale && stale.anonymous);
    assert_eq!(Bank.notice(&item, &stale).unwrap().to, member(HANNA));
    assert_eq!(Bank.wake(&stale.item, ends + Duration::days(9)).unwrap(), None, "once");
    let verified = changed(&stale.item, HANNA, ends, &json!({"do": "verify"})).unwrap();
    assert!(!verified.item.body.lasts.stale);

    let standing = standing(HANNA);
    let scene = Scene { actor: member(HANNA), standing: &standing, now: Some(NOW) };
    let id = ItemId(Uuid::from_u128(50));
    let copy = Bank.copy(&Original { id, item: &published() }, &scene).unwrap();
    let copy = Item { author: Some(member(HANNA)), ..copy };
    let due = copy.body.copy.as_ref().unwrap().asks_at;
    let asked = Bank.wake(&copy, due).unwrap().unwrap();
    let notice = Bank.notice(&copy, &asked).unwrap();
    assert_eq!((notice.text, notice.to), ("check_in", member(HANNA)));
    assert_eq!(Bank.wake(&asked.item, due + Duration::days(1)).unwrap(), None, "once");
}

#[test]
fn the_public_page_names_no_member() {
    let item = after(
        published(),
        &[(AUTHOR, json!({"do": "write", "fields": {"contact_address": "Kylien turva ry"}}))],
    )
    .unwrap();
    let page = Bank.page(&item, "sv").unwrap();
    assert_eq!((page.contact.as_str(), page.licence.as_str()), ("Kylien turva ry", "CC BY 4.0"));
    assert!(!format!("{page:?}").contains(&member(AUTHOR).to_string()));
}
