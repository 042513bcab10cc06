//! Every security-relevant act leaves exactly one line, in the transaction of the act, and the chain
//! of lines shows when one was changed, taken away or put in another's place (promise P21).

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::{Value, json};
use talkoo::store::audit::{self, Verdict};
use uuid::Uuid;

use crate::{
    bed::talkoo,
    stage::{Person, Stage},
};

const README: &str = include_str!("../../README.md");

/// Actions in the table of the README.
fn listed() -> BTreeSet<String> {
    let (_, table) = README.split_once("## The audit log").expect("a chapter");
    let rows = table.lines().skip_while(|line| !line.starts_with("| `")).map_while(|line| {
        Some(line.strip_prefix("| `")?.split_once('`').expect("an action").0.to_owned())
    });
    rows.collect()
}

/// Actions that the acts write, as they stand in their source.
fn written(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            written(&path, found);
            continue;
        }
        let text = fs::read_to_string(&path).expect("text");
        for before in ["action: \"", "line(\""] {
            for part in text.split(before).skip(1) {
                let word = part.split('"').next().unwrap_or_default();
                // Functions of other things are called `line`, too.
                let is_action = word.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_');
                found.extend(is_action.then(|| word.to_owned()));
            }
        }
    }
}

#[test]
fn the_readme_lists_every_act_that_leaves_a_line() {
    let mut found = BTreeSet::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/actions");
    written(&source, &mut found);
    assert!(found.len() > 15, "{found:?}");
    assert_eq!(listed(), found);
}

/// People and places for the acts.
struct Scene {
    stage: Stage,
    owner: Person,
    member: Person,
    workspace: Uuid,
    channel: Uuid,
}

impl Scene {
    async fn new() -> Self {
        let stage = Stage::new().await;
        let (owner, member) = (stage.member("Aino").await, stage.member("Eero").await);
        let place = stage.place("open", &[&owner, &member]).await;
        let office = format!("update members set role = 'network_admin' where id = '{}'", owner.id);
        stage.force(office).await;
        Self { stage, owner, member, workspace: place.workspace.0, channel: place.channel.0 }
    }

    async fn say(&self, person: &Person, command: Value) -> Uuid {
        let said = self.stage.nodes[0].as_seen_by(person).say(command.clone()).await;
        said.unwrap_or_else(|refusal| panic!("{command}: {refusal}")).id
    }

    async fn message(&self) -> Uuid {
        let send = json!({"t": "send", "channel": self.channel, "text": "hei"});
        self.say(&self.member, send).await
    }

    async fn topic(&self) -> Uuid {
        let make = json!({"t": "create_item", "channel": self.channel, "title": "Aihe"});
        self.say(&self.member, make).await
    }

    async fn private(&self) -> Uuid {
        let make = json!({"t": "create_channel", "workspace": self.workspace, "kind": "chat",
            "name": Uuid::new_v4(), "visibility": "private"});
        self.say(&self.owner, make).await
    }

    /// Does it, and holds that it left one line with this action, in its own transaction.
    async fn leaves(&self, action: &str, person: &Person, mut command: Value) {
        let client_id = Uuid::new_v4();
        command["client_id"] = json!(client_id);
        let count = "select count(*) from audit.lines".to_owned();
        let before = self.stage.number(count.clone()).await;
        self.say(person, command.clone()).await;
        assert_eq!(self.stage.number(count).await, before + 1, "{action}: one line");
        let together = format!(
            "select count(*) from audit.lines l
             join receipts r on r.xmin = l.xmin
             where r.client_id = '{client_id}' and l.action = '{action}'"
        );
        assert_eq!(self.stage.number(together).await, 1, "{action}: in the act's transaction");
        // Said again it is the same act.
        self.say(person, command).await;
        let again = format!(
            "select count(*) from audit.lines l join receipts r on r.xmin = l.xmin where r.client_id = '{client_id}'"
        );
        assert_eq!(self.stage.number(again).await, 1, "{action}: once");
    }
}

