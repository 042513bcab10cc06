//! A valid Finnish personal identity code is refused in whatever a person writes, in every field of
//! every command and form, before rights and rules are asked; and nothing of it is stored.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    http::Site,
    stage::{Person, Plan, Stage},
};

/// Nobody has a number of 900 or more.
const CODE: &str = "010190-900P";
const COMMANDS: &str = include_str!("../../../protocol/golden/frames/commands.json");

/// What a person can write, by command and field. Each must stand in the protocol's samples or in
/// [`more`], so that it is tried; `*` is any place in a list or body.
const WRITTEN: &[&str] = &[
    "add_affiliation.title",
    "appeal_report.words",
    "arrange_channel.section",
    "ask_glass.reason",
    "change_affiliation.title",
    "change_channel.name",
    "change_channel.topic",
    "change_item.change.title",
    "change_network.name",
    "change_organisation.name.fi",
    "change_outcome.details.words",
    "change_profile.bio",
    "change_profile.family",
    "change_profile.given",
    "change_tag.aliases.*",
    "change_tag.label.fi",
    "change_tag.slug",
    "change_workspace.name",
    "change_workspace.purpose",
    "configure_workspace.tags.*",
    "create_channel.name",
    "create_channel.topic",
    "create_item.text",
    "create_item.title",
    "create_organisation.name.fi",
    "create_workspace.name",
    "create_workspace.purpose",
    "decide_applications.reason",
    "decide_report.reason",
    "describe_file.alt",
    "edit.text",
    "follow.subject.tag",
    "found_workspace.name",
    "found_workspace.purpose",
    "handle_feedback.answer",
    "invite.links.*.email",
    "invite.note",
    "publish_terms.terms.fi",
    "record_outcome.details.words",
    "report.words",
    "request_to_join.text",
    "save_competence.label.fi",
    "send.body.grade",
    "send.text",
    "send_feedback.page",
    "send_feedback.words",
];

#[tokio::test]
async fn no_field_of_any_command_takes_a_code() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let person = stage.member("Aino").await;
    stage
        .force(format!("update members set role = 'network_admin' where id = '{}'", person.id))
        .await;
    let mut commands: Vec<Value> = serde_json::from_str(COMMANDS).expect("samples");
    commands.extend(more());
    let mut tried = BTreeSet::new();
    for command in commands {
        let name = command["t"].as_str().expect("a name").to_owned();
        for place in places(&command, String::new()) {
            let mut said = command.clone();
            said["client_id"] = json!(Uuid::new_v4());
            let word = said.pointer_mut(&place).expect("a word");
            *word = json!(format!("Soita {CODE}, kiitos"));
            let answer = site.post("/api/v1/commands").bearer_auth(&person.token).json(&said);
            let code = code_of(answer.send().await.expect("an answer")).await;
            // Ids and words of a closed list are no text: they cannot be read.
            if code != "bad_frame" {
                assert_eq!(code, "personal_code", "{name} {place}");
                tried.insert(name.clone() + &starred(&place));
            }
        }
    }
    let missing: Vec<_> = WRITTEN.iter().filter(|field| !tried.contains(**field)).collect();
    assert!(missing.is_empty(), "no sample has {missing:?}; tried {tried:#?}");
    nothing_is_stored(&stage).await;
}

/// Fields that the samples leave out.
fn more() -> Vec<Value> {
    let id = Uuid::nil();
    let names = json!({"fi": "Nimi", "sv": "Namn", "en": "Name"});
    vec![
        json!({"t": "change_affiliation", "organisation": id, "title": "Nimike"}),
        json!({"t": "change_channel", "channel": id, "name": "nimi", "topic": "Aihe"}),
        json!({"t": "change_item", "item": id, "change": {"title": "Otsikko", "text": "Teksti"}}),
        json!({"t": "change_organisation", "organisation": id, "name": names, "about": names}),
        json!({"t": "change_profile", "given": "Aino", "family": "Koe", "title": "Nimike",
            "bio": "Minusta"}),
        json!({"t": "change_workspace", "workspace": id, "name": "Nimi", "purpose": "Tarkoitus"}),
    ]
}

