//! The table of commands, widened: who leads a workspace without owning it, who holds an office of the
//! network, and who looks through broken glass; and what a workspace that is being prepared or
//! archived changes. Expected by hand, from the rules.

use serde_json::json;
use talkoo_protocol::{Code, Refusal};
use uuid::Uuid;

use crate::{
    access_table::{FORBIDDEN, OK, TABLE, Things, UNSEEN, WHO, World, command, told},
    stage::{Client, Person},
};

type Code5 = [Option<Code>; 5];
type Code4 = [Option<Code>; 4];

const READ_ONLY: Option<Code> = Some(Code::ReadOnly);
const RULE: Option<Code> = Some(Code::Rule);

/// In an invited workspace: a facilitator; a moderator and an administrator of the network and a
/// contact person of the author's organisation, who are not in it; an administrator who looks into it
/// through broken glass.
const OFFICES: [&str; 5] = ["facilitator", "moderator", "administrator", "contact", "glass"];

/// No office opens anybody's workspace, and glass is for reading: only how far one has read is kept.
const BY_OFFICE: &[(&str, Code5)] = &[
    ("send", LEADERS_WRITE),
    ("edit", [FORBIDDEN, UNSEEN, UNSEEN, UNSEEN, FORBIDDEN]),
    ("delete", LEADERS_WRITE),
    ("react", LEADERS_WRITE),
    ("unreact", LEADERS_WRITE),
    ("pin", LEADERS_WRITE),
    ("unpin", LEADERS_WRITE),
    ("create_item", LEADERS_WRITE),
    ("change_item", LEADERS_WRITE),
    ("delete_item", LEADERS_WRITE),
    ("mark_read", READERS),
    ("mark_unread", READERS),
    ("follow", LEADERS_WRITE),
    ("join", LEADERS_WRITE),
    ("leave", READERS),
    ("join_workspace", LEADERS),
    ("leave_workspace", [OK; 5]),
    ("add_member", LEADERS),
    ("remove_member", LEADERS_WRITE),
    ("create_workspace", [OK; 5]),
    ("change_workspace", LEADERS),
    ("create_channel", LEADERS),
    ("change_channel", LEADERS_WRITE),
    ("found_workspace", [OK; 5]),
    ("configure_workspace", LEADERS),
    ("hand_over", [FORBIDDEN; 5]),
    ("arrange_channel", LEADERS_WRITE),
    ("ask_glass", ADMINISTRATORS),
    // Of glass that nobody has asked for.
    ("break_glass", [FORBIDDEN, FORBIDDEN, UNSEEN, FORBIDDEN, UNSEEN]),
    ("mend_glass", [UNSEEN; 5]),
    ("open_direct", [OK; 5]),
    ("end_session", [UNSEEN; 5]),
    ("move_talk", LEADERS_WRITE),
    ("change_office", ADMINISTRATORS),
    ("send_feedback", [OK; 5]),
    ("handle_feedback", [FORBIDDEN, FORBIDDEN, UNSEEN, FORBIDDEN, UNSEEN]),
    ("import_members", [FORBIDDEN, FORBIDDEN, UNSEEN, FORBIDDEN, UNSEEN]),
    ("describe_file", [UNSEEN; 5]),
    ("end_other_sessions", [UNSEEN; 5]),
    ("answer_direct", [UNSEEN; 5]),
    ("report", LEADERS_WRITE),
    // In the owner's hands, and not yet a day old.
    ("claim_report", [UNSEEN; 5]),
    ("hide_reported", [UNSEEN; 5]),
    ("restore_reported", [UNSEEN; 5]),
    ("decide_report", [UNSEEN; 5]),
    ("appeal_report", [UNSEEN; 5]),
    ("invite", LEADERS),
    ("revoke_invitation", [UNSEEN; 5]),
    ("use_invitation", [UNSEEN; 5]),
    ("request_to_join", LEADERS),
    ("cancel_request", [OK; 5]),
    ("decide_requests", LEADERS),
    ("begin_move", [OK; 5]),
];

const LEADERS_WRITE: Code5 = [OK, UNSEEN, UNSEEN, UNSEEN, FORBIDDEN];
/// Of a workspace whose card everybody sees.
const LEADERS: Code5 = [OK, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN];
const READERS: Code5 = [OK, UNSEEN, UNSEEN, UNSEEN, OK];
const ADMINISTRATORS: Code5 = [FORBIDDEN, FORBIDDEN, OK, FORBIDDEN, OK];

