//! Devices that take notices, as commands change them.

use talkoo_protocol::{MemberId, PushDeviceId, SessionId};
use uuid::Uuid;

use crate::domain::push::Shows;

#[derive(Clone, Debug)]
pub enum PushWrite {
    Register(Box<NewDevice>),
    Forget { member: MemberId, device: PushDeviceId },
    Test { device: PushDeviceId },
}

/// A browser that has subscribed.
#[derive(Clone, Debug)]
pub struct NewDevice {
    pub id: PushDeviceId,
    pub member: MemberId,
    pub session: SessionId,
    /// Under which key of the network it subscribed.
    pub key: Uuid,
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    pub label: String,
    pub language: String,
    pub shows: Shows,
}
