//! What nodes tell each other besides events: a session ended, a mark moved. Hints, too: the
//! session is found ended, and the mark moved, by the next compare.

use std::sync::Arc;

use bytes::Bytes;
use futures_util::{FutureExt as _, future::BoxFuture};
use serde::{Deserialize, Serialize};
use talkoo_protocol::{MemberId, Seq, ServerFrame, SessionId, content::MarkView};
use tokio::{
    sync::mpsc,
    time::{MissedTickBehavior, interval},
};
use uuid::Uuid;

use super::{Delivery, envelope::Envelope};
use crate::bus::{Heard, Topic};

/// A message on the control topic.
#[derive(Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub(super) enum Control {
    SessionEnded {
        session: SessionId,
    },
    OtherSessionsEnded {
        member: MemberId,
        keep: SessionId,
    },
    MemberEnded {
        member: MemberId,
    },
    ForMember {
        member: MemberId,
        frame: String,
        /// The version of the mark that it tells of, if all of that version is told by it.
        #[serde(default)]
        mark: Option<Seq>,
    },
    ForMembers {
        members: Vec<MemberId>,
        frame: String,
    },
    /// Something may be new in feeds: items and outcomes.
    Offered {
        ids: Vec<Uuid>,
    },
    /// Who is hidden from whom has changed.
    Parted,
    /// What is remembered of a member's standing is old.
    Forget {
        member: MemberId,
    },
}

impl Delivery {
    pub(super) fn begin_control(&self) {
        self.bus.subscribe(Topic::Control);
        self.bus.subscribe(Topic::Presence);
    }

    /// Open sockets of this node.
    pub fn connection_count(&self) -> usize {
        self.hub.connection_count()
    }

    /// Whether this node hears the others; nothing when there can be none.
    pub fn bus_state(&self) -> Option<bool> {
        self.bus.has_others().then(|| self.bus.is_hearing())
    }

    /// Closes the sockets of a session, here and on the other nodes.
    pub fn end_session(&self, session: SessionId) {
        self.hub.end_sessions(&[session]);
        self.tell_control(&Control::SessionEnded { session });
    }

    /// Closes the sockets of every session of a member but one, here and on the other nodes.
    pub fn end_other_sessions(&self, member: MemberId, keep: SessionId) {
        self.hub.end_others(member, keep);
        self.tell_control(&Control::OtherSessionsEnded { member, keep });
    }

    /// Closes every socket of a member, here and on the other nodes.
    pub fn end_member(&self, member: MemberId) {
        self.hub.end_member(member);
        self.tell_control(&Control::MemberEnded { member });
    }

    /// A moved mark for all devices of its member, on every node. `is_whole`: no other mark moved
    /// with it, so nothing of its version is left to be told.
    pub fn tell_mark(&self, member: MemberId, moved: MarkView, is_whole: bool) {
        let Ok(text) = super::frame(&ServerFrame::Mark(moved)) else { return };
        self.hub.tell_member(member, &text);
        let mark = is_whole.then_some(moved.version);
        self.mark_told(member, mark);
        self.tell_control(&Control::ForMember { member, frame: text.to_string(), mark });
    }

    /// Something new bears these tags: for the devices of those who follow them, on every node.
    pub fn tell_tagged(&self, members: &[MemberId], tags: Vec<String>) {
        let Ok(text) = super::frame(&ServerFrame::Tagged { tags }) else { return };
        for member in members {
            self.hub.tell_member(*member, &text);
        }
        self.tell_control(&Control::ForMembers {
            members: members.to_vec(),
            frame: text.to_string(),
        });
    }

    /// How this node forgets what it remembers of a member; said once, when it starts.
    pub fn forget_by(&self, forget: impl Fn(MemberId) + Send + Sync + 'static) {
        let _ = self.forget.set(Box::new(forget));
    }

    /// The other nodes are to forget what they remember of a member's standing.
    pub fn tell_forget(&self, member: MemberId) {
        self.tell_control(&Control::Forget { member });
    }

    pub(super) fn tell_control(&self, control: &Control) {
        if self.bus.has_others()
            && let Ok(payload) = serde_json::to_vec(control)
        {
            self.bus.publish(Topic::Control, Bytes::from(payload));
        }
    }

    fn hear_control(self: &Arc<Self>, payload: &[u8]) {
        match serde_json::from_slice(payload) {
            Ok(Control::SessionEnded { session }) => self.hub.end_sessions(&[session]),
            Ok(Control::OtherSessionsEnded { member, keep }) => self.hub.end_others(member, keep),
            Ok(Control::MemberEnded { member }) => self.hub.end_member(member),
            Ok(Control::ForMember { member, frame, mark }) => {
                self.hub.tell_member(member, &frame.into());
                self.mark_told(member, mark);
            }
            Ok(Control::ForMembers { members, frame }) => {
                let text = frame.into();
                for member in members {
                    self.hub.tell_member(member, &text);
                }
            }
            Ok(Control::Offered { ids }) => {
                for id in ids {
                    self.hear_offered(id, false);
                }
            }
            Ok(Control::Parted) => self.read_parted(),
            Ok(Control::Forget { member }) => {
                if let Some(forget) = self.forget.get() {
                    forget(member);
                }
            }
            // Another version may say what this one does not know.
            Err(_) => {}
        }
    }

    /// Whether heads have to be compared at once.
    fn take_in(self: &Arc<Self>, heard: Heard) -> bool {
        match heard {
            Heard::Message { topic, payload } => {
                self.hear(topic, payload);
                false
            }
            Heard::Deaf => {
                tracing::warn!("the bus is away; heads are compared instead");
                self.doubt();
                false
            }
            Heard::Hearing => {
                self.doubt();
                self.say_who_is_here();
                true
            }
            Heard::Missed => {
                self.doubt();
                true
            }
        }
    }

    fn hear(self: &Arc<Self>, topic: Topic, payload: Bytes) {
        match topic {
            Topic::Stream(stream) => {
                let Some(slot) = self.hub.slot(stream) else { return };
                match Envelope::open(payload) {
                    Some(Envelope::Event(event)) => self.offer(&slot, event),
                    Some(Envelope::Poke(seq)) => self.heard_of(&slot, seq),
                    Some(Envelope::Hint { by, frame }) => {
                        self.hint(&slot, &frame, MemberId(uuid::Uuid::from_u128(by)));
                    }
                    None => {}
                }
            }
            Topic::Control => self.hear_control(&payload),
            Topic::Presence => self.hear_presence(&payload),
        }
    }
}

/// Hears the bus and compares heads until the node leaves. A comparison never runs beside another; the
/// bus is heard meanwhile, so a slow Postgres does not make the node deaf.
pub(super) async fn listen(delivery: Arc<Delivery>, mut heard: mpsc::Receiver<Heard>) {
    let mut ticks = interval(delivery.settings.heads_every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut comparing: Option<BoxFuture<'static, ()>> = None;
    // Also set while one is under way: what was missed since it began is found by the next.
    let mut is_due = false;
    loop {
        if is_due && comparing.is_none() {
            is_due = false;
            let delivery = delivery.clone();
            comparing = Some(async move { delivery.compare().await }.boxed());
        }
        tokio::select! {
            () = delivery.leaving.cancelled() => return,
            Some(heard) = heard.recv() => is_due |= delivery.take_in(heard),
            _ = ticks.tick() => is_due = true,
            () = end_of(&mut comparing) => comparing = None,
        }
    }
}

async fn end_of(comparing: &mut Option<BoxFuture<'static, ()>>) {
    match comparing {
        Some(comparing) => comparing.await,
        None => std::future::pending().await,
    }
}
