use serde_json::{Value, json};
use talkoo_protocol::{ChannelId, Code, MemberId, Refusal};
use uuid::Uuid;

use super::Chat;
use crate::{
    domain::access::{
        ChannelState, ChannelVisibility, History, MemberStatus, Posting, Role, Standing,
    },
    kind::{Change, Content, Item, Kind, Scene},
};

fn member(number: u128) -> MemberId {
    MemberId(Uuid::from_u128(number))
}

fn standing(role: Role) -> Standing {
    Standing {
        member: member(1),
        status: MemberStatus::Active,
        channel: ChannelId(Uuid::from_u128(9)),
        kind: "chat".to_owned(),
        visibility: ChannelVisibility::Private,
        state: ChannelState::Active,
        posting: Posting::All,
        history: History::All,
        desk: None,
        desk_is_open: false,
        workspace: None,
        in_channel: Some(role),
        history_from: 0,
        speaks_as: None,
        access_seq: 0,
    }
}

fn check(role: Role, main: bool, state: &str, command: &Value) -> Result<Change<()>, Refusal> {
    let standing = standing(role);
    let scene = Scene { actor: member(1), standing: &standing, now: None };
    let content = Content { title: "Koulupiha".to_owned(), text: String::new(), body: () };
    let mut topic = Chat.create(content, &scene).unwrap();
    topic.author = Some(member(2));
    topic.main = main;
    topic.state = state.to_owned();
    Chat.change(&topic, command, &scene)
}

/// Role, main topic, state, command; title and state after it, or the code of the refusal.
type Case = (Role, bool, &'static str, Value, Result<(&'static str, &'static str), Code>);

#[test]
fn topics_change_by_their_rules() {
    let rename = json!({"do": "rename", "title": "  Koulupihan   valot "});
    let cases: &[Case] = &[
        (Role::Member, false, "open", json!({"do": "resolve"}), Ok(("Koulupiha", "resolved"))),
        (Role::Member, false, "resolved", json!({"do": "reopen"}), Ok(("Koulupiha", "open"))),
        (Role::Member, false, "resolved", json!({"do": "resolve"}), Err(Code::Conflict)),
        (Role::Owner, false, "open", rename.clone(), Ok(("Koulupihan valot", "open"))),
        (Role::Member, false, "open", rename.clone(), Err(Code::NotAllowed)),
        (Role::Owner, true, "open", rename, Err(Code::Rule)),
        (Role::Owner, true, "open", json!({"do": "resolve"}), Err(Code::Rule)),
        (Role::Owner, false, "open", json!({"do": "rename", "title": " "}), Err(Code::BadValue)),
        (Role::Owner, false, "open", json!({"do": "burn"}), Err(Code::BadValue)),
        (Role::Owner, false, "open", json!("resolve"), Err(Code::BadValue)),
    ];
    for (role, main, state, command, expected) in cases {
        let outcome = check(*role, *main, state, command);
        let seen =
            outcome.as_ref().map(|change| (change.item.title.as_str(), change.item.state.as_str()));
        match (seen, expected) {
            (Ok(seen), Ok(expected)) => assert_eq!(seen, *expected, "{command}"),
            (Err(refusal), Err(code)) => assert_eq!(refusal.code, *code, "{command}"),
            (seen, expected) => panic!("{command}: {seen:?} instead of {expected:?}"),
        }
    }
}

#[test]
fn a_topic_title_has_bounds() {
    let standing = standing(Role::Member);
    let scene = Scene { actor: member(1), standing: &standing, now: None };
    let make = |title: String| -> Result<Item<()>, Refusal> {
        Chat.create(Content { title, text: String::new(), body: () }, &scene)
    };
    assert!(make("ä".repeat(120)).is_ok());
    assert_eq!(make("ä".repeat(121)).unwrap_err().code, Code::BadValue);
    assert_eq!(make("\n\t".to_owned()).unwrap_err().code, Code::BadValue);
}
