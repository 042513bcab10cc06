//! Links by which people come in: what they give, what they never give, and when they are worth
//! nothing. Races have a file of their own.

use reqwest::StatusCode;
use serde_json::{Value, json};
use talkoo::{actions::sign_in::Token, clock::Clock};
use talkoo_protocol::{Code, Verb};
use uuid::Uuid;

use crate::{
    http::{Site, refused},
    stage::{Client, Person, Place, Plan, Stage},
};

/// A secret as a client draws it.
pub(crate) fn secret() -> String {
    Token::new(Clock::new()).text()
}

/// A link that has just been made: its secret and its id.
pub(crate) async fn made(client: &mut Client, place: Value, more: Value) -> (String, Uuid) {
    let token = secret();
    let mut command = json!({"t": "invite", "role": "member", "links": [{"token": token}]});
    if !place.is_null() {
        command["place"] = place;
    }
    for (key, value) in more.as_object().into_iter().flatten() {
        command[key] = value.clone();
    }
    let ack = client.ask(command).await.expect("a link");
    (token, ack.id)
}

pub(crate) fn newcomer(token: &str, name: &str) -> Value {
    json!({
        "token": token, "given": name, "family": "Tulija", "email": format!("{name}@uusi.example"),
        "terms_version": 1, "device": "Puhelin", "bearer": true,
    })
}

/// The code a link is refused with, or the new member.
pub(crate) async fn accept(site: &Site<'_>, body: &Value) -> Result<Person, (u16, String)> {
    let answer = site.post("/api/v1/invitations/accept").json(body).send().await.unwrap();
    if answer.status() != StatusCode::OK {
        return Err(refused(answer).await);
    }
    let signed: Value = answer.json().await.unwrap();
    let id = signed["member"].as_str().unwrap().parse().unwrap();
    Ok(Person { id, token: signed["token"].as_str().unwrap().to_owned() })
}

pub(crate) async fn look(site: &Site<'_>, token: &str) -> Value {
    let body = json!({"token": token});
    let answer = site.post("/api/v1/invitations/look").json(&body).send().await.unwrap();
    answer.json().await.unwrap()
}

pub(crate) async fn lines(stage: &Stage, action: &str) -> i64 {
    stage.number(format!("select count(*) from audit.lines where action = '{action}'")).await
}

pub(crate) fn workspace(place: Place) -> Value {
    json!({"workspace": place.workspace})
}

pub(crate) async fn code(client: &mut Client, command: Value) -> Code {
    match client.ask(command.clone()).await {
        Ok(ack) => panic!("{command} was answered by {ack:?}"),
        Err(refusal) => refusal.code,
    }
}

#[tokio::test]
async fn from_a_link_to_the_first_message_without_a_password() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    of_aino.subscribe(aino.id).await;
    of_aino.subscribe(place.workspace).await;
    let (token, id) = made(&mut of_aino, workspace(place), json!({"note": "seminaari"})).await;

    let card = look(&site, &token).await;
    assert_eq!((&card["state"], &card["offer"]["sort"]), (&json!("good"), &json!("workspace")));
    assert_eq!(card["offer"]["inviter"], "Aino Koe");
    assert!(!card.to_string().contains("seminaari"), "the note is not for guests: {card}");

    let siiri = accept(&site, &newcomer(&token, "siiri")).await.expect("an account");
    let told = of_aino.event(aino.id).await;
    assert_eq!((&told.verb, &told.facts["member"]), (&Verb::INVITATION_USED, &json!(siiri.id)));
    let told = of_aino.event(place.workspace).await;
    assert_eq!((&told.verb, &told.facts["member"]), (&Verb::MEMBER_ADDED, &json!(siiri.id)));
    assert_eq!(told.content.member.expect("a profile").given, "siiri");
    let mut of_siiri = stage.connect(&siiri).await;
    of_siiri.post(place.channel, "Hei").await;

    let path = format!("/api/v1/workspaces/{}/invitations", place.workspace);
    let listed = site.read(&aino, &path).await;
    let one = &listed["invitations"][0];
    assert_eq!(
        (&one["id"], &one["uses"], &one["note"]),
        (&json!(id), &json!(1), &json!("seminaari"))
    );
    assert_eq!(one["used_by"][0]["member"]["id"], json!(siiri.id));
    for action in ["invitation_made", "invitation_used", "member_created", "terms_accepted"] {
        assert_eq!(lines(&stage, action).await, 1, "{action}");
    }
    for action in ["workspace_joined", "signed_in"] {
        assert_eq!(lines(&stage, action).await, 1, "{action}");
    }
    let kept = "select count(*) from members where terms_version = '1'
        and consented_at is not null and password_hash is null";
    assert_eq!(stage.number(kept.to_owned()).await, 1);
    // The secret itself is nowhere.
    let held = "select count(*) from invitations where length(token_hash) = 32";
    assert_eq!(stage.number(held.to_owned()).await, 1);
}

