//! What one may not see answers like what is not there (promise P12): every route and every command,
//! for every role, in workspaces of every visibility and state. What is seen stands in the table
//! "Seen", written by hand; what is asked comes from the API's own description and from the samples
//! of the protocol, so that a new route or command is asked from the day it is there.

mod ground;
mod asking;

use std::collections::BTreeSet;

use crate::routes::TABLE;
use ground::{Ground, ROLES};

/// One line of the table: where, which thing, and the roles that see it.
struct Line {
    place: String,
    thing: String,
    seen_by: Vec<bool>,
}

fn lines() -> Vec<Line> {
    let (_, table) = TABLE.split_once("## Seen").expect("the table");
    let rows = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| where"));
    rows.map(|row| {
        let mut cells = row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned());
        let (place, thing) = (cells.next().expect("where"), cells.next().expect("what"));
        let seen_by: Vec<bool> = cells.map(|cell| cell == "yes").collect();
        assert_eq!(seen_by.len(), ROLES.len(), "{row}");
        Line { place, thing, seen_by }
    })
    .collect()
}

/// Asks everything of every thing that a role does not see, in the places of this visibility.
async fn nothing_leaks(visibility: &str) {
    let of_it: Vec<Line> =
        lines().into_iter().filter(|line| line.place.starts_with(visibility)).collect();
    let places: BTreeSet<&str> = of_it.iter().map(|line| line.place.as_str()).collect();
    assert!(!places.is_empty(), "no place begins with {visibility}");
    let ground = Ground::new().await;
    let mut asked = 0;
    for place in places {
        let scene = ground.scene(place).await;
        for (role, name) in ROLES.iter().enumerate() {
            let of_place = of_it.iter().filter(|line| line.place == place);
            let hidden: Vec<&str> = of_place
                .filter(|line| !line.seen_by[role])
                .map(|line| line.thing.as_str())
                .collect();
            // Who is no active member is refused before anything is looked at, wherever it is.
            let is_same_everywhere = ["pending", "suspended"].contains(name);
            if is_same_everywhere && !place.contains("active") && place != "direct" {
                continue;
            }
            // These are told that a second factor is wanted, of what they would see with one.
            if place.ends_with("step-up") && ["guest", "member", "owner"].contains(name) {
                continue;
            }
            asked += asking::of_hidden(&ground, &scene, &hidden, role).await;
        }
    }
    assert!(asked > 100, "only {asked} questions were asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn in_open_places() {
    nothing_leaks("open").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_places_that_one_asks_to_enter() {
    nothing_leaks("by_request").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_places_for_the_invited() {
    nothing_leaks("invited").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_secret_places() {
    nothing_leaks("secret").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_private_conversations() {
    nothing_leaks("direct").await;
}

/// What is seen is seen: the table would hold of a server that shows nothing to anybody.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_seen_is_there() {
    let ground = Ground::new().await;
    let lines = lines();
    let places: BTreeSet<&str> = lines.iter().map(|line| line.place.as_str()).collect();
    for place in places {
        let scene = ground.scene(place).await;
        for line in lines.iter().filter(|line| line.place == place) {
            for (role, is_seen) in line.seen_by.iter().enumerate() {
                let there = asking::shows(&ground, &scene, &line.thing, role).await;
                assert_eq!(there, *is_seen, "{place}: {} for {}", line.thing, ROLES[role]);
            }
        }
    }
}
