//! SEARCH: how long a member waits who may read 4 % of a large index. The messages and their index
//! rows are written by SQL, as the journal and the indexing job would leave them: a million rows, or
//! ten million (`search-10m`), which takes a quarter of an hour and 15 GB of disk.
//!
//! Words are asked for that are in every tenth row, every thousandth, every fifty thousandth and in
//! none; two at once; and mistyped ones.

use anyhow::Context as _;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use super::bench::Bench;
use super::large::{Asker, encoded};
use super::run::median;
use crate::measure::histogram::Histogram;
use crate::report::{Line, Report, say};
use crate::target::fixture::Shape;
use crate::target::servers::Kind;

/// Each member is in one channel of twenty-five.
const SHAPE: Shape = Shape { members: 25, channels: 1_250, per_channel: 1 };
const ASKED: usize = 40;
/// Rows of one statement.
const AT_ONCE: usize = 500_000;

const QUERIES: [(&str, &str); 6] = [
    ("rare", "öljyvahinko"),
    ("common", "turvallisuus"),
    ("now and then", "harjoitus"),
    ("absent", "majakanvartija"),
    ("two words", "harjoituksen turvallisuus"),
    ("repaired", "harjoituus"),
];

pub(super) async fn play(bench: &Bench, report: &mut Report, rows: usize) -> anyhow::Result<()> {
    if !bench.with_talkoo() {
        return Ok(());
    }
    let rows = bench.members(rows);
    let name = format!("search_{rows}");
    let place = bench.ground.prepare(Kind::Talkoo, &name, SHAPE).await?;
    let mut conn = PgConnection::connect(&bench.ground.postgres.owner_url(&place.database)).await?;
    fill(&mut conn, rows).await.context("filling the index")?;
    conn.close().await?;
    let servers = bench.ground.serve(&place, 1).await?;
    let mut line = Asker::connect(servers.nodes[0]).await?;
    // Whatever the budget says of ten million rows holds of a million all the same.
    let (floor, goal) = if rows <= 10_000 { (20.0, 10.0) } else { (50.0, 25.0) };
    for (figure, query) in QUERIES {
        let mut found = Vec::new();
        for _ in 0..bench.runs {
            let mut histogram = Histogram::default();
            for number in 0..=ASKED {
                let token = &place.fixture.tokens[number % place.fixture.tokens.len()];
                let path = format!("/api/v1/search?query={}", encoded(query));
                let took = line.ask(&path, token).await?;
                if number > 0 {
                    histogram.add(took);
                }
            }
            found.push(histogram.percentiles().p95);
        }
        let p95 = median(found.into_iter());
        say(&format!("SEARCH {rows} {figure}: p95 {:.1} ms", p95));
        report.add(Line {
            talkoo: Some(p95),
            ratio: Some(p95),
            floor: Some(floor),
            goal: Some(goal),
            ..Line::named(&format!("SEARCH {rows}"), &format!("{figure}, p95 ms"))
        });
    }
    servers.stop().await
}

/// Messages over eighteen months, round the channels, and their rows.
async fn fill(conn: &mut PgConnection, rows: usize) -> anyhow::Result<()> {
    for statement in [
        "set synchronous_commit = off",
        "set maintenance_work_mem = '512MB'",
        "select search_partition(now() - interval '6 months' * n) from generate_series(0, 3) n",
        // The words' index is made when all rows are there; row by row takes ten times as long.
        "do $$ declare r record; begin
           for r in select c.relname as part from pg_inherits i join pg_class c on c.oid = i.inhrelid
                    where i.inhparent = 'search_texts'::regclass
           loop execute format('drop index %I', r.part || '_words'); end loop;
         end $$",
        "create temp table seats as
         select channel, row_number() over (order by channel) - 1 as number from channel_members",
    ] {
        run(conn, statement.to_owned()).await?;
    }
    for first in (0..rows).step_by(AT_ONCE) {
        let last = rows.min(first + AT_ONCE);
        run(conn, messages(first, last, rows)).await?;
        say(&format!("SEARCH: {last} of {rows} messages"));
    }
    for statement in [
        "do $$ declare r record; begin
           for r in select c.relname as part from pg_inherits i join pg_class c on c.oid = i.inhrelid
                    where i.inhparent = 'search_texts'::regclass
           loop
             execute format('create index %I on %I using gin (words)', r.part || '_words', r.part);
           end loop;
         end $$",
        "vacuum analyze search_texts",
        "vacuum analyze messages",
    ] {
        run(conn, statement.to_owned()).await?;
    }
    Ok(())
}

fn messages(first: usize, last: usize, rows: usize) -> String {
    format!(
        "with drawn as (
           select
             n,
             s.channel,
             now() - interval '18 months' * (({rows} - n)::float / {rows}) as at,
             array_remove(array[
               case when random() < 0.1 then 'turvallisuus' end,
               case when random() < 0.001 then 'harjoitus' end,
               case when random() < 0.00002 then 'öljyvahinko' end
             ], null) as words,
             (select array_agg('sana' || floor(exp(random() * ln(50000)))::int)
              from generate_series(1, 9 + n % 3)) as others
           from generate_series({first} + 1, {last}) n
           join seats s on s.number = n * 7919::bigint % (select count(*) from seats)
         ),
         said as (
           insert into messages (id, channel, stream, item, seq, at, text, changed_seq)
           select gen_random_uuid(), channel, channel, channel, n, at,
             array_to_string(words || others, ' '), n
           from drawn
           returning id, channel, seq, at, text
         )
         insert into search_texts
           (object, sort, at, channel, seq, item, digest, version, words)
         select said.id, 'message', said.at, said.channel, said.seq, said.channel,
           hashtextextended(said.text, 0), 3,
           array_to_tsvector(
             array['i:message']
             || (select coalesce(array_agg(distinct 'w:' || w), '{{}}') from unnest(d.words) w)
             || (select array_agg(distinct 'f:' || w) from unnest(d.others) w))
         from said
         join drawn d on d.n = said.seq"
    )
}

async fn run(conn: &mut PgConnection, statement: String) -> anyhow::Result<()> {
    sqlx::query(AssertSqlSafe(statement)).execute(conn).await?;
    Ok(())
}
