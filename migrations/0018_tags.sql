-- Why: one tag space with fixed themes and their labels, and when and of what a member wants to be told.

-- When a member may be disturbed and by what. No row: the defaults, which `notice_settings_of` tells.
create table notice_settings (
  member uuid primary key references members (id) on delete cascade,
  time_zone text not null default 'Europe/Helsinki',
  -- Seven of {"from": "20:00", "to": "07:00"} or null (no quiet hours), Monday first. A span whose end
  -- is not after its beginning ends on the next day.
  quiet jsonb not null default jsonb_build_array(
    jsonb_build_object('from', '20:00', 'to', '07:00'),
    jsonb_build_object('from', '20:00', 'to', '07:00'),
    jsonb_build_object('from', '20:00', 'to', '07:00'),
    jsonb_build_object('from', '20:00', 'to', '07:00'),
    jsonb_build_object('from', '20:00', 'to', '07:00'),
    jsonb_build_object('from', '20:00', 'to', '07:00'),
    jsonb_build_object('from', '20:00', 'to', '07:00')
  ),
  do_not_disturb_until timestamptz,
  -- What is pushed: 'nothing', 'mentions' (mentions and direct talk) or 'watched' (what is watched, too).
  push_for text not null default 'mentions',
  -- What is told by mail when it stays unread: 'nothing', 'mentions' or 'watched'.
  mail_for text not null default 'nothing',
  -- 'none', 'daily' or 'weekly'.
  digest text not null default 'weekly',
  -- The first questions have been answered, or put off for good.
  introduced_at timestamptz,
  version bigint not null default 1
);

-- The settings that hold for members, with a row or without.
create view notice_settings_of as
select
  m.id as member,
  coalesce(s.time_zone, 'Europe/Helsinki') as time_zone,
  coalesce(
    s.quiet,
    (select jsonb_agg(jsonb_build_object('from', '20:00', 'to', '07:00')) from generate_series(1, 7))
  ) as quiet,
  s.do_not_disturb_until,
  coalesce(s.push_for, 'mentions') as push_for,
  coalesce(s.mail_for, 'nothing') as mail_for,
  coalesce(s.digest, 'weekly') as digest,
  s.introduced_at,
  coalesce(s.version, 0) as version
from members m
left join notice_settings s on s.member = m.id;

-- Whether a moment lies in somebody's quiet hours, at the clocks of their own zone.
create function is_quiet(quiet jsonb, zone text, moment timestamptz) returns boolean
language sql stable
as $$
  with here as (
    select
      (moment at time zone zone)::time as clock,
      extract(isodow from moment at time zone zone)::int - 1 as day
  ),
  spans as (
    select
      h.clock,
      (quiet -> h.day ->> 'from')::time as begins,
      (quiet -> h.day ->> 'to')::time as ends,
      (quiet -> ((h.day + 6) % 7) ->> 'from')::time as began,
      (quiet -> ((h.day + 6) % 7) ->> 'to')::time as ended
    from here h
  )
  select
    coalesce(clock >= begins and (clock < ends or ends <= begins), false)
      or coalesce(ended <= began and clock < ended, false)
  from spans
$$;

-- Whether a member is to be left alone now: quiet hours, or do not disturb.
create function is_left_alone(one uuid) returns boolean
language sql stable
as $$
  select coalesce(s.do_not_disturb_until > app_now(), false) or is_quiet(s.quiet, s.time_zone, app_now())
  from notice_settings_of s
  where s.member = one
$$;

-- When a follow began: what is older is not new. `why` names what began it when nobody chose it:
-- 'started', 'posted' or 'reacted'.
alter table follows
  add column at timestamptz not null default app_now(),
  add column why text;

alter table tags
  -- Other names people look for it by, in any language.
  add column aliases text[] not null default '{}';
create index tags_merged on tags (merged_into) where merged_into is not null;
create index tags_parent on tags (parent) where parent is not null;

alter table taggings add column at timestamptz not null default app_now();
update taggings g set at = m.at from messages m where g.sort = 'message' and m.id = g.object;
update taggings g set at = i.at from items i where g.sort = 'item' and i.id = g.object;
create index taggings_newest on taggings (tag, at desc);

-- A name as it is looked for: small letters without dots and rings, words parted by one space.
create function folded(name text) returns text
language sql immutable
as $$
  select trim(regexp_replace(
    translate(lower(name), 'äåàáâãæöøòóôõüùúûéèêëíìîïñçšžýß', 'aaaaaaaooooooouuuueeeeiiiincszys'),
    '[^[:alnum:]]+', ' ', 'g'))
$$;

-- What a tag is found by: each name from each of its words on. Merged tags have none; what they were
-- called is an alias of what they became.
create table tag_names (
  tag uuid not null references tags (id) on delete cascade,
  name text not null,
  primary key (tag, name)
);
create index tag_names_name on tag_names (name text_pattern_ops);

