//! What a member does next, by chance. Each act is put among the device's unanswered commands; the
//! connection says it, as often as it takes.

use rand::Rng as _;
use rand::rngs::StdRng;
use talkoo_protocol::command::Place as In;
use talkoo_protocol::{
    Action, ChannelId, ClientId, Command, Goal, ItemId, MemberId, MessageId, MoveTalk, Talk,
};
use uuid::Uuid;

use super::company::{Place, Sort, lock};
use super::device::{Device, Pending, State};
use super::history::{Purpose, Said};

/// Commands without an answer, of one device.
const UNANSWERED: usize = 6;
/// Messages said in one breath.
const BREATH: usize = 4;
const EMOJI: [&str; 4] = ["👍", "🎉", "👀", "❤️"];
/// The member who leads the channels.
const LEADER: usize = 0;

/// Begins one act, unless enough is under way.
pub(super) fn begin(device: &Device, random: &mut StdRng) {
    let mut state = lock(&device.state);
    if state.pending.len() >= UNANSWERED {
        return;
    }
    if device.member == LEADER && random.random_bool(0.35) {
        return lead(device, &mut state, random);
    }
    let places = &device.company.places;
    let place = &places[random.random_range(0..places.len())];
    match random.random_range(0..100) {
        0..66 => speak(device, &mut state, place, random),
        66..74 => edit(device, &mut state, random),
        74..82 => react(device, &mut state, random),
        82..85 => delete(device, &mut state, random),
        85..92 => read(device, &mut state, place),
        92..96 => come_or_go(device, &mut state, random),
        _ => move_own(device, &mut state, random),
    }
}

fn speak(device: &Device, state: &mut State, place: &Place, random: &mut StdRng) {
    let item = place.items[random.random_range(0..place.items.len())];
    for _ in 0..random.random_range(1..=BREATH.min(UNANSWERED - state.pending.len())) {
        // Tags and mentions take the longer way through the server.
        let extra = match random.random_range(0..20) {
            0 => " #nuoret".to_owned(),
            1 => format!(" @[{}]", device.company.people[LEADER].id),
            _ => String::new(),
        };
        let words = "sana ".repeat(random.random_range(1..12));
        say(device, state, place.channel, |number| {
            let text = format!("m{number} {words}{extra}");
            let action = Action::Send {
                channel: place.channel,
                item: Some(item),
                text: text.clone(),
                body: None,
                quote: None,
                spoken_as: None,
                files: Vec::new(),
            };
            (Purpose::Send { text }, action)
        });
    }
}

fn edit(device: &Device, state: &mut State, random: &mut StdRng) {
    let Some((channel, message, _)) = remembered(device, state, random, true) else { return };
    say(device, state, channel, |number| {
        let text = format!("m{number} korjattu");
        let action = Action::Edit { message, text: text.clone(), body: None };
        (Purpose::Edit { message, text }, action)
    });
}

fn react(device: &Device, state: &mut State, random: &mut StdRng) {
    let Some((channel, message, _)) = remembered(device, state, random, false) else { return };
    let emoji = EMOJI[random.random_range(0..EMOJI.len())].to_owned();
    let takes_back = random.random_bool(0.3);
    say(device, state, channel, |_| {
        let action = if takes_back {
            Action::Unreact { message, emoji: emoji.clone() }
        } else {
            Action::React { message, emoji: emoji.clone() }
        };
        (Purpose::React { message }, action)
    });
}

fn delete(device: &Device, state: &mut State, random: &mut StdRng) {
    let Some((channel, message, _)) = remembered(device, state, random, true) else { return };
    say(device, state, channel, |_| (Purpose::Delete { message }, Action::Delete { message }));
}

/// Marks all as read that this device has heard.
fn read(device: &Device, state: &mut State, place: &Place) {
    let held = state.streams.get(&place.channel.into());
    let Some(seq) = held.and_then(|held| held.cursor) else { return };
    let channel = place.channel;
    say(device, state, channel, |_| {
        (Purpose::Read { seq }, Action::MarkRead { channel, item: None, seq })
    });
}

