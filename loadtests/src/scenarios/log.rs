//! LOG: the large demonstration with a million events and a hundred thousand uses of tags in it. How
//! long a page of the activity log takes, for each sort of question and for people who may read little
//! or much; a tag's page; the report over a quarter. One question at a time.

use std::net::SocketAddr;
use std::time::Instant;

use anyhow::Context as _;
use sqlx::PgConnection;

use super::bench::Bench;
use super::large::Asker;
use super::run::median;
use crate::measure::histogram::{Histogram, Percentiles};
use crate::report::{Line, Report, say};

const SIZE: &str = "members=1000,workspaces=200,channels=2000";
const ASKED: usize = 10;
const ROUNDS: usize = 10;
/// Floor and goal of a page, and of the report, in ms.
const PAGE: (f64, f64) = (150.0, 50.0);
const REPORT: (f64, f64) = (3_000.0, 1_000.0);

/// A million messages of a year over all channels, the older channels the more of them; one in ten
/// carries a tag, one in a hundred became a topic.
const TALK: [&str; 5] = [
    "create temporary table spread as
     select c.id as channel, c.main_item as item, row_number() over (order by c.id) as number,
       (select max(head) from streams s where s.id = c.id) as head,
       array(
         select m.member from workspace_members m where m.workspace = c.workspace order by m.member
       ) as people
     from channels c
     where c.workspace is not null",
    "create temporary table told as
     select s.channel, s.item, s.people[1 + n % greatest(1, cardinality(s.people))] as author,
       s.head + row_number() over (partition by s.channel order by n) as seq,
       now() - interval '365 days' + n * interval '31.5 seconds' as at,
       gen_random_uuid() as message, n
     from generate_series(1, $1::int) n
     join spread s on s.number = 1 + (n::bigint * n % 7919) % (select count(*) from spread)
     where cardinality(s.people) > 0",
    "insert into messages (id, channel, stream, item, seq, author, at, text, tags, changed_seq)
     select message, channel, channel, item, seq, author, at, 'Viesti numero ' || n || ' kylätalolta',
       case when n % 10 = 0 then array['kuorma' || n % 7] else '{}' end, seq
     from told",
    "insert into events (stream, seq, at, actor, verb, item, message, counts)
     select channel, seq, at, author, case when n % 100 = 0 then 'pinned' else 'posted' end, item,
       message, n % 100 <> 0
     from told
     order by at",
    "update streams s
     set head = t.seq
     from (select channel, max(seq) as seq from told group by channel) t
     where s.id = t.channel",
];

const TAGS: [&str; 2] = [
    "insert into tags (id, slug)
     select gen_random_uuid(), 'kuorma' || n from generate_series(0, 6) n
     on conflict (slug) do nothing",
    "insert into taggings (tag, sort, object, channel, seq)
     select t.id, 'message', told.message, told.channel, told.seq
     from told
     join tags t on t.slug = 'kuorma' || told.n % 7
     where told.n % 10 = 0",
];

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    if !bench.with_talkoo() {
        return Ok(());
    }
    let emails: Vec<String> = (0..ASKED)
        .flat_map(|number| [number * 50 + 1, number * 50 + 26])
        .map(|number| format!("jasen{number}@suuri-esittely.example"))
        .collect();
    let place = bench.ground.prepare_demo("log", SIZE, &emails).await?;
    let began = Instant::now();
    let events = i32::try_from(bench.members(1_000_000)).context("a number of events")?;
    let mut conn = bench.ground.connect(&place).await?;
    fill(&mut conn, events).await?;
    let ids = Ids::of(&mut conn).await?;
    say(&format!("LOG: {events} events made in {:.1} s", began.elapsed().as_secs_f64()));
    let servers = bench.ground.serve(&place, 1).await?;
    let mut found: Vec<(&str, Vec<f64>)> = Vec::new();
    for run in 1..=bench.runs {
        for (name, times) in asked(servers.nodes[0], &place.fixture.tokens, &ids).await? {
            say(&format!("LOG {run}: {name} {times:.2?}"));
            match found.iter_mut().find(|(known, _)| *known == name) {
                Some((_, all)) => all.push(times.p95),
                None => found.push((name, vec![times.p95])),
            }
        }
    }
    servers.stop().await?;
    for (name, all) in found {
        let talkoo = Some(median(all.into_iter()));
        let (floor, goal) = if name.starts_with("report") { REPORT } else { PAGE };
        let (floor, goal) = (Some(floor), Some(goal));
        report.add(Line { talkoo, ratio: talkoo, floor, goal, ..Line::named("LOG", name) });
    }
    Ok(())
}

async fn fill(conn: &mut PgConnection, events: i32) -> anyhow::Result<()> {
    for (index, statement) in TALK.iter().chain(&TAGS).enumerate() {
        let query = sqlx::query(*statement);
        let query = if index == 1 { query.bind(events) } else { query };
        query.execute(&mut *conn).await.with_context(|| format!("statement {index}"))?;
    }
    for table in ["events", "messages", "taggings", "streams"] {
        let statement = format!("vacuum (analyze) {table}");
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *conn).await?;
    }
    Ok(())
}

/// What is asked for by its id.
struct Ids {
    channel: String,
    workspace: String,
    member: String,
    organisation: String,
}

impl Ids {
    /// A busy open channel, its workspace, who spoke there, and for whom they speak.
    async fn of(conn: &mut PgConnection) -> anyhow::Result<Self> {
        let row: (String, String, String, String) = sqlx::query_as(
            "select c.id::text, c.workspace::text, m.author::text, a.organisation::text
             from channels c
             join workspaces w on w.id = c.workspace and w.visibility = 'open'
             join messages m on m.stream = c.id
             join affiliations a on a.member = m.author and a.main
             where c.visibility = 'public'
             limit 1",
        )
        .fetch_one(conn)
        .await?;
        let (channel, workspace, member, organisation) = row;
        Ok(Self { channel, workspace, member, organisation })
    }
}

async fn asked(
    node: SocketAddr,
    tokens: &[String],
    ids: &Ids,
) -> anyhow::Result<Vec<(&'static str, Percentiles)>> {
    let questions: [(&str, String, usize); 10] = [
        ("network p95 ms", "activity?limit=50".to_owned(), ROUNDS),
        ("outcomes p95 ms", "activity?limit=50&groups=outcomes".to_owned(), ROUNDS),
        ("places p95 ms", "activity?limit=50&groups=places,people".to_owned(), ROUNDS),
        ("workspace p95 ms", format!("activity?limit=50&workspace={}", ids.workspace), ROUNDS),
        ("channel p95 ms", format!("activity?limit=50&channel={}", ids.channel), ROUNDS),
        ("person p95 ms", format!("activity?limit=50&member={}", ids.member), ROUNDS),
        (
            "organisation p95 ms",
            format!("activity?limit=50&organisation={}", ids.organisation),
            ROUNDS,
        ),
        ("tag p95 ms", "activity?limit=50&tag=kuorma3".to_owned(), ROUNDS),
        ("half a year ago p95 ms", "activity?limit=50&until=2026-05-01".to_owned(), ROUNDS),
        ("report p95 ms", "report".to_owned(), 2),
    ];
    let mut line = Asker::connect(node).await?;
    let mut found = Vec::new();
    for (name, path, rounds) in questions {
        let mut times = Histogram::default();
        for round in 0..=rounds {
            for token in tokens {
                let took = line.ask(&format!("/api/v1/{path}"), token).await?;
                // The first round fills what every database keeps in memory.
                if round > 0 {
                    times.add(took);
                }
            }
        }
        found.push((name, times.percentiles()));
    }
    Ok(found)
}
