//! Who keeps the gate hears of the queue at once, is written to while it waits, and lets go of what
//! they had in hand when their account closes.

use serde_json::{Value, json};
use talkoo::actions::arrivals::telling;
use talkoo_protocol::{ServerFrame, Verb};

use crate::{
    arrivals::{administrator, apply, command, form, organisation, waiting},
    http::Site,
    moderation::Case,
    post::Post,
    stage::{Client, Person, Plan, Stage},
};

async fn listens(stage: &Stage, person: &Person) -> Client {
    let mut client = stage.connect(person).await;
    client.subscribe(person.id).await;
    client
}

/// The next change of the queue that this person is told.
async fn changed(client: &mut Client) {
    let told = client.until(|frame| match frame {
        ServerFrame::Event(event) if event.verb == Verb::APPLICATIONS_CHANGED => Some(event.actor),
        _ => None,
    });
    assert_eq!(told.await, None, "who acted is not told");
}

#[tokio::test]
async fn the_queue_is_live_for_those_whom_it_concerns() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let ilona = administrator(&stage, "Ilona").await;
    let (kaisa, aino) = (stage.member("Kaisa").await, stage.member("Aino").await);
    let kunta = organisation(&stage, "Koekunta", "koekunta.example").await;
    let contact = format!(
        "insert into organisation_contacts (organisation, member) values ('{kunta}', '{}')",
        kaisa.id
    );
    stage.force(contact).await;
    let mut of_ilona = listens(&stage, &ilona).await;
    let mut of_kaisa = listens(&stage, &kaisa).await;
    let mut of_aino = listens(&stage, &aino).await;

    // One that names no organisation of the list is the network's matter alone.
    apply(&site, &form("Siiri", "siiri@koe.example")).await;
    changed(&mut of_ilona).await;
    let heard = crate::moderation::heard(&mut of_kaisa).await;
    assert!(!heard.contains("applications_changed"), "{heard}");
    let mut of_kunta = form("Outi", "outi@koekunta.example");
    of_kunta["organisation"] = json!(kunta);
    apply(&site, &of_kunta).await;
    changed(&mut of_ilona).await;
    changed(&mut of_kaisa).await;

    let listed = waiting(&site, &kaisa).await;
    assert_eq!(listed.len(), 1);
    let handle =
        json!({"t": "handle_application", "application": listed[0]["id"], "handling": true});
    assert_eq!(command(&site, &kaisa.token, handle).await.0, 200);
    changed(&mut of_ilona).await;
    assert!(waiting(&site, &ilona).await.iter().any(|one| one["handler"]["name"] == "Kaisa Koe"));
    changed(&mut of_kaisa).await;
    let act =
        json!({"t": "decide_applications", "applications": [listed[0]["id"]], "approve": true});
    assert_eq!(command(&site, &ilona.token, act).await.0, 200);
    changed(&mut of_kaisa).await;
    assert!(waiting(&site, &kaisa).await.is_empty());
    let heard = crate::moderation::heard(&mut of_aino).await;
    assert!(!heard.contains("applications_changed"), "{heard}");
}

#[tokio::test]
async fn administrators_are_written_to_once_a_day_while_something_waits() {
    let (stage, post) = Post::stage(2).await;
    let site = Site::of(&stage);
    let ilona = administrator(&stage, "Ilona").await;
    let outi = administrator(&stage, "Outi").await;
    let eero = stage.member("Eero").await;
    stage.force(format!("update members set language = 'sv' where id = '{}'", outi.id)).await;
    stage.force(format!("update members set role = 'moderator' where id = '{}'", eero.id)).await;
    let [one, other] = [&stage.nodes[0].app, &stage.nodes[1].app];
    assert_eq!(telling::write(one).await.unwrap(), 0, "nothing waits");

    apply(&site, &form("Siiri", "siiri@koe.example")).await;
    post.letter("siiri@koe.example", 1).await;
    let (first, second) = tokio::join!(telling::write(one), telling::write(other));
    assert_eq!(first.unwrap() + second.unwrap(), 2);
    for (person, subject) in
        [(&ilona, "Hakemuksia odottaa: Koe"), (&outi, "Ansökningar väntar: Koe")]
    {
        let letter = post.letter(&format!("{}@esimerkki.example", person.id), 1).await;
        assert_eq!(letter["subject"], subject);
        assert!(letter["text"].as_str().unwrap().contains(": 1."), "{letter}");
        assert!(letter["link"].as_str().unwrap().ends_with("/admin/arrivals"), "{letter}");
        assert!(!letter.to_string().contains("Siiri"), "no name is in it: {letter}");
    }
    assert_eq!(telling::write(one).await.unwrap(), 0, "not twice on one day");
    assert_eq!(after(&stage, "23 hours").await, 0);
    assert_eq!(after(&stage, "25 hours").await, 2);

    let waits = waiting(&site, &ilona).await;
    let act =
        json!({"t": "decide_applications", "applications": [waits[0]["id"]], "approve": true});
    assert_eq!(command(&site, &ilona.token, act).await.0, 200);
    assert_eq!(after(&stage, "60 hours").await, 0, "nothing waits any more");
    let to_eero = format!("{}@esimerkki.example", eero.id);
    assert!(post.all().iter().all(|letter: &Value| letter["to"] != json!(to_eero)));
}

/// Letters that a node writes whose database is this much later.
async fn after(stage: &Stage, later: &str) -> usize {
    let node = Plan::new(1).session(0, "talkoo.clock_offset", later).beside(stage).await;
    telling::write(&node.app).await.expect("a round")
}

#[tokio::test]
async fn who_is_shut_out_lets_go_of_what_was_in_hand() {
    for act in ["suspend_member", "end_membership", "change_office"] {
        let case = Case::new().await;
        let (stage, gone) = (&case.stage, &case.moderator);
        let site = Site::of(stage);
        let ilona = administrator(stage, "Ilona").await;
        let office = "update members set role = 'network_admin' where id = ";
        stage.force(format!("{office} '{}'", gone.id)).await;
        let mut of_ilona = listens(stage, &ilona).await;
        apply(&site, &form("Siiri", "siiri@koe.example")).await;
        changed(&mut of_ilona).await;
        let application = waiting(&site, &ilona).await[0]["id"].clone();
        let handle =
            json!({"t": "handle_application", "application": application, "handling": true});
        assert_eq!(command(&site, &gone.token, handle.clone()).await.0, 200);
        changed(&mut of_ilona).await;
        let report = case.reported().await;
        let overdue = "update reports set due_at = app_now() where id = ";
        stage.force(format!("{overdue} '{report}'")).await;
        case.act(gone, "claim_report", report).await;
        // Somebody else has both.
        assert_eq!(command(&site, &ilona.token, handle.clone()).await.0, 409);
        let claim = json!({"t": "claim_report", "report": report});
        assert_eq!(command(&site, &ilona.token, claim.clone()).await.0, 409);

        let out = json!({"t": act, "member": gone.id, "office": "member"});
        assert_eq!(command(&site, &ilona.token, out).await.0, 200, "{act}");
        changed(&mut of_ilona).await;
        let free = "select (select count(*) from application_handlers)
          + (select count(*) from reports where handler is not null)";
        assert_eq!(stage.number(free.to_owned()).await, 0, "{act}");
        let lines = "select count(*) from audit.lines where action = 'report_let_go'";
        assert_eq!(stage.number(lines.to_owned()).await, 1);
        assert_eq!(command(&site, &ilona.token, handle).await.0, 200);
        assert_eq!(command(&site, &ilona.token, claim).await.0, 200);
    }
}
