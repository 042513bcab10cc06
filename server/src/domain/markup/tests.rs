//! The shared golden cases, the bounds, and that no input is costly.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::*;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Case {
    name: String,
    text: String,
    mentions: Vec<MemberId>,
    group: bool,
    tags: Vec<String>,
    links: Vec<String>,
    plain: String,
}

impl Case {
    fn read(name: String, text: String) -> Self {
        let reading = read(&text);
        let plain = reading.plain.fill(as_written);
        let Reading { mentions, mentions_channel: group, tags, links, .. } = reading;
        Self { name, text, mentions, group, tags, links, plain }
    }
}

fn as_written(mentioned: Mentioned) -> String {
    match mentioned {
        Mentioned::Member(member) => mention_of(member),
        Mentioned::Channel => "@[channel]".to_owned(),
    }
}

fn golden() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../protocol/golden/markup")
}

fn cases_in(path: &std::path::Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn every_golden_case_is_read_as_it_says() {
    let mut count = 0;
    for entry in fs::read_dir(golden()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        for case in cases_in(&path) {
            assert_eq!(Case::read(case.name.clone(), case.text.clone()), case, "{path:?}");
            count += 1;
        }
    }
    assert!(count >= 500, "only {count} cases were found");
}

#[test]
fn the_corpus_is_what_we_read() {
    let made: Vec<Case> = corpus::texts(400)
        .into_iter()
        .enumerate()
        .map(|(index, text)| Case::read(format!("made {index}"), text))
        .collect();
    let path = golden().join("corpus.json");
    if path.exists() && cases_in(&path) == made {
        return;
    }
    let lines: Vec<String> = made.iter().map(|case| serde_json::to_string(case).unwrap()).collect();
    let new = std::env::temp_dir().join("talkoo-markup-corpus.json");
    fs::write(&new, format!("[\n{}\n]\n", lines.join(",\n"))).unwrap();
    panic!("the corpus changed; if that was meant, move {} to {}", new.display(), path.display());
}

#[test]
fn a_text_has_bounds() {
    let limits = Limits::default();
    let long = "ä".repeat(8 * 1024);
    assert!(read_within(&long, &limits).is_ok());
    assert_eq!(read_within(&format!("{long}a"), &limits), Err(Unfit::TooLong(16 * 1024)));

    let mentions = |count: u128| -> String {
        (0..count).map(|n| mention_of(MemberId(uuid::Uuid::from_u128(n)))).collect()
    };
    assert_eq!(read_within(&mentions(50), &limits).unwrap().mentions.len(), 50);
    assert_eq!(read_within(&mentions(51), &limits), Err(Unfit::TooManyMentions(50)));
}

#[test]
fn an_excerpt_is_one_line_with_names() {
    let member = MemberId(uuid::Uuid::from_u128(1));
    let text = format!("# Hei {}\n\n- *yksi*\n- kaksi", mention_of(member));
    let reading = read(&text);
    let name = |_| "@Äiti".to_owned();
    assert_eq!(reading.plain.excerpt(100, name), "Hei @Äiti yksi kaksi");
    assert_eq!(reading.plain.excerpt(10, name), "Hei @Äiti…");
    assert_eq!(reading.plain.excerpt(6, name), "Hei @…");
    assert_eq!(reading.plain.excerpt(0, name), "…");
}

#[test]
fn an_excerpt_never_parts_what_is_one_sign() {
    let excerpt = |text: &str, max| read(text).plain.excerpt(max, as_written);
    assert_eq!(excerpt("ab👍🏽cd", 4), "ab…");
    assert_eq!(excerpt("a👨\u{200d}👩\u{200d}👧 perhe", 4), "a…");
    assert_eq!(excerpt("ae\u{301}bc", 3), "a…");
}

fn repeat(unit: &str, length: usize) -> String {
    unit.repeat(length / unit.len() + 1)
}

/// What has hurt parsers of Markdown: quadratic brackets, quotes, emphasis, tables, entities.
const HOSTILE: &[&str] = &[
    "> ",
    ">",
    "- ",
    "1. ",
    "* - + ",
    "[",
    "]",
    "![",
    "[a](",
    "[a](b",
    "[](",
    "*",
    "**a ",
    "*a _b ",
    "a**b",
    "_a*b~~",
    "`",
    "``a`",
    "`a``b```c",
    "~~~\n",
    "```\n",
    "<",
    "<a",
    "<!--",
    "<?",
    "<![CDATA[",
    "&",
    "&#",
    "&amp",
    "|a",
    "|a\n|-\n",
    "| a |\n|---|\n",
    "\\",
    "\\\n",
    "#",
    "#a",
    "#a ",
    "@[",
    "@",
    "http://",
    "https://a(",
    "https://a)",
    "<https://a",
    "<a@b",
    "a\n> ",
    "> a\n- b\n",
    " ",
    "\t",
    "\n",
    "- a\n\n",
    "-\n",
    "    a\n",
    "===\n",
    "a\n===\n",
    "[a]: b\n",
    "[a]:",
    "](",
    "]()",
    "[a](b \"",
    "[a](b (",
    "[a](b '",
    "**_~~",
    "~a",
    "~~a",
    "ä",
    "👍🏽",
    "[a](https://b.fi)",
    "![a](https://b.fi) ",
    "*ä",
    "* a\n  * b\n",
    "#ab ",
    ":-|",
    "|:-:|\n",
];

/// Generous, for a debug build on a busy machine: a quadratic text takes minutes.
const LIMIT: Duration = Duration::from_secs(2);

fn cost_of(text: &str) -> Duration {
    let start = Instant::now();
    let _ = read(text);
    start.elapsed()
}

#[test]
fn hostile_texts_cost_little() {
    const LENGTH: usize = 64 * 1024;
    let mut slow = vec![];
    for unit in HOSTILE {
        let half = repeat(unit, LENGTH / 2);
        for text in [
            repeat(unit, LENGTH),
            format!("{half}{}", repeat("\n", LENGTH / 2)),
            format!("{half}{}", repeat("]", LENGTH / 2)),
            format!("| a |\n|---|\n{}", repeat(unit, LENGTH)),
            format!("{}{}", "> - ".repeat(8), repeat(unit, LENGTH)),
        ] {
            let took = (0..3).map(|_| cost_of(&text)).find(|took| *took < LIMIT);
            if took.is_none() {
                slow.push(unit);
            }
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
}
