//! A row as it is told: its name on every device, and why it is there.

use talkoo_protocol::{
    ChannelId, Follow, ItemId, MemberId, MessageId,
    notices::{Cause, InboxRow},
};

use super::{
    super::{notices::Note, seq, unread::level},
    Row, Waiting,
};

impl From<Row> for Waiting {
    fn from(mut row: Row) -> Self {
        let note = row.note_kind.take().zip(row.note.clone());
        let note = note.map(|(kind, text)| Note { kind, text });
        let language = std::mem::take(&mut row.language);
        Self { row: row.into(), note, language }
    }
}

impl From<Row> for InboxRow {
    fn from(row: Row) -> Self {
        let causes = causes(&row);
        Self {
            key: key(ChannelId(row.channel), ItemId(row.item)),
            channel: ChannelId(row.channel),
            channel_name: row.channel_name,
            members: row.members.into_iter().map(MemberId).collect(),
            item: ItemId(row.item),
            title: row.title,
            main: row.main,
            count: u32::try_from(row.count).unwrap_or(u32::MAX),
            mentions: u32::try_from(row.mentions).unwrap_or(u32::MAX),
            first: seq(row.first),
            last: seq(row.last),
            at: row.at,
            by: row.by.map(MemberId),
            message: row.message.map(MessageId),
            text: row.text,
            joined: row.joined,
            causes,
        }
    }
}

/// What notices of one item are gathered under, on every device and by every way they are told.
pub fn key(channel: ChannelId, item: ItemId) -> String {
    format!("{channel}/{item}")
}

/// Why a row is in the inbox, the strongest first.
fn causes(row: &Row) -> Vec<Cause> {
    let of = |why: &str, word: Option<&String>| Cause {
        why: why.to_owned(),
        level: word.map_or(Follow::Default, |word| level(word)),
        tag: None,
        member: None,
        search: None,
        by: None,
    };
    let channel = row.channel_level.as_ref();
    let mut causes = Vec::new();
    if row.note.is_some() {
        causes.push(of("notice", row.item_level.as_ref()));
    }
    if row.direct {
        causes.push(of("direct", channel));
    }
    if row.mentions > row.groups {
        causes.push(of("mention", row.item_level.as_ref()));
    }
    if row.groups > 0 {
        causes.push(of("group", channel));
    }
    if let Some(word) = row.item_level.as_ref().filter(|word| *word != "default") {
        causes.push(Cause { by: row.item_why.clone(), ..of("item", Some(word)) });
    }
    if row.item_level.is_none() && row.was_named && !row.direct {
        // Who was mentioned follows what comes of it: so it is read, not stored.
        let by = Some("mentioned".to_owned());
        causes.push(Cause { by, level: Follow::Follow, ..of("item", None) });
    }
    if row.tag.is_some() {
        causes.push(Cause { tag: row.tag.clone(), ..of("tag", row.tag_level.as_ref()) });
    }
    if let Some(member) = row.member {
        let member = Some(MemberId(member));
        causes.push(Cause { member, ..of("member", row.member_level.as_ref()) });
    }
    if row.search.is_some() {
        causes.push(Cause {
            search: row.search.clone(),
            level: Follow::Follow,
            ..of("search", None)
        });
    }
    if row.joined && !row.direct {
        causes.push(of("channel", channel));
    }
    causes
}
