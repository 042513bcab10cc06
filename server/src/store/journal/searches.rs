//! Statements that keep members' searches, and what is new for them.

use uuid::Uuid;

use crate::{domain::draft::tags::NoticesWrite, store::Connection};

pub(super) async fn store(conn: &mut Connection, write: &NoticesWrite) -> Result<(), sqlx::Error> {
    match write {
        NoticesWrite::SaveSearch { member, search } => {
            // Who begins to follow, or asks something else, hears of what comes from now on.
            sqlx::query!(
                "insert into saved_searches as s (id, member, name, query, followed)
                 values ($1, $2, $3, $4, $5)
                 on conflict (id) do update
                 set name = excluded.name,
                   query = excluded.query,
                   followed = excluded.followed,
                   looked_to = case
                     when s.followed and excluded.query = s.query then s.looked_to
                     else app_now() end,
                   due_at = app_now()
                 where s.member = excluded.member",
                search.id.0,
                member.0,
                search.name,
                search.query,
                search.is_followed,
            )
            .execute(&mut *conn)
            .await?;
            if !search.is_followed {
                sqlx::query!("delete from search_finds where search = $1", search.id.0)
                    .execute(conn)
                    .await?;
            }
            Ok(())
        }
        NoticesWrite::RemoveSearch { member, search } => {
            let gone = sqlx::query!(
                "delete from saved_searches where id = $1 and member = $2",
                search.0,
                member.0,
            );
            gone.execute(conn).await?;
            Ok(())
        }
        NoticesWrite::SearchFound { search, found } => {
            let channels: Vec<Uuid> = found.iter().map(|find| find.channel).collect();
            let items: Vec<Uuid> = found.iter().map(|find| find.item).collect();
            let messages: Vec<Option<Uuid>> = found.iter().map(|find| find.message).collect();
            // The search may have been removed meanwhile.
            sqlx::query!(
                "insert into search_finds (search, object, channel, item, message)
                 select s.id, coalesce(n.message, n.item), n.channel, n.item, n.message
                 from saved_searches s,
                   unnest($2::uuid[], $3::uuid[], $4::uuid[]) as n (channel, item, message)
                 where s.id = $1 and s.followed
                 on conflict do nothing",
                search.0,
                &channels,
                &items,
                &messages as &[Option<Uuid>],
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        NoticesWrite::Settings { .. }
        | NoticesWrite::Partake { .. }
        | NoticesWrite::OwnFeed { .. } => Ok(()),
    }
}
