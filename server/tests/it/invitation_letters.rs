//! Links that are sent to an address: whose they are, and where their secret is.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use serde_json::{Value, json};
use talkoo_protocol::Code;
use uuid::Uuid;

use crate::{
    http::Site,
    invitations::{accept, code, look, made, newcomer, secret, workspace},
    stage::{Plan, Stage},
};

#[tokio::test]
async fn a_link_for_an_address_makes_no_account_for_another() {
    let (stage, folder) = with_letters().await;
    let site = Site::of(&stage);
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    stage.force("insert into organisations (id, name_fi, kind)
        values ('00000000-0000-4000-8000-00000000000a', 'Kylien turva ry', 'association');
        insert into organisation_domains values ('kylat.example', '00000000-0000-4000-8000-00000000000a')"
        .to_owned()).await;
    let addresses = ["siiri@kylat.example", "marko@kylat.example"];
    let links = addresses.map(|email| json!({"token": secret(), "email": email}));
    let invite = json!({"t": "invite", "place": workspace(place), "role": "member",
        "links": links});
    of_aino.ask(invite).await.unwrap();
    let mut tokens = Vec::new();
    for address in addresses {
        let letter = letter(&folder, address).await;
        tokens.push(letter["link"].as_str().unwrap().split_once('#').unwrap().1.to_owned());
    }
    assert_eq!(look(&site, &tokens[0]).await["offer"]["email"], "siiri@kylat.example");
    let mut body = newcomer(&tokens[0], "siiri");
    assert_eq!(accept(&site, &body).await.unwrap_err().1, "bad_value");
    body["email"] = json!("Siiri@kylat.example");
    body["organisation"] = json!("Jokin muu");
    let siiri = accept(&site, &body).await.expect("an account");
    // The address tells the organisation.
    let start = site.read(&siiri, "/api/v1/start").await;
    let organisation = &start["me"]["affiliations"][0]["organisation"];
    assert_eq!(*organisation, json!("00000000-0000-4000-8000-00000000000a"));
    assert_eq!(look(&site, &tokens[0]).await, json!({"state": "used_up"}));
    // A link for all proves no address: the organisation is claimed and not confirmed.
    let (token, _) = made(&mut of_aino, workspace(place), json!({})).await;
    let mut body = newcomer(&token, "juha");
    body["email"] = json!("juha@kylat.example");
    accept(&site, &body).await.expect("an account");
    let claimed = "select count(*) from affiliations where not confirmed";
    assert_eq!(stage.number(claimed.to_owned()).await, 1);
    // Who is signed in may use a link that came to another address of theirs.
    let mut of_eero = stage.connect(&eero).await;
    of_eero.ask(json!({"t": "use_invitation", "token": tokens[1]})).await.unwrap();
    of_eero.post(place.channel, "Tulin").await;
}

