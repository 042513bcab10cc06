//! One's own profile, the organisations one speaks for, and what one can do.

use serde_json::json;
use talkoo_protocol::{
    Code, Verb,
    people::{CompetenceView, ProfileBody},
};

use super::{One, competence, organisation, profile};
use crate::stage::Stage;

#[tokio::test]
async fn a_profile_is_changed_by_its_member_and_heard_by_all() {
    let stage = Stage::new().await;
    let (aino, eero) = (One::of(&stage, "Aino").await, One::of(&stage, "Eero").await);
    let network = stage.nodes[0].app.network.stream;
    let mut of_eero = stage.connect(&eero.person).await;
    of_eero.subscribe(network).await;
    let change = json!({
        "given": " Aino  Maria ", "family": "Verkkopuro", "title": "johtaja", "region": "19",
        "municipality": "148", "languages": ["fi", "se"], "bio": "Hei.",
    });
    aino.says(profile(change)).await;
    let told = of_eero.event(network).await;
    assert_eq!(told.verb, Verb::PROFILE_CHANGED);
    let view = told.content.member.expect("the profile");
    assert_eq!((&*view.given, &*view.family, view.version), ("Aino Maria", "Verkkopuro", 2));
    let path = format!("members/{}", aino.person.id);
    let body: ProfileBody = eero.reader.get(&path).await;
    assert_eq!((&*body.bio, body.municipality.as_deref()), ("Hei.", Some("148")));
    assert!(body.account.is_none(), "an address is nobody else's");
    assert!(aino.reader.get::<ProfileBody>(&path).await.account.is_some());
    aino.says(profile(json!({"region": "", "municipality": ""}))).await;
    let body: ProfileBody = eero.reader.get(&path).await;
    assert_eq!((body.member.region, body.municipality), (None, None));
}

#[tokio::test]
async fn real_names_and_codes_are_asked_for() {
    let stage = Stage::new().await;
    let aino = One::of(&stage, "Aino").await;
    for bad in [
        json!({"given": "aino87"}),
        json!({"family": ""}),
        json!({"region": "Lappi"}),
        json!({"municipality": "kunta"}),
        json!({"languages": ["suomi"]}),
        json!({"language": "de"}),
    ] {
        assert_eq!(aino.refused(profile(bad.clone())).await, Code::BadValue, "{bad}");
    }
    let long = "ä".repeat(3_000);
    assert_eq!(aino.refused(profile(json!({"bio": long}))).await, Code::TooLarge);
}

#[tokio::test]
async fn an_organisation_confirms_who_speaks_for_it() {
    let stage = Stage::new().await;
    let contact = One::of(&stage, "Kaisa").await;
    let aino = One::of(&stage, "Aino").await;
    let place = stage.place("open", &[&aino.person]).await;
    let firm = organisation(&stage, "Yritys", &[&contact]).await;
    let add = json!({"t": "add_affiliation", "organisation": firm, "title": "neuvoja"});
    aino.says(add.clone()).await;
    assert_eq!(aino.refused(add).await, Code::Taken);
    let path = format!("members/{}", aino.person.id);
    let body: ProfileBody = contact.reader.get(&path).await;
    assert!(body.affiliations[0].unverified && !body.affiliations[0].main);

    // Until it is confirmed nobody speaks in its name.
    let speak = json!({"t": "send", "channel": place.channel, "text": "hei", "spoken_as": firm});
    assert_eq!(aino.refused(speak.clone()).await, Code::NotAllowed);
    let choose = json!({"t": "change_affiliation", "organisation": firm, "main": true});
    assert_eq!(aino.refused(choose.clone()).await, Code::Rule);
    let confirm = json!({
        "t": "confirm_affiliation", "member": aino.person.id, "organisation": firm,
    });
    assert_eq!(aino.refused(confirm.clone()).await, Code::NotAllowed);
    contact.says(confirm).await;
    let body: ProfileBody = contact.reader.get(&path).await;
    assert!(!body.affiliations[0].unverified && body.affiliations[0].main, "the first is chosen");
    aino.says(speak).await;

    // A second one, chosen, and ended again: the first speaks again when nothing else is said.
    let other = organisation(&stage, "Yhdistys", &[&aino]).await;
    aino.says(json!({"t": "change_affiliation", "organisation": other, "main": true})).await;
    let end = json!({"t": "end_affiliation", "member": aino.person.id, "organisation": other});
    aino.says(end).await;
    let body: ProfileBody = contact.reader.get(&path).await;
    let main: Vec<_> = body.affiliations.iter().map(|one| (one.main, one.to.is_some())).collect();
    assert_eq!(main, [(true, false), (false, true)]);
}

