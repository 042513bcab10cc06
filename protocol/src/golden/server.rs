//! Every frame that a server says, each at least once.

use super::sample::{
    AT, aino, channel, client_id, eero, facts, general, id, item, member, message, ministry,
    removed, said, topic, workspace,
};
use crate::{
    Code, Content, Event, Left, LightEvent, Refusal, ServerFrame, Verb,
    content::MarkView,
    frame::{Ack, Hello, Presence, PresenceView},
    limits::Limits,
};

pub(super) fn frames() -> Vec<ServerFrame> {
    let mut frames = vec![
        hello(),
        acknowledged(),
        marked(),
        moved(),
        refused(Code::ReadOnly),
        event(),
        said_briefly(),
    ];
    frames.extend(other_events());
    frames.extend([
        light(),
        ServerFrame::CaughtUp { stream: general().into(), head: 43 },
        ServerFrame::Reset { stream: general().into(), epoch: id(9, 1), head: 5_200, oldest: 1 },
        ServerFrame::Lost { stream: general().into() },
        ServerFrame::Mark(mark()),
        ServerFrame::Mark(MarkView { item: None, ..mark() }),
        ServerFrame::Tagged { tags: vec!["nuoret".to_owned()] },
        ServerFrame::Offered,
        ServerFrame::Typing { channel: general(), item: topic(), member: eero() },
        ServerFrame::Presence {
            members: vec![
                PresenceView { member: aino(), state: Presence::Active },
                PresenceView { member: eero(), state: Presence::Idle },
                PresenceView { member: id(1, 3), state: Presence::Away },
            ],
        },
        ServerFrame::GoingAway { retry_after_ms: 3_120 },
        ServerFrame::Pong,
    ]);
    frames
}

fn hello() -> ServerFrame {
    ServerFrame::Hello(Hello {
        protocol: crate::VERSION,
        node: "solmu-1".to_owned(),
        epoch: id(9, 1),
        connection: id(10, 1),
        session: id(11, 1),
        member: aino(),
        network: id(12, 1),
        limits: Limits::default(),
        server_time: AT,
        mark_version: 12,
    })
}

fn acknowledged() -> ServerFrame {
    ServerFrame::Ack(Ack {
        reference: 7,
        client_id: client_id(),
        id: said().0,
        stream: Some(general().into()),
        seq: Some(42),
        duplicate: true,
        mark: None,
        left: None,
    })
}

/// The answer to `move_talk`: under which item it stands now, and what there was no room for.
fn moved() -> ServerFrame {
    ServerFrame::Ack(Ack {
        reference: 9,
        client_id: client_id(),
        id: topic().0,
        stream: Some(general().into()),
        seq: Some(44),
        duplicate: false,
        mark: None,
        left: Some(Left { next: id(6, 3), count: 700 }),
    })
}

/// The answer to `mark_read`: nothing in the log, and the mark as it stands.
fn marked() -> ServerFrame {
    ServerFrame::Ack(Ack {
        reference: 8,
        client_id: client_id(),
        id: general().0,
        stream: None,
        seq: None,
        duplicate: false,
        mark: Some(mark()),
        left: None,
    })
}

fn mark() -> MarkView {
    MarkView { channel: general(), item: Some(topic()), seq: 43, version: 13 }
}

pub(super) fn refused(code: Code) -> ServerFrame {
    let mut refusal = Refusal::new(code, "what was wrong, for the developer of a client");
    refusal.request_id = id(13, 1);
    ServerFrame::Refused { reference: 7, client_id: Some(client_id()), refusal }
}

fn plain(verb: Verb) -> Event {
    Event {
        stream: general().into(),
        seq: 42,
        at: AT,
        actor: Some(eero()),
        spoken_as: None,
        verb,
        item: None,
        message: None,
        counts: false,
        mentions: Vec::new(),
        mentions_channel: false,
        facts: Default::default(),
        content: Content::default(),
        void: false,
    }
}

fn posted() -> Event {
    Event {
        spoken_as: Some(ministry()),
        item: Some(topic()),
        message: Some(said()),
        counts: true,
        mentions: vec![aino()],
        mentions_channel: true,
        content: Content { message: Some(message()), ..Content::default() },
        ..plain(Verb::POSTED)
    }
}

pub(super) fn event() -> ServerFrame {
    ServerFrame::Event(Box::new(posted()))
}

/// As a socket says it.
fn said_briefly() -> ServerFrame {
    let message =
        crate::MessageView { reactions: Vec::new(), pinned: false, edited_at: None, ..message() };
    let message = crate::MessageView { mentions_channel: true, changed_seq: 42, ..message };
    let whole =
        Event { content: Content { message: Some(message), ..Content::default() }, ..posted() };
    let brief = whole.clone().brief();
    assert!(brief.content.said.is_some(), "{brief:?}");
    assert_eq!(brief.clone().whole(), whole);
    ServerFrame::Event(Box::new(brief))
}

fn other_events() -> Vec<ServerFrame> {
    let told = |event: Event| ServerFrame::Event(Box::new(event));
    let with = |verb, content| Event { content, ..plain(verb) };
    vec![
        told(Event {
            message: Some(id(6, 2)),
            item: Some(topic()),
            facts: facts("was", 43),
            content: Content { message: Some(removed()), ..Content::default() },
            ..plain(Verb::DELETED)
        }),
        // Nobody did it.
        told(Event {
            actor: None,
            item: Some(topic()),
            content: Content { item: Some(item()), ..Content::default() },
            ..plain(Verb::from("hinted"))
        }),
        told(with(
            Verb::CHANNEL_CHANGED,
            Content { channel: Some(channel()), ..Content::default() },
        )),
        told(with(
            Verb::WORKSPACE_CHANGED,
            Content { workspace: Some(workspace()), ..Content::default() },
        )),
        told(Event {
            facts: facts("member", eero().to_string()),
            content: Content { member: Some(member()), ..Content::default() },
            ..plain(Verb::MEMBER_ADDED)
        }),
        told(plain(Verb::ACCESS_CHANGED)),
        told(Event { message: Some(said()), void: true, ..plain(Verb::POSTED) }),
    ]
}

fn light() -> ServerFrame {
    let least = LightEvent { void: true, ..plain(Verb::ACCESS_CHANGED).light() };
    ServerFrame::Light { events: vec![posted().light(), least] }
}
