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
        CopyWrite::Tell { item, told } => {
            let done = sqlx::query!(
                "update item_copies
                 set told = $2, told_at = app_now()
                 where item = $1 and told is null",
                item.0,
                told,
            )
            .execute(&mut *conn)
            .await?;
            found(conn, done.rows_affected()).await
        }
    }
}
