//! A stranger at the door learns nothing by the clock.

use reqwest::{Response, StatusCode};
use serde_json::json;
use sqlx::{Connection as _, Executor as _};

use crate::{http::Site, stage::Stage};

async fn tried(site: &Site<'_>, email: &str) -> Response {
    let body = json!({"email": email, "password": "ei ole tämä salasana"});
    site.post("/api/v1/sign-in").json(&body).send().await.expect("an answer")
}

#[tokio::test]
async fn a_wrong_password_is_answered_before_its_line_is_written() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let site = Site::of(&stage);
    let lines = "select count(*) from audit.lines where action = 'sign_in_refused'";
    let address = format!("{}@esimerkki.example", aino.id);
    // While nobody can write to the log, the answer is the one for an address that is not known.
    let mut superuser = stage.superuser().await;
    let mut shut = superuser.begin().await.unwrap();
    shut.execute("lock table audit.lines in exclusive mode").await.unwrap();
    for email in [address.as_str(), "ei@esimerkki.example"] {
        assert_eq!(tried(&site, email).await.status(), StatusCode::UNAUTHORIZED, "{email}");
    }
    shut.rollback().await.unwrap();
    tried(&site, &address).await;
    while stage.number(lines.to_owned()).await == 0 {
        tokio::task::yield_now().await;
    }
}
