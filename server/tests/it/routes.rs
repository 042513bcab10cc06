//! The table of who may what, asked row by row over HTTP, and whether every way in stands in it.
//! Nothing to see looks like nothing there, byte by byte (promise P12).

use std::collections::BTreeSet;

use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    bed::talkoo,
    files,
    http::Site,
    stage::{Person, Place, Stage},
};

pub(crate) const TABLE: &str = include_str!("access_table.md");
const VISIBILITIES: [&str; 3] = ["open", "invited", "secret"];

/// Rows of both tables: the first cell, and the others.
fn rows() -> Vec<(String, Vec<String>)> {
    let (table, _) = TABLE.split_once("## Seen").expect("what is seen is asked elsewhere");
    let lines = table.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what"));
    lines
        .map(|line| {
            let mut cells = line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned());
            (cells.next().expect("a first cell"), cells.collect())
        })
        .collect()
}

/// People of every role in a workspace, and something to look at.
struct Ground {
    place: Place,
    message: String,
    file: String,
    network: String,
    /// The outsider, a guest, a member, the owner.
    people: [Person; 4],
}

impl Ground {
    async fn of(stage: &Stage, site: &Site<'_>, visibility: &str) -> Self {
        let owner = stage.member("Omistaja").await;
        let member = stage.member("Jäsen").await;
        let guest = stage.member("Vieras").await;
        let outsider = stage.member("Ulkopuolinen").await;
        let place = stage.place(visibility, &[&owner, &member, &guest]).await;
        let mut conn = stage.superuser().await;
        for table in ["workspace_members", "channel_members"] {
            let statement = format!("update {table} set role = 'guest' where member = $1");
            sqlx::query(sqlx::AssertSqlSafe(statement))
                .bind(guest.id.0)
                .execute(&mut conn)
                .await
                .expect("a guest");
        }
        let file = files::uploaded(site, &owner, "kuva.png", &files::picture(800, 10)).await;
        let send = json!({
            "t": "send", "client_id": Uuid::new_v4(), "channel": place.channel, "text": "Hei #koe",
            "files": [file],
        });
        let sent = site.post("/api/v1/commands").bearer_auth(&owner.token).json(&send);
        let ack: Value = sent.send().await.expect("an answer").json().await.expect("an ack");
        let network = stage.nodes[0].app.network.stream.to_string();
        let message = ack["id"].as_str().expect("an id").to_owned();
        Self { place, message, file, network, people: [outsider, guest, member, owner] }
    }

    fn path(&self, pattern: &str) -> String {
        pattern
            .replace("{workspace}", &self.place.workspace.to_string())
            .replace("{channel}", &self.place.channel.to_string())
            .replace("{item}", &self.place.main.to_string())
            .replace("{message}", &self.message)
            .replace("{file}", &self.file)
            .replace("{network}", &self.network)
            .replace("{other}", &self.place.channel.to_string().replace('0', "1"))
    }

