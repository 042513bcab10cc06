//! Every number of the report is what SQL says that was written without looking at how it is made,
//! and every number opens as many rows of the log.

use serde_json::json;
use talkoo_protocol::{activity::ActivityRow, report::ReportBody};
use uuid::Uuid;

use super::log;
use crate::stage::{Person, Reader, Stage};

struct Scene {
    stage: Stage,
    people: Vec<(Person, Reader)>,
    ministry: Uuid,
    town: Uuid,
}

impl Scene {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let mut people = Vec::new();
        for name in ["Aino", "Eero", "Siiri", "Oskari", "Piilo", "Reetta"] {
            let person = stage.member(name).await;
            let reader = stage.nodes[0].as_seen_by(&person);
            people.push((person, reader));
        }
        let [ministry, town, club] = [0, 1, 2].map(|_| Uuid::new_v4());
        for (id, name, is_coordinator) in
            [(ministry, "Ministeriö", true), (town, "Kunta", false), (club, "Yhdistys", false)]
        {
            stage
                .force(format!(
                    "insert into organisations (id, name_fi, kind, coordinator)
                     values ('{id}', '{name}', 'authority', {is_coordinator})"
                ))
                .await;
        }
        for (who, organisation) in
            [(0, ministry), (1, town), (2, club), (3, town), (4, club), (5, town)]
        {
            let member = people[who].0.id;
            stage
                .force(format!(
                    "insert into affiliations (member, organisation, main) values ('{member}', '{organisation}', true)"
                ))
                .await;
        }
        let hidden = people[4].0.id;
        stage.force(format!("update members set discoverable = false where id = '{hidden}'")).await;
        let scene = Self { stage, people, ministry, town };
        scene.live().await;
        scene
    }

    async fn say(&self, who: usize, command: serde_json::Value) -> Uuid {
        let said = self.people[who].1.say(command.clone()).await;
        said.unwrap_or_else(|refusal| panic!("{command}: {refusal}")).id
    }

    /// A place with the coordinator and one without, in the open and in a closed workspace.
    async fn live(&self) {
        let [aino, eero, siiri, oskari, hidden] = [0, 1, 2, 3, 4].map(|one| &self.people[one].0);
        let hall = self.stage.place("open", &[aino, eero, siiri]).await;
        let village = self.stage.place("open", &[eero, siiri, oskari, hidden]).await;
        let pair = self.stage.place("open", &[eero, oskari]).await;
        let closed = self.stage.place("invited", &[eero, siiri, oskari]).await;
        let mut said = Vec::new();
        for (who, place) in
            [(0, hall), (1, hall), (1, village), (2, village), (4, village), (1, pair)]
                .into_iter()
                .chain([(1, closed), (2, closed)])
        {
            let send = json!({"t": "send", "channel": place.channel, "text": "Hei"});
            said.push(self.say(who, send).await);
        }
        self.say(1, json!({"t": "delete", "message": said[1]})).await;
        // Questions: answered at once, answered late, answered by the asker alone, old and new.
        for (index, (who, answers)) in
            [(1, vec![2]), (2, vec![1]), (1, vec![1]), (2, vec![]), (3, vec![])].iter().enumerate()
        {
            for place in [village, closed] {
                let make =
                    json!({"t": "create_item", "channel": place.channel, "title": "Kuka tietää?"});
                let item = self.say(*who, make).await;
                let days = [0, 5, 0, 9, 0][index];
                self.stage
                    .force(format!(
                        "update items set at = at - interval '{days} days' where id = '{item}'"
                    ))
                    .await;
                for answer in answers {
                    let send = json!({"t": "send", "channel": place.channel, "item": item, "text": "Minä"});
                    self.say(*answer, send).await;
                }
            }
        }
        for (index, kind) in ["met", "agreed", "agreed", "saved", "stopped"].iter().enumerate() {
            let region = if index % 2 == 0 { "19" } else { "15" };
            let mut details = json!({"region": region});
            if *kind == "saved" {
                (details["amount"], details["unit"]) = (json!(12.5), json!("hours"));
            }
            for message in [said[2], said[6]] {
                let record = json!({"t": "record_outcome", "kind": kind,
                    "place": {"message": message}, "details": details});
                let outcome = self.say(1, record).await;
                if index == 1 {
                    self.say(
                        2,
                        json!({"t": "answer_outcome", "outcome": outcome, "confirm": true}),
                    )
                    .await;
                } else if index == 4 {
                    self.say(1, json!({"t": "withdraw_outcome", "outcome": outcome})).await;
                }
            }
        }
        // Reetta only reads, as does the one who is not discoverable.
        for (who, count) in [(5, 3), (4, 5), (0, 1)] {
            let member = self.people[who].0.id;
            self.stage
                .force(format!(
                    "insert into read_days (member, day, channels_read)
                     values ('{member}', (now() at time zone 'Europe/Helsinki')::date, {count})"
                ))
                .await;
        }
    }

    async fn number(&self, question: &str) -> u32 {
        u32::try_from(self.stage.number(question.to_owned()).await).expect("a count")
    }
}

