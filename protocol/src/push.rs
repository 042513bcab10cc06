//! Notices on a device whose app is closed: which devices take them, and what one of them is told.

use crate::ids::{ChannelId, ItemId, MemberId, MessageId, PushDeviceId, Seq, SessionId};

shapes! {
    /// Tell this browser what concerns one while the app is closed. Repeated for the same endpoint it
    /// is the same device.
    pub struct RegisterPush {
        /// The session of this browser, from `hello`; when it ends the device is told nothing.
        pub session: SessionId,
        /// Where its push service takes what is for it. Only known services are spoken to.
        pub endpoint: String,
        /// The browser's public key, base64url.
        pub p256dh: String,
        /// Its shared secret, base64url.
        pub auth: String,
        /// The public key that it subscribed under, as `GET /push` gave it.
        pub key: String,
        /// How the device is called in the list.
        pub label: String,
        /// In which it shows what it is told: `fi`, `sv` or `en`.
        pub language: String,
        /// How much may stand on its screen at most: `full`, `sender` or `place`.
        pub shows: String,
    }

    /// Tell one of one's own devices nothing any more.
    #[derive(Copy, Eq)]
    pub struct ForgetPush {
        pub device: PushDeviceId,
    }

    /// Send one of one's own devices a trial.
    #[derive(Copy, Eq)]
    pub struct TestPush {
        pub device: PushDeviceId,
    }

    /// `GET /push`: what a browser needs to subscribe, and one's own devices.
    pub struct PushBody {
        /// Who asks.
        pub member: MemberId,
        /// The key of this network, base64url: `applicationServerKey`.
        pub key: String,
        pub devices: Vec<PushDeviceView>,
    }

    /// A device that takes notices.
    pub struct PushDeviceView {
        pub id: PushDeviceId,
        pub label: String,
        /// It belongs to the session that asks.
        pub own: bool,
        pub shows: String,
        /// It subscribed under a key that is not in use any more and should do so again.
        pub stale: bool,
        #[serde(with = "time::serde::rfc3339")]
        #[cfg_attr(test, ts(type = "string"))]
        pub made_at: time::OffsetDateTime,
        #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(test, ts(type = "string", optional))]
        pub last_ok_at: Option<time::OffsetDateTime>,
        /// Tries in a row that did not reach it.
        pub failures: u32,
    }

    /// What a device reads after decryption. It words it itself, in its language.
    pub struct PushNotice {
        /// `notice`, `read` (take the notice of this tag away) or `test`.
        pub kind: String,
        /// One notice a tag stands on a screen at a time.
        pub tag: String,
        /// In which the device shows it: `fi`, `sv` or `en`.
        pub lang: String,
        /// `direct`, `mention` or `watch`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub reason: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub channel: Option<ChannelId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub item: Option<ItemId>,
        /// The newest; absent where the item itself is new.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub message: Option<MessageId>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub seq: Option<Seq>,
        /// Unread messages that it tells of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub count: Option<u32>,
        /// Who wrote the newest; absent where policy keeps it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub sender: Option<String>,
        /// Channel, and item if it has a title; absent where policy keeps it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub place: Option<String>,
        /// The newest message, plain and maybe shortened; absent where policy keeps it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub text: Option<String>,
    }
}
