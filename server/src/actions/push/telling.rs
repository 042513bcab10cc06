//! One notice to one device: whether it is still to be told, its words, the try, and what came of it.

use std::{collections::HashMap, time::Duration};

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use talkoo_protocol::{ItemId, MemberId, PushDeviceId, push::PushNotice};

use super::{super::notes, Desk, letters};
use crate::{
    domain::{
        markup::{self, Mentioned},
        push::{Answer, Fate, MOST_ATTEMPTS, Reason, bytes, fate, notice, read, trial, wait},
    },
    error::Fault,
    figures::{FIGURES, Pushed},
    push::{Address, Parcel, Sent, Urgency},
    store::{
        Connection,
        push::{Finish, Read, Taken, finish, names as store_names},
    },
};

/// A day: who has been away for longer finds it in the app.
const KEPT_SECS: u32 = 24 * 3_600;
/// A trial that comes late says nothing.
const TRIAL_KEPT_SECS: u32 = 60;
/// Signs of a message before it is fitted into a notice.
const EXCERPT: usize = 400;

pub(super) type Names = HashMap<MemberId, String>;

/// The names of those whom these messages mention.
pub(super) async fn names(
    conn: &mut Connection,
    read: &HashMap<(PushDeviceId, ItemId), Read>,
) -> Result<Names, Fault> {
    let texts = read.values().filter_map(|read| read.scene.as_ref()).map(|scene| &scene.text);
    let mut mentioned: Vec<MemberId> = texts.flat_map(|text| markup::read(text).mentions).collect();
    mentioned.sort_unstable();
    mentioned.dedup();
    if mentioned.is_empty() { Ok(Names::new()) } else { store_names(conn, &mentioned).await }
}

pub(super) async fn tell(desk: &Desk, taken: Taken, read: Read, names: &Names) {
    let finished = match parcel(desk, &taken, &read, names) {
        Ok(Out::Push(parcel)) => come_of(&taken, desk.pusher.send(*parcel).await, Finish::Shown),
        Ok(Out::Away(parcel)) => come_of(&taken, desk.pusher.send(*parcel).await, Finish::Done),
        Ok(Out::Letter(notice)) => letters::send(desk, &taken, &read, &notice).await,
        Err(without) => {
            FIGURES.pushed(Pushed::Withheld);
            without
        }
    };
    let noted = async {
        let mut conn = desk.app.store.read().await?;
        finish(&mut conn, &taken, finished).await
    };
    if let Err(fault) = noted.await {
        // Another try begins in a minute; the same topic and tag keep it from showing twice.
        tracing::warn!(fault = fault.chain(), "what became of a notice was not noted");
    }
}

enum Out {
    Push(Box<Parcel>),
    /// Takes a notice away.
    Away(Box<Parcel>),
    Letter(Box<PushNotice>),
}

/// What is sent, or how the row ends without.
fn parcel(desk: &Desk, taken: &Taken, read: &Read, names: &Names) -> Result<Out, Finish> {
    if !read.is_live {
        return Err(Finish::Done);
    }
    let language = read.address.language.as_str();
    if read.reason == Some(Reason::Test) {
        let trial = trial(language);
        let sealed = sealed(read, &trial, "test".to_owned(), Urgency::High, TRIAL_KEPT_SECS);
        return Ok(Out::Push(sealed));
    }
    let topic = topic(taken);
    let away = || {
        // A browser must show something for what it is sent; Apple's forgets who does not.
        let bears_silence = !read.address.endpoint.contains(".push.apple.com/");
        if taken.was_sent && bears_silence && read.address.mailbox.is_none() {
            let notice = self::read(taken.item, language);
            Ok(Out::Away(sealed(read, &notice, topic.clone(), Urgency::Low, KEPT_SECS)))
        } else {
            Err(Finish::Done)
        }
    };
    if taken.is_read {
        return away();
    }
    let Some(scene) = &read.scene else { return Err(Finish::Another) };
    if desk.app.delivery.is_looking(read.member, scene.channel) {
        return away();
    }
    match fate(scene) {
        Fate::Another => Err(Finish::Another),
        Fate::TakenAway => away(),
        Fate::Kept => Err(Finish::Kept),
        Fate::Told => {
            let mut scene = scene.clone();
            scene.text = if let Some(note) = &read.note {
                notes::words(note, language).to_owned()
            } else {
                let plain = markup::read(&scene.text).plain;
                plain.excerpt(EXCERPT, |one| named(one, names, language))
            };
            let urgency = match scene.reason {
                Reason::Direct | Reason::Mention | Reason::Test => Urgency::High,
                Reason::Watch => Urgency::Normal,
            };
            let notice = notice(&scene);
            if read.address.mailbox.is_some() {
                return Ok(Out::Letter(Box::new(notice)));
            }
            Ok(Out::Push(sealed(read, &notice, topic, urgency, KEPT_SECS)))
        }
    }
}

fn sealed(
    read: &Read,
    notice: &PushNotice,
    topic: String,
    urgency: Urgency,
    ttl_secs: u32,
) -> Box<Parcel> {
    let address = Address {
        endpoint: read.address.endpoint.clone(),
        p256dh: read.address.p256dh.clone(),
        auth: read.address.auth.clone(),
        private: read.address.private.clone(),
    };
    Box::new(Parcel { address, body: bytes(notice), topic, urgency, ttl_secs })
}

/// The same for every notice of one item to one device, and tells its service nothing else.
fn topic(taken: &Taken) -> String {
    let mut hash = Sha256::new();
    hash.update(taken.device.0.as_bytes());
    hash.update(taken.item.0.as_bytes());
    URL_SAFE_NO_PAD.encode(&hash.finalize()[..24])
}

fn named(mentioned: Mentioned, names: &Names, language: &str) -> String {
    match mentioned {
        Mentioned::Member(member) => {
            format!("@{}", names.get(&member).map_or("…", String::as_str))
        }
        Mentioned::Channel => match language {
            "sv" => "@kanal".to_owned(),
            "en" => "@channel".to_owned(),
            _ => "@kanava".to_owned(),
        },
    }
}

/// Once more after a while, unless it has been tried often enough.
fn later(taken: &Taken, asked: Option<Duration>) -> Finish {
    if taken.attempts >= MOST_ATTEMPTS {
        return Finish::Failed;
    }
    Finish::Later(wait(taken.attempts, asked, rand::random()))
}

/// `then` is how the row ends once the service has it.
fn come_of(taken: &Taken, sent: Sent, then: Finish) -> Finish {
    let later = |asked| later(taken, asked);
    let (pushed, finish) = match sent {
        Sent::Answered(Answer::Taken) => (Pushed::Taken, then),
        Sent::Answered(Answer::Gone) => (Pushed::Gone, Finish::Forget),
        Sent::Answered(Answer::TooLong) if taken.attempts < MOST_ATTEMPTS => {
            (Pushed::TooLong, Finish::Shorter)
        }
        Sent::Answered(Answer::TooLong | Answer::Refused) | Sent::Unusable => {
            (Pushed::Refused, Finish::Failed)
        }
        Sent::Answered(Answer::Later(asked)) => (Pushed::Later, later(asked)),
        Sent::Unreachable => (Pushed::Unreachable, later(None)),
    };
    FIGURES.pushed(pushed);
    finish
}
