//! Making a workspace: any member may, and owns it. It begins with one public channel, so that
//! there is a place to speak at once, or with the channels and first topics of a template; all of it
//! in one act.

use talkoo_protocol::{
    ChannelId, Refusal, StreamId, Verb, WorkspaceId, workspaces::FoundWorkspace,
};

use super::{
    Asked,
    create_channel::{self, New},
    depart, first_topics, membership, text,
};
use crate::{
    domain::{
        access::{ChannelVisibility, Posting, Role, WorkspaceKind, WorkspaceVisibility},
        draft::{Draft, EventDraft, NewStream, NewWorkspace, WorkspaceWrite, Write},
        markup,
        template::{self, Template},
    },
    error::Failure,
    kinds,
    store::{network, people},
};

const NAME_CHARS: usize = 80;
const PURPOSE_BYTES: usize = 2_000;
const REGION_CHARS: usize = 40;
const TAGS: usize = 12;

/// A workspace as it is wanted, understood.
struct Founding {
    name: String,
    purpose: String,
    visibility: WorkspaceVisibility,
    kind: WorkspaceKind,
    region: Option<String>,
    tags: Vec<String>,
    template: Option<&'static Template>,
}

/// What it begins with, and in which language.
struct Form {
    template: Option<&'static Template>,
    language: usize,
}

pub(super) async fn decide(asked: &Asked<'_>, wanted: &FoundWorkspace) -> Result<Draft, Failure> {
    let founding = understood(wanted)?;
    let mut conn = asked.app.store.read().await?;
    if people::active(&mut conn, &[asked.member]).await?.is_empty() {
        return Err(Refusal::not_allowed("the account is not active").into());
    }
    let language = match &wanted.language {
        Some(language) => language.clone(),
        None => people::language(&mut conn, asked.member).await?,
    };
    let used = network::kinds(&mut conn).await?;
    let still_here = depart::still_here(&mut conn, asked.member).await?;
    drop(conn);

    let workspace = WorkspaceId(asked.app.clock.new_id());
    let mut draft = asked.draft(workspace);
    draft.guards.push(still_here);
    draft.streams.push(NewStream { id: workspace.into(), sort: "workspace", owner: workspace.0 });
    let visibility = founding.visibility;
    draft.writes.push(Write::Workspace(NewWorkspace {
        id: workspace,
        kind: founding.kind.as_str().to_owned(),
        name: founding.name,
        purpose: founding.purpose,
        visibility: visibility.as_str(),
        region: founding.region,
        tags: founding.tags,
        template: founding.template.map(|template| template.name),
    }));
    draft.writes.push(Write::InWorkspace(Box::new(WorkspaceWrite::Retag { workspace })));
    draft.events = vec![owned(asked, workspace)];
    draft.events.push(
        EventDraft::new(asked.member, Verb::WORKSPACE_JOINED, asked.member, Write::Nothing)
            .fact("workspace", workspace.to_string())
            .fact("role", Role::Owner.as_str()),
    );
    let form = Form { template: founding.template, language: template::index(&language) };
    channels(asked, &mut draft, workspace, &form, &used)?;
    if visibility != WorkspaceVisibility::Secret {
        draft.events.push(announced(asked, workspace));
    }
    draft.audit.push(membership::line("workspace_created", workspace.0, asked.member));
    Ok(draft)
}

/// One that begins with its one channel and nothing else said of it.
pub(super) fn plain(
    name: &str,
    purpose: &str,
    visibility: &str,
    region: Option<&str>,
) -> FoundWorkspace {
    FoundWorkspace {
        name: name.to_owned(),
        purpose: purpose.to_owned(),
        visibility: visibility.to_owned(),
        kind: None,
        region: region.map(str::to_owned),
        tags: Vec::new(),
        template: None,
        // The general channel of a workspace that a program makes has one name, whoever it acts for.
        language: Some("fi".to_owned()),
    }
}

fn understood(wanted: &FoundWorkspace) -> Result<Founding, Refusal> {
    let template = match wanted.template.as_deref() {
        None | Some("") => None,
        Some(word) => Some(
            template::find(word)
                .ok_or_else(|| Refusal::bad_value("template: plan, project, idea or event"))?,
        ),
    };
    let kind = match wanted.kind.as_deref() {
        Some(word) => kind(word)?,
        None => template.map_or(WorkspaceKind::Network, |template| template.kind),
    };
    Ok(Founding {
        name: name(&wanted.name)?,
        purpose: purpose(&wanted.purpose)?,
        visibility: visibility(&wanted.visibility)?,
        kind,
        region: region(wanted.region.as_deref().unwrap_or_default())?,
        tags: tags(&wanted.tags)?,
        template,
    })
}

/// Tells the network of a workspace whose card everybody may see.
pub(super) fn announced(asked: &Asked<'_>, workspace: WorkspaceId) -> EventDraft {
    let network = asked.app.network.stream;
    EventDraft::new(network, Verb::WORKSPACE_CREATED, asked.member, Write::Nothing)
        .fact("workspace", workspace.to_string())
}

pub(super) fn name(name: &str) -> Result<String, Refusal> {
    let name = text::line(name, "name", NAME_CHARS)?;
    if name.chars().count() < 2 {
        return Err(Refusal::bad_value("name: 2 characters at least"));
    }
    Ok(name)
}

