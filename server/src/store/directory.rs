//! The directory: active, discoverable people by family name, in the order of letters that the
//! reader's language has. Pages are found by the last name of the page before.

use talkoo_protocol::{MemberId, people::DirectoryQuery};
use uuid::Uuid;

use super::Connection;
use crate::error::Fault;

/// Where a page ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub family: String,
    pub given: String,
    pub id: Uuid,
}

/// People of one page, and where each of them stands; with the number of all who meet the question
/// from there on. Words are looked up once, not for each person: at 1,000 people that took 250 ms.
///
/// # Errors
/// A fault of the database.
pub async fn page(
    conn: &mut Connection,
    query: &DirectoryQuery,
    words: &[String],
    after: Option<&Place>,
    limit: i64,
) -> Result<(Vec<Place>, u32), Fault> {
    macro_rules! ordered {
        ($collation:literal) => {
            sqlx::query_as!(
                Row,
                r#"select m.family, m.given, m.id, count(*) over () as "total!"
                   from members m
                   where m.status = 'active'
                     and m.discoverable
                     and ($1::text is null
                       or (m.family collate ""#
                    + $collation
                    + r#"", m.given collate ""#
                    + $collation
                    + r#"", m.id) > ($1, $2, $3))
                     and ($5::text is null or m.region = $5)
                     and ($6::text is null or $6 = any(m.languages))
                     and (($7::uuid is null and $8::text is null) or exists (
                       select from affiliations a
                       join organisations o on o.id = a.organisation
                       where a.member = m.id
                         and a.to_at is null
                         and ($7::uuid is null or o.id = $7)
                         and ($8::text is null or o.kind = $8)
                     ))
                     and ($9::text is null or exists (
                       select from member_competences mc
                       join competences c on c.id = mc.competence
                       where mc.member = m.id and c.slug = $9
                     ))
                     and (cardinality($4::text[]) = 0 or m.id in (
                       with words as materialized (
                         select distinct word from unnest($4::text[]) as word
                       ),
                       named as materialized (
                         select id,
                           lower(given || ' ' || family || ' ' || title collate "fi-x-icu") as text
                         from members
                         where status = 'active' and discoverable
                       ),
                       organisations_hit as materialized (
                         select w.word, o.id
                         from organisations o
                         join words w on lower(o.name_fi || ' ' || o.name_sv || ' ' || o.name_en
                           collate "fi-x-icu") like w.word
                       ),
                       competences_hit as materialized (
                         select w.word, c.id
                         from competences c
                         join words w on lower(c.slug || ' ' || c.label_fi || ' ' || c.label_sv
                           || ' ' || c.label_en || ' ' || array_to_string(c.aliases, ' ')
                           collate "fi-x-icu") like w.word
                       )
                       select hit.member
                       from (
                         select w.word, n.id as member from named n join words w on n.text like w.word
                         union
                         select o.word, a.member
                         from organisations_hit o
                         join affiliations a on a.organisation = o.id and a.to_at is null
                         union
                         select c.word, mc.member
                         from competences_hit c
                         join member_competences mc on mc.competence = c.id
                       ) as hit
                       group by hit.member
                       having count(*) = (select count(*) from words)
                     ))
                   order by m.family collate ""#
                    + $collation
                    + r#"", m.given collate ""#
                    + $collation
                    + r#"", m.id
                   limit $10"#,
                after.map(|place| &*place.family),
                after.map(|place| &*place.given),
                after.map(|place| place.id),
                words,
                query.region,
                query.language,
                query.organisation.map(|organisation| organisation.0),
                query.kind,
                query.competence,
                limit,
            )
            .fetch_all(conn)
            .await?
        };
    }
    let rows = if query.order == "sv" { ordered!("sv-x-icu") } else { ordered!("fi-x-icu") };
    let total = rows.first().map_or(0, |row| row.total);
    let places = rows.into_iter().map(|Row { family, given, id, .. }| Place { family, given, id });
    Ok((places.collect(), u32::try_from(total).unwrap_or(u32::MAX)))
}

struct Row {
    family: String,
    given: String,
    id: Uuid,
    total: i64,
}

impl Place {
    /// As a page's `next` carries it.
    pub fn written(&self) -> String {
        [&*self.family, &*self.given, &*self.id.to_string()].join("\u{1f}")
    }

    /// `None` for what is no place.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('\u{1f}');
        let (family, given, id) = (parts.next()?, parts.next()?, parts.next()?);
        let is_whole = parts.next().is_none();
        let id = id.parse().ok()?;
        is_whole.then(|| Self { family: family.to_owned(), given: given.to_owned(), id })
    }

    pub fn member(&self) -> MemberId {
        MemberId(self.id)
    }
}
