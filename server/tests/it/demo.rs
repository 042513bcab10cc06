//! The demonstration network: it keeps our own rules, tells nothing that is not there, and lets
//! whoever looks at it become one of its people.

use serde_json::{Value, json};
use talkoo::{bus, demo};

use crate::{
    bed::Bed,
    http::Site,
    stage::{Node, Stage},
};

async fn shown() -> Stage {
    let bed = Bed::new().await;
    let settings = bed.settings([("TALKOO_DEMO", "true")]);
    let pool = bed.pool().await;
    assert!(
        demo::fill(&settings, &pool, None).await.expect("a demonstration that keeps the rules")
    );
    assert!(!demo::fill(&settings, &pool, None).await.expect("a second time"), "filled twice");
    let (bus, heard) = bus::local::alone();
    let node = Node::start(settings, &bed, bus, heard).await;
    Stage { bed, exchange: bus::local::Exchange::new(), nodes: vec![node] }
}

#[tokio::test]
async fn everybody_can_be_somebody_and_finds_something_waiting() {
    let stage = shown().await;
    let site = Site::of(&stage);
    let first: Value =
        site.get_as_nobody("/api/v1/demo").send().await.unwrap().json().await.unwrap();
    let people = first["people"].as_array().unwrap();
    assert_eq!(people.len(), 4);
    for person in people {
        assert!(person["unread"].as_u64().unwrap() > 0, "{person}");
        assert!(person["mentions"].as_u64().unwrap() > 0, "{person}");
        // The link works again and again.
        for _ in 0..4 {
            let body = json!({"token": person["token"]});
            let answer = site.post("/api/v1/sign-in/link").json(&body).send().await.unwrap();
            assert_eq!(answer.status().as_u16(), 200, "{person}");
        }
    }
    assert_eq!(people[3]["language"], "sv");
    assert_eq!((&first["members"], &first["workspaces"]), (&json!(11), &json!(7)));
    let not_agreed = "select count(*) from members m where status = 'active'
      and (terms_version is distinct from '1'
        or not exists (select from consents c where c.member = m.id and c.version = 1))";
    assert_eq!(stage.number(not_agreed.to_owned()).await, 0);
    let links = demo::links(&stage.nodes[0].app).await.unwrap();
    assert_eq!(links.len(), 3);
    assert!(links.iter().all(|(_, urls)| urls.len() == 2));
}

#[tokio::test]
async fn its_past_is_in_order_and_before_today() {
    let stage = shown().await;
    let mut conn = stage.superuser().await;
    let wrong: i64 = sqlx::query_scalar(
        "select count(*)
         from messages m
         join messages later on later.stream = m.stream and later.seq > m.seq
         where later.at < m.at or m.at > now() or m.at < now() - interval '20 days'",
    )
    .fetch_one(&mut conn)
    .await
    .unwrap();
    assert_eq!(wrong, 0);
    let unresolved: i64 =
        sqlx::query_scalar("select count(*) from messages where text like '%@{%'")
            .fetch_one(&mut conn)
            .await
            .unwrap();
    assert_eq!(unresolved, 0);
    let quiet: Vec<String> = sqlx::query_scalar(
        "select m.given
         from members m
         where m.status = 'active' and not exists (
           select from channel_members cm
           join events e on e.stream = cm.channel and e.counts and e.actor <> m.id
           join read_marks r on r.member = m.id and r.channel = cm.channel
           where cm.member = m.id and e.seq > r.seq
         )",
    )
    .fetch_all(&mut conn)
    .await
    .unwrap();
    assert!(quiet.is_empty(), "nothing waits for {quiet:?}");
}

#[tokio::test]
async fn its_links_are_worth_nothing_where_no_demonstration_is_shown() {
    let shown = shown().await;
    let site = Site::of(&shown);
    let first: Value =
        site.get_as_nobody("/api/v1/demo").send().await.unwrap().json().await.unwrap();
    let settings = shown.bed.settings([]);
    let (bus, heard) = bus::local::alone();
    let plain = Node::start(settings, &shown.bed, bus, heard).await;
    let body = json!({"token": first["people"][0]["token"]});
    let there = format!("http://{}/api/v1", plain.address);
    let client = reqwest::Client::new();
    let answer = client.post(format!("{there}/sign-in/link")).json(&body).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 401);
    let answer = client.get(format!("{there}/demo")).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 404);
}

#[tokio::test]
async fn a_large_one_is_made_in_one_go_and_can_be_used() {
    let bed = Bed::new().await;
    let settings = bed.settings([("TALKOO_DEMO", "true")]);
    let pool = bed.pool().await;
    let size = "members=60,workspaces=8,channels=40".parse().expect("a size");
    assert!(demo::fill(&settings, &pool, Some(size)).await.expect("a large demonstration"));
    let (bus, heard) = bus::local::alone();
    let node = Node::start(settings, &bed, bus, heard).await;
    let stage = Stage { bed, exchange: bus::local::Exchange::new(), nodes: vec![node] };
    let count = async |table: &str| stage.number(format!("select count(*) from {table}")).await;
    assert_eq!(count("members where status = 'active'").await, 71);
    assert_eq!(count("workspaces").await, 15);
    let whole = "streams s join channels c on c.id = s.id
                 where s.head <> (select count(*) from events e where e.stream = s.id)";
    assert_eq!(count(whole).await, 0);
    assert_eq!(
        count(
            "workspaces w where not exists (select from workspace_members m
                      where m.workspace = w.id and m.role = 'owner')"
        )
        .await,
        0
    );
    let id = "select id from members where email = 'jasen1@suuri-esittely.example'";
    let member: uuid::Uuid =
        sqlx::query_scalar(id).fetch_one(&mut stage.superuser().await).await.unwrap();
    let start = talkoo::actions::read::start(&stage.nodes[0].app, member.into()).await;
    assert!(start.expect("a start").channels.len() >= 5);
}
