//! The bank over real sockets: what is missing keeps a model on the desk, two reviewers disagree in
//! front of everybody, another workspace takes it into use, and what came of it comes back once.

use serde_json::{Value, json};
use talkoo_protocol::{
    Code, ItemId, ItemView, Verb, activity::ActivityPage, copies::CopiesBody, http::ItemsPage,
};

use crate::stage::{Person, Place, Plan, Reader, Stage};

pub(crate) struct Bank {
    pub(crate) stage: Stage,
    /// Aino leads the bank's workspace; Eero, Hanna and Juha are members.
    pub(crate) place: Place,
    pub(crate) aino: Person,
    pub(crate) eero: Person,
    pub(crate) hanna: Person,
    pub(crate) juha: Person,
    /// Siiri leads another workspace, with a bank of its own, that nobody of the first is in.
    pub(crate) siiri: Person,
    pub(crate) elsewhere: Place,
}

impl Bank {
    pub(crate) async fn new(elsewhere: &str) -> Self {
        let stage = Plan::new(1).kinds(&["chat", "bank"]).open().await;
        let [aino, eero, hanna, juha, siiri] = [
            stage.member("Aino").await,
            stage.member("Eero").await,
            stage.member("Hanna").await,
            stage.member("Juha").await,
            stage.member("Siiri").await,
        ];
        let place = stage.place_of("bank", "open", &[&aino, &eero, &hanna, &juha]).await;
        let elsewhere = stage.place_of("bank", elsewhere, &[&siiri]).await;
        stage
            .force(format!(
                "update workspaces set region = '19' where id = '{}'",
                elsewhere.workspace
            ))
            .await;
        Self { stage, place, aino, eero, hanna, juha, siiri, elsewhere }
    }

    pub(crate) fn as_seen_by(&self, person: &Person) -> Reader {
        self.stage.nodes[0].as_seen_by(person)
    }

    pub(crate) async fn begun(&self) -> ItemId {
        let create =
            json!({"t": "create_item", "channel": self.place.channel, "title": "Varautumisketju"});
        ItemId(self.as_seen_by(&self.eero).say(create).await.expect("a draft").id)
    }

    pub(crate) async fn change(
        &self,
        by: &Person,
        item: ItemId,
        change: Value,
    ) -> Result<(), Code> {
        let command = json!({"t": "change_item", "item": item, "change": change});
        self.as_seen_by(by).say(command).await.map(drop).map_err(|refusal| refusal.code)
    }

    pub(crate) async fn published(&self) -> ItemId {
        let item = self.begun().await;
        let fields = json!({"problem": "Apu viipyy.", "core_idea": "Kylätalo ja puhelinketju.",
            "conditions": "Yhdistys vastaa."});
        let write = json!({"do": "write", "fields": fields, "contact": self.eero.id,
            "steps": [{"text": "Nimeä vastuuhenkilö"}, {"text": "Harjoittele"}]});
        self.change(&self.eero, item, write).await.expect("written");
        self.change(&self.eero, item, json!({"do": "publish"})).await.expect("published");
        item
    }

    pub(crate) async fn copied(&self, item: ItemId) -> ItemId {
        let copy = json!({"t": "copy_item", "item": item, "channel": self.elsewhere.channel});
        ItemId(self.as_seen_by(&self.siiri).say(copy).await.expect("a copy").id)
    }

    pub(crate) async fn copies(&self, by: &Person, item: ItemId) -> CopiesBody {
        self.as_seen_by(by).get(&format!("items/{item}/copies")).await
    }
}

