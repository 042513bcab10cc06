//! A list of people as a file, and what it would do: line by line, before anything happens. Pure: the
//! same text and the same network give the same plan, so what is done is what was shown.

mod csv;
mod columns;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use talkoo_protocol::OrganisationId;

use super::personal_code;

pub use columns::{Field, region};
pub use csv::{Delimiter, Record};

/// People in one file.
pub const MOST: usize = 1_000;
const NAME_CHARS: usize = 80;
const TITLE_CHARS: usize = 120;
const ADDRESS_BYTES: usize = 254;

/// A file that has been read.
#[derive(Clone, Debug)]
pub struct Sheet {
    pub delimiter: Delimiter,
    /// Titles of the columns, each with what it was understood to be.
    pub columns: Vec<(String, Option<Field>)>,
    records: Vec<csv::Record>,
}

/// The records of any spreadsheet that an office program has written, its titles among them.
pub fn sheet(text: &str) -> Vec<Record> {
    csv::read(text).1
}

/// Why a file is no list of people at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// No line with a person.
    Empty,
    /// A column that is needed is not there.
    Lacks(Field),
    /// Two columns say the same thing.
    Twice(Field),
    TooMany,
}

/// What the plan rests on.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub organisations: Vec<KnownOrganisation>,
    /// Addresses that have an account, in small letters.
    pub taken: HashSet<String>,
    /// For people of whom nothing else is said.
    pub language: String,
}

#[derive(Clone, Debug)]
pub struct KnownOrganisation {
    pub id: OrganisationId,
    pub names: Vec<String>,
    pub domains: Vec<String>,
}

/// One line of the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub line: u32,
    /// As they stand in the file.
    pub name: String,
    pub email: String,
    pub organisation: String,
    pub what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// An account is made.
    Fresh(Person),
    /// There is an account; it is left as it is.
    Existing,
    Wrong(Vec<Problem>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub given: String,
    pub family: String,
    pub email: String,
    pub title: String,
    pub region: Option<&'static str>,
    pub language: String,
    pub organisation: OrganisationId,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: &'static str,
    pub field: Field,
    pub value: String,
}

/// Reads a file: its first line names the columns.
///
/// # Errors
/// Why it is no list of people.
pub fn read(text: &str) -> Result<Sheet, Unreadable> {
    let (delimiter, mut records) = csv::read(text);
    if records.len() < 2 {
        return Err(Unreadable::Empty);
    }
    if records.len() > MOST + 1 {
        return Err(Unreadable::TooMany);
    }
    let titles = records.remove(0).fields;
    let columns: Vec<_> =
        titles.into_iter().map(|title| (title.clone(), Field::titled(&title))).collect();
    let of = |field| columns.iter().filter(|(_, one)| *one == Some(field)).count();
    if let Some(lacking) = Field::NEEDED.into_iter().find(|field| of(*field) == 0) {
        return Err(Unreadable::Lacks(lacking));
    }
    if let Some(twice) = Field::ALL.into_iter().find(|field| of(*field) > 1) {
        return Err(Unreadable::Twice(twice));
    }
    Ok(Sheet { delimiter, columns, records })
}

impl Sheet {
    /// Every address in the file, in small letters.
    pub fn addresses(&self) -> Vec<String> {
        self.records.iter().map(|record| self.word(record, Field::Email).to_lowercase()).collect()
    }

    /// What would happen, line by line.
    pub fn plan(&self, known: &Known) -> Vec<Line> {
        let by_name = names(known);
        let mut seen = HashSet::new();
        self.records
            .iter()
            .map(|record| {
                let email = self.word(record, Field::Email).to_lowercase();
                let is_double = !seen.insert(email.clone()) && !email.is_empty();
                let what = if let Some(field) = self.coded(record) {
                    What::Wrong(vec![problem("personal_code", field, "")])
                } else if is_double {
                    What::Wrong(vec![problem("double", Field::Email, &email)])
                } else if known.taken.contains(&email) {
                    What::Existing
                } else {
                    self.person(record, known, &by_name)
                };
                let shown = |field| {
                    let word = self.word(record, field);
                    if personal_code::contains(word) { "" } else { word }
                };
                let name = [shown(Field::Given), shown(Field::Family)];
                Line {
                    line: record.line,
                    name: name.join(" ").trim().to_owned(),
                    email: shown(Field::Email).to_owned(),
                    organisation: shown(Field::Organisation).to_owned(),
                    what,
                }
            })
            .collect()
    }

