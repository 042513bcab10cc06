//! Bringing things in from elsewhere, by who manages the channel: files are read by the channel's kind
//! and shown line by line; the command makes drafts of what is new, all of them or none. What was
//! brought in once is known by its name there and left as it is, also when it was removed since.

use std::collections::HashSet;

use serde_json::{Value, json};
use talkoo_protocol::{
    ChannelId, Code, ImportId, ItemId, MemberId, Refusal, Verb,
    bringing::{BringBody, BringItems, BringView, BroughtLine, BroughtProblem},
};
use time::OffsetDateTime;

use super::{Asked, borne, scene, text};
use crate::{
    app::App,
    domain::{
        access::Standing,
        draft::{Draft, EventDraft, NewItem, Write, copies::CopyWrite},
        personal_code,
    },
    error::{Failure, Fault},
    kind::{AnyKind, Foreign, Item, Problem, Scene},
    kinds,
    store::{self, Connection, access, copies},
};

const FILES: usize = 200;
const BYTES: usize = 2 * 1024 * 1024;
const NAME_CHARS: usize = 200;
/// Things of one import: it is one transaction.
const MOST: usize = 200;

/// One thing of the files, and what becomes of it.
struct Planned {
    foreign: Foreign<Value>,
    what: What,
}

enum What {
    Fresh(Box<Item<Value>>),
    Known,
    Wrong(Vec<Problem>),
}

impl Planned {
    /// Found only once it was read, as where the file writes a digit by its number.
    fn holds_code(&self) -> bool {
        let names_it = |problem: &Problem| problem.code == "personal_code";
        matches!(&self.what, What::Wrong(problems) if problems.iter().any(names_it))
    }
}

/// Reads files and keeps them for a day; nothing else happens yet.
///
/// # Errors
/// `not_found`, `not_allowed` for who does not manage the channel; `too_large`.
pub async fn preview(
    app: &App,
    member: MemberId,
    channel: ChannelId,
    body: BringBody,
) -> Result<BringView, Failure> {
    let mut write = app.store.write().await?;
    let standing = access::standing(&mut write, member, channel).await?;
    let standing = standing.ok_or_else(Refusal::not_found)?.readable()?;
    may_bring(&standing)?;
    let files = bounded(body)?;
    let now = store::now(&mut write).await?;
    let plan = planned(app, &mut write, (&standing, member), &files, now).await?;
    let id = ImportId(app.clock.new_id());
    // What holds a personal identity code is shown by line and not kept.
    let holds_code = |(name, text): &(String, String)| {
        personal_code::contains(name) || personal_code::contains(text)
    };
    if !files.iter().any(holds_code) && !plan.iter().any(Planned::holds_code) {
        copies::keep_bringing(&mut write, id, (channel, member), &json!(files)).await?;
    }
    write.commit().await.map_err(Fault::from)?;
    Ok(view(id, plan))
}

pub(super) async fn decide(asked: &Asked<'_>, wanted: BringItems) -> Result<Draft, Failure> {
    let import = wanted.import;
    let mut conn = asked.app.store.read().await?;
    let kept = copies::bringing(&mut conn, import, asked.member).await?;
    let kept = kept.ok_or_else(Refusal::not_found)?;
    let standing = scene::writable(asked, kept.channel).await?;
    may_bring(&standing)?;
    let mut draft = asked.draft(import);
    draft.guards = vec![scene::access_guard(&standing)];
    if kept.is_done {
        return Ok(draft);
    }
    let files: Vec<(String, String)> = serde_json::from_value(kept.files)
        .map_err(|error| Fault::caused("reading kept files", error))?;
    let now = store::now(&mut conn).await?;
    let plan = planned(asked.app, &mut conn, (&standing, asked.member), &files, now).await?;
    let stream = standing.desk.ok_or_else(|| Refusal::rule("the channel has no desk"))?;
    let kind = kinds::find(&standing.kind)?;
    let mut made = Vec::new();
    for Planned { foreign, what } in plan {
        let What::Fresh(item) = what else { continue };
        let id = ItemId(asked.app.clock.new_id());
        made.push((foreign.name, id));
        let new = new_item(kind, &standing, id, *item)?;
        let write = Write::Item(Box::new(new));
        let mut event =
            EventDraft::new(stream, Verb::ITEM_CREATED, asked.member, write).on_item(id);
        event.spoken_as = standing.speaks_as;
        draft.events.push(event);
    }
    let count = made.len();
    let write = CopyWrite::Bring { import, channel: kept.channel, made };
    let write = Write::Copy(Box::new(write));
    draft.events.push(
        EventDraft::new(stream, Verb::ITEMS_BROUGHT, asked.member, write).fact("count", count),
    );
    Ok(draft)
}

