use serde_json::{Value, json};
use talkoo_protocol::{ChannelId, Code, MemberId, StreamId};
use time::{Duration, macros::datetime};
use uuid::Uuid;

use super::{Article, News};
use crate::{
    domain::{
        access::{ChannelState, ChannelVisibility, History, MemberStatus, Posting, Role, Standing},
        facets,
    },
    kind::{Content, Item, Kind, Scene},
};

const NOW: time::OffsetDateTime = datetime!(2026-03-02 10:00 UTC);

fn member(number: u128) -> MemberId {
    MemberId(Uuid::from_u128(number))
}

/// 1 is the author and 2 another editor; 3 is a reader.
fn standing(number: u128) -> Standing {
    Standing {
        member: member(number),
        status: MemberStatus::Active,
        channel: ChannelId(Uuid::from_u128(9)),
        kind: "news".to_owned(),
        visibility: ChannelVisibility::Private,
        state: ChannelState::Active,
        posting: Posting::All,
        history: History::All,
        desk: Some(StreamId(Uuid::from_u128(8))),
        desk_is_open: false,
        workspace: None,
        in_channel: Some(if number < 3 { Role::Owner } else { Role::Member }),
        history_from: 0,
        speaks_as: None,
        access_seq: 0,
    }
}

fn one(standing: &Standing) -> Scene<'_> {
    Scene { actor: standing.member, standing, now: Some(NOW) }
}

/// The article after these commands, or the code of the first refusal.
fn check(commands: &[(u128, Value)]) -> Result<Item<Article>, Code> {
    let author = standing(1);
    let content = Content {
        title: "Kylätalo toimi".to_owned(),
        text: "Opit on koottu.".to_owned(),
        body: Article::default(),
    };
    let mut item = News.create(content, &one(&author)).map_err(|refusal| refusal.code)?;
    item.author = Some(author.member);
    for (by, command) in commands {
        let standing = standing(*by);
        let change = News.change(&item, command, &one(&standing));
        item = change.map_err(|refusal| refusal.code)?.item;
    }
    Ok(item)
}

fn ask() -> (u128, Value) {
    (1, json!({"do": "ask_review", "reviewer": member(2)}))
}

fn write(by: u128, correction: &str) -> (u128, Value) {
    (
        by,
        json!({"do": "write", "title": "Kylätalo kesti", "text": "Uudet sanat.", "correction": correction}),
    )
}

fn co_written() -> (u128, Value) {
    (1, json!({"do": "write", "title": "Kaksin", "body": {"co_authors": [member(2)]}}))
}

fn topic(letters: usize) -> (u128, Value) {
    (1, json!({"do": "write", "title": "Aihe", "body": {"topics": ["a".repeat(letters)]}}))
}

fn does(by: u128, what: &str) -> (u128, Value) {
    (by, json!({"do": what, "comment": "Lähde puuttuu.", "at": "2026-03-03T06:00:00Z"}))
}

