//! Each sort of violation, put into a record in which all is well, is found and called by its name.

use std::collections::BTreeMap;

use talkoo_protocol::{ChannelId, Code, MessageId, StreamId};
use uuid::Uuid;

use super::{Setting, check};
use crate::chaos::history::{
    Acked, Answer, At, Device, Gist, Heard, Look, Outcome, Purpose, Record, Said,
};
use crate::chaos::truth::{Told, TrueEvent, TrueMessage, Truth, Waits};

const SECOND: At = 1_000_000_000;

/// A run of two members and one channel, in which every promise held.
struct Run {
    record: Record,
    truth: Truth,
    setting: Setting,
}

fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn channel() -> ChannelId {
    ChannelId(id(1))
}

fn stream() -> StreamId {
    channel().into()
}

fn member(number: usize) -> Uuid {
    id(10 + number as u128)
}

/// The message that command `number` made.
fn message(number: usize) -> Uuid {
    id(100 + number as u128)
}

fn gist(verb: &str, by: usize, of: Option<usize>) -> Gist {
    Gist { verb: verb.into(), actor: Some(member(by)), item: None, message: of.map(message) }
}

impl Run {
    /// Member 0 says three things, member 1 is taken out, talk goes on, and member 1 is brought back
    /// and says one thing more. Every second one event; both devices hear what they may.
    fn sound() -> Self {
        let mut record = Record::default();
        record.members.extend([member(0), member(1)]);
        let truth = Truth { nodes: vec![Told::default(), Told::default()] };
        let setting = Setting { channels: vec![channel()], slack: SECOND };
        let mut run = Self { record, truth, setting };
        for device in 0..2 {
            run.record.devices.push(Device { member: device, heard: Vec::new() });
            run.hears(device, Heard::Line { node: 0 });
            run.hears(device, Heard::Asked { stream: stream(), cursor: Some(0) });
            run.hears(device, Heard::CaughtUp { stream: stream(), head: 0 });
        }
        for number in 0..3 {
            run.says(0, Purpose::Send { text: format!("m{number}") }, "posted", &[0, 1]);
        }
        run.says(0, Purpose::Remove { member: 1 }, "access_changed", &[0, 1]);
        run.hears(1, Heard::Lost { stream: stream() });
        run.says(0, Purpose::Send { text: "m4".to_owned() }, "posted", &[0]);
        run.says(0, Purpose::Add { member: 1 }, "member_added", &[0]);
        run.hears(1, Heard::Asked { stream: stream(), cursor: Some(4) });
        run.hears_all(1, 5..=6);
        run.hears(1, Heard::CaughtUp { stream: stream(), head: 6 });
        run.says(1, Purpose::Send { text: "m6".to_owned() }, "posted", &[0, 1]);
        run.tell();
        run
    }

    fn now(&self) -> At {
        self.record.said.len() as At * 2 * SECOND
    }

    fn hears(&mut self, device: usize, heard: Heard) {
        self.record.devices[device].heard.push(heard);
    }

    fn hears_all(&mut self, device: usize, seqs: std::ops::RangeInclusive<u64>) {
        for seq in seqs {
            let event = self.truth.nodes[0].streams[&stream()][seq as usize - 1].clone();
            let gist = self.record.note(event.gist);
            let at = self.now();
            self.hears(device, Heard::Event { stream: stream(), seq, at, gist });
        }
    }

    /// A command that is acked a second later and heard by some.
    fn says(&mut self, by: usize, purpose: Purpose, verb: &str, heard_by: &[usize]) {
        let number = self.record.said.len();
        let begun = self.now();
        let counts = verb == "posted";
        let events = self.truth.nodes[0].streams.entry(stream()).or_default();
        events.push(TrueEvent { gist: gist(verb, by, counts.then_some(number)), counts });
        let seq = events.len() as u64;
        let acked =
            Acked { id: message(number), stream: Some(stream()), seq: Some(seq), mark: None };
        let answer = Answer { at: begun + SECOND, line: 1, outcome: Outcome::Acked(acked) };
        self.record.said.push(Said {
            member: by,
            channel: channel(),
            purpose,
            begun,
            line: 1,
            tries: 1,
            answers: vec![answer],
        });
        for device in heard_by {
            self.hears_all(*device, seq..=seq);
        }
    }