#[tokio::test]
async fn a_member_writes_on_the_desk_and_what_is_missing_keeps_it_there() {
    let bank = Bank::new("open").await;
    let item = bank.begun().await;
    // Everybody who works there sees the draft; who reads from outside does not.
    let path = format!("items/{item}");
    let seen: ItemView = bank.as_seen_by(&bank.hanna).get(&path).await;
    assert!(seen.desk);
    assert_eq!(bank.as_seen_by(&bank.siiri).ask(&path).await.status, 404);
    let publish = json!({"do": "publish"});
    assert_eq!(bank.change(&bank.eero, item, publish.clone()).await, Err(Code::Rule));
    let write = json!({"do": "write", "title": "Toisen nimi"});
    assert_eq!(bank.change(&bank.hanna, item, write).await, Err(Code::NotAllowed));

    let item = bank.published().await;
    let seen: ItemView = bank.as_seen_by(&bank.siiri).get(&format!("items/{item}")).await;
    assert_eq!((seen.desk, seen.state.as_str()), (false, "published"));
    let path = format!("channels/{}/items?facet=sort:practice_model", bank.place.channel);
    let page: ItemsPage = bank.as_seen_by(&bank.siiri).get(&path).await;
    assert_eq!(page.items.iter().map(|item| item.id).collect::<Vec<_>>(), [item]);
    assert_eq!(bank.change(&bank.eero, item, publish).await, Err(Code::Conflict));
}

#[tokio::test]
async fn two_reviewers_disagree_and_both_are_read() {
    let bank = Bank::new("open").await;
    let item = bank.published().await;
    let mut heard = bank.stage.connect(&bank.hanna).await;
    heard.subscribe(bank.hanna.id).await;
    for who in [&bank.hanna, &bank.juha] {
        let ask = json!({"do": "ask_review", "member": who.id});
        bank.change(&bank.eero, item, ask).await.expect("asked");
    }
    let notice = heard.event(bank.hanna.id).await;
    assert_eq!((notice.verb, &notice.facts["text"]), (Verb::NOTICED, &json!("review_asked")));
    let review = |level: u8, effect: &str| json!({"do": "review", "level": level, "effect": effect, "text": "Perustelu."});
    assert_eq!(bank.change(&bank.eero, item, review(4, "positive")).await, Err(Code::Rule));
    assert_eq!(bank.change(&bank.aino, item, review(4, "positive")).await, Err(Code::NotAllowed));
    bank.change(&bank.hanna, item, review(3, "positive")).await.expect("reviewed");
    bank.change(&bank.juha, item, review(2, "mixed")).await.expect("reviewed");
    let seen: ItemView = bank.as_seen_by(&bank.siiri).get(&format!("items/{item}")).await;
    let levels: Vec<_> =
        seen.body["reviews"].as_array().unwrap().iter().map(|one| &one["level"]).collect();
    assert_eq!(levels, [&json!(3), &json!(2)]);
    let evidence =
        format!("select number::bigint from facets where item = '{item}' and name = 'evidence'");
    assert_eq!(bank.stage.number(evidence).await, 2, "the lowest of the two latest");
}

