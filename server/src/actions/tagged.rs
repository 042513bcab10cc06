//! Tells those who follow a tag that something new bears it. A hint beside the log: nobody waits for
//! it, and whoever misses it finds the same in the inbox. Rights are asked when it is told, not
//! before.

use std::{collections::BTreeMap, sync::Arc};

use talkoo_protocol::{Ack, Action, ChannelId, MemberId};

use crate::{
    app::App,
    domain::markup,
    error::Fault,
    store::{access, tags},
};

/// Followers of one message's tags who are told at once; others see it when they look.
const TOLD: i64 = 5_000;

/// After a message with tags, not before anybody has its answer.
pub(super) fn tell(app: &Arc<App>, by: MemberId, action: &Action, ack: &Ack) {
    let Action::Send { channel, text, .. } = action else { return };
    // What is said on a desk is its editors' alone.
    if !text.contains('#') || ack.stream != Some((*channel).into()) {
        return;
    }
    let tags = markup::read(text).tags;
    if tags.is_empty() {
        return;
    }
    let (app, channel) = (app.clone(), *channel);
    let tasks = app.tasks.clone();
    tasks.spawn(async move {
        if let Err(fault) = told(&app, by, channel, &tags).await {
            tracing::debug!(%fault, "followers of a tag were not told");
        }
    });
}

async fn told(app: &App, by: MemberId, channel: ChannelId, named: &[String]) -> Result<(), Fault> {
    let mut snapshot = app.store.snapshot().await?;
    let followers = tags::followers(&mut snapshot, named, by, TOLD).await?;
    let asked: Vec<_> = followers.iter().map(|(member, _)| (*member, channel)).collect();
    let standings = access::standings(&mut snapshot, &asked).await?;
    drop(snapshot);
    let mut by_tags: BTreeMap<Vec<String>, Vec<MemberId>> = BTreeMap::new();
    for ((member, tags), standing) in followers.into_iter().zip(standings) {
        if standing.is_some_and(|standing| standing.may_read()) {
            by_tags.entry(tags).or_default().push(member);
        }
    }
    for (tags, members) in by_tags {
        app.delivery.tell_tagged(&members, tags);
    }
    Ok(())
}
