//! Statements of running the network: settings, offices, feedback, and an import's accounts by one
//! statement each, so that five hundred of them hold nobody's message up.

use uuid::Uuid;

use super::who;
use crate::{
    domain::draft::{Administration, NetworkChange, NewFeedback, NewMember},
    store::Connection,
};

pub(super) async fn store(
    conn: &mut Connection,
    write: &Administration,
) -> Result<(), sqlx::Error> {
    match write {
        Administration::Network(change) => network(conn, change).await,
        Administration::Office { member, office } => set_office(conn, member.0, office).await,
        Administration::Feedback(new) => feedback(conn, new).await,
        Administration::FeedbackHandled { feedback, by, answer } => {
            handled(conn, feedback.0, by.0, answer).await
        }
        Administration::Import { import, members } => {
            new_members(conn, members).await?;
            done(conn, import.0, members).await
        }
    }
}

async fn network(conn: &mut Connection, change: &NetworkChange) -> Result<(), sqlx::Error> {
    let days = change.retention_days.map(|days| days.and_then(|days| i32::try_from(days).ok()));
    sqlx::query!(
        "update network
         set name = coalesce($1, name),
             kinds = coalesce($2, kinds),
             invites = coalesce($3, invites),
             language = coalesce($4, language),
             retention_days = case when $5 then $6 else retention_days end,
             version = version + 1",
        change.name,
        change.kinds.as_deref(),
        change.invites,
        change.language,
        days.is_some(),
        days.flatten(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn set_office(conn: &mut Connection, member: Uuid, office: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("update members set role = $2 where id = $1", member, office)
        .execute(&mut *conn)
        .await?;
    if office == "member" {
        who::let_go(conn, member).await?;
    }
    Ok(())
}

async fn feedback(conn: &mut Connection, new: &NewFeedback) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into feedback (id, member, kind, words, page)
         values ($1, $2, $3, $4, $5)",
        new.id.0,
        new.member.0,
        new.kind,
        new.words,
        new.page,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn handled(
    conn: &mut Connection,
    feedback: Uuid,
    by: Uuid,
    answer: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update feedback
         set state = 'handled',
             answer = $3,
             handled_by = $2,
             handled_at = app_now()
         where id = $1",
        feedback,
        by,
        answer,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn new_members(conn: &mut Connection, members: &[NewMember]) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.id.0).collect();
    let column = |of: fn(&NewMember) -> &String| -> Vec<String> {
        members.iter().map(|member| of(member).clone()).collect()
    };
    let regions: Vec<Option<String>> = members.iter().map(|member| member.region.clone()).collect();
    let organisations: Vec<Option<Uuid>> =
        members.iter().map(|member| member.organisation.map(|id| id.0)).collect();
    sqlx::query!(
        "insert into members (id, given, family, email, title, region, language, languages)
         select n.id, n.given, n.family, n.email, n.title, n.region, n.language, array[n.language]
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
           as n (id, given, family, email, title, region, language)",
        &ids,
        &column(|member| &member.given),
        &column(|member| &member.family),
        &column(|member| &member.email),
        &column(|member| &member.title),
        &regions as &[Option<String>],
        &column(|member| &member.language),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into affiliations (member, organisation, title, main)
         select n.id, n.organisation, n.title, true
         from unnest($1::uuid[], $2::uuid[], $3::text[]) as n (id, organisation, title)
         where n.organisation is not null",
        &ids,
        &organisations as &[Option<Uuid>],
        &column(|member| &member.title),
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn done(
    conn: &mut Connection,
    import: Uuid,
    members: &[NewMember],
) -> Result<(), sqlx::Error> {
    let ids: Vec<Uuid> = members.iter().map(|member| member.id.0).collect();
    sqlx::query!(
        "with made as (
           update imports set text = '', done_at = app_now() where id = $1
         )
         insert into imported_members (import, member)
         select $1, n.id from unnest($2::uuid[]) as n (id)",
        import,
        &ids,
    )
    .execute(conn)
    .await?;
    Ok(())
}
