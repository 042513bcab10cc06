//! The catalogue and the open data, as they are read without signing in.

use reqwest::{Client, Response, StatusCode};
use serde_json::{Value, json};
use talkoo_protocol::ItemId;

use crate::bank::Bank;

impl Bank {
    /// Without a session.
    async fn look(&self, path: &str) -> Response {
        let address = format!("http://{}/julkinen/{path}", self.stage.nodes[0].address);
        Client::builder()
            .no_proxy()
            .build()
            .expect("a client")
            .get(address)
            .send()
            .await
            .expect("an answer")
    }

    async fn data(&self, query: &str) -> Value {
        self.look(&format!("data.json?{query}")).await.json().await.expect("json")
    }

    /// A public model of a theme, a region and a level.
    async fn public(&self, title: &str, tag: &str, region: &str, level: u8) -> ItemId {
        let item = self.published().await;
        let change = json!({"do": "write", "title": title, "tags": [tag], "regions": [region],
            "level": level, "public": true, "points": ["problem", "mechanism", "outcome", "replicable"],
            "fields": {"summary": format!("=SUM(1) {title} @[{}]", self.hanna.id),
                "contact_address": "turva@kunta.example"}});
        self.change(&self.eero, item, change).await.expect("public");
        item
    }
}

fn titles(data: &Value) -> Vec<&str> {
    let items = data["items"].as_array().expect("items");
    items.iter().filter_map(|item| item["title"].as_str()).collect()
}

#[tokio::test]
async fn anybody_finds_what_is_public_by_theme_region_evidence_and_organisation() {
    let bank = Bank::new("open").await;
    bank.published().await;
    bank.public("Varautumisketju", "tunne-ja-apu", "19", 2).await;
    bank.public("Turvakävely", "tapaturmat", "02", 3).await;

    for (query, found) in [
        ("", vec!["Turvakävely", "Varautumisketju"]),
        ("tag=tapaturmat", vec!["Turvakävely"]),
        ("region=19", vec!["Varautumisketju"]),
        ("level=3", vec!["Turvakävely"]),
        ("level=1&region=19", vec!["Varautumisketju"]),
        ("sort=guide", vec![]),
        ("kind=news", vec![]),
        ("organisation=municipality", vec![]),
    ] {
        assert_eq!(titles(&bank.data(query).await), found, "{query}");
        let page = bank.look(&format!("luettelo?{query}")).await;
        assert_eq!(page.status(), StatusCode::OK);
        let page = page.text().await.expect("a page");
        for title in ["Turvakävely", "Varautumisketju"] {
            assert_eq!(page.contains(title), found.contains(&title), "{query}: {title}");
        }
    }
    bank.stage
        .force(
            "with it as (insert into organisations (id, name_fi, kind)
               values (gen_random_uuid(), 'Kuusivaaran kunta', 'municipality') returning id)
             update items set spoken_as = (select id from it) where title = 'Turvakävely'"
                .to_owned(),
        )
        .await;
    let data = bank.data("organisation=municipality").await;
    assert_eq!(titles(&data), ["Turvakävely"]);
    assert_eq!(data["items"][0]["organisation"]["fi"], "Kuusivaaran kunta");
    assert_eq!(bank.look("data.json?level=x").await.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn open_data_names_nobody_and_is_known_again() {
    let bank = Bank::new("open").await;
    let item = bank.public("Varautumisketju", "tunne-ja-apu", "19", 2).await;
    let answer = bank.look("data.json").await;
    let mark = answer.headers()["etag"].clone();
    assert!(answer.headers()["cache-control"].to_str().unwrap().starts_with("public"));
    let data: Value = answer.json().await.expect("json");
    let row = &data["items"][0];
    assert_eq!(
        (&row["id"], &row["evidence"], &row["regions"], &row["contact"], &row["licence"]),
        (
            &json!(item),
            &json!(2.0),
            &json!(["19"]),
            &json!("turva@kunta.example"),
            &json!("CC BY 4.0")
        )
    );
    let csv = bank.look("data.csv").await.text().await.expect("csv");
    assert!(csv.contains(";\"'=SUM(1) Varautumisketju"), "no formula: {csv}");
    for text in [data.to_string(), csv] {
        for person in [&bank.eero, &bank.hanna] {
            assert!(!text.contains(&person.id.to_string()), "{text}");
        }
        assert!(!text.contains("Eero") && !text.contains("Hanna"));
    }
    let again = Client::builder()
        .no_proxy()
        .build()
        .expect("a client")
        .get(format!("http://{}/julkinen/data.json", bank.stage.nodes[0].address))
        .header("if-none-match", mark)
        .send();
    assert_eq!(again.await.expect("an answer").status(), StatusCode::NOT_MODIFIED);
    bank.stage
        .force(format!(
            "update workspaces set visibility = 'invited' where id = '{}'",
            bank.place.workspace
        ))
        .await;
    assert!(titles(&bank.data("").await).is_empty(), "a place that closes takes it along");
}

#[tokio::test]
async fn the_page_says_in_which_language_each_part_is() {
    let bank = Bank::new("open").await;
    let item = bank.public("Varautumisketju", "tunne-ja-apu", "19", 2).await;
    let page = bank.look(&format!("{item}?lang=sv")).await.text().await.expect("a page");
    assert!(page.contains("<html lang=\"sv\">"), "{page}");
    assert!(page.contains("<article lang=\"fi\">"), "{page}");
    assert!(page.contains("<h2 lang=\"sv\">Lösningens grundidé</h2>"), "{page}");
    assert!(page.contains("<p lang=\"sv\">Evidensnivå: 2"), "{page}");
    assert!(page.contains(&format!("hreflang=\"en\" href=\"/julkinen/{item}?lang=en\"")), "{page}");
}
