//! What those who hold an office of the network are told. It is for running the service: counts,
//! states, names of members, organisations and workspaces, never what people wrote to each other.
//! Each function asks for the office first, so an ordinary member learns nothing from the answer.

use std::time::Duration;

use talkoo_protocol::{
    ImportId, MemberId, Refusal,
    administration::{
        AdminMembersPage, AdminMembersQuery, AdminOrganisation, AdminWorkspacesPage,
        AdminWorkspacesQuery, AuditPage, AuditQuery, ChainView, FeedbackView, ImportColumn,
        ImportLine, ImportLink, ImportProblem, ImportView, NodeView, OverviewBody, SettingsBody,
        StorageBody,
    },
};

use super::{
    office,
    sign_in::{Token, purpose},
};
use crate::{
    app::App,
    domain::{
        draft::AuditLine,
        import::{self, Known, Line, Sheet, Unreadable, What},
        personal_code,
    },
    error::{Failure, Fault},
    kinds::KINDS,
    store::{Connection, administration as store, audit, network, page_size},
};

/// Longer than a sign-in link of an operator: who is brought in by a list reads mail when there is
/// time.
const LINKS_LAST: Duration = Duration::from_secs(14 * 24 * 3_600);

/// # Errors
/// `not_allowed` for who holds no office.
pub async fn overview(app: &App, member: MemberId) -> Result<OverviewBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    office::moderator(&mut snapshot, member).await?;
    Ok(store::overview(&mut snapshot, member).await?)
}

/// # Errors
/// `not_allowed` for who is no administrator; `bad_value`.
pub async fn members(
    app: &App,
    member: MemberId,
    query: &AdminMembersQuery,
) -> Result<AdminMembersPage, Failure> {
    let words = [&query.query, &query.status, &query.office];
    words.into_iter().try_for_each(|word| plain(word))?;
    let limit = page_size(query.limit, app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    Ok(store::members(&mut snapshot, query, limit).await?)
}

/// # Errors
/// `not_allowed` for who is no administrator.
pub async fn organisations(app: &App, member: MemberId) -> Result<Vec<AdminOrganisation>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    Ok(store::organisations(&mut snapshot).await?)
}

/// # Errors
/// `not_allowed` for who is no administrator; `bad_value`.
pub async fn workspaces(
    app: &App,
    member: MemberId,
    query: &AdminWorkspacesQuery,
) -> Result<AdminWorkspacesPage, Failure> {
    let words = [&query.query, &query.state, &query.visibility];
    words.into_iter().try_for_each(|word| plain(word))?;
    let limit = page_size(query.limit, app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    Ok(store::workspaces(&mut snapshot, query, limit).await?)
}

/// # Errors
/// `not_allowed` for who is no administrator.
pub async fn storage(app: &App, member: MemberId) -> Result<StorageBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    let quota = u64::try_from(app.settings.files.network_bytes).unwrap_or(u64::MAX);
    Ok(store::storage(&mut snapshot, quota).await?)
}

/// # Errors
/// `not_allowed` for who is no administrator.
pub async fn settings(app: &App, member: MemberId) -> Result<SettingsBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    let kinds = KINDS.iter().map(|kind| kind.name().to_owned()).collect();
    Ok(SettingsBody { network: network::settings(&mut snapshot).await?, kinds })
}

/// # Errors
/// `not_allowed` for who is no administrator.
pub async fn nodes(app: &App, member: MemberId) -> Result<Vec<NodeView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    Ok(store::nodes(&mut snapshot, &app.settings.node.name).await?)
}

/// # Errors
/// `not_allowed` for who is no administrator; `bad_value`.
pub async fn audit_lines(
    app: &App,
    member: MemberId,
    query: &AuditQuery,
) -> Result<AuditPage, Failure> {
    plain(&query.action)?;
    let limit = page_size(query.limit, app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    Ok(store::audit_page(&mut snapshot, query, limit).await?)
}

/// Walks the whole chain.
///
/// # Errors
/// `not_allowed` for who is no administrator.
pub async fn audit_chain(app: &App, member: MemberId) -> Result<ChainView, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    let verdict = audit::verify(&mut snapshot).await?;
    let broken_at = match verdict {
        audit::Verdict::Whole { .. } => None,
        audit::Verdict::BrokenAt { seq } => Some(seq),
    };
    let chain = store::chain(&mut snapshot).await?;
    Ok(ChainView { whole: Some(broken_at.is_none()), broken_at, ..chain })
}

