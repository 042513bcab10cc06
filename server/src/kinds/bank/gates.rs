//! What an entry must have before it is published. Before that anything may be missing: an unfinished
//! one is welcome, and is told kindly what it still needs.

use super::{
    body::{Entry, Sort},
    fields,
};
use crate::kind::Item;

/// The evidence from which on the four points are asked for.
const EVIDENCE_ASKS_POINTS: u8 = 3;
const POINTS: usize = 4;

/// Names of what is missing: fields, and `contact`, `points`, `link`.
pub(super) fn missing(item: &Item<Entry>) -> Vec<&'static str> {
    let entry = &item.body;
    let mut missing: Vec<&'static str> = fields::of(entry.sort)
        .filter(|field| field.needed_by.contains(&entry.sort))
        .map(|field| field.name)
        .filter(|name| entry.field(name).trim().is_empty())
        .collect();
    if asks_contact(entry.sort)
        && entry.contact.is_none()
        && entry.field("contact_address").is_empty()
    {
        missing.push("contact");
    }
    if asks_link(entry.sort) && entry.links.is_empty() {
        missing.push("link");
    }
    if entry.level >= EVIDENCE_ASKS_POINTS && entry.points.len() < POINTS {
        missing.push("points");
    }
    missing
}

fn asks_contact(sort: Sort) -> bool {
    match sort {
        Sort::PracticeModel | Sort::Solution | Sort::SuccessStory | Sort::Reference => true,
        Sort::Guide | Sort::Study => false,
    }
}

/// A story or a reference is one of something.
fn asks_link(sort: Sort) -> bool {
    match sort {
        Sort::SuccessStory | Sort::Reference => true,
        Sort::PracticeModel | Sort::Guide | Sort::Study | Sort::Solution => false,
    }
}