/// What is open, said in other words than the server's.
const OPEN: &str = "(select c.id from channels c, workspaces w where w.id = c.workspace
    and c.visibility = 'public' and w.visibility = 'open' and w.state in ('active', 'archived')
    and w.step_up is false)";

#[tokio::test]
async fn every_number_is_what_sql_says() {
    let scene = Scene::new().await;
    let report: ReportBody = scene.people[3].1.get("report").await;
    let messages =
        format!("select count(*) from messages where channel in {OPEN} and deleted_at is null");
    assert_eq!(report.messages, scene.number(&messages).await);
    let coordinator = format!("{messages} and spoken_as = '{}'", scene.ministry);
    assert_eq!(report.coordinator_messages, scene.number(&coordinator).await);
    assert_eq!(report.coordinator_messages, 1);

    let asked =
        format!("select count(*) from items i where channel in {OPEN} and title like '%?%'");
    assert_eq!(report.questions.asked, scene.number(&asked).await);
    let answer = "exists (select from messages a where a.item = i.id and a.author <> i.author";
    assert_eq!(report.questions.answered, scene.number(&format!("{asked} and {answer})")).await);
    let soon = format!("{asked} and {answer} and a.at - i.at < interval '48 hours')");
    assert_eq!(report.questions.soon, scene.number(&soon).await);
    let waits = format!("{asked} and not {answer}) and now() - i.at < interval '48 hours'");
    assert_eq!(report.questions.waiting, scene.number(&waits).await);
    let counts = report.questions;
    assert_eq!((counts.asked, counts.answered, counts.soon, counts.waiting), (5, 2, 1, 2));
    let median = "select (percentile_cont(0.5) within group (order by (select min(extract(epoch from a.at - i.at)) from messages a where a.item = i.id and a.author <> i.author))) / 60
        from items i where title like '%?%' and channel in ";
    let median: f64 =
        sqlx::query_scalar(sqlx::AssertSqlSafe(format!("select ({median}{OPEN})::float8")))
            .fetch_one(&mut scene.stage.superuser().await)
            .await
            .expect("a median");
    assert!((counts.minutes.expect("answered") - median).abs() < 0.01, "{counts:?} {median}");

    // Aino, Eero, Siiri and Oskari have written in the open; nobody is told of who hides.
    assert_eq!(
        report.people.writers,
        scene
            .number(&format!(
                "select count(distinct author) from (
           select author from messages where channel in {OPEN}
           union select author from items where channel in {OPEN} and not main) x
         join members m on m.id = author where m.discoverable"
            ))
            .await
    );
    assert_eq!((report.people.writers, report.people.active), (4, 5), "Reetta has read");

    let names: Vec<_> = report.without_coordinator.iter().collect();
    assert_eq!(
        names.len(),
        1,
        "three members of two organisations, without the ministry: {names:?}"
    );
    assert_eq!((names[0].members, names[0].organisations), (3, 2), "and without who hides");

    let recorded: u32 = report.outcomes.iter().map(|row| row.recorded).sum();
    let confirmed: u32 = report.outcomes.iter().map(|row| row.confirmed).sum();
    let stands = format!("select count(*) from outcomes where channel in {OPEN} and state");
    assert_eq!(recorded, scene.number(&format!("{stands} <> 'withdrawn'")).await);
    assert_eq!(confirmed, scene.number(&format!("{stands} = 'confirmed'")).await);
    assert_eq!((recorded, confirmed), (4, 1));
    let saved: f64 = report.outcomes.iter().filter_map(|row| row.amount).sum();
    assert!((saved - 12.5).abs() < 1e-9);
    for region in ["19", "15"] {
        let of = report.outcomes.iter().filter(|row| row.region.as_deref() == Some(region));
        let count: u32 = of.map(|row| row.recorded).sum();
        assert_eq!(
            count,
            scene.number(&format!("{stands} <> 'withdrawn' and region = '{region}'")).await
        );
    }
}