    /// A command that succeeds for who may, however often it is given.
    fn command(&self, name: &str) -> Value {
        let Place { workspace, channel, .. } = self.place;
        let message = &self.message;
        let word = format!("k{}", Uuid::new_v4().simple());
        let mut command = match name {
            "send" => json!({"channel": channel, "text": "Hei"}),
            "react" => json!({"message": message, "emoji": "👍"}),
            "pin" => json!({"message": message}),
            "create_item" => json!({"channel": channel, "title": word}),
            "mark_read" => json!({"channel": channel, "seq": 1}),
            "mark_many" => json!({"places": [{"channel": channel, "seq": 1}]}),
            "change_notices" => json!({"digest": "daily"}),
            "change_own_feed" => json!({"reset": true}),
            "save_search" => json!({"name": word, "query": word}),
            "change_search" | "remove_search" => json!({"search": Uuid::nil()}),
            "change_tag" => json!({"tag": "rikollisuus", "aliases": [word]}),
            "merge_tag" => json!({"tag": "kyber", "into": "rikollisuus"}),
            "edit" => json!({"message": message, "text": word}),
            "change_channel" => json!({"channel": channel, "topic": word}),
            "move_talk" => json!({
                "what": {"message": message}, "to": {"topic": {"channel": channel, "title": word}},
            }),
            "create_channel" => json!({
                "workspace": workspace, "kind": "chat", "name": word, "visibility": "public",
            }),
            "change_workspace" => json!({"workspace": workspace, "purpose": word}),
            "send_feedback" => json!({"kind": "idea", "words": word, "page": "/me"}),
            "change_network" => json!({"version": 1, "name": word}),
            "change_office" => {
                json!({"member": self.people[0].id, "office": "moderator"})
            }
            "block" => json!({"member": Uuid::parse_str(&self.people[0].id.to_string()).unwrap()}),
            "report" => json!({"subject": {"message": message}, "reason": "spam"}),
            "configure_workspace" => json!({"workspace": workspace, "tags": [word]}),
            "arrange_channel" => json!({"channel": channel, "section": word}),
            "record_outcome" => json!({"kind": "met", "place": {"message": message}}),
            "found_workspace" => json!({
                "name": word, "purpose": "", "visibility": "invited", "template": "plan",
            }),
            "invite" => json!({
                "place": {"workspace": workspace}, "role": "member", "links": [{"token": token()}],
            }),
            "request_to_join" => json!({"workspace": workspace, "text": word}),
            "decide_requests" => json!({
                "workspace": workspace, "members": [self.people[0].id], "approve": true,
            }),
            other => panic!("no command {other} is asked here"),
        };
        command["t"] = json!(name);
        command["client_id"] = json!(Uuid::new_v4());
        command
    }

    fn request(&self, site: &Site<'_>, what: &str) -> RequestBuilder {
        match what.split_once(' ') {
            Some(("GET", pattern)) => site.get_as_nobody(&self.path(pattern)),
            Some(("command", name)) => site.post("/api/v1/commands").json(&self.command(name)),
            _ => panic!("{what} is neither a route nor a command"),
        }
    }
}

/// The secret of a link that nobody holds yet.
fn token() -> String {
    talkoo::actions::sign_in::Token::new(talkoo::clock::Clock::new()).text()
}

