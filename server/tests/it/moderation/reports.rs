//! A report from the first word to the last decision: who sees it when, who may act, who is told.

use futures_util::future::join_all;
use serde_json::json;
use talkoo_protocol::{
    Code, Verb,
    administration::AuditPage,
    administration::OverviewBody,
    moderation::{OwnReportView, ReportView},
};

use super::{Case, direct, refused, words};
use crate::stage::{Person, Plan, Stage};

async fn mine(case: &Case, person: &Person) -> Vec<OwnReportView> {
    case.as_seen_by(person).get("reports/mine").await
}

#[tokio::test]
async fn one_voice_a_member_and_one_report_a_thing() {
    let case = Case::new().await;
    let first = case.reported().await;
    assert_eq!(case.reported().await, first);
    let tries = (0..8).map(|_| case.reported());
    assert!(join_all(tries).await.iter().all(|report| *report == first));
    let other = case.stage.member("Toinen").await;
    let join = "insert into workspace_members (workspace, member, role) values ";
    case.stage
        .force(format!("{join} ('{}', '{}', 'member')", case.place.workspace, other.id))
        .await;
    let again = json!({"t": "report", "subject": {"message": case.message}, "reason": "spam"});
    assert_eq!(case.as_seen_by(&other).say(again.clone()).await.unwrap().id, first);
    let queue = case.queue(&case.owner).await;
    assert_eq!((queue.len(), queue[0].voices.len()), (1, 2));
    assert_eq!(refused(&case.as_seen_by(&case.author), again).await, Code::Rule);
    let wordless = json!({"t": "report", "subject": {"message": case.message}, "reason": "other"});
    assert_eq!(refused(&case.as_seen_by(&case.owner), wordless).await, Code::BadValue);
}

#[tokio::test]
async fn both_sides_are_told_of_the_decision_and_nobody_of_who_reported() {
    let case = Case::new().await;
    let mut author = case.stage.connect(&case.author).await;
    author.subscribe(case.author.id).await;
    let mut reporter = case.stage.connect(&case.reader).await;
    reporter.subscribe(case.reader.id).await;
    let report = case.reported().await;
    assert_eq!(mine(&case, &case.author).await, [], "nothing is decided yet");
    let hide = json!({"t": "hide_reported", "report": report});
    assert_eq!(refused(&case.as_seen_by(&case.owner), hide).await, Code::Conflict);
    case.act(&case.owner, "claim_report", report).await;
    assert!(mine(&case, &case.reader).await[0].handled);
    case.decide(&case.owner, report, "upheld").await;
    for (client, person) in [(&mut author, &case.author), (&mut reporter, &case.reader)] {
        let event = client.event(person.id).await;
        assert_eq!((event.verb, event.actor), (Verb::REPORT_CHANGED, None));
        let own = mine(&case, person).await;
        let verdict = own[0].verdict.clone().expect("a verdict");
        assert_eq!(
            (verdict.outcome.as_str(), verdict.reason.as_str()),
            ("upheld", "Näin on sovittu.")
        );
    }
    let own = &mine(&case, &case.author).await[0];
    assert_eq!((own.author, own.hidden, own.text.as_deref()), (true, true, Some(super::WORDS)));
    let paths = [
        (&case.author, "reports/mine".to_owned()),
        (&case.owner, format!("workspaces/{}/reports", case.place.workspace)),
    ];
    for (person, path) in paths {
        let told = case.as_seen_by(person).ask(&path).await.body;
        assert!(!told.contains(&case.reader.id.to_string()), "{told}");
    }
    let lines = "select count(*) from audit.lines where action like 'report_%'";
    assert_eq!(case.stage.number(lines.to_owned()).await, 4, "made, claimed, hidden, decided");
}

