//! Making the accounts of an uploaded list: all of them or none, in one transaction. The list is
//! planned anew on what is true now by the same pure function that made its preview; who has got an
//! account meanwhile is left as they are, so the same list brought twice makes nothing twice.

use talkoo_protocol::{ImportId, MemberId, Refusal, Verb, administration::ImportMembers};

use super::{Asked, administration, office};
use crate::{
    domain::{
        draft::{Administration, AuditLine, Draft, EventDraft, NewMember, NewStream, Write},
        import::{Person, What},
        letter::{Letter, Link, Template},
    },
    error::Failure,
    store::administration as store,
};

pub(super) async fn decide(asked: &Asked<'_>, wanted: &ImportMembers) -> Result<Draft, Failure> {
    let import = wanted.import;
    let mut conn = asked.app.store.read().await?;
    office::administrator(&mut conn, asked.member).await?;
    let found = store::import(&mut conn, import).await?.ok_or_else(Refusal::not_found)?;
    let mut draft = asked.draft(import);
    if found.is_done {
        return Ok(draft);
    }
    let (_, plan) = administration::planned(&mut conn, &found.text).await?;
    let mut members = Vec::new();
    for line in plan {
        match line.what {
            What::Fresh(person) => members.push(new_member(asked, person)),
            What::Existing => {}
            What::Wrong(_) => {
                return Err(Refusal::rule("some lines cannot be brought in: mend the list").into());
            }
        }
    }
    begin(asked, &mut draft, import, members);
    Ok(draft)
}

fn begin(asked: &Asked<'_>, draft: &mut Draft, import: ImportId, members: Vec<NewMember>) {
    let count = members.len();
    draft.streams = members
        .iter()
        .map(|member| NewStream { id: member.id.into(), sort: "member", owner: member.id.0 })
        .collect();
    draft.jobs = members
        .iter()
        .map(|member| Letter::to(member.id, Template::BroughtIn).link(Link::Welcome).job())
        .collect();
    let write = Write::Administration(Box::new(Administration::Import { import, members }));
    let network = asked.app.network.stream;
    // One event for all: five hundred would fill every mailbox of those who listen.
    draft.events.push(
        EventDraft::new(network, Verb::MEMBERS_IMPORTED, asked.member, write).fact("count", count),
    );
    draft.audit.push(AuditLine {
        action: "members_imported",
        object: Some(import.0),
        reason: format!("{count} members"),
    });
}

fn new_member(asked: &Asked<'_>, person: Person) -> NewMember {
    NewMember {
        id: MemberId(asked.app.clock.new_id()),
        given: person.given,
        family: person.family,
        email: person.email,
        title: person.title,
        region: person.region.map(str::to_owned),
        languages: vec![person.language.clone()],
        language: person.language,
        role: "member",
        organisation: Some(person.organisation),
    }
}
