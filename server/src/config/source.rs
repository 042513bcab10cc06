//! Looks a key up in the environment, the file and the defaults, and remembers
//! every key that was asked for, so the list of settings is the code that reads them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Unusable, value::Value};

/// Names the settings file; the one key that the file itself cannot hold.
const FILE_VARIABLE: &str = "TALKOO_CONFIG";

/// One key as `check-config` and the README show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The environment variable, for example `TALKOO_PAGE_ROWS`.
    pub variable: &'static str,
    /// The place in the settings file, for example `limits.page_rows`.
    pub file_key: &'static str,
    pub default: &'static str,
    pub meaning: &'static str,
    /// The value in use, with passwords struck out.
    pub shown: String,
    pub origin: Origin,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Default,
    File,
    Environment,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Default => "default",
            Self::File => "file",
            Self::Environment => "environment",
        })
    }
}

pub(super) struct Source {
    environment: BTreeMap<String, String>,
    file: BTreeMap<String, String>,
    entries: Vec<Entry>,
    problems: Vec<String>,
}

impl Source {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads it")]
    pub(super) fn from_process() -> Result<Self, Unusable> {
        Self::new(std::env::vars_os().filter_map(as_text).collect())
    }

    pub(super) fn new(environment: BTreeMap<String, String>) -> Result<Self, Unusable> {
        let file = match environment.get(FILE_VARIABLE).filter(|path| !path.is_empty()) {
            Some(path) => {
                read_file(path).map_err(|problem| Unusable { problems: vec![problem] })?
            }
            None => BTreeMap::new(),
        };
        Ok(Self { environment, file, entries: Vec::new(), problems: Vec::new() })
    }

    /// The value in use. A value that cannot be read is a problem for [`Self::finish`]
    /// to report together with all others; until then the default stands in.
    pub(super) fn get<T: Value>(
        &mut self,
        variable: &'static str,
        file_key: &'static str,
        default: &'static str,
        meaning: &'static str,
    ) -> T {
        let (text, origin) = self.find(variable, file_key, default);
        let value = T::parse(&text).or_else(|reason| {
            self.problems.push(format!("{variable} is {reason}"));
            T::parse(default)
        });
        let value = value.expect("defaults are read by a test, so they parse");
        let shown = value.show();
        self.entries.push(Entry { variable, file_key, default, meaning, shown, origin });
        value
    }

    /// A variable that belongs to the machine, not to Talkoo, and is no setting of ours.
    pub(super) fn machine(&self, variable: &str) -> Option<&str> {
        self.environment.get(variable).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// A rule that holds between several keys.
    pub(super) fn problem(&mut self, problem: String) {
        self.problems.push(problem);
    }

    /// Replaces what is shown for the last key when the empty default stands for a computed value.
    pub(super) fn show_last(&mut self, shown: String) {
        if let Some(entry) = self.entries.last_mut() {
            entry.shown = shown;
        }
    }

    pub(super) fn finish(self) -> Result<(Vec<Entry>, Vec<String>), Unusable> {
        if !self.problems.is_empty() {
            return Err(Unusable { problems: self.problems });
        }
        let variables: BTreeSet<&str> = self.entries.iter().map(|entry| entry.variable).collect();
        let file_keys: BTreeSet<&str> = self.entries.iter().map(|entry| entry.file_key).collect();
        let strange = self.environment.keys().filter(|name| {
            name.starts_with("TALKOO_")
                && !name.starts_with("TALKOO_TEST_")
                && *name != FILE_VARIABLE
                && !variables.contains(name.as_str())
        });
        let misplaced = self.file.keys().filter(|name| !file_keys.contains(name.as_str()));
        let warnings = strange.chain(misplaced).map(|name| format!("{name} is no setting"));
        let warnings = warnings.collect();
        Ok((self.entries, warnings))
    }

    fn find(&self, variable: &str, file_key: &str, default: &str) -> (String, Origin) {
        // A variable set to nothing is how compose files and unit files say "not set".
        if let Some(text) = self.machine(variable) {
            return (text.to_owned(), Origin::Environment);
        }
        match self.file.get(file_key) {
            Some(text) => (text.clone(), Origin::File),
            None => (default.to_owned(), Origin::Default),
        }
    }
}

fn as_text(pair: (std::ffi::OsString, std::ffi::OsString)) -> Option<(String, String)> {
    Some((pair.0.into_string().ok()?, pair.1.into_string().ok()?))
}

fn read_file(path: &str) -> Result<BTreeMap<String, String>, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|fault| format!("the settings file {path} cannot be read: {fault}"))?;
    let table: toml::Table =
        text.parse().map_err(|fault| format!("the settings file {path} is no TOML: {fault}"))?;
    let mut flat = BTreeMap::new();
    flatten("", toml::Value::Table(table), &mut flat);
    Ok(flat)
}

/// `[limits] page_rows = 200` becomes `limits.page_rows`, a list becomes its parts with commas.
fn flatten(at: &str, value: toml::Value, flat: &mut BTreeMap<String, String>) {
    if let toml::Value::Table(table) = value {
        for (name, inner) in table {
            let place = if at.is_empty() { name } else { format!("{at}.{name}") };
            flatten(&place, inner, flat);
        }
    } else {
        flat.insert(at.to_owned(), as_line(value));
    }
}

fn as_line(value: toml::Value) -> String {
    match value {
        toml::Value::String(text) => text,
        toml::Value::Array(parts) => parts.into_iter().map(as_line).collect::<Vec<_>>().join(","),
        toml::Value::Integer(_)
        | toml::Value::Float(_)
        | toml::Value::Boolean(_)
        | toml::Value::Datetime(_)
        | toml::Value::Table(_) => value.to_string(),
    }
}