#[tokio::test]
async fn a_letter_brings_a_link_that_no_row_holds() {
    let (stage, folder) = with_letters().await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let place = stage.place("secret", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    let drawn = secret();
    let invite = json!({"t": "invite", "place": workspace(place), "role": "guest",
        "links": [{"token": drawn, "email": "siiri@kylat.example"}], "language": "sv"});
    of_aino.ask(invite).await.unwrap();
    let letter = letter(&folder, "siiri@kylat.example").await;
    assert_eq!((&letter["to"], &letter["language"]), (&json!("siiri@kylat.example"), &json!("sv")));
    assert!(letter["subject"].as_str().unwrap().starts_with("Inbjudan: Paikka"), "{letter}");
    let link = letter["link"].as_str().unwrap();
    let (page, token) = link.split_once('#').expect("a secret that no server is sent");
    assert!(page.ends_with("/invite"), "{link}");
    assert_ne!(token, drawn);
    assert_eq!(look(&site, token).await["offer"]["email"], "siiri@kylat.example");
    // What was drawn with the command opens nothing any more.
    assert_eq!(look(&site, &drawn).await["code"], "not_found");
    let mut body = newcomer(token, "siiri");
    body["email"] = json!("siiri@kylat.example");
    accept(&site, &body).await.expect("an account");

    // Anybody may found a workspace; nobody a mailing list.
    let many = |from: usize| {
        let links = (from..from + 100)
            .map(|n| json!({"token": secret(), "email": format!("n{n}@kylat.example")}));
        json!({"t": "invite", "place": workspace(place), "role": "guest",
            "links": links.collect::<Vec<_>>()})
    };
    of_aino.ask(many(0)).await.unwrap();
    assert_eq!(code(&mut of_aino, many(100)).await, Code::TooMany);
    let _ = std::fs::remove_dir_all(&folder);
}

/// A stage whose letters come into a folder.
async fn with_letters() -> (Stage, PathBuf) {
    let folder = std::env::temp_dir().join(format!("talkoo-letters-{}", Uuid::new_v4().simple()));
    let plan = Plan::new(1).set("TALKOO_MAIL_FOLDER", &folder.to_string_lossy());
    (plan.open().await, folder)
}

/// The letter to an address, once it has come.
async fn letter(folder: &Path, to: &str) -> Value {
    let mut looks = tokio::time::interval(Duration::from_millis(20));
    loop {
        looks.tick().await;
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let files = files.map(|file| file.path());
        let files = files.filter(|path| path.extension().is_some_and(|end| end == "json"));
        let mut letters = files.filter_map(|path| {
            serde_json::from_str::<Value>(&std::fs::read_to_string(path).ok()?).ok()
        });
        if let Some(letter) = letters.find(|letter| letter["to"] == to) {
            return letter;
        }
    }
}

#[tokio::test]
async fn an_address_that_nobody_proved_speaks_for_no_organisation() {
    let stage = Stage::new().await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let organisation = "00000000-0000-4000-8000-00000000000a";
    stage
        .force(format!(
            "insert into organisations (id, name_fi, kind)
             values ('{organisation}', 'Kylien turva ry', 'association');
             insert into organisation_domains values ('kylat.example', '{organisation}');
             insert into affiliations (member, organisation, main)
             values ('{0}', '{organisation}', true);
             insert into organisation_contacts (organisation, member)
             values ('{organisation}', '{0}')",
            aino.id
        ))
        .await;
    let mut of_aino = stage.connect(&aino).await;
    of_aino.subscribe(place.channel).await;
    let (token, _) = made(&mut of_aino, workspace(place), json!({})).await;
    let mut body = newcomer(&token, "juha");
    body["email"] = json!("juha@kylat.example");
    let juha = accept(&site, &body).await.expect("an account");
    let mut of_juha = stage.connect(&juha).await;

    let send = json!({"t": "send", "channel": place.channel, "text": "Kunnan puolesta"});
    of_juha.ask(send.clone()).await.unwrap();
    assert_eq!(of_aino.event(place.channel).await.spoken_as, None);
    let mut named = send;
    named["spoken_as"] = json!(organisation);
    assert_eq!(code(&mut of_juha, named).await, Code::NotAllowed);

    // Its contact person knows him: from then on he speaks for it, without choosing.
    let confirm =
        json!({"t": "confirm_affiliation", "member": juha.id, "organisation": organisation});
    of_aino.ask(confirm).await.unwrap();
    of_juha.post(place.channel, "Yhdistyksen puolesta").await;
    let said = of_aino.event(place.channel).await;
    assert_eq!(said.spoken_as.map(|id| id.to_string()).as_deref(), Some(organisation));
}

#[tokio::test]
async fn who_sends_an_invitation_cannot_take_it_before_it_is_sent() {
    let (stage, _folder) = with_letters().await;
    let site = Site::of(&stage);
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    // The letter stays where it is.
    stage
        .force(
            "create function stays() returns trigger language plpgsql as $$
             begin raise exception 'the letter waits'; end $$;
             create trigger stays before update of token_hash on invitations
             for each row execute function stays()"
                .to_owned(),
        )
        .await;
    let mut of_aino = stage.connect(&aino).await;
    let drawn = secret();
    let invite = json!({"t": "invite", "place": workspace(place), "role": "member",
        "links": [{"token": drawn, "email": "johtaja@kylat.example"}]});
    of_aino.ask(invite).await.unwrap();
    assert_eq!(look(&site, &drawn).await["code"], "not_found");
    let mut body = newcomer(&drawn, "johtaja");
    body["email"] = json!("johtaja@kylat.example");
    assert_eq!(accept(&site, &body).await.unwrap_err().1, "not_found");
}