pub(super) fn purpose(purpose: &str) -> Result<String, Refusal> {
    text::bounded(purpose, PURPOSE_BYTES, "purpose")?;
    Ok(purpose.trim().to_owned())
}

pub(super) fn visibility(word: &str) -> Result<WorkspaceVisibility, Refusal> {
    WorkspaceVisibility::parse(word)
        .ok_or_else(|| Refusal::bad_value("visibility: open, by_request, invited or secret"))
}

pub(super) fn kind(word: &str) -> Result<WorkspaceKind, Refusal> {
    WorkspaceKind::parse(word)
        .ok_or_else(|| Refusal::bad_value("kind: network, region, project, idea, event or review"))
}

/// An empty one is none.
pub(super) fn region(region: &str) -> Result<Option<String>, Refusal> {
    if region.trim().is_empty() {
        return Ok(None);
    }
    Ok(Some(text::line(region, "region", REGION_CHARS)?))
}

/// Slugs, as reading them as tags gives back; each once, in the order given.
pub(super) fn tags(wanted: &[String]) -> Result<Vec<String>, Refusal> {
    let mut tags: Vec<String> = Vec::new();
    for word in wanted {
        let word = word.trim().trim_start_matches('#').to_lowercase();
        let slug = markup::read(&format!("#{word}")).tags;
        let [slug] = slug.as_slice() else { return Err(not_a_tag()) };
        if *slug != word {
            return Err(not_a_tag());
        }
        if !tags.contains(slug) {
            tags.push(slug.clone());
        }
    }
    if tags.len() > TAGS {
        return Err(Refusal::bad_value(format!("tags: {TAGS} at most")));
    }
    Ok(tags)
}

fn not_a_tag() -> Refusal {
    Refusal::bad_value("tags: letters, digits and hyphens")
}

fn owned(asked: &Asked<'_>, workspace: WorkspaceId) -> EventDraft {
    let role = Role::Owner.as_str();
    let write = Write::WorkspaceMember {
        workspace,
        member: asked.member,
        role: Some(role),
        brought_by: None,
    };
    EventDraft::new(workspace, Verb::MEMBER_ADDED, asked.member, write)
        .fact("member", asked.member.to_string())
        .fact("role", role)
}

/// The channels of the template, or the one that every workspace has.
fn channels(
    asked: &Asked<'_>,
    draft: &mut Draft,
    workspace: WorkspaceId,
    form: &Form,
    used: &[String],
) -> Result<(), Refusal> {
    let language = form.language;
    let Some(template) = form.template else {
        let chat = kinds::find(kinds::FIRST)?;
        begin(asked, draft, workspace, public(workspace, chat, template::GENERAL[language]));
        return Ok(());
    };
    for channel in template.channels {
        let kind = kinds::find(channel.kind).ok();
        let in_use = kind.filter(|kind| used.iter().any(|used| used == kind.name()));
        let Some(kind) = in_use else { continue };
        let posting = if channel.is_for_owners { Posting::Owners } else { Posting::All };
        let visibility =
            if channel.is_private { ChannelVisibility::Private } else { ChannelVisibility::Public };
        let new = New {
            topic: channel.topic[language].to_owned(),
            visibility,
            posting,
            section: channel.section[language],
            desk: kind.has_desk().then(|| StreamId(asked.app.clock.new_id())),
            ..public(workspace, kind, channel.name[language])
        };
        let id = begin(asked, draft, workspace, new);
        first_topics::begin(asked, draft, (workspace, id), kind, (channel, language))?;
    }
    Ok(())
}

fn public(workspace: WorkspaceId, kind: &'static dyn crate::kind::AnyKind, name: &str) -> New {
    New {
        workspace: Some(workspace),
        kind: kind.name(),
        main: kind,
        name: name.to_owned(),
        topic: String::new(),
        visibility: ChannelVisibility::Public,
        posting: Posting::All,
        section: "",
        desk: None,
        desk_is_open: kind.desk_is_open(),
        direct_key: None,
    }
}

fn begin(asked: &Asked<'_>, draft: &mut Draft, workspace: WorkspaceId, new: New) -> ChannelId {
    let channel = ChannelId(asked.app.clock.new_id());
    let is_public = new.visibility == ChannelVisibility::Public;
    create_channel::begin(asked, draft, channel, new);
    draft.events.push(membership::joined(asked.member, asked.member, channel, Role::Owner));
    if is_public {
        draft.events.push(create_channel::listed(asked, workspace, channel));
    }
    channel
}

#[cfg(test)]
mod tests {
    use super::{region, tags};

    #[test]
    fn tags_are_slugs_and_each_counts_once() {
        let words =
            |words: &[&str]| tags(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            words(&["nuoret", "#Nuoret", " lähi-turva "]).unwrap(),
            ["nuoret", "lähi-turva"]
        );
        assert!(words(&["kaksi sanaa"]).is_err());
        assert!(words(&[""]).is_err());
        let many: Vec<String> = (0..13).map(|number| format!("tunniste{number}")).collect();
        assert!(tags(&many).is_err());
    }

    #[test]
    fn an_empty_region_is_none() {
        assert_eq!(region(" ").unwrap(), None);
        assert_eq!(region("19").unwrap().as_deref(), Some("19"));
    }
}
