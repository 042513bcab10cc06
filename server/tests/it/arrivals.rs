//! Coming in by oneself: applying, waiting, being let in or refused, and what each learns meanwhile.

use reqwest::StatusCode;
use serde_json::{Value, json};
use talkoo::store::audit::{self, Verdict};
use uuid::Uuid;

use crate::{
    http::{Site, refused},
    post::{Post, token},
    stage::{Person, Stage},
};

/// A member who administers the network.
pub(crate) async fn administrator(stage: &Stage, given: &str) -> Person {
    let person = stage.member(given).await;
    stage
        .force(format!("update members set role = 'network_admin' where id = '{}'", person.id))
        .await;
    person
}

pub(crate) async fn organisation(stage: &Stage, name: &str, domain: &str) -> Uuid {
    let id = Uuid::now_v7_of(name);
    stage
        .force(format!(
            "insert into organisations (id, name_fi, kind) values ('{id}', '{name}', 'municipality')"
        ))
        .await;
    stage
        .force(format!(
            "insert into organisation_domains (domain, organisation) values ('{domain}', '{id}')"
        ))
        .await;
    id
}

/// A name in the test becomes an id.
trait Named {
    fn now_v7_of(name: &str) -> Uuid;
}

impl Named for Uuid {
    fn now_v7_of(name: &str) -> Uuid {
        Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes())
    }
}

pub(crate) fn form(given: &str, email: &str) -> Value {
    json!({
        "given": given, "family": "Koe", "email": email, "organisation_name": "Kyläyhdistys ry",
        "title": "Nuorisotyöntekijä", "language": "fi", "reason": "Teen nuorisotyötä.",
        "terms_version": 1,
    })
}

