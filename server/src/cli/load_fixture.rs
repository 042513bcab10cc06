//! `talkoo admin load-fixture`: people, channels and sessions for load tests, thousands in seconds.
//! Channel c holds the members c × K + 0, 1, 2 …, counted round and round.

use serde_json::json;
use talkoo_protocol::{ChannelId, ItemId, MemberId};
use uuid::Uuid;

use crate::actions::sign_in::Token;
use crate::app::App;
use crate::store::fixture::{self, Crowd};

use super::say::say;

#[derive(Debug, clap::Args)]
pub(super) struct Words {
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    members: u32,
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    channels: u32,
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    members_per_channel: u32,
    /// The only form there is; named so that other forms can come.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(words: &Words, app: &App) -> anyhow::Result<()> {
    let tokens: Vec<Token> = (0..words.members).map(|_| Token::new(app.clock)).collect();
    let crowd = crowd(words, app, &tokens);
    let mut write = app.store.write().await?;
    fixture::load(&mut write, &crowd).await?;
    write.commit().await?;
    let channels = crowd.channels.iter().zip(&crowd.main_items).map(|(channel, main_item)| {
        let (id, main_item) = (ChannelId(*channel), ItemId(*main_item));
        json!({ "id": id, "main_item": main_item, "head": 0 })
    });
    let sessions = crowd
        .members
        .iter()
        .zip(&tokens)
        .map(|(member, token)| json!({ "member": MemberId(*member), "token": token.text() }));
    let told = json!({
        "workspace": crowd.workspace,
        "channels": channels.collect::<Vec<_>>(),
        "sessions": sessions.collect::<Vec<_>>(),
    });
    say(&told.to_string());
    Ok(())
}

fn crowd(words: &Words, app: &App, tokens: &[Token]) -> Crowd {
    let new = |count: u32| -> Vec<Uuid> { (0..count).map(|_| app.clock.new_id()).collect() };
    let members = new(words.members);
    let channels = new(words.channels);
    let each = words.members_per_channel.min(words.members) as usize;
    let mut seats = (Vec::new(), Vec::new());
    for (number, channel) in channels.iter().enumerate() {
        let first = number * words.members_per_channel as usize;
        for place in 0..each {
            seats.0.push(*channel);
            seats.1.push(members[(first + place) % members.len()]);
        }
    }
    Crowd {
        workspace: app.clock.new_id(),
        sessions: new(words.members),
        token_hashes: tokens.iter().map(Token::hash).collect(),
        main_items: new(words.channels),
        members,
        channels,
        seats,
        lasts: app.settings.sessions.ttl,
    }
}