create function tag_named() returns trigger
language plpgsql
as $$
begin
  delete from tag_names where tag = new.id;
  if new.merged_into is null then
    insert into tag_names (tag, name)
    select distinct new.id, array_to_string(words[n:], ' ')
    from unnest(array[new.slug, new.label_fi, new.label_sv, new.label_en] || new.aliases) as name,
    lateral (select string_to_array(folded(name), ' ') as words) split,
    lateral generate_series(1, cardinality(words)) as n
    where words[n] <> '';
  end if;
  return null;
end
$$;
create trigger tag_named after insert or update of slug, label_fi, label_sv, label_en, aliases, merged_into
  on tags for each row execute function tag_named();
insert into tag_names (tag, name)
select distinct t.id, array_to_string(words[n:], ' ')
from tags t,
lateral (select string_to_array(folded(t.slug), ' ') as words) split,
lateral generate_series(1, cardinality(words)) as n
where t.merged_into is null and words[n] <> '';

-- The uses of one tag that a member may see: the one place that says so.
create function visible_uses(reader uuid, wanted uuid)
returns table (sort text, object uuid, channel uuid, seq bigint, at timestamptz)
language sql stable
as $$
  select g.sort, g.object, g.channel, g.seq, g.at
  from taggings g
  where g.tag = wanted
    and case
      when g.channel is not null then
        g.channel in (
          select r.channel from readable_channels(reader) r
          where r.history_from <= g.seq
        )
      when g.sort = 'member' then exists (
        select from members m
        where m.id = g.object and m.status = 'active' and knows_of(reader, m)
      )
      else true
    end
$$;

