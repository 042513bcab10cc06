//! Keeps a story as a file that the web client's tests play: ids are renamed in the order of their
//! appearance and instants are fixed, so that a story reads the same however it was told. Run the
//! tests with `TALKOO_WRITE_GOLDEN=1` to write them anew, and read what changed.

use std::{collections::HashMap, path::PathBuf};

use serde_json::{Value, json};
use talkoo_protocol::{MemberView, StreamId};
use uuid::Uuid;

use super::scene::Scene;

pub(super) struct Story<'a> {
    pub(super) name: &'a str,
    /// Parts of the scene that the story is about, and the web client folds without asking.
    pub(super) parts: &'a [&'a str],
    pub(super) me: &'a MemberView,
    pub(super) network: StreamId,
    pub(super) before: &'a Scene,
    pub(super) heard: Vec<Value>,
    pub(super) after: &'a Scene,
}

#[expect(clippy::disallowed_methods, reason = "whoever changes a story speaks to this alone")]
pub(super) fn keep(story: Story<'_>) {
    let name = format!("{}.json", story.name);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../protocol/golden/story");
    let fresh = told(story);
    let path = folder.join(&name);
    if std::env::var_os("TALKOO_WRITE_GOLDEN").is_some() {
        std::fs::write(&path, &fresh).expect("the folder is there");
    }
    // An event's content stands as it is when the event is read, so two true tellings of one story
    // may differ; what must hold of each was asked before, and the web client plays the kept one.
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(!committed.is_empty(), "{name}: run with TALKOO_WRITE_GOLDEN=1 and read it");
}

fn told(story: Story<'_>) -> String {
    let Story { parts, me, network, before, mut heard, after, .. } = story;
    // Streams keep no order among each other; here they have one.
    heard.sort_by_key(|told| {
        (rank(told, network, me, before), told["stream"].to_string(), told["seq"].as_u64())
    });
    let mut after = serde_json::to_value(after.told()).expect("JSON");
    after.as_object_mut().expect("a scene").retain(|part, _| parts.contains(&part.as_str()));
    let told = json!({"me": me, "before": before.told(), "events": heard, "after": after});
    let text = serde_json::to_string_pretty(&told).expect("JSON");
    with_fixed_times(&with_plain_ids(&text))
}

fn rank(told: &Value, network: StreamId, me: &MemberView, before: &Scene) -> u8 {
    let Some(stream) = told["stream"].as_str().and_then(|id| id.parse::<Uuid>().ok()) else {
        return 9;
    };
    if stream == network.0 {
        0
    } else if stream == me.id.0 {
        1
    } else if before.workspaces.keys().any(|id| id.0 == stream) {
        2
    } else if before.channels.keys().any(|id| id.0 == stream) {
        3
    } else {
        4
    }
}

const ID: usize = 36;

fn with_plain_ids(text: &str) -> String {
    let mut names: HashMap<&str, usize> = HashMap::new();
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        let id = rest
            .get(..ID)
            .filter(|part| part.as_bytes()[8] == b'-' && Uuid::try_parse(part).is_ok());
        if let Some(id) = id {
            let next = names.len() + 1;
            let number = *names.entry(id).or_insert(next);
            plain.push_str(&format!("00000000-0000-7000-8000-{number:012}"));
            rest = &rest[ID..];
        } else {
            plain.push(sign);
            rest = &rest[sign.len_utf8()..];
        }
    }
    plain
}

fn with_fixed_times(text: &str) -> String {
    let fixed = |line: &str| {
        for field in ["\"at\": \"", "\"edited_at\": \""] {
            if let Some((before, value)) = line.split_once(field) {
                let comma = if value.ends_with(',') { "," } else { "" };
                return format!("{before}{field}2026-05-04T09:00:00Z\"{comma}\n");
            }
        }
        format!("{line}\n")
    };
    text.lines().map(fixed).collect()
}
