//! The audit log: one line for each security-relevant act, in the act's transaction, sealed into a
//! hash chain a moment later. The application may add lines and read them, nothing else.

use sha2::{Digest as _, Sha256};
use talkoo_protocol::MemberId;
use uuid::Uuid;

use super::{Connection, seq};
use crate::{domain::draft::AuditLine, error::Fault};

/// Lines that one sealing takes at most.
const SEAL_AT_MOST: i64 = 1_000;
/// Key of the advisory lock that lets one node seal at a time.
const SEALER: i64 = 0x7461_6c6b_6f6f;

/// Adds lines of one member, or of nobody: what the server does by itself. The actor is a keyed
/// pseudonym: erasing the key forgets the person and leaves the chain whole.
///
/// # Errors
/// A fault of the database.
pub async fn add(
    conn: &mut Connection,
    ids: &[Uuid],
    actor: MemberId,
    lines: &[AuditLine],
) -> Result<(), sqlx::Error> {
    // A statement of its own: one that waited for another's key would not see it.
    sqlx::query!(
        "insert into audit_keys (member, key)
         select m.id, sha256(uuid_send(gen_random_uuid()))
         from members m
         where m.id = $1
         on conflict (member) do nothing",
        actor.0,
    )
    .execute(&mut *conn)
    .await?;
    for (id, line) in ids.iter().zip(lines) {
        sqlx::query!(
            "insert into audit.lines (id, actor, action, object, reason)
             values (
               $1,
               (select encode(sha256(k.key || uuid_send($2)), 'hex')
                from audit_keys k
                where k.member = $2),
               $3, $4, $5)",
            id,
            actor.0,
            line.action,
            line.object,
            line.reason,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Seals what is not yet in the chain, if no other node is at it. Returns how many lines.
///
/// # Errors
/// A fault of the database.
pub async fn seal(conn: &mut Connection) -> Result<usize, Fault> {
    let is_mine = sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock($1) as "mine!""#, SEALER)
        .fetch_one(&mut *conn)
        .await?;
    if !is_mine {
        return Ok(0);
    }
    let mut last = sqlx::query!("select seq, hash from audit.chain order by seq desc limit 1")
        .fetch_optional(&mut *conn)
        .await?
        .map_or((0, vec![0; 32]), |row| (row.seq, row.hash));
    let lines = sqlx::query!(
        r#"select l.id, l::text as "line!"
           from audit.lines l
           where not exists (select from audit.chain c where c.line = l.id)
             and l.at > coalesce(
               (select p.at
                from audit.chain c
                join audit.lines p on p.id = c.line
                order by c.seq desc
                limit 1),
               '-infinity'
             ) - interval '1 hour'
           order by l.at, l.id
           limit $1"#,
        SEAL_AT_MOST,
    )
    .fetch_all(&mut *conn)
    .await?;
    let sealed = lines.len();
    for line in lines {
        let hash = link(&last.1, &line.line);
        sqlx::query!(
            "insert into audit.chain (seq, line, previous, hash) values ($1, $2, $3, $4)",
            last.0 + 1,
            line.id,
            last.1,
            hash,
        )
        .execute(&mut *conn)
        .await?;
        last = (last.0 + 1, hash);
    }
    Ok(sealed)
}

/// What walking the whole chain found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Whole {
        lines: u64,
    },
    /// The first link that does not hold.
    BrokenAt {
        seq: u64,
    },
}

/// Walks the chain from its first link.
///
/// # Errors
/// A fault of the database.
pub async fn verify(conn: &mut Connection) -> Result<Verdict, Fault> {
    let mut previous = vec![0; 32];
    let mut at = 0_i64;
    loop {
        let rows = sqlx::query!(
            r#"select c.seq, c.previous, c.hash, l::text as "line!"
               from audit.chain c
               join audit.lines l on l.id = c.line
               where c.seq > $1
               order by c.seq
               limit 1000"#,
            at,
        )
        .fetch_all(&mut *conn)
        .await?;
        if rows.is_empty() {
            let last =
                sqlx::query_scalar!(r#"select coalesce(max(seq), 0) as "last!" from audit.chain"#)
                    .fetch_one(&mut *conn)
                    .await?;
            return Ok(if last == at {
                Verdict::Whole { lines: seq(at) }
            } else {
                Verdict::BrokenAt { seq: seq(at + 1) }
            });
        }
        for row in rows {
            let holds = row.seq == at + 1
                && row.previous == previous
                && row.hash == link(&previous, &row.line);
            if !holds {
                return Ok(Verdict::BrokenAt { seq: seq(at + 1) });
            }
            at = row.seq;
            previous = row.hash;
        }
    }
}

fn link(previous: &[u8], line: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(line.as_bytes());
    hash.finalize().to_vec()
}
