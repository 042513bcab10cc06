//! Statements of who edits, of what is handed on, and of newsletters.

use uuid::Uuid;

use super::coming_in::found;
use crate::{domain::draft::publishing::PublishingWrite, store::Connection};

pub(super) async fn store(
    conn: &mut Connection,
    write: &PublishingWrite,
) -> Result<(), sqlx::Error> {
    match write {
        PublishingWrite::Hold { item, by, takes_over } => {
            let done = sqlx::query!(
                "update items
                 set held_by = $2, held_at = app_now()
                 where id = $1
                   and ($3 or held_by is null or held_by = $2
                     or held_at < app_now() - interval '2 minutes')",
                item.0,
                by.0,
                takes_over,
            )
            .execute(&mut *conn)
            .await?;
            found(conn, done.rows_affected()).await
        }
        PublishingWrite::LetGo { item, by } => {
            sqlx::query!(
                "update items set held_by = null, held_at = null where id = $1 and held_by = $2",
                item.0,
                by.0,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        PublishingWrite::Share { message, member, items } => {
            let items: Vec<Uuid> = items.iter().map(|item| item.0).collect();
            sqlx::query!(
                "insert into item_shares (item, message, member)
                 select i, $2, $3 from unnest($1::uuid[]) as i
                 on conflict do nothing",
                &items,
                message.0,
                member.0,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        PublishingWrite::Source { channel, source, by, takes: true } => {
            sqlx::query!(
                "insert into channel_sources (channel, source, taken_by) values ($1, $2, $3)
                 on conflict do nothing",
                channel.0,
                source.0,
                by.0,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        PublishingWrite::Source { channel, source, takes: false, .. } => {
            sqlx::query!(
                "delete from channel_sources where channel = $1 and source = $2",
                channel.0,
                source.0,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        PublishingWrite::Newsletter { id, channel, by, subject, words, items } => {
            let items: Vec<Uuid> = items.iter().map(|item| item.0).collect();
            sqlx::query!(
                "insert into newsletters (id, channel, made_by, subject, words, items)
                 values ($1, $2, $3, $4, $5, $6)",
                id,
                channel.0,
                by.0,
                subject,
                words,
                &items,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
    }
}
