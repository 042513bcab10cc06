//! Who is in the network, as a reader may know it: profiles, the directory, organisations; and what a
//! departure would leave behind.

use talkoo_protocol::{
    FileId, MemberId, OrganisationId, Refusal, WorkspaceId,
    http::PlaceMember,
    people::{
        CompetenceView, DirectoryEntry, DirectoryPage, DirectoryQuery, DutiesBody, Duty,
        OrganisationBody, OrganisationRow, OrganisationsQuery, ProfileBody,
    },
};

use super::{LISTED, active, files::Served};
use crate::{
    app::App,
    domain::{
        access::{NetworkRole, Role, WorkspaceVisibility},
        leaving::{self, candidates},
        workspace::card,
    },
    error::Failure,
    store::{
        Connection, access, competences,
        directory::{self, Place},
        files, leaving as left, organisations, page_size, people,
        people::like_prefix,
        places, profiles, tags,
    },
};

/// Words of one question at most.
const WORDS: usize = 8;
const QUERY_CHARS: usize = 200;

/// A profile.
///
/// # Errors
/// `not_found` for one who is not discoverable and shares no place with the reader, as for one who
/// does not exist.
pub async fn profile(app: &App, reader: MemberId, of: MemberId) -> Result<ProfileBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, reader).await?;
    let administers = administers(&mut snapshot, reader).await?;
    if !(administers || may_know(&mut snapshot, reader, of).await?) {
        return Err(Refusal::not_found().into());
    }
    let own = profiles::own(&mut snapshot, of).await?.ok_or_else(Refusal::not_found)?;
    let view = people::by_ids(&mut snapshot, &[of]).await?.remove(&of);
    let member = view.ok_or_else(Refusal::not_found)?;
    let is_gone = member.family.is_empty() && member.given.is_empty();
    let mut competences = competences::of_members(&mut snapshot, reader, &[of]).await?;
    Ok(ProfileBody {
        member,
        bio: if is_gone { String::new() } else { own.bio },
        municipality: own.municipality.filter(|_| !is_gone),
        competences: competences.remove(&of).filter(|_| !is_gone).unwrap_or_default(),
        tags: if is_gone { Vec::new() } else { tags::borne(&mut snapshot, "member", of.0).await? },
        affiliations: if is_gone {
            Vec::new()
        } else {
            profiles::affiliations(&mut snapshot, of).await?
        },
        contact_of: organisations::contact_of(&mut snapshot, of).await?,
        account: (administers || of == reader).then_some(own.account),
    })
}

/// A member's picture, for who may see the profile.
///
/// # Errors
/// `not_found` for one whose profile is not there for the reader, and for any picture but today's.
pub async fn picture(
    app: &App,
    reader: MemberId,
    of: MemberId,
    picture: FileId,
) -> Result<Served, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, reader).await?;
    let may_see =
        administers(&mut snapshot, reader).await? || may_know(&mut snapshot, reader, of).await?;
    let view = people::by_ids(&mut snapshot, &[of]).await?.remove(&of);
    let is_todays = view.is_some_and(|member| member.picture == Some(picture));
    if !(may_see && is_todays) {
        return Err(Refusal::not_found().into());
    }
    let found = files::by_id(&mut snapshot, picture).await?.ok_or_else(Refusal::not_found)?;
    Served::of(found.view)
}

/// Found by everybody, in a place with the reader, or of the reader's own organisation.
async fn may_know(conn: &mut Connection, reader: MemberId, of: MemberId) -> Result<bool, Failure> {
    let is_known = !profiles::known(conn, reader, &[of]).await?.is_empty();
    Ok(is_known || stands_for(conn, reader, of).await?)
}

