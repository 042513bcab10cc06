//! Bringing things in from elsewhere: seen before anything happens, made once, by those who may.

use serde_json::{Value, json};
use talkoo_protocol::{Code, ItemView, http::ItemsPage};

use crate::{bank::Bank, stage::Person};

const LIST: &str = "tunniste;nimi;ongelma;maakunta\n\
    a1;Varautumisketju;Apu viipyy.;Lappi\n\
    a2;;Nimi puuttuu.;\n\
    a3;Turvakävely;Pihalla sattuu.;02\n";

impl Bank {
    async fn read(&self, by: &Person, name: &str, text: &str) -> (u16, Value) {
        let body = json!({"files": [{"name": name, "text": text}]});
        let path = format!("channels/{}/imports", self.place.channel);
        let answer = self.as_seen_by(by).post(&path, &body).await;
        (answer.status, serde_json::from_str(&answer.body).expect("json"))
    }

    async fn bring(&self, by: &Person, view: &Value) -> Result<(), Code> {
        let command = json!({"t": "bring_items", "import": view["id"]});
        self.as_seen_by(by).say(command).await.map(drop).map_err(|refusal| refusal.code)
    }

    async fn drafts(&self) -> Vec<ItemView> {
        let path = format!("channels/{}/items?desk=true", self.place.channel);
        let page: ItemsPage = self.as_seen_by(&self.aino).get(&path).await;
        page.items.into_iter().filter(|item| !item.main).collect()
    }
}

fn counts(view: &Value) -> [u64; 3] {
    ["fresh", "known", "wrong"].map(|name| view[name].as_u64().expect("a number"))
}

#[tokio::test]
async fn what_is_brought_in_again_makes_nothing_again() {
    let bank = Bank::new("open").await;
    let (_, view) = bank.read(&bank.aino, "mallit.csv", LIST).await;
    assert_eq!(counts(&view), [2, 0, 1], "{view}");
    let wrong = &view["lines"][1];
    assert_eq!((&wrong["line"], &wrong["problems"][0]["field"]), (&json!(3), &json!("title")));
    assert!(bank.drafts().await.is_empty(), "nothing has happened yet");
    bank.bring(&bank.aino, &view).await.expect("brought in");
    bank.bring(&bank.aino, &view).await.expect("it is done");
    let drafts = bank.drafts().await;
    let mut titles: Vec<&str> = drafts.iter().map(|item| item.title.as_str()).collect();
    titles.sort_unstable();
    assert_eq!(titles, ["Turvakävely", "Varautumisketju"]);
    let model = drafts.iter().find(|item| item.title == "Varautumisketju").expect("a model");
    assert_eq!((model.author, &model.body["regions"]), (Some(bank.aino.id), &json!(["19"])));

    let delete = json!({"t": "delete_item", "item": model.id});
    bank.as_seen_by(&bank.aino).say(delete).await.expect("removed");
    let (_, again) = bank.read(&bank.aino, "mallit.csv", &format!("{LIST}a4;Uusi;;\n")).await;
    assert_eq!(counts(&again), [1, 2, 1]);
    bank.bring(&bank.aino, &again).await.expect("brought in");
    assert_eq!(bank.drafts().await.len(), 2, "what was removed stays removed");
}

#[tokio::test]
async fn two_lists_at_once_make_each_thing_once() {
    let bank = Bank::new("open").await;
    let (_, one) = bank.read(&bank.aino, "mallit.csv", LIST).await;
    let (_, other) = bank.read(&bank.aino, "toinen.csv", LIST).await;
    let both = tokio::join!(bank.bring(&bank.aino, &one), bank.bring(&bank.aino, &other));
    assert_eq!(both, (Ok(()), Ok(())));
    assert_eq!(bank.drafts().await.len(), 2);
}

#[tokio::test]
async fn only_who_leads_the_bank_brings_things_in() {
    let bank = Bank::new("open").await;
    for (by, status) in [(&bank.eero, 403), (&bank.siiri, 403)] {
        assert_eq!(bank.read(by, "mallit.csv", LIST).await.0, status);
    }
    let (_, view) = bank.read(&bank.aino, "mallit.csv", LIST).await;
    assert_eq!(bank.bring(&bank.eero, &view).await, Err(Code::NotFound), "of another's files");
    bank.stage
        .force(format!(
            "update workspaces set visibility = 'secret' where id = '{}'",
            bank.place.workspace
        ))
        .await;
    assert_eq!(bank.read(&bank.siiri, "mallit.csv", LIST).await.0, 404);
}

#[tokio::test]
async fn a_personal_identity_code_is_named_by_its_line_and_not_kept() {
    let bank = Bank::new("open").await;
    let list = format!("{LIST}a5;Tapaus;Henkilö 010190-900P.;\n");
    let (_, view) = bank.read(&bank.aino, "mallit.csv", &list).await;
    assert_eq!(view["lines"][3]["problems"][0]["code"], "personal_code");
    assert_eq!(bank.stage.number("select count(*) from bringings".to_owned()).await, 0);
    assert_eq!(bank.bring(&bank.aino, &view).await, Err(Code::NotFound));
}
