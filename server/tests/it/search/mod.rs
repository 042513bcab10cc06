//! Search: what one finds, what one may not find, and how good it is.

mod found;
mod canary;
mod judged;

use serde_json::{Value, json};
use talkoo::jobs::index;

use crate::{
    http::Site,
    stage::{Person, Stage},
};

/// Brings the index as far as the log goes; on a stage no clock does.
pub(crate) async fn indexed(stage: &Stage) {
    let app = &stage.nodes[0].app;
    index::catch_up(&app.store, &app.analyser).await.expect("an index");
}

/// What a person is answered.
pub(crate) async fn asked(stage: &Stage, person: &Person, query: &str) -> Value {
    let site = Site::of(stage);
    let mut url = reqwest::Url::parse("http://x/").expect("an address");
    url.query_pairs_mut().append_pair("query", query);
    site.read(person, &format!("/api/v1/search?{}", url.query().expect("a query"))).await
}

/// The sentences found, without their marks.
pub(crate) fn sentences(answer: &Value) -> Vec<String> {
    let hits = answer["hits"].as_array().expect("hits");
    hits.iter()
        .map(|hit| {
            let pieces = hit["excerpt"].as_array().expect("pieces");
            pieces.iter().map(|piece| piece["text"].as_str().expect("text")).collect()
        })
        .collect()
}

/// The words that are marked in the first hit.
pub(crate) fn marked(answer: &Value) -> Vec<String> {
    let pieces = answer["hits"][0]["excerpt"].as_array().cloned().unwrap_or_default();
    let hits = pieces.iter().filter(|piece| piece["is_hit"] == json!(true));
    hits.map(|piece| piece["text"].as_str().expect("text").to_owned()).collect()
}
