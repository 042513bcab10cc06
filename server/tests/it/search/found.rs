//! What people find of what they wrote, and what goes when they take it back.

use serde_json::json;
use talkoo_protocol::MessageId;

use super::{asked, indexed, marked, sentences};
use crate::stage::{Client, Place, Stage};

async fn say(client: &mut Client, place: &Place, texts: &[&str]) -> Vec<MessageId> {
    let mut ids = Vec::new();
    for text in texts {
        let ack = client.post(place.channel, text).await;
        ids.push(MessageId(ack.id));
    }
    ids
}

#[tokio::test]
async fn words_are_found_in_every_form_and_inside_compounds() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    let texts = [
        "Lähisuhdeväkivallan ehkäisystä puhuttiin.",
        "Koulupihoilla nähty ilkivaltaa.",
        "Määriteltyjä tavoitteita seurataan.",
        "Korhoselle annettiin avaimet.",
        "Polisen undersöker ett inbrott i centrum.",
        "The children were playing near the river.",
    ];
    say(&mut client, &place, &texts).await;
    indexed(&stage).await;
    for (query, text, word) in [
        ("väkivalta", texts[0], "Lähisuhdeväkivallan"),
        ("lähisuhde", texts[0], "Lähisuhdeväkivallan"),
        ("määritellä", texts[2], "Määriteltyjä"),
        ("Korhonen", texts[3], "Korhoselle"),
        ("avaimia", texts[3], "avaimet"),
        ("polis", texts[4], "Polisen"),
        ("child", texts[5], "children"),
    ] {
        let answer = asked(&stage, &aino, query).await;
        assert_eq!(sentences(&answer), [text], "{query}");
        assert_eq!(marked(&answer), [word], "{query}");
        assert_eq!(answer["repairs"], json!([]), "{query}");
    }
    let both = asked(&stage, &aino, "koulupihan ilkivalta").await;
    assert_eq!(sentences(&both), [texts[1]]);
    assert_eq!(both["searched"][0]["bases"], json!(["koulupiha"]));
    // Half of a compound is not what was asked for.
    let half = asked(&stage, &aino, "väkivaltarikos").await;
    assert_eq!(sentences(&half), [""; 0], "{half}");
}

#[tokio::test]
async fn what_is_mistyped_is_put_right_and_told() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    let text = "Uudet turvallisuussäännöt tulevat voimaan.";
    say(&mut client, &place, &[text]).await;
    indexed(&stage).await;
    for typed in ["turvallisuussaannot", "turvallisuussäännött", "turvallisuussäänöt"] {
        let answer = asked(&stage, &aino, typed).await;
        assert_eq!(sentences(&answer), [text], "{typed}");
        assert_eq!(answer["repairs"][0]["typed"], json!(typed));
        let meant = answer["repairs"][0]["meant"].as_str().expect("a word");
        assert!(meant.starts_with("turvallisuussää"), "{typed}: {meant}");
    }
    assert_eq!(asked(&stage, &aino, "qwxzzy").await["repairs"], json!([]));
}

#[tokio::test]
async fn edits_and_deletions_are_followed_at_once() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    let ids = say(&mut client, &place, &["Kokous on maanantaina.", "Kokous peruttiin."]).await;
    indexed(&stage).await;
    assert_eq!(asked(&stage, &aino, "kokous").await["total"], json!(2));
    client.ask(json!({"t": "edit", "message": ids[0], "text": "Palaveri siirtyi."})).await.unwrap();
    client.ask(json!({"t": "delete", "message": ids[1]})).await.unwrap();
    // The index has not heard of it, and nothing is shown all the same.
    assert_eq!(asked(&stage, &aino, "kokous").await["total"], json!(0));
    indexed(&stage).await;
    assert_eq!(asked(&stage, &aino, "kokous").await["total"], json!(0));
    assert_eq!(sentences(&asked(&stage, &aino, "palaverin").await), ["Palaveri siirtyi."]);
    assert_eq!(stage.number("select count(*) from search_texts".to_owned()).await, 1);
}

#[tokio::test]
async fn filters_combine_negate_and_speak_three_languages() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    say(&mut of_aino, &place, &["Harjoitus torstaina #harjoitus"]).await;
    say(&mut of_eero, &place, &["Harjoitus perjantaina"]).await;
    indexed(&stage).await;
    for (query, found) in [
        ("harjoitus kirjoittaja:aino", "Harjoitus torstaina #harjoitus"),
        ("harjoitus from:eero", "Harjoitus perjantaina"),
        ("harjoituksen -från:eero", "Harjoitus torstaina #harjoitus"),
        ("tunniste:harjoitus", "Harjoitus torstaina #harjoitus"),
        ("harjoitus -torstai", "Harjoitus perjantaina"),
        ("\"harjoitus perjantaina\"", "Harjoitus perjantaina"),
        ("perjan*", "Harjoitus perjantaina"),
    ] {
        assert_eq!(sentences(&asked(&stage, &aino, query).await), [found], "{query}");
    }
    let nobody = asked(&stage, &aino, "harjoitus kirjoittaja:väinö").await;
    assert_eq!((&nobody["total"], &nobody["unknown"]), (&json!(0), &json!(["väinö"])));
    assert_eq!(asked(&stage, &aino, "harjoitus jälkeen:2020").await["total"], json!(2));
    assert_eq!(asked(&stage, &aino, "harjoitus ennen:1.1.2020").await["total"], json!(0));
}

