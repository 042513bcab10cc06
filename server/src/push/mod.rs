//! The way to push services: which are spoken to, how a notice is sealed for one device, how it is
//! posted. What is told to whom is decided elsewhere; nothing here reads the database.

mod endpoint;
mod seal;
mod post;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use endpoint::Hosts;
use post::Post;
use seal::Signatures;

pub use seal::{Address, Urgency, is_subscription, new_key};

use crate::{
    config,
    domain::push::{Answer, answer},
    error::Fault,
};

/// A notice on its way to one device.
#[derive(Clone, Debug)]
pub struct Parcel {
    pub address: Address,
    pub body: Vec<u8>,
    /// What has the same topic and is still undelivered is replaced: at most 32 signs of base64url.
    pub topic: String,
    pub urgency: Urgency,
    /// How long the service keeps it for a device that is off.
    pub ttl_secs: u32,
}

/// What came of a parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    Answered(Answer),
    /// No answer: no address, no connection, or not in time.
    Unreachable,
    /// Its endpoint is none that we speak to, or its keys are none.
    Unusable,
}

/// One a node.
pub struct Pusher {
    hosts: Hosts,
    signatures: Arc<Signatures>,
    post: Post,
}

impl Pusher {
    /// # Errors
    /// A fault that names the setting that cannot be used.
    pub fn open(settings: &config::Push) -> Result<Self, Fault> {
        let hosts = Hosts::new(settings);
        Ok(Self {
            post: Post::open(settings, &hosts)?,
            signatures: Arc::new(Signatures::new(&settings.contact)),
            hosts,
        })
    }

    /// Seals a parcel away from the runtime's threads, and posts it.
    pub async fn send(&self, parcel: Parcel) -> Sent {
        let Some(endpoint) = self.hosts.allowed(&parcel.address.endpoint) else {
            return Sent::Unusable;
        };
        let signatures = self.signatures.clone();
        let (topic, urgency, ttl) = (parcel.topic.clone(), parcel.urgency, parcel.ttl_secs);
        let origin = endpoint.origin().ascii_serialization();
        let sealed = tokio::task::spawn_blocking(move || {
            seal::seal(&signatures, &origin, &parcel.address, &parcel.body)
        });
        let Ok(Some(sealed)) = sealed.await else { return Sent::Unusable };
        match self.post.send(endpoint, sealed, &topic, urgency, ttl).await {
            Some((status, retry_after)) => Sent::Answered(answer(status, retry_after)),
            None => Sent::Unreachable,
        }
    }
}

/// Whether a subscription may be stored at all.
pub fn is_allowed(settings: &config::Push, endpoint: &str) -> bool {
    Hosts::new(settings).allowed(endpoint).is_some()
}