pub(crate) async fn apply(site: &Site<'_>, form: &Value) -> (u16, String) {
    let answer = site.post("/api/v1/applications").json(form).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

/// Signs in with the link of a letter; the token of the session.
pub(crate) async fn enter(site: &Site<'_>, letter: &Value) -> String {
    let body = json!({"token": token(letter), "device": "Selain"});
    let answer = site.post("/api/v1/sign-in/link").json(&body).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    cookie.split(['=', ';']).nth(1).unwrap().to_owned()
}

pub(crate) async fn command(site: &Site<'_>, by: &str, mut action: Value) -> (u16, Value) {
    action["client_id"] = json!(Uuid::new_v4());
    let answer = site.post("/api/v1/commands").bearer_auth(by).json(&action).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

pub(crate) async fn waiting(site: &Site<'_>, by: &Person) -> Vec<Value> {
    site.read(by, "/api/v1/applications").await.as_array().unwrap().clone()
}

#[tokio::test]
async fn from_the_form_to_the_first_message() {
    let (stage, post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let ilona = administrator(&stage, "Ilona").await;
    let place = stage.place("open", &[&ilona]).await;
    let kunta = organisation(&stage, "Koekunta", "koekunta.example").await;
    let mut form = form("Siiri", "Siiri@koekunta.example");
    form["organisation"] = json!(kunta);
    assert_eq!(apply(&site, &form).await, (202, String::new()));

    let letter = post.letter("Siiri@koekunta.example", 1).await;
    assert_eq!(letter["subject"], "Hakemuksesi on saapunut: Koe");
    let listed = waiting(&site, &ilona).await;
    let one = &listed[0];
    assert_eq!(
        (listed.len(), &one["given"], &one["state"]),
        (1, &json!("Siiri"), &json!("waiting"))
    );
    assert_eq!((&one["organisation"], &one["by_domain"]), (&json!(kunta), &json!(kunta)));
    assert_eq!(one["is_confirmed"], false);
    let bearer = enter(&site, &letter).await;
    let own = site.get_as_nobody("/api/v1/application").bearer_auth(&bearer).send().await.unwrap();
    let own: Value = own.json().await.unwrap();
    assert_eq!(
        (&own["state"], &own["organisation"]["fi"]),
        (&json!("waiting"), &json!("Koekunta"))
    );
    assert_eq!(waiting(&site, &ilona).await[0]["is_confirmed"], true);

    let act = json!({"t": "decide_applications", "applications": [one["id"]], "approve": true});
    assert_eq!(command(&site, &ilona.token, act).await.0, 200);
    let letter = post.letter("Siiri@koekunta.example", 2).await;
    assert_eq!(letter["subject"], "Tervetuloa: Koe");
    // The session from before goes on without a further link.
    let start = site.get_as_nobody("/api/v1/start").bearer_auth(&bearer).send().await.unwrap();
    let start: Value = start.json().await.unwrap();
    assert_eq!(start["me"]["affiliations"][0]["organisation"], json!(kunta));
    assert!(start["terms_due"].is_null(), "they were agreed to with the form");
    let phone = enter(&site, &letter).await;
    let join = json!({"t": "join_workspace", "workspace": place.workspace});
    assert_eq!(command(&site, &phone, join).await.0, 200);
    let send = json!({"t": "send", "channel": place.channel, "text": "Hei kaikki"});
    assert_eq!(command(&site, &phone, send).await.0, 200);
    let decided = site.read(&ilona, "/api/v1/applications?state=decided").await;
    assert_eq!(decided[0]["decided_by"]["name"], "Ilona Koe");
}

#[tokio::test]
async fn who_waits_is_told_the_same_everywhere() {
    let (stage, post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    apply(&site, &form("Siiri", "siiri@koe.example")).await;
    let bearer = enter(&site, &post.letter("siiri@koe.example", 1).await).await;
    let mut answers = Vec::new();
    for listed in talkoo::http::listed() {
        let is_own =
            ["/application", "/sign-out", "/socket"].iter().any(|own| listed.path.ends_with(own));
        if listed.right == "anybody" || is_own {
            continue;
        }
        let ids =
            [place.workspace.to_string(), place.channel.to_string(), Uuid::new_v4().to_string()];
        for id in ids.iter().map(String::as_str).chain(["no-id"]) {
            let parts: Vec<&str> = listed
                .path
                .split('/')
                .map(|part| if part.starts_with('{') { id } else { part })
                .collect();
            let path = parts.join("/");
            let request = match listed.method.as_str() {
                "POST" => site.post(&path).json(&json!({"t": "send", "channel": id})),
                _ => site.get_as_nobody(&path),
            };
            let answer = request.bearer_auth(&bearer).send().await.unwrap();
            let (status, mut headers) = (answer.status().as_u16(), answer.headers().clone());
            for changing in ["date", "x-request-id"] {
                headers.remove(changing);
            }
            let mut body: Value = answer.json().await.unwrap();
            body["request_id"].take();
            assert_eq!((status, &body["code"]), (403, &json!("pending")), "{listed:?} {body}");
            answers.push((format!("{headers:?}"), body));
        }
    }
    assert!(answers.len() > 50, "{}", answers.len());
    assert!(answers.iter().all(|one| *one == answers[0]), "{answers:#?}");
    // No socket either.
    assert!(crate::stage::Client::try_connect(stage.nodes[0].address, &bearer).await.is_err());
    let out = site.post("/api/v1/sign-out").bearer_auth(&bearer).send().await.unwrap();
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn twenty_are_let_in_by_one_act() {
    let (stage, post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let ilona = administrator(&stage, "Ilona").await;
    let languages = [("fi", "Tervetuloa: Koe"), ("sv", "Välkommen: Koe"), ("en", "Welcome: Koe")];
    for number in 0..20 {
        let mut form = form(&format!("Hakija{number}"), &format!("h{number}@koe.example"));
        form["language"] = json!(languages[number % 3].0);
        assert_eq!(apply(&site, &form).await.0, 202);
    }
    for number in 0..20 {
        post.letter(&format!("h{number}@koe.example"), 1).await;
    }
    let ids: Vec<Value> =
        waiting(&site, &ilona).await.iter().map(|one| one["id"].clone()).collect();
    assert_eq!(ids.len(), 20);
    let act = json!({"t": "decide_applications", "applications": ids, "approve": true});
    assert_eq!(command(&site, &ilona.token, act).await.0, 200);
    assert!(waiting(&site, &ilona).await.is_empty());
    for number in 0..20 {
        let letter = post.letter(&format!("h{number}@koe.example"), 2).await;
        assert_eq!(letter["subject"], languages[number % 3].1);
    }
    let lines = "select count(*) from audit.lines where action = 'application_approved'";
    assert_eq!(stage.number(lines.to_owned()).await, 20);
    let mut write = stage.nodes[0].app.store.write().await.unwrap();
    audit::seal(&mut write).await.unwrap();
    assert!(matches!(audit::verify(&mut write).await.unwrap(), Verdict::Whole { .. }));
}

#[tokio::test]
async fn two_who_decide_the_same_come_to_one_decision() {
    let (stage, post) = Post::stage(2).await;
    let site = Site::of(&stage);
    let [ilona, aino] = [administrator(&stage, "Ilona").await, administrator(&stage, "Aino").await];
    for round in 0..5 {
        let email = format!("h{round}@koe.example");
        apply(&site, &form("Siiri", &email)).await;
        post.letter(&email, 1).await;
        let id = waiting(&site, &ilona).await[0]["id"].clone();
        let decide = |person: &Person, node: usize, approve: bool| {
            let url = format!("http://{}/api/v1/commands", stage.nodes[node].address);
            let act = json!({
                "t": "decide_applications", "applications": [id], "approve": approve,
                "reason": "Perustelu", "client_id": Uuid::new_v4(),
            });
            reqwest::Client::new().post(url).bearer_auth(&person.token).json(&act).send()
        };
        let (one, other) = tokio::join!(decide(&ilona, 0, true), decide(&aino, 1, false));
        let statuses = [one.unwrap().status().as_u16(), other.unwrap().status().as_u16()];
        assert!(statuses == [200, 409] || statuses == [409, 200], "{statuses:?}");
        let expected =
            if statuses[0] == 200 { "Tervetuloa: Koe" } else { "Päätös hakemuksestasi: Koe" };
        assert_eq!(post.letter(&email, 2).await["subject"], expected);
        // Who comes second with the same decision has nothing left to do.
        let (one, other) = tokio::join!(
            decide(&ilona, 0, statuses[0] == 200),
            decide(&aino, 1, statuses[0] == 200)
        );
        assert_eq!([one.unwrap().status().as_u16(), other.unwrap().status().as_u16()], [200, 200]);
    }
    assert_eq!(post.all().len(), 10, "nobody was written to twice");
}

#[tokio::test]
async fn one_takes_an_application_in_hand() {
    let (stage, post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let [ilona, aino] = [administrator(&stage, "Ilona").await, administrator(&stage, "Aino").await];
    apply(&site, &form("Siiri", "siiri@koe.example")).await;
    post.letter("siiri@koe.example", 1).await;
    let id = waiting(&site, &ilona).await[0]["id"].clone();
    let act = |handling: bool| json!({"t": "handle_application", "application": id, "handling": handling});
    let (one, other) = tokio::join!(
        command(&site, &ilona.token, act(true)),
        command(&site, &aino.token, act(true))
    );
    let mut statuses = [one.0, other.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let (has, lacks) = if one.0 == 200 { (&ilona, &aino) } else { (&aino, &ilona) };
    assert_eq!(waiting(&site, &ilona).await[0]["handler"]["member"], json!(has.id));
    // Nobody lets go of what another has.
    assert_eq!(command(&site, &lacks.token, act(false)).await.0, 200);
    assert_eq!(waiting(&site, &ilona).await[0]["handler"]["member"], json!(has.id));
    assert_eq!(command(&site, &has.token, act(false)).await.0, 200);
    assert!(waiting(&site, &ilona).await[0]["handler"].is_null());
}

#[tokio::test]
async fn who_is_refused_learns_why_and_may_ask_again() {
    let (stage, post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let ilona = administrator(&stage, "Ilona").await;
    let mut form = form("Börje", "borje@koe.example");
    form["language"] = json!("sv");
    apply(&site, &form).await;
    let bearer = enter(&site, &post.letter("borje@koe.example", 1).await).await;
    let id = waiting(&site, &ilona).await[0]["id"].clone();
    let act = |reason: &str| json!({"t": "decide_applications", "applications": [id], "approve": false, "reason": reason});
    assert_eq!(command(&site, &ilona.token, act(" ")).await.0, 400);
    assert_eq!(command(&site, &ilona.token, act("Endast för <myndigheter>.")).await.0, 200);
    let letter = post.letter("borje@koe.example", 2).await;
    assert_eq!(letter["subject"], "Beslut om din ansökan: Koe");
    assert!(letter["text"].as_str().unwrap().contains("Endast för <myndigheter>."), "{letter}");
    assert!(letter["html"].as_str().unwrap().contains("&lt;myndigheter&gt;"), "{letter}");
    let own = || site.get_as_nobody("/api/v1/application").bearer_auth(&bearer).send();
    let told: Value = own().await.unwrap().json().await.unwrap();
    assert_eq!(
        (&told["state"], &told["decision"]),
        (&json!("refused"), &json!("Endast för <myndigheter>."))
    );
    form["reason"] = json!("Jag arbetar numera vid en myndighet.");
    apply(&site, &form).await;
    post.letter("borje@koe.example", 3).await;
    let told: Value = own().await.unwrap().json().await.unwrap();
    assert_eq!((&told["state"], &told["decision"]), (&json!("waiting"), &json!("")));
    assert_eq!(waiting(&site, &ilona).await[0]["id"], id);
}

#[tokio::test]
async fn nobody_learns_from_the_form_who_is_a_member() {
    let (stage, post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let known = format!("{}@esimerkki.example", aino.id);
    let suspended = stage.member("Veikko").await;
    stage
        .force(format!("update members set status = 'suspended' where id = '{}'", suspended.id))
        .await;
    let closed = format!("{}@esimerkki.example", suspended.id);
    let mut answers = Vec::new();
    for email in [known.as_str(), "uusi@koe.example", closed.as_str()] {
        answers.push(apply(&site, &form("Siiri", email)).await);
    }
    assert!(answers.iter().all(|one| *one == (202, String::new())), "{answers:?}");
    assert_eq!(post.letter(&known, 1).await["subject"], "Sinulla on jo tunnus: Koe");
    post.letter("uusi@koe.example", 1).await;
    // The same twice at once is one account.
    let twice = form("Siiri", "kaksi@koe.example");
    let (one, other) = tokio::join!(apply(&site, &twice), apply(&site, &twice));
    assert_eq!((one.0, other.0), (202, 202));
    post.letter("kaksi@koe.example", 1).await;
    let count = "select count(*) from members where email = 'kaksi@koe.example'";
    assert_eq!(stage.number(count.to_owned()).await, 1);
    assert!(post.all().iter().all(|letter| letter["to"] != closed.as_str()));
}

#[tokio::test]
async fn a_form_is_filled_in_or_says_what_is_missing() {
    let (stage, _post) = Post::stage(1).await;
    let site = Site::of(&stage);
    for (field, value, code) in [
        ("given", json!(" "), "bad_value"),
        ("family", json!("x".repeat(81)), "bad_value"),
        ("email", json!("siiri"), "bad_value"),
        ("organisation_name", json!(""), "bad_value"),
        ("organisation", json!(Uuid::new_v4()), "bad_value"),
        ("language", json!("de"), "bad_value"),
        ("reason", json!("\n"), "bad_value"),
        ("reason", json!("ä".repeat(3_000)), "too_large"),
        ("terms_version", json!(0), "conflict"),
        ("given", json!("S\0"), "bad_text"),
    ] {
        let mut form = form("Siiri", "siiri@koe.example");
        form[field] = value;
        let answer = site.post("/api/v1/applications").json(&form).send().await.unwrap();
        assert_eq!(refused(answer).await.1, code, "{field}");
    }
    assert_eq!(stage.number("select count(*) from jobs".to_owned()).await, 0);
}

#[tokio::test]
async fn who_never_came_or_went_quiet_is_reminded_in_one_go() {
    let (stage, post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let ilona = administrator(&stage, "Ilona").await;
    let [here, quiet, never] =
        [stage.member("Siiri").await, stage.member("Veikko").await, stage.member("Marko").await];
    stage.force(format!("delete from sessions where member = '{}'", never.id)).await;
    let long_ago = "update sessions set seen_at = now() - interval '61 days' where member =";
    stage.force(format!("{long_ago} '{}'", quiet.id)).await;
    let recently = "update sessions set seen_at = now() - interval '59 days' where member =";
    stage.force(format!("{recently} '{}'", here.id)).await;
    let absent = site.read(&ilona, "/api/v1/absent").await;
    let told: Vec<(Value, Value)> = absent
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["member"].clone(), one["why"].clone()))
        .collect();
    assert_eq!(told, [(json!(quiet.id), json!("quiet")), (json!(never.id), json!("never"))]);
    let act = json!({"t": "remind_members", "members": [quiet.id, never.id, Uuid::new_v4()]});
    assert_eq!(command(&site, &here.token, act.clone()).await.0, 403);
    assert_eq!(command(&site, &ilona.token, act).await.0, 200);
    let letter = post.letter(&format!("{}@esimerkki.example", never.id), 1).await;
    assert_eq!(letter["subject"], "Paikkasi odottaa: Koe");
    enter(&site, &letter).await;
    post.letter(&format!("{}@esimerkki.example", quiet.id), 1).await;
    let absent = site.read(&ilona, "/api/v1/absent").await;
    assert_eq!(absent.as_array().unwrap().len(), 1, "who came is not absent: {absent}");
    assert!(absent[0]["reminded_at"].is_string());
}
