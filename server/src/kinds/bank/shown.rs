//! What the house and its search are told of an entry.

use super::{body::Entry, fields, reviews::shown_level, rules::PUBLISHED, waking::wakes_at};
use crate::{
    domain::facets::{self, Facet},
    kind::{Item, SearchText},
};

/// What the sorts are called, in fi, sv, en.
pub(super) const SORTS: &[(&str, [&str; 3])] = &[
    ("practice_model", ["Toimintamalli", "Verksamhetsmodell", "Practice model"]),
    ("guide", ["Opas", "Guide", "Guide"]),
    ("study", ["Tutkimus", "Undersökning", "Study"]),
    ("solution", ["Ratkaisu", "Lösning", "Solution"]),
    ("success_story", ["Onnistumistarina", "Framgångsberättelse", "Success story"]),
    ("reference", ["Referenssi", "Referens", "Reference"]),
];

pub(super) fn facets(item: &Item<Entry>) -> Vec<Facet> {
    let entry = &item.body;
    let mut facets = vec![Facet::word("state", item.state.as_str())];
    if item.main {
        return facets;
    }
    let (level, _) = shown_level(entry);
    facets.push(Facet::word("sort", entry.sort.as_str()));
    facets.push(Facet::number(facets::EVIDENCE, f64::from(level)));
    // The same as a word: by it search narrows.
    facets.push(Facet::word("level", level.to_string()));
    facets.extend(entry.effect.map(|effect| Facet::word("effect", effect.as_str())));
    facets.extend(entry.phase.map(|phase| Facet::word("phase", phase.as_str())));
    facets.extend(entry.contact.map(|member| Facet::member("contact", member)));
    facets.extend(entry.regions.iter().map(|region| Facet::word(facets::REGION, region.as_str())));
    facets.extend(entry.lasts.expires_at.map(|at| Facet::at(facets::EXPIRES_AT, at)));
    facets.extend(entry.tags.iter().map(|tag| Facet::word(facets::TAG, tag.as_str())));
    facets.extend(wakes_at(item).map(|at| Facet::at(facets::WAKE_AT, at)));
    let collection = entry.field("collection").trim().to_lowercase();
    if !collection.is_empty() {
        facets.push(Facet::word("collection", collection));
    }
    for link in entry.links.iter().filter_map(|link| link.item) {
        facets.push(Facet::word("link", link.to_string()));
    }
    if item.state == PUBLISHED {
        facets.extend(entry.published_at.map(|at| Facet::at(facets::PUBLISHED_AT, at)));
        facets.push(Facet::word(facets::OFFERED, entry.sort.as_str()));
        if entry.public {
            facets.push(Facet::word(facets::PUBLIC, "yes"));
        }
    }
    facets
}

/// Every field, those of the lead before the rest.
pub(super) fn words(item: &Item<Entry>) -> SearchText {
    let entry = &item.body;
    let mut rest: Vec<&str> = fields::of(entry.sort)
        .filter(|field| field.name != "summary")
        .map(|field| entry.field(field.name))
        .filter(|text| !text.is_empty())
        .collect();
    rest.extend(entry.steps.iter().map(|step| step.text.as_str()));
    rest.extend(entry.places.iter().map(|place| place.name.as_str()));
    rest.extend(entry.reviews.iter().map(|review| review.text.as_str()));
    rest.extend(
        entry
            .copy
            .iter()
            .filter_map(|copy| copy.told.as_ref())
            .flat_map(|told| [told.adaptations.as_str(), told.result.as_str()]),
    );
    SearchText { title: item.title.clone(), lead: item.text.clone(), rest: rest.join("\n") }
}
