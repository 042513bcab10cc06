//! What is read has a bound, and what strangers read is counted.

use reqwest::StatusCode;
use serde_json::json;

use crate::{
    http::Site,
    stage::{Plan, Stage},
};

#[tokio::test]
async fn a_list_holds_the_newest_hundred_links_with_what_each_is_worth_now() {
    let stage = Stage::new().await;
    let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&siiri, &eero]).await;
    let site = Site::of(&stage);
    for maker in [&siiri, &eero] {
        stage
            .force(format!(
                "insert into invitations
                   (id, token_hash, sort, place, role, maker, uses_most, made_at, expires_at)
                 select gen_random_uuid(), sha256(uuid_send(gen_random_uuid())), 'workspace',
                   '{}', 'member', '{}', 1, now() - n * interval '1 minute',
                   now() + interval '1 day'
                 from generate_series(1, 80) n",
                place.workspace, maker.id
            ))
            .await;
    }
    let path = format!("/api/v1/workspaces/{}/invitations", place.workspace);
    let list = site.read(&siiri, &path).await;
    let links = list["invitations"].as_array().expect("links");
    assert_eq!(links.len(), 100);
    for link in links {
        // Who only takes part there invites nobody, so such a link opens nothing.
        let is_good = link["maker"]["id"] == json!(siiri.id);
        assert_eq!(link["state"], if is_good { "good" } else { "void" }, "{link}");
    }
}

#[tokio::test]
async fn what_strangers_read_is_counted_and_costs_no_try_to_sign_in() {
    let stage = Plan::new(1).set("TALKOO_SIGN_IN_PER_MINUTE", "1").open().await;
    let site = Site::of(&stage);
    for path in ["/api/v1/terms", "/api/v1/entrance"] {
        let mut answers = Vec::new();
        for _ in 0..40 {
            let answer = site.get_as_nobody(path).send().await.expect("an answer");
            answers.push(answer.status());
        }
        assert!(answers.contains(&StatusCode::TOO_MANY_REQUESTS), "{path}: {answers:?}");
    }
    let body = json!({"email": "ei@esimerkki.example", "password": "ei ole tämä salasana"});
    let tried = site.post("/api/v1/sign-in").json(&body).send().await.expect("an answer");
    assert_eq!(tried.status(), StatusCode::UNAUTHORIZED);
}
