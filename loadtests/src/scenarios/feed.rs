//! FEED: how long a member waits for a page of their own feed, who follows fifty tags where a hundred
//! thousand items are offered. The items, their facets, tags and marks are written by SQL, as the
//! journal would leave them. Beside it a question that reads one row, on the same line: what the feed
//! costs above an answer at all.

use anyhow::Context as _;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::bench::Bench;
use super::large::Asker;
use super::run::median;
use crate::measure::histogram::Histogram;
use crate::report::{Line, Report, say};
use crate::target::fixture::Shape;
use crate::target::servers::Kind;

/// Each member is in twenty channels of two hundred.
const SHAPE: Shape = Shape { members: 50, channels: 200, per_channel: 5 };
const ITEMS: usize = 100_000;
const TAGS: usize = 500;
const FOLLOWED: usize = 50;
const ASKED: usize = 100;
/// Items of one statement.
const AT_ONCE: usize = 10_000;
const TRIVIAL: &str = "/api/v1/notices/settings";

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    if !bench.with_talkoo() {
        return Ok(());
    }
    let items = bench.members(ITEMS);
    let load = format!("FEED {items}");
    let place = bench.ground.prepare(Kind::Talkoo, &format!("feed_{items}"), SHAPE).await?;
    let mut conn = PgConnection::connect(&bench.ground.postgres.owner_url(&place.database)).await?;
    fill(&mut conn, items).await.context("filling the feed")?;
    conn.close().await?;
    let servers = bench.ground.serve(&place, 1).await?;
    let mut line = Asker::connect(servers.nodes[0]).await?;
    let tokens = &place.fixture.tokens;
    let mut trivial = Vec::new();
    for (figure, path, bounds) in [
        ("one row, p95 ms", TRIVIAL, None),
        ("first page, p95 ms", "/api/v1/feed", Some((100.0, 50.0))),
        ("newest first, p95 ms", "/api/v1/feed?order=newest", Some((100.0, 50.0))),
    ] {
        let mut found = Vec::new();
        for _ in 0..bench.runs {
            let mut histogram = Histogram::default();
            for number in 0..=ASKED {
                let took = line.ask(path, &tokens[number % tokens.len()]).await?;
                if number > 0 {
                    histogram.add(took);
                }
            }
            found.push(histogram.percentiles().p95);
        }
        let p95 = median(found.into_iter());
        if bounds.is_none() {
            trivial.push(p95);
        }
        let times = trivial.first().map_or(0.0, |one| p95 / one);
        say(&format!("{load} {figure}: {p95:.1}, {times:.1} times one row"));
        report.add(Line {
            talkoo: Some(p95),
            ratio: Some(p95),
            floor: bounds.map(|(floor, _)| floor),
            goal: bounds.map(|(_, goal)| goal),
            ..Line::named(&load, figure)
        });
        if bounds.is_some() {
            report.add(Line {
                ratio: Some(times),
                ..Line::named(&load, &format!("{figure}, times one row"))
            });
        }
    }
    servers.stop().await
}

/// Items over ninety days round the channels, three tags each; everybody follows tags of their own, and
/// has a region.
async fn fill(conn: &mut PgConnection, items: usize) -> anyhow::Result<()> {
    for statement in [
        "set synchronous_commit = off".to_owned(),
        // The marks are made at once when all is there.
        "alter table facets disable trigger user".to_owned(),
        "alter table taggings disable trigger user".to_owned(),
        "create temp table seats as
         select id as channel, row_number() over (order by id) - 1 as number from channels"
            .to_owned(),
        format!(
            "create temp table drawn_tags as
             select gen_random_uuid() as id, 'aihe' || n as slug, n
             from generate_series(0, {TAGS} - 1) n"
        ),
        "insert into tags (id, slug) select id, slug from drawn_tags".to_owned(),
        "update members set region = '19'".to_owned(),
        format!(
            "insert into follows (member, sort, subject, level)
             select m.id, 'tag', t.slug, case when t.n % 5 = 0 then 'watch' else 'follow' end
             from (select id, row_number() over (order by id) as number from members) m
             join drawn_tags t on (t.n + {TAGS} - m.number * 7 % {TAGS}) % {TAGS} < {FOLLOWED}"
        ),
    ] {
        run(conn, statement).await?;
    }
    for first in (0..items).step_by(AT_ONCE) {
        let last = items.min(first + AT_ONCE);
        run(conn, offered(first, last, items)).await?;
        say(&format!("FEED: {last} of {items} items"));
    }
    for statement in [
        "alter table facets enable trigger user",
        "alter table taggings enable trigger user",
        "vacuum analyze items",
        "vacuum analyze facets",
        "vacuum analyze taggings",
        "vacuum analyze offers",
        "vacuum analyze follows",
    ] {
        run(conn, statement.to_owned()).await?;
    }
    Ok(())
}

fn offered(first: usize, last: usize, items: usize) -> String {
    format!(
        "with drawn as materialized (
           select
             gen_random_uuid() as id,
             n,
             s.channel,
             now() - interval '90 days' * (({items} - n)::float / {items}) as at
           from generate_series({first} + 1, {last}) n
           join seats s on s.number = n * 7919::bigint % (select count(*) from seats)
         ),
         made as (
           insert into items (id, channel, kind, seq, at, title, text, state, last_seq, changed_seq)
           select id, channel, 'chat', n, at, 'Asia ' || n, 'Lyhyesti siitä.', 'open', n, n
           from drawn
         ),
         told as (
           insert into facets (item, channel, name, word, at)
           select d.id, d.channel, f.name, f.word, case when f.word is null then d.at end
           from drawn d
           cross join (values ('offered', 'topic'), ('published_at', null)) f (name, word)
         ),
         tagged as (
           insert into taggings (tag, sort, object, channel, seq, at)
           select t.id, 'item', d.id, d.channel, d.n, d.at
           from drawn d
           cross join lateral (
             select distinct (d.n * (31 + k * 17) + k * d.n / 7) % {TAGS} as n
             from generate_series(1, 3) k
           ) pick
           join drawn_tags t on t.n = pick.n
         )
         insert into offers (item, channel, mark, at)
         select d.id, d.channel, marks.mark, d.at
         from drawn d
         join channels c on c.id = d.channel
         cross join lateral (
           select '' as mark
           union
           select 'c:' || c.id
           union
           select 'w:' || c.workspace
           union
           select 'k:chat'
           union
           select 'r:19' where d.n % 20 = 0
           union
           select 't:' || t.id
           from generate_series(1, 3) k
           join drawn_tags t on t.n = (d.n * (31 + k * 17) + k * d.n / 7) % {TAGS}
         ) marks"
    )
}

async fn run(conn: &mut PgConnection, statement: String) -> anyhow::Result<()> {
    sqlx::query(AssertSqlSafe(statement)).execute(conn).await?;
    Ok(())
}
