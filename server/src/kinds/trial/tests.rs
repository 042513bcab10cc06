use serde_json::{Value, json};
use talkoo_protocol::{ChannelId, Code, MemberId};
use uuid::Uuid;

use super::{Proposal, Trial};
use crate::{
    domain::access::{
        ChannelState, ChannelVisibility, History, MemberStatus, Posting, Role, Standing,
    },
    kind::{Content, Item, Kind, Scene},
};

fn standing(member: u128) -> Standing {
    Standing {
        member: MemberId(Uuid::from_u128(member)),
        status: MemberStatus::Active,
        channel: ChannelId(Uuid::from_u128(9)),
        kind: "trial".to_owned(),
        visibility: ChannelVisibility::Private,
        state: ChannelState::Active,
        posting: Posting::All,
        history: History::All,
        desk: None,
        desk_is_open: false,
        workspace: None,
        in_channel: Some(Role::Member),
        history_from: 0,
        speaks_as: None,
        access_seq: 0,
    }
}

/// Applies commands of members one after the other; the code of the first refusal, or the item.
fn check(commands: &[(u128, Value)]) -> Result<Item<Proposal>, Code> {
    let first = standing(1);
    let content = Content {
        title: "Valot".to_owned(),
        text: String::new(),
        body: Proposal { theme: "piha".to_owned(), ..Proposal::default() },
    };
    let scene = Scene { actor: first.member, standing: &first, now: None };
    let mut item = Trial.create(content, &scene).map_err(|refusal| refusal.code)?;
    item.author = Some(first.member);
    for (member, command) in commands {
        let standing = standing(*member);
        let scene = Scene { actor: standing.member, standing: &standing, now: None };
        item = Trial.change(&item, command, &scene).map_err(|refusal| refusal.code)?.item;
    }
    Ok(item)
}

#[test]
fn a_proposal_is_taken_by_one_and_voted_by_all() {
    let publish = (1, json!({"do": "publish"}));
    let take = |member| (member, json!({"do": "take"}));
    let vote = |member| (member, json!({"do": "vote"}));
    assert!(check(&[]).unwrap().desk);
    assert!(!check(std::slice::from_ref(&publish)).unwrap().desk);
    assert_eq!(check(&[publish.clone(), publish.clone()]).unwrap_err(), Code::Conflict);
    assert_eq!(check(&[take(1), take(2)]).unwrap_err(), Code::Conflict);
    assert_eq!(check(&[vote(1), vote(1), vote(1), vote(1)]).unwrap_err(), Code::Rule);
    assert_eq!(check(&[vote(1), vote(1), vote(1), vote(2)]).unwrap().body.count(), 4);
    assert_eq!(check(&[(1, json!({"do": "hint"}))]).unwrap().body.hints, 1);
}

#[test]
fn a_hint_has_no_name_and_taking_tells_the_author() {
    let standing = standing(2);
    let scene = Scene { actor: standing.member, standing: &standing, now: None };
    let item = check(&[]).unwrap();
    let hint = Trial.change(&item, &json!({"do": "hint"}), &scene).unwrap();
    assert!(hint.anonymous);
    assert_eq!(Trial.notice(&item, &hint), None);
    let taken = Trial.change(&item, &json!({"do": "take"}), &scene).unwrap();
    assert_eq!(Trial.notice(&item, &taken).map(|notice| notice.to), item.author);
}