#[tokio::test]
async fn every_number_opens_its_events_and_is_the_same_for_everybody() {
    let scene = Scene::new().await;
    let (oskari, aino) = (&scene.people[3].1, &scene.people[0].1);
    let report: ReportBody = oskari.get("report").await;
    assert_eq!(report, aino.get("report").await);
    let period = format!("open=true&from={}&until={}", report.from, report.until);
    let open = async |query: &str| log(oskari, &format!("{period}&{query}"), 50).await.len();
    assert_eq!(open("groups=talk").await, report.messages as usize);
    let coordinator = open(&format!("groups=talk&organisation={}", scene.ministry)).await;
    assert_eq!(coordinator, report.coordinator_messages as usize);
    for kind in ["met", "agreed", "saved", "stopped"] {
        let rows = log(oskari, &format!("{period}&groups=outcomes&outcome={kind}"), 50).await;
        let recorded = |row: &&ActivityRow| row.verb == "outcome_recorded";
        let of: u32 =
            report.outcomes.iter().filter(|row| row.kind == kind).map(|row| row.recorded).sum();
        assert_eq!(rows.iter().filter(recorded).count(), of as usize, "{kind}");
    }
    let town: ReportBody = oskari.get(&format!("report?organisation={}", scene.town)).await;
    let rows = open(&format!("groups=talk&organisation={}", scene.town)).await;
    assert_eq!(town.messages as usize, rows);
    assert!(town.messages > 0 && town.messages < report.messages);
    assert_eq!((town.people.writers, town.people.active), (2, 2), "Reetta's reading is her own");
    let empty: ReportBody = oskari.get("report?from=2020-01-01&until=2020-01-31").await;
    assert_eq!((empty.messages, empty.questions.asked, empty.people.writers), (0, 0, 0));
    for bad in ["from=eilen", "from=2026-02-01&until=2026-01-01"] {
        assert_eq!(oskari.ask(&format!("report?{bad}")).await.status, 400, "{bad}");
    }
    let unknown = format!("report?organisation={}", Uuid::new_v4());
    assert_eq!(oskari.ask(&unknown).await.status, 404);
}

#[tokio::test]
async fn a_reading_is_counted_once_a_place_and_day() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let reader = stage.nodes[0].as_seen_by(&eero);
    for _ in 0..2 {
        let place = stage.place("open", &[&aino, &eero]).await;
        let writer = stage.nodes[0].as_seen_by(&aino);
        for _ in 0..2 {
            let send = json!({"t": "send", "channel": place.channel, "text": "Hei"});
            let seq = writer.say(send).await.expect("an ack").seq;
            let mark = json!({"t": "mark_read", "channel": place.channel, "seq": seq});
            reader.say(mark).await.expect("an ack");
        }
    }
    let read = format!("select channels_read from read_days where member = '{}'", eero.id);
    assert_eq!(stage.number(format!("select ({read})::bigint")).await, 2);
}