/// People whom everybody finds, by name, a page at a time.
///
/// # Errors
/// `bad_value`.
pub async fn directory(
    app: &App,
    reader: MemberId,
    query: &DirectoryQuery,
) -> Result<DirectoryPage, Failure> {
    let words = words(&query.query)?;
    let after = after(query.after.as_deref())?;
    let limit = page_size(query.limit, app.settings.limits.page_rows.min(100));
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, reader).await?;
    let (mut found, total) =
        directory::page(&mut snapshot, query, &words, after.as_ref(), limit + 1).await?;
    let next = next(&mut found, limit);
    let ids: Vec<MemberId> = found.iter().map(Place::member).collect();
    let mut views = people::by_ids(&mut snapshot, &ids).await?;
    let mut competences = competences::of_members(&mut snapshot, reader, &ids).await?;
    let people = ids.into_iter().filter_map(|id| {
        let member = views.remove(&id)?;
        Some(DirectoryEntry { member, competences: competences.remove(&id).unwrap_or_default() })
    });
    Ok(DirectoryPage {
        people: people.collect(),
        total: query.after.is_none().then_some(total),
        next,
    })
}

/// Competences that can be named.
///
/// # Errors
/// `suspended` when the account is not active any more.
pub async fn competences(app: &App, reader: MemberId) -> Result<Vec<CompetenceView>, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, reader).await?;
    Ok(competences::all(&mut snapshot).await?)
}

/// Organisations, with how many of their people one finds.
///
/// # Errors
/// `bad_value`.
pub async fn organisations(
    app: &App,
    reader: MemberId,
    query: &OrganisationsQuery,
) -> Result<Vec<OrganisationRow>, Failure> {
    sound(&query.query)?;
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, reader).await?;
    let rows = organisations::list(&mut snapshot, query).await?;
    let ids: Vec<OrganisationId> = rows.iter().map(|(id, _, _)| *id).collect();
    let mut views = organisations::by_ids(&mut snapshot, &ids).await?;
    let rows = rows.into_iter().filter_map(|(id, members, contacts)| {
        Some(OrganisationRow { organisation: views.remove(&id)?, members, contacts })
    });
    Ok(rows.collect())
}

/// An organisation's page.
///
/// # Errors
/// `not_found`.
pub async fn organisation(
    app: &App,
    reader: MemberId,
    id: OrganisationId,
) -> Result<OrganisationBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, reader).await?;
    let view = organisations::by_ids(&mut snapshot, &[id]).await?.remove(&id);
    let organisation = view.ok_or_else(Refusal::not_found)?;
    let details = organisations::details(&mut snapshot, id).await?;
    let details = details.ok_or_else(Refusal::not_found)?;
    let is_contact = organisations::is_contact(&mut snapshot, reader, id).await?;
    let may_administer = administers(&mut snapshot, reader).await?;
    let sees_all = is_contact || may_administer;
    let people = organisations::people(&mut snapshot, id, reader, sees_all, LISTED).await?;
    let contacts = organisations::contacts(&mut snapshot, id).await?;
    let contacts = if sees_all {
        contacts
    } else {
        let known = profiles::known(&mut snapshot, reader, &contacts).await?;
        contacts.into_iter().filter(|one| known.contains(one)).collect()
    };
    let ids: Vec<MemberId> = people.iter().map(|(id, _)| *id).collect();
    Ok(OrganisationBody {
        organisation,
        about: details.about,
        tags: tags::borne(&mut snapshot, "organisation", id.0).await?,
        business_id: details.business_id,
        domains: if sees_all { details.domains } else { Vec::new() },
        parts: details.parts,
        contacts: in_order(&mut snapshot, &contacts).await?,
        members: in_order(&mut snapshot, &ids).await?,
        unverified: people.iter().filter(|(_, is)| !is).map(|(id, _)| *id).collect(),
        is_contact,
        may_administer,
    })
}

/// What a departure would leave without a responsible person. Of oneself one is told everything;
/// administrators are told how many secret workspaces there are and no more of them, and of a private
/// one they are not in its card and how many could own it, not who.
///
/// # Errors
/// `not_found` for anybody else.
pub async fn duties(app: &App, reader: MemberId, of: MemberId) -> Result<DutiesBody, Failure> {
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, reader).await?;
    if of != reader && !administers(&mut snapshot, reader).await? {
        return Err(Refusal::not_found().into());
    }
    let account = profiles::account(&mut snapshot, of).await?.ok_or_else(Refusal::not_found)?;
    let all = left::duties(&mut snapshot, of).await?;
    let (shown, hidden): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|duty| of == reader || !duty.is_secret);
    let mut workspaces = Vec::new();
    for duty in &shown {
        workspaces.extend(shown_duty(&mut snapshot, (reader, of), duty).await?);
    }
    let is_administrator = account.role == NetworkRole::Administrator;
    Ok(DutiesBody {
        workspaces,
        hidden: u32::try_from(hidden.len()).unwrap_or(u32::MAX),
        is_last_administrator: is_administrator
            && left::other_administrators(&mut snapshot, of).await? == 0,
    })
}

