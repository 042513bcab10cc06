//! Organisations: made by administrators, their texts kept by their contact persons.

use serde_json::json;
use talkoo::store::organisations as store;
use talkoo_protocol::{
    Code, OrganisationId, Verb,
    people::{OrganisationBody, OrganisationRow},
};

use super::{One, organisation};
use crate::stage::Stage;

#[tokio::test]
async fn an_organisation_is_made_changed_and_told_of() {
    let stage = Stage::new().await;
    let admin = One::administrator(&stage, "Ilona").await;
    let aino = One::of(&stage, "Aino").await;
    let network = stage.nodes[0].app.network.stream;
    let mut of_aino = stage.connect(&aino.person).await;
    of_aino.subscribe(network).await;
    let town = admin
        .says(json!({
            "t": "create_organisation", "name": {"fi": "Saarelan kaupunki", "sv": "Staden Saarela"},
            "kind": "municipality", "region": "15", "business_id": "1234567-1",
            "domains": ["Saarela.Example"], "verified": true,
        }))
        .await;
    let told = of_aino.event(network).await;
    assert_eq!(told.verb, Verb::ORGANISATION_CHANGED);
    assert_eq!(told.content.organisation.expect("its view").name.sv, "Staden Saarela");
    let school = admin
        .says(json!({
            "t": "create_organisation", "name": {"fi": "Saarelan koulu"}, "kind": "other",
            "parent": town,
        }))
        .await;
    let page: OrganisationBody = aino.reader.get(&format!("organisations/{town}")).await;
    assert_eq!(page.parts, [OrganisationId(school)]);
    assert!(page.domains.is_empty() && !page.is_contact && !page.may_administer);
    let page: OrganisationBody = admin.reader.get(&format!("organisations/{town}")).await;
    assert_eq!(page.domains, ["saarela.example"]);

    let again = json!({
        "t": "create_organisation", "name": {"fi": "Toinen"}, "kind": "company",
        "domains": ["saarela.example"],
    });
    assert_eq!(admin.refused(again).await, Code::Taken);
    let around = json!({"t": "change_organisation", "organisation": town, "parent": school});
    assert_eq!(admin.refused(around).await, Code::BadValue);
    for bad in [
        json!({"kind": "club"}),
        json!({"region": "99"}),
        json!({"business_id": "1234567-2"}),
        json!({"domains": ["a b"]}),
        json!({"name": {"fi": " "}}),
    ] {
        let mut command = bad.clone();
        command["t"] = json!("change_organisation");
        command["organisation"] = json!(town);
        assert_eq!(admin.refused(command).await, Code::BadValue, "{bad}");
    }
    admin.says(json!({"t": "change_organisation", "organisation": town, "domains": []})).await;
    let rows: Vec<OrganisationRow> = aino.reader.get("organisations?query=SAARELA&region=15").await;
    assert_eq!(rows.len(), 1);
    let rows: Vec<OrganisationRow> = aino.reader.get("organisations?kind=other").await;
    assert_eq!(rows[0].organisation.parent, Some(OrganisationId(town)));
}

#[tokio::test]
async fn a_contact_person_keeps_the_texts_and_no_more() {
    let stage = Stage::new().await;
    let admin = One::administrator(&stage, "Ilona").await;
    let (kaisa, aino) = (One::of(&stage, "Kaisa").await, One::of(&stage, "Aino").await);
    let firm = organisation(&stage, "Yritys", &[]).await;
    let named = json!({"t": "name_contact", "organisation": firm, "member": kaisa.person.id});
    assert_eq!(admin.refused(named.clone()).await, Code::Rule, "who does not speak for it");
    kaisa.says(json!({"t": "add_affiliation", "organisation": firm})).await;
    let confirm = json!({
        "t": "confirm_affiliation", "organisation": firm, "member": kaisa.person.id,
    });
    admin.says(confirm).await;
    admin.says(named.clone()).await;
    let mut conn = stage.superuser().await;
    assert!(store::is_contact(&mut conn, kaisa.person.id, firm).await.unwrap());
    assert_eq!(store::contacts(&mut conn, firm).await.unwrap(), [kaisa.person.id]);

    let change = |what: serde_json::Value| {
        let mut command = what;
        command["t"] = json!("change_organisation");
        command["organisation"] = json!(firm);
        command
    };
    kaisa.says(change(json!({"about": {"fi": "Teemme hyvää."}}))).await;
    assert_eq!(kaisa.refused(change(json!({"verified": true}))).await, Code::NotAllowed);
    let both = json!({"about": {"fi": "x"}, "coordinator": true});
    assert_eq!(kaisa.refused(change(both)).await, Code::NotAllowed);
    assert_eq!(aino.refused(change(json!({"about": {"fi": "x"}}))).await, Code::NotAllowed);
    let page: OrganisationBody = kaisa.reader.get(&format!("organisations/{firm}")).await;
    assert_eq!((&*page.about.fi, page.is_contact), ("Teemme hyvää.", true));

    let mut removed = named;
    removed["t"] = json!("remove_contact");
    admin.says(removed).await;
    assert!(!store::is_contact(&mut conn, kaisa.person.id, firm).await.unwrap());
    assert_eq!(kaisa.refused(change(json!({"about": {"fi": "y"}}))).await, Code::NotAllowed);
}