#[tokio::test]
async fn what_came_of_a_copy_comes_back_once() {
    let bank = Bank::new("open").await;
    let item = bank.published().await;
    let mut reader = bank.stage.connect(&bank.hanna).await;
    reader.subscribe(bank.place.channel).await;
    let mut owner = bank.stage.connect(&bank.eero).await;
    owner.subscribe(bank.eero.id).await;

    let copy = bank.copied(item).await;
    let told = reader.event(bank.place.channel).await;
    assert_eq!((told.verb, told.item, told.actor), (Verb::ITEM_COPIED, Some(item), None));
    let seen: ItemView = bank.as_seen_by(&bank.siiri).get(&format!("items/{copy}")).await;
    assert_eq!((seen.author, seen.state.as_str()), (Some(bank.siiri.id), "in_use"));
    assert_eq!(seen.body["steps"].as_array().map(Vec::len), Some(2));
    assert_eq!(seen.body["copy"]["from"], json!(item));
    let copies = bank.copies(&bank.hanna, item).await;
    assert_eq!((copies.count, copies.regions[0].region.as_deref()), (1, Some("19")));
    assert_eq!(copies.copies[0].item, Some(copy));
    assert_eq!(bank.copies(&bank.siiri, copy).await.original, Some(item));

    let check_in = json!({"do": "check_in", "fate": "adapted", "effect": "positive", "share": true,
        "adaptations": "Radiot puhelinten lisäksi.", "result": "Kaikki tavoitettiin tunnissa."});
    bank.change(&bank.siiri, copy, check_in.clone()).await.expect("told");
    assert_eq!(bank.change(&bank.siiri, copy, check_in).await, Err(Code::Conflict));
    let notice = owner.event(bank.eero.id).await;
    assert_eq!((notice.verb, &notice.facts["text"]), (Verb::NOTICED, &json!("copy_told")));
    assert_eq!(notice.facts["item"], json!(item));
    let notices = format!(
        "select count(*) from events where stream = '{}' and verb = 'noticed' and facts->>'text' = 'copy_told'",
        bank.eero.id
    );
    assert_eq!(bank.stage.number(notices).await, 1, "its owner hears once");
    let copies = bank.copies(&bank.hanna, item).await;
    let told = copies.copies[0].told.clone().expect("what came of it");
    assert_eq!(
        (&told["fate"], &told["result"]),
        (&json!("adapted"), &json!("Kaikki tavoitettiin tunnissa."))
    );
    let log: ActivityPage = bank.as_seen_by(&bank.hanna).get("activity?groups=outcomes").await;
    let outcome = log.rows[0].outcome.as_ref().expect("an outcome");
    assert_eq!((outcome.kind.as_str(), outcome.item), ("adopted", Some(copy)));
    assert_eq!(outcome.details.region.as_deref(), Some("19"));
}

#[tokio::test]
async fn of_a_closed_place_the_number_is_told_and_nothing_else() {
    let bank = Bank::new("secret").await;
    let item = bank.published().await;
    let copy = bank.copied(item).await;
    let copies = bank.copies(&bank.hanna, item).await;
    assert_eq!((copies.count, copies.copies.len()), (1, 0));
    let check_in =
        json!({"do": "check_in", "fate": "kept", "effect": "none", "result": "Salainen sana."});
    bank.change(&bank.siiri, copy, check_in).await.expect("told");
    let answer = bank.as_seen_by(&bank.hanna).ask(&format!("items/{item}/copies")).await;
    for secret in ["Salainen", &copy.to_string(), &bank.elsewhere.workspace.to_string()] {
        assert!(!answer.body.to_string().contains(secret), "{}", answer.body);
    }
    let copies = bank.copies(&bank.hanna, item).await;
    assert_eq!(copies.copies[0].told, Some(json!({"fate": "kept", "effect": "none"})));
    assert_eq!((copies.copies[0].item, copies.copies[0].place.as_str()), (None, ""));
}

#[tokio::test]
async fn only_what_is_published_is_taken_into_a_bank() {
    let bank = Bank::new("open").await;
    let (draft, item) = (bank.begun().await, bank.published().await);
    let copy = |item: ItemId, channel| json!({"t": "copy_item", "item": item, "channel": channel});
    let refused = async |by: &Person, command: Value| {
        bank.as_seen_by(by).say(command).await.expect_err("a refusal").code
    };
    let there = bank.elsewhere.channel;
    assert_eq!(refused(&bank.siiri, copy(draft, there)).await, Code::NotFound);
    assert_eq!(refused(&bank.eero, copy(draft, bank.place.channel)).await, Code::Rule);
    assert_eq!(refused(&bank.hanna, copy(item, there)).await, Code::NotAllowed);
    let chat = bank.stage.place("open", &[&bank.siiri]).await;
    assert_eq!(refused(&bank.siiri, copy(item, chat.channel)).await, Code::Rule);
    assert_eq!(bank.stage.number("select count(*) from item_copies".to_owned()).await, 0);
}