#[tokio::test]
async fn everybody_may_what_the_table_says_and_nothing_else() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let mut wrong = Vec::new();
    let mut asked = 0;
    for (number, visibility) in VISIBILITIES.into_iter().enumerate() {
        let ground = Ground::of(&stage, &site, visibility).await;
        for (what, cells) in rows().into_iter().filter(|(_, cells)| cells.len() > 1) {
            let nobody = (None, &cells[0]);
            let somebody = ground.people.iter().map(Some).zip(&cells[1 + number * 4..]);
            for (person, expected) in std::iter::once(nobody).chain(somebody) {
                let request = ground.request(&site, &what);
                let request = match person {
                    Some(person) => request.bearer_auth(&person.token),
                    None => request,
                };
                let status = request.send().await.expect("an answer").status().as_u16();
                asked += 1;
                if status.to_string() != *expected {
                    let who = person.map_or(0, |person| {
                        1 + ground.people.iter().position(|one| one.id == person.id).unwrap()
                    });
                    wrong.push(format!("{visibility} {what} as {who}: {status}, not {expected}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(asked > 400, "only {asked} questions were asked");
}

#[tokio::test]
async fn every_way_in_stands_in_the_table() {
    let output = talkoo(["routes", "--json"]).output().await.expect("the binary");
    let listed: Value = serde_json::from_slice(&output.stdout).expect("json");
    let list = |key: &str| listed[key].as_array().expect("a list").clone();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let mut ways = BTreeSet::new();
    ways.extend(list("routes").iter().map(|one| {
        format!("{} {}", text(&one["method"]), text(&one["path"])).replace("{stream}", "{channel}")
    }));
    ways.extend(list("commands").iter().map(|one| format!("command {}", text(&one["command"]))));
    ways.extend(list("frames").iter().map(|one| format!("frame {}", text(&one["frame"]))));
    let rows: BTreeSet<String> = rows().into_iter().map(|(what, _)| what).collect();
    let missing: Vec<_> = ways.difference(&rows).collect();
    assert!(missing.is_empty(), "not in the table: {missing:?}");
    // Finer rows of a way that is there are welcome; a row of no way is a lie.
    let known = |row: &&String| {
        let way = row.split('?').next().unwrap_or_default();
        !ways.contains(way) && !way.starts_with("GET /api/v1/streams/")
    };
    let gone: Vec<_> = rows.iter().filter(known).collect();
    assert!(gone.is_empty(), "of no way in: {gone:?}");
}

#[tokio::test]
async fn every_frame_of_the_protocol_is_listed() {
    let output = talkoo(["routes", "--json"]).output().await.expect("the binary");
    let listed: Value = serde_json::from_slice(&output.stdout).expect("json");
    let frames = listed["frames"].as_array().expect("a list").iter();
    let frames: BTreeSet<String> =
        frames.map(|one| one["frame"].as_str().expect("text").to_owned()).collect();
    // The protocol names all its frames when it is asked for one that does not exist.
    let none = json!({"t": "no such frame"});
    let refused = serde_json::from_value::<talkoo_protocol::LiveFrame>(none).expect_err("no frame");
    let words = refused.to_string();
    let (_, known) = words.split_once("expected one of").expect("the known ones");
    let known: BTreeSet<String> = known.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    assert_eq!(frames, known);
}

#[tokio::test]
async fn every_route_is_described() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let described = site.get_as_nobody("/api/openapi.json").send().await.unwrap();
    let described: Value = described.json().await.unwrap();
    assert_eq!(described["openapi"], "3.1.0");
    for listed in talkoo::http::listed() {
        let operation = &described["paths"][&listed.path][listed.method.to_lowercase()];
        assert!(operation["summary"].is_string(), "{listed:?}");
        assert_ne!(listed.right, "nobody", "{listed:?} names no right");
        let is_open = listed.right == "anybody";
        assert_eq!(operation["security"].is_null(), is_open, "{listed:?}");
    }
    // Every shape that is referred to is there.
    let text = described.to_string();
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(!described["components"]["schemas"][name].is_null(), "{name} is not described");
    }
}

#[tokio::test]
async fn what_one_may_not_see_looks_like_what_is_not_there() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    for visibility in ["invited", "secret"] {
        let ground = Ground::of(&stage, &site, visibility).await;
        let outsider = &ground.people[0];
        for (what, _) in rows() {
            let Some(pattern) = what.strip_prefix("GET ").filter(|path| path.contains("/{")) else {
                continue;
            };
            let hidden = site.get(outsider, &ground.path(pattern)).send().await.unwrap();
            if hidden.status().as_u16() != 404 {
                continue;
            }
            let nothing = [
                "{workspace}",
                "{channel}",
                "{item}",
                "{message}",
                "{file}",
                "{other}",
                "{network}",
            ]
            .iter()
            .fold(pattern.to_owned(), |path, name| path.replace(name, &Uuid::new_v4().to_string()));
            let absent = site.get(outsider, &nothing).send().await.unwrap();
            assert_eq!(bare(hidden).await, bare(absent).await, "{visibility} {what}");
        }
    }
}

/// An answer without what is different each time.
pub(crate) async fn bare(answer: Response) -> (u16, Vec<(String, Vec<u8>)>, Value) {
    let status = answer.status().as_u16();
    let mut headers: Vec<_> = answer
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
        .filter(|(name, _)| name != "date" && name != "x-request-id")
        .collect();
    headers.sort();
    let text = answer.text().await.expect("a refusal");
    // Pages for people are no JSON and hold no number of the request.
    let mut body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    if body.is_object() {
        body["request_id"].take();
    }
    (status, headers, body)
}