/// As everybody of the first table, in an open workspace: first while it is being prepared, when
/// nobody reads it from outside and who is a guest reads what they were given, then archived, when
/// everybody reads and nobody writes.
const BY_STATE: &[(&str, Code4, Code4)] = &[
    ("send", INSIDERS, [READ_ONLY; 4]),
    ("edit", [FORBIDDEN, OK, UNSEEN, UNSEEN], [READ_ONLY; 4]),
    ("delete", INSIDERS, [READ_ONLY; 4]),
    ("react", INSIDERS, [READ_ONLY; 4]),
    ("unreact", INSIDERS, [READ_ONLY; 4]),
    ("pin", INSIDERS, [READ_ONLY; 4]),
    ("unpin", INSIDERS, [READ_ONLY; 4]),
    ("create_item", INSIDERS, [READ_ONLY; 4]),
    ("change_item", INSIDERS, [READ_ONLY; 4]),
    ("delete_item", INSIDERS, [READ_ONLY; 4]),
    ("move_talk", INSIDERS, [READ_ONLY; 4]),
    ("mark_read", INSIDERS, [OK; 4]),
    ("mark_unread", INSIDERS, [OK; 4]),
    ("follow", INSIDERS, [OK; 4]),
    ("join", INSIDERS, [OK, OK, READ_ONLY, READ_ONLY]),
    ("leave", INSIDERS, [OK; 4]),
    ("join_workspace", [OK, OK, OK, FORBIDDEN], [OK, OK, OK, FORBIDDEN]),
    ("leave_workspace", [RULE, OK, OK, OK], [RULE, OK, OK, OK]),
    ("add_member", OWNERS, ARCHIVED),
    ("remove_member", [OK, FORBIDDEN, UNSEEN, UNSEEN], ARCHIVED),
    ("change_workspace", OWNERS, ARCHIVED),
    (
        "create_channel",
        [OK, OK, FORBIDDEN, FORBIDDEN],
        [READ_ONLY, READ_ONLY, FORBIDDEN, FORBIDDEN],
    ),
    ("change_channel", [OK, FORBIDDEN, UNSEEN, UNSEEN], ARCHIVED),
    ("configure_workspace", OWNERS, ARCHIVED),
    ("hand_over", OWNERS, ARCHIVED),
    ("arrange_channel", [OK, FORBIDDEN, UNSEEN, UNSEEN], ARCHIVED),
    ("report", [OK, RULE, UNSEEN, UNSEEN], [OK, RULE, OK, OK]),
    ("claim_report", [OK, UNSEEN, UNSEEN, UNSEEN], [OK, UNSEEN, UNSEEN, UNSEEN]),
    ("hide_reported", [OK, UNSEEN, UNSEEN, UNSEEN], [OK, UNSEEN, UNSEEN, UNSEEN]),
    ("decide_report", [OK, UNSEEN, UNSEEN, UNSEEN], [OK, UNSEEN, UNSEEN, UNSEEN]),
    ("invite", OWNERS, ARCHIVED),
    ("request_to_join", [OK, OK, OK, READ_ONLY], [OK, OK, OK, READ_ONLY]),
    ("cancel_request", [OK; 4], [OK; 4]),
    ("decide_requests", OWNERS, ARCHIVED),
];

const INSIDERS: Code4 = [OK, OK, UNSEEN, UNSEEN];
const OWNERS: Code4 = [OK, FORBIDDEN, FORBIDDEN, FORBIDDEN];
const ARCHIVED: Code4 = [READ_ONLY, FORBIDDEN, FORBIDDEN, FORBIDDEN];

/// What each of them reads in that workspace, and of the network, over HTTP: the status.
const READ_BY_OFFICE: &[(&str, [u16; 5])] = &[
    ("workspaces/{workspace}", [200; 5]),
    ("workspaces/{workspace}/members", [200, 403, 403, 403, 200]),
    ("workspaces/{workspace}/effect", LED),
    ("workspaces/{workspace}/invitations", LED),
    ("workspaces/{workspace}/requests", LED),
    // Its owners' matter.
    ("workspaces/{workspace}/glasses", [403; 5]),
    ("workspaces/{workspace}/reports", [403; 5]),
    ("channels/{channel}", SEEN),
    ("channels/{channel}/messages", SEEN),
    ("channels/{channel}/items", SEEN),
    ("channels/{channel}/members", SEEN),
    ("channels/{channel}/invitations", [200, 404, 404, 404, 403]),
    ("members?channel={channel}", SEEN),
    ("items/{item}", SEEN),
    ("messages/{message}", SEEN),
    ("messages/{message}/edits", SEEN),
    ("messages/{message}/hidden", [404; 5]),
    ("streams/{channel}/events", SEEN),
    ("streams/{workspace}/events", SEEN),
    ("streams/{author}/events", [404; 5]),
    ("members/{author}/duties", [404, 404, 200, 404, 200]),
    ("administration/overview", MODERATED),
    ("administration/members", ADMINISTERED),
    ("administration/organisations", ADMINISTERED),
    ("administration/workspaces", ADMINISTERED),
    ("administration/settings", ADMINISTERED),
    ("administration/storage", ADMINISTERED),
    ("administration/nodes", ADMINISTERED),
    ("administration/audit", ADMINISTERED),
    ("administration/audit/chain", ADMINISTERED),
    ("administration/feedback", ADMINISTERED),
    ("administration/glasses", ADMINISTERED),
    ("absent", ADMINISTERED),
    ("reports", MODERATED),
    // A contact person sees who applies in the organisation's name.
    ("applications", [403, 403, 200, 200, 200]),
];

