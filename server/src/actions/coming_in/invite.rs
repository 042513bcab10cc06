//! Making links and taking them back.

use std::collections::HashSet;

use talkoo_protocol::{
    Code, InvitationId, Refusal,
    command::Place,
    invitations::{InvitationLink, Invite},
};

use super::secret;
use crate::{
    actions::{Asked, membership, office, scene, sign_in::Token, text},
    domain::{
        access::Role,
        draft::{
            AuditLine, Draft, Guard, NewJob, Write,
            invitations::{ComingIn, NewInvitation},
        },
        invitation,
        letter::{Letter, Link, Template},
    },
    error::Failure,
    store::{Connection, invitations as store, people},
};

/// Links that one command makes at most.
const LINKS: usize = 100;
const USUAL_DAYS: u32 = 14;
const MOST_DAYS: u32 = 90;
/// People who come in by a link for all, when nothing else is said.
const USUAL_USES: u32 = 25;
const MOST_USES: u32 = 1_000;
const NOTE_BYTES: usize = 1_000;
const ADDRESS_CHARS: usize = 254;
/// Letters that one member sends in a day: anybody may found a workspace, nobody a mailing list.
const LETTERS_A_DAY: i64 = 200;

pub(in crate::actions) async fn invite(
    asked: &Asked<'_>,
    wanted: &Invite,
) -> Result<Draft, Failure> {
    let role = Role::parse(&wanted.role).filter(|role| invitation::gives(*role));
    let role = role.ok_or_else(|| Refusal::bad_value("role: member or guest"))?;
    text::bounded(&wanted.note, NOTE_BYTES, "note")?;
    let days = within(wanted.days.map_or(USUAL_DAYS, u32::from), MOST_DAYS, "days")?;
    let most = within(wanted.most.unwrap_or(USUAL_USES), MOST_USES, "most")?;
    sound(&wanted.links)?;

    let guards = allowed(asked, wanted.place, role).await?;
    let mut made = Vec::new();
    for link in &wanted.links {
        let is_letter = link.email.is_some();
        let told = secret(&link.token)?;
        // A link for an address proves whose it is, so nobody may hold it before the letter is
        // sent: until then it is one that nobody was told.
        let held = if is_letter { Token::new(asked.app.clock) } else { told };
        made.push(NewInvitation {
            id: InvitationId(asked.app.clock.new_id()),
            token_hash: held.hash(),
            sort: sort(wanted.place),
            place: wanted.place.map(place_id),
            role: role.as_str(),
            maker: asked.member,
            note: wanted.note.trim().to_owned(),
            email: link.email.as_deref().map(address).transpose()?,
            most: if is_letter { 1 } else { most },
            days,
        });
    }
    let jobs = letters(asked, wanted, &made).await?;
    let first = made.first().map(|new| new.id).ok_or_else(|| Refusal::bad_value("links: none"))?;
    let mut draft = asked.draft(first);
    draft.guards = guards;
    draft.jobs = jobs;
    for new in made {
        draft.audit.push(line("invitation_made", new.id, new.role));
        draft.writes.push(Write::ComingIn(ComingIn::Invitation(Box::new(new))));
    }
    Ok(draft)
}

/// A letter for each address. The secret in it is drawn when it is sent.
async fn letters(
    asked: &Asked<'_>,
    wanted: &Invite,
    made: &[NewInvitation],
) -> Result<Vec<NewJob>, Failure> {
    let addressed: Vec<_> =
        made.iter().filter_map(|new| Some((new, new.email.as_deref()?))).collect();
    if addressed.is_empty() {
        return Ok(Vec::new());
    }
    let mut conn = asked.app.store.read().await?;
    let before = store::letters_of(&mut conn, asked.member).await?;
    if before + addressed.len() as i64 > LETTERS_A_DAY {
        let refusal = Refusal::new(Code::TooMany, "too many letters in a day");
        return Err(refusal.after(60 * 60 * 1_000).into());
    }
    let names = store::names(&mut conn, wanted.place).await?;
    let place: Vec<_> = [names.channel, names.workspace].into_iter().flatten().collect();
    let place = if place.is_empty() { names.network } else { place.join(", ") };
    let maker = people::by_ids(&mut conn, &[asked.member]).await?.remove(&asked.member);
    let maker = maker.ok_or_else(Refusal::not_found)?;
    let inviter = format!("{} {}", maker.given, maker.family);
    let language = ["fi", "sv", "en"].into_iter().find(|one| *one == wanted.language);
    let letter = |(new, email): (&NewInvitation, &str)| {
        Letter::to_address(email, language.unwrap_or("fi"), Template::Invitation)
            .value("inviter", &inviter)
            .value("place", &place)
            .value("days", new.days.to_string())
            .link(Link::Invitation(new.id))
            .job()
    };
    Ok(addressed.into_iter().map(letter).collect())
}

/// Whoever manages links there may take one back, also another's.
pub(in crate::actions) async fn revoke(
    asked: &Asked<'_>,
    invitation: InvitationId,
) -> Result<Draft, Failure> {
    let mut snapshot = asked.app.store.snapshot().await?;
    let found = store::by_id(&mut snapshot, invitation).await?;
    drop(snapshot);
    if found.maker != asked.member {
        // What one may not manage is not there.
        let managed = manages(asked, found.place).await;
        managed.map_err(|failure| match failure {
            Failure::Refused(_) => Refusal::not_found().into(),
            fault => fault,
        })?;
    }
    let mut draft = asked.draft(invitation);
    if found.is_revoked {
        return Ok(draft);
    }
    draft.writes.push(Write::ComingIn(ComingIn::Revoke { invitation }));
    draft.audit.push(line("invitation_revoked", invitation, ""));
    Ok(draft)
}

