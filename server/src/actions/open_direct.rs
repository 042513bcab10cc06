//! The one channel of a set of people. It is known by their ids in order, so the same people have
//! one channel, however often and by how many at once it is opened; the database keeps the rule, and
//! who comes second is decided again and finds it. Whoever shares no workspace with the one who opens
//! it, or was brought into it by them, is asked first.

use std::collections::BTreeSet;

use talkoo_protocol::{ChannelId, MemberId, Refusal};

use super::{
    Asked,
    create_channel::{self, New},
    membership,
    moderation::direct,
};
use crate::{
    domain::{
        access::{ChannelVisibility, Posting, Role},
        draft::Draft,
    },
    error::Failure,
    kinds,
    store::{directs, places, profiles},
};

/// People in one conversation, oneself among them.
const PEOPLE: std::ops::RangeInclusive<usize> = 2..=8;
/// A direct channel has one topic and takes no others, so it is no kind.
const DIRECT: &str = "direct";

pub(super) async fn decide(asked: &Asked<'_>, members: &[MemberId]) -> Result<Draft, Failure> {
    let people = together(asked.member, members)?;
    let key = key(&people);
    let others: Vec<MemberId> = people.iter().copied().filter(|one| *one != asked.member).collect();
    let mut conn = asked.app.store.read().await?;
    if profiles::known(&mut conn, asked.member, &people).await?.len() != people.len() {
        return Err(Refusal::not_found().into());
    }
    if let Some(channel) = places::direct_channel(&mut conn, &key).await? {
        if let [other] = others.as_slice()
            && directs::blocks(&mut conn, *other, asked.member).await?
        {
            return Err(direct::not_reachable().into());
        }
        return Ok(asked.draft(channel));
    }
    // A block between two of the others is theirs to know: the group begins as one goes on in which
    // somebody blocks another later.
    if directs::any_blocks(&mut conn, asked.member, &others).await? {
        return Err(direct::not_reachable().into());
    }
    drop(conn);

    let channel = ChannelId(asked.app.clock.new_id());
    let new = New {
        workspace: None,
        kind: DIRECT,
        main: kinds::find("chat")?,
        name: String::new(),
        topic: String::new(),
        visibility: ChannelVisibility::Private,
        posting: Posting::All,
        section: "",
        desk: None,
        desk_is_open: false,
        direct_key: Some(key),
    };
    let mut draft = asked.draft(channel);
    create_channel::begin(asked, &mut draft, channel, new);
    let joined =
        people.iter().map(|one| membership::joined(asked.member, *one, channel, Role::Member));
    draft.events.extend(joined);
    direct::ask(asked, channel, &people, &mut draft).await?;
    Ok(draft)
}

/// These people and oneself, each once, in the order of their ids.
fn together(own: MemberId, others: &[MemberId]) -> Result<Vec<MemberId>, Refusal> {
    let people: BTreeSet<MemberId> = others.iter().copied().chain([own]).collect();
    if !PEOPLE.contains(&people.len()) {
        return Err(Refusal::bad_value("members: one to seven others"));
    }
    Ok(people.into_iter().collect())
}

fn key(people: &[MemberId]) -> String {
    let ids: Vec<String> = people.iter().map(ToString::to_string).collect();
    ids.join(" ")
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::MemberId;
    use uuid::Uuid;

    use super::{key, together};

    fn member(number: u128) -> MemberId {
        MemberId(Uuid::from_u128(number))
    }

    #[test]
    fn the_same_people_have_one_key_whoever_opens() {
        let one = together(member(1), &[member(3), member(2), member(3)]);
        let other = together(member(3), &[member(1), member(2)]);
        assert_eq!(one, other);
        assert!(one.is_ok_and(|people| key(&people).split(' ').count() == 3));
    }

    #[test]
    fn nobody_talks_alone_or_to_a_crowd() {
        assert!(together(member(1), &[member(1)]).is_err());
        let crowd: Vec<_> = (2..10).map(member).collect();
        assert!(together(member(1), &crowd).is_err());
        assert!(together(member(1), &crowd[..7]).is_ok());
    }
}
