//! What was taken back goes from screens: a removed message, an item, a right. Where something older
//! still waits unread behind it, that is told in its place.

use talkoo_protocol::{ChannelId, MemberId};
use uuid::Uuid;

use crate::{
    error::Fault,
    store::{Connection, Store, access, seq},
};

/// Looks after a piece of the notices that the oldest taking back may concern; true when there may be
/// more to do.
///
/// # Errors
/// A fault of the database; then the piece is looked at again.
pub async fn clear(store: &Store, most: i64) -> Result<bool, Fault> {
    let mut write = store.write().await?;
    let gone = sqlx::query!(
        "select id, message, item, channel, last_device, last_item
         from push_gone
         order by id
         limit 1
         for update skip locked"
    )
    .fetch_optional(&mut *write)
    .await?;
    let Some(gone) = gone else { return Ok(false) };
    let rows = sqlx::query!(
        r#"with named as materialized (
             select device, item from pushes where message = $1
             union
             select device, item from pushes where item = $2
             union
             select device, item from pushes where channel = $3
           )
           select p.device, p.item, p.seq, p.channel, d.member,
             coalesce(m.sort = 'notice', false) as "is_note!", coalesce(m.on_desk, false) as "is_on_desk!",
             coalesce(
               m.is_gone or m.is_hidden or m.channel is distinct from p.channel
                 or m.item is distinct from p.item,
               true
             ) as "has_fallen!"
           from named n
           join pushes p on p.device = n.device and p.item = n.item
           join push_devices d on d.id = p.device
           left join tellable m on m.id = p.message
           where p.state <> 'read'
             and p.reason <> 'test'
             and (n.device, n.item) > ($4, $5)
           order by n.device, n.item
           limit $6"#,
        gone.message,
        gone.item,
        gone.channel,
        gone.last_device,
        gone.last_item,
        most,
    )
    .fetch_all(&mut *write)
    .await?;
    let asked: Vec<_> = rows
        .iter()
        .map(|row| (MemberId(row.member), ChannelId(row.channel.unwrap_or_default())))
        .collect();
    let standings = access::standings(&mut write, &asked).await?;
    let (mut away, mut fallen) = (Vec::new(), Vec::new());
    for (row, standing) in rows.iter().zip(standings) {
        let may_read = standing.is_some_and(|standing| {
            standing.may_read()
                && (row.is_note || seq(row.seq) >= standing.visible_from())
                && (!row.is_on_desk || standing.may_edit_desk())
        });
        if !may_read {
            away.push((row.device, row.item));
        } else if row.has_fallen {
            fallen.push((row.device, row.item));
        }
    }
    take_away(&mut write, &away).await?;
    fall_back(&mut write, &fallen).await?;
    let is_full = i64::try_from(rows.len()).is_ok_and(|count| count >= most);
    match rows.last().filter(|_| is_full) {
        Some(last) => {
            sqlx::query!(
                "update push_gone set last_device = $2, last_item = $3 where id = $1",
                gone.id,
                last.device,
                last.item,
            )
            .execute(&mut *write)
            .await?;
        }
        None => {
            sqlx::query!("delete from push_gone where id = $1", gone.id)
                .execute(&mut *write)
                .await?;
        }
    }
    write.commit().await?;
    Ok(true)
}

fn parts(rows: &[(Uuid, Uuid)]) -> (Vec<Uuid>, Vec<Uuid>) {
    rows.iter().copied().unzip()
}

