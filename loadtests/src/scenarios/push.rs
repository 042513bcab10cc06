//! PUSH: how fast one node tells devices. A message to everybody in a channel, a device for each of
//! its members, a push service on this machine that takes everything. Every notice is sealed for its
//! own device; the rate is from the first that arrives to the last, the delay from the ack.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use axum::{Router, extract::Path, http::StatusCode, routing::post};
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::bench::Bench;
use super::run::median;
use crate::client::http;
use crate::machine::postgres::OWNER;
use crate::report::{Line, Report, say};
use crate::target::fixture::Shape;
use crate::target::servers::Kind;

/// The receiver of the example of RFC 8291; what a device does with its notice costs the server nothing.
const POINT: &str =
    "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
const PATIENCE: Duration = Duration::from_secs(120);

struct Found {
    per_second: f64,
    last_seconds: f64,
    cpu_ms: f64,
}

pub(super) async fn play(bench: &Bench, report: &mut Report) -> anyhow::Result<()> {
    if !bench.with_talkoo() {
        return Ok(());
    }
    let members = bench.members(5_000);
    let shape = Shape { members, channels: 1, per_channel: members };
    let place = bench.ground.prepare(Kind::Talkoo, "push", shape).await?;
    let (tell, mut told) = mpsc::channel(members * 2);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let service = listener.local_addr()?;
    let take = post(move |Path(device): Path<String>| {
        let tell = tell.clone();
        async move {
            // The driver counts; a full queue would be seen as a missing notice.
            let _ = tell.send((device, Instant::now())).await;
            StatusCode::CREATED
        }
    });
    let router = Router::new().route("/{device}", take);
    #[expect(clippy::disallowed_methods, reason = "the load's own service, ended below")]
    let service_runs = tokio::spawn(axum::serve(listener, router).into_future());
    let servers = bench.ground.serve(&place, 1).await?;
    let url = bench.ground.postgres.url(&place.database, OWNER);
    let mut conn = PgConnection::connect(&url).await?;
    conn.execute(AssertSqlSafe(subscribe(&service.to_string()))).await.context("subscribing")?;
    let mut found = Vec::new();
    for run in 1..=bench.runs {
        let one = once(&place.fixture.tokens[0], &servers, &mut told, members - 1).await?;
        let Found { per_second, last_seconds, cpu_ms } = one;
        say(&format!(
            "PUSH {run}: {per_second:.0} a second, the last after {last_seconds:.2} s, {cpu_ms:.3} CPU ms each"
        ));
        found.push(one);
    }
    servers.stop().await?;
    service_runs.abort();
    type Figure = (&'static str, fn(&Found) -> f64);
    let figures: [Figure; 3] = [
        ("notices a second", |one| one.per_second),
        ("last notice after s", |one| one.last_seconds),
        ("server CPU ms a notice", |one| one.cpu_ms),
    ];
    for (figure, of) in figures {
        report.add(Line {
            talkoo: Some(median(found.iter().map(of))),
            ..Line::named("PUSH", figure)
        });
    }
    Ok(())
}

async fn once(
    token: &str,
    servers: &crate::target::servers::Servers,
    told: &mut mpsc::Receiver<(String, Instant)>,
    expected: usize,
) -> anyhow::Result<Found> {
    let node = servers.nodes[0];
    let start: serde_json::Value = http::get(node, "/api/v1/start", token).await?.json()?;
    let channel = &start["channels"][0]["id"];
    let send = serde_json::json!({
        "t": "send", "client_id": uuid::Uuid::new_v4(), "channel": channel,
        "text": "@[channel] kokous siirtyi huomiseen",
    });
    let before = servers.meter.cpu();
    let sent = http::post(node, "/api/v1/commands", token, &send.to_string()).await?;
    if sent.status != 200 {
        bail!("the message was answered with {}", sent.status);
    }
    let said = Instant::now();
    let mut devices = HashSet::new();
    let (mut first, mut last) = (None, said);
    while devices.len() < expected {
        let next = timeout(PATIENCE, told.recv()).await;
        let next = next.with_context(|| format!("only {} notices came", devices.len()))?;
        let (device, at) = next.context("the service has ended")?;
        first.get_or_insert(at);
        last = at;
        if !devices.insert(device) {
            bail!("a device was told twice");
        }
    }
    let cpu = servers.meter.cpu().since(&before);
    let took = last.duration_since(first.unwrap_or(said)).as_secs_f64();
    Ok(Found {
        per_second: expected as f64 / took.max(1e-3),
        last_seconds: last.duration_since(said).as_secs_f64(),
        cpu_ms: cpu.server * 1e3 / expected as f64,
    })
}

/// A device for everybody who has a session, and nobody wants quiet at any hour.
fn subscribe(service: &str) -> String {
    format!(
        "insert into notice_settings (member, quiet, push_for)
         select id, '[null, null, null, null, null, null, null]', 'mentions' from members
         on conflict (member) do update set quiet = excluded.quiet;
         insert into push_devices (id, member, session, key, endpoint, p256dh, auth, label, language)
         select gen_random_uuid(), s.member, s.id, k.id, 'http://{service}/' || s.id, '{POINT}',
           'BTBZMqHH6r4Tts7J_aSIgg', '', 'fi'
         from sessions s, push_keys k
         where k.retired_at is null;"
    )
}
