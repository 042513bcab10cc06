//! A code that moves a session to the phone: for two minutes, once, heard by all of one's devices.

use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};
use talkoo_protocol::Verb;

use crate::{
    http::{Site, refused},
    invitations::{lines, secret},
    stage::{Person, Plan, Stage},
};

fn with(token: &str) -> Value {
    json!({"token": token, "device": "Puhelin", "bearer": true})
}

#[tokio::test]
async fn a_code_signs_the_phone_in_once_and_the_old_device_hears_of_it() {
    let stage = Stage::with_nodes(2).await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    let mut of_siiri = stage.nodes[1].connect(&siiri).await;
    of_siiri.subscribe(siiri.id).await;
    let token = secret();
    let begun = of_siiri.ask(json!({"t": "begin_move", "token": token})).await.unwrap();
    let looked =
        site.post("/api/v1/moves/look").json(&json!({"token": token})).send().await.unwrap();
    assert_eq!(looked.json::<Value>().await.unwrap(), json!({"name": "Siiri Koe"}));

    let tries = (0..20).map(|_| site.post("/api/v1/moves/use").json(&with(&token)).send());
    let mut phones = Vec::new();
    for answer in join_all(tries).await {
        let answer = answer.unwrap();
        if answer.status() == StatusCode::OK {
            phones.push(answer.json::<Value>().await.unwrap());
        } else {
            let code = refused(answer).await.1;
            assert!(["not_found", "too_many"].contains(&code.as_str()), "{code}");
        }
    }
    assert_eq!(phones.len(), 1);
    let told = of_siiri.event(siiri.id).await;
    assert_eq!((&told.verb, &told.facts["move"]), (&Verb::SESSION_STARTED, &json!(begun.id)));
    assert_eq!(told.facts["session"], phones[0]["session"]);
    let phone = Person { id: siiri.id, token: phones[0]["token"].as_str().unwrap().to_owned() };
    let sessions = site.read(&phone, "/api/v1/sessions").await;
    let device = sessions.as_array().unwrap().iter().find(|one| one["own"] == json!(true));
    assert_eq!(device.unwrap()["device"], "Puhelin");
    assert_eq!((lines(&stage, "move_begun").await, lines(&stage, "signed_in").await), (1, 1));
}

#[tokio::test]
async fn a_code_is_worth_nothing_after_two_minutes_or_when_a_session_was_ended() {
    let plan = Plan::new(2).session(0, "talkoo.clock_offset", "0 s");
    let stage = plan.session(1, "talkoo.clock_offset", "121 seconds").open().await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    let mut of_siiri = stage.connect(&siiri).await;
    let (token, other) = (secret(), secret());
    of_siiri.ask(json!({"t": "begin_move", "token": token})).await.unwrap();
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    for way in ["look", "use"] {
        let url = format!("http://{}/api/v1/moves/{way}", stage.nodes[1].address);
        let answer = client.post(url).json(&with(&token)).send().await.unwrap();
        assert_eq!(refused(answer).await, (404, "not_found".to_owned()), "{way}");
    }
    of_siiri.ask(json!({"t": "begin_move", "token": other})).await.unwrap();
    let phone = stage.device(&siiri).await;
    let sessions = site.read(&phone, "/api/v1/sessions").await;
    let old = sessions.as_array().unwrap().iter().find(|one| one["own"] == json!(false)).unwrap();
    let end = json!({"t": "end_session", "client_id": uuid::Uuid::new_v4(), "session": old["id"]});
    let ended = site.post("/api/v1/commands").bearer_auth(&phone.token).json(&end).send().await;
    assert_eq!(ended.unwrap().status(), StatusCode::OK);
    for token in [token, other] {
        let answer = site.post("/api/v1/moves/use").json(&with(&token)).send().await.unwrap();
        assert_eq!(refused(answer).await, (404, "not_found".to_owned()));
    }
}

#[tokio::test]
async fn guesses_at_codes_are_counted() {
    let stage = Plan::new(1).set("TALKOO_SIGN_IN_PER_MINUTE", "2").open().await;
    let site = Site::of(&stage);
    let mut codes = Vec::new();
    for path in ["/api/v1/moves/look", "/api/v1/moves/use", "/api/v1/invitations/look"] {
        let answer = site.post(path).json(&with(&secret())).send().await.unwrap();
        codes.push(refused(answer).await.0);
    }
    assert_eq!(codes, [404, 404, 429]);
}