#[tokio::test]
async fn an_unanswered_report_reaches_the_network_after_a_day() {
    let plan = Plan::new(2).session(1, "talkoo.clock_offset", "25 hours");
    let case = Case::on(plan.open().await).await;
    case.stage
        .force("update sessions set expires_at = now() + interval '30 days'".to_owned())
        .await;
    let report = case.reported().await;
    let today: Vec<ReportView> = case.as_seen_by(&case.moderator).get("reports").await;
    assert_eq!(today, []);
    let claim = json!({"t": "claim_report", "report": report});
    assert_eq!(refused(&case.as_seen_by(&case.moderator), claim.clone()).await, Code::NotFound);
    let tomorrow = case.stage.nodes[1].as_seen_by(&case.moderator);
    let queue: Vec<ReportView> = tomorrow.get("reports").await;
    assert!(queue[0].overdue && queue[0].acts == ["claim"]);
    assert_eq!(queue[0].content, [], "nothing is read before it is taken in hand");
    tomorrow.say(claim).await.unwrap();
    let queue: Vec<ReportView> = tomorrow.get("reports").await;
    let reported: Vec<_> = queue[0].content.iter().filter(|sight| sight.reported).collect();
    assert_eq!(reported[0].text, super::WORDS);
    // The channel itself stays shut to the moderator.
    let channel = format!("channels/{}/messages", case.place.channel);
    assert_eq!(tomorrow.ask(&channel).await.status, 404);
}

#[tokio::test]
async fn direct_talk_goes_to_the_network_at_once_and_only_what_was_given() {
    let case = Case::new().await;
    let author = case.as_seen_by(&case.author);
    let channel = direct(&author, case.reader.id).await;
    let mut ids = Vec::new();
    for number in 0..9 {
        ids.push(author.say(words(channel, &format!("viesti {number}"))).await.unwrap().id);
    }
    let report = json!({"t": "report", "subject": {"message": ids[4]}, "reason": "harassment"});
    let report = case.as_seen_by(&case.reader).say(report).await.unwrap().id;
    let moderator = case.as_seen_by(&case.moderator);
    let queue: Vec<ReportView> = moderator.get("reports").await;
    assert!(queue[0].direct && queue[0].content.is_empty());
    assert_eq!(case.queue(&case.owner).await, [], "no workspace's matter");
    case.act(&case.moderator, "claim_report", report).await;
    let queue: Vec<ReportView> = moderator.get("reports").await;
    let texts: Vec<_> = queue[0].content.iter().map(|sight| sight.text.as_str()).collect();
    assert_eq!(texts, ["viesti 2", "viesti 3", "viesti 4", "viesti 5", "viesti 6"]);
    assert_eq!(moderator.ask(&format!("messages/{}", ids[4])).await.status, 404);
    let other = case.stage.member("Toinen valvoja").await;
    let make = "update members set role = 'network_admin' where id = ";
    case.stage.force(format!("{make} '{}'", other.id)).await;
    let queue: Vec<ReportView> = case.as_seen_by(&other).get("reports").await;
    assert!(queue[0].content.is_empty(), "only who has it in hand reads it");
}

#[tokio::test]
async fn of_all_who_reach_for_a_report_one_has_it() {
    let stage = Stage::with_nodes(2).await;
    let case = Case::on(stage).await;
    let mut moderators = Vec::new();
    for number in 0..6 {
        let person = case.stage.member("Valvoja").await;
        let make = "update members set role = 'moderator' where id = ";
        case.stage.force(format!("{make} '{}'", person.id)).await;
        moderators.push(case.stage.nodes[number % 2].as_seen_by(&person));
    }
    let report = json!({"t": "report", "subject": {"member": case.author.id}, "reason": "hate"});
    let report = case.as_seen_by(&case.reader).say(report).await.unwrap().id;
    let claim = json!({"t": "claim_report", "report": report});
    let answers = join_all(moderators.iter().map(|one| one.say(claim.clone()))).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let lost: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
    assert!(lost.iter().all(|refusal| refusal.code == Code::Conflict), "{lost:?}");
    let lines = "select count(*) from audit.lines where action = 'report_claimed'";
    assert_eq!(case.stage.number(lines.to_owned()).await, 1);
}

#[tokio::test]
async fn a_decision_is_appealed_once_to_the_other_office() {
    let case = Case::new().await;
    let report = case.reported().await;
    case.act(&case.owner, "claim_report", report).await;
    case.decide(&case.owner, report, "upheld").await;
    let appeal = json!({"t": "appeal_report", "report": report, "words": "Lainasin toista."});
    assert_eq!(refused(&case.as_seen_by(&case.reader), appeal.clone()).await, Code::NotAllowed);
    assert!(mine(&case, &case.author).await[0].may_appeal);
    case.as_seen_by(&case.author).say(appeal.clone()).await.unwrap();
    let claim = json!({"t": "claim_report", "report": report});
    assert_eq!(refused(&case.as_seen_by(&case.owner), claim).await, Code::NotFound);
    case.act(&case.moderator, "claim_report", report).await;
    let queue: Vec<ReportView> = case.as_seen_by(&case.moderator).get("reports").await;
    assert_eq!(queue[0].appeal.as_deref(), Some("Lainasin toista."));
    case.decide(&case.moderator, report, "dismissed").await;
    let shown: serde_json::Value =
        case.as_seen_by(&case.reader).get(&format!("messages/{}", case.message)).await;
    assert_eq!(shown["message"]["text"], super::WORDS);
    assert_eq!(refused(&case.as_seen_by(&case.reader), appeal.clone()).await, Code::NotAllowed);
    assert_eq!(refused(&case.as_seen_by(&case.author), appeal).await, Code::NotAllowed);
}

