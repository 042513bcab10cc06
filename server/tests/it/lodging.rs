//! The bed keeps its word: databases are apart, Redis can be killed and comes back.

use crate::bed::{Bed, OwnRedis};

#[tokio::test]
async fn two_tests_share_nothing() {
    let (one, other) = tokio::join!(Bed::new(), Bed::new());
    let insert = "insert into network (id, name, epoch, receipt_key)
                  values (gen_random_uuid(), 'one', gen_random_uuid(), '')";
    sqlx::query(insert).execute(&one.pool().await).await.expect("a row");
    let count: i64 = sqlx::query_scalar("select count(*) from network")
        .fetch_one(&other.pool().await)
        .await
        .expect("a count");
    assert_eq!(count, 0);
}

#[tokio::test]
async fn settings_of_a_bed_name_its_database() {
    let bed = Bed::new().await;
    let redis_url = bed.redis_url();
    let settings = bed.settings([("REDIS_URL", redis_url.as_str())]);
    assert_eq!(settings.database.url.expect("a database").expose(), bed.url());
    assert_eq!(settings.redis.url.expect("a Redis").expose(), redis_url);
}

#[tokio::test]
async fn a_redis_of_ones_own_can_be_killed_and_comes_back_empty() {
    let mut own = OwnRedis::start().await;
    let client = redis::Client::open(own.url()).expect("a URL of Redis");
    let mut connection = client.get_multiplexed_async_connection().await.expect("a connection");
    let _: () = redis::cmd("SET").arg("a").arg("1").query_async(&mut connection).await.expect("ok");
    own.kill();
    assert!(client.get_multiplexed_async_connection().await.is_err());
    own.start_again().await;
    let mut connection = client.get_multiplexed_async_connection().await.expect("a connection");
    let a: Option<String> =
        redis::cmd("GET").arg("a").query_async(&mut connection).await.expect("an answer");
    assert_eq!(a, None);
}