async fn take_away(conn: &mut Connection, rows: &[(Uuid, Uuid)]) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    let (devices, items) = parts(rows);
    sqlx::query!(
        "update pushes p
         set state = 'read',
             attempts = 0,
             due_at = case when p.is_taken then p.due_at else app_now() end
         from unnest($1::uuid[], $2::uuid[]) as gone (device, item)
         where p.device = gone.device and p.item = gone.item and p.state <> 'read'",
        &devices,
        &items,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Of rows whose message is no more to be told: the newest of the strongest reason that still is takes
/// its place; without one, what stood on the screen before may stay if it still holds, or goes.
///
/// # Errors
/// A fault of the database.
pub(super) async fn fall_back(conn: &mut Connection, rows: &[(Uuid, Uuid)]) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    let (devices, items) = parts(rows);
    sqlx::query!(
        "with mine as materialized (
           select p.device, p.item, p.channel, p.first_seq, p.state, p.told_message, d.member, c.workspace is null as is_direct,
             case when d.sort = 'mailbox' then n.mail_for else n.push_for end as wants
           from unnest($1::uuid[], $2::uuid[]) as asked (device, item)
           join pushes p on p.device = asked.device and p.item = asked.item
           join push_devices d on d.id = p.device
           join channels c on c.id = p.channel
           left join notice_settings_of n on n.member = d.member
           order by p.device, p.item
           for update of p
         ),
         standing as materialized (
           select x.device, x.item, m.id, m.seq,
             case
               when x.is_direct then 1
               when x.member = any(m.mentions) or m.mentions_channel then 2
               when exists (
                 select from follows f
                 where f.member = x.member
                   and f.level = 'watch'
                   and f.subject = any(array[m.channel::text, m.item::text, m.author::text] || m.tags)
               ) then 3
             end as rank,
             m.seq >= x.first_seq and m.id is distinct from x.told_message as is_new,
             x.wants
           from mine x
           join tellable m
             on m.item = x.item
             and m.channel = x.channel
             and m.stream = x.channel
             and (m.seq >= x.first_seq or m.id = x.told_message)
           where not m.is_gone
             and not m.is_hidden
             and (m.sort <> 'notice' or x.member = any(m.mentions))
             and m.author is distinct from x.member
             and not exists (
               select from parted_pairs pp
               where (pp.one = x.member and pp.other = m.author) or (pp.one = m.author and pp.other = x.member)
             )
             and not exists (
               select from read_marks r
               where m.sort <> 'notice'
                 and r.member = x.member
                 and r.channel = m.channel
                 and r.item in ('00000000-0000-0000-0000-000000000000', m.item)
                 and r.seq >= m.seq
             )
             and not exists (
               select from follows f
               where f.member = x.member
                 and f.level = 'mute'
                 and f.subject = any(array[m.author::text] || m.tags)
             )
         ),
         fits as (
           select * from standing s
           where s.is_new
             and s.rank is not null
             and (s.wants = 'watched' or (s.wants = 'mentions' and s.rank < 3))
         ),
         best as (
           select distinct on (device, item) device, item, id, seq, rank
           from fits
           order by device, item, rank, seq desc
         ),
         counted as (
           select device, item, count(*)::integer as count, min(seq) as first_seq, max(seq) as last_seq
           from fits
           group by device, item
         )
         update pushes p
         set message = coalesce(b.id, t.id, p.message),
             seq = coalesce(b.seq, t.seq, p.seq),
             reason = coalesce((array['direct', 'mention', 'watch'])[b.rank], p.reason),
             count = coalesce(c.count, p.count),
             first_seq = coalesce(c.first_seq, p.first_seq),
             last_seq = coalesce(c.last_seq, t.seq, p.last_seq),
             state = case when b.id is not null then 'due' when t.id is not null then 'shown' else 'read' end,
             is_brief = false,
             attempts = 0,
             version = p.version + 1,
             due_at = case when p.is_taken then p.due_at else app_now() end
         from mine x
         left join best b on b.device = x.device and b.item = x.item
         left join counted c on c.device = x.device and c.item = x.item
         left join standing t on t.device = x.device and t.item = x.item and t.id = x.told_message and x.state = 'due'
         where p.device = x.device and p.item = x.item",
        &devices,
        &items,
    )
    .execute(conn)
    .await?;
    Ok(())
}
