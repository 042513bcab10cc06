//! The end of a run: nothing fails any more, and soon everything is answered and heard by everybody.

use std::sync::Arc;
use std::time::{Duration, Instant};

use talkoo_protocol::{Seq, StreamId};
use tokio::time::{sleep, timeout};

use super::company::{Company, lock};
use super::device::Device;
use super::truth;

const LOOK_EVERY: Duration = Duration::from_millis(200);
const QUIET_WITHIN: Duration = Duration::from_secs(20);

/// Waits until every command is answered and every device has heard all that it may hear. What is
/// missing when the time is over is noted as wrong.
pub(super) async fn wait(company: &Company, devices: &[Arc<Device>], patience: u32) {
    company.finish();
    let end = Instant::now() + QUIET_WITHIN * patience;
    loop {
        let missing = match timeout(Duration::from_secs(5), missing(company, devices)).await {
            Ok(Ok(missing)) => missing,
            Ok(Err(error)) => Some(format!("{error:#}")),
            Err(_) => Some("a node does not answer".to_owned()),
        };
        let Some(missing) = missing else { return };
        if Instant::now() > end {
            return company.history.wrong(format!("no quiet: {missing}"));
        }
        sleep(LOOK_EVERY).await;
    }
}

/// The first thing that is not there yet.
async fn missing(company: &Company, devices: &[Arc<Device>]) -> anyhow::Result<Option<String>> {
    for device in devices {
        let state = lock(&device.state);
        if let Some(pending) = state.pending.first() {
            return Ok(Some(format!(
                "#{} of member {} has no answer",
                pending.said, device.member
            )));
        }
        if !state.again.is_empty() {
            return Ok(Some("a device is about to ask".to_owned()));
        }
    }
    let node = company.nodes[0];
    for place in &company.places {
        let stream = place.channel.into();
        let head = truth::head(node, &company.people[0].token, stream).await?;
        if let Some(missing) = behind(devices, stream, head) {
            return Ok(Some(missing));
        }
    }
    for device in devices {
        let person = &company.people[device.member];
        let stream = StreamId(person.id.0);
        let head = truth::head(node, &person.token, stream).await?;
        let own = std::slice::from_ref(device);
        if let Some(missing) = behind(own, stream, head) {
            return Ok(Some(missing));
        }
    }
    Ok(None)
}

fn behind(devices: &[Arc<Device>], stream: StreamId, head: Seq) -> Option<String> {
    devices.iter().find_map(|device| {
        let state = lock(&device.state);
        let held = state.streams.get(&stream)?;
        let is_there = held.is_live && held.cursor == Some(head);
        let (number, member, cursor) = (device.number, device.member, held.cursor);
        (!held.is_lost && !is_there).then(|| {
            format!(
                "device {number} of member {member} has {stream} up to {cursor:?} of {head}{}",
                if held.is_live { "" } else { ", not live" }
            )
        })
    })
}