async fn shown_duty(
    conn: &mut Connection,
    (reader, of): (MemberId, MemberId),
    duty: &leaving::Duty,
) -> Result<Option<Duty>, Failure> {
    let mut views = places::workspaces_by_ids(conn, &[duty.workspace]).await?;
    let Some(workspace) = views.remove(&duty.workspace) else { return Ok(None) };
    let ids: Vec<MemberId> = candidates(duty).collect();
    let candidate_count = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    if of != reader && !knows_its_people(conn, reader, duty.workspace).await? {
        let candidates = Vec::new();
        return Ok(Some(Duty { workspace: card(workspace), candidates, candidate_count }));
    }
    let role_of = |id: MemberId| duty.others.iter().find(|(one, _)| *one == id).map(|(_, r)| *r);
    let views = in_order(conn, &ids).await?;
    let candidates = views.into_iter().map(|member| {
        let role = role_of(member.id).unwrap_or(Role::Member).as_str().to_owned();
        PlaceMember { member, role }
    });
    Ok(Some(Duty { workspace, candidates: candidates.collect(), candidate_count }))
}

/// Who is in an open workspace everybody may know, who is in another its own people.
async fn knows_its_people(
    conn: &mut Connection,
    reader: MemberId,
    workspace: WorkspaceId,
) -> Result<bool, Failure> {
    let access = access::workspace(conn, reader, workspace).await?;
    Ok(access.is_some_and(|access| {
        let is_open = access.place.visibility == WorkspaceVisibility::Open;
        is_open || access.place.role.is_some_and(|role| role != Role::Guest)
    }))
}

/// Whether the reader is a contact person of one of the member's organisations of today.
async fn stands_for(
    conn: &mut Connection,
    reader: MemberId,
    of: MemberId,
) -> Result<bool, Failure> {
    let own = organisations::contact_of(conn, reader).await?;
    if own.is_empty() {
        return Ok(false);
    }
    let theirs = profiles::speaks_for(conn, of).await?;
    Ok(theirs.iter().any(|(organisation, _)| own.contains(organisation)))
}

async fn administers(conn: &mut Connection, member: MemberId) -> Result<bool, Failure> {
    Ok(people::network_role(conn, member).await?.is_some_and(NetworkRole::may_administer))
}

async fn in_order(
    conn: &mut Connection,
    ids: &[MemberId],
) -> Result<Vec<talkoo_protocol::MemberView>, Failure> {
    let mut views = people::by_ids(conn, ids).await?;
    Ok(ids.iter().filter_map(|id| views.remove(id)).collect())
}

/// One row more than the page was asked for: its last one says where the next page begins.
fn next(found: &mut Vec<Place>, limit: i64) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if found.len() <= limit {
        return None;
    }
    found.truncate(limit);
    found.last().map(Place::written)
}

fn after(text: Option<&str>) -> Result<Option<Place>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    sound(text)?;
    Ok(Some(Place::read(text).ok_or_else(|| Refusal::bad_value("after: `next` of a page"))?))
}

/// Patterns for like.
fn words(query: &str) -> Result<Vec<String>, Refusal> {
    sound(query)?;
    let words = query.split_whitespace().take(WORDS);
    Ok(words.map(|word| format!("%{}", like_prefix(&word.to_lowercase()))).collect())
}

fn sound(text: &str) -> Result<(), Refusal> {
    if text.contains('\0') || text.chars().count() > QUERY_CHARS {
        return Err(Refusal::bad_value("query: 200 characters at most, none of them U+0000"));
    }
    Ok(())
}