#[tokio::test]
async fn a_retired_competence_stays_with_those_who_have_it_and_is_named_by_nobody_else() {
    let stage = Stage::new().await;
    let office = One::administrator(&stage, "Hallinto").await;
    let (aino, eero) = (One::of(&stage, "Aino").await, One::of(&stage, "Eero").await);
    let save = |name: &str, is_retired: bool| {
        json!({
            "t": "save_competence", "slug": "sovittelu", "kind": "method",
            "label": {"fi": name, "sv": "Medling", "en": "Mediation"}, "retired": is_retired,
        })
    };
    let set = |level: u8| json!({"t": "set_competence", "competence": "sovittelu", "level": level});
    office.says(save("Sovittelu", false)).await;
    aino.says(set(1)).await;
    office.says(save("Naapurisovittelu", true)).await;
    let all: Vec<CompetenceView> = eero.reader.get("competences").await;
    assert_eq!((all.len(), all[0].retired, &*all[0].label.fi), (1, true, "Naapurisovittelu"));
    assert_eq!(eero.refused(set(1)).await, Code::Rule);
    // Who has it still learns, and is still found by it.
    aino.says(set(3)).await;
    let body: ProfileBody = eero.reader.get(&format!("members/{}", aino.person.id)).await;
    assert_eq!(body.competences[0].level, 3);
    aino.says(set(0)).await;
    assert_eq!(aino.refused(set(1)).await, Code::Rule);
    office.says(save("Sovittelu", false)).await;
    eero.says(set(1)).await;
}

#[tokio::test]
async fn competences_are_said_by_oneself_and_confirmed_by_others() {
    let stage = Stage::new().await;
    let (aino, eero) = (One::of(&stage, "Aino").await, One::of(&stage, "Eero").await);
    competence(&stage, "sovittelu").await;
    let set = |level: u8| json!({"t": "set_competence", "competence": "sovittelu", "level": level});
    let endorse = json!({
        "t": "endorse", "member": aino.person.id, "competence": "sovittelu",
    });
    assert_eq!(eero.refused(endorse.clone()).await, Code::NotFound);
    assert_eq!(aino.refused(set(4)).await, Code::BadValue);
    aino.says(set(2)).await;
    aino.says(set(3)).await;
    assert_eq!(aino.refused(endorse.clone()).await, Code::Rule);
    eero.says(endorse.clone()).await;
    eero.says(endorse.clone()).await;
    let path = format!("members/{}", aino.person.id);
    let body: ProfileBody = eero.reader.get(&path).await;
    assert_eq!(body.competences[0].level, 3);
    assert_eq!(body.competences[0].endorsed_by, [eero.person.id]);
    let mut back = endorse;
    back["t"] = json!("unendorse");
    eero.says(back).await;
    let body: ProfileBody = eero.reader.get(&path).await;
    assert!(body.competences[0].endorsed_by.is_empty());
    aino.says(set(0)).await;
    let body: ProfileBody = eero.reader.get(&path).await;
    assert!(body.competences.is_empty());
}

/// A node that remembers for whom somebody speaks hears from another one that it has ended.
#[tokio::test]
async fn nobody_speaks_on_another_node_for_an_organisation_that_they_have_left() {
    let stage = Stage::with_nodes(2).await;
    let aino = One::of(&stage, "Aino").await;
    let place = stage.place("open", &[&aino.person]).await;
    let firm = organisation(&stage, "Yritys", &[&aino]).await;
    let other = organisation(&stage, "Yhdistys", &[&aino]).await;
    let there = stage.nodes[1].as_seen_by(&aino.person);
    let spoken = |organisation| {
        stage.number(format!("select count(*) from messages where spoken_as = '{organisation}'"))
    };
    let send = json!({"t": "send", "channel": place.channel, "text": "hei"});
    there.say(send.clone()).await.expect("a message");
    assert_eq!(spoken(firm).await, 1);
    let end = json!({"t": "end_affiliation", "member": aino.person.id, "organisation": firm});
    aino.says(end).await;
    // Far sooner than the node would ask again by itself.
    let heard = async {
        while spoken(other).await == 0 {
            there.say(send.clone()).await.expect("a message");
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), heard).await.expect("it is forgotten");
}
