//! Statements of peers who help each other. Whatever concerns an item moves its `changed_seq`, so that
//! everybody who shows it asks what stands around it anew.

use uuid::Uuid;

use super::coming_in::found;
use crate::{domain::draft::PeerWrite, store::Connection};

pub(super) async fn store(
    conn: &mut Connection,
    write: &PeerWrite,
    number: i64,
) -> Result<(), sqlx::Error> {
    match write {
        PeerWrite::Question { item, asker, competence } => {
            let done = sqlx::query!(
                "insert into questions (item, asker, competence)
                 values ($1, $2, $3)
                 on conflict (item) do nothing",
                item.0,
                asker.0,
                competence,
            )
            .execute(&mut *conn)
            .await?;
            found(conn, done.rows_affected()).await?;
            touch(conn, item.0, number).await
        }
        PeerWrite::Stage { item, stage } => {
            sqlx::query!(
                "update questions set stage = $2, stage_at = app_now() where item = $1",
                item.0,
                stage,
            )
            .execute(&mut *conn)
            .await?;
            touch(conn, item.0, number).await
        }
        PeerWrite::Ask { item, members, sort } => {
            let members: Vec<Uuid> = members.iter().map(|member| member.0).collect();
            sqlx::query!(
                "insert into asks (item, member, sort)
                 select $1, member, $3 from unnest($2::uuid[]) as member
                 on conflict do nothing",
                item.0,
                &members,
                sort,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        PeerWrite::PutAway { item, member } => {
            sqlx::query!(
                "update asks set put_away_at = app_now() where item = $1 and member = $2",
                item.0,
                member.0,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        PeerWrite::Help { member, willing } => help(conn, member.0, *willing).await,
        PeerWrite::Solve { item, message, by } => {
            solve(conn, item.0, message.map(|id| id.0), by.0).await?;
            touch(conn, item.0, number).await
        }
        PeerWrite::Plan { hosts, week } => {
            let hosts: Vec<Uuid> = hosts.iter().map(|host| host.0).collect();
            plan(conn, &hosts, *week).await
        }
        PeerWrite::HandOver { week, from, to, open } => {
            sqlx::query!(
                "insert into duty_weeks (week, member)
                 values ($1, $2)
                 on conflict (week) do update set member = excluded.member",
                week,
                to.0,
            )
            .execute(&mut *conn)
            .await?;
            if *open { move_open(conn, from.0, to.0).await } else { Ok(()) }
        }
    }
}

/// Who shows the item asks anew what stands around it. Not of writes without an event of their own.
pub(super) async fn touch(
    conn: &mut Connection,
    item: Uuid,
    number: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update items set changed_seq = $2 where id = $1 and changed_seq < $2",
        item,
        number,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn help(conn: &mut Connection, member: Uuid, willing: bool) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with gone as (delete from question_helpers where member = $1 and not $2)
         insert into question_helpers (member)
         select $1 where $2
         on conflict do nothing",
        member,
        willing,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn solve(
    conn: &mut Connection,
    item: Uuid,
    message: Option<Uuid>,
    by: Uuid,
) -> Result<(), sqlx::Error> {
    match message {
        Some(message) => sqlx::query!(
            "insert into solutions (item, message, marked_by)
             values ($1, $2, $3)
             on conflict (item) do update
               set message = excluded.message, marked_by = excluded.marked_by, at = app_now()",
            item,
            message,
            by,
        ),
        None => sqlx::query!("delete from solutions where item = $1", item),
    }
    .execute(conn)
    .await?;
    Ok(())
}

async fn plan(conn: &mut Connection, hosts: &[Uuid], week: time::Date) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from duty_weeks where week >= $1", week).execute(&mut *conn).await?;
    sqlx::query!("delete from duty_hosts").execute(&mut *conn).await?;
    sqlx::query!(
        "insert into duty_hosts (member, place, from_week)
         select member, place - 1, $2
         from unnest($1::uuid[]) with ordinality as host (member, place)",
        hosts,
        week,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the new host can read and did not have already; what they cannot read stays where it is.
async fn move_open(conn: &mut Connection, from: Uuid, to: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with moved as (
           delete from asks a
           using items i
           where a.member = $1
             and a.sort = 'host'
             and a.put_away_at is null
             and i.id = a.item
             and i.channel in (select r.channel from readable_channels($2) r)
           returning a.item
         )
         insert into asks (item, member, sort)
         select item, $2, 'host' from moved
         on conflict (item, member, sort) do update set put_away_at = null",
        from,
        to,
    )
    .execute(conn)
    .await?;
    Ok(())
}
