//! Everything that can be asked of a thing by its id: every route of the API's description, with its
//! ids in the path or in the query, and every command of the protocol's samples.

use serde_json::{Value, json};
use uuid::Uuid;

use super::ground::{Ground, Scene, Things};
use crate::{http::Site, routes::bare};

const SAMPLES: &str = include_str!("../../../../protocol/golden/frames/commands.json");

/// A request by its method, its path with names in braces, and names asked for in the query.
#[derive(Clone, Debug)]
pub(super) struct Route {
    method: String,
    path: String,
    query: Vec<String>,
}

/// Words in braces or in a query that stand for a thing of the ground.
const NAMES: [&str; 5] = ["workspace", "channel", "item", "message", "stream"];

/// Every route that needs a session, as the API describes itself.
pub(super) fn described(document: &Value) -> Vec<Route> {
    let mut routes = Vec::new();
    for listed in talkoo::http::listed() {
        if listed.right == "anybody" || listed.path.ends_with("/socket") {
            continue;
        }
        let operation = &document["paths"][&listed.path][listed.method.to_lowercase()];
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let in_query = parameters.iter().filter(|one| one["in"] == "query");
        let query = in_query.filter_map(|one| one["name"].as_str().map(str::to_owned));
        let query = query.filter(|name| NAMES.contains(&name.as_str())).collect();
        routes.push(Route { method: listed.method, path: listed.path, query });
    }
    routes
}

impl Route {
    /// The path with the ids of these things; ids of other sorts are the same for all.
    fn path(&self, things: &Things) -> String {
        let mut path = self.path.clone();
        for name in NAMES {
            path = path.replace(&format!("{{{name}}}"), &things.named(name).to_string());
        }
        let parts = path.split('/').map(|part| {
            if part.starts_with('{') { Uuid::nil().to_string() } else { part.to_owned() }
        });
        parts.collect::<Vec<_>>().join("/")
    }

    fn names(&self) -> Vec<&'static str> {
        NAMES.into_iter().filter(|name| self.path.contains(&format!("{{{name}}}"))).collect()
    }
}

impl Things {
    fn named(&self, name: &str) -> Uuid {
        match name {
            "workspace" => self.workspace,
            "channel" | "stream" => self.channel,
            "item" => self.item,
            _ => self.message,
        }
    }

    /// The sample's id of this sort becomes the thing's.
    fn instead_of(&self, sample: &str) -> Option<Uuid> {
        let sort = sample.strip_prefix("018f0000-0000-7000-8000-0000000")?.get(..1)?;
        match sort {
            "3" => Some(self.workspace),
            "4" => Some(self.channel),
            "5" => Some(self.item),
            "6" => Some(self.message),
            _ => None,
        }
    }
}

/// Which ids of a request are of the thing that is not seen: the rest are the asker's own.
fn sorts(thing: &str) -> &'static [&'static str] {
    if thing == "workspace" { &["workspace"] } else { &["channel", "item", "message"] }
}

/// Asks everything of the things, and of nothing, and compares. Tells how many questions those were.
pub(super) async fn of_hidden(
    ground: &Ground,
    scene: &Scene,
    things: &[&str],
    role: usize,
) -> usize {
    let own = ground.own(role).await;
    let mut asked = 0;
    for thing in things {
        let (hidden, nothing) = (scene.of(thing), Things::nowhere());
        let pair = (mixed(own, hidden, thing), mixed(own, nothing, thing));
        asked += routes(ground, scene, thing, role, pair).await;
        asked += commands(ground, scene, thing, role, pair).await;
        // One id that is not seen among the asker's own.
        let is_alone = *thing == "workspace" || !scene.place.contains("active");
        for one in sorts(thing).iter().filter(|_| !is_alone) {
            let pair = (with(own, one, &hidden), with(own, one, &nothing));
            asked += commands(ground, scene, thing, role, pair).await;
        }
    }
    sweep(ground, scene, things, role, &own).await;
    asked
}

fn mixed(own: Things, from: Things, thing: &str) -> Things {
    sorts(thing).iter().fold(own, |things, sort| with(things, sort, &from))
}

fn with(own: Things, sort: &str, from: &Things) -> Things {
    match sort {
        "workspace" => Things { workspace: from.workspace, ..own },
        "channel" => Things { channel: from.channel, ..own },
        "item" => Things { item: from.item, ..own },
        _ => Things { message: from.message, ..own },
    }
}

