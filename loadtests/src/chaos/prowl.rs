//! Reads over HTTP while everything fails: what was acked is there on every node at once, and who
//! was taken out of a channel is shown nothing of it.

use std::sync::Arc;
use std::time::Duration;

use rand::Rng as _;
use tokio::time::{sleep, timeout};

use super::company::{Company, Sort, lock};
use super::history::Look;
use super::setting;
use crate::client::http;
use talkoo_protocol::http::EventsPage;

const EVERY: Duration = Duration::from_millis(120);
const ANSWERS_WITHIN: Duration = Duration::from_secs(5);

pub(super) async fn prowl(company: Arc<Company>, seed: u64) {
    let mut random = setting::chance(seed, 7);
    while !company.is_over() {
        sleep(EVERY).await;
        let place = &company.places[random.random_range(0..company.places.len())];
        let member = random.random_range(0..company.people.len());
        let node = random.random_range(0..company.nodes.len());
        let stream = place.channel;
        let acked = lock(&company.acked).get(&stream).copied().unwrap_or(0);
        let begun = company.history.now();
        let path = if random.random_bool(0.5) || place.sort != Sort::Fenced {
            format!("/api/v1/streams/{stream}/events?limit=3")
        } else {
            format!("/api/v1/channels/{stream}/messages?limit=3")
        };
        let token = &company.people[member].token;
        let asking = http::get(company.nodes[node], &path, token);
        let Ok(Ok(answer)) = timeout(ANSWERS_WITHIN, asking).await else { continue };
        if answer.status != 200 && answer.status != 404 {
            continue;
        }
        let is_shown = answer.status == 200;
        let ended = company.history.now();
        let look = Look { member, channel: stream, node, begun, ended, is_shown };
        company.history.record().looks.push(look);
        if let Ok(page) = answer.json::<EventsPage>()
            && page.head < acked
        {
            let head = page.head;
            let words = format!("node {node} shows {stream} up to {head}, and {acked} was acked");
            company.history.wrong(words);
        }
    }
}