#[tokio::test]
async fn a_browser_gets_a_cookie_and_no_token() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let (token, _) = made(&mut of_aino, workspace(place), json!({})).await;
    let mut body = newcomer(&token, "siiri");
    body["bearer"] = json!(false);
    let answer = site.post("/api/v1/invitations/accept").json(&body).send().await.unwrap();
    assert!(answer.headers()["set-cookie"].to_str().unwrap().contains("HttpOnly"));
    let signed: Value = answer.json().await.unwrap();
    assert!(signed["token"].is_null(), "{signed}");
}

#[tokio::test]
async fn a_revoked_link_is_refused_in_words_and_tells_nothing() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("secret", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let (token, id) = made(&mut of_aino, workspace(place), json!({})).await;
    assert_eq!(look(&site, &token).await["state"], "good");
    // Who may not manage links there finds none to take back.
    let revoke = json!({"t": "revoke_invitation", "invitation": id});
    assert_eq!(code(&mut of_eero, revoke.clone()).await, Code::NotFound);
    of_aino.ask(revoke.clone()).await.unwrap();
    of_aino.ask(revoke).await.unwrap();

    assert_eq!(look(&site, &token).await, json!({"state": "revoked"}));
    assert_eq!(accept(&site, &newcomer(&token, "siiri")).await.unwrap_err().1, "rule");
    let used = of_eero.ask(json!({"t": "use_invitation", "token": token})).await.unwrap_err();
    assert_eq!((used.code, used.message.as_str()), (Code::Rule, "invitation: it was taken back"));
    assert_eq!(lines(&stage, "invitation_revoked").await, 1);
    let unknown = look(&site, &secret()).await;
    assert_eq!(unknown["code"], "not_found");
    assert_eq!(stage.number("select count(*) from members".to_owned()).await, 2);
}

#[tokio::test]
async fn a_link_expires_by_the_databases_clock() {
    let plan = Plan::new(2).session(0, "talkoo.clock_offset", "0 days");
    let stage = plan.session(1, "talkoo.clock_offset", "15 days").open().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let (token, _) = made(&mut of_aino, workspace(place), json!({})).await;
    let (longer, _) = made(&mut of_aino, workspace(place), json!({"days": 16})).await;
    let later = format!("http://{}/api/v1/invitations", stage.nodes[1].address);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let asked = client.post(format!("{later}/accept")).json(&newcomer(&token, "siiri"));
    let answer: Value = asked.send().await.unwrap().json().await.unwrap();
    assert_eq!(
        (&answer["code"], &answer["message"]),
        (&json!("rule"), &json!("invitation: it has expired"))
    );
    let asked = client.post(format!("{later}/look")).json(&json!({"token": token}));
    let answer: Value = asked.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer, json!({"state": "expired"}));
    let asked = client.post(format!("{later}/accept")).json(&newcomer(&longer, "siiri"));
    assert_eq!(asked.send().await.unwrap().status(), StatusCode::OK);
    // Where fourteen days have not passed it is good.
    let site = Site::of(&stage);
    accept(&site, &newcomer(&token, "eero")).await.expect("an account");
}