#[tokio::test]
async fn no_form_takes_a_code() {
    let stage = Plan::new(1).set("TALKOO_SIGN_IN_PER_MINUTE", "1000").open().await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let application = json!({
        "given": "Eero", "family": "Koe", "email": "eero@kunta.example",
        "organisation_name": "Kyläyhdistys ry", "title": "Nuorisotyöntekijä", "language": "fi",
        "reason": "Teen nuorisotyötä.", "terms_version": 1,
    });
    let newcomer = json!({
        "token": crate::invitations::secret(), "given": "Siiri", "family": "Tulija",
        "email": "siiri@uusi.example", "organisation": "Kyläyhdistys ry", "terms_version": 1,
        "device": "Puhelin",
    });
    let upload =
        json!({"client_id": Uuid::new_v4(), "name": "kuva.png", "size": 10, "alt": "Piha"});
    for (path, body, fields) in [
        (
            "/api/v1/applications",
            application,
            &["given", "family", "email", "organisation_name", "title", "reason"][..],
        ),
        (
            "/api/v1/invitations/accept",
            newcomer,
            &["given", "family", "email", "organisation", "device"],
        ),
        ("/api/v1/uploads", upload, &["name", "alt"]),
    ] {
        for field in fields {
            let mut said = body.clone();
            let plain = said[field].as_str().expect("a text").to_owned();
            // In a name of a file and in an address, as well as in a sentence.
            for word in [format!("{CODE} {plain}"), format!("{CODE}.{plain}")] {
                said[field] = json!(word);
                let asked = site.post(path).bearer_auth(&aino.token).json(&said);
                let code = code_of(asked.send().await.expect("an answer")).await;
                assert_eq!(code, "personal_code", "{path} {field}");
            }
        }
    }
    nothing_is_stored(&stage).await;
}

#[tokio::test]
async fn a_list_of_people_names_the_line_and_is_not_kept() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let ilona = crate::arrivals::administrator(&stage, "Ilona").await;
    let head = "Etunimi;Sukunimi;Sähköposti;Muuta";
    let text = format!(
        "{head}\nEero;Koe;eero@kunta.example;{CODE}\nSiiri {CODE};Koe;siiri@kunta.example;\n"
    );
    let shown = listed(&site, &ilona, &text).await.expect("a preview");
    for (line, field) in [(0, "given"), (1, "given")] {
        let line = &shown["lines"][line];
        assert_eq!(line["what"], "wrong");
        assert_eq!(
            line["problems"],
            json!([{"code": "personal_code", "field": field, "value": ""}])
        );
    }
    assert!(!shown.to_string().contains(CODE), "{shown}");
    assert_eq!(stage.number("select count(*) from imports".to_owned()).await, 0);
    let made = json!({"t": "import_members", "import": shown["id"], "client_id": Uuid::new_v4()});
    let made = site.post("/api/v1/commands").bearer_auth(&ilona.token).json(&made);
    assert_eq!(code_of(made.send().await.expect("an answer")).await, "not_found");

    // In the titles it is in no line.
    let text = format!("{head} {CODE}\nEero;Koe;eero@kunta.example;\n");
    assert_eq!(listed(&site, &ilona, &text).await, Err("personal_code".to_owned()));
    nothing_is_stored(&stage).await;
}

async fn listed(site: &Site<'_>, by: &Person, text: &str) -> Result<Value, String> {
    let asked = site.post("/api/v1/administration/imports").bearer_auth(&by.token);
    let answer = asked.json(&json!({"text": text})).send().await.expect("an answer");
    if answer.status() == 200 {
        return Ok(answer.json().await.expect("a preview"));
    }
    Err(code_of(answer).await)
}

/// The code of a refusal; what was taken has none.
async fn code_of(answer: reqwest::Response) -> String {
    let body: Value = answer.json().await.unwrap_or_default();
    body["code"].as_str().unwrap_or("taken in").to_owned()
}

/// Where every word of a command stands that is not an id.
fn places(value: &Value, at: String) -> Vec<String> {
    match value {
        Value::String(word) => {
            let is_word = at != "/t" && word.parse::<Uuid>().is_err();
            if is_word { vec![at] } else { Vec::new() }
        }
        Value::Array(values) => {
            let each = values.iter().enumerate();
            each.flat_map(|(number, value)| places(value, format!("{at}/{number}"))).collect()
        }
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, value)| places(value, format!("{at}/{name}"))).collect()
        }
        // A body of a kind may hold a word where the sample has a number.
        Value::Number(_) if at.starts_with("/body/") => vec![at],
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// `/links/0/email` as `.links.*.email`.
fn starred(place: &str) -> String {
    let parts = place.split('/').skip(1);
    let named = parts.map(|part| if part.parse::<usize>().is_ok() { "*" } else { part });
    named.map(|part| format!(".{part}")).collect()
}

/// No row of any table has it.
async fn nothing_is_stored(stage: &Stage) {
    let all = format!(
        "select coalesce(sum((xpath('/row/c/text()', query_to_xml(
           format('select count(*) as c from %I.%I t where t::text like %L',
             table_schema, table_name, '%{CODE}%'), false, true, '')))[1]::text::bigint), 0)::bigint
         from information_schema.tables
         where table_schema in ('public', 'audit') and table_type = 'BASE TABLE'"
    );
    assert_eq!(stage.number(all).await, 0);
}