#[tokio::test]
async fn rows_of_another_analyser_are_made_anew() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    say(&mut client, &place, &["Öljyvahinko satamassa."]).await;
    indexed(&stage).await;
    stage
        .force(
            "update search_texts set version = 0, words = array_to_tsvector('{x:old}')".to_owned(),
        )
        .await;
    assert_eq!(asked(&stage, &aino, "satama").await["total"], json!(0));
    indexed(&stage).await;
    assert_eq!(asked(&stage, &aino, "satama").await["total"], json!(1));
}

#[tokio::test]
async fn rows_of_a_newer_analyser_are_left_alone() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    say(&mut client, &place, &["Öljyvahinko satamassa."]).await;
    indexed(&stage).await;
    stage.force("update search_texts set version = 9999".to_owned()).await;
    indexed(&stage).await;
    let newer = "select count(*) from search_texts where version = 9999";
    assert_eq!(stage.number(newer.to_owned()).await, 1);
}

#[tokio::test]
async fn one_text_that_cannot_be_indexed_is_in_nobodys_way() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    let refuses = "alter table search_texts add constraint odd check (not words @@ '''f:zzqwx''')";
    stage.force(refuses.to_owned()).await;
    let texts = ["Kokous alkaa", "Kokous zzqwx", "Kokous jatkuu", "Kokous päättyi"];
    say(&mut client, &place, &texts).await;
    indexed(&stage).await;
    assert_eq!(asked(&stage, &aino, "kokous").await["total"], json!(3));
    let aside = "select count(*) from search_set_aside where attempts = 1";
    assert_eq!(stage.number(aside.to_owned()).await, 1);
    // It is tried again, and found when it can be.
    stage.force("alter table search_texts drop constraint odd".to_owned()).await;
    stage.force("update search_set_aside set again_at = '-infinity'".to_owned()).await;
    indexed(&stage).await;
    assert_eq!(asked(&stage, &aino, "kokous").await["total"], json!(4));
    assert_eq!(stage.number("select count(*) from search_set_aside".to_owned()).await, 0);
}

#[tokio::test]
async fn words_leave_the_vocabulary_with_the_last_text_that_said_them() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    let texts = ["Kanarialintu lauloi", "Kanarialintu ja rastas", "Haapalinnut lensivät"];
    let ids = say(&mut client, &place, &texts).await;
    indexed(&stage).await;
    let said = |word: &str| {
        stage.number(format!("select count(*) from search_words where word = '{word}'"))
    };
    assert_eq!((said("kanarialintu").await, said("rastas").await), (1, 1));
    client.ask(json!({"t": "delete", "message": ids[1]})).await.unwrap();
    client.ask(json!({"t": "edit", "message": ids[2], "text": "Linnut lensivät"})).await.unwrap();
    indexed(&stage).await;
    assert_eq!((said("kanarialintu").await, said("rastas").await), (1, 0));
    assert_eq!((said("haapalintu").await, said("lentää").await), (0, 1));
    assert_eq!(stage.number("select count(*) from search_words_left".to_owned()).await, 0);
}

#[tokio::test]
async fn a_merged_tag_finds_what_was_written_before() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    say(&mut client, &place, &["Ensin #turva", "Sitten #turvallisuus"]).await;
    let merged = "update tags set merged_into = (select id from tags where slug = 'turvallisuus') \
                  where slug = 'turva'";
    stage.force(merged.to_owned()).await;
    indexed(&stage).await;
    for name in ["turva", "turvallisuus"] {
        let answer = asked(&stage, &aino, &format!("tunniste:{name}")).await;
        assert_eq!(answer["total"], json!(2), "{name}");
    }
    assert_eq!(asked(&stage, &aino, "-tunniste:turvallisuus ensin").await["total"], json!(0));
}

#[tokio::test]
async fn no_query_is_too_odd_for_an_answer() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let mut client = stage.connect(&aino).await;
    say(&mut client, &place, &["Kokous alkaa"]).await;
    indexed(&stage).await;
    let endless = "漢".repeat(700);
    for query in [
        endless.clone(),
        format!("{endless}*"),
        format!("-{endless}"),
        format!("tunniste:{endless}"),
        format!("tila:{endless}"),
        "' & | ! : * \\ ( ) <-> '' \\".to_owned(),
        "a'b\\c:d*".to_owned(),
        "?!".to_owned(),
        "-kokous".to_owned(),
    ] {
        assert!(asked(&stage, &aino, &query).await["total"].is_u64(), "{query}");
    }
}

/// A mention reads as the name, to whom the name may be told.
#[tokio::test]
async fn a_mention_is_read_as_a_name() {
    let stage = Stage::new().await;
    let [aino, eero] = [stage.member("Aino").await, stage.member("Eero").await];
    let place = stage.place("open", &[&aino, &eero]).await;
    let text = format!("Varautuminen kuuluu henkilölle @[{}] tänään.", eero.id);
    let send = json!({"t": "send", "channel": place.channel, "text": text});
    stage.nodes[0].as_seen_by(&aino).say(send).await.expect("said");
    indexed(&stage).await;
    let found = asked(&stage, &aino, "varautuminen").await;
    assert_eq!(sentences(&found), ["Varautuminen kuuluu henkilölle @Eero Koe tänään."]);
    assert_eq!(marked(&found), ["Varautuminen"]);
}