#[tokio::test]
async fn a_link_dies_with_its_makers_right_and_lives_with_it() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let marko = stage.member("Marko").await;
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let mut of_marko = stage.connect(&marko).await;
    let role = |role: &str| json!({"t": "add_member", "place": workspace(place), "member": eero.id, "role": role});
    of_aino.ask(role("facilitator")).await.unwrap();
    let (token, _) = made(&mut of_eero, workspace(place), json!({})).await;
    let used = json!({"t": "use_invitation", "token": token});

    of_aino.ask(role("member")).await.unwrap();
    assert_eq!(look(&site, &token).await, json!({"state": "void"}));
    assert_eq!(code(&mut of_marko, used.clone()).await, Code::Rule);
    assert_eq!(accept(&site, &newcomer(&token, "siiri")).await.unwrap_err().1, "rule");
    of_aino.ask(role("facilitator")).await.unwrap();
    of_marko.ask(used.clone()).await.unwrap();
    of_marko.post(place.channel, "Täällä").await;

    // A closed account backs nothing, and an archived workspace takes nobody in.
    let (token, _) = made(&mut of_eero, workspace(place), json!({})).await;
    stage.force(format!("update members set status = 'suspended' where id = '{}'", eero.id)).await;
    assert_eq!(look(&site, &token).await, json!({"state": "void"}));
    let (token, _) = made(&mut of_aino, workspace(place), json!({})).await;
    let archive =
        json!({"t": "change_workspace", "workspace": place.workspace, "state": "archived"});
    of_aino.ask(archive).await.unwrap();
    assert_eq!(accept(&site, &newcomer(&token, "siiri")).await.unwrap_err().1, "rule");
}

#[tokio::test]
async fn a_link_never_raises_a_role() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let marko = stage.member("Marko").await;
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    for role in ["owner", "facilitator", "king"] {
        let invite = json!({"t": "invite", "place": workspace(place), "role": role,
            "links": [{"token": secret()}]});
        assert_eq!(code(&mut of_aino, invite).await, Code::BadValue, "{role}");
    }
    // Who is a guest stays one, and who leads is not made less: no use is counted.
    let add =
        json!({"t": "add_member", "place": workspace(place), "member": marko.id, "role": "guest"});
    of_aino.ask(add).await.unwrap();
    let (token, id) = made(&mut of_aino, workspace(place), json!({})).await;
    let mut of_marko = stage.connect(&marko).await;
    for client in [&mut of_marko, &mut of_eero, &mut of_aino] {
        let ack = client.ask(json!({"t": "use_invitation", "token": token})).await.unwrap();
        assert_eq!((ack.id, ack.seq), (place.workspace.0, None));
    }
    let roles = format!(
        "select count(*) from workspace_members
         where (member, role) in (('{}', 'owner'), ('{}', 'member'), ('{}', 'guest'))",
        aino.id, eero.id, marko.id
    );
    assert_eq!(stage.number(roles).await, 3);
    let uses = format!("select uses::bigint from invitations where id = '{id}'");
    assert_eq!(stage.number(uses).await, 0);

    // A channel's owner who does not lead the workspace brings guests to it and nothing more.
    let create = json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
        "name": "pieni piiri", "visibility": "private"});
    let circle = of_eero.ask(create).await.unwrap().id;
    let invite = |role: &str| {
        json!({"t": "invite", "place": {"channel": circle}, "role": role,
            "links": [{"token": secret()}]})
    };
    assert_eq!(code(&mut of_eero, invite("member")).await, Code::NotAllowed);
    let guests = json!({"role": "guest"});
    let (token, _) = made(&mut of_eero, json!({"channel": circle}), guests).await;
    let card = look(&site, &token).await;
    assert_eq!(card["offer"]["channel"], "pieni piiri");
    let siiri = accept(&site, &newcomer(&token, "siiri")).await.expect("an account");
    let start = site.read(&siiri, "/api/v1/start").await;
    assert_eq!(start["channels"].as_array().unwrap().len(), 1, "{start}");
    assert_eq!(start["channels"][0]["id"], json!(circle));
    let people = format!("/api/v1/workspaces/{}/members", place.workspace);
    let answer = site.get(&siiri, &people).send().await.unwrap();
    assert_eq!(refused(answer).await.0, 403);
    let mut of_siiri = stage.connect(&siiri).await;
    let send = json!({"t": "send", "channel": circle, "text": "Hei"});
    of_siiri.ask(send).await.unwrap();
}

