//! The quality of search, on sentences that were written for it: `tests/judged`. A query is judged
//! by which sentences answer it; G is the harmonic mean of recall and nDCG@10 over a group.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::bed::talkoo;

/// What each group reaches at least. The sentences are few, so these stand above what is asked of a
/// large collection.
const FLOORS: [(&str, f64); 6] = [
    ("LEMMA", 0.98),
    ("INFLECTED", 0.98),
    ("COMPOUND", 0.97),
    ("MULTI", 0.98),
    ("TYPO", 0.95),
    ("SVEN", 0.97),
];
/// Of sentences that were written afterwards.
const HELD_OUT: [(&str, f64); 8] = [
    ("LEMMA", 0.98),
    ("INFLECTED", 0.98),
    ("COMPOUND", 0.97),
    ("MULTI", 0.98),
    ("TYPO", 0.94),
    ("TYPOFORM", 0.96),
    ("DOTS", 0.96),
    ("SVEN", 0.97),
];

#[tokio::test]
async fn every_group_of_queries_reaches_its_floor() {
    reaches(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judged"), &FLOORS).await;
}

#[tokio::test]
async fn sentences_that_were_held_out_are_found_as_well() {
    reaches(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judged/held-out"), &HELD_OUT).await;
}

/// A collection with every fault that a file can have, and queries that ask nothing or too much.
#[tokio::test]
async fn a_collection_of_any_sort_is_searched_to_its_end() {
    let folder = std::env::temp_dir().join(format!("talkoo-odd-{}", uuid::Uuid::new_v4()));
    std::fs::create_dir(&folder).expect("a folder");
    let file = |name: &str| folder.join(name);
    let documents =
        "\u{feff}d1\tfi\tVirkamäen\tkirja\r\n\r\nd2\tfi\nd3\tfi\tKirjojen\0 hylly\n".to_owned();
    std::fs::write(file("documents"), documents).expect("a file");
    let (endless, long) = ("漢".repeat(900), "sana ".repeat(400));
    let queries = [
        "q1\tkirja\r",
        "",
        "q2\t?!",
        &format!("q3\t{long}"),
        &format!("q4\t{endless}"),
        "q5\tkirja -hylly",
        "q6\tkirja kanava:muu",
        "q7",
        "q8\tkirja\0",
        "q9\thylyl",
    ];
    std::fs::write(file("queries"), queries.join("\n")).expect("a file");
    let mut command = talkoo(["search-eval"]);
    for name in ["documents", "queries", "out"] {
        command.arg(format!("--{name}")).arg(file(name));
    }
    let output = command.output().await.expect("the binary");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let run = std::fs::read_to_string(file("out")).expect("a run");
    std::fs::remove_dir_all(&folder).expect("it can be removed");
    // As it was typed comes before other forms, however new they are.
    let expected = ["q1\t1\td1", "q1\t2\td3", "q5\t1\td1", "q8\t1\td1", "q8\t2\td3", "q9\t1\td3"];
    assert_eq!(run.lines().collect::<Vec<_>>(), expected);
}

async fn reaches(folder: &str, floors: &[(&str, f64)]) {
    let out = std::env::temp_dir().join(format!("talkoo-judged-{}.tsv", uuid::Uuid::new_v4()));
    let mut command = talkoo(["search-eval"]);
    command.arg("--documents").arg(format!("{folder}/documents.tsv"));
    command.arg("--queries").arg(format!("{folder}/queries.tsv")).arg("--out").arg(&out);
    let output = command.output().await.expect("the binary");
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let run = std::fs::read_to_string(&out).expect("a run");
    std::fs::remove_file(&out).expect("it can be removed");
    let groups = groups(folder, &run);
    for (name, floor) in floors {
        let reached = groups[*name];
        assert!(reached >= *floor, "{name} reaches {reached:.3}, not {floor}; all: {groups:.3?}");
    }
}

/// G of each group.
fn groups(folder: &str, run: &str) -> BTreeMap<String, f64> {
    let mut found: HashMap<&str, Vec<&str>> = HashMap::new();
    for line in run.lines() {
        let mut fields = line.split('\t');
        let query = fields.next().expect("a query");
        found.entry(query).or_default().push(fields.nth(1).expect("a document"));
    }
    let judged = std::fs::read_to_string(format!("{folder}/judged.tsv")).expect("judgements");
    let mut sums: BTreeMap<String, (f64, f64, f64)> = BTreeMap::new();
    for line in judged.lines() {
        let [query, group, answers] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three fields: {line}")
        };
        let answers: HashSet<&str> = answers.split(' ').collect();
        let empty = Vec::new();
        let hits = found.get(query).unwrap_or(&empty);
        let sum = sums.entry(group.to_owned()).or_default();
        sum.0 +=
            hits.iter().filter(|hit| answers.contains(*hit)).count() as f64 / answers.len() as f64;
        sum.1 += gain(hits.iter().map(|hit| answers.contains(hit)))
            / gain(std::iter::repeat_n(true, answers.len()));
        sum.2 += 1.0;
    }
    sums.into_iter()
        .map(|(group, (recall, gain, count))| {
            let (recall, gain) = (recall / count, gain / count);
            (group, 2.0 * recall * gain / (recall + gain))
        })
        .collect()
}

fn gain(answers: impl Iterator<Item = bool>) -> f64 {
    let ten = answers.take(10).enumerate();
    ten.filter(|(_, answers)| *answers).map(|(place, _)| 1.0 / (place as f64 + 2.0).log2()).sum()
}
