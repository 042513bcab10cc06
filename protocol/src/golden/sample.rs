//! The things that the samples speak of: invented ids, people and words.

use std::collections::BTreeMap;

use serde_json::json;
use time::{OffsetDateTime, macros::datetime};
use uuid::Uuid;

use crate::{
    ChannelView, FileState, FileView, ItemView, MemberView, MessageView, ReactionView,
    WorkspaceView, ids::*, places::AffiliationView,
};

pub(super) const AT: OffsetDateTime = datetime!(2026-05-04 09:00:03.25 UTC);

/// An id that is the same in every run; `sort` keeps those of different things apart.
pub(super) fn id<T: From<Uuid>>(sort: u8, number: u8) -> T {
    Uuid::from_u128(
        0x018f_0000_0000_7000_8000_0000_0000_0000 | u128::from(sort) << 16 | u128::from(number),
    )
    .into()
}

pub(super) fn aino() -> MemberId {
    id(1, 1)
}

pub(super) fn eero() -> MemberId {
    id(1, 2)
}

pub(super) fn ministry() -> OrganisationId {
    id(2, 1)
}

pub(super) fn hall() -> WorkspaceId {
    id(3, 1)
}

pub(super) fn general() -> ChannelId {
    id(4, 1)
}

pub(super) fn topic() -> ItemId {
    id(5, 1)
}

pub(super) fn said() -> MessageId {
    id(6, 1)
}

pub(super) fn client_id() -> ClientId {
    id(7, 1)
}

pub(super) fn message() -> MessageView {
    MessageView {
        id: said(),
        channel: general(),
        item: topic(),
        seq: 42,
        author: Some(eero()),
        spoken_as: Some(ministry()),
        at: AT,
        text: format!("Hei @[{}] **kaikille** #nuoret 🎉", aino()),
        body: None,
        lang: Some("fi".to_owned()),
        quote: Some(id(6, 9)),
        files: vec![picture()],
        mentions: vec![aino()],
        mentions_channel: false,
        tags: vec!["nuoret".to_owned()],
        reactions: vec![ReactionView {
            emoji: "👍🏽".to_owned(), members: vec![aino(), eero()]
        }],
        pinned: true,
        edited_at: Some(AT),
        deleted: false,
        hidden: false,
        changed_seq: 45,
    }
}

pub(super) fn picture() -> FileView {
    FileView {
        id: id(14, 1),
        name: "piha.jpg".to_owned(),
        media_type: "image/jpeg".to_owned(),
        size: 481_516,
        width: Some(1_600),
        height: Some(1_200),
        alt: "Valaistu koulupiha".to_owned(),
        state: FileState::Clean,
        thumbnail: true,
    }
}

/// What is left of a removed message.
pub(super) fn removed() -> MessageView {
    MessageView {
        id: id(6, 2),
        seq: 43,
        author: None,
        spoken_as: None,
        text: String::new(),
        lang: None,
        quote: None,
        files: Vec::new(),
        mentions: Vec::new(),
        tags: Vec::new(),
        reactions: Vec::new(),
        pinned: false,
        edited_at: None,
        deleted: true,
        changed_seq: 46,
        ..message()
    }
}

pub(super) fn item() -> ItemView {
    ItemView {
        id: topic(),
        channel: general(),
        kind: "trial".to_owned(),
        seq: 7,
        main: false,
        desk: true,
        author: Some(aino()),
        spoken_as: None,
        at: AT,
        title: "Turvallisuuskävely".to_owned(),
        text: "Reitti on liitteenä.".to_owned(),
        body: json!({"theme": "koulu", "votes": {}}),
        lang: None,
        state: "draft".to_owned(),
        tags: vec!["kouluturvallisuus".to_owned()],
        edited_at: None,
        deleted: false,
        hidden: false,
        last_seq: 42,
        message_count: 3,
        changed_seq: 9,
    }
}

pub(super) fn channel() -> ChannelView {
    ChannelView {
        id: general(),
        workspace: Some(hall()),
        kind: "chat".to_owned(),
        name: "yleinen".to_owned(),
        topic: "Kaikesta".to_owned(),
        visibility: "public".to_owned(),
        state: "active".to_owned(),
        posting: "all".to_owned(),
        position: 2,
        section: "Työ".to_owned(),
        guests: vec![eero()],
        main_item: id(5, 9),
        desk: Some(id(8, 1)),
        members: Vec::new(),
        version: 3,
    }
}

pub(super) fn workspace() -> WorkspaceView {
    WorkspaceView {
        id: hall(),
        kind: "network".to_owned(),
        name: "Verkoston aula".to_owned(),
        purpose: "Kaikkien yhteinen paikka".to_owned(),
        visibility: "open".to_owned(),
        state: "active".to_owned(),
        region: Some("19".to_owned()),
        tags: vec!["lappi".to_owned()],
        step_up: false,
        retention_days: Some(365),
        push_shows: Some("sender".to_owned()),
        owners: vec![aino()],
        version: 5,
    }
}

pub(super) fn member() -> MemberView {
    MemberView {
        id: eero(),
        given: "Eero".to_owned(),
        family: "Luonnosvuori".to_owned(),
        title: "turvallisuuskoordinaattori".to_owned(),
        picture: Some(id(14, 2)),
        region: Some("19".to_owned()),
        languages: vec!["fi".to_owned(), "sv".to_owned()],
        affiliations: vec![AffiliationView {
            organisation: ministry(),
            title: "erityisasiantuntija".to_owned(),
            main: true,
            unverified: false,
        }],
        status: "active".to_owned(),
        version: 2,
    }
}

pub(super) fn facts(
    name: &str,
    value: impl Into<serde_json::Value>,
) -> BTreeMap<String, serde_json::Value> {
    BTreeMap::from([(name.to_owned(), value.into())])
}
