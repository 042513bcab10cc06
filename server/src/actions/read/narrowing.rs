//! Filters of a search, from the words that people type to what the index is asked. A filter whose
//! value names nothing that the reader may see finds nothing, exactly like one that names nothing.

use talkoo_protocol::MemberId;
use time::{Date, Month, OffsetDateTime};
use uuid::Uuid;

use crate::{
    error::Fault,
    search::{
        Searched,
        query::{Filter, FilterSort, Query},
        words::lexemes,
    },
    store::{Connection, people, search::names},
};

/// People or places that one filter may name.
const NAMED: i64 = 50;

/// The query with its filters understood, and the filters that name nothing.
pub(super) async fn understand(
    conn: &mut Connection,
    reader: MemberId,
    query: Query,
) -> Result<(Searched, Vec<String>), Fault> {
    let mut searched = Searched { query, ..Searched::default() };
    let mut unknown = Vec::new();
    for filter in searched.query.filters.clone() {
        if !take(conn, reader, &mut searched, &filter).await? {
            unknown.push(filter.value);
        }
    }
    Ok((searched, unknown))
}

async fn take(
    conn: &mut Connection,
    reader: MemberId,
    searched: &mut Searched,
    filter: &Filter,
) -> Result<bool, Fault> {
    let value = filter.value.to_lowercase();
    let narrowing = &mut searched.narrowing;
    let (list, found): (_, Vec<Uuid>) = match filter.sort {
        FilterSort::Author => {
            let found = authors(conn, reader, &value).await?;
            (pick(filter, &mut narrowing.authors, &mut narrowing.not_authors), found)
        }
        FilterSort::Channel => {
            let found = names::channels(conn, reader, value.trim_start_matches('#'), NAMED).await?;
            let found = found.into_iter().map(|channel| channel.id.0).collect();
            (pick(filter, &mut narrowing.channels, &mut narrowing.not_channels), found)
        }
        FilterSort::Workspace => {
            let found = names::workspaces(conn, reader, &value, NAMED).await?;
            let found = found.into_iter().map(|(id, _)| id.0).collect();
            (pick(filter, &mut narrowing.workspaces, &mut narrowing.not_workspaces), found)
        }
        FilterSort::Region => {
            let found = names::in_region(conn, reader, &value).await?;
            (pick(filter, &mut narrowing.workspaces, &mut narrowing.not_workspaces), found)
        }
        FilterSort::Before | FilterSort::After => return Ok(time(searched, filter)),
        FilterSort::Kind
        | FilterSort::Tag
        | FilterSort::Is
        | FilterSort::State
        | FilterSort::Evidence
        | FilterSort::Effect
        | FilterSort::Phase => {
            let marks = match (filter.sort, mark(filter.sort, &value)) {
                (_, None) => return Ok(false),
                (FilterSort::Tag, Some(mark)) => tag_marks(conn, &value, mark).await?,
                (_, Some(mark)) => vec![mark],
            };
            let marks: Vec<String> = marks.iter().map(|mark| lexemes::mark(mark)).collect();
            if filter.is_negated {
                searched.no_marks.extend(marks);
            } else {
                searched.marks.push(marks);
            }
            return Ok(true);
        }
    };
    let is_known = !found.is_empty();
    list.extend(found);
    if !is_known && !filter.is_negated {
        // Of nobody: finds nothing.
        list.push(Uuid::nil());
    }
    Ok(is_known)
}

fn pick<'a>(
    filter: &Filter,
    these: &'a mut Vec<Uuid>,
    others: &'a mut Vec<Uuid>,
) -> &'a mut Vec<Uuid> {
    if filter.is_negated { others } else { these }
}

async fn authors(conn: &mut Connection, reader: MemberId, name: &str) -> Result<Vec<Uuid>, Fault> {
    if ["minä", "jag", "me"].contains(&name) {
        return Ok(vec![reader.0]);
    }
    let name = name.trim_start_matches('@');
    let found = people::named(conn, reader, name, None, None, NAMED).await?;
    Ok(found.into_iter().map(|member| member.0).collect())
}

/// A tag by every name it has had: one that was merged stands in what was written before.
async fn tag_marks(
    conn: &mut Connection,
    value: &str,
    typed: String,
) -> Result<Vec<String>, Fault> {
    let slugs = names::tag_slugs(conn, value.trim_start_matches('#')).await?;
    let mut marks: Vec<String> =
        slugs.iter().map(|slug| format!("t:{}", slug.to_lowercase())).collect();
    marks.push(typed);
    Ok(marks)
}

