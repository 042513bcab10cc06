//! JSON: what the web client exports of one entry, a list of such, or what an older portal holds:
//! `{"workspaces": [], "projects": [], "practices": [], "events": [], "members": []}`. There a workspace, a
//! project and an event become references; people are not brought in here, nor is a person named.

use serde_json::{Map, Value};

use super::{Problem, Row, Sort};

/// Names of the lists, and what their things become.
const LISTS: &[(&str, Option<Sort>, &str)] = &[
    ("practices", Some(Sort::PracticeModel), ""),
    ("projects", Some(Sort::Reference), "hanke"),
    ("events", Some(Sort::Reference), "tapahtuma"),
    ("workspaces", Some(Sort::Reference), "työtila"),
    ("members", None, ""),
];

pub(super) fn rows(file: &str, text: &str) -> Vec<Row> {
    let found: Value = match serde_json::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)) {
        Ok(found) => found,
        Err(error) => {
            let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
            return vec![Row::wrong(file, line, "unreadable", "")];
        }
    };
    if let Some(things) = found.as_array() {
        let row = |(index, thing): (usize, &Value)| one(file, index, thing, "", "");
        return things.iter().enumerate().map(row).collect();
    }
    let is_portal =
        |whole: &&Map<String, Value>| LISTS.iter().any(|(name, _, _)| whole.contains_key(*name));
    match found.as_object().filter(is_portal) {
        Some(whole) => portal(file, whole),
        None => vec![one(file, 0, &found, "", "")],
    }
}

fn portal(file: &str, whole: &Map<String, Value>) -> Vec<Row> {
    let mut rows = Vec::new();
    let places = whole.get("workspaces").and_then(Value::as_array);
    let place = |id: &Value| {
        let found = places?.iter().find(|place| place.get("id") == Some(id))?;
        Some(text(found.get("name").or_else(|| found.get("title"))?))
    };
    for (list, sort, tag) in LISTS {
        let things = whole.get(*list).and_then(Value::as_array);
        for (index, thing) in things.into_iter().flatten().enumerate() {
            let file = format!("{file}: {list}");
            let Some(sort) = sort else {
                let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
                rows.push(Row::wrong(&file, line, "person", ""));
                continue;
            };
            let mut row = one(&file, index, thing, list, tag);
            row.sort = *sort;
            for (name, value) in &mut row.pairs {
                if name == "workspace" {
                    let named = thing.get("workspace").and_then(place);
                    *value = named.unwrap_or_else(|| value.clone());
                }
            }
            rows.push(row);
        }
    }
    rows
}

fn one(file: &str, index: usize, thing: &Value, list: &str, tag: &str) -> Row {
    let line = u32::try_from(index + 1).unwrap_or(u32::MAX);
    let Value::Object(thing) = thing else { return Row::wrong(file, line, "unreadable", "") };
    let mut row = Row { file: file.to_owned(), line, ..Row::default() };
    for (name, value) in thing {
        match (name.as_str(), value) {
            ("fields", Value::Object(fields)) => {
                row.pairs.extend(fields.iter().map(|(name, value)| (name.clone(), text(value))));
            }
            ("id", id) => row.name = text(id),
            (name, value) => row.pairs.push((renamed(list, name).to_owned(), text(value))),
        }
    }
    if !row.name.is_empty() && !list.is_empty() {
        row.name = format!("{list}/{}", row.name);
    }
    if !tag.is_empty() {
        row.pairs.push(("tags".to_owned(), tag.to_owned()));
    }
    if thing.is_empty() {
        row.problems.push(Problem { code: "empty", field: String::new() });
    }
    row
}

/// What a portal's own things say under other names.
fn renamed<'a>(list: &str, name: &'a str) -> &'a str {
    match (list, name) {
        ("projects" | "events" | "workspaces", "description" | "objective") => "done",
        ("projects", "results") => "result",
        ("projects", "beneficiary" | "partners") | ("events", "organiser") => "actors",
        ("workspaces", "purpose") => "summary",
        _ => name,
    }
}

/// As words: a list line by line.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(parts) => parts.iter().map(text).collect::<Vec<_>>().join("\n"),
        Value::Object(thing) => {
            let named = thing.get("name").or_else(|| thing.get("text"));
            named.map_or_else(|| value.to_string(), text)
        }
        Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}
