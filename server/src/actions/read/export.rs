//! The activity log as a file, and as a feed. Both are the log itself, page by page, with names.

use std::{collections::HashMap, fmt::Write as _};

use talkoo_protocol::{
    MemberId, OrganisationId, Refusal,
    activity::{ActivityPage, ActivityQuery, ActivityRow},
};
use time::format_description::well_known::Rfc3339;

use super::activity::page;
use crate::{
    actions::sign_in::Token,
    app::App,
    domain::activity::cell,
    error::{Failure, Fault},
    store::{Connection, feeds, people, profiles},
};

/// Rows of a file.
const ROWS: usize = 10_000;
const PAGE: i64 = 500;
/// Entries of a feed.
const ENTRIES: i64 = 50;

/// A file to be kept.
pub struct Exported {
    pub name: &'static str,
    pub media_type: &'static str,
    pub text: String,
}

/// The rows that answer, as `csv` or `json`.
///
/// # Errors
/// As of the log itself; `bad_value` for another format.
pub async fn export(
    app: &App,
    member: MemberId,
    query: &ActivityQuery,
    format: &str,
) -> Result<Exported, Failure> {
    if !["csv", "json"].contains(&format) {
        return Err(Refusal::bad_value("format: csv or json").into());
    }
    let mut snapshot = app.store.snapshot().await?;
    super::active(&mut snapshot, member).await?;
    let mut asked = query.clone();
    let mut whole = ActivityPage { rows: Vec::new(), next: None, places: Vec::new() };
    while whole.rows.len() < ROWS {
        let page = page(&mut snapshot, member, &asked, PAGE).await?;
        whole.rows.extend(page.rows);
        whole.places.extend(page.places);
        let Some(next) = page.next else { break };
        asked.after = next;
    }
    whole.rows.truncate(ROWS);
    if format == "json" {
        let text = serde_json::to_string(&whole.rows)
            .map_err(|error| Fault::caused("writing a log", error))?;
        let (name, media_type) = ("talkoo-activity.json", "application/json");
        return Ok(Exported { name, media_type, text });
    }
    let names = Names::of(&mut snapshot, member, &whole).await?;
    let mut text = String::from(
        "\u{feff}\"time\",\"verb\",\"who\",\"organisation\",\"workspace\",\"channel\",\"item\",\"text\",\"outcome\",\"state\",\"region\",\"theme\",\"amount\",\"unit\",\"stream\",\"seq\"\r\n",
    );
    for row in &whole.rows {
        let cells = names.cells(row);
        let cells: Vec<_> = cells.iter().map(|one| cell(one)).collect();
        text.push_str(&cells.join(","));
        text.push_str("\r\n");
    }
    Ok(Exported { name: "talkoo-activity.csv", media_type: "text/csv; charset=utf-8", text })
}

/// What a feed tells: talk, items and outcomes of its channel, or under its tag.
///
/// # Errors
/// `not_found` for a secret that opens nothing, or nothing any more.
pub async fn atom(app: &App, secret: &str) -> Result<String, Failure> {
    let token = Token::parse(secret).ok_or_else(Refusal::not_found)?;
    let mut snapshot = app.store.snapshot().await?;
    let feed = feeds::held(&mut snapshot, &token.hash()).await?.ok_or_else(Refusal::not_found)?;
    let mut query =
        ActivityQuery { groups: "talk,items,outcomes".to_owned(), ..Default::default() };
    if feed.sort == "channel" {
        query.channel = Some(feed.subject.parse().map_err(|_| Refusal::not_found())?);
    } else {
        query.tag.clone_from(&feed.subject);
    }
    let page = page(&mut snapshot, feed.member, &query, ENTRIES).await?;
    let names = Names::of(&mut snapshot, feed.member, &page).await?;
    let origin = app.settings.web.origins.first().map(ToString::to_string).unwrap_or_default();
    let title = match query.channel {
        Some(channel) => names.places.get(&channel.0).cloned().unwrap_or_default(),
        None => format!("#{}", feed.subject),
    };
    feed_text(&page, &names, &origin, &title)
}

