//! What is held of a member is given to them whole, and who they were is forgotten everywhere (P22).

use serde_json::json;
use talkoo::{
    actions::erasure,
    store::audit::{self, Verdict},
};
use talkoo_protocol::Code;
use uuid::Uuid;

use crate::{http::Site, stage::Stage};

/// They name a member by an id that leads nowhere once the member is forgotten, and stay: what was said,
/// who answered for it, who is in a direct conversation, what others decided.
const STAYS: &[&str] = &[
    "bringings",
    "channel_members",
    "direct_requests",
    "file_sums",
    "files",
    "glasses",
    "imports",
    "input_rounds",
    "invitation_uses",
    "invitations",
    "meetings",
    "outcome_parties",
    "outcomes",
    "questions",
    "report_voices",
    "reports",
    "solutions",
    "terms",
    "workspace_members",
];

/// Of no use to the member: what opens doors, what others keep of their own work, letters on their way.
const NOT_GIVEN: &[&str] = &[
    "application_handlers",
    "audit_keys",
    "file_sums",
    "glasses",
    "imported_members",
    "invitation_uses",
    "invitations",
    "organisation_contacts",
    "outcome_parties",
    "session_moves",
    "sign_in_links",
    "terms",
    "waiting_letters",
];

async fn named_in(stage: &Stage, function: &str, table: &str) -> bool {
    let question = format!(
        "select (pg_get_functiondef('{function}(uuid)'::regprocedure) ~ '\\m{table}\\M')::int::bigint"
    );
    stage.number(question).await > 0
}

#[tokio::test]
async fn no_table_that_names_members_is_forgotten() {
    let stage = Stage::new().await;
    let tables = stage
        .words(
            "select distinct k.conrelid::regclass::text
             from pg_constraint k
             where k.contype = 'f' and k.confrelid = 'members'::regclass
             order by 1",
        )
        .await;
    assert!(tables.len() > 40, "{tables:?}");
    for table in &tables {
        let is_erased = named_in(&stage, "erase_member", table).await;
        assert_ne!(is_erased, STAYS.contains(&table.as_str()), "{table} when one is forgotten");
        let is_given = named_in(&stage, "member_data", table).await;
        assert_ne!(is_given, NOT_GIVEN.contains(&table.as_str()), "{table} when one asks for all");
    }
}

#[tokio::test]
async fn what_is_given_is_ones_own_and_what_is_forgotten_is_nowhere() {
    let stage = Stage::new().await;
    let [aino, eero] = [stage.member("Aino").await, stage.member("Eero").await];
    let name = format!(
        "update members set family = 'Piiloutuva', email = 'piilo@x.example',
                        bio = 'Piiloutuva kirjoittaa', password_hash = 'salattu' where id = '{}'",
        eero.id
    );
    stage.force(name).await;
    let place = stage.place("open", &[&aino, &eero]).await;
    let [of_aino, of_eero] = [&aino, &eero].map(|person| stage.nodes[0].as_seen_by(person));
    let say = |text: String| json!({"t": "send", "channel": place.channel, "text": text});
    let own = of_eero.say(say("omat sanani".to_owned())).await.unwrap().id;
    of_aino.say(say(format!("@[{}] toisen sanat", eero.id))).await.unwrap();
    for command in [
        json!({"t": "follow", "subject": {"tag": "kyber"}, "level": "watch"}),
        json!({"t": "save_search", "name": "Oma haku", "query": "turva"}),
        json!({"t": "mark_read", "channel": place.channel, "seq": 2}),
        json!({"t": "change_notices", "digest": "daily"}),
    ] {
        of_eero.say(command).await.unwrap();
    }

    let app = &stage.nodes[0].app;
    let data = erasure::export(app, eero.id).await.expect("all of it");
    let text = data.to_string();
    assert_eq!(data["messages"].as_array().unwrap().len(), 1);
    assert_eq!(data["messages"][0]["text"], "omat sanani");
    assert_eq!(data["member"]["family"], "Piiloutuva");
    assert_eq!(data["saved_searches"][0]["name"], "Oma haku");
    assert_eq!(data["follows"][0]["subject"], "kyber");
    assert!(data["sessions"].as_array().is_some_and(|sessions| !sessions.is_empty()));
    for others in ["toisen sanat", "salattu", "token_hash", &aino.id.to_string()] {
        assert!(!text.contains(others), "{others} in {text}");
    }

    erasure::erase(app, eero.id).await.expect("forgotten");
    erasure::erase(app, eero.id).await.expect("once more changes nothing");
    assert!(erasure::export(app, eero.id).await.is_err());
    let site = Site::of(&stage);
    assert_eq!(site.get(&eero, "/api/v1/inbox").send().await.unwrap().status(), 401);
    // What was said stands, in nobody's name.
    let view = site.read(&aino, &format!("/api/v1/messages/{own}")).await;
    assert!(view.to_string().contains("omat sanani"), "{view}");
    let refused = of_aino.say(json!({"t": "open_direct", "members": [eero.id]})).await;
    assert_eq!(refused.map_err(|refusal| refusal.code).err(), Some(Code::NotFound));
    let tables = "select format('%I.%I', schemaname, tablename) from pg_tables
                  where schemaname in ('public', 'audit')";
    for table in stage.words(tables).await {
        for word in ["Piiloutuva", "piilo@x.example", "Oma haku"] {
            let rows = format!("select count(*) from {table} t where t::text ilike '%{word}%'");
            assert_eq!(stage.number(rows).await, 0, "{word} in {table}");
        }
    }
    let left = format!("select count(*) from audit_keys where member = '{}'", eero.id);
    assert_eq!(stage.number(left).await, 0);
    let mut write = app.store.write().await.unwrap();
    audit::seal(&mut write).await.expect("a seal");
    write.commit().await.unwrap();
    let mut conn = app.store.read().await.unwrap();
    assert!(matches!(audit::verify(&mut conn).await.unwrap(), Verdict::Whole { .. }));
}

#[tokio::test]
async fn who_is_not_there_is_told_and_the_last_administrator_stays() {
    let stage = Stage::new().await;
    let app = &stage.nodes[0].app;
    let nobody = Uuid::new_v4().into();
    assert!(
        erasure::erase(app, nobody).await.is_err() && erasure::export(app, nobody).await.is_err()
    );
    let aino = stage.member("Aino").await;
    stage.force("update members set role = 'member'".to_owned()).await;
    stage
        .force(format!("update members set role = 'network_admin' where id = '{}'", aino.id))
        .await;
    assert!(erasure::erase(app, aino.id).await.is_err());
    let there = format!("select count(*) from members where id = '{}' and given <> ''", aino.id);
    assert_eq!(stage.number(there).await, 1);
}
