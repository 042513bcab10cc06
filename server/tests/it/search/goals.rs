//! Going somewhere by a few letters, and filters that are completed while they are typed.

use serde_json::{Value, json};

use super::{indexed, told};
use crate::stage::{Person, Stage};

async fn goals(stage: &Stage, person: &Person, query: &str, of: &str) -> Vec<String> {
    let mut words = vec![("query", query)];
    if !of.is_empty() {
        words.push(("of", of));
    }
    let answer = told(stage, person, "search/goals", &words).await;
    let goals = answer["goals"].as_array().expect("goals");
    goals.iter().map(|goal| goal["name"].as_str().expect("a name").to_owned()).collect()
}

async fn values(stage: &Stage, person: &Person, filter: &str, beginning: &str) -> Vec<String> {
    let words = [("filter", filter), ("beginning", beginning)];
    let answer = told(stage, person, "search/values", &words).await;
    let values = answer["values"].as_array().expect("values");
    values.iter().map(|one| one["value"].as_str().expect("a value").to_owned()).collect()
}

#[tokio::test]
async fn places_people_and_items_are_reached_in_any_form() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Ilmari").await);
    let place = stage.place("open", &[&aino, &eero]).await;
    stage
        .force(format!(
            "update channels set name = 'koulujen turvallisuus' where id = '{}'",
            place.channel
        ))
        .await;
    stage
        .force(format!(
            "update workspaces set name = 'Harva-alueet', region = 'Kainuu' where id = '{}'",
            place.workspace
        ))
        .await;
    let mut of_aino = stage.connect(&aino).await;
    let topic =
        json!({"t": "create_item", "channel": place.channel, "title": "Liikenteen valvonta"});
    of_aino.ask(topic).await.unwrap();
    of_aino.post(place.channel, "Avoimet ovet #lähiturva").await;
    indexed(&stage).await;

    let channel = ["koulujen turvallisuus".to_owned()];
    for query in
        ["koulu", "turvallisuuden", "tuvrallisuus", "kouluissa turva", "turvallisuus harva"]
    {
        assert_eq!(goals(&stage, &aino, query, "channels").await, channel, "{query}");
    }
    for query in ["ilmar", "ilamri", "ilmarin"] {
        assert_eq!(goals(&stage, &aino, query, "people").await, ["Ilmari Koe"], "{query}");
    }
    for query in ["liiken", "valvontaa", "liikenne", "valvnota"] {
        let found = goals(&stage, &aino, query, "items").await;
        assert_eq!(found, ["Liikenteen valvonta"], "{query}");
    }
    assert_eq!(goals(&stage, &aino, "alueet", "workspaces").await, ["Harva-alueet"]);
    assert_eq!(goals(&stage, &aino, "lahitur", "tags").await, ["lähiturva"]);
    // Without a sort there is one of each.
    assert!(goals(&stage, &aino, "turva", "").await.contains(&channel[0]));
    assert_eq!(goals(&stage, &aino, "xyzzy", "").await, [""; 0]);
}

#[tokio::test]
async fn filters_are_completed_in_three_languages() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let named = format!("update channels set name = 'koulut' where id = '{}'", place.channel);
    stage.force(named).await;
    let region =
        format!("update workspaces set region = 'Kainuu' where id = '{}'", place.workspace);
    stage.force(region).await;
    for filter in ["kanava", "kanal", "channel", "KANAVA"] {
        assert_eq!(values(&stage, &aino, filter, "kou").await, ["koulut"], "{filter}");
    }
    assert_eq!(values(&stage, &aino, "alue", "k").await, ["Kainuu"]);
    assert_eq!(values(&stage, &aino, "kirjoittaja", "ain").await, ["Aino Koe"]);
    assert_eq!(values(&stage, &aino, "från", "ja").await, ["jag"]);
    assert_eq!(values(&stage, &aino, "on", "").await, ["ratkaistu", "avoin", "liite"]);
    assert_eq!(values(&stage, &aino, "is", "at").await, ["attachment"]);
    assert_eq!(values(&stage, &aino, "vaikutus", "my").await, ["myönteinen"]);
    assert_eq!(values(&stage, &aino, "näyttö", "").await.len(), 5);
    assert_eq!(values(&stage, &aino, "ennen", "20").await.len(), 4);
    assert_eq!(values(&stage, &aino, "eimikään", "").await, [""; 0]);
    let wrong: Value = told(&stage, &aino, "search/values", &[("filter", "tila")]).await;
    assert_eq!(wrong["values"], json!([]), "no item there has a state that is one's own");
}