/// Everybody's feedback, the newest first; `state` absent: in every state.
///
/// # Errors
/// `not_allowed` for who is no administrator; `bad_value`.
pub async fn feedback(
    app: &App,
    member: MemberId,
    state: &str,
) -> Result<Vec<FeedbackView>, Failure> {
    plain(state)?;
    let limit = page_size(None, app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    Ok(store::feedback(&mut snapshot, None, state, limit).await?)
}

/// What one has said oneself, with the answers.
///
/// # Errors
/// A fault of the database.
pub async fn own_feedback(app: &App, member: MemberId) -> Result<Vec<FeedbackView>, Failure> {
    let limit = page_size(None, app.settings.limits.page_rows);
    let mut snapshot = app.store.snapshot().await?;
    Ok(store::feedback(&mut snapshot, Some(member), "", limit).await?)
}

/// Keeps an uploaded list for a day and tells what it would do. A list with a personal identity code
/// in it is not kept: it shows the lines and is to be mended.
///
/// # Errors
/// `not_allowed` for who is no administrator; `bad_value` for a file that is no list of people;
/// `personal_code` when it stands in no line of a person.
pub async fn preview(app: &App, member: MemberId, text: &str) -> Result<ImportView, Failure> {
    plain(text)?;
    let mut write = app.store.write().await?;
    office::administrator(&mut write, member).await?;
    let (sheet, plan) = planned(&mut write, text).await?;
    let id = ImportId(app.clock.new_id());
    if !personal_code::contains(text) {
        store::keep_import(&mut write, id, member, text).await?;
    } else if plan.iter().all(|line| !is_coded(line)) {
        super::text::without_codes(&text)?;
    }
    write.commit().await.map_err(Fault::from)?;
    Ok(view(id, &sheet, &plan))
}

fn is_coded(line: &Line) -> bool {
    let What::Wrong(problems) = &line.what else { return false };
    problems.iter().any(|problem| problem.code == "personal_code")
}

/// An uploaded list as it would be done now, or that it has been done.
///
/// # Errors
/// `not_allowed` for who is no administrator; `not_found`.
pub async fn import(app: &App, member: MemberId, id: ImportId) -> Result<ImportView, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    office::administrator(&mut snapshot, member).await?;
    let found = store::import(&mut snapshot, id).await?.ok_or_else(Refusal::not_found)?;
    if found.is_done {
        let fresh = found.made;
        let (delimiter, columns, lines) = (String::new(), Vec::new(), Vec::new());
        return Ok(ImportView {
            id,
            delimiter,
            columns,
            lines,
            fresh,
            existing: 0,
            wrong: 0,
            done: true,
        });
    }
    let (sheet, plan) = planned(&mut snapshot, &found.text).await?;
    Ok(view(id, &sheet, &plan))
}

/// Links for those of an import who have not been here yet; former ones stop working.
///
/// # Errors
/// `not_allowed` for who is no administrator; `not_found`.
pub async fn import_links(
    app: &App,
    member: MemberId,
    id: ImportId,
) -> Result<Vec<ImportLink>, Failure> {
    let mut write = app.store.write().await?;
    office::administrator(&mut write, member).await?;
    let found = store::import(&mut write, id).await?.filter(|found| found.is_done);
    found.ok_or_else(Refusal::not_found)?;
    let people = store::not_yet_here(&mut write, id).await?;
    let tokens: Vec<Token> = people.iter().map(|_| Token::new(app.clock)).collect();
    let links: Vec<_> =
        people.iter().zip(&tokens).map(|(person, token)| (person.id, token.hash())).collect();
    store::make_links(&mut write, &links, purpose::SIGN_IN, LINKS_LAST).await?;
    let line = AuditLine {
        action: "sign_in_links_made",
        object: Some(id.0),
        reason: format!("{} members", people.len()),
    };
    audit::add(&mut write, &[app.clock.new_id()], member, &[line]).await.map_err(Fault::from)?;
    write.commit().await.map_err(Fault::from)?;
    let told = people.into_iter().zip(tokens);
    Ok(told
        .map(|(person, token)| ImportLink {
            name: person.name,
            email: person.email,
            token: token.text(),
        })
        .collect())
}

/// What a list would do now. The preview and the import itself both come here.
pub(super) async fn planned(
    conn: &mut Connection,
    text: &str,
) -> Result<(Sheet, Vec<Line>), Failure> {
    let sheet = import::read(text).map_err(unreadable)?;
    let known = Known {
        organisations: store::known_organisations(conn).await?,
        taken: store::taken(conn, &sheet.addresses()).await?,
        language: network::settings(conn).await?.language,
    };
    let plan = sheet.plan(&known);
    Ok((sheet, plan))
}

fn unreadable(why: Unreadable) -> Refusal {
    Refusal::bad_value(match why {
        Unreadable::Empty => "text: empty".to_owned(),
        Unreadable::Lacks(field) => format!("text: lacks {}", field.as_str()),
        Unreadable::Twice(field) => format!("text: twice {}", field.as_str()),
        Unreadable::TooMany => format!("text: too_many {}", import::MOST),
    })
}

fn view(id: ImportId, sheet: &Sheet, plan: &[Line]) -> ImportView {
    let count = |of: fn(&What) -> bool| {
        u32::try_from(plan.iter().filter(|line| of(&line.what)).count()).unwrap_or(u32::MAX)
    };
    let columns = sheet.columns.iter().map(|(title, field)| ImportColumn {
        title: title.clone(),
        field: field.map(|field| field.as_str().to_owned()),
    });
    ImportView {
        id,
        delimiter: sheet.delimiter.as_str().to_owned(),
        columns: columns.collect(),
        lines: plan.iter().map(line).collect(),
        fresh: count(|what| matches!(what, What::Fresh(_))),
        existing: count(|what| *what == What::Existing),
        wrong: count(|what| matches!(what, What::Wrong(_))),
        done: false,
    }
}

fn line(line: &Line) -> ImportLine {
    let (what, problems) = match &line.what {
        What::Fresh(_) => ("fresh", &[][..]),
        What::Existing => ("existing", &[][..]),
        What::Wrong(problems) => ("wrong", problems.as_slice()),
    };
    ImportLine {
        line: line.line,
        name: line.name.clone(),
        email: line.email.clone(),
        organisation: line.organisation.clone(),
        what: what.to_owned(),
        problems: problems
            .iter()
            .map(|problem| ImportProblem {
                code: problem.code.to_owned(),
                field: problem.field.as_str().to_owned(),
                value: problem.value.clone(),
            })
            .collect(),
    }
}

/// Postgres takes every character of a question but U+0000.
fn plain(word: &str) -> Result<(), Refusal> {
    if word.contains('\0') {
        return Err(Refusal::bad_value("the text holds U+0000"));
    }
    Ok(())
}