/// RFC 4287. Every text is escaped, and none of them is markup.
fn feed_text(
    page: &ActivityPage,
    names: &Names,
    origin: &str,
    title: &str,
) -> Result<String, Failure> {
    let updated = page
        .rows
        .first()
        .map_or_else(|| Ok("1970-01-01T00:00:00Z".to_owned()), |row| row.at.format(&Rfc3339));
    let updated = updated.map_err(|error| Fault::caused("writing a feed", error))?;
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\
         <title>{}</title><id>{}</id><updated>{updated}</updated>\n",
        escaped(&format!("{title} · Talkoo")),
        escaped(&format!("{origin}/feed/{title}")),
    );
    for row in &page.rows {
        let at = row.at.format(&Rfc3339).map_err(|error| Fault::caused("writing a feed", error))?;
        let cells = names.cells(row);
        let says = [&cells[6], &cells[7], &cells[8]];
        let says: Vec<_> = says.into_iter().filter(|part| !part.is_empty()).cloned().collect();
        let link = match (row.channel, row.message, row.item) {
            (Some(channel), Some(message), _) => format!("{origin}/c/{channel}/m/{message}"),
            (Some(channel), None, Some(item)) => format!("{origin}/c/{channel}/t/{item}"),
            (Some(channel), None, None) => format!("{origin}/c/{channel}"),
            (None, _, _) => origin.to_owned(),
        };
        let _ = writeln!(
            text,
            "<entry><id>urn:talkoo:{}:{}</id><updated>{at}</updated><title>{}</title>\
             <author><name>{}</name></author><link href=\"{}\"/><content type=\"text\">{}</content></entry>",
            row.stream,
            row.seq,
            escaped(&format!("{} {}", cells[2], row.verb)),
            escaped(&cells[2]),
            escaped(&link),
            escaped(&says.join(" · ")),
        );
    }
    text.push_str("</feed>\n");
    Ok(text)
}

/// A text within XML: no mark of it means anything, and signs that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => told.push_str("&amp;"),
            '<' => told.push_str("&lt;"),
            '>' => told.push_str("&gt;"),
            '"' => told.push_str("&quot;"),
            '\'' => told.push_str("&apos;"),
            '\t' | '\n' => told.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() => {}
            sign => told.push(sign),
        }
    }
    told
}

/// What the people, organisations and places of some rows are called.
struct Names {
    members: HashMap<MemberId, String>,
    organisations: HashMap<OrganisationId, String>,
    places: HashMap<uuid::Uuid, String>,
}

impl Names {
    async fn of(
        conn: &mut Connection,
        reader: MemberId,
        page: &ActivityPage,
    ) -> Result<Self, Failure> {
        let mut ids: Vec<_> = page.rows.iter().filter_map(|row| row.actor).collect();
        ids.sort_unstable();
        ids.dedup();
        let nameable = profiles::nameable(conn, reader, &ids).await?;
        let members = people::by_ids(conn, &nameable).await?;
        let members = members
            .into_iter()
            .map(|(id, view)| (id, format!("{} {}", view.given, view.family).trim().to_owned()));
        let organisations = people::organisations(conn).await?;
        let places = page.places.iter().filter_map(|place| {
            let id = place.channel.map(|id| id.0).or(place.workspace.map(|id| id.0))?;
            Some((id, place.name.clone()))
        });
        Ok(Self {
            members: members.collect(),
            organisations: organisations.into_iter().map(|one| (one.id, one.name.fi)).collect(),
            places: places.collect(),
        })
    }

    fn cells(&self, row: &ActivityRow) -> [String; 16] {
        let outcome = row.outcome.as_ref();
        let details = outcome.map(|outcome| outcome.details.clone()).unwrap_or_default();
        let place = |id: Option<uuid::Uuid>| id.and_then(|id| self.places.get(&id).cloned());
        let organisation = row.spoken_as.and_then(|id| self.organisations.get(&id).cloned());
        let said = if details.words.is_empty() { row.text.clone() } else { details.words.clone() };
        [
            row.at.format(&Rfc3339).unwrap_or_default(),
            row.verb.clone(),
            row.actor.and_then(|id| self.members.get(&id).cloned()).unwrap_or_default(),
            organisation.unwrap_or_default(),
            place(row.workspace.map(|id| id.0)).unwrap_or_default(),
            place(row.channel.map(|id| id.0)).unwrap_or_default(),
            row.title.clone(),
            said,
            outcome.map(|outcome| outcome.kind.clone()).unwrap_or_default(),
            outcome.map(|outcome| outcome.state.clone()).unwrap_or_default(),
            details.region.unwrap_or_default(),
            details.theme.unwrap_or_default(),
            details.amount.map(|amount| amount.to_string()).unwrap_or_default(),
            details.unit.unwrap_or_default(),
            row.stream.to_string(),
            row.seq.to_string(),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_text_of_a_feed_is_markup() {
        assert_eq!(escaped("<b onclick=\"x\">&'"), "&lt;b onclick=&quot;x&quot;&gt;&amp;&apos;");
        assert_eq!(escaped("a\u{0}b\u{8}\u{ffff}c\nd"), "abc d");
    }
}