#[tokio::test]
async fn each_act_leaves_one_line_in_its_transaction() {
    let scene = Scene::new().await;
    let Scene { owner, member, .. } = &scene;
    let (workspace, channel) = (scene.workspace, scene.channel);
    let at = |place: &str, id: Uuid| json!({place: id});
    let add = |place: Value, who: &Person, role: &str| json!({"t": "add_member", "place": place, "member": who.id, "role": role});
    let remove = |place: Value, who: &Person| json!({"t": "remove_member", "place": place, "member": who.id});
    let other = scene.stage.member("Siiri").await;

    let private = scene.private().await;
    scene.leaves("channel_role", owner, add(at("channel", private), member, "member")).await;
    scene.leaves("channel_member_removed", owner, remove(at("channel", private), member)).await;
    scene.say(owner, add(at("channel", private), member, "member")).await;
    scene.leaves("channel_left", member, json!({"t": "leave", "channel": private})).await;
    let place = at("workspace", workspace);
    scene.leaves("workspace_role", owner, add(place.clone(), &other, "member")).await;
    scene.leaves("workspace_member_removed", owner, remove(place, &other)).await;
    let join = json!({"t": "join_workspace", "workspace": workspace});
    scene.leaves("workspace_joined", &other, join).await;
    let leave = json!({"t": "leave_workspace", "workspace": workspace});
    scene.leaves("workspace_left", &other, leave).await;

    let message = scene.message().await;
    scene.leaves("message_removed", owner, json!({"t": "delete", "message": message})).await;
    let topic = scene.topic().await;
    scene.leaves("item_removed", owner, json!({"t": "delete_item", "item": topic})).await;
    let message = scene.message().await;
    let goal = json!({"topic": {"channel": channel, "title": "Muualle"}});
    let moves = json!({"t": "move_talk", "what": {"message": message}, "to": goal});
    scene.leaves("talk_moved", owner, moves).await;

    let make =
        json!({"t": "create_workspace", "name": "Uusi", "purpose": "", "visibility": "open"});
    scene.leaves("workspace_created", member, make).await;
    let make = json!({"t": "create_channel", "workspace": workspace, "kind": "chat", "name": "Uusi", "visibility": "private"});
    scene.leaves("channel_created", owner, make).await;
    let narrow = json!({"t": "change_channel", "channel": channel, "visibility": "private"});
    scene.leaves("channel_narrowed", owner, narrow).await;
    let narrow = json!({"t": "change_workspace", "workspace": workspace, "visibility": "secret"});
    scene.leaves("workspace_changed", owner, narrow).await;
    let private = scene.private().await;
    let widen = json!({"t": "change_channel", "channel": private, "visibility": "public"});
    scene.leaves("channel_widened", owner, widen).await;

    let device = scene.stage.device(member).await;
    let session = scene.stage.connect(&device).await.hello.session;
    scene.leaves("session_ended", member, json!({"t": "end_session", "session": session})).await;
    let office = json!({"t": "change_office", "member": member.id, "office": "moderator"});
    scene.leaves("office_changed", owner, office).await;

    crate::push::owned(&scene.stage, member.id.0, channel).await;
    let forget = json!({"t": "forget_push", "device": channel});
    scene.leaves("push_device_forgotten", member, forget).await;
    let session = scene.stage.connect(member).await.hello.session;
    let mut add = crate::push::subscription(session.0, channel);
    add["t"] = json!("register_push");
    scene.leaves("push_device_added", member, add).await;
}

/// Some acts, sealed.
async fn sealed() -> (Scene, u64) {
    let scene = Scene::new().await;
    for _ in 0..4 {
        let message = scene.message().await;
        scene.say(&scene.owner, json!({"t": "delete", "message": message})).await;
    }
    loop {
        let mut write = scene.stage.nodes[0].app.store.write().await.expect("a transaction");
        audit::seal(&mut write).await.expect("sealing");
        write.commit().await.expect("a commit");
        if let Verdict::Whole { lines } = verdict(&scene).await
            && lines >= 4
        {
            return (scene, lines);
        }
    }
}

async fn verdict(scene: &Scene) -> Verdict {
    let mut conn = scene.stage.nodes[0].app.store.read().await.expect("a connection");
    audit::verify(&mut conn).await.expect("a verdict")
}

async fn is_found(scene: &Scene, tampered: &str) {
    scene.stage.force(tampered.to_owned()).await;
    assert_eq!(verdict(scene).await, Verdict::BrokenAt { seq: 2 }, "{tampered}");
    let mut command = talkoo(["verify-audit"]);
    command.env("DATABASE_URL", scene.stage.bed.url());
    let output = command.output().await.expect("the binary");
    assert!(!output.status.success(), "{tampered}: {output:?}");
}

#[tokio::test]
async fn a_changed_line_is_found() {
    let (scene, _) = sealed().await;
    is_found(&scene, "update audit.lines set reason = 'muuta' where id = (select line from audit.chain where seq = 2)").await;
}

#[tokio::test]
async fn a_missing_line_is_found() {
    let (scene, lines) = sealed().await;
    assert!(lines > 2);
    is_found(
        &scene,
        "with gone as (delete from audit.chain where seq = 2 returning line)
         delete from audit.lines where id in (select line from gone)",
    )
    .await;
}

#[tokio::test]
async fn swapped_lines_are_found() {
    let (scene, _) = sealed().await;
    let first = "select line from audit.chain where seq = 2";
    let second = "select line from audit.chain where seq = 3";
    let swap = format!(
        "create temporary table two as
           select l.id, o.action, o.object, o.reason, o.actor, o.at
           from audit.lines l
           join audit.lines o on o.id = case when l.id = ({first}) then ({second}) else ({first}) end
           where l.id in (({first}), ({second}));
         update audit.lines l
         set action = t.action, object = t.object, reason = t.reason, actor = t.actor, at = t.at
         from two t
         where t.id = l.id"
    );
    is_found(&scene, &swap).await;
}

/// The application's own role may add lines and read them, and nothing else.
#[tokio::test]
async fn the_application_cannot_change_what_it_wrote() {
    let (scene, _) = sealed().await;
    let pool = scene.stage.bed.pool().await;
    for statement in [
        "update audit.lines set reason = ''",
        "delete from audit.lines",
        "update audit.chain set seq = seq",
        "delete from audit.chain",
        "truncate audit.lines",
    ] {
        let tried = sqlx::query(statement).execute(&pool).await;
        let code = tried
            .expect_err(statement)
            .into_database_error()
            .expect("refused")
            .code()
            .map(|code| code.into_owned());
        assert_eq!(code.as_deref(), Some("42501"), "{statement}");
    }
}
