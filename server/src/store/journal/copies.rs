//! Statements of copies.

use super::coming_in::found;
use crate::{domain::draft::copies::CopyWrite, store::Connection};

pub(super) async fn store(conn: &mut Connection, write: &CopyWrite) -> Result<(), sqlx::Error> {
    match write {
        CopyWrite::Begin { item, original, region } => {
            sqlx::query!(
                "insert into item_copies (item, original, region) values ($1, $2, $3)",
                item.0,
                original.0,
                region.as_deref(),
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        CopyWrite::Bring { import, channel, made } => {
            let (names, items): (Vec<String>, Vec<uuid::Uuid>) =
                made.iter().map(|(name, item)| (name.clone(), item.0)).unzip();
            let done = sqlx::query!(
                "with done as (
                   update bringings set done_at = app_now(), files = '[]' where id = $1)
                 insert into brought_items (channel, name, item)
                 select $2, t.name, t.item
                 from unnest($3::text[], $4::uuid[]) as t (name, item)
                 on conflict do nothing",
                import.0,
                channel.0,
                &names,
                &items,
            )
            .execute(&mut *conn)
            .await?;
            // Somebody brought one of them in meanwhile.
            let is_whole = done.rows_affected() == names.len() as u64;
            found(conn, u64::from(is_whole)).await
        }
        CopyWrite::Tell { item, told, original_seq } => {
            let done = sqlx::query!(
                "update item_copies k
                 set told = $2, told_at = app_now()
                 from items o
                 where k.item = $1
                   and k.told is null
                   and o.id = k.original
                   and o.deleted_at is null
                   and o.changed_seq = $3
                   and not exists (select from hidden_items h where h.item = o.id)",
                item.0,
                told,
                i64::try_from(*original_seq).unwrap_or(i64::MAX),
            )
            .execute(&mut *conn)
            .await?;
            found(conn, done.rows_affected()).await
        }
    }
}
