//! Reporting something improper. It is the reporter's act that lets others read it: exactly that
//! message and what stands nearest to it, as far as the reporter could see it. One voice a member
//! and thing, however often it is said.

use talkoo_protocol::{
    Code, ItemId, MemberId, MessageId, Refusal, ReportId,
    moderation::{Report, ReportSubject},
};
use uuid::Uuid;

use super::{
    super::{Asked, scene, text},
    change, is_there, line, tell,
};
use crate::{
    domain::{
        access::Standing,
        draft::{
            Draft,
            moderation::{Moderation, NewReport, NewVoice},
        },
        moderation::{Case, Office, Reason, Stage, office_of},
    },
    error::Failure,
    store::{
        Connection,
        reports::{self, Found},
        sights, sql_seq,
    },
};

/// The reporter's own words, in characters.
const WORDS: usize = 1_000;
/// Messages on either side of the reported one that may be read with it.
const AROUND: i64 = 2;

/// What is reported, and where it stands.
struct Subject {
    sort: &'static str,
    id: Uuid,
    author: Option<MemberId>,
    standing: Option<Standing>,
    sights: Vec<MessageId>,
}

pub(in crate::actions) async fn decide(
    asked: &Asked<'_>,
    report: &Report,
) -> Result<Draft, Failure> {
    let (reason, words) = sound(report)?;
    let (sort, id) = named(report.subject);
    let mut conn = asked.app.store.read().await?;
    if let Some(before) = reports::of_reporter(&mut conn, asked.member, sort, id).await? {
        return Ok(asked.draft(before));
    }
    drop(conn);
    let subject = subject(asked, report.subject).await?;
    if subject.author == Some(asked.member) {
        return Err(Refusal::rule("nobody reports themselves").into());
    }
    let mut conn = asked.app.store.read().await?;
    let present = reports::undecided(&mut conn, sort, id).await?;
    let is_new = present.is_none();
    let mut found = match present {
        Some(found) => found,
        None => opened(asked, &mut conn, &subject).await?,
    };
    drop(conn);
    found.case.reporters.push(asked.member);

    let mut draft = asked.draft(found.id);
    // The standing may be a cached one; whoever may not read there any more reports nothing.
    draft.guards.extend(subject.standing.as_ref().map(scene::access_guard));
    if is_new {
        draft.writes.push(change(Moderation::Report(Box::new(new(&found, &subject)))));
    }
    let (report, reporter) = (found.id, asked.member);
    let voice = NewVoice { report, reporter, sort, subject: id, reason: reason.as_str(), words };
    draft.writes.push(change(Moderation::Voice(Box::new(voice))));
    draft.audit.push(line("report_made", &found));
    let office = found.case.office;
    tell(asked, &mut draft, &found, office, false).await?;
    Ok(draft)
}

fn sound(report: &Report) -> Result<(Reason, String), Refusal> {
    let reason = Reason::parse(&report.reason)
        .ok_or_else(|| Refusal::bad_value("reason: not one of the list"))?;
    let words = report.words.trim();
    text::bounded(words, WORDS * 4, "words")?;
    if words.chars().count() > WORDS {
        return Err(Refusal::new(Code::TooLarge, format!("words: {WORDS} characters at most")));
    }
    if reason == Reason::Other && words.is_empty() {
        return Err(Refusal::bad_value("words: needed for another reason"));
    }
    Ok((reason, words.to_owned()))
}

fn named(subject: ReportSubject) -> (&'static str, Uuid) {
    match subject {
        ReportSubject::Message(id) => ("message", id.0),
        ReportSubject::Item(id) => ("item", id.0),
        ReportSubject::Member(id) => ("member", id.0),
    }
}

async fn subject(asked: &Asked<'_>, subject: ReportSubject) -> Result<Subject, Failure> {
    match subject {
        ReportSubject::Message(id) => message(asked, id).await,
        ReportSubject::Item(id) => item(asked, id).await,
        ReportSubject::Member(id) => {
            let mut conn = asked.app.store.read().await?;
            if !is_there(&mut conn, asked.member, id).await? {
                return Err(Refusal::not_found().into());
            }
            let (sort, author) = ("member", Some(id));
            Ok(Subject { sort, id: id.0, author, standing: None, sights: Vec::new() })
        }
    }
}

async fn message(asked: &Asked<'_>, id: MessageId) -> Result<Subject, Failure> {
    let (placed, standing) = scene::message(asked, id).await?;
    scene::takes_part(&standing)?;
    if placed.view.hidden {
        return Err(Refusal::rule("it is hidden already").into());
    }
    let mut conn = asked.app.store.read().await?;
    let oldest = sql_seq(standing.visible_from());
    let mut sights = sights::nearest(&mut conn, id, oldest, AROUND).await?;
    sights.push(id);
    let standing = Some(Standing::clone(&standing));
    Ok(Subject { sort: "message", id: id.0, author: placed.view.author, standing, sights })
}

async fn item(asked: &Asked<'_>, id: ItemId) -> Result<Subject, Failure> {
    let channel = scene::any_item(asked, id).await?.channel;
    let standing = scene::standing(asked, channel).await?;
    let view = scene::item(asked, &standing, id).await?;
    scene::takes_part(&standing)?;
    if view.main {
        return Err(Refusal::rule("a channel's main topic says nothing").into());
    }
    if view.hidden {
        return Err(Refusal::rule("it is hidden already").into());
    }
    let standing = Some(Standing::clone(&standing));
    Ok(Subject { sort: "item", id: id.0, author: view.author, standing, sights: Vec::new() })
}

/// A report as it will be, for telling of it.
async fn opened(
    asked: &Asked<'_>,
    conn: &mut Connection,
    subject: &Subject,
) -> Result<Found, Failure> {
    let place = subject.standing.as_ref();
    let workspace = place.and_then(|standing| standing.workspace).map(|place| place.workspace);
    let office = match workspace {
        Some(workspace) => {
            let owners = reports::owners(conn, workspace, super::TOLD).await?;
            office_of(&owners, subject.author, asked.member)
        }
        None => Office::Network,
    };
    Ok(Found {
        id: ReportId(asked.app.clock.new_id()),
        sort: subject.sort.to_owned(),
        subject: subject.id,
        workspace,
        channel: place.map(|standing| standing.channel),
        opened_at: time::OffsetDateTime::UNIX_EPOCH,
        verdict: String::new(),
        decided_at: None,
        appeal: None,
        is_hidden: false,
        version: 1,
        case: Case {
            office,
            stage: Stage::Open,
            has_workspace: workspace.is_some(),
            is_overdue: false,
            author: subject.author,
            reporters: Vec::new(),
            handler: None,
            claim_is_old: false,
            outcome: None,
            decided_by: None,
        },
    })
}

fn new(found: &Found, subject: &Subject) -> NewReport {
    NewReport {
        id: found.id,
        sort: subject.sort,
        subject: subject.id,
        author: subject.author,
        workspace: found.workspace,
        channel: found.channel,
        office: found.case.office.as_str(),
        sights: subject.sights.clone(),
    }
}
