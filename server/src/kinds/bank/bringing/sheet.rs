//! A spreadsheet: a line of titles, then a line for each entry.

use super::{Problem, Row};
use crate::domain::import::sheet;

pub(super) fn rows(file: &str, text: &str) -> Vec<Row> {
    let mut records = sheet(text).into_iter();
    let Some(head) = records.next() else {
        return vec![Row::wrong(file, 1, "empty", "")];
    };
    let titles = head.fields;
    let row = |record: crate::domain::import::Record| {
        let has_more = record.fields.iter().skip(titles.len()).any(|cell| !cell.trim().is_empty());
        let is_broken = record.is_broken || has_more;
        let problems = is_broken.then(|| Problem { code: "broken", field: String::new() });
        Row {
            file: file.to_owned(),
            line: record.line,
            pairs: titles.iter().cloned().zip(record.fields).collect(),
            problems: problems.into_iter().collect(),
            ..Row::default()
        }
    };
    records.map(row).collect()
}