async fn routes(
    ground: &Ground,
    scene: &Scene,
    thing: &str,
    role: usize,
    (there, absent): (Things, Things),
) -> usize {
    let site = Site::of(&ground.stage);
    let mut asked = 0;
    for route in ground.routes.iter() {
        let is_about = |name: &&str| {
            sorts(thing).contains(name) || (*name == "stream" && thing != "workspace")
        };
        let mut pairs = Vec::new();
        if route.names().iter().any(&is_about) {
            pairs.push((route.path(&there), route.path(&absent)));
        }
        for name in route.query.iter().filter(|name| is_about(&name.as_str())) {
            let ask =
                |things: &Things| format!("{}?{name}={}", route.path(things), things.named(name));
            pairs.push((ask(&there), ask(&absent)));
        }
        for (one, other) in pairs {
            let ask = |path: &str| {
                let request = site.request(&ground.people[role], &route.method, path);
                if route.method == "GET" { request } else { request.json(&json!({})) }
            };
            let is = ask(&one).send().await.expect("an answer");
            let is_not = ask(&other).send().await.expect("an answer");
            let what = format!("{}: {} {one} of a {thing}", scene.place, route.method);
            assert_eq!(bare(is).await, bare(is_not).await, "{what} as {}", super::ROLES[role]);
            asked += 1;
        }
    }
    asked
}

async fn commands(
    ground: &Ground,
    scene: &Scene,
    thing: &str,
    role: usize,
    (there, absent): (Things, Things),
) -> usize {
    let samples: Vec<Value> = serde_json::from_str(SAMPLES).expect("samples");
    let site = Site::of(&ground.stage);
    let mut asked = 0;
    for sample in samples {
        let (one, other) = (filled(&sample, &there), filled(&sample, &absent));
        let bare_of = |mut command: Value| {
            command["client_id"] = json!("");
            command
        };
        if bare_of(one.clone()) == bare_of(other.clone()) {
            continue;
        }
        let ask = |command: &Value| {
            site.post("/api/v1/commands").bearer_auth(&ground.people[role].token).json(command)
        };
        let is = ask(&one).send().await.expect("an answer");
        let is_not = ask(&other).send().await.expect("an answer");
        let what = format!("{}: {one} of a {thing}", scene.place);
        let (is, is_not) = (of_the_thing(bare(is).await), of_the_thing(bare(is_not).await));
        assert_eq!(is, is_not, "{what} as {}", super::ROLES[role]);
        asked += 1;
    }
    asked
}

type Bare = (u16, Vec<(String, Vec<u8>)>, Value);

/// Without what an ack says of the asking alone: the command's own id, and how often the asker's own
/// marks have moved.
fn of_the_thing((status, headers, mut body): Bare) -> Bare {
    if status == 200 {
        body["client_id"] = Value::Null;
        if body["mark"].is_object() {
            body["mark"]["version"] = Value::Null;
        }
    }
    (status, headers, body)
}

/// A sample that speaks of these things.
fn filled(sample: &Value, things: &Things) -> Value {
    let mut command = replaced(sample, things);
    command["client_id"] = json!(Uuid::new_v4());
    command
}

fn replaced(value: &Value, things: &Things) -> Value {
    match value {
        Value::String(text) => things.instead_of(text).map_or(value.clone(), |id| json!(id)),
        Value::Array(all) => all.iter().map(|one| replaced(one, things)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, one)| (name.clone(), replaced(one, things))).collect()
        }
        _ => value.clone(),
    }
}

/// Whatever a role can ask with ids of its own tells nothing of what it does not see.
async fn sweep(ground: &Ground, scene: &Scene, things: &[&str], role: usize, own: &Things) {
    let site = Site::of(&ground.stage);
    let ids = things.iter().flat_map(|thing| {
        let hidden = scene.of(thing);
        if *thing == "workspace" { vec![hidden.workspace] } else { hidden.all()[1..].to_vec() }
    });
    let ids: Vec<String> = ids.map(|id| id.to_string()).collect();
    for route in ground.routes.iter().filter(|route| route.method == "GET") {
        for query in ["", "?query=sis"] {
            let path = format!("{}{query}", route.path(own));
            let request = site.request(&ground.people[role], "GET", &path);
            let answer = request.send().await.expect("an answer").text().await.expect("a body");
            let told = ids.iter().find(|id| answer.contains(id.as_str()));
            assert_eq!(told, None, "{}: {path} for {}: {answer}", scene.place, super::ROLES[role]);
        }
    }
}

/// Whether the thing is shown.
pub(super) async fn shows(ground: &Ground, scene: &Scene, thing: &str, role: usize) -> bool {
    let things = scene.of(thing);
    let path = if thing == "workspace" {
        format!("/api/v1/workspaces/{}", things.workspace)
    } else {
        format!("/api/v1/messages/{}", things.message)
    };
    let site = Site::of(&ground.stage);
    let answer = site.request(&ground.people[role], "GET", &path).send().await.expect("an answer");
    answer.status() == 200
}
