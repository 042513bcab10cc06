//! Statements that change who is in the network: profiles, affiliations, competences, accounts.

use uuid::Uuid;

use super::{organisations, people, tags};
use crate::{
    domain::draft::who::{ProfileChange, SavedCompetence, Who},
    store::Connection,
};

pub(super) async fn store(conn: &mut Connection, who: &Who) -> Result<(), sqlx::Error> {
    if let Some(member) = who.member() {
        newer(conn, member.0).await?;
    }
    match who {
        Who::Profile { member, change } => {
            tags::bear(conn, "member", member.0, change.tags.as_deref()).await?;
            profile(conn, member.0, change).await
        }
        Who::Picture { member, picture: None } => drop_picture(conn, member.0).await,
        Who::Picture { member, picture: Some(file) } => picture(conn, member.0, file.0).await,
        Who::AddAffiliation { member, organisation, title, is_confirmed } => {
            add_affiliation(conn, member.0, organisation.0, title, *is_confirmed).await
        }
        Who::ChangeAffiliation { member, organisation, title, becomes_main } => {
            if *becomes_main {
                choose(conn, member.0, organisation.0).await?;
            }
            retitle(conn, member.0, organisation.0, title.as_deref()).await
        }
        Who::EndAffiliation { member, organisation } => {
            end_affiliation(conn, member.0, organisation.0).await
        }
        Who::ConfirmAffiliation { member, organisation } => {
            confirm(conn, member.0, organisation.0).await
        }
        Who::Competence { member, competence, level } => {
            competence_level(conn, member.0, *competence, *level).await
        }
        Who::Endorse { member, competence, by } => endorse(conn, member.0, *competence, by.0).await,
        Who::Unendorse { member, competence, by } => {
            unendorse(conn, member.0, *competence, by.0).await
        }
        Who::SaveCompetence(saved) => save_competence(conn, saved).await,
        Who::Organisation(new) => organisations::add(conn, new).await,
        Who::ChangeOrganisation { organisation, change } => {
            tags::bear(conn, "organisation", organisation.0, change.tags.as_deref()).await?;
            organisations::change(conn, organisation.0, change).await
        }
        Who::NameContact { organisation, member } => {
            organisations::name_contact(conn, organisation.0, member.0).await
        }
        Who::RemoveContact { organisation, member } => {
            organisations::remove_contact(conn, organisation.0, member.0).await
        }
        Who::Status { member, status: word } => status(conn, member.0, word).await,
        Who::Erase { member } => {
            sqlx::query!("select erase_member($1)", member.0).execute(conn).await?;
            Ok(())
        }
    }
}

async fn newer(conn: &mut Connection, member: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("update members set version = version + 1 where id = $1", member)
        .execute(conn)
        .await?;
    Ok(())
}

