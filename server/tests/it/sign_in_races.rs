//! A password or a link that is used in the very moment in which it stops working, and one that is
//! used while the server cannot answer.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use talkoo::actions::accounts;

use crate::{
    http::{Site, refused},
    stage::{Person, Plan, Stage},
};

const OLD: &str = "seitsemän lumista veljestä";
const NEW: &str = "kahdeksan lumista veljestä";

/// Someone with a password, on the second node.
async fn with_password(stage: &Stage) -> Person {
    let siiri = stage.member("Siiri").await;
    change(stage, &siiri, json!({"password": OLD})).await;
    siiri
}

async fn change(stage: &Stage, by: &Person, body: Value) {
    let url = format!("http://{}/api/v1/password", stage.nodes[1].address);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let asked = client.post(url).bearer_auth(&by.token).json(&body);
    assert_eq!(asked.send().await.unwrap().status(), StatusCode::NO_CONTENT);
}

fn old_password(
    site: &Site<'_>,
    siiri: &Person,
) -> impl Future<Output = reqwest::Response> + use<> {
    let email = format!("{}@esimerkki.example", siiri.id);
    let body = json!({"email": email, "password": OLD, "bearer": true});
    let asked = site.post("/api/v1/sign-in").json(&body).send();
    async move { asked.await.unwrap() }
}

/// Once the question has been answered so.
async fn until(stage: &Stage, question: &str, count: i64) {
    let mut looks = tokio::time::interval(Duration::from_millis(20));
    while stage.number(question.to_owned()).await < count {
        looks.tick().await;
    }
}

const WAITING: &str = "select count(*) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'";

async fn locked(stage: &Stage, table: &str) -> PgConnection {
    let mut conn = stage.superuser().await;
    let lock = format!("begin; lock table {table} in exclusive mode");
    sqlx::raw_sql(sqlx::AssertSqlSafe(lock)).execute(&mut conn).await.unwrap();
    conn
}

/// The node of the old password is held up between knowing it to be right and starting a session.
#[tokio::test(flavor = "multi_thread")]
async fn an_old_password_opens_nothing_after_the_change() {
    let stage = Plan::new(2).open().await;
    let site = Site::of(&stage);
    let siiri = with_password(&stage).await;
    let held = locked(&stage, "feedback").await;
    let mut other = stage.connect(&stage.member("Eero").await).await;
    other.begin(json!({"t": "send_feedback", "kind": "idea", "words": "Hidas"})).await;
    until(&stage, WAITING, 1).await;

    let begun = "select (extract(epoch from clock_timestamp()) * 1e6)::bigint".to_owned();
    let begun = stage.number(begun).await;
    // The account has been read, and perhaps the hash once more.
    let known = format!(
        "select count(*) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid()
           and extract(epoch from query_start) * 1e6 > {begun}
           and (query like '%lower(email) = lower($1)%' or query like 'select password_hash%')"
    );
    let (answer, ()) = tokio::join!(old_password(&site, &siiri), async {
        until(&stage, &known, 1).await;
        change(&stage, &siiri, json!({"current": OLD, "password": NEW})).await;
        held.close().await.unwrap();
    });
    assert_eq!(refused(answer).await.1, "bad_credentials");
}

/// The session of the old password comes first, but after the change has read which ones there are.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_the_password_ends_the_session_that_began_beside_it() {
    let stage = Plan::new(2).open().await;
    let site = Site::of(&stage);
    let siiri = with_password(&stage).await;
    // So that the change has something to tell on the member's stream, too.
    stage.device(&siiri).await;
    let held = locked(&stage, "sessions").await;
    let (answer, (), ()) = tokio::join!(
        old_password(&site, &siiri),
        async {
            until(&stage, WAITING, 1).await;
            change(&stage, &siiri, json!({"current": OLD, "password": NEW})).await;
        },
        async {
            until(&stage, WAITING, 2).await;
            held.close().await.unwrap();
        }
    );
    let signed: Value = answer.json().await.unwrap();
    let thief = Person { id: siiri.id, token: signed["token"].as_str().unwrap_or("").to_owned() };
    let start = site.get(&thief, "/api/v1/start").send().await.unwrap();
    assert_eq!(start.status(), StatusCode::UNAUTHORIZED, "{signed}");
    assert!(site.get(&siiri, "/api/v1/start").send().await.unwrap().status().is_success());
}

#[tokio::test]
async fn a_link_is_not_used_up_by_an_answer_that_never_came() {
    let stage = Plan::new(1).with_real_deadlines().open().await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    let link = accounts::sign_in_link(&stage.nodes[0].app, siiri.id).await.unwrap();
    let body = json!({"token": link.text()});
    let come = || site.post("/api/v1/sign-in/link").json(&body).send();
    let held = locked(&stage, "sessions").await;
    assert_eq!(come().await.unwrap().status(), StatusCode::SERVICE_UNAVAILABLE);
    held.close().await.unwrap();
    let answer = loop {
        let answer = come().await.unwrap();
        if answer.status() != StatusCode::SERVICE_UNAVAILABLE {
            break answer;
        }
    };
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(refused(come().await.unwrap()).await.1, "bad_credentials");
}

/// However many come with one link at once, it opens one session.
#[tokio::test]
async fn twenty_come_with_one_link_and_one_is_let_in() {
    let stage = Plan::new(1).set("TALKOO_SIGN_IN_PER_MINUTE", "1000000").open().await;
    let site = Site::of(&stage);
    let siiri = stage.member("Siiri").await;
    let link = accounts::sign_in_link(&stage.nodes[0].app, siiri.id).await.unwrap();
    let body = json!({"token": link.text()});
    let all = (0..20).map(|_| site.post("/api/v1/sign-in/link").json(&body).send());
    let answers = futures_util::future::join_all(all).await;
    let let_in = answers.iter().filter(|one| one.as_ref().unwrap().status() == 200).count();
    assert_eq!(let_in, 1);
}
