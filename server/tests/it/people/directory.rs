//! The directory: found by what is known of people, in the order of the reader's letters, a page at
//! a time, none twice and none left out.

use serde_json::json;
use talkoo_protocol::people::DirectoryPage;

use super::{One, competence, organisation, profile};
use crate::stage::Stage;

/// Family names in the order in which the letters of both languages put them: å, ä, ö come last, and
/// v is before w.
const NAMES: [&str; 12] = [
    "Aalto",
    "Ahola",
    "Virta",
    "Wirta",
    "Virtanen",
    "Wirtanen",
    "Vuori",
    "Ylinen",
    "Zidan",
    "Åberg",
    "Äijälä",
    "Öhman",
];

async fn names(reader: &One, query: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("directory?limit=3&{query}{after}");
        let page: DirectoryPage = reader.reader.get(&path).await;
        assert_eq!(page.total.is_some(), after.is_empty());
        found.extend(page.people.into_iter().map(|one| one.member.family));
        let Some(next) = page.next else { return found };
        let next: String = next.bytes().map(|byte| format!("%{byte:02X}")).collect();
        after = format!("&after={next}");
    }
}

async fn crowd(stage: &Stage) {
    for name in NAMES.iter().rev() {
        let one = One::of(stage, "Kalle").await;
        let id = one.person.id;
        stage.force(format!("update members set family = '{name}' where id = '{id}'")).await;
    }
}

#[tokio::test]
async fn names_stand_in_the_order_of_finnish_and_swedish() {
    let stage = Stage::new().await;
    crowd(&stage).await;
    let reader = One::of(&stage, "Lukija").await;
    let found = names(&reader, "query=kalle&order=fi").await;
    let mut expected = NAMES.map(str::to_owned).to_vec();
    assert_eq!(found.len(), NAMES.len(), "{found:?}");
    expected.sort_by_key(|name| found.iter().position(|one| one == name));
    for (order, last) in [("fi", "Öhman"), ("sv", "Öhman")] {
        let found = names(&reader, &format!("query=kalle&order={order}")).await;
        assert_eq!(found.last().map(String::as_str), Some(last), "{order}: {found:?}");
        let tail: Vec<_> = found.iter().skip(8).map(String::as_str).collect();
        assert_eq!(tail, ["Zidan", "Åberg", "Äijälä", "Öhman"], "{order}");
        let at = |name: &str| found.iter().position(|one| one == name).expect("it is there");
        assert!(at("Virtanen") < at("Wirtanen") && at("Virta") < at("Wirta"), "{order}: {found:?}");
    }
}

#[tokio::test]
async fn people_are_found_by_all_that_is_known_of_them() {
    let stage = Stage::new().await;
    let (aino, eero) = (One::of(&stage, "Aino").await, One::of(&stage, "Eero").await);
    competence(&stage, "sovittelu").await;
    let firm = organisation(&stage, "Ääninen Oy", &[&aino]).await;
    aino.says(profile(json!({
        "family": "Ahola", "title": "rehtori", "region": "19", "languages": ["fi", "sv"],
    })))
    .await;
    aino.says(json!({"t": "set_competence", "competence": "sovittelu", "level": 1})).await;
    for found in [
        "query=aho",
        "query=REHT",
        "query=ääninen",
        "query=%C3%84%C3%84NINEN%20aino",
        "query=sovit",
        "region=19",
        "language=sv",
        "competence=sovittelu",
        "kind=company",
        &format!("organisation={firm}"),
    ] {
        assert_eq!(names(&eero, found).await, ["Ahola"], "{found}");
    }
    for nobody in
        ["query=aho%20koe", "query=%25", "region=01", "language=en", "competence=x", "kind=parish"]
    {
        assert!(names(&eero, nobody).await.is_empty(), "{nobody}");
    }
    assert_eq!(names(&eero, "").await, ["Ahola", "Koe"]);
}

#[tokio::test]
async fn a_page_has_bounds_and_its_cursor_is_checked() {
    let stage = Stage::new().await;
    let aino = One::of(&stage, "Aino").await;
    for bad in ["limit=-1", "after=x", "after=a%1Fb%1Fc", "organisation=x", "query=%00"] {
        assert_eq!(aino.status_of(&format!("directory?{bad}")).await, 400, "{bad}");
    }
    for fine in ["limit=0", "limit=100000", "order=xx"] {
        assert_eq!(aino.status_of(&format!("directory?{fine}")).await, 200, "{fine}");
    }
}