async fn profile(
    conn: &mut Connection,
    member: Uuid,
    change: &ProfileChange,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update members
         set given = coalesce($2, given),
             family = coalesce($3, family),
             title = coalesce($4, title),
             region = nullif(coalesce($5, region), ''),
             municipality = nullif(coalesce($6, municipality), ''),
             languages = coalesce($7, languages),
             language = coalesce($8, language),
             bio = coalesce($9, bio),
             discoverable = coalesce($10, discoverable)
         where id = $1",
        member,
        change.given,
        change.family,
        change.title,
        change.region,
        change.municipality,
        change.languages.as_deref(),
        change.language,
        change.bio,
        change.discoverable,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Said again it changes nothing. A file that is gone meanwhile breaks a rule of the table.
async fn picture(conn: &mut Connection, member: Uuid, file: Uuid) -> Result<(), sqlx::Error> {
    let kept = sqlx::query_scalar!("select picture from members where id = $1", member)
        .fetch_optional(&mut *conn)
        .await?;
    if kept.flatten() == Some(file) {
        return Ok(());
    }
    drop_picture(conn, member).await?;
    sqlx::query!("update members set picture = $2 where id = $1", member, file)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("update files set held = true where id = $1", file).execute(conn).await?;
    Ok(())
}

/// The bytes go with the next round of the file room.
async fn drop_picture(conn: &mut Connection, member: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with former as (
           select id, picture from members where id = $1 and picture is not null
         ), gone as (
           update files
           set held = false,
               is_dropped = true
           where id in (select picture from former)
         )
         update members set picture = null where id in (select id from former)",
        member,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The first confirmed one is chosen by itself.
async fn add_affiliation(
    conn: &mut Connection,
    member: Uuid,
    organisation: Uuid,
    title: &str,
    is_confirmed: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into affiliations (member, organisation, title, confirmed, main)
         values ($1, $2, $3, $4, $4 and not exists (
           select from affiliations where member = $1 and main and to_at is null))",
        member,
        organisation,
        title,
        is_confirmed,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// One row is main: the former one first, since the rule is asked row by row.
async fn choose(
    conn: &mut Connection,
    member: Uuid,
    organisation: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update affiliations set main = false where member = $1 and main and to_at is null",
        member,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update affiliations
         set main = true
         where member = $1 and organisation = $2 and to_at is null and confirmed",
        member,
        organisation,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn retitle(
    conn: &mut Connection,
    member: Uuid,
    organisation: Uuid,
    title: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update affiliations
         set title = coalesce($3, title)
         where member = $1 and organisation = $2 and to_at is null",
        member,
        organisation,
        title,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Where the chosen one ends, the oldest confirmed one that is left is chosen. Who speaks for an
/// organisation no more is not its contact person either.
async fn end_affiliation(
    conn: &mut Connection,
    member: Uuid,
    organisation: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update affiliations
         set to_at = app_now(), main = false
         where member = $1 and organisation = $2 and to_at is null",
        member,
        organisation,
    )
    .execute(&mut *conn)
    .await?;
    organisations::remove_contact(conn, organisation, member).await?;
    choose_oldest(conn, member).await
}

async fn choose_oldest(conn: &mut Connection, member: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update affiliations
         set main = true
         where member = $1
           and to_at is null
           and organisation = (
             select organisation from affiliations
             where member = $1 and to_at is null and confirmed
             order by from_at, organisation
             limit 1)
           and not exists (
             select from affiliations where member = $1 and main and to_at is null)",
        member,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn confirm(
    conn: &mut Connection,
    member: Uuid,
    organisation: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update affiliations
         set confirmed = true
         where member = $1 and organisation = $2 and to_at is null",
        member,
        organisation,
    )
    .execute(&mut *conn)
    .await?;
    choose_oldest(conn, member).await
}

async fn competence_level(
    conn: &mut Connection,
    member: Uuid,
    competence: Uuid,
    level: Option<i16>,
) -> Result<(), sqlx::Error> {
    let Some(level) = level else {
        sqlx::query!(
            "delete from member_competences where member = $1 and competence = $2",
            member,
            competence,
        )
        .execute(conn)
        .await?;
        return Ok(());
    };
    sqlx::query!(
        "insert into member_competences (member, competence, level)
         values ($1, $2, $3)
         on conflict (member, competence) do update set level = excluded.level",
        member,
        competence,
        level,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Of a competence that was taken back meanwhile nothing is endorsed.
async fn endorse(
    conn: &mut Connection,
    member: Uuid,
    competence: Uuid,
    by: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into endorsements (member, competence, by_member)
         select member, competence, $3
         from member_competences
         where member = $1 and competence = $2
         on conflict (member, competence, by_member) do nothing",
        member,
        competence,
        by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn unendorse(
    conn: &mut Connection,
    member: Uuid,
    competence: Uuid,
    by: Uuid,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from endorsements where member = $1 and competence = $2 and by_member = $3",
        member,
        competence,
        by,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn save_competence(
    conn: &mut Connection,
    saved: &SavedCompetence,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into competences (id, slug, label_fi, label_sv, label_en, kind, aliases, is_retired)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (slug) do update
           set label_fi = excluded.label_fi,
               label_sv = excluded.label_sv,
               label_en = excluded.label_en,
               kind = excluded.kind,
               aliases = excluded.aliases,
               is_retired = excluded.is_retired",
        saved.id,
        saved.slug,
        saved.label.fi,
        saved.label.sv,
        saved.label.en,
        saved.kind,
        &saved.aliases,
        saved.is_retired,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An account that is not active holds no session and no way in.
async fn status(conn: &mut Connection, member: Uuid, status: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("update members set status = $2 where id = $1", member, status)
        .execute(&mut *conn)
        .await?;
    if status == "active" {
        return Ok(());
    }
    sqlx::query!(
        "update sessions set ended_at = app_now() where member = $1 and ended_at is null",
        member,
    )
    .execute(&mut *conn)
    .await?;
    people::end_links(conn, member).await?;
    let_go(conn, member).await?;
    if status != "suspended" {
        drop_picture(conn, member).await?;
        sqlx::query!("delete from organisation_contacts where member = $1", member)
            .execute(conn)
            .await?;
    }
    Ok(())
}

/// What a member has in hand is free for the others at once.
pub(super) async fn let_go(conn: &mut Connection, member: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from application_handlers where member = $1", member)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "update reports
         set handler = null,
             claimed_at = null,
             version = version + 1
         where handler = $1 and state in ('open', 'appealed')",
        member,
    )
    .execute(&mut *conn)
    .await?;
    Ok(())
}
