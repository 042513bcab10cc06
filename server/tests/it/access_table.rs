//! Who may give which command: each has a row. What is unseen is refused like what is not there.

use serde_json::{Value, json};
use talkoo::actions::rights::{COMMANDS, name};
use talkoo_protocol::{Code, Command, Refusal, SessionId};
use uuid::Uuid;

use crate::{
    access_offices::secret,
    access_peers::PEERS,
    stage::{Client, Person, Place, Stage},
};

/// In an invited workspace with a public channel: its owner, a member who has joined the channel and
/// written there, a guest of the workspace who is in no channel, an active member from elsewhere.
pub(crate) const WHO: [&str; 4] = ["owner", "member", "guest", "stranger"];

/// What may be done with one thing by each of them; `None` is allowed.
pub(crate) type Row = (&'static str, fn(&Things) -> Value, [Option<Code>; 4]);
pub(crate) const OK: Option<Code> = None;
pub(crate) const UNSEEN: Option<Code> = Some(Code::NotFound);
pub(crate) const FORBIDDEN: Option<Code> = Some(Code::NotAllowed);
/// An owner of a workspace holds no office of the network.
pub(crate) const NOBODY: [Option<Code>; 4] = [FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN];
const RULED: Option<Code> = Some(Code::Rule);
pub(crate) const INSIDE: [Option<Code>; 4] = [OK, OK, UNSEEN, UNSEEN];
const LEADS: [Option<Code>; 4] = [OK, FORBIDDEN, UNSEEN, UNSEEN];
const NOT_HERE: [Option<Code>; 4] = [FORBIDDEN, FORBIDDEN, UNSEEN, UNSEEN];

pub(crate) const TABLE: &[Row] = &[
    ("send", |it| json!({"channel": it.place.channel, "text": "hei"}), INSIDE),
    ("edit", |it| json!({"message": it.message, "text": "uusi"}), [FORBIDDEN, OK, UNSEEN, UNSEEN]),
    ("delete", |it| json!({"message": it.message}), INSIDE),
    ("react", |it| json!({"message": it.message, "emoji": "👍"}), INSIDE),
    ("unreact", |it| json!({"message": it.message, "emoji": "👍"}), INSIDE),
    ("pin", |it| json!({"message": it.message}), INSIDE),
    ("unpin", |it| json!({"message": it.message}), INSIDE),
    ("create_item", |it| json!({"channel": it.place.channel, "title": "aihe"}), INSIDE),
    ("change_item", |it| json!({"item": it.item, "change": {"do": "resolve"}}), INSIDE),
    ("delete_item", |it| json!({"item": it.item}), INSIDE),
    (
        "copy_item",
        |it| json!({"item": it.item, "channel": it.place.channel}),
        [RULED, RULED, UNSEEN, UNSEEN],
    ),
    ("bring_items", |_| json!({"import": Uuid::nil()}), [UNSEEN; 4]),
    ("hold_item", |it| json!({"item": it.item, "holds": true}), NOT_HERE),
    (
        "take_source",
        |it| json!({"channel": it.place.channel, "source": it.place.channel, "takes": true}),
        [Some(Code::Rule), FORBIDDEN, UNSEEN, UNSEEN],
    ),
    (
        "send_newsletter",
        |it| json!({"channel": it.place.channel, "subject": "", "words": "", "items": []}),
        NOT_HERE,
    ),
    ("mark_read", |it| json!({"channel": it.place.channel, "seq": 1}), INSIDE),
    ("mark_unread", |it| json!({"channel": it.place.channel, "seq": 1}), INSIDE),
    ("mark_many", |it| json!({"places": [{"channel": it.place.channel, "seq": 1}]}), INSIDE),
    ("change_notices", |_| json!({"digest": "daily"}), [OK; 4]),
    ("change_own_feed", |_| json!({"reset": true}), [OK; 4]),
    ("save_search", |_| json!({"name": "Oma", "query": "turva"}), [OK; 4]),
    ("change_search", |_| json!({"search": uuid::Uuid::nil()}), [UNSEEN; 4]),
    ("remove_search", |_| json!({"search": uuid::Uuid::nil()}), [UNSEEN; 4]),
    ("change_tag", |_| json!({"tag": "kyber"}), NOBODY),
    ("merge_tag", |_| json!({"tag": "kyber", "into": "rikollisuus"}), NOBODY),
    ("follow", |it| json!({"subject": {"item": it.item}, "level": "watch"}), INSIDE),
    ("join", |it| json!({"channel": it.place.channel}), INSIDE),
    ("leave", |it| json!({"channel": it.place.channel}), INSIDE),
    ("join_workspace", |it| json!({"workspace": it.place.workspace}), [OK, OK, OK, FORBIDDEN]),
    ("leave_workspace", |it| json!({"workspace": it.place.workspace}), [RULED, OK, OK, OK]),
    (
        "add_member",
        |it| json!({"place": {"workspace": it.place.workspace}, "member": it.other, "role": "guest"}),
        [OK, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    (
        "remove_member",
        |it| json!({"place": {"channel": it.place.channel}, "member": it.author}),
        LEADS,
    ),
    (
        "create_workspace",
        |it| json!({"name": it.name(), "purpose": "", "visibility": "open"}),
        [OK, OK, OK, OK],
    ),
    (
        "change_workspace",
        |it| json!({"workspace": it.place.workspace, "purpose": "uusi"}),
        [OK, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    (
        "create_channel",
        |it| {
            json!({"workspace": it.place.workspace, "kind": "chat", "name": it.name(),
                "visibility": "public"})
        },
        [OK, OK, FORBIDDEN, FORBIDDEN],
    ),
    ("change_channel", |it| json!({"channel": it.place.channel, "topic": "uusi"}), LEADS),
    (
        "found_workspace",
        |it| json!({"name": it.name(), "purpose": "", "visibility": "open", "template": "idea"}),
        [OK, OK, OK, OK],
    ),
    (
        "configure_workspace",
        |it| json!({"workspace": it.place.workspace, "tags": ["nuoret"]}),
        [OK, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    (
        "hand_over",
        |it| json!({"workspace": it.place.workspace, "member": it.author, "afterwards": "member"}),
        [OK, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    ("arrange_channel", |it| json!({"channel": it.place.channel, "section": "Työ"}), LEADS),
    // None of them is an administrator of the network.
    (
        "ask_glass",
        |it| json!({"workspace": it.place.workspace, "reason": "epäilty väärinkäyttö"}),
        NOBODY,
    ),
    ("break_glass", |it| json!({"glass": it.message}), NOBODY),
    ("mend_glass", |it| json!({"glass": it.message}), [UNSEEN, UNSEEN, UNSEEN, UNSEEN]),
    ("open_direct", |it| json!({"members": [it.other]}), [OK, OK, OK, OK]),
    ("end_session", |it| json!({"session": it.session}), [UNSEEN, OK, UNSEEN, UNSEEN]),
    ("move_talk", |it| json!({"what": {"message": it.message}, "to": {"item": it.item}}), INSIDE),
    (
        "move_talk",
        |it| {
            json!({"what": {"message": it.message},
                "to": {"topic": {"channel": it.place.channel, "title": it.name()}}})
        },
        INSIDE,
    ),
    ("change_network", |_| json!({"version": 1, "name": "Toinen"}), NOBODY),
    ("change_office", |it| json!({"member": it.other, "office": "moderator"}), NOBODY),
    ("send_feedback", |_| json!({"kind": "idea", "words": "Hyvä"}), [OK, OK, OK, OK]),
    ("handle_feedback", |it| json!({"feedback": it.message, "answer": "Kiitos"}), NOBODY),
    ("import_members", |it| json!({"import": it.message}), NOBODY),
    ("describe_file", |it| json!({"file": it.message, "alt": "kuva"}), [UNSEEN; 4]),
    ("end_other_sessions", |it| json!({"keep": it.message}), [UNSEEN; 4]),
    ("accept_terms", |_| json!({"version": 1}), [OK; 4]),
    (
        "publish_terms",
        |_| {
            let words = json!({"fi": "ehdot", "sv": "villkor", "en": "terms"});
            json!({"after": 1, "terms": words, "privacy": words})
        },
        NOBODY,
    ),
    ("handle_application", |it| json!({"application": it.message, "handling": true}), NOBODY),
    ("decide_applications", |it| json!({"applications": [it.message], "approve": true}), NOBODY),
    ("remind_members", |it| json!({"members": [it.other]}), NOBODY),
    ("block", |it| json!({"member": it.other}), [OK, OK, OK, OK]),
    ("unblock", |it| json!({"member": it.other}), [OK, OK, OK, OK]),
    (
        "answer_direct",
        |it| json!({"channel": it.place.channel, "accept": true}),
        [UNSEEN, UNSEEN, UNSEEN, UNSEEN],
    ),
    (
        "report",
        |it| json!({"subject": {"message": it.message}, "reason": "spam"}),
        [OK, Some(Code::Rule), UNSEEN, UNSEEN],
    ),
    ("claim_report", |it| json!({"report": it.report}), [OK, UNSEEN, UNSEEN, UNSEEN]),
    ("hide_reported", |it| json!({"report": it.report}), [OK, UNSEEN, UNSEEN, UNSEEN]),
    ("restore_reported", |it| json!({"report": it.report}), [OK, UNSEEN, UNSEEN, UNSEEN]),
    (
        "decide_report",
        |it| json!({"report": it.report, "outcome": "dismissed", "reason": "ei aihetta"}),
        [OK, UNSEEN, UNSEEN, UNSEEN],
    ),
    (
        "appeal_report",
        |it| json!({"report": it.report, "words": "toisin"}),
        [FORBIDDEN, UNSEEN, UNSEEN, UNSEEN],
    ),
    (
        "invite",
        |it| {
            json!({"place": {"workspace": it.place.workspace}, "role": "guest",
                "links": [{"token": secret(it.message)}]})
        },
        [OK, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    // One that nobody made is as one that somebody else made.
    ("revoke_invitation", |it| json!({"invitation": it.message}), [UNSEEN; 4]),
    ("use_invitation", |it| json!({"token": secret(it.item)}), [UNSEEN; 4]),
    (
        "request_to_join",
        |it| json!({"workspace": it.place.workspace, "text": "hei"}),
        [OK, OK, OK, FORBIDDEN],
    ),
    ("cancel_request", |it| json!({"workspace": it.place.workspace}), [OK, OK, OK, OK]),
    (
        "decide_requests",
        |it| json!({"workspace": it.place.workspace, "members": [it.other], "approve": true}),
        [OK, FORBIDDEN, FORBIDDEN, FORBIDDEN],
    ),
    ("begin_move", |it| json!({"token": secret(it.message)}), [OK, OK, OK, OK]),
    // Who may do these is no matter of a place: `people/rights.rs` asks them of every office.
    ("change_profile", |_| json!({"title": "uusi"}), [OK; 4]),
    ("change_picture", |_| json!({}), [OK; 4]),
    ("add_affiliation", |it| json!({"organisation": it.item}), [UNSEEN; 4]),
    ("change_affiliation", |it| json!({"organisation": it.item, "title": "uusi"}), [UNSEEN; 4]),
    ("end_affiliation", |it| json!({"member": it.other, "organisation": it.item}), [FORBIDDEN; 4]),
    (
        "confirm_affiliation",
        |it| json!({"member": it.other, "organisation": it.item}),
        [FORBIDDEN; 4],
    ),
    ("set_competence", |_| json!({"competence": "mitään", "level": 1}), [UNSEEN; 4]),
    (
        "save_competence",
        |_| json!({"slug": "uusi", "label": {"fi": "Uusi"}, "kind": "method"}),
        [FORBIDDEN; 4],
    ),
    ("endorse", |it| json!({"member": it.other, "competence": "mitään"}), [UNSEEN; 4]),
    ("unendorse", |it| json!({"member": it.other, "competence": "mitään"}), [UNSEEN; 4]),
    ("create_organisation", |_| json!({"name": {"fi": "Uusi"}, "kind": "company"}), [FORBIDDEN; 4]),
    (
        "change_organisation",
        |it| json!({"organisation": it.item, "name": {"fi": "Uusi"}}),
        [FORBIDDEN; 4],
    ),
    ("name_contact", |it| json!({"member": it.other, "organisation": it.item}), [FORBIDDEN; 4]),
    ("remove_contact", |it| json!({"member": it.other, "organisation": it.item}), [FORBIDDEN; 4]),
    ("suspend_member", |it| json!({"member": it.other}), [FORBIDDEN; 4]),
    ("end_membership", |it| json!({"member": it.other}), [FORBIDDEN; 4]),
    ("reactivate_member", |it| json!({"member": it.other}), [FORBIDDEN; 4]),
    ("leave_network", |it| json!({"member": it.other}), [FORBIDDEN; 4]),
    ("record_outcome", |it| json!({"kind": "met", "place": {"message": it.message}}), INSIDE),
    (
        "record_outcome",
        |it| json!({"kind": "agreed", "place": {"workspace": it.place.workspace}}),
        [OK, OK, FORBIDDEN, FORBIDDEN],
    ),
    ("change_outcome", |it| json!({"outcome": it.item, "details": {}}), [UNSEEN; 4]),
    ("answer_outcome", |it| json!({"outcome": it.item, "confirm": true}), [UNSEEN; 4]),
    ("withdraw_outcome", |it| json!({"outcome": it.item}), [UNSEEN; 4]),
    ("make_feed", |it| json!({"token": secret(it.message), "channel": it.place.channel}), INSIDE),
    ("make_feed", |it| json!({"token": secret(it.item), "tag": "nuoret"}), [OK; 4]),
    ("revoke_feed", |it| json!({"feed": it.item}), [UNSEEN; 4]),
    ("register_push", crate::push::register, [UNSEEN, OK, UNSEEN, UNSEEN]),
    ("forget_push", |it| json!({"device": it.message}), [UNSEEN, OK, UNSEEN, UNSEEN]),
    ("test_push", |it| json!({"device": it.message}), [UNSEEN, OK, UNSEEN, UNSEEN]),
];

/// Things that nobody has touched yet.
pub(crate) struct Things {
    pub(crate) place: Place,
    pub(crate) message: Uuid,
    pub(crate) item: Uuid,
    pub(crate) author: Uuid,
    other: Uuid,
    /// Another device of the member.
    pub(crate) session: SessionId,
    /// On the message, in the owner's hands.
    pub(crate) report: Uuid,
}

impl Things {
    fn name(&self) -> String {
        format!("uusi {}", self.message.simple())
    }

    /// Things of which none exists.
    pub(crate) fn nowhere(&self) -> Self {
        let place = Place {
            workspace: Uuid::new_v4().into(),
            channel: Uuid::new_v4().into(),
            main: Uuid::new_v4().into(),
        };
        let (message, item) = (Uuid::new_v4(), Uuid::new_v4());
        let (session, report) = (Uuid::new_v4().into(), Uuid::new_v4());
        Self { place, message, item, session, report, ..*self }
    }
}

pub(crate) struct World {
    pub(crate) stage: Stage,
    pub(crate) people: Vec<Person>,
    other: Person,
}

impl World {
    pub(crate) async fn new() -> Self {
        let stage = Stage::new().await;
        let mut people = Vec::new();
        for given in WHO {
            people.push(stage.member(given).await);
        }
        let other = stage.member("other").await;
        Self { stage, people, other }
    }

    pub(crate) async fn things(&self, author: &mut Client) -> Things {
        let [owner, member, guest] = [0, 1, 2].map(|index| &self.people[index]);
        let place = self.stage.place("invited", &[owner, member]).await;
        let session = Uuid::new_v4();
        let statement = format!(
            "with g as (
               insert into workspace_members (workspace, member, role)
               values ('{}', '{}', 'guest')
             )
             insert into sessions (id, member, token_hash, expires_at)
             values ('{session}', '{}', uuid_send('{session}'), now() + interval '1 day')",
            place.workspace, guest.id, member.id
        );
        let mut conn = self.stage.superuser().await;
        let statement = sqlx::raw_sql(sqlx::AssertSqlSafe(statement));
        statement.execute(&mut conn).await.expect("a guest and a session");
        let item = json!({"t": "create_item", "channel": place.channel, "title": "aihe"});
        let item = author.ask(item).await.expect("a topic").id;
        let send = json!({"t": "send", "channel": place.channel, "text": "hei"});
        let message = author.ask(send).await.expect("a message").id;
        crate::push::owned(&self.stage, member.id.0, message).await;
        let (author, other) = (member.id.0, self.other.id.0);
        let report = Uuid::new_v4();
        let statement = format!(
            "with r as (
               insert into reports (id, sort, subject, author, workspace, channel, office, handler)
               values ('{report}', 'message', '{message}', '{author}', '{}', '{}', 'workspace', '{}')
               returning id
             )
             insert into report_voices (reporter, sort, subject, report, reason)
             select '{other}', 'message', '{message}', id, 'spam' from r",
            place.workspace, place.channel, owner.id
        );
        self.stage.force(statement).await;
        Things { place, message, item, author, other, session: session.into(), report }
    }
}

pub(crate) fn command(row: &Row, things: &Things) -> Value {
    let mut command = row.1(things);
    command["t"] = json!(row.0);
    command
}

#[test]
fn every_command_has_its_row_and_its_right() {
    let mut rows: Vec<_> = TABLE.iter().chain(PEERS).map(|row| row.0).collect();
    let mut known: Vec<_> = COMMANDS.iter().map(|known| known.command).collect();
    rows.sort_unstable();
    rows.dedup();
    known.sort_unstable();
    assert_eq!(rows, known);
    let place = Place {
        workspace: Uuid::nil().into(),
        channel: Uuid::nil().into(),
        main: Uuid::nil().into(),
    };
    let nil = Uuid::nil();
    let session = nil.into();
    let (message, item, author, other, report) = (nil, nil, nil, nil, nil);
    let things = Things { place, message, item, author, other, session, report };
    for row in TABLE.iter().chain(PEERS) {
        let mut command = command(row, &things);
        command["client_id"] = json!(nil);
        let command: Command = serde_json::from_value(command).expect("a command");
        assert_eq!(name(&command.action), row.0);
    }
}

#[tokio::test]
async fn every_command_is_allowed_to_those_in_the_table_and_to_nobody_else() {
    let world = World::new().await;
    let mut clients = Vec::new();
    for person in &world.people {
        clients.push(world.stage.connect(person).await);
    }
    let mut wrong = Vec::new();
    for row in TABLE.iter().chain(PEERS) {
        for (index, expected) in row.2.iter().enumerate() {
            let things = world.things(&mut clients[1]).await;
            let answer = clients[index].ask(command(row, &things)).await;
            let code = answer.as_ref().err().map(|refusal| refusal.code);
            if code != *expected {
                wrong.push(format!("{} as {}: {code:?}", row.0, WHO[index]));
            }
            if let Err(refusal) = answer
                && refusal.code == Code::NotFound
            {
                let unseen = clients[index].ask(command(row, &things.nowhere())).await;
                assert_eq!(told(refusal), told(unseen.unwrap_err()), "{}", row.0);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// All that a refusal tells, without the name of the request.
pub(crate) fn told(refusal: Refusal) -> Value {
    let refusal = Refusal { request_id: Uuid::nil(), ..refusal };
    serde_json::to_value(refusal).expect("a refusal is JSON")
}
