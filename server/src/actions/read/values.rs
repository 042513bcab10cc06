//! What the value of a filter may be, while it is typed: names and words of what the reader may see
//! now, and nothing else. A filter that nobody knows has no values.

use talkoo_protocol::{
    MemberId, Refusal,
    search::{FilterValue, ValuesBody, ValuesQuery},
};

use super::active;
use crate::{
    app::App,
    error::{Failure, Fault},
    search::query::{FILTERS, FilterSort},
    store::{
        Connection, people,
        search::{found, names},
        tags,
    },
};

const MOST: i64 = 8;
const LONGEST: usize = 100;

/// Words that everybody may type, in Finnish, Swedish and English. `narrowing` reads them.
const KINDS: [[&str; 3]; 6] = [
    ["viesti", "meddelande", "message"],
    ["aihe", "ämne", "topic"],
    ["uutinen", "artikel", "article"],
    ["toimintamalli", "modell", "model"],
    ["tehtävä", "uppgift", "task"],
    ["idea", "idé", "idea"],
];
const IS: [[&str; 3]; 3] = [
    ["ratkaistu", "löst", "resolved"],
    ["avoin", "öppen", "open"],
    ["liite", "bilaga", "attachment"],
];
const EFFECTS: [[&str; 3]; 4] = [
    ["myönteinen", "positiv", "positive"],
    ["ei", "ingen", "none"],
    ["haitallinen", "skadlig", "harmful"],
    ["ristiriitainen", "motstridig", "mixed"],
];
const LEVELS: [[&str; 3]; 5] = [["0"; 3], ["1"; 3], ["2"; 3], ["3"; 3], ["4"; 3]];
const ME: [[&str; 3]; 1] = [["minä", "jag", "me"]];

/// # Errors
/// `bad_value`; `suspended`.
pub async fn values(
    app: &App,
    member: MemberId,
    query: &ValuesQuery,
) -> Result<ValuesBody, Failure> {
    let beginning = query.beginning.trim_start_matches('"').trim_start().to_lowercase();
    if beginning.contains('\0') || beginning.chars().count() > LONGEST {
        return Err(Refusal::bad_value("beginning: too long, or holds U+0000").into());
    }
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    let name = query.filter.to_lowercase();
    let known = FILTERS.iter().find_map(|(sort, names)| {
        names.iter().position(|one| *one == name).map(|language| (*sort, language))
    });
    let Some((sort, language)) = known else { return Ok(ValuesBody::default()) };
    let asked = Beginning { reader: member, language, text: &beginning };
    let values = of(&mut snapshot, sort, &asked).await?;
    Ok(ValuesBody { values })
}

/// What somebody has typed of a value.
struct Beginning<'a> {
    reader: MemberId,
    language: usize,
    text: &'a str,
}

impl Beginning<'_> {
    fn fixed(&self, words: &[[&'static str; 3]]) -> Vec<FilterValue> {
        let words = words.iter().map(|word| word[self.language]);
        words.filter(|word| word.starts_with(self.text)).map(plain).collect()
    }
}

async fn of(
    conn: &mut Connection,
    sort: FilterSort,
    asked: &Beginning<'_>,
) -> Result<Vec<FilterValue>, Fault> {
    let (reader, text) = (asked.reader, asked.text);
    Ok(match sort {
        FilterSort::Author => {
            let found = people::named(conn, reader, text.trim_start_matches('@'), None, None, MOST);
            let found = found.await?;
            let mut views = people::by_ids(conn, &found).await?;
            let mut values = asked.fixed(&ME);
            values.extend(found.iter().filter_map(|id| views.remove(id)).map(|view| {
                let hint = (!view.title.is_empty()).then_some(view.title);
                FilterValue { value: format!("{} {}", view.given, view.family), hint }
            }));
            values
        }
        FilterSort::Channel => {
            let found = names::channels(conn, reader, text.trim_start_matches('#'), MOST).await?;
            let value =
                |one: names::NamedChannel| FilterValue { value: one.name, hint: one.workspace };
            found.into_iter().map(value).collect()
        }
        FilterSort::Workspace => {
            let found = names::workspaces(conn, reader, text, MOST).await?;
            found.into_iter().map(|(_, name)| plain(&name)).collect()
        }
        FilterSort::Tag => {
            let found = tags::beginning(conn, reader, text.trim_start_matches('#'), MOST).await?;
            found.into_iter().map(|tag| plain(&tag.slug)).collect()
        }
        FilterSort::Region => {
            let found = names::regions(conn, reader, text, MOST).await?;
            found.iter().map(|region| plain(region)).collect()
        }
        FilterSort::State => words(conn, asked, "state").await?,
        FilterSort::Phase => words(conn, asked, "phase").await?,
        FilterSort::Kind => asked.fixed(&KINDS),
        FilterSort::Is => asked.fixed(&IS),
        FilterSort::Evidence => asked.fixed(&LEVELS),
        FilterSort::Effect => asked.fixed(&EFFECTS),
        FilterSort::Before | FilterSort::After => {
            let date = found::now(conn).await?.date();
            let month = format!("{}-{:02}", date.year(), u8::from(date.month()));
            let dates = [
                format!("{month}-{:02}", date.day()),
                month,
                date.year().to_string(),
                (date.year() - 1).to_string(),
            ];
            dates.iter().filter(|date| date.starts_with(text)).map(|date| plain(date)).collect()
        }
    })
}

async fn words(
    conn: &mut Connection,
    asked: &Beginning<'_>,
    facet: &str,
) -> Result<Vec<FilterValue>, Fault> {
    let found = names::facet_words(conn, asked.reader, facet, asked.text, MOST).await?;
    Ok(found.iter().map(|word| plain(word)).collect())
}

fn plain(value: &str) -> FilterValue {
    FilterValue { value: value.to_owned(), hint: None }
}
