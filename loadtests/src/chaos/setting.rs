//! Prepares a run: channels of every sort with topics in them, made through the protocol, and the
//! devices of everybody.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use rand::SeedableRng as _;
use serde_json::{Value, json};
use talkoo_protocol::{Ack, ChannelId, ItemId, MemberId, Refusal, StreamId};
use tokio::task::JoinSet;

use super::company::{Company, Person, Place, Sort};
use super::device::Device;
use super::ground::Ground;
use super::history::{self, History};
use super::member;
use crate::client::http;

/// Private channels: the last of them is the fenced one.
pub(super) const PRIVATE: usize = 3;

/// Looks for what has just been made.
const TRIES: usize = 100;

/// Whoever makes the setting, and where.
struct Maker<'a> {
    node: SocketAddr,
    token: &'a str,
}

pub(super) async fn company(ground: &Ground) -> anyhow::Result<Company> {
    let node = ground.nodes.first().context("no node")?.address;
    let tokens = &ground.fixture.tokens;
    let maker = Maker { node, token: tokens.first().context("no member")? };
    let start: Value = http::get(node, "/api/v1/start", maker.token).await?.json()?;
    let workspace = start["workspaces"][0]["id"].clone();
    let mut places = Vec::new();
    for channel in &ground.fixture.channels {
        let text = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        let sort = if places.len() + 1 == PRIVATE { Sort::Fenced } else { Sort::Steady };
        places.push(Place {
            channel: text(&channel.name).parse()?,
            sort,
            items: vec![text(&channel.main_item).parse()?],
        });
    }
    places.push(maker.open_channel(&workspace).await?);
    for place in &mut places {
        let channel = place.channel;
        let topic = json!({"t": "create_item", "channel": channel, "title": "Sivujuonne"});
        place.items.push(ItemId(maker.command(topic).await?.id));
    }
    let mut people = Vec::new();
    for token in tokens {
        let start: Value = http::get(node, "/api/v1/start", token).await?.json()?;
        let id: MemberId = serde_json::from_value(start["me"]["id"].clone())?;
        people.push(Person { id, token: token.clone() });
    }
    let history: Arc<History> = ground.history.clone();
    history.record().members = people.iter().map(|person| person.id.0).collect();
    let mut company = Company::new(history, people, places);
    company.doors = ground.nodes.iter().map(|node| node.clients.address).collect();
    company.nodes = ground.nodes.iter().map(|node| node.address).collect();
    Ok(company)
}

impl Maker<'_> {
    async fn open_channel(&self, workspace: &Value) -> anyhow::Result<Place> {
        let made = self
            .command(json!({
                "t": "create_channel", "workspace": workspace, "kind": "chat",
                "name": "avoin", "visibility": "public"
            }))
            .await?;
        // A planted bug may let the ack out first.
        for _ in 0..TRIES {
            let start: Value = http::get(self.node, "/api/v1/start", self.token).await?.json()?;
            let all = start["channels"].as_array().context("no channels")?;
            let view = all.iter().find(|channel| channel["id"] == made.id.to_string().as_str());
            if let Some(view) = view {
                let main = serde_json::from_value(view["main_item"].clone())?;
                let channel = ChannelId(made.id);
                return Ok(Place { channel, sort: Sort::Open, items: vec![main] });
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        bail!("the open channel was acked and is not there")
    }

    async fn command(&self, mut command: Value) -> anyhow::Result<Ack> {
        command["client_id"] = json!(uuid::Uuid::new_v4());
        let path = "/api/v1/commands";
        let answer = http::post(self.node, path, self.token, &command.to_string()).await?;
        if answer.status != 200 {
            let refusal: Refusal = answer.json()?;
            bail!("{command} was refused: {refusal:?}");
        }
        answer.json()
    }
}

/// Everybody comes in, each with a device that acts and some with one more that only listens, light.
pub(super) fn people_come(company: &Arc<Company>, seed: u64) -> (Vec<Arc<Device>>, JoinSet<()>) {
    let streams: Vec<StreamId> = company.places.iter().map(|place| place.channel.into()).collect();
    let mut devices = Vec::new();
    let mut living = JoinSet::new();
    let members = 0..company.people.len();
    let all = members.clone().map(|member| (member, true));
    let more = members.filter(|member| member.is_multiple_of(3)).map(|member| (member, false));
    for (member, acts) in all.chain(more) {
        let number = devices.len();
        company.history.record().devices.push(history::Device { member, heard: Vec::new() });
        let device = Arc::new(Device::new(company.clone(), number, member, acts, &streams));
        devices.push(device.clone());
        living.spawn(member::live(device, seed ^ (number as u64 + 1) << 32, acts));
    }
    (devices, living)
}

/// A generator for one more who uses chance.
pub(super) fn chance(seed: u64, salt: u64) -> rand::rngs::StdRng {
    rand::rngs::StdRng::seed_from_u64(seed ^ salt.rotate_left(40))
}
