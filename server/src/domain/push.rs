//! What a device is told while its app is closed. Pure: whether to tell, how much, and what an answer
//! of a push service means. Where it goes and how it is sealed is `push`.

mod answer;
#[cfg(test)]
mod tests;

use talkoo_protocol::{ChannelId, Follow, ItemId, MessageId, Seq, push::PushNotice};

pub use answer::{Answer, MOST_ATTEMPTS, answer, wait};

use super::access::words;

words! {
    /// How much may stand on a screen; the less comes last.
    Shows { Full = "full", Sender = "sender", Place = "place" }
    /// Why somebody is told.
    Reason { Direct = "direct", Mention = "mention", Watch = "watch", Test = "test" }
}

/// A sealed notice has at most 4,096 bytes (RFC 8030, 7.2) and the library seals 3,052: this leaves
/// room for services that take less.
pub const MOST_BYTES: usize = 2_800;
/// Of a message, in signs.
const MOST_WORDS: usize = 300;
/// After a service has found a notice too long.
const NO_WORDS: usize = 0;

/// What was read of one notice that is due, in one snapshot.
#[derive(Clone, Debug)]
pub struct Scene {
    pub reason: Reason,
    pub language: String,
    pub channel: ChannelId,
    pub item: ItemId,
    /// `None`: it is the item itself that is told of.
    pub message: Option<MessageId>,
    pub seq: Seq,
    pub count: u32,
    /// The message stands where it was said, and nobody has hidden it.
    pub stands: bool,
    /// The reader may read it now.
    pub may_read: bool,
    /// The reader and the author are parted: a block, or a request without an answer.
    pub is_parted: bool,
    pub is_read: bool,
    /// The reader has muted the author or a tag of it.
    pub is_muted: bool,
    /// How closely the reader follows the item, else the channel.
    pub follow: Option<Follow>,
    /// The reader's own settings let this through at this hour.
    pub is_wanted: bool,
    pub policy: Shows,
    pub device: Shows,
    pub sender: Option<String>,
    pub place: String,
    /// The words of the message, without markup.
    pub text: String,
    pub is_brief: bool,
}

/// What is to happen with a notice that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Told,
    /// This message is not told, but an older one of the same item may have waited with it.
    Another,
    /// Not told; what stands on the screen of this item goes.
    TakenAway,
    /// Not told, because the reader wants quiet; what stands there may stay.
    Kept,
}

/// Asked when it is sent, whatever was true when it was said.
pub fn fate(scene: &Scene) -> Fate {
    if !scene.may_read {
        return Fate::TakenAway;
    }
    if !scene.stands || scene.is_parted || scene.is_read {
        return Fate::Another;
    }
    let is_muted = scene.is_muted || scene.follow == Some(Follow::Mute);
    if is_muted || !scene.is_wanted { Fate::Kept } else { Fate::Told }
}

/// The notice as the device reads it: no more than the policy of the place and the device both allow.
pub fn notice(scene: &Scene) -> PushNotice {
    let shows = less(scene.policy, scene.device);
    let names = shows != Shows::Place;
    let words = if scene.is_brief { NO_WORDS } else { MOST_WORDS };
    let text = (shows == Shows::Full && !scene.text.is_empty() && words > 0)
        .then(|| shortened(&scene.text, words));
    PushNotice {
        kind: "notice".to_owned(),
        tag: scene.item.to_string(),
        lang: scene.language.clone(),
        reason: Some(scene.reason.as_str().to_owned()),
        channel: Some(scene.channel),
        item: Some(scene.item),
        message: scene.message,
        seq: Some(scene.seq),
        count: Some(scene.count),
        sender: scene.sender.clone().filter(|_| names),
        place: (names && !scene.place.is_empty()).then(|| shortened(&scene.place, 120)),
        text,
    }
}

/// Asks the device to take a notice away that was read elsewhere.
pub fn read(item: ItemId, language: &str) -> PushNotice {
    bare("read", item.to_string(), language)
}

/// The trial that somebody asked for.
pub fn trial(language: &str) -> PushNotice {
    bare("test", "test".to_owned(), language)
}

fn bare(kind: &str, tag: String, language: &str) -> PushNotice {
    PushNotice {
        kind: kind.to_owned(),
        tag,
        lang: language.to_owned(),
        reason: None,
        channel: None,
        item: None,
        message: None,
        seq: None,
        count: None,
        sender: None,
        place: None,
        text: None,
    }
}

/// As a device is sent it: within the bound, words cut last first.
pub fn bytes(notice: &PushNotice) -> Vec<u8> {
    let mut notice = notice.clone();
    loop {
        let bytes = serde_json::to_vec(&notice).unwrap_or_default();
        let length = notice.text.as_ref().map_or(0, |text| text.chars().count());
        if bytes.len() <= MOST_BYTES || length == 0 {
            return bytes;
        }
        notice.text = notice.text.filter(|_| length > 1).map(|text| shortened(&text, length / 2));
    }
}

const fn less(one: Shows, other: Shows) -> Shows {
    match (one, other) {
        (Shows::Place, _) | (_, Shows::Place) => Shows::Place,
        (Shows::Sender, _) | (_, Shows::Sender) => Shows::Sender,
        (Shows::Full, Shows::Full) => Shows::Full,
    }
}

fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// How much of a place's talk leaves the house when nobody has said otherwise: the words of direct
/// talk and of open workspaces, of others only that there is something.
pub const fn usual(is_direct: bool, is_open: bool) -> Shows {
    if is_direct || is_open { Shows::Full } else { Shows::Place }
}
