//! Search: what one finds, what one may not find, and how good it is.

mod found;
mod canary;
mod judged;
mod goals;
mod saved;
mod documents;

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
    told(stage, person, "search", &[("query", query)]).await
}

/// What a path answers to these words.
pub(crate) async fn told(
    stage: &Stage,
    person: &Person,
    path: &str,
    words: &[(&str, &str)],
) -> Value {
    let mut url = reqwest::Url::parse("http://x/").expect("an address");
    url.query_pairs_mut().extend_pairs(words);
    let query = url.query().unwrap_or_default();
    Site::of(stage).read(person, &format!("/api/v1/{path}?{query}")).await
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
