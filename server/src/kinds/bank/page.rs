//! What anybody may read of an entry without signing in. No member is on it: who reviewed it, who wrote
//! it and who answers for it stay inside; the contact is what its authors wrote for this page.

use super::{
    body::{Effect, Entry, Licence},
    fields,
    reviews::shown_level,
};
use crate::kind::{
    Item,
    page::{Block, Page},
};

/// Languages of the headings; what is written stays in its own.
const LANGUAGES: [&str; 3] = ["fi", "sv", "en"];

pub(super) fn of(item: &Item<Entry>, language: &str) -> Page {
    let entry = &item.body;
    let spoken = LANGUAGES.iter().position(|known| *known == language).unwrap_or(0);
    let (level, _) = shown_level(entry);
    let mut parts = Vec::new();
    let level_name = LEVELS.get(usize::from(level)).map_or("", |names| names[spoken]);
    let mut evidence = format!("{}: {level}, {}.", LEVEL[spoken], level_name);
    if let Some(effect) = entry.effect {
        evidence.push_str(&format!(" {}: {}.", EFFECT[spoken], effect_name(effect)[spoken]));
    }
    parts.push(Block::Note(evidence));
    for field in fields::of(entry.sort) {
        let said = entry.field(field.name);
        if said.is_empty() || ["summary", "contact_address", "collection"].contains(&field.name) {
            continue;
        }
        let heading = HEADINGS.iter().find(|(name, _)| *name == field.name);
        parts.extend(heading.map(|(_, names)| Block::Heading(names[spoken].to_owned())));
        parts.push(Block::Text(said.to_owned()));
        if field.name == "core_idea" {
            parts.extend(steps(entry, spoken));
        }
    }
    parts.extend(entry.links.iter().filter_map(|link| link.item).map(Block::Item));
    Page {
        // What is written stays in its own language, whichever the headings are in.
        lang: String::new(),
        spoken: LANGUAGES[spoken].to_owned(),
        languages: LANGUAGES.map(str::to_owned).to_vec(),
        title: item.title.clone(),
        lead: entry.field("summary").to_owned(),
        parts,
        tags: entry.tags.clone(),
        regions: entry.regions.clone(),
        published_at: entry.published_at,
        changed_at: entry.lasts.verified_at,
        contact: entry.field("contact_address").to_owned(),
        licence: match entry.licence {
            Licence::Reserved => String::new(),
            Licence::Attribution | Licence::ShareAlike | Licence::Public => {
                entry.licence.as_str().to_owned()
            }
        },
        ..Page::default()
    }
}

fn steps(entry: &Entry, spoken: usize) -> Vec<Block> {
    if entry.steps.is_empty() {
        return Vec::new();
    }
    let lines = entry.steps.iter().enumerate();
    let lines: Vec<String> =
        lines.map(|(index, step)| format!("{}. {}", index + 1, step.text)).collect();
    vec![Block::Heading(STEPS[spoken].to_owned()), Block::Text(lines.join("\n"))]
}

const LEVEL: [&str; 3] = ["Näytön taso", "Evidensnivå", "Evidence level"];
const EFFECT: [&str; 3] = ["Vaikutuksen suunta", "Effektens riktning", "Direction of effect"];
const STEPS: [&str; 3] = ["Vaiheet", "Steg", "Steps"];

const LEVELS: [[&str; 3]; 5] = [
    ["Idea", "Idé", "Idea"],
    ["Kuvattu", "Beskriven", "Described"],
    ["Kokeiltu kerran", "Prövad en gång", "Tried once"],
    ["Toistettu, tuloksia mitattu", "Upprepad, resultat mätta", "Repeated, results measured"],
    ["Vertailtu tutkimuksessa", "Jämförd i undersökning", "Compared in a study"],
];

fn effect_name(effect: Effect) -> [&'static str; 3] {
    match effect {
        Effect::Positive => ["Myönteinen", "Positiv", "Positive"],
        Effect::None => ["Ei vaikutusta", "Ingen effekt", "No effect"],
        Effect::Harmful => ["Haitallinen", "Skadlig", "Harmful"],
        Effect::Mixed => ["Ristiriitainen", "Motstridig", "Mixed"],
    }
}

pub(super) const HEADINGS: &[(&str, [&str; 3])] = &[
    ("summary", ["Lyhyt kuvaus", "Kort beskrivning", "Summary"]),
    ("problem", ["Ongelma", "Problem", "Problem"]),
    ("target_group", ["Kohderyhmä", "Målgrupp", "Target group"]),
    ("environment", ["Toimintaympäristö", "Verksamhetsmiljö", "Operating environment"]),
    ("actors", ["Toimijat", "Aktörer", "Actors"]),
    ("baseline", ["Lähtötilanne", "Utgångsläge", "Baseline"]),
    ("measures", ["Strategiset liittymäkohdat", "Strategiska kopplingar", "Strategic links"]),
    ("before", ["Ennen", "Före", "Before"]),
    ("done", ["Mitä tehtiin", "Vad som gjordes", "What was done"]),
    ("desired_change", ["Tavoiteltu muutos", "Eftersträvad förändring", "Desired change"]),
    (
        "measured_by",
        ["Miten muutos mitataan", "Hur förändringen mäts", "How the change is measured"],
    ),
    ("core_idea", ["Ratkaisun perusidea", "Lösningens grundidé", "Core idea"]),
    ("guidance", ["Ohje", "Anvisning", "Guidance"]),
    (
        "conditions",
        [
            "Toimivuuden ja käyttöönoton ehdot",
            "Villkor för funktion och ibruktagande",
            "Conditions of working and adoption",
        ],
    ),
    ("cost", ["Kustannukset", "Kostnader", "Cost"]),
    ("time_to_start", ["Aika aloitukseen", "Tid till start", "Time to start"]),
    ("resources", ["Resurssit", "Resurser", "Resources"]),
    ("risks", ["Riskit", "Risker", "Risks"]),
    ("ethics", ["Etiikka ja tietosuoja", "Etik och dataskydd", "Ethics and privacy"]),
    ("method", ["Arvioinnin menetelmä", "Utvärderingsmetod", "Method of evaluation"]),
    ("results", ["Tulokset", "Resultat", "Results"]),
    ("result", ["Mitä siitä seurasi", "Vad det ledde till", "What came of it"]),
    ("result_source", ["Tuloksen lähde", "Källa till resultatet", "Source of the result"]),
    ("quote", ["Lainaus", "Citat", "Quote"]),
    ("limits", ["Rajoitukset", "Begränsningar", "Limits"]),
    ("published_in", ["Julkaistu", "Publicerad i", "Published in"]),
    ("tips", ["Vinkit soveltajille", "Tips till tillämpare", "Tips for appliers"]),
    ("funder", ["Rahoittaja", "Finansiär", "Funder"]),
    ("collection", ["Kokonaisuus", "Helhet", "Collection"]),
    ("contact_address", ["Yhteystieto", "Kontaktuppgift", "Contact"]),
];