const LED: [u16; 5] = [200, 403, 403, 403, 403];
const SEEN: [u16; 5] = [200, 404, 404, 404, 200];
const MODERATED: [u16; 5] = [403, 200, 200, 403, 200];
const ADMINISTERED: [u16; 5] = [403, 403, 200, 403, 200];

/// The people of the offices, in their order.
async fn in_office(world: &World) -> Vec<Person> {
    let mut people = Vec::new();
    for given in OFFICES {
        people.push(world.stage.member(given).await);
    }
    let [_, moderator, administrator, contact, glass] =
        [0, 1, 2, 3, 4].map(|n: usize| people[n].id);
    let (firm, author) = (Uuid::new_v4(), world.people[1].id);
    let statements = format!(
        "update members set role = 'moderator' where id = '{moderator}';
         update members set role = 'network_admin' where id in ('{administrator}', '{glass}');
         insert into organisations (id, name_fi, kind) values ('{firm}', 'Yritys', 'company');
         insert into affiliations (member, organisation, main)
         values ('{contact}', '{firm}', true), ('{author}', '{firm}', true);
         insert into organisation_contacts (organisation, member) values ('{firm}', '{contact}')"
    );
    world.stage.force(statements).await;
    people
}

/// Things of a workspace that has a facilitator, and into which somebody looks.
async fn looked_into(world: &World, author: &mut Client, people: &[Person]) -> Things {
    let things = world.things(author).await;
    let (workspace, facilitator, glass) = (things.place.workspace, people[0].id, people[4].id);
    let statements = format!(
        "insert into workspace_members (workspace, member, role)
         values ('{workspace}', '{facilitator}', 'facilitator');
         insert into glasses (id, workspace, asked_by, reason, until)
         values (gen_random_uuid(), '{workspace}', '{glass}', 'syy', now() + interval '1 hour')"
    );
    world.stage.force(statements).await;
    things
}

/// The code, and whether what is not seen is refused like what is not there.
async fn asked(client: &mut Client, name: &str, things: &Things) -> Option<Code> {
    let row = TABLE.iter().find(|row| row.0 == name).expect("a row of the first table");
    let refusal: Refusal = client.ask(command(row, things)).await.err()?;
    let code = refusal.code;
    if code == Code::NotFound {
        let unseen = client.ask(command(row, &things.nowhere())).await.unwrap_err();
        assert_eq!(told(refusal), told(unseen), "{name}");
    }
    Some(code)
}

#[tokio::test]
async fn no_office_opens_a_workspace_and_glass_is_for_reading() {
    let world = World::new().await;
    let people = in_office(&world).await;
    let mut author = world.stage.connect(&world.people[1]).await;
    let mut wrong = Vec::new();
    for (index, person) in people.iter().enumerate() {
        let mut client = world.stage.connect(person).await;
        for (name, expected) in BY_OFFICE {
            let things = looked_into(&world, &mut author, &people).await;
            let code = asked(&mut client, name, &things).await;
            if code != expected[index] {
                wrong.push(format!("{name} as {}: {code:?}", OFFICES[index]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn every_office_reads_what_is_its_own_to_read() {
    let world = World::new().await;
    let people = in_office(&world).await;
    let mut author = world.stage.connect(&world.people[1]).await;
    let things = looked_into(&world, &mut author, &people).await;
    let mut wrong = Vec::new();
    for (pattern, expected) in READ_BY_OFFICE {
        let path = pattern
            .replace("{workspace}", &things.place.workspace.to_string())
            .replace("{channel}", &things.place.channel.to_string())
            .replace("{item}", &things.item.to_string())
            .replace("{message}", &things.message.to_string())
            .replace("{author}", &things.author.to_string());
        for (index, person) in people.iter().enumerate() {
            let status = world.stage.nodes[0].as_seen_by(person).ask(&path).await.status;
            if status != expected[index] {
                wrong.push(format!("{pattern} as {}: {status}", OFFICES[index]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_workspace_in_preparation_is_its_members_and_an_archived_one_is_for_reading() {
    let world = World::new().await;
    let mut clients = Vec::new();
    for person in &world.people {
        clients.push(world.stage.connect(person).await);
    }
    let mut wrong = Vec::new();
    for state in ["preparing", "archived"] {
        for (name, preparing, archived) in BY_STATE {
            let expected = if state == "preparing" { preparing } else { archived };
            for index in 0..WHO.len() {
                let things = world.things(&mut clients[1]).await;
                let change = json!({"t": "change_workspace", "workspace": things.place.workspace,
                    "visibility": "open", "state": state});
                clients[0].ask(change).await.expect("another state");
                let code = asked(&mut clients[index], name, &things).await;
                if code != expected[index] {
                    wrong.push(format!("{state}: {name} as {}: {code:?}", WHO[index]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The secret of a link, drawn from an id.
pub(crate) fn secret(id: Uuid) -> String {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(id.as_bytes());
    talkoo::actions::sign_in::Token::made_of(bytes).text()
}