fn may_bring(standing: &Standing) -> Result<(), Refusal> {
    scene::may_write(standing)?;
    if !standing.may_manage() || !standing.may_edit_desk() {
        return Err(Refusal::not_allowed("who manages the channel brings things in"));
    }
    Ok(())
}

fn bounded(body: BringBody) -> Result<Vec<(String, String)>, Refusal> {
    if body.files.iter().any(|file| file.name.contains('\0') || file.text.contains('\0')) {
        return Err(Refusal::new(Code::BadText, "files: hold U+0000"));
    }
    let bytes: usize = body.files.iter().map(|file| file.text.len()).sum();
    if body.files.len() > FILES || bytes > BYTES {
        return Err(Refusal::new(Code::TooLarge, "files: 200 files and 2 MiB at most"));
    }
    Ok(body.files.into_iter().map(|file| (file.name, file.text)).collect())
}

/// The same for the preview and for the command, on what is true then.
async fn planned(
    app: &App,
    conn: &mut Connection,
    (standing, actor): (&Standing, MemberId),
    files: &[(String, String)],
    now: OffsetDateTime,
) -> Result<Vec<Planned>, Failure> {
    let kind = kinds::find(&standing.kind)?;
    let scene = Scene { actor, standing, now: Some(now) };
    let found = kind.bring(files)?;
    if found.is_empty() {
        return Err(Refusal::rule("nothing can be brought into a channel of this kind").into());
    }
    if found.len() > MOST {
        return Err(Refusal::new(Code::TooLarge, "200 things at most; part the files").into());
    }
    let names: Vec<String> =
        found.iter().filter(|one| !one.name.contains('\0')).map(|one| one.name.clone()).collect();
    let known: HashSet<String> = copies::brought(conn, standing.channel, &names).await?;
    let one = |foreign: Foreign<Value>| {
        let what = match &foreign.content {
            Err(problems) => What::Wrong(problems.clone()),
            Ok(_) if known.contains(&foreign.name) => What::Known,
            Ok(content) => match sound(app, kind, content, &foreign.name, &scene) {
                Ok(item) => What::Fresh(Box::new(Item { author: Some(actor), ..item })),
                Err(refusal) => What::Wrong(vec![problem(&refusal)]),
            },
        };
        Planned { foreign, what }
    };
    Ok(found.into_iter().map(one).collect())
}

fn sound(
    app: &App,
    kind: &dyn AnyKind,
    content: &crate::kind::Content<Value>,
    name: &str,
    scene: &Scene<'_>,
) -> Result<Item<Value>, Refusal> {
    text::line(name, "id", NAME_CHARS)?;
    text::bounded(&content.title, super::create_item::TITLE_BYTES, "title")?;
    text::bounded_item(app, &content.body)?;
    let item = kind.create(content.clone(), scene)?;
    text::sound(app, &item.text)?;
    if !item.desk {
        return Err(Refusal::rule("only drafts are brought in"));
    }
    Ok(Item { main: false, ..item })
}

fn problem(refusal: &Refusal) -> Problem {
    let code = if refusal.code == Code::PersonalCode { "personal_code" } else { "unsound" };
    let field = refusal.message.split(':').next().unwrap_or_default();
    Problem { code, field: field.to_owned() }
}

fn new_item(
    kind: &dyn AnyKind,
    standing: &Standing,
    id: ItemId,
    item: Item<Value>,
) -> Result<NewItem, Refusal> {
    let facets = kind.facets(&item)?;
    Ok(NewItem {
        id,
        channel: standing.channel,
        kind: standing.kind.clone(),
        main: false,
        desk: item.desk,
        author: item.author,
        spoken_as: standing.speaks_as,
        title: item.title,
        text: item.text,
        body: item.body,
        state: item.state,
        tags: borne::tags(Vec::new(), &facets),
        facets,
    })
}

fn view(id: ImportId, plan: Vec<Planned>) -> BringView {
    let mut view = BringView { id, lines: Vec::new(), fresh: 0, known: 0, wrong: 0 };
    for Planned { foreign, what } in plan {
        let (what, problems) = match what {
            What::Fresh(_) => {
                view.fresh += 1;
                ("fresh", Vec::new())
            }
            What::Known => {
                view.known += 1;
                ("known", Vec::new())
            }
            What::Wrong(problems) => {
                view.wrong += 1;
                ("wrong", problems)
            }
        };
        let told = |problem: Problem| BroughtProblem {
            code: problem.code.to_owned(),
            field: problem.field,
        };
        view.lines.push(BroughtLine {
            file: foreign.file,
            line: foreign.line,
            name: foreign.name,
            title: foreign.title,
            what: what.to_owned(),
            problems: problems.into_iter().map(told).collect(),
        });
    }
    view
}