    fn person(
        &self,
        record: &csv::Record,
        known: &Known,
        by_name: &HashMap<String, Vec<OrganisationId>>,
    ) -> What {
        let mut problems = Vec::new();
        // Words beyond the last title belong to no column; empty ones are a spreadsheet's habit.
        let mut beyond = record.fields.iter().skip(self.columns.len());
        if record.is_broken || beyond.any(|word| !word.is_empty()) {
            let value = record.fields.first().cloned().unwrap_or_default();
            return What::Wrong(vec![problem("broken", Field::Given, &value)]);
        }
        let word = |field| self.word(record, field);
        for field in Field::NEEDED {
            if word(field).is_empty() {
                problems.push(problem("missing", field, ""));
            }
        }
        for (field, most) in
            [(Field::Given, NAME_CHARS), (Field::Family, NAME_CHARS), (Field::Title, TITLE_CHARS)]
        {
            if word(field).chars().count() > most {
                problems.push(problem("too_long", field, word(field)));
            }
        }
        for field in Field::ALL {
            if word(field).chars().any(char::is_control) {
                problems.push(problem("broken", field, ""));
            }
        }
        let email = word(Field::Email);
        if !email.is_empty() && !is_address(email) {
            problems.push(problem("bad_address", Field::Email, email));
        }
        let language = match word(Field::Language) {
            "" => known.language.clone(),
            other => columns::language(other).map(str::to_owned).unwrap_or_else(|| {
                problems.push(problem("unknown_language", Field::Language, other));
                String::new()
            }),
        };
        let region = word(Field::Region);
        let region_code = columns::region(region);
        if !region.is_empty() && region_code.is_none() {
            problems.push(problem("unknown_region", Field::Region, region));
        }
        let organisation = organisation(word(Field::Organisation), email, known, by_name);
        match organisation {
            Ok(organisation) if problems.is_empty() => What::Fresh(Person {
                given: word(Field::Given).to_owned(),
                family: word(Field::Family).to_owned(),
                email: email.to_owned(),
                title: word(Field::Title).to_owned(),
                region: region_code,
                language,
                organisation,
            }),
            Ok(_) => What::Wrong(problems),
            Err(problem) => {
                problems.push(problem);
                What::Wrong(problems)
            }
        }
    }

    /// The column that holds a personal identity code; the first, for one that is passed over.
    fn coded(&self, record: &csv::Record) -> Option<Field> {
        let place = record.fields.iter().position(|word| personal_code::contains(word))?;
        Some(self.columns.get(place).and_then(|(_, field)| *field).unwrap_or(Field::Given))
    }

    fn word<'a>(&self, record: &'a csv::Record, field: Field) -> &'a str {
        let place = self.columns.iter().position(|(_, one)| *one == Some(field));
        place.and_then(|place| record.fields.get(place)).map_or("", |word| word.trim())
    }
}

/// By its name in any language; where none is said, by the end of the address.
fn organisation(
    name: &str,
    email: &str,
    known: &Known,
    by_name: &HashMap<String, Vec<OrganisationId>>,
) -> Result<OrganisationId, Problem> {
    if name.is_empty() {
        let (_, domain) = email.rsplit_once('@').unwrap_or_default();
        let domain = domain.to_lowercase();
        let found = known.organisations.iter().find(|one| one.domains.contains(&domain));
        return found
            .map(|one| one.id)
            .ok_or_else(|| problem("missing", Field::Organisation, &domain));
    }
    match by_name.get(&plain(name)).map(Vec::as_slice) {
        Some([one]) => Ok(*one),
        Some(_) => Err(problem("unclear_organisation", Field::Organisation, name)),
        None => Err(problem("unknown_organisation", Field::Organisation, name)),
    }
}

fn names(known: &Known) -> HashMap<String, Vec<OrganisationId>> {
    let mut names: HashMap<String, Vec<OrganisationId>> = HashMap::new();
    for organisation in &known.organisations {
        for name in organisation.names.iter().filter(|name| !name.is_empty()) {
            let ids = names.entry(plain(name)).or_default();
            if !ids.contains(&organisation.id) {
                ids.push(organisation.id);
            }
        }
    }
    names
}

fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Good enough to send a letter to; whether it arrives is learnt by sending one.
pub fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_sound = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
            && !part.chars().any(|sign| {
                sign.is_whitespace() || sign.is_control() || "@,;:<>()[]\"\\".contains(sign)
            })
    };
    text.len() <= ADDRESS_BYTES && is_sound(local) && is_sound(domain) && domain.contains('.')
}

fn problem(code: &'static str, field: Field, value: &str) -> Problem {
    Problem { code, field, value: value.chars().take(80).collect() }
}