fn mark(sort: FilterSort, value: &str) -> Option<String> {
    match sort {
        FilterSort::Tag => Some(format!("t:{}", value.trim_start_matches('#'))),
        FilterSort::State => Some(format!("x:state={value}")),
        FilterSort::Evidence => Some(format!("x:level={value}")),
        FilterSort::Effect => Some(format!("x:effect={}", effect(value))),
        FilterSort::Phase => Some(format!("x:phase={}", phase(value))),
        FilterSort::Kind => Some(match sorted(value) {
            Some(sort) => format!("x:sort={sort}"),
            None => format!("i:{}", kind(value)),
        }),
        FilterSort::Is => match value {
            "ratkaistu" | "löst" | "resolved" => Some("x:state=resolved".to_owned()),
            "avoin" | "öppen" | "open" => Some("x:state=open".to_owned()),
            "liite" | "bilaga" | "file" | "attachment" => Some("h:file".to_owned()),
            _ => None,
        },
        FilterSort::Author
        | FilterSort::Channel
        | FilterSort::Workspace
        | FilterSort::Region
        | FilterSort::Before
        | FilterSort::After => None,
    }
}

/// What members call the directions in which something works.
fn effect(value: &str) -> &str {
    match value {
        "myönteinen" | "positiv" => "positive",
        "ei" | "ingen" | "nolla" => "none",
        "haitallinen" | "skadlig" => "harmful",
        "ristiriitainen" | "motstridig" => "mixed",
        other => other,
    }
}

/// What members call the phases that kinds know.
fn phase(value: &str) -> &str {
    match value {
        "oivalla" | "förstå" => "insight",
        "kokeile" | "kokeilu" | "pröva" | "försök" => "trial",
        "arvioi" | "jaa" | "arvioi-ja-jaa" | "dela" => "sharing",
        other => other,
    }
}

/// What members call the sorts of one kind's items.
fn sorted(value: &str) -> Option<&str> {
    Some(match value {
        "opas" | "guide" => "guide",
        "tutkimus" | "undersökning" | "study" => "study",
        "ratkaisu" | "lösning" | "solution" => "solution",
        "onnistumistarina" | "framgångsberättelse" | "story" => "success_story",
        "referenssi" | "referens" | "reference" => "reference",
        _ => return None,
    })
}

/// What members call the kinds; any other word is taken for a kind's own name.
fn kind(value: &str) -> &str {
    match value {
        "viesti" | "meddelande" => "message",
        "aihe" | "ämne" | "topic" => "chat",
        "uutinen" | "artikkeli" | "nyhet" | "artikel" | "article" => "news",
        "malli" | "toimintamalli" | "modell" | "model" => "bank",
        "tehtävä" | "kortti" | "uppgift" | "task" | "card" => "board",
        "idé" => "idea",
        other => other,
    }
}

fn time(searched: &mut Searched, filter: &Filter) -> bool {
    let Some(at) = instant(&filter.value) else { return false };
    let narrowing = &mut searched.narrowing;
    // "Not before" a day is from that day on.
    if (filter.sort == FilterSort::Before) == filter.is_negated {
        narrowing.after = Some(narrowing.after.map_or(at, |other| other.max(at)));
    } else {
        narrowing.before = Some(narrowing.before.map_or(at, |other| other.min(at)));
    }
    true
}

/// `2026`, `2026-05`, `2026-05-04` or `4.5.2026`, at its beginning in UTC.
fn instant(text: &str) -> Option<OffsetDateTime> {
    let numbers =
        |mark| text.split(mark).map(|part| part.parse::<u16>().ok()).collect::<Option<Vec<_>>>();
    let (year, month, day) = match (numbers('-').as_deref(), numbers('.').as_deref()) {
        (Some([year]), _) => (*year, 1, 1),
        (Some([year, month]), _) => (*year, *month, 1),
        (Some([year, month, day]), _) | (_, Some([day, month, year])) => (*year, *month, *day),
        _ => return None,
    };
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    let date = Date::from_calendar_date(i32::from(year), month, u8::try_from(day).ok()?).ok()?;
    Some(date.midnight().assume_utc())
}
