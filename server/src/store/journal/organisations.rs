//! Statements that make and change organisations and say who stands for them.

use uuid::Uuid;

use crate::{
    domain::draft::who::{NewOrganisation, OrganisationChange},
    store::Connection,
};

pub(super) async fn add(conn: &mut Connection, new: &NewOrganisation) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into organisations
           (id, name_fi, name_sv, name_en, kind, region, business_id, parent, verified, coordinator)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        new.id.0,
        new.name.fi,
        new.name.sv,
        new.name.en,
        new.kind,
        new.region,
        new.business_id,
        new.parent.map(|parent| parent.0),
        new.verified,
        new.coordinator,
    )
    .execute(&mut *conn)
    .await?;
    domains(conn, new.id.0, &new.domains).await
}

pub(super) async fn change(
    conn: &mut Connection,
    organisation: Uuid,
    change: &OrganisationChange,
) -> Result<(), sqlx::Error> {
    let (name, about) = (change.name.as_ref(), change.about.as_ref());
    sqlx::query!(
        "update organisations
         set name_fi = coalesce($2, name_fi),
             name_sv = coalesce($3, name_sv),
             name_en = coalesce($4, name_en),
             about_fi = coalesce($5, about_fi),
             about_sv = coalesce($6, about_sv),
             about_en = coalesce($7, about_en),
             kind = coalesce($8, kind),
             region = nullif(coalesce($9, region), ''),
             business_id = nullif(coalesce($10, business_id), ''),
             parent = case when $11 then $12 else parent end,
             verified = coalesce($13, verified),
             coordinator = coalesce($14, coordinator),
             version = version + 1
         where id = $1",
        organisation,
        name.map(|name| &*name.fi),
        name.map(|name| &*name.sv),
        name.map(|name| &*name.en),
        about.map(|about| &*about.fi),
        about.map(|about| &*about.sv),
        about.map(|about| &*about.en),
        change.kind,
        change.region,
        change.business_id,
        change.parent.is_some(),
        change.parent.flatten().map(|parent| parent.0),
        change.verified,
        change.coordinator,
    )
    .execute(&mut *conn)
    .await?;
    match &change.domains {
        Some(all) => domains(conn, organisation, all).await,
        None => Ok(()),
    }
}

/// All of its domains, instead of those before.
async fn domains(
    conn: &mut Connection,
    organisation: Uuid,
    domains: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from organisation_domains
         where organisation = $1 and domain <> all ($2)",
        organisation,
        domains,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into organisation_domains (domain, organisation)
         select n.domain, $1
         from unnest($2::text[]) as n (domain)
         where not exists (
           select from organisation_domains d
           where d.domain = n.domain and d.organisation = $1)",
        organisation,
        domains,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn name_contact(
    conn: &mut Connection,
    organisation: Uuid,
    member: Uuid,
) -> Result<(), sqlx::Error> {
    newer(conn, organisation).await?;
    sqlx::query!(
        "insert into organisation_contacts (organisation, member)
         values ($1, $2)
         on conflict (organisation, member) do nothing",
        organisation,
        member,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn remove_contact(
    conn: &mut Connection,
    organisation: Uuid,
    member: Uuid,
) -> Result<(), sqlx::Error> {
    newer(conn, organisation).await?;
    sqlx::query!(
        "delete from organisation_contacts where organisation = $1 and member = $2",
        organisation,
        member,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn newer(conn: &mut Connection, organisation: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("update organisations set version = version + 1 where id = $1", organisation)
        .execute(conn)
        .await?;
    Ok(())
}