    /// Every node tells what the first one knows.
    fn tell(&mut self) {
        let told = &mut self.truth.nodes[0];
        let events = &told.streams[&stream()];
        told.seqs = BTreeMap::from([(stream(), (1..=events.len() as u64).collect())]);
        let texts = self.record.said.iter().enumerate().filter_map(|(number, said)| {
            let Purpose::Send { text } = &said.purpose else { return None };
            Some(TrueMessage {
                id: message(number),
                author: Some(member(said.member)),
                text: text.clone(),
                is_deleted: false,
                changed_seq: 0,
                reactions: Vec::new(),
            })
        });
        told.messages = BTreeMap::from([(channel(), texts.collect())]);
        told.waits = BTreeMap::from([
            ((0, channel()), Waits { count: 1, mark: 0 }),
            ((1, channel()), Waits { count: 4, mark: 0 }),
        ]);
        self.truth.nodes[1] = self.truth.nodes[0].clone();
    }

    fn on_all_nodes(&mut self, change: impl Fn(&mut Told)) {
        self.truth.nodes.iter_mut().for_each(change);
    }

    fn answer(&mut self, said: usize) -> &mut Acked {
        match &mut self.record.said[said].answers[0].outcome {
            Outcome::Acked(acked) => acked,
            Outcome::Refused(_) => panic!("it was acked"),
        }
    }

    /// The place of the event `seq` in what a device heard.
    fn place(&self, device: usize, wanted: u64) -> usize {
        let is_it = |heard: &Heard| matches!(heard, Heard::Event { seq, .. } if *seq == wanted);
        self.record.devices[device].heard.iter().position(is_it).expect("it was heard")
    }
}

/// Changes a sound run and expects a judgement that begins with, or holds, these words.
fn finds(words: &str, change: impl FnOnce(&mut Run)) {
    let mut run = Run::sound();
    change(&mut run);
    let wrong = check(&run.record, &run.truth, &run.setting);
    assert!(wrong.iter().any(|line| line.contains(words)), "{words:?} is not in {wrong:#?}");
}

#[test]
fn nothing_is_wrong_with_a_sound_run() {
    let run = Run::sound();
    assert_eq!(check(&run.record, &run.truth, &run.setting), Vec::<String>::new());
}

#[test]
fn an_acked_command_that_is_lost_is_found() {
    finds("lost: #2", |run| run.answer(2).seq = Some(99));
    finds("lost: #2", |run| run.answer(2).id = message(1));
    finds("lost: #6", |run| {
        run.on_all_nodes(|told| {
            told.streams.get_mut(&stream()).unwrap().pop();
            told.seqs.get_mut(&stream()).unwrap().pop();
        });
    });
    finds("lost: message", |run| {
        run.on_all_nodes(|told| drop(told.messages.get_mut(&channel()).unwrap().pop()));
    });
}

#[test]
fn what_happened_twice_is_found() {
    finds("doubled: #1", |run| {
        let mut again = run.record.said[1].answers[0].clone();
        let Outcome::Acked(acked) = &mut again.outcome else { panic!("it was acked") };
        acked.seq = Some(3);
        run.record.said[1].answers.push(again);
    });
    finds("was acked to 2 commands", |run| run.answer(1).seq = Some(1));
    finds("stands twice", |run| {
        run.on_all_nodes(|told| {
            let all = told.messages.get_mut(&channel()).unwrap();
            all.push(all[0].clone());
        });
    });
}

#[test]
fn what_nobody_said_is_found() {
    finds("phantom", |run| {
        run.record.said[2].answers[0].outcome = Outcome::Refused(Code::NotFound);
    });
    finds("phantom: message", |run| {
        run.on_all_nodes(|told| told.messages.get_mut(&channel()).unwrap()[0].id = message(50));
    });
    finds("was heard and is not there", |run| {
        let at = run.now();
        run.hears(0, Heard::Event { stream: stream(), seq: 8, at, gist: 0 });
    });
}

#[test]
fn a_command_without_an_answer_is_found() {
    finds("unanswered: #2", |run| run.record.said[2].answers.clear());
}

