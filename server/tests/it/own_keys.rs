//! One's own ways in: a link by mail, a password set, changed and forgotten, devices ended; and the
//! terms that one agrees to before going on.

use reqwest::StatusCode;
use serde_json::{Value, json};
use talkoo::actions::accounts;

use crate::{
    arrivals::{administrator, command, enter},
    http::{Site, refused},
    post::{Post, token},
    stage::{Person, Stage},
};

const PASSWORD: &str = "seitsemän lumista veljestä";
const OTHER: &str = "kahdeksan lumista veljestä";

fn email(person: &Person) -> String {
    format!("{}@esimerkki.example", person.id)
}

async fn ask(site: &Site<'_>, email: &str, wanted: &str) -> (u16, String) {
    let body = json!({"email": email, "wanted": wanted});
    let answer = site.post("/api/v1/sign-in/letter").json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

async fn set(site: &Site<'_>, by: &Person, body: Value) -> reqwest::Response {
    site.post("/api/v1/password").bearer_auth(&by.token).json(&body).send().await.unwrap()
}

async fn by_password(site: &Site<'_>, email: &str, password: &str) -> u16 {
    let body = json!({"email": email, "password": password});
    site.post("/api/v1/sign-in").json(&body).send().await.unwrap().status().as_u16()
}

async fn is_in(stage: &Stage, person: &Person) -> bool {
    let site = Site::of(stage);
    site.get(person, "/api/v1/start").send().await.unwrap().status() == StatusCode::OK
}

#[tokio::test]
async fn a_link_comes_by_mail_and_nobody_learns_to_whom() {
    let (stage, post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    let mut answers = Vec::new();
    for address in [email(&siiri).as_str(), "nobody@koe.example"] {
        answers.push(ask(&site, address, "sign_in").await);
    }
    assert_eq!(answers, [(202, String::new()), (202, String::new())]);
    let letter = post.letter(&email(&siiri), 1).await;
    assert_eq!(letter["subject"], "Kirjautumislinkki: Koe");
    // No row holds what signs in.
    let stored = "select count(*) from jobs where body::text like '%sign-in/link%'";
    assert_eq!(stage.number(stored.to_owned()).await, 0);
    let bearer = enter(&site, &letter).await;
    assert!(is_in(&stage, &Person { id: siiri.id, token: bearer }).await);
    let again = json!({"token": token(&letter)});
    let again = site.post("/api/v1/sign-in/link").json(&again).send().await.unwrap();
    assert_eq!(refused(again).await.1, "bad_credentials");
    assert_eq!(post.all().len(), 1);
    for wrong in ["", "siiri", "a@b@c.example"] {
        assert_eq!(ask(&site, wrong, "sign_in").await.0, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_link_that_was_asked_for_holds_an_hour() {
    let (stage, post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    ask(&site, &email(&siiri), "sign_in").await;
    let letter = post.letter(&email(&siiri), 1).await;
    let minutes =
        "select round(extract(epoch from expires_at - now()) / 60)::bigint from sign_in_links";
    assert!((59..=60).contains(&stage.number(minutes.to_owned()).await));
    stage.force("update sign_in_links set expires_at = now()".to_owned()).await;
    let late = json!({"token": token(&letter)});
    let late = site.post("/api/v1/sign-in/link").json(&late).send().await.unwrap();
    assert_eq!(refused(late).await.1, "bad_credentials");
}

#[tokio::test]
async fn letters_to_one_mailbox_are_counted_alike_for_all() {
    let (stage, _post) = Post::stage(0).await;
    let bed = stage.bed;
    let plan = crate::stage::Plan::new(1).set("TALKOO_SIGN_IN_PER_MINUTE", "3");
    let stage = plan.open_on(bed, None).await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    for address in [email(&siiri).as_str(), "nobody@koe.example"] {
        // From elsewhere each time: it is the mailbox that is counted.
        let told: Vec<u16> = {
            let mut told = Vec::new();
            for _ in 0..4 {
                told.push(ask(&site, address, "sign_in").await.0);
            }
            told
        };
        assert_eq!(told.last(), Some(&429), "{told:?}");
    }
}

#[tokio::test]
async fn a_forgotten_password_is_set_anew_and_every_device_is_out() {
    let (stage, post) = Post::stage(2).await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    assert_eq!(set(&site, &siiri, json!({"password": PASSWORD})).await.status(), 204);
    post.letter(&email(&siiri), 1).await;
    let mut phone = stage.nodes[1].connect(&siiri).await;
    ask(&site, &email(&siiri), "new_password").await;
    let letter = post.letter(&email(&siiri), 2).await;
    assert_eq!(letter["subject"], "Aseta uusi salasana: Koe");
    let come = |body: Value| site.post("/api/v1/sign-in/link").json(&body).send();
    let bare = come(json!({"token": token(&letter)})).await.unwrap();
    assert_eq!(refused(bare).await.1, "bad_value");
    assert!(is_in(&stage, &siiri).await, "nothing has happened yet");
    let body = json!({"token": token(&letter), "password": OTHER});
    assert_eq!(come(body).await.unwrap().status(), StatusCode::OK);
    assert!(!is_in(&stage, &siiri).await);
    assert_eq!(phone.closed().await, Some(4100), "its socket is closed on the other node");
    assert_eq!(by_password(&site, &email(&siiri), PASSWORD).await, 401);
    assert_eq!(by_password(&site, &email(&siiri), OTHER).await, 200);
    assert_eq!(post.letter(&email(&siiri), 3).await["subject"], "Salasanasi on vaihdettu: Koe");
}

#[tokio::test]
async fn a_changed_password_leaves_this_device_alone() {
    let (stage, _post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    let phone = stage.device(&siiri).await;
    let mut socket = stage.connect(&phone).await;
    let mut own = stage.connect(&siiri).await;
    assert_eq!(
        refused(set(&site, &siiri, json!({"password": "lyhyt"})).await).await.1,
        "bad_value"
    );
    assert_eq!(set(&site, &siiri, json!({"password": PASSWORD})).await.status(), 204);
    assert!(is_in(&stage, &siiri).await && !is_in(&stage, &phone).await);
    assert_eq!(socket.closed().await, Some(4100));
    own.settle().await;
    for current in [Value::Null, json!("väärä salasana")] {
        let body = json!({"current": current, "password": OTHER});
        assert_eq!(refused(set(&site, &siiri, body).await).await.1, "bad_credentials");
    }
    let phone = stage.device(&siiri).await;
    let body = json!({"current": PASSWORD, "password": OTHER});
    assert_eq!(set(&site, &siiri, body).await.status(), 204);
    assert!(!is_in(&stage, &phone).await);
    assert_eq!(by_password(&site, &email(&siiri), OTHER).await, 200);
}

#[tokio::test]
async fn a_new_password_takes_back_every_link() {
    let (stage, _post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    let link = accounts::sign_in_link(&stage.nodes[0].app, siiri.id).await.unwrap();
    assert_eq!(set(&site, &siiri, json!({"password": PASSWORD})).await.status(), 204);
    let come = json!({"token": link.text()});
    let come = site.post("/api/v1/sign-in/link").json(&come).send().await.unwrap();
    assert_eq!(refused(come).await.1, "bad_credentials");
}

#[tokio::test]
async fn all_other_devices_are_ended_on_every_node() {
    let (stage, _post) = Post::stage(2).await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    let others = [stage.device(&siiri).await, stage.device(&siiri).await];
    let mut sockets = Vec::new();
    for (node, device) in stage.nodes.iter().zip(&others) {
        sockets.push(node.connect(device).await);
    }
    let sessions = site.read(&siiri, "/api/v1/sessions").await;
    let own = sessions.as_array().unwrap().iter().find(|one| one["own"] == true).unwrap();
    let aino = stage.member("Aino").await;
    let act = json!({"t": "end_other_sessions", "keep": own["id"]});
    assert_eq!(command(&site, &aino.token, act.clone()).await.0, 404);
    assert_eq!(command(&site, &siiri.token, act).await.0, 200);
    for mut socket in sockets {
        assert_eq!(socket.closed().await, Some(4100));
    }
    assert!(is_in(&stage, &siiri).await);
    assert_eq!(site.read(&siiri, "/api/v1/sessions").await.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn new_terms_are_agreed_to_once() {
    let (stage, _post) = Post::stage(1).await;
    let site = Site::of(&stage);
    let ilona = administrator(&stage, "Ilona").await;
    let siiri = stage.member("Siiri").await;
    let due = async |person: &Person| site.read(person, "/api/v1/start").await["terms_due"].clone();
    let terms: Value =
        site.get_as_nobody("/api/v1/terms").send().await.unwrap().json().await.unwrap();
    assert_eq!((&terms["version"], &terms["network"]), (&json!(1), &json!("Koe")));
    for language in ["fi", "sv", "en"] {
        assert!(terms["terms"][language].as_str().unwrap().contains("112"), "{terms}");
        assert!(terms["privacy"][language].as_str().unwrap().len() > 500, "{terms}");
    }
    // Who was made by an operator has agreed to nothing yet.
    stage.force(format!("update members set terms_version = null where id = '{}'", siiri.id)).await;
    assert_eq!(due(&siiri).await, 1);
    let accept = |version: u32| json!({"t": "accept_terms", "version": version});
    assert_eq!(command(&site, &siiri.token, accept(2)).await.0, 409);
    assert_eq!(command(&site, &siiri.token, accept(1)).await.0, 200);
    assert!(due(&siiri).await.is_null());
    let words = json!({"fi": "# Uudet ehdot"});
    let publish = |after: u32| json!({"t": "publish_terms", "after": after, "terms": words, "privacy": words});
    assert_eq!(command(&site, &siiri.token, publish(1)).await.0, 403);
    let mut socket = stage.connect(&siiri).await;
    socket.subscribe(stage.nodes[0].app.network.stream).await;
    let (one, other) = tokio::join!(
        command(&site, &ilona.token, publish(1)),
        command(&site, &ilona.token, publish(1))
    );
    let mut statuses = [one.0, other.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    let told = socket.event(stage.nodes[0].app.network.stream).await;
    assert_eq!(told.verb.as_str(), "terms_changed");
    assert_eq!(due(&siiri).await, 2);
    assert_eq!(command(&site, &siiri.token, accept(2)).await.0, 200);
    assert!(due(&siiri).await.is_null());
    let kept = format!("select count(*) from consents where member = '{}'", siiri.id);
    assert_eq!(stage.number(kept).await, 2);
}