#[tokio::test]
async fn the_network_is_entered_by_its_administrators_links_unless_all_may_invite() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let admin = "update members set role = 'network_admin'";
    stage.force(format!("{admin} where id = '{}'", aino.id)).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let invite = || json!({"t": "invite", "role": "member", "links": [{"token": secret()}]});
    assert_eq!(code(&mut of_eero, invite()).await, Code::NotAllowed);
    let (token, _) = made(&mut of_aino, Value::Null, json!({})).await;
    let siiri = accept(&site, &newcomer(&token, "siiri")).await.expect("an account");
    assert!(site.read(&siiri, "/api/v1/start").await["workspaces"].as_array().unwrap().is_empty());

    let let_in = |who: &str| format!("update network set invites = '{who}'");
    stage.force(let_in("members")).await;
    let (token, _) = made(&mut of_eero, Value::Null, json!({})).await;
    assert_eq!(look(&site, &token).await["offer"]["sort"], "network");
    stage.force(let_in("administrators")).await;
    assert_eq!(look(&site, &token).await, json!({"state": "void"}));
    assert_eq!(accept(&site, &newcomer(&token, "marko")).await.unwrap_err().1, "rule");
    // Each sees the own links, an administrator all.
    for (person, count) in [(&aino, 2), (&eero, 1), (&siiri, 0)] {
        let listed = site.read(person, "/api/v1/invitations").await;
        assert_eq!(listed["invitations"].as_array().unwrap().len(), count, "{listed}");
    }
    let mut guest = invite();
    guest["role"] = json!("guest");
    assert_eq!(code(&mut of_aino, guest).await, Code::BadValue);
}

#[tokio::test]
async fn who_has_an_account_is_sent_to_sign_in_and_learns_nothing_else() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let (token, _) = made(&mut of_aino, workspace(place), json!({})).await;
    let mut body = newcomer(&token, "siiri");
    body["email"] = json!(format!("{}@ESIMERKKI.example", eero.id));
    let mut answers = Vec::new();
    for status in ["active", "pending", "suspended"] {
        stage
            .force(format!("update members set status = '{status}' where id = '{}'", eero.id))
            .await;
        let answer = site.post("/api/v1/invitations/accept").json(&body).send().await.unwrap();
        let mut answer: Value = answer.json().await.unwrap();
        answer["request_id"].take();
        answers.push(answer);
    }
    assert_eq!(answers[0]["code"], "taken");
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    // Without a link that is good nobody learns whether an address is known.
    body["token"] = json!(secret());
    assert_eq!(accept(&site, &body).await.unwrap_err(), (404, "not_found".to_owned()));
}

#[tokio::test]
async fn what_a_newcomer_says_is_bounded() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let (token, _) = made(&mut of_aino, workspace(place), json!({})).await;
    for (field, value) in [
        ("given", json!(" ")),
        ("family", json!("x".repeat(81))),
        ("email", json!("siiri")),
        ("language", json!("de")),
        ("organisation", json!("x".repeat(161))),
    ] {
        let mut body = newcomer(&token, "siiri");
        body[field] = value;
        assert_eq!(accept(&site, &body).await.unwrap_err().1, "bad_value", "{field}");
    }
    for more in [
        json!({"days": 0}),
        json!({"days": 91}),
        json!({"most": 0}),
        json!({"most": 1001}),
        json!({"links": []}),
        json!({"links": [{"token": "lyhyt"}]}),
    ] {
        let mut command = json!({"t": "invite", "place": workspace(place), "role": "member",
            "links": [{"token": secret()}]});
        for (key, value) in more.as_object().unwrap() {
            command[key] = value.clone();
        }
        assert_eq!(code(&mut of_aino, command.clone()).await, Code::BadValue, "{command}");
    }
    // A secret that stands for another link already.
    let again = json!({"t": "invite", "place": workspace(place), "role": "member",
        "links": [{"token": token}]});
    assert_eq!(code(&mut of_aino, again).await, Code::BadValue);
}
