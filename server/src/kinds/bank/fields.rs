//! Which fields an entry has, in the order in which they are read, and which sorts ask for them. One
//! table for the rules, for search and for what is exported; the web client has its twin.

use super::body::Sort;

/// A field with words in it.
pub(super) struct Field {
    pub(super) name: &'static str,
    /// Sorts that have it.
    pub(super) of: &'static [Sort],
    /// Sorts that are not published without it.
    pub(super) needed_by: &'static [Sort],
    pub(super) most_chars: usize,
}

use Sort::{Guide, PracticeModel, Reference, Solution, Study, SuccessStory};

const MODEL: &[Sort] = &[PracticeModel];
const ALL: &[Sort] = &[PracticeModel, Guide, Study, Solution, SuccessStory, Reference];
const LONG: usize = 4_000;
const LINE: usize = 300;

const fn field(
    name: &'static str,
    of: &'static [Sort],
    needed_by: &'static [Sort],
    most_chars: usize,
) -> Field {
    Field { name, of, needed_by, most_chars }
}

/// Innokylä's order for a model; the other sorts take theirs from it.
pub(super) const FIELDS: &[Field] = &[
    field("summary", ALL, &[Guide, Study, Solution, SuccessStory, Reference], LINE),
    field("problem", &[PracticeModel, Solution], MODEL, LONG),
    field("target_group", &[PracticeModel, Guide, Solution], &[], 1_000),
    field("environment", MODEL, &[], LONG),
    field("actors", &[PracticeModel, SuccessStory, Reference], &[], 1_000),
    field("baseline", MODEL, &[], LONG),
    field("measures", MODEL, &[], 1_000),
    field("before", &[SuccessStory], &[SuccessStory], LONG),
    field("done", &[SuccessStory, Reference], &[SuccessStory], LONG),
    field("desired_change", MODEL, &[], LONG),
    field("measured_by", MODEL, &[], 1_000),
    field("core_idea", &[PracticeModel, Solution], &[PracticeModel, Solution], LONG),
    field("guidance", &[Guide], &[Guide], 12_000),
    field("conditions", &[PracticeModel, Solution], MODEL, LONG),
    field("cost", &[PracticeModel, Solution], &[], 1_000),
    field("time_to_start", MODEL, &[], 1_000),
    field("resources", MODEL, &[], 1_000),
    field("risks", &[PracticeModel, Solution], &[], LONG),
    field("ethics", MODEL, &[], LONG),
    field("method", &[PracticeModel, Study], &[Study], LONG),
    field("results", &[PracticeModel, Study], &[Study], LONG),
    field("result", &[SuccessStory, Reference], &[SuccessStory], LONG),
    field("result_source", &[SuccessStory, Reference], &[], LINE),
    field("quote", &[SuccessStory], &[], 1_000),
    field("limits", &[Study], &[], LONG),
    field("published_in", &[Study], &[], LINE),
    field("tips", &[PracticeModel, Guide], &[], LONG),
    field("funder", &[PracticeModel, Study], &[], LINE),
    field("collection", ALL, &[], LINE),
    field("contact_address", ALL, &[], LINE),
];

/// The field of this name, if this sort has it.
pub(super) fn find(sort: Sort, name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name && field.of.contains(&sort))
}

/// The fields of a sort in their order.
pub(super) fn of(sort: Sort) -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(move |field| field.of.contains(&sort))
}
