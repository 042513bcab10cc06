//! Bringing people in by a list: what is shown is what is done, all of it or nothing, once.

use serde_json::{Value, json};
use talkoo_protocol::{
    Code, ImportId,
    administration::{ImportLink, ImportView},
};

use super::{administrator, code};
use crate::{
    post::{Post, token},
    stage::{Reader, Stage},
};

const HEAD: &str = "Etunimi;Sukunimi;Sähköposti;Organisaatio;Kieli";

async fn organisation(stage: &Stage) {
    let id = uuid::Uuid::new_v4();
    let statements = [
        format!(
            "insert into organisations (id, name_fi, kind)
             values ('{id}', 'Kuusivaaran kunta', 'municipality')"
        ),
        format!(
            "insert into organisation_domains (domain, organisation)
             values ('kuusivaara.example', '{id}')"
        ),
    ];
    for statement in statements {
        stage.force(statement).await;
    }
}

async fn preview(reader: &Reader, text: &str) -> ImportView {
    let answer = reader.post("administration/imports", &json!({"text": text})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    serde_json::from_str(&answer.body).expect("a preview")
}

fn import(id: ImportId) -> Value {
    json!({"t": "import_members", "import": id})
}

fn people(count: usize) -> String {
    let line = |number: usize| {
        format!("Aino;Koe{number};aino.{number}@kuusivaara.example;Kuusivaaran kunta;sv\n")
    };
    format!("\u{feff}{HEAD}\n{}", (0..count).map(line).collect::<String>())
}

const MEMBERS: &str = "select count(*) from members where family like 'Koe%' and given = 'Aino'";

#[tokio::test]
async fn five_hundred_come_in_at_once_and_once() {
    let stage = Stage::new().await;
    let (ilona, reader) = administrator(&stage).await;
    organisation(&stage).await;
    let text = people(500);
    let shown = preview(&reader, &text).await;
    assert_eq!((shown.fresh, shown.existing, shown.wrong), (500, 0, 0));
    assert_eq!(stage.number(MEMBERS.to_owned()).await, 0);

    reader.say(import(shown.id)).await.expect("an import");
    assert_eq!(stage.number(MEMBERS.to_owned()).await, 500);
    let done: ImportView = reader.get(&format!("administration/imports/{}", shown.id)).await;
    assert!(done.done && done.fresh == 500);
    for (table, expected) in [
        ("affiliations where main", 500),
        (
            "streams s join members m on m.id = s.owner where s.sort = 'member' and m.given = 'Aino'",
            500,
        ),
        ("members where language = 'sv' and languages = '{sv}'", 500),
        ("imports where text <> ''", 0),
        ("audit.lines where action = 'members_imported'", 1),
        ("events where verb = 'members_imported'", 1),
    ] {
        let count = stage.number(format!("select count(*) from {table}")).await;
        assert_eq!(count, expected, "{table}");
    }

    // The same list again, by its import or uploaded anew, makes nothing.
    reader.say(import(shown.id)).await.expect("an import");
    let again = preview(&reader, &text).await;
    assert_eq!((again.fresh, again.existing), (0, 500));
    reader.say(import(again.id)).await.expect("an import");
    assert_eq!(stage.number(MEMBERS.to_owned()).await, 500);
    let _ = ilona;
}

#[tokio::test]
async fn one_wrong_line_keeps_everybody_out() {
    let stage = Stage::new().await;
    let (_, reader) = administrator(&stage).await;
    organisation(&stage).await;
    let text = format!("{}Eero;Koe;ei osoite;Kuusivaaran kunta;fi\n", people(3));
    let shown = preview(&reader, &text).await;
    assert_eq!((shown.fresh, shown.wrong), (3, 1));
    let wrong = &shown.lines[3];
    assert_eq!((wrong.line, wrong.problems[0].code.as_str()), (5, "bad_address"));
    assert_eq!(code(reader.say(import(shown.id)).await), Some(Code::Rule));
    assert_eq!(stage.number(MEMBERS.to_owned()).await, 0);
}

/// What comes between the preview and the import is looked at again.
#[tokio::test]
async fn who_came_in_meanwhile_is_left_as_they_are() {
    let stage = Stage::new().await;
    let (_, reader) = administrator(&stage).await;
    organisation(&stage).await;
    let shown = preview(&reader, &people(3)).await;
    let eero = stage.member("Eero").await;
    let moved = "update members set email = 'AINO.1@kuusivaara.example' where id = ";
    stage.force(format!("{moved} '{}'", eero.id)).await;
    reader.say(import(shown.id)).await.expect("an import");
    assert_eq!(stage.number(MEMBERS.to_owned()).await, 2);
    let kept = format!("select count(*) from members where id = '{}' and given = 'Eero'", eero.id);
    assert_eq!(stage.number(kept).await, 1);
}

#[tokio::test]
async fn two_who_bring_the_same_list_make_everybody_once() {
    let stage = Stage::with_nodes(2).await;
    let (ilona, reader) = administrator(&stage).await;
    organisation(&stage).await;
    let elsewhere = stage.nodes[1].as_seen_by(&ilona);
    let (one, two) = (preview(&reader, &people(50)).await, preview(&reader, &people(50)).await);
    let answers = tokio::join!(reader.say(import(one.id)), elsewhere.say(import(two.id)));
    // The second finds everybody there, or is told that an address is taken; nothing is half done.
    let codes = [code(answers.0), code(answers.1)];
    assert!(codes.contains(&None), "{codes:?}");
    assert!(codes.iter().all(|code| matches!(code, None | Some(Code::Taken))), "{codes:?}");
    assert_eq!(stage.number(MEMBERS.to_owned()).await, 50);
}

#[tokio::test]
async fn links_are_made_for_those_who_have_not_been_here() {
    let stage = Stage::new().await;
    let (_, reader) = administrator(&stage).await;
    organisation(&stage).await;
    let shown = preview(&reader, &people(3)).await;
    let path = format!("administration/imports/{}/links", shown.id);
    assert_eq!(reader.post(&path, &json!({})).await.status, 404);
    reader.say(import(shown.id)).await.expect("an import");
    let links = async || -> Vec<ImportLink> {
        let answer = reader.post(&path, &json!({})).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        serde_json::from_str(&answer.body).expect("links")
    };
    let first = links().await;
    assert_eq!(first.len(), 3);
    let second = links().await;
    let enter = async |link: &ImportLink| {
        reader.post("sign-in/link", &json!({"token": link.token})).await.status
    };
    assert_ne!(enter(&first[0]).await, 200);
    assert_eq!(enter(&second[0]).await, 200);
    assert_eq!(links().await.len(), 2);
}

#[tokio::test]
async fn a_file_that_is_no_list_says_why() {
    let stage = Stage::new().await;
    let (_, reader) = administrator(&stage).await;
    for (text, words) in [
        ("", "text: empty"),
        ("etunimi;sukunimi\nAino;Koe", "text: lacks email"),
        ("etunimi;sukunimi;email;e-post\nA;B;c@d.example;", "text: twice email"),
    ] {
        let answer = reader.post("administration/imports", &json!({"text": text})).await;
        assert_eq!(answer.status, 400, "{}", answer.body);
        assert!(answer.body.contains(words), "{}", answer.body);
    }
    // A list is larger than a frame may be, but not without bound.
    let large = format!("{HEAD}\n{}", "x".repeat(1024 * 1024));
    let answer = reader.post("administration/imports", &json!({"text": large})).await;
    assert_eq!(answer.status, 413, "{}", answer.body);
    let unknown = uuid::Uuid::new_v4();
    assert_eq!(reader.ask(&format!("administration/imports/{unknown}")).await.status, 404);
    assert_eq!(code(reader.say(import(ImportId(unknown))).await), Some(Code::NotFound));
}

#[tokio::test]
async fn a_link_that_was_kept_opens_nothing_once_its_person_is_here() {
    let (stage, post) = Post::stage(1).await;
    let (_, reader) = administrator(&stage).await;
    organisation(&stage).await;
    let shown = preview(&reader, &people(1)).await;
    reader.say(import(shown.id)).await.expect("an import");
    let path = format!("administration/imports/{}/links", shown.id);
    let answer = reader.post(&path, &json!({})).await;
    let links: Vec<ImportLink> = serde_json::from_str(&answer.body).expect("links");
    let aino = &links[0];

    // She comes by the letter that welcomed her, and sets a password.
    let own = token(&post.letter(&aino.email, 1).await);
    let come = json!({"token": own, "password": "seitsemän lumista veljestä"});
    assert_eq!(reader.post("sign-in/link", &come).await.status, 200);

    let kept = reader.post("sign-in/link", &json!({"token": aino.token})).await;
    assert_eq!(kept.status, 401, "{}", kept.body);
    let inside = "select count(*) from sessions s join members m on m.id = s.member
        where m.given = 'Aino' and s.ended_at is null";
    assert_eq!(stage.number(inside.to_owned()).await, 1);
}
