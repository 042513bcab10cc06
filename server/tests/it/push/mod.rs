//! Notices on devices (promise P18): who is told, when, how much, and what is made of a push service's
//! answers. The service here is strict and ours; the browser tests bring one that others wrote.

mod service;
mod told;
mod failures;
mod quiet;
mod pieces;
mod taken_back;
mod letters;
mod answers;

use serde_json::{Value, json};
use talkoo::actions::push::Desk;
use talkoo_protocol::push::PushBody;
use uuid::Uuid;

use crate::{
    access_table::Things,
    stage::{Person, Plan, Stage},
};
use service::{Device, Received, Service};
use std::sync::Arc;

/// A stage with a push service, and on each node what tells devices; rounds are run by the test.
pub(crate) struct Ground {
    pub(crate) stage: Stage,
    desks: Vec<Arc<Desk>>,
    service: Service,
}

impl Ground {
    async fn new(nodes: usize) -> Self {
        Self::over(Self::plan(nodes)).await
    }

    /// With short waits.
    fn plan(nodes: usize) -> Plan {
        Plan::new(nodes)
            .set("TALKOO_PUSH_TIMEOUT", "500 ms")
            .set("TALKOO_PUSH_GROUP", "1 ms")
            .set("TALKOO_PUSH_EVERY", "1 ms")
    }

    async fn over(plan: Plan) -> Self {
        let plan = plan
            .set("TALKOO_PUSH_LOOPBACK", "true")
            .set("TALKOO_PUSH_CONTACT", "mailto:yllapito@esimerkki.example");
        let stage = plan.open().await;
        let desks = stage.nodes.iter().map(|node| Desk::open(&node.app).expect("a desk"));
        let desks = desks.collect();
        Self { desks, service: Service::open().await, stage }
    }

    /// A member who may be disturbed at any hour, with one device.
    async fn member(&self, given: &str) -> (Person, Device) {
        let person = self.stage.member(given).await;
        self.undisturbed(&person, "mentions").await;
        let device = self.device(&person, "full").await;
        (person, device)
    }

    async fn undisturbed(&self, person: &Person, push_for: &str) {
        self.stage
            .force(format!(
                "insert into notice_settings (member, quiet, push_for)
                 values ('{}', '[null, null, null, null, null, null, null]', '{push_for}')
                 on conflict (member) do update set push_for = excluded.push_for",
                person.id
            ))
            .await;
    }

    /// Another browser of this person that subscribes.
    async fn device(&self, person: &Person, shows: &str) -> Device {
        self.device_at(&self.service, person, shows).await
    }

    async fn device_at(&self, service: &Service, person: &Person, shows: &str) -> Device {
        let body: PushBody = self.stage.nodes[0].as_seen_by(person).get("push").await;
        let session = self.stage.connect(person).await.hello.session;
        let mut device = service.subscribe(&body.key);
        let command = json!({
            "t": "register_push", "session": session, "endpoint": device.endpoint,
            "p256dh": device.p256dh, "auth": device.auth, "key": body.key, "label": "Koe",
            "language": "fi", "shows": shows,
        });
        let ack = self.say(person, command).await;
        device.id = ack;
        device
    }

    async fn say(&self, person: &Person, command: Value) -> Uuid {
        let said = self.stage.nodes[0].as_seen_by(person).say(command.clone()).await;
        said.unwrap_or_else(|refusal| panic!("{command}: {refusal}")).id
    }

    /// Rounds on this node until what it has begun is noted and nothing is due.
    async fn round_on(&self, node: usize) {
        loop {
            self.one_round_on(node).await;
            let due = "select count(*) from pushes
                       where state <> 'shown' and due_at < now() + interval '10 milliseconds'";
            if self.stage.number(due.to_owned()).await == 0 {
                return;
            }
        }
    }

    /// What one node does at one tick.
    async fn one_round_on(&self, node: usize) {
        while self.desks[node].round().await.expect("a round") {}
        let begun = "select count(*) from pushes where is_taken".to_owned();
        while self.stage.number(begun.clone()).await > 0 {}
    }

    async fn round(&self) {
        self.round_on(0).await;
    }

    /// What waits for a while is due now.
    async fn hurry(&self) {
        self.stage.force("update pushes set due_at = now() where not is_taken".to_owned()).await;
    }

    async fn received(&mut self) -> Received {
        self.service.next().await
    }

    /// Nothing more has come, and all that came was as the standards want it.
    fn nothing_more(&mut self) {
        self.service.nothing_more();
    }
}

fn mention(person: &Person, words: &str) -> String {
    format!("@[{}] {words}", person.id)
}

/// For the table of who may do what: a browser's subscription in a session of the member.
pub(crate) fn register(it: &Things) -> Value {
    subscription(it.session.0, it.report)
}

pub(crate) fn subscription(session: Uuid, endpoint: Uuid) -> Value {
    json!({
        "session": session, "endpoint": format!("https://fcm.googleapis.com/{endpoint}"),
        "p256dh": POINT, "auth": "sBXU5_tIYz-5w7G2B25BEw", "key": "koe", "label": "Koe",
        "language": "fi", "shows": "full",
    })
}

const POINT: &str =
    "BH1HTeKM7-NwaLGHEqxeu2IamQaVVLkcsFHPIHmsCnqxcBHPQBprF41bEMOr3O1hUQ2jU1opNEm1F_lZV_sxMP8";

/// A device of this member under this name, and the key that the table subscribes under.
pub(crate) async fn owned(stage: &Stage, member: Uuid, device: Uuid) {
    stage.force(format!("delete from push_devices where member = '{member}'")).await;
    stage
        .force(format!(
            "with k as (
               insert into push_keys (id, public, private, retired_at)
               values ('{device}', case when exists (select from push_keys where public = 'koe')
                 then '{device}' else 'koe' end, 'x', now())
               returning id
             )
             insert into push_devices (id, member, session, key, endpoint, p256dh, auth, label, language)
             select '{device}', '{member}', '{device}', k.id, 'https://{device}', '', '', 'Koe', 'fi'
             from k"
        ))
        .await;
}