/// Commands and who gives them; the state they lead to, or the code of the first refusal.
type Case = (Vec<(u128, Value)>, Result<&'static str, Code>);

#[test]
fn an_article_goes_its_way() {
    let state = |commands: &[(u128, Value)]| check(commands).map(|item| item.state);
    let cases: &[Case] = &[
        (vec![], Ok("draft")),
        (vec![does(1, "publish")], Ok("published")),
        (vec![ask()], Ok("review")),
        (vec![(1, json!({"do": "ask_review", "reviewer": member(1)}))], Err(Code::Rule)),
        (vec![co_written(), ask()], Err(Code::Rule)),
        (vec![ask(), co_written()], Err(Code::Rule)),
        // An editor who is no author does not name themselves either.
        (vec![(2, json!({"do": "ask_review", "reviewer": member(2)}))], Err(Code::Rule)),
        (vec![topic(100)], Ok("draft")),
        (vec![topic(101)], Err(Code::BadValue)),
        (vec![ask(), does(1, "publish")], Err(Code::Conflict)),
        (vec![ask(), does(1, "approve")], Err(Code::NotAllowed)),
        (vec![ask(), does(2, "approve")], Ok("approved")),
        (vec![ask(), does(2, "send_back")], Ok("draft")),
        (vec![ask(), does(2, "send_back"), does(1, "publish")], Err(Code::Rule)),
        (vec![ask(), (2, json!({"do": "send_back", "comment": " "}))], Err(Code::BadValue)),
        (vec![ask(), does(2, "approve"), write(1, "")], Ok("review")),
        (vec![ask(), does(2, "approve"), write(2, "")], Ok("approved")),
        (vec![ask(), does(2, "approve"), does(1, "schedule")], Ok("scheduled")),
        (vec![does(1, "schedule"), does(1, "unschedule")], Ok("draft")),
        (vec![(1, json!({"do": "schedule", "at": "2026-03-02T09:59:59Z"}))], Err(Code::Rule)),
        (vec![does(1, "publish"), does(1, "publish")], Err(Code::Conflict)),
        (vec![does(1, "publish"), write(1, " ")], Err(Code::Rule)),
        (vec![does(1, "publish"), write(2, "Tuntimäärä oli väärin.")], Ok("corrected")),
        (vec![does(1, "publish"), does(2, "archive"), does(1, "restore")], Ok("published")),
        (vec![does(3, "publish")], Err(Code::NotAllowed)),
        (vec![(1, json!({"do": "burn"}))], Err(Code::BadValue)),
    ];
    for (commands, expected) in cases {
        assert_eq!(state(commands), expected.map(str::to_owned), "{commands:?}");
    }
}

#[test]
fn what_others_decide_cannot_be_written() {
    let forged = json!({"do": "write", "title": "T", "text": "T", "body": {
        "approved": true, "reviewer": member(3), "published_at": "2020-01-01T00:00:00Z",
        "corrections": [{"at": "2020-01-01T00:00:00Z", "text": "x"}],
    }});
    let body = check(&[(1, forged)]).unwrap().body;
    assert_eq!(body, Article::default());
    let picture = json!({"do": "write", "title": "T", "body": {
        "blocks": [{"t": "image", "file": Uuid::nil(), "alt": " "}],
    }});
    assert_eq!(check(&[(1, picture)]).unwrap_err(), Code::Rule);
}

#[test]
fn its_time_comes_once() {
    let item = check(&[does(1, "schedule")]).unwrap();
    let at = facets::instant(&News.facets(&item), facets::WAKE_AT).unwrap();
    assert_eq!(at, datetime!(2026-03-03 06:00 UTC));
    assert!(News.wake(&item, at - Duration::SECOND).unwrap().is_none());
    let woken = News.wake(&item, at + Duration::DAY).unwrap().unwrap();
    assert_eq!((woken.item.desk, woken.item.body.published_at), (false, Some(at)));
    assert!(woken.counts);
    assert!(News.wake(&woken.item, at + Duration::DAY).unwrap().is_none());
    assert_eq!(facets::instant(&News.facets(&woken.item), facets::WAKE_AT), None);
}

#[test]
fn only_what_stands_in_the_open_is_offered_and_public() {
    let body = json!({"public": true, "must_read": ["contact"], "topics": ["kylat"], "blocks": [
        {"t": "text", "text": "Katso #varautuminen"},
    ]});
    let write = (1, json!({"do": "write", "title": "T", "text": "T", "body": body}));
    let names = |item: &Item<Article>| {
        let mut names: Vec<_> = News.facets(item).into_iter().map(|facet| facet.name).collect();
        names.sort();
        names.dedup();
        names
    };
    let draft = check(std::slice::from_ref(&write)).unwrap();
    assert_eq!(names(&draft), ["state", "tag"]);
    assert_eq!(draft.body.tags(), ["kylat", "varautuminen"]);
    let open = check(&[write.clone(), does(1, "publish")]).unwrap();
    let offered = ["must_read", "offered", "public", "published_at", "state", "tag"];
    assert_eq!(names(&open), offered);
    let archived = check(&[write, does(1, "publish"), does(1, "archive")]).unwrap();
    assert_eq!(names(&archived), ["state", "tag"]);
}

#[test]
fn who_decides_and_who_waits_are_told() {
    let author = standing(1);
    let before = check(&[]).unwrap();
    let asked = News.change(&before, &ask().1, &one(&author)).unwrap();
    let notice = News.notice(&before, &asked).unwrap();
    assert_eq!((notice.text, notice.to), ("review_asked", member(2)));
    let reviewer = standing(2);
    let back = News.change(&asked.item, &does(2, "send_back").1, &one(&reviewer)).unwrap();
    let notice = News.notice(&asked.item, &back).unwrap();
    assert_eq!((notice.text, notice.to), ("sent_back", member(1)));
}

#[test]
fn a_page_is_in_the_language_asked_for_or_its_own() {
    let body = json!({"versions": {"sv": {"title": "Byahuset höll", "lead": "Lärdomar."}}});
    let item =
        check(&[(1, json!({"do": "write", "title": "T", "text": "T", "body": body}))]).unwrap();
    let shown = |lang| {
        let page = News.page(&item, lang).unwrap();
        (page.lang, page.title)
    };
    assert_eq!(shown("sv"), ("sv".to_owned(), "Byahuset höll".to_owned()));
    assert_eq!(shown("en"), ("fi".to_owned(), "T".to_owned()));
    assert_eq!(News.page(&item, "").unwrap().languages, ["fi", "sv"]);
}