fn come_or_go(device: &Device, state: &mut State, random: &mut StdRng) {
    let open = device.company.places.iter().find(|place| place.sort == Sort::Open);
    let Some(channel) = open.map(|place| place.channel) else { return };
    let comes = random.random_bool(0.7);
    say(device, state, channel, |_| {
        if comes {
            (Purpose::Come, Action::Join { channel })
        } else {
            (Purpose::Go, Action::Leave { channel })
        }
    });
}

/// A message of one's own goes under another item of the same channel.
fn move_own(device: &Device, state: &mut State, random: &mut StdRng) {
    let Some((channel, message, _)) = remembered(device, state, random, true) else { return };
    let Some(place) = device.company.place(channel) else { return };
    let item = place.items[random.random_range(0..place.items.len())];
    shift(device, state, channel, (message, item), false);
}

/// What only the leader does: takes people out, brings them back, moves talk across.
fn lead(device: &Device, state: &mut State, random: &mut StdRng) {
    let company = &device.company;
    if random.random_bool(0.2) {
        let Some((channel, message, _)) = remembered(device, state, random, false) else { return };
        let to = &company.places[random.random_range(0..company.places.len())];
        let is_fenced = |channel| company.place(channel).is_some_and(|p| p.sort == Sort::Fenced);
        if to.channel != channel && !is_fenced(channel) && to.sort != Sort::Fenced {
            shift(device, state, channel, (message, to.items[0]), true);
        }
        return;
    }
    let fenced: Vec<ChannelId> = company
        .places
        .iter()
        .filter(|place| place.sort == Sort::Fenced)
        .map(|place| place.channel)
        .collect();
    if fenced.is_empty() {
        return;
    }
    let channel = fenced[random.random_range(0..fenced.len())];
    let member = random.random_range(LEADER + 1..company.people.len());
    let key = (channel, member);
    if state.under_way.contains(&key) {
        return;
    }
    state.under_way.push(key);
    let is_outside = state.outside.get(&key).copied().unwrap_or(false);
    let id: MemberId = company.people[member].id;
    say(device, state, channel, |_| {
        let place = In::Channel(channel);
        if is_outside {
            let role = "member".to_owned();
            (Purpose::Add { member }, Action::AddMember { place, member: id, role })
        } else {
            (Purpose::Remove { member }, Action::RemoveMember { place, member: id })
        }
    });
}

fn shift(
    device: &Device,
    state: &mut State,
    channel: ChannelId,
    (message, item): (MessageId, ItemId),
    across: bool,
) {
    say(device, state, channel, |_| {
        let wanted = MoveTalk { what: Talk::Message(message), to: Goal::Item(item), notice: false };
        (Purpose::Move { message, across }, Action::MoveTalk(wanted))
    });
}

fn remembered(
    device: &Device,
    state: &State,
    random: &mut StdRng,
    is_own: bool,
) -> Option<(ChannelId, MessageId, MemberId)> {
    let own = device.company.people[device.member].id;
    let all: Vec<_> =
        state.remembered.iter().filter(|(_, _, author)| !is_own || *author == own).collect();
    (!all.is_empty()).then(|| *all[random.random_range(0..all.len())])
}

/// Puts a command among the unanswered ones; it is made with its own number in the record.
fn say(
    device: &Device,
    state: &mut State,
    channel: ChannelId,
    make: impl FnOnce(usize) -> (Purpose, Action),
) {
    let now = device.company.history.now();
    let mut record = device.company.history.record();
    let number = record.said.len();
    let (purpose, action) = make(number);
    record.said.push(Said {
        member: device.member,
        channel,
        purpose,
        begun: now,
        line: 0,
        tries: 0,
        answers: Vec::new(),
    });
    drop(record);
    let command = Command {
        reference: number as u32,
        client_id: ClientId(Uuid::new_v4()),
        if_changed_seq: None,
        action,
    };
    match serde_json::to_string(&command) {
        Ok(frame) => state.pending.push(Pending { said: number, frame, sent: None, due: 0 }),
        Err(error) => device.company.history.wrong(format!("a command has no form: {error}")),
    }
}
