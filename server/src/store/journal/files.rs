//! Statements about files that belong to a command: who holds which, what it shows, whether it is
//! clean. Uploads themselves are in no stream and stand in `store/files`.

use uuid::Uuid;

use crate::{
    domain::draft::files::FilesWrite,
    store::{Connection, files::state_word},
};

pub(super) async fn store(
    conn: &mut Connection,
    write: &FilesWrite,
    number: i64,
) -> Result<(), sqlx::Error> {
    match write {
        FilesWrite::Attach { message, files } => {
            let files: Vec<Uuid> = files.iter().map(|file| file.0).collect();
            attach(conn, message.0, &files).await
        }
        FilesWrite::Hold { item, files } => {
            let files: Vec<Uuid> = files.iter().map(|file| file.0).collect();
            hold(conn, item.0, &files).await
        }
        FilesWrite::Describe { file, alt } => {
            sqlx::query!("update files set alt = $2 where id = $1", file.0, alt)
                .execute(conn)
                .await?;
            Ok(())
        }
        FilesWrite::Checked { file, state } => {
            sqlx::query!(
                "update files set state = $2 where id = $1 and state = 'pending'",
                file.0,
                state_word(*state),
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        FilesWrite::Touch { message } => {
            sqlx::query!("update messages set changed_seq = $2 where id = $1", message.0, number)
                .execute(conn)
                .await?;
            Ok(())
        }
    }
}

/// One that is held already, or gone, breaks a rule of the table, and the whole send with it.
async fn attach(conn: &mut Connection, message: Uuid, files: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into message_files (file, message, position)
         select file, $1, position
         from unnest($2::uuid[]) with ordinality as f (file, position)",
        message,
        files,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("update files set held = true where id = any($1)", files).execute(conn).await?;
    Ok(())
}

/// As with a message, one that is gone breaks a rule of the table.
async fn hold(conn: &mut Connection, item: Uuid, files: &[Uuid]) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with held as (update files set held = true where id = any($2))
         insert into item_files (item, file)
         select $1, f.file
         from unnest($2::uuid[]) as f (file)
         on conflict do nothing",
        item,
        files,
    )
    .execute(conn)
    .await?;
    Ok(())
}
