//! What each device heard: every event once, in order, without a hole, and the same as everybody
//! (promises P3, P4, P8, P9).

use std::collections::BTreeMap;

use talkoo_protocol::{Seq, StreamId};

use super::{Case, at_most};
use crate::chaos::history::{Device, Gist, Heard, short};

const SHOWN: usize = 5;

/// Where a device stands in a stream on its connection.
#[derive(Clone, Copy, Default)]
struct Place {
    /// It has asked and not been told that the stream is lost.
    is_held: bool,
    cursor: Option<Seq>,
    is_live: bool,
}

pub(super) fn check(case: &Case<'_>) -> Vec<String> {
    let devices = case.record.devices.iter().enumerate();
    let wrong = devices.flat_map(|(number, device)| {
        let wrong = one(case, device).into_iter();
        wrong.map(move |line| format!("device {number}: {line}"))
    });
    at_most(wrong.collect(), SHOWN)
}

fn one(case: &Case<'_>, device: &Device) -> Vec<String> {
    let mut places: BTreeMap<StreamId, Place> = BTreeMap::new();
    let mut wrong = Vec::new();
    for heard in &device.heard {
        match heard {
            Heard::Line { .. } => places.clear(),
            Heard::Asked { stream, cursor } => {
                let place = Place { is_held: true, cursor: *cursor, is_live: false };
                places.insert(*stream, place);
            }
            Heard::CaughtUp { stream, head } => {
                let place = places.entry(*stream).or_default();
                if place.cursor.is_some_and(|cursor| cursor != *head) {
                    let cursor = place.cursor.unwrap_or(0);
                    wrong
                        .push(format!("hole: caught up at {head} of {stream} with {cursor} heard"));
                }
                (place.cursor, place.is_live) = (Some(*head), true);
            }
            Heard::Reset { stream, head } => {
                places.entry(*stream).or_default().cursor = Some(*head);
            }
            Heard::Lost { stream } => {
                places.insert(*stream, Place::default());
            }
            Heard::Event { stream, seq, gist, .. } => {
                let place = places.entry(*stream).or_default();
                wrong.extend(event(case, (*stream, *seq), *gist, place));
                place.cursor = Some((*seq).max(place.cursor.unwrap_or(0)));
            }
        }
    }
    wrong.extend(at_the_end(case, &places));
    wrong
}

fn event(
    case: &Case<'_>,
    (stream, seq): (StreamId, Seq),
    gist: u32,
    place: &Place,
) -> Option<String> {
    let name = short(stream.0);
    if !place.is_held {
        return Some(format!("{name} {seq} was heard without being asked for"));
    }
    match place.cursor {
        None => return Some(format!("{name} {seq} was heard before caught_up")),
        Some(cursor) if seq <= cursor => {
            return Some(format!("repeated: {name} {seq} after {cursor}"));
        }
        Some(cursor) if seq > cursor + 1 => {
            return Some(format!("hole: {name} {seq} after {cursor}"));
        }
        Some(_) => {}
    }
    let nothing = || "nothing".to_owned();
    let heard = case.record.gist.get(gist as usize);
    let there = case.event(stream, seq).map(|event| &event.gist);
    if there == heard {
        return None;
    }
    let heard = heard.map_or_else(nothing, Gist::to_string);
    let Some(there) = there else {
        return Some(format!("phantom: {name} {seq} {heard} was heard and is not there"));
    };
    Some(format!("altered: {name} {seq} was heard as {heard}, is {there}"))
}

/// At quiet who hears a stream has heard all of it.
fn at_the_end(case: &Case<'_>, places: &BTreeMap<StreamId, Place>) -> Vec<String> {
    let mut wrong = Vec::new();
    for (stream, place) in places.iter().filter(|(_, place)| place.is_held) {
        let head = case.told.streams.get(stream).map_or(0, |events| events.len() as Seq);
        if place.cursor.unwrap_or(0) < head {
            let cursor = place.cursor.unwrap_or(0);
            wrong.push(format!("hole: {} ends at {head}, heard to {cursor}", short(stream.0)));
        }
    }
    wrong
}