#[test]
fn a_hole_is_found_wherever_it_is() {
    finds("device 0: hole", |run| {
        let place = run.place(0, 3);
        run.record.devices[0].heard.remove(place);
    });
    finds("device 0: hole", |run| {
        let place = run.place(0, 7);
        run.record.devices[0].heard.remove(place);
    });
    finds("hole: caught up", |run| {
        let place = run.place(1, 6);
        run.record.devices[1].heard.remove(place);
    });
    finds("hole: node 1", |run| {
        run.truth.nodes[1].seqs.get_mut(&stream()).unwrap().remove(2);
    });
}

#[test]
fn repeats_and_wrong_order_on_a_line_are_found() {
    finds("device 0: repeated", |run| {
        let place = run.place(0, 2);
        let again = run.record.devices[0].heard[place].clone();
        run.record.devices[0].heard.insert(place, again);
    });
    finds("device 0: hole", |run| {
        let place = run.place(0, 2);
        run.record.devices[0].heard.swap(place, place + 1);
    });
    finds("without being asked for", |run| {
        run.record.devices[0].heard.remove(1);
    });
    finds("before caught_up", |run| {
        run.record.devices[0].heard.drain(1..3);
        run.record.devices[0].heard.insert(1, Heard::Asked { stream: stream(), cursor: None });
    });
}

#[test]
fn clients_that_heard_different_things_are_found() {
    finds("device 1: altered", |run| {
        let other = run.record.note(gist("posted", 0, Some(77)));
        let place = run.place(1, 2);
        let Heard::Event { gist, .. } = &mut run.record.devices[1].heard[place] else {
            panic!("an event stands there");
        };
        *gist = other;
    });
}

#[test]
fn real_time_and_the_order_of_a_connection_are_kept() {
    finds("was begun after the ack", |run| {
        (run.answer(0).seq, run.answer(1).seq) = (Some(2), Some(1));
    });
    finds("one connection said", |run| {
        (run.answer(0).seq, run.answer(1).seq) = (Some(2), Some(1));
    });
}

#[test]
fn what_is_shown_without_the_right_is_found() {
    finds("past the fence", |run| {
        let gist = run.record.note(gist("posted", 0, Some(4)));
        let lost = run.record.devices[1].heard.iter();
        let place = lost.take_while(|heard| !matches!(heard, Heard::Lost { .. })).count();
        let early = Heard::Event { stream: stream(), seq: 5, at: 9 * SECOND, gist };
        run.record.devices[1].heard.insert(place, early);
    });
    finds("after being taken out", |run| {
        let place = run.place(1, 2);
        let Heard::Event { at, .. } = &mut run.record.devices[1].heard[place] else {
            panic!("an event stands there");
        };
        *at = 7 * SECOND + 2 * SECOND + 1;
    });
    finds("showed", |run| {
        let (begun, ended) = (8 * SECOND, 9 * SECOND);
        let look = Look { member: 1, channel: channel(), node: 2, begun, ended, is_shown: true };
        run.record.looks.push(look);
    });
}

#[test]
fn wrong_counts_and_marks_are_found() {
    finds("unread: 3 wait for member 1", |run| {
        run.on_all_nodes(|told| told.waits.get_mut(&(1, channel())).unwrap().count = 3);
    });
    finds("had read", |run| {
        run.says(0, Purpose::Read { seq: 4 }, "read", &[]);
        run.answer(7).mark = Some(4);
    });
}

#[test]
fn words_that_nobody_wrote_are_found() {
    finds("altered: message", |run| {
        run.on_all_nodes(|told| {
            told.messages.get_mut(&channel()).unwrap()[1].text = "muuta".to_owned();
        });
    });
    finds("is deleted", |run| {
        run.on_all_nodes(|told| {
            told.messages.get_mut(&channel()).unwrap()[1].is_deleted = true;
        });
    });
    finds("altered: message", |run| {
        let message = MessageId(message(1));
        run.says(0, Purpose::Edit { message, text: "m7".to_owned() }, "edited", &[0, 1]);
    });
}

#[test]
fn nodes_that_tell_different_things_are_found() {
    finds("node 1 tells", |run| {
        run.truth.nodes[1].streams.get_mut(&stream()).unwrap()[2].counts = false;
    });
    finds("node 1 shows messages", |run| {
        run.truth.nodes[1].messages.get_mut(&channel()).unwrap()[2].changed_seq = 9;
    });
    finds("node 1 counts", |run| {
        run.truth.nodes[1].waits.get_mut(&(0, channel())).unwrap().count = 0;
    });
}
