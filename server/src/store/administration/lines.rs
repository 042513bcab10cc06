//! The audit log for reading. Who stands behind a pseudonym is found by the keys that are still
//! there; of a forgotten person only the line remains.

use talkoo_protocol::{
    MemberId,
    administration::{AuditLineView, AuditPage, AuditQuery, ChainView},
};

use crate::{
    error::Fault,
    store::{Connection, seq},
};

/// Acts by which somebody guards themselves against another. Whoever reads the log may be that other,
/// so by whom is not told; the line itself is there.
const GUARDED: [&str; 3] = ["report_made", "member_blocked", "member_unblocked"];

/// A page of lines, the newest first.
///
/// # Errors
/// A fault of the database.
pub async fn audit_page(
    conn: &mut Connection,
    query: &AuditQuery,
    limit: i64,
) -> Result<AuditPage, Fault> {
    let rows = sqlx::query!(
        r#"with who as (
             select k.member, encode(sha256(k.key || uuid_send(k.member)), 'hex') as pseudonym
             from audit_keys k
           )
           select
             l.id,
             l.at,
             who.member as "actor?",
             a.given || ' ' || a.family as actor_name,
             l.action,
             l.object,
             coalesce(m.given || ' ' || m.family, o.name_fi, w.name) as object_name,
             l.outcome,
             regexp_replace(
               l.reason,
               'member [0-9a-f-]{36}',
               coalesce(r.given || ' ' || r.family, 'member')
             ) as "reason!",
             exists (select from audit.chain c where c.line = l.id) as "sealed!"
           from audit.lines l
           left join who on who.pseudonym = l.actor and l.action <> all($6)
           left join members a on a.id = who.member
           left join members m on m.id = l.object
           left join members r
             on r.id = substring(l.reason from 'member ([0-9a-f-]{36})')::uuid
           left join organisations o on o.id = l.object
           left join workspaces w on w.id = l.object
           where ($1 = '' or l.action = $1)
             and ($2::uuid is null or who.member = $2)
             and ($3::uuid is null or l.object = $3)
             and ($4::uuid is null or
               (l.at, l.id) < (select p.at, p.id from audit.lines p where p.id = $4))
           order by l.at desc, l.id desc
           limit $5"#,
        query.action,
        query.actor.map(|id| id.0),
        query.object,
        query.before,
        limit + 1,
        &GUARDED.map(str::to_owned),
    )
    .fetch_all(&mut *conn)
    .await?;
    let has_more = rows.len() as i64 > limit;
    let lines =
        rows.into_iter().take(usize::try_from(limit).unwrap_or(0)).map(|row| AuditLineView {
            id: row.id,
            at: row.at,
            actor: row.actor.map(MemberId),
            actor_name: row.actor_name,
            action: row.action,
            object: row.object,
            object_name: row.object_name,
            outcome: row.outcome,
            reason: row.reason,
            sealed: row.sealed,
        });
    let lines = lines.collect();
    let actions =
        sqlx::query_scalar!("select distinct action from audit.lines order by action limit 200")
            .fetch_all(&mut *conn)
            .await?;
    Ok(AuditPage { lines, has_more, actions, chain: chain(conn).await? })
}

/// How many lines are sealed and how many wait; whether every link holds is not looked at.
///
/// # Errors
/// A fault of the database.
pub async fn chain(conn: &mut Connection) -> Result<ChainView, Fault> {
    let row = sqlx::query!(
        r#"select
             (select count(*) from audit.chain) as "sealed!",
             (select count(*)
              from audit.lines l
              where not exists (select from audit.chain c where c.line = l.id)) as "waiting!""#
    )
    .fetch_one(conn)
    .await?;
    Ok(ChainView {
        sealed: seq(row.sealed),
        waiting: seq(row.waiting),
        whole: None,
        broken_at: None,
    })
}