-- The tags that every network begins with: four themes, phenomena, regions.
create temporary table first_tags (
  slug text, kind text, parent text, label_fi text, label_sv text, label_en text, aliases text[]
) on commit drop;
insert into first_tags values
  ('tunne-ja-apu', 'theme', null, 'turvattomuuden tunne ja avun saanti', 'otrygghet och tillgång till hjälp', 'sense of insecurity and access to help', '{turvallisuuden tunne,turvallisuuden tunne ja avunsaanti,trygghetskänsla,sense of security}'),
  ('rikollisuus', 'theme', null, 'rikollisuus', 'brottslighet', 'crime', '{rikokset,brott}'),
  ('tapaturmat', 'theme', null, 'tapaturmat ja onnettomuudet', 'olycksfall och olyckor', 'accidents and injuries', '{onnettomuudet,olyckor}'),
  ('yhteiskuntarauha', 'theme', null, 'yhteiskuntarauha ja vakaus', 'samhällsfred och stabilitet', 'social peace and stability', '{vakaus,stabilitet}'),
  ('rikollisuuden-ehkäisy', 'phenomenon', 'rikollisuus', 'rikollisuuden ehkäisy ja torjunta', 'förebyggande och bekämpning av brottslighet', 'preventing and fighting crime', '{rikoksentorjunta,brottsförebyggande,crime prevention}'),
  ('tapaturmien-ehkäisy', 'phenomenon', 'tapaturmat', 'tapaturmien ja onnettomuuksien ehkäisy', 'förebyggande av olycksfall och olyckor', 'preventing accidents', '{accident prevention}'),
  ('asumisen-turvallisuus', 'phenomenon', 'tapaturmat', 'asumisen turvallisuus', 'säkerhet i boendet', 'safety at home', '{asuminen,boende,housing}'),
  ('lasten-ja-nuorten-turvallisuus', 'phenomenon', 'tunne-ja-apu', 'lasten ja nuorten turvallisuus', 'säkerhet för barn och unga', 'safety of children and young people', '{lapset,nuoriso,barn,unga,youth}'),
  ('oppilaitosten-turvallisuus', 'phenomenon', 'tapaturmat', 'oppilaitosten turvallisuus', 'säkerhet vid läroanstalter', 'safety at schools', '{koulut,koulujen turvallisuus,skolor,schools}'),
  ('liikenneturvallisuus', 'phenomenon', 'tapaturmat', 'liikenneturvallisuus', 'trafiksäkerhet', 'traffic safety', '{liikenne,trafik,road safety}'),
  ('syrjäytymisen-ehkäisy', 'phenomenon', 'yhteiskuntarauha', 'syrjäytymisen ehkäisy', 'förebyggande av marginalisering', 'preventing exclusion', '{syrjäytyminen,marginalisering,exclusion}'),
  ('ekstremismin-ehkäisy', 'phenomenon', 'yhteiskuntarauha', 'väkivaltaisen ekstremismin ennaltaehkäisy', 'förebyggande av våldsam extremism', 'preventing violent extremism', '{ekstremismi,radikalisoituminen,extremism}'),
  ('yritysturvallisuus', 'phenomenon', 'rikollisuus', 'yritystoiminnan turvallisuus', 'säkerhet i företagsverksamheten', 'business security', '{yritykset,företag,companies}'),
  ('kyläturvallisuus', 'phenomenon', 'tunne-ja-apu', 'kyläturvallisuus', 'bysäkerhet', 'village safety', '{kylät,harva-alueet,byar,villages}'),
  ('osallisuus', 'phenomenon', 'yhteiskuntarauha', 'yhteisöllisyyden ja osallisuuden vahvistaminen', 'stärkande av gemenskap och delaktighet', 'community and participation', '{yhteisöllisyys,delaktighet,participation}'),
  ('asukkaiden-omat-toimet', 'phenomenon', 'tunne-ja-apu', 'asukkaiden omat toimet', 'invånarnas egna säkerhetsfrämjande åtgärder', 'what residents do themselves', '{asukkaat,invånare,residents}'),
  ('kyber', 'phenomenon', 'rikollisuus', 'kyberturvallisuus', 'cybersäkerhet', 'cyber security', '{tietoturva,informationssäkerhet}'),
  ('informaatiovaikuttaminen', 'phenomenon', 'yhteiskuntarauha', 'informaatiovaikuttaminen', 'informationspåverkan', 'information influence', '{disinformaatio,desinformation,disinformation}'),
  ('uusimaa', 'region', null, 'Uusimaa', 'Nyland', 'Uusimaa', '{MK01}'),
  ('varsinais-suomi', 'region', null, 'Varsinais-Suomi', 'Egentliga Finland', 'Southwest Finland', '{MK02}'),
  ('satakunta', 'region', null, 'Satakunta', 'Satakunta', 'Satakunta', '{MK04}'),
  ('kanta-häme', 'region', null, 'Kanta-Häme', 'Egentliga Tavastland', 'Kanta-Häme', '{MK05}'),
  ('pirkanmaa', 'region', null, 'Pirkanmaa', 'Birkaland', 'Pirkanmaa', '{MK06}'),
  ('päijät-häme', 'region', null, 'Päijät-Häme', 'Päijänne-Tavastland', 'Päijät-Häme', '{MK07}'),
  ('kymenlaakso', 'region', null, 'Kymenlaakso', 'Kymmenedalen', 'Kymenlaakso', '{MK08}'),
  ('etelä-karjala', 'region', null, 'Etelä-Karjala', 'Södra Karelen', 'South Karelia', '{MK09}'),
  ('etelä-savo', 'region', null, 'Etelä-Savo', 'Södra Savolax', 'South Savo', '{MK10}'),
  ('pohjois-savo', 'region', null, 'Pohjois-Savo', 'Norra Savolax', 'North Savo', '{MK11}'),
  ('pohjois-karjala', 'region', null, 'Pohjois-Karjala', 'Norra Karelen', 'North Karelia', '{MK12}'),
  ('keski-suomi', 'region', null, 'Keski-Suomi', 'Mellersta Finland', 'Central Finland', '{MK13}'),
  ('etelä-pohjanmaa', 'region', null, 'Etelä-Pohjanmaa', 'Södra Österbotten', 'South Ostrobothnia', '{MK14}'),
  ('pohjanmaa', 'region', null, 'Pohjanmaa', 'Österbotten', 'Ostrobothnia', '{MK15}'),
  ('keski-pohjanmaa', 'region', null, 'Keski-Pohjanmaa', 'Mellersta Österbotten', 'Central Ostrobothnia', '{MK16}'),
  ('pohjois-pohjanmaa', 'region', null, 'Pohjois-Pohjanmaa', 'Norra Österbotten', 'North Ostrobothnia', '{MK17}'),
  ('kainuu', 'region', null, 'Kainuu', 'Kajanaland', 'Kainuu', '{MK18}'),
  ('lappi', 'region', null, 'Lappi', 'Lappland', 'Lapland', '{MK19}'),
  ('ahvenanmaa', 'region', null, 'Ahvenanmaa', 'Åland', 'Åland', '{MK21}');
insert into tags (id, slug, kind, label_fi, label_sv, label_en, aliases)
select gen_random_uuid(), slug, kind, label_fi, label_sv, label_en, aliases
from first_tags
order by slug
on conflict (slug) do update
  set kind = excluded.kind,
      label_fi = excluded.label_fi,
      label_sv = excluded.label_sv,
      label_en = excluded.label_en,
      aliases = excluded.aliases,
      merged_into = null;
update tags t
set parent = p.id
from first_tags f
join tags p on p.slug = f.parent
where t.slug = f.slug;