#[tokio::test]
async fn where_every_owner_is_a_party_the_network_decides_at_once() {
    let case = Case::new().await;
    let own = case.as_seen_by(&case.owner);
    let message = own.say(words(case.place.channel, "omistajan sana")).await.unwrap().id;
    let report = json!({"t": "report", "subject": {"message": message}, "reason": "misleading"});
    case.as_seen_by(&case.reader).say(report).await.unwrap();
    assert_eq!(case.queue(&case.owner).await, []);
    let queue: Vec<ReportView> = case.as_seen_by(&case.moderator).get("reports").await;
    assert_eq!((queue.len(), queue[0].office.as_str()), (1, "network"));
}

#[tokio::test]
async fn the_audit_log_does_not_tell_who_guards_themselves_against_its_reader() {
    let stage = Stage::new().await;
    let (siiri, ilona) = (stage.member("Siiri").await, stage.member("Ilona").await);
    stage
        .force(format!("update members set role = 'network_admin' where id = '{}'", ilona.id))
        .await;
    let (of_siiri, of_ilona) =
        (stage.nodes[0].as_seen_by(&siiri), stage.nodes[0].as_seen_by(&ilona));
    let report = json!({"t": "report", "subject": {"member": ilona.id}, "reason": "harassment"});
    for act in [
        report,
        json!({"t": "block", "member": ilona.id}),
        json!({"t": "unblock", "member": ilona.id}),
        json!({"t": "change_profile", "discoverable": false}),
    ] {
        of_siiri.say(act).await.unwrap();
    }
    let page = async |query: String| -> AuditPage {
        of_ilona.get(&format!("administration/audit?{query}")).await
    };
    for action in ["report_made", "member_blocked", "member_unblocked"] {
        let lines = page(format!("action={action}")).await.lines;
        assert_eq!(lines.len(), 1, "the line is there");
        assert_eq!((lines[0].actor, &lines[0].actor_name), (None, &None), "{action}");
    }
    let lines = page(format!("actor={}", siiri.id)).await.lines;
    let actions: Vec<_> = lines.iter().map(|line| &*line.action).collect();
    assert_eq!(actions, ["profile_changed"], "nor by asking the other way round");
}

#[tokio::test]
async fn the_overview_counts_what_one_may_decide_and_nobodys_own_matter() {
    let case = Case::new().await;
    let second = case.stage.member("Toinen").await;
    let make = format!("update members set role = 'moderator' where id = '{}'", second.id);
    case.stage.force(make).await;
    let waits = async |person: &Person| {
        let overview: OverviewBody = case.as_seen_by(person).get("administration/overview").await;
        let queue: Vec<ReportView> = case.as_seen_by(person).get("reports").await;
        let found = overview.waits.iter().find(|wait| wait.what == "reports");
        let count = found.map_or(0, |wait| wait.count);
        let open = queue.iter().filter(|report| report.state == "open").count();
        assert_eq!(count as usize, open, "the overview and the queue say the same");
        count
    };
    // Of the workspace's owners for a day.
    case.reported().await;
    assert_eq!((waits(&case.moderator).await, waits(&second).await), (0, 0));
    // A moderator is reported: the matter of the other one.
    let report = json!({"t": "report", "subject": {"member": case.moderator.id},
        "reason": "spam", "words": "Mainostaa."});
    let report = case.as_seen_by(&case.reader).say(report).await.expect("a report").id;
    assert_eq!((waits(&case.moderator).await, waits(&second).await), (0, 1));
    case.act(&second, "claim_report", report).await;
    case.decide(&second, report, "upheld").await;
    assert_eq!(waits(&second).await, 0);
}
