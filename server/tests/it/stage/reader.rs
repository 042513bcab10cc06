//! What one person reads and says over HTTP.

use std::net::SocketAddr;

use serde::de::DeserializeOwned;
use serde_json::Value;
use talkoo_protocol::{
    Ack, ChannelId, Event, Refusal, Seq, StreamId,
    http::{EventsPage, StartBody, UnreadBody},
};
use uuid::Uuid;

#[derive(Clone)]
pub(crate) struct Reader {
    base: String,
    token: String,
    client: reqwest::Client,
}

/// An answer as it came, with everything that could tell two answers apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reader {
    pub(crate) fn new(address: SocketAddr, token: &str) -> Self {
        let base = format!("http://{address}/api/v1/");
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { base, token: token.to_owned(), client }
    }

    /// One body, which must be there.
    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        let answer = self.ask(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        serde_json::from_str(&answer.body).unwrap_or_else(|error| {
            panic!("{path}: {error} in {}", answer.body);
        })
    }

    pub(crate) async fn ask(&self, path: &str) -> Answer {
        let request = self.client.get(format!("{}{path}", self.base)).bearer_auth(&self.token);
        answer(request).await
    }

    /// A command; its client id is made when it has none.
    pub(crate) async fn say(&self, mut command: Value) -> Result<Ack, Refusal> {
        if command["client_id"].is_null() {
            command["client_id"] = Uuid::new_v4().to_string().into();
        }
        let answer = self.post("commands", &command).await;
        if answer.status == 200 {
            Ok(serde_json::from_str(&answer.body).expect("an ack"))
        } else {
            Err(serde_json::from_str(&answer.body).expect("a refusal"))
        }
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        let url = format!("{}{path}", self.base);
        answer(self.client.post(url).bearer_auth(&self.token).json(body)).await
    }

    pub(crate) async fn start(&self) -> StartBody {
        self.get("start").await
    }

    pub(crate) async fn unread(&self) -> UnreadBody {
        self.get("unread").await
    }

    /// A whole stream, read forwards in pages of this size.
    pub(crate) async fn history(&self, stream: impl Into<StreamId>, page: u32) -> Vec<Event> {
        let stream = stream.into();
        let mut events: Vec<Event> = Vec::new();
        loop {
            let after = events.last().map_or(0, |event| event.seq);
            let path = format!("streams/{stream}/events?after={after}&limit={page}");
            let read: EventsPage = self.get(&path).await;
            if read.events.is_empty() {
                assert_eq!(after, read.head, "all of {stream} was read");
                return events;
            }
            events.extend(read.events);
        }
    }

    /// The same, read backwards from the end.
    pub(crate) async fn history_backwards(
        &self,
        stream: impl Into<StreamId>,
        page: u32,
    ) -> Vec<Event> {
        let stream = stream.into();
        let mut events: Vec<Event> = Vec::new();
        loop {
            let before = events.first().map_or(Seq::from(u32::MAX), |event| event.seq);
            let path = format!("streams/{stream}/events?before={before}&limit={page}");
            let mut read: EventsPage = self.get(&path).await;
            if read.events.is_empty() {
                return events;
            }
            read.events.append(&mut events);
            events = read.events;
        }
    }

    pub(crate) async fn head(&self, channel: ChannelId) -> Seq {
        let page: EventsPage = self.get(&format!("streams/{channel}/events?limit=1")).await;
        page.head
    }
}

async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let mut headers: Vec<(String, String)> = response
        .headers()
        .iter()
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap_or_default().to_owned()))
        .collect();
    headers.sort();
    Answer { status, headers, body: response.text().await.expect("a body") }
}
