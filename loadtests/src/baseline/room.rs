//! Rooms by name. A message is encoded once, whatever the number of its readers. Nothing is kept:
//! a room knows its head and who is in it.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::ws::Utf8Bytes;
use uuid::Uuid;

use super::mailbox::Mailbox;

#[derive(Default)]
pub(crate) struct Rooms(Mutex<HashMap<Uuid, Arc<Room>>>);

pub(crate) struct Room {
    pub(crate) name: Uuid,
    inside: Mutex<Inside>,
}

#[derive(Default)]
struct Inside {
    head: u64,
    members: Vec<Mailbox>,
}

/// One message on its way: who sent it, and what is to be answered and handed on.
pub(crate) struct Posted {
    pub(crate) room: Arc<Room>,
    pub(crate) from: Mailbox,
    pub(crate) reference: u32,
    pub(crate) client_id: Uuid,
    pub(crate) text: String,
}

impl Rooms {
    pub(crate) fn room(&self, name: Uuid) -> Arc<Room> {
        let mut rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let room = rooms.entry(name);
        Arc::clone(room.or_insert_with(|| Arc::new(Room { name, inside: Mutex::default() })))
    }
}

impl Room {
    /// Answers with the head at entering.
    pub(crate) fn enter(&self, mailbox: &Mailbox) -> u64 {
        let mut inside = self.lock();
        inside.members.push(mailbox.clone());
        inside.head
    }

    pub(crate) fn leave(&self, mailbox: &Mailbox) {
        self.lock().members.retain(|member| !member.is(mailbox));
    }

    /// Goes on where a former life of the server ended.
    pub(crate) fn begin_at(&self, head: u64) {
        self.lock().head = head;
    }

    pub(crate) fn next_seq(&self) -> u64 {
        let mut inside = self.lock();
        inside.head += 1;
        inside.head
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Posted {
    /// Answers the sender and hands the same bytes to everybody.
    pub(crate) fn hand_on(&self, seq: u64) {
        let mut frame = String::with_capacity(self.text.len() + 160);
        let (stream, reference, client_id) = (self.room.name, self.reference, self.client_id);
        let _ = write!(
            frame,
            r#"{{"t":"ack","ref":{reference},"client_id":"{client_id}","id":"{client_id}","stream":"{stream}","seq":{seq},"duplicate":false}}"#
        );
        self.from.put(Utf8Bytes::from(std::mem::take(&mut frame)));
        let text = serde_json::Value::String(self.text.clone());
        let _ = write!(
            frame,
            r#"{{"t":"event","stream":"{stream}","seq":{seq},"verb":"posted","text":{text}}}"#
        );
        let frame = Utf8Bytes::from(frame);
        for member in &self.room.lock().members {
            member.put(frame.clone());
        }
    }
}
