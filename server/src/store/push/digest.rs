//! What has happened under the tags that somebody follows, for the letter of the morning.

use talkoo_protocol::{ChannelId, ItemId, MemberId};

use crate::{error::Fault, store::Connection};

/// Somebody whose morning it is.
#[derive(Clone, Debug)]
pub struct DigestReader {
    pub member: MemberId,
    pub email: String,
    pub language: String,
    /// What is told of: a day, or a week.
    pub days: i32,
}

/// An item of a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DigestItem {
    pub channel: ChannelId,
    pub item: ItemId,
    pub title: String,
    pub place: String,
}

/// Takes those for whom it is past seven in the morning in their own zone, on the day of their digest,
/// and who have not had it. Each is taken once: a node that dies then leaves them without it.
///
/// # Errors
/// A fault of the database.
pub async fn take_digests(conn: &mut Connection, most: i64) -> Result<Vec<DigestReader>, Fault> {
    let rows = sqlx::query!(
        r#"with due as (
             select n.member, me.email, me.language, n.digest,
               (app_now() at time zone n.time_zone)::date as today
             from notice_settings_of n
             join members me on me.id = n.member and me.status = 'active'
             left join digests g on g.member = n.member
             where n.digest in ('daily', 'weekly')
               and (app_now() at time zone n.time_zone)::time >= '07:00'
               and (n.digest = 'daily' or extract(isodow from app_now() at time zone n.time_zone) = 1)
               and (g.day is null or g.day < (app_now() at time zone n.time_zone)::date)
               and exists (
                 select from follows f
                 where f.member = n.member and f.sort = 'tag' and f.level in ('follow', 'watch')
               )
             limit $1
           ),
           taken as (
             insert into digests as g (member, day)
             select member, today from due order by member
             on conflict (member) do update set day = excluded.day where g.day < excluded.day
             returning g.member
           )
           select due.member as "member!", due.email as "email!", due.language as "language!", due.digest as "digest!"
           from taken
           join due on due.member = taken.member"#,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| DigestReader {
            member: MemberId(row.member),
            email: row.email,
            language: row.language,
            days: if row.digest == "daily" { 1 } else { 7 },
        })
        .collect())
}

/// The letter of today was not written: it is tried again.
///
/// # Errors
/// A fault of the database.
pub async fn release_digest(conn: &mut Connection, member: MemberId) -> Result<(), Fault> {
    sqlx::query!("update digests set day = day - 1 where member = $1", member.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// At most this many items under followed tags, the newest first: readable now, by others, unread, not
/// told of on a device already, and from places whose names may stand in a letter.
///
/// # Errors
/// A fault of the database.
pub async fn digest_items(
    conn: &mut Connection,
    reader: &DigestReader,
    most: i64,
) -> Result<Vec<DigestItem>, Fault> {
    let rows = sqlx::query!(
        r#"with parted as materialized (
             select other from parted_pairs where one = $1
             union
             select one from parted_pairs where other = $1
           ),
           uses as (
             select coalesce(m.item, i.id) as item, max(g.seq) as seq, max(g.at) as at
             from follows f
             join tags named on named.slug = f.subject
             join taggings g on g.tag = coalesce(named.merged_into, named.id)
             left join messages m on g.sort = 'message' and m.id = g.object and m.deleted_at is null
             left join items i on g.sort = 'item' and i.id = g.object
             where f.member = $1
               and f.sort = 'tag'
               and f.level in ('follow', 'watch')
               and g.at > app_now() - make_interval(days => $2)
               and coalesce(m.author, i.author) is distinct from $1
               and coalesce(m.author, i.author) not in (select other from parted)
               and not exists (
                 select from follows mute
                 where mute.member = $1
                   and mute.level = 'mute'
                   and mute.subject = any(array[coalesce(m.author, i.author)::text] || coalesce(m.tags, i.tags))
               )
               and coalesce(m.item, i.id) is not null
             group by 1
           )
           select i.id, i.channel, i.title, c.name as place
           from uses u
           join items i on i.id = u.item and i.deleted_at is null and not i.desk
           join channels c on c.id = i.channel
           left join workspaces w on w.id = c.workspace
           join readable_channels($1) r on r.channel = c.id and r.history_from <= u.seq
           where c.workspace is not null
             and coalesce(
               w.push_shows,
               case when w.visibility = 'open' and c.visibility = 'public' then 'full' else 'place' end
             ) <> 'place'
             and not exists (select from hidden_items h where h.item = i.id)
             and not exists (
               select from follows mute
               where mute.member = $1
                 and mute.level = 'mute'
                 and mute.subject in (i.id::text, c.id::text)
             )
             and not exists (
               select from read_marks k
               where k.member = $1
                 and k.channel = c.id
                 and k.item in ('00000000-0000-0000-0000-000000000000', i.id)
                 and k.seq >= u.seq
             )
             and not exists (
               select from pushes p
               join push_devices d on d.id = p.device
               where d.member = $1 and p.item = i.id and (p.told_message is not null or p.state = 'due')
             )
           order by u.at desc, i.id
           limit $3"#,
        reader.member.0,
        reader.days,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| DigestItem {
            channel: ChannelId(row.channel),
            item: ItemId(row.id),
            title: row.title,
            place: row.place,
        })
        .collect())
}
