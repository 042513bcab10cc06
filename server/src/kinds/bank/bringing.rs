//! Entries from elsewhere: a spreadsheet, Markdown files, or JSON as an older portal holds them. Each
//! form is read into named texts; here these become entries. What has no place of its own is kept in the
//! entry's longest field under its own heading, so nothing that was written is lost.

mod json;
mod markdown;
mod names;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use names::{Key, key, sort_named, word};

use super::{
    body::{Effect, Entry, Licence, Phase, PlaceOfUse, Sort, Step},
    fields,
    writing::TITLE_CHARS,
};
use crate::{
    domain::import::region,
    kind::{Content, Foreign, Problem},
};

/// What one thing is there: named texts, in their order.
#[derive(Clone, Debug, Default)]
struct Row {
    file: String,
    line: u32,
    /// Its name there; empty: made from its title.
    name: String,
    pairs: Vec<(String, String)>,
    /// What it is when it does not say so.
    sort: Sort,
    problems: Vec<Problem>,
}

/// Everything that these files hold, each file by the form that its name says.
pub(super) fn read(files: &[(String, String)]) -> Vec<Foreign<Entry>> {
    let mut rows = Vec::new();
    for (name, text) in files {
        let end = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        match end.as_str() {
            "csv" | "tsv" | "txt" => rows.extend(sheet::rows(name, text)),
            "md" | "markdown" => rows.push(markdown::row(name, text)),
            "json" => rows.extend(json::rows(name, text)),
            _ => rows.push(Row::wrong(name, 1, "unknown_form", "")),
        }
    }
    let mut known = BTreeSet::new();
    rows.into_iter().map(|row| foreign(row, &mut known)).collect()
}

impl Row {
    fn wrong(file: &str, line: u32, code: &'static str, field: &str) -> Self {
        let problems = vec![Problem { code, field: field.to_owned() }];
        Self { file: file.to_owned(), line, problems, ..Self::default() }
    }

    fn said(&self, wanted: Key) -> Option<&str> {
        let found = self.pairs.iter().find(|(name, _)| key(name) == Some(wanted));
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    }
}

fn foreign(mut row: Row, known: &mut BTreeSet<String>) -> Foreign<Entry> {
    let title = row.said(Key::Title).unwrap_or_default().to_owned();
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = row.said(Key::Name).map(str::to_owned);
    let name = named.filter(|_| row.name.is_empty()).unwrap_or_else(|| row.name.clone());
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = if name.is_empty() { word(&title) } else { name };
    if row.problems.is_empty() {
        if title.is_empty() {
            row.problems.push(Problem { code: "missing", field: "title".to_owned() });
        } else if title.chars().count() > TITLE_CHARS {
            row.problems.push(Problem { code: "too_long", field: "title".to_owned() });
        } else if !known.insert(name.clone()) {
            row.problems.push(Problem { code: "double", field: name.clone() });
        }
    }
    let (body, problems) = entry(&row);
    row.problems.extend(problems);
    let content = if row.problems.is_empty() {
        Ok(Content { title: title.clone(), text: String::new(), body })
    } else {
        Err(row.problems)
    };
    Foreign { file: row.file, line: row.line, name, title, content }
}

fn entry(row: &Row) -> (Entry, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut sort = row.sort;
    if let Some(said) = row.said(Key::Sort) {
        match sort_named(said) {
            Some(found) => sort = found,
            None => problems.push(unknown("sort", said)),
        }
    }
    let mut entry = Entry { sort, ..Entry::default() };
    let mut rest = String::new();
    for (name, value) in &row.pairs {
        let value = value.trim();
        if value.is_empty() || names::is_person(name) {
            continue;
        }
        match key(name) {
            Some(Key::Title | Key::Name | Key::Sort) => {}
            Some(Key::Field(field)) if fields::find(sort, field).is_some() => {
                let said = entry.fields.entry(field.to_owned()).or_default();
                let gap = if said.is_empty() { "" } else { "\n\n" };
                said.push_str(&format!("{gap}{value}"));
            }
            Some(Key::Field(_)) | None => rest.push_str(&format!("{name}: {value}\n\n")),
            Some(known) => problems.extend(set(&mut entry, known, value)),
        }
    }
    if !rest.is_empty() {
        let said = entry.fields.entry(longest(sort).to_owned()).or_default();
        let gap = if said.is_empty() { "" } else { "\n\n" };
        said.push_str(&format!("{gap}{}", rest.trim_end()));
    }
    for (name, said) in &entry.fields {
        let most = fields::find(sort, name).map_or(0, |field| field.most_chars);
        if said.chars().count() > most {
            problems.push(Problem { code: "too_long", field: name.clone() });
        }
    }
    (entry, problems)
}

/// Where everything has a place that has no other.
fn longest(sort: Sort) -> &'static str {
    match sort {
        Sort::PracticeModel | Sort::Solution => "core_idea",
        Sort::Guide => "guidance",
        Sort::Study => "results",
        Sort::SuccessStory | Sort::Reference => "done",
    }
}

fn set(entry: &mut Entry, key: Key, value: &str) -> Option<Problem> {
    let parts = || value.split([',', ';', '|', '\n']).map(str::trim).filter(|one| !one.is_empty());
    match key {
        Key::Tags => {
            for tag in parts().flat_map(str::split_whitespace) {
                entry.tags.push(word(tag.trim_start_matches('#')));
            }
            entry.tags.retain(|tag| !tag.is_empty());
        }
        Key::Regions => {
            for said in parts() {
                let Some(code) = region(said) else { return Some(unknown("regions", said)) };
                entry.regions.push(code.to_owned());
            }
        }
        Key::Places => {
            let place = |name: &str| PlaceOfUse { name: name.to_owned(), region: None };
            entry.places.extend(parts().map(place));
        }
        Key::Steps => {
            let lines = value.split(['\n', '|']).map(unnumbered).filter(|step| !step.is_empty());
            entry.steps.extend(lines.map(|text| Step { text: text.to_owned(), done: false }));
        }
        Key::Level => {
            let level = value.chars().next().and_then(|sign| sign.to_digit(10));
            match level.and_then(|level| u8::try_from(level).ok()).filter(|level| *level <= 4) {
                Some(level) => entry.level = level,
                None => return Some(unknown("level", value)),
            }
        }
        Key::Effect => match names::named(names::EFFECTS, value) {
            Some(effect) => entry.effect = Some(effect),
            None => return Some(unknown("effect", value)),
        },
        Key::Phase => match names::named(names::PHASES, value) {
            Some(phase) => entry.phase = Some(phase),
            None => return Some(unknown("phase", value)),
        },
        Key::Licence => match names::named(names::LICENCES, value) {
            Some(licence) => entry.licence = licence,
            None => return Some(unknown("licence", value)),
        },
        Key::Title | Key::Name | Key::Sort | Key::Field(_) => {}
    }
    None
}

/// A step without the number or the sign in front of it.
fn unnumbered(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    let is_numbered = rest.len() < line.len() && rest.starts_with(['.', ')']);
    let line = if is_numbered { &rest[1..] } else { line };
    line.trim_start_matches(['-', '*']).trim()
}

fn unknown(field: &str, value: &str) -> Problem {
    let value: String = value.chars().take(80).collect();
    Problem { code: "unknown_word", field: format!("{field}: {value}") }
}

type Named<T> = (T, &'static [&'static str]);