/// Whether links of this role may be made by this member, and what that rests on.
async fn allowed(
    asked: &Asked<'_>,
    place: Option<Place>,
    role: Role,
) -> Result<Vec<Guard>, Failure> {
    match place {
        None if role != Role::Member => Err(Refusal::bad_value("role: the network has no guests"))?,
        None => {
            let mut conn = asked.app.store.read().await?;
            to_network(&mut conn, asked).await?;
            Ok(Vec::new())
        }
        Some(Place::Workspace(workspace)) => {
            let mut snapshot = asked.app.store.snapshot().await?;
            let access = membership::led(&mut snapshot, asked.member, workspace).await?;
            Ok(vec![membership::guard(&access)])
        }
        Some(Place::Channel(channel)) => {
            let own = scene::standing_now(asked, channel).await?;
            if !invitation::may_invite_to_channel(&own, role) {
                return Err(refused(&own).into());
            }
            Ok(vec![scene::access_guard(&own)])
        }
    }
}

/// Whether links that lead there are this member's to manage.
async fn manages(asked: &Asked<'_>, place: Option<Place>) -> Result<(), Failure> {
    match place {
        None => {
            let mut conn = asked.app.store.read().await?;
            office::administrator(&mut conn, asked.member).await
        }
        Some(_) => allowed(asked, place, Role::Guest).await.map(drop),
    }
}

async fn to_network(conn: &mut Connection, asked: &Asked<'_>) -> Result<(), Failure> {
    let role = people::network_role(conn, asked.member).await?;
    let invites = store::who_invites(conn).await?;
    let is_contact = store::is_contact(conn, asked.member).await?;
    if role.is_some_and(|role| invitation::may_invite_to_network(role, is_contact, &invites)) {
        return Ok(());
    }
    Err(Refusal::not_allowed("the network's administrators invite to it").into())
}

fn refused(own: &crate::domain::access::Standing) -> Refusal {
    if own.workspace.is_none() {
        Refusal::rule("the people of a direct conversation are fixed")
    } else if own.is_read_only() {
        Refusal::new(Code::ReadOnly, "the channel is archived")
    } else if own.may_manage() {
        Refusal::not_allowed("who leads the workspace makes members of it; invite a guest")
    } else {
        Refusal::not_allowed("only its owners do this")
    }
}

/// Every secret and address once, and not more than a letter room takes at a time.
fn sound(links: &[InvitationLink]) -> Result<(), Refusal> {
    if links.is_empty() || links.len() > LINKS {
        return Err(Refusal::bad_value(format!("links: 1 to {LINKS}")));
    }
    let tokens: HashSet<_> = links.iter().map(|link| &link.token).collect();
    let addresses: Vec<_> = links.iter().filter_map(|link| link.email.as_ref()).collect();
    let different: HashSet<_> = addresses.iter().map(|email| email.trim().to_lowercase()).collect();
    if tokens.len() < links.len() || different.len() < addresses.len() {
        return Err(Refusal::bad_value("links: each token and address once"));
    }
    if links.len() > 1 && addresses.len() < links.len() {
        return Err(Refusal::bad_value("links: one for all, or one for each address"));
    }
    Ok(())
}

/// An address as it can stand in an account: something, one @, a name with a dot.
pub(super) fn address(text: &str) -> Result<String, Refusal> {
    let email = text.trim();
    let parts = email.split_once('@');
    let is_sound = email.chars().count() <= ADDRESS_CHARS
        && !email.contains(|sign: char| sign.is_whitespace() || sign.is_control() || sign == '\0')
        && parts.is_some_and(|(name, domain)| {
            !name.is_empty()
                && !domain.contains('@')
                && domain.contains('.')
                && !domain.starts_with('.')
                && !domain.ends_with('.')
        });
    if is_sound { Ok(email.to_owned()) } else { Err(Refusal::bad_value("email: not an address")) }
}

fn within(value: u32, most: u32, field: &str) -> Result<i32, Refusal> {
    let bounded = (1..=most).contains(&value).then(|| i32::try_from(value).ok()).flatten();
    bounded.ok_or_else(|| Refusal::bad_value(format!("{field}: 1 to {most}")))
}

fn sort(place: Option<Place>) -> &'static str {
    match place {
        None => "network",
        Some(Place::Workspace(_)) => "workspace",
        Some(Place::Channel(_)) => "channel",
    }
}

fn place_id(place: Place) -> uuid::Uuid {
    match place {
        Place::Workspace(id) => id.0,
        Place::Channel(id) => id.0,
    }
}

fn line(action: &'static str, invitation: InvitationId, reason: &str) -> AuditLine {
    AuditLine { action, object: Some(invitation.0), reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{address, within};

    #[test]
    fn an_address_has_a_name_and_a_domain() {
        for good in ["siiri@esimerkki.example", " a.b+c@x.fi "] {
            assert_eq!(address(good).ok().as_deref(), Some(good.trim()));
        }
        for bad in ["", "siiri", "@x.fi", "a@", "a@x", "a@b@x.fi", "a b@x.fi", "a@.fi", "a@x.fi."] {
            assert!(address(bad).is_err(), "{bad:?}");
        }
        assert!(address(&format!("{}@x.fi", "a".repeat(250))).is_err());
    }

    #[test]
    fn bounds_are_never_no_bounds() {
        assert!(within(0, 90, "days").is_err());
        assert!(within(91, 90, "days").is_err());
        assert_eq!(within(90, 90, "days").ok(), Some(90));
    }
}
