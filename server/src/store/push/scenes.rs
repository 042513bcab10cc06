//! What is true of notices at the moment they are sent, all of it from one snapshot.

use std::collections::HashMap;

use talkoo_protocol::{ChannelId, Follow, ItemId, MemberId, MessageId, PushDeviceId};
use uuid::Uuid;

use super::Taken;
use crate::{
    domain::push::{Reason, Scene, Shows, usual},
    error::Fault,
    store::{Connection, access, notices::Note, seq, unread::level},
};

/// Where a device is reached, and by which keys.
#[derive(Clone, Debug)]
pub struct Address {
    /// Of a mailbox: the address of its member.
    pub mailbox: Option<String>,
    pub endpoint: String,
    pub p256dh: String,
    pub auth: String,
    /// The network's, under which it subscribed.
    pub private: String,
    pub language: String,
}

/// What was read of one row.
#[derive(Clone, Debug)]
pub struct Read {
    pub address: Address,
    /// The session holds and the member is active.
    pub is_live: bool,
    pub reason: Option<Reason>,
    /// `None` for a trial, and where the message is no more. Its text carries its markup still.
    pub scene: Option<Scene>,
    /// It is told in these words instead.
    pub note: Option<Note>,
    pub member: MemberId,
}

/// Of each row that was taken what is true now. A device that is no more is missing.
///
/// # Errors
/// A fault of the database.
#[expect(clippy::too_many_lines, reason = "one statement is one snapshot")]
pub async fn scenes(
    conn: &mut Connection,
    taken: &[Taken],
) -> Result<HashMap<(PushDeviceId, ItemId), Read>, Fault> {
    let devices: Vec<Uuid> = taken.iter().map(|one| one.device.0).collect();
    let items: Vec<Uuid> = taken.iter().map(|one| one.item.0).collect();
    let rows = sqlx::query!(
        r#"select
             p.device, p.item, p.seq, p.count, p.reason, p.is_brief,
             p.channel as "pushed_channel?",
             d.sort, d.member, me.email, me.language as member_language, d.endpoint, d.p256dh, d.auth, d.language, d.shows,
             k.private,
             ((s.id is not null or d.sort = 'mailbox') and me.status = 'active') as "is_live!",
             m.id as "message?", m.sort as "told_sort?", m.kind as "note_kind?", coalesce(m.on_desk, false) as "is_on_desk!", m.channel as "channel?", m.text as "text?", coalesce(m.is_gone or m.is_hidden, true) as "is_gone!",
             m.item as "message_item?",
             case when a.status in ('active', 'suspended') then a.given || ' ' || a.family end as "sender?",
             c.name as "channel_name?", c.visibility as "visibility?", c.workspace as "workspace?",
             w.visibility as "workspace_visibility?", w.push_shows as "push_shows?",
             case when not i.main then i.title end as "title?",
             fi.level as "item_level?", fi.why is null as "item_is_said!", fc.level as "channel_level?",
             exists (
               select from follows f
               where f.member = d.member
                 and f.level = 'mute'
                 and f.subject = any(array[m.author::text] || m.tags)
             ) as "is_muted!",
             exists (
               select from parted_pairs pp
               where (pp.one = d.member and pp.other = m.author) or (pp.one = m.author and pp.other = d.member)
             ) as "is_parted!",
             m.sort <> 'notice' and exists (
               select from read_marks r
               where r.member = d.member
                 and r.channel = m.channel
                 and r.item in ('00000000-0000-0000-0000-000000000000', m.item)
                 and r.seq >= p.seq
             ) as "is_read?",
             case
               when d.sort = 'mailbox'
                 then n.mail_for = 'watched' or (n.mail_for = 'mentions' and p.reason in ('direct', 'mention'))
               else not is_left_alone(d.member)
                 and (n.push_for = 'watched' or (n.push_for = 'mentions' and p.reason in ('direct', 'mention')))
             end as "is_wanted?"
           from unnest($1::uuid[], $2::uuid[]) as asked (device, item)
           join pushes p on p.device = asked.device and p.item = asked.item
           join push_devices d on d.id = p.device
           join push_keys k on k.id = d.key
           join members me on me.id = d.member
           left join notice_settings_of n on n.member = d.member
           left join sessions s on s.id = d.session and s.ended_at is null and s.expires_at > app_now()
           left join tellable m on m.id = p.message
           left join members a on a.id = m.author
           left join channels c on c.id = m.channel
           left join workspaces w on w.id = c.workspace
           left join items i on i.id = m.item
           left join follows fi on fi.member = d.member and fi.sort = 'item' and fi.subject = m.item::text
           left join follows fc on fc.member = d.member and fc.sort = 'channel' and fc.subject = m.channel::text
           limit $3"#,
        &devices,
        &items,
        taken.len() as i64,
    )
    .fetch_all(&mut *conn)
    .await?;
    let asked: Vec<(MemberId, ChannelId)> = rows
        .iter()
        .map(|row| (MemberId(row.member), ChannelId(row.channel.unwrap_or_default())))
        .collect();
    let standings = access::standings(conn, &asked).await?;
    let mut read = HashMap::with_capacity(rows.len());
    for (row, standing) in rows.into_iter().zip(standings) {
        let is_note = row.told_sort.as_deref() == Some("notice");
        let may_read = standing.is_some_and(|standing| {
            standing.may_read()
                && (is_note || seq(row.seq) >= standing.visible_from())
                && (!row.is_on_desk || standing.may_edit_desk())
        });
        let reason = Reason::parse(&row.reason);
        let is_open = row.workspace_visibility.as_deref() == Some("open")
            && row.visibility.as_deref() == Some("public");
        let policy = row.push_shows.as_deref().and_then(Shows::parse);
        // A follow that began by itself is no word against a channel's silence.
        let says_silence = row.channel_level.as_deref() == Some("mute") && !row.item_is_said;
        let of_item = row.item_level.filter(|_| !says_silence);
        let follow: Option<Follow> = of_item.or(row.channel_level).as_deref().map(level);
        let place: Vec<String> = [row.channel_name, row.title]
            .into_iter()
            .flatten()
            .filter(|name| !name.is_empty())
            .collect();
        let is_mailbox = row.sort == "mailbox";
        let language = if is_mailbox { row.member_language } else { row.language };
        let scene = match (reason, row.channel, row.message) {
            (Some(reason), Some(channel), Some(message)) => Some(Scene {
                reason,
                language: language.clone(),
                channel: ChannelId(channel),
                item: ItemId(row.item),
                message: (row.told_sort.as_deref() == Some("message"))
                    .then_some(MessageId(message)),
                seq: seq(row.seq),
                count: row.count.unsigned_abs(),
                stands: !row.is_gone
                    && row.pushed_channel == Some(channel)
                    && row.message_item == Some(row.item),
                may_read,
                is_parted: row.is_parted,
                is_read: row.is_read.unwrap_or(false),
                is_muted: row.is_muted,
                follow,
                is_wanted: row.is_wanted.unwrap_or(false),
                policy: policy.unwrap_or(usual(row.workspace.is_none(), is_open)),
                device: Shows::parse(&row.shows).unwrap_or(Shows::Place),
                sender: row.sender,
                place: place.join(" › "),
                text: row.text.clone().unwrap_or_default(),
                is_brief: row.is_brief,
            }),
            _ => None,
        };
        let address = Address {
            mailbox: is_mailbox.then_some(row.email),
            endpoint: row.endpoint,
            p256dh: row.p256dh,
            auth: row.auth,
            private: row.private,
            language,
        };
        let note = row.note_kind.zip(row.text).map(|(kind, text)| Note { kind, text });
        let key = (PushDeviceId(row.device), ItemId(row.item));
        let member = MemberId(row.member);
        read.insert(key, Read { address, is_live: row.is_live, reason, scene, note, member });
    }
    Ok(read)
}

/// How these members are called; who has left is missing.
///
/// # Errors
/// A fault of the database.
pub async fn names(
    conn: &mut Connection,
    members: &[MemberId],
) -> Result<HashMap<MemberId, String>, Fault> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.0).collect();
    let rows = sqlx::query!(
        r#"select id, given || ' ' || family as "name!"
           from members
           where id = any($1) and status in ('active', 'suspended')
           limit $2"#,
        &ids,
        ids.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (MemberId(row.id), row.name)).collect())
}
