//! Statements that change tags and what members want to be told.

use uuid::Uuid;

use crate::{
    domain::draft::tags::{NoticesChange, NoticesWrite, TagChange, TagsWrite},
    store::Connection,
};

pub(super) async fn store(conn: &mut Connection, write: &TagsWrite) -> Result<(), sqlx::Error> {
    match write {
        TagsWrite::Change(change) => self::change(conn, change).await,
        TagsWrite::Merge { from, into } => merge(conn, *from, *into).await,
    }
}

pub(super) async fn notices(
    conn: &mut Connection,
    write: &NoticesWrite,
) -> Result<(), sqlx::Error> {
    match write {
        NoticesWrite::Settings { member, change } => settings(conn, member.0, change).await,
        NoticesWrite::Partake { member, item, why } => {
            sqlx::query!(
                "insert into follows (member, sort, subject, level, why)
                 values ($1, 'item', $2, 'follow', $3)
                 on conflict do nothing",
                member.0,
                item.to_string(),
                why,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
        NoticesWrite::SaveSearch { .. }
        | NoticesWrite::RemoveSearch { .. }
        | NoticesWrite::SearchFound { .. } => super::searches::store(conn, write).await,
        NoticesWrite::OwnFeed { member, change } => {
            sqlx::query!(
                "insert into own_feeds (member, settings)
                 values ($1, $2)
                 on conflict (member) do update
                   set settings =
                         case when $3 then '{}' else own_feeds.settings end || excluded.settings,
                       version = own_feeds.version + 1",
                member.0,
                change.settings,
                change.is_reset,
            )
            .execute(conn)
            .await?;
            Ok(())
        }
    }
}

async fn change(conn: &mut Connection, change: &TagChange) -> Result<(), sqlx::Error> {
    let tag = match &change.slug {
        Some(slug) => rename(conn, change.tag, slug).await?,
        None => change.tag,
    };
    let label = change.label.as_ref();
    let parent = change.parent.flatten();
    sqlx::query!(
        "update tags
         set label_fi = coalesce($2, label_fi, case when $7 then slug end),
             label_sv = coalesce($3, label_sv),
             label_en = coalesce($4, label_en),
             aliases = coalesce($5, aliases),
             parent = case when $6 then $8 else parent end,
             kind = case when $7 and kind = 'free' then 'phenomenon' else kind end
         where id = $1",
        tag,
        label.map(|label| label.fi.as_str()),
        label.map(|label| label.sv.as_str()),
        label.map(|label| label.en.as_str()),
        change.aliases.as_deref(),
        change.parent.is_some(),
        change.is_promoted,
        parent.filter(|parent| *parent != tag),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The former slug leads to the tag from now on. Who has the new slug already becomes one with it,
/// so the answer never tells whether it was taken.
async fn rename(conn: &mut Connection, tag: Uuid, slug: &str) -> Result<Uuid, sqlx::Error> {
    let taken = sqlx::query!("select id, merged_into from tags where slug = $1 for update", slug)
        .fetch_optional(&mut *conn)
        .await?;
    match taken {
        Some(taken) if taken.id == tag => return Ok(tag),
        Some(taken) if taken.merged_into == Some(tag) => {
            sqlx::query!("delete from tags where id = $1", taken.id).execute(&mut *conn).await?;
        }
        Some(taken) => {
            let into = taken.merged_into.unwrap_or(taken.id);
            merge(conn, tag, into).await?;
            return Ok(into);
        }
        None => {}
    }
    sqlx::query!(
        "with former as (select slug from tags where id = $1),
         told as (
           insert into follows (member, sort, subject, level, at)
           select f.member, 'tag', $2, f.level, f.at
           from former
           join follows f on f.sort = 'tag' and f.subject = former.slug
           on conflict do nothing
         ),
         left_behind as (
           delete from follows f using former where f.sort = 'tag' and f.subject = former.slug
         ),
         placed as (
           update workspaces w
           set tags = array_replace(w.tags, former.slug, $2)
           from former
           where w.tags @> array[former.slug]
         )
         update tags set slug = $2, aliases = array_append(aliases, former.slug)
         from former
         where tags.id = $1",
        tag,
        slug,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into tags (id, slug, merged_into)
         select gen_random_uuid(), t.aliases[cardinality(t.aliases)], t.id
         from tags t
         where t.id = $1
         on conflict (slug) do nothing",
        tag,
    )
    .execute(conn)
    .await?;
    Ok(tag)
}

/// Uses, followers, children and names move to the other; nobody follows it less closely than before.
async fn merge(conn: &mut Connection, from: Uuid, into: Uuid) -> Result<(), sqlx::Error> {
    if from == into {
        return Ok(());
    }
    sqlx::query!(
        "insert into taggings (tag, sort, object, channel, seq, at)
         select $2, sort, object, channel, seq, at from taggings where tag = $1
         on conflict do nothing",
        from,
        into,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from taggings where tag = $1", from).execute(&mut *conn).await?;
    sqlx::query!(
        "insert into follows (member, sort, subject, level, at)
         select f.member, 'tag', i.slug, f.level, f.at
         from tags o
         join follows f on f.sort = 'tag' and f.subject = o.slug
         join tags i on i.id = $2
         where o.id = $1
         on conflict (member, sort, subject) do update
           set level = case
             when 'watch' in (follows.level, excluded.level) then 'watch'
             when 'follow' in (follows.level, excluded.level) then 'follow'
             else follows.level
           end",
        from,
        into,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with old as (select slug, aliases, label_fi, label_sv, label_en from tags where id = $1),
         left_behind as (
           delete from follows f using old where f.sort = 'tag' and f.subject = old.slug
         ),
         placed as (
           update workspaces w
           set tags = array_replace(w.tags, old.slug, i.slug)
           from old, tags i
           where i.id = $2 and w.tags @> array[old.slug]
         ),
         moved as (
           update tags set parent = $2 where parent = $1 and id <> $2
         )
         update tags t
         set aliases = array(
               select distinct name
               from unnest(t.aliases || old.slug || old.aliases || array[old.label_fi, old.label_sv, old.label_en]) as name
               where name <> ''
               order by name
             ),
             parent = nullif(t.parent, $1)
         from old
         where t.id = $2",
        from,
        into,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update tags
         set merged_into = $2, parent = null
         where id = $1 or merged_into = $1",
        from,
        into,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What a person or an organisation is about from now on; absent stays.
pub(super) async fn bear(
    conn: &mut Connection,
    sort: &str,
    object: Uuid,
    slugs: Option<&[String]>,
) -> Result<(), sqlx::Error> {
    let Some(slugs) = slugs else { return Ok(()) };
    sqlx::query!("delete from taggings where sort = $1 and object = $2", sort, object)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "insert into tags (id, slug)
         select gen_random_uuid(), slug
         from unnest($1::text[]) as slug
         order by slug
         on conflict (slug) do nothing",
        slugs,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into taggings (tag, sort, object)
         select distinct coalesce(t.merged_into, t.id), $2, $3::uuid
         from tags t
         where t.slug = any($1)
         on conflict do nothing",
        slugs,
        sort,
        object,
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn settings(
    conn: &mut Connection,
    member: Uuid,
    change: &NoticesChange,
) -> Result<(), sqlx::Error> {
    sqlx::query!("insert into notice_settings (member) values ($1) on conflict do nothing", member)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "update notice_settings
         set time_zone = coalesce($2, time_zone),
             quiet = coalesce($3, quiet),
             do_not_disturb_until = case
               when $4::int is null then do_not_disturb_until
               when $4 = 0 then null
               else app_now() + make_interval(mins => $4)
             end,
             push_for = coalesce($5, push_for),
             mail_for = coalesce($6, mail_for),
             digest = coalesce($7, digest),
             introduced_at = case when $8 then coalesce(introduced_at, app_now()) else introduced_at end,
             version = version + 1
         where member = $1",
        member,
        change.time_zone,
        change.quiet,
        change.do_not_disturb_minutes,
        change.push_for,
        change.mail_for,
        change.digest,
        change.is_introduced,
    )
    .execute(conn)
    .await?;
    Ok(())
}
