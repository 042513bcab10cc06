//! Statements of commands that concern devices, and what an act takes back from their screens.

use talkoo_protocol::{ChannelId, ItemId, MemberId, Verb};
use uuid::Uuid;

use crate::{
    domain::draft::{
        EventDraft,
        push::{NewDevice, PushWrite},
    },
    store::Connection,
};

pub(super) async fn store(conn: &mut Connection, write: &PushWrite) -> Result<(), sqlx::Error> {
    match write {
        PushWrite::Register(device) => register(conn, device).await,
        PushWrite::Forget { member, device } => {
            sqlx::query!(
                "delete from push_devices where id = $1 and member = $2",
                device.0,
                member.0,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        PushWrite::Test { device } => test(conn, device.0).await,
    }
}

/// One endpoint is one device: who signs in on another's browser gets its notices from then on, and
/// the former member no more. Its secrets prove that it is the same browser.
async fn register(conn: &mut Connection, device: &NewDevice) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into push_devices (id, member, session, key, endpoint, p256dh, auth, label, language, shows)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (endpoint) do update
           set member = excluded.member,
               session = excluded.session,
               key = excluded.key,
               label = excluded.label,
               language = excluded.language,
               shows = excluded.shows,
               failures = 0
           where push_devices.auth = excluded.auth and push_devices.p256dh = excluded.p256dh",
        device.id.0,
        device.member.0,
        device.session.0,
        device.key,
        device.endpoint,
        device.p256dh,
        device.auth,
        device.label,
        device.language,
        device.shows.as_str(),
    )
    .execute(&mut *conn)
    .await?;
    // What waited there for somebody else is not the new member's to see.
    sqlx::query!(
        "delete from pushes p
         using push_devices d
         where d.endpoint = $1 and d.auth = $2 and p.device = d.id",
        device.endpoint,
        device.auth,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn test(conn: &mut Connection, device: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into pushes (device, item, reason, due_at)
         select d.id, '00000000-0000-0000-0000-000000000000', 'test', app_now()
         from push_devices d
         where d.id = $1
         on conflict (device, item) do update
           set state = 'due', due_at = app_now(), attempts = 0, version = pushes.version + 1",
        device,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What has been read up to here is to go from the screens of the member's devices. What a node is
/// sending just now follows when that has ended, so the two never arrive in the wrong order. Where
/// something newer waits to be told, the row waits with it.
pub(super) async fn read(
    conn: &mut Connection,
    member: MemberId,
    channel: ChannelId,
    item: Option<ItemId>,
    mark: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update pushes p
         set state = 'read',
             attempts = 0,
             due_at = case when p.is_taken then p.due_at else app_now() end
         from push_devices d
         where d.member = $1
           and p.device = d.id
           and p.channel = $2
           and p.seq <= $3
           and p.state <> 'read'
           and not (p.state = 'due' and p.last_seq > $3)
           and ($4::uuid is null or p.item = $4)",
        member.0,
        channel.0,
        mark,
        item.map(|item| item.0),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update notices
         set read_at = app_now()
         where member = $1
           and channel = $2
           and seq <= $3
           and read_at is null
           and ($4::uuid is null or item = $4)",
        member.0,
        channel.0,
        mark,
        item.map(|item| item.0),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What was told of this item waits again.
pub(super) async fn unread(
    conn: &mut Connection,
    member: MemberId,
    item: ItemId,
    mark: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update notices set read_at = null
         where member = $1 and item = $2 and seq >= $3::bigint - 1 and read_at is not null",
        member.0,
        item.0,
        mark,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What is taken back.
#[derive(Clone, Copy)]
pub(super) enum Gone {
    Message(Uuid),
    /// An item with its talk.
    Item(Uuid),
    /// Something of a channel: a right, old talk, talk that has moved.
    Channel(Uuid),
}

/// It stands on nobody's screen for long. How many screens that are is not the journal's matter: it
/// leaves a row, and who tells devices looks after them.
pub(super) async fn gone(conn: &mut Connection, gone: Gone) -> Result<(), sqlx::Error> {
    let (mut message, mut item, mut channel) = (None, None, None);
    match gone {
        Gone::Message(id) => message = Some(id),
        Gone::Item(id) => item = Some(id),
        Gone::Channel(id) => channel = Some(id),
    }
    sqlx::query!(
        "insert into push_gone (message, item, channel) values ($1, $2, $3)",
        message,
        item,
        channel,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What this event takes from those who read its stream, and whom it tells by itself.
pub(super) async fn of_event(conn: &mut Connection, event: &EventDraft) -> Result<(), sqlx::Error> {
    if [Verb::ACCESS_CHANGED, Verb::MOVED, Verb::EXPIRED].contains(&event.verb) {
        gone(&mut *conn, Gone::Channel(event.stream.0)).await?;
    }
    if event.verb == Verb::NOTICED { noticed(conn, event).await } else { Ok(()) }
}

/// It waits for its reader, and their devices are owed it.
async fn noticed(conn: &mut Connection, event: &EventDraft) -> Result<(), sqlx::Error> {
    let fact = |name: &str| event.facts.get(name).and_then(|value| value.as_str());
    let item = fact("item").and_then(|item| item.parse::<Uuid>().ok()).unwrap_or_default();
    sqlx::query!(
        "with told as (
           insert into notices (member, channel, item, seq, by, kind, text, has_letter)
           select $1, i.channel, i.id, s.head, $2, $3, $4, $5
           from items i
           join streams s on s.id = i.channel
           where i.id = $6
           returning id
         )
         insert into push_owed (message) select id from told",
        event.stream.0,
        event.actor.map(|actor| actor.0),
        fact("kind").unwrap_or_default(),
        fact("text").unwrap_or_default(),
        event.facts.contains_key("has_letter"),
        item,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Who watches what a tag has become is told of its former name, too.
pub(super) async fn owed_by_tags(
    conn: &mut Connection,
    slugs: &[String],
    sorts: &[String],
    objects: &[Uuid],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into push_owed (message)
         select distinct n.object
         from unnest($1::text[], $2::text[], $3::uuid[]) as n (slug, sort, object)
         join tags t on t.slug = n.slug
         join tags became on became.id = t.merged_into
         where n.sort = 'message'
           and exists (select from follows f where f.level = 'watch' and f.subject = became.slug)
         on conflict do nothing",
        slugs,
        sorts,
        objects,
    )
    .execute(conn)
    .await?;
    Ok(())
}
