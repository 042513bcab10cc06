//! Filling an entry in: any part of it at any time, each within its bounds.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use talkoo_protocol::{MemberId, OrganisationId, Refusal};

use super::{
    body::{Effect, Entry, Licence, Link, Phase, PlaceOfUse, Point, Sort, Step},
    fields,
    reviews::HIGHEST,
};
use crate::{domain::profile, kind::Item};

pub(super) const TITLE_CHARS: usize = 200;
const STEPS: usize = 30;
const STEP_CHARS: usize = 600;
const LIST: usize = 30;
const LINE_CHARS: usize = 300;

/// What is written anew; what is absent stays.
#[derive(Deserialize)]
pub(super) struct Written {
    title: Option<String>,
    sort: Option<Sort>,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    steps: Option<Vec<Step>>,
    places: Option<Vec<PlaceOfUse>>,
    links: Option<Vec<Link>>,
    tags: Option<Vec<String>>,
    regions: Option<Vec<String>>,
    organisations: Option<Vec<OrganisationId>>,
    /// An empty word takes the phase or the direction away.
    phase: Option<Named<Phase>>,
    level: Option<u8>,
    effect: Option<Named<Effect>>,
    points: Option<BTreeSet<Point>>,
    authors: Option<Vec<MemberId>>,
    contact: Option<Named<MemberId>>,
    licence: Option<Licence>,
    public: Option<bool>,
}

/// A value, or an empty word for none.
#[derive(Deserialize)]
#[serde(untagged)]
enum Named<T> {
    Some(T),
    None(Nothing),
}

#[derive(Deserialize)]
enum Nothing {
    #[serde(rename = "")]
    Empty,
}

impl<T> Named<T> {
    fn value(self) -> Option<T> {
        match self {
            Self::Some(value) => Some(value),
            Self::None(Nothing::Empty) => None,
        }
    }
}

/// The item with what was written.
pub(super) fn write(item: &Item<Entry>, written: Written) -> Result<Item<Entry>, Refusal> {
    let mut next = item.clone();
    if let Some(title) = written.title {
        next.title = title;
    }
    let entry = &mut next.body;
    if let Some(sort) = written.sort.filter(|sort| *sort != entry.sort) {
        if entry.published_at.is_some() {
            return Err(Refusal::rule("what is published stays what it is"));
        }
        entry.sort = sort;
    }
    for (name, text) in written.fields {
        if text.trim().is_empty() {
            entry.fields.remove(&name);
        } else {
            entry.fields.insert(name, text);
        }
    }
    set(&mut entry.steps, written.steps);
    set(&mut entry.places, written.places);
    set(&mut entry.links, written.links);
    set(&mut entry.tags, written.tags);
    set(&mut entry.regions, written.regions);
    set(&mut entry.organisations, written.organisations);
    set(&mut entry.level, written.level);
    set(&mut entry.points, written.points);
    set(&mut entry.authors, written.authors);
    set(&mut entry.licence, written.licence);
    set(&mut entry.public, written.public);
    set(&mut entry.phase, written.phase.map(Named::value));
    set(&mut entry.effect, written.effect.map(Named::value));
    set(&mut entry.contact, written.contact.map(Named::value));
    sound(next)
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

/// The item with everything in it within its bounds, and its plain form for those who do not know
/// this kind.
pub(super) fn sound(mut item: Item<Entry>) -> Result<Item<Entry>, Refusal> {
    item.title = line(&item.title, TITLE_CHARS, "title")?;
    if item.title.is_empty() {
        return Err(Refusal::bad_value("title: an entry needs one"));
    }
    let entry = &mut item.body;
    let sort = entry.sort;
    // Another sort keeps what it also has; the rest would be seen by nobody.
    entry.fields.retain(|name, _| {
        fields::find(sort, name).is_some() || !fields::FIELDS.iter().any(|field| field.name == name)
    });
    for (name, text) in &entry.fields {
        let field = fields::find(sort, name)
            .ok_or_else(|| Refusal::bad_value(format!("{name}: no such field")))?;
        most(text, field.most_chars, name)?;
    }
    if entry.level > HIGHEST {
        return Err(Refusal::bad_value("level: from 0 to 4"));
    }
    lists(entry)?;
    item.text = plain_form(&item.body);
    Ok(item)
}

fn lists(entry: &mut Entry) -> Result<(), Refusal> {
    entry.steps.retain(|step| !step.text.trim().is_empty());
    entry.places.retain(|place| !place.name.trim().is_empty());
    entry.links.retain(|link| link.item.is_some() || !link.address.trim().is_empty());
    if entry.steps.len() > STEPS
        || [
            entry.places.len(),
            entry.links.len(),
            entry.tags.len(),
            entry.regions.len(),
            entry.organisations.len(),
            entry.authors.len(),
        ]
        .iter()
        .any(|length| *length > LIST)
    {
        return Err(Refusal::bad_value("a list is too long: thirty at most"));
    }
    for step in &entry.steps {
        most(&step.text, STEP_CHARS, "steps")?;
    }
    for place in &entry.places {
        most(&place.name, LINE_CHARS, "places")?;
    }
    for link in &entry.links {
        most(&link.label, LINE_CHARS, "links")?;
        if !link.address.is_empty() && !is_address(&link.address) {
            return Err(Refusal::bad_value("links: an address of https"));
        }
    }
    let regions = entry.regions.iter().chain(entry.places.iter().flat_map(|place| &place.region));
    if regions.into_iter().any(|region| !profile::is_region(region)) {
        return Err(Refusal::bad_value("regions: a region's number"));
    }
    let mut tags = Vec::new();
    for tag in &entry.tags {
        let slug = tag.trim().trim_start_matches('#').to_lowercase();
        if !is_slug(&slug) {
            return Err(Refusal::bad_value("tags: letters, numbers and hyphens"));
        }
        if !tags.contains(&slug) {
            tags.push(slug);
        }
    }
    entry.tags = tags;
    entry.authors.sort_unstable();
    entry.authors.dedup();
    Ok(())
}

/// What is shown where this kind is not known.
fn plain_form(entry: &Entry) -> String {
    let lead = [entry.field("summary"), entry.field("core_idea"), entry.field("problem")];
    lead.into_iter().find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

fn line(text: &str, most_chars: usize, name: &str) -> Result<String, Refusal> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    most(&text, most_chars, name)?;
    Ok(text)
}

fn most(text: &str, most_chars: usize, name: &str) -> Result<(), Refusal> {
    if text.chars().count() > most_chars {
        return Err(Refusal::bad_value(format!("{name}: {most_chars} characters at most")));
    }
    Ok(())
}

fn is_slug(slug: &str) -> bool {
    !slug.is_empty()
        && slug.chars().count() <= 60
        && slug.chars().all(|sign| sign.is_alphanumeric() || "-_".contains(sign))
}

/// An address that a page may offer as a link, and that hides nothing.
fn is_address(address: &str) -> bool {
    address.strip_prefix("https://").is_some_and(|rest| rest.contains('.'))
        && address.chars().count() <= LINE_CHARS
        && !address
            .chars()
            .any(|sign| sign.is_whitespace() || sign.is_control() || "\"<>\\`{}|^".contains(sign))
}
