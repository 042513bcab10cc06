//! A Markdown file is one entry: its first heading is the title, the next level names fields, and lines
//! `name: value` (between `---`, or as a list under the title) say the rest. What the web client exports
//! is read back.

use super::{Row, names::key};

pub(super) fn row(file: &str, text: &str) -> Row {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut row = Row { file: file.to_owned(), line: 1, ..Row::default() };
    let mut lines = text.lines().peekable();
    if lines.peek().is_some_and(|line| line.trim() == "---") {
        lines.next();
        for line in lines.by_ref().take_while(|line| line.trim() != "---") {
            row.pairs.extend(pair(line));
        }
    }
    let mut heading: Option<String> = None;
    let mut said = String::new();
    for line in lines {
        let (level, title) = headed(line);
        match (level, &heading) {
            (1, _) => row.pairs.push(("title".to_owned(), title.to_owned())),
            (2, _) => {
                end(&mut row, heading.replace(title.to_owned()), &mut said);
            }
            (_, None) if listed(line).is_some() => row.pairs.extend(listed(line)),
            (_, Some(_)) if tags(line) => row.pairs.push(("tags".to_owned(), line.to_owned())),
            _ => {
                said.push_str(line);
                said.push('\n');
            }
        }
    }
    end(&mut row, heading, &mut said);
    if !row.pairs.iter().any(|(name, _)| key(name) == Some(super::Key::Name)) {
        stem.clone_into(&mut row.name);
    }
    row
}

/// What stands under a heading; in front of all, it is the summary.
fn end(row: &mut Row, heading: Option<String>, said: &mut String) {
    let text = std::mem::take(said);
    if !text.trim().is_empty() {
        let heading = heading.unwrap_or_else(|| "summary".to_owned());
        row.pairs.push((heading, text.trim().to_owned()));
    }
}

fn headed(line: &str) -> (usize, &str) {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    let is_heading = line[level..].starts_with(' ');
    if is_heading { (level, line[level..].trim()) } else { (0, line) }
}

/// `- name: value` of a name that is known.
fn listed(line: &str) -> Option<(String, String)> {
    let found = pair(line.trim_start().strip_prefix("- ")?)?;
    key(&found.0).map(|_| found)
}

fn pair(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let value = value.trim().trim_matches(['"', '[', ']']);
    Some((name.trim().to_owned(), value.to_owned()))
}

/// A line of tags and nothing else.
fn tags(line: &str) -> bool {
    let mut words = line.split_whitespace().peekable();
    words.peek().is_some()
        && words.all(|word| word.len() > 1 && word.starts_with('#') && !word.starts_with("##"))
}
