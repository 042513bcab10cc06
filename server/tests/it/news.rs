//! News over real sockets: nothing is written over unseen, what is said on the desk stays there, who is
//! writing is seen, other channels show what is everybody's, who shared an article hears of its
//! correction, and a picture that was taken out of it is served no more.

use std::{path::PathBuf, time::Duration};

use serde_json::{Value, json};
use talkoo_protocol::{
    Code, ItemId, ItemView, Verb,
    http::MessagesPage,
    publishing::{ChangesBody, HoldBody, PreviewBody, SourcesBody},
};
use uuid::Uuid;

use crate::{
    files::{picture, uploaded},
    http::Site,
    stage::{Person, Place, Plan, Reader, Stage},
};

pub(crate) struct News {
    pub(crate) stage: Stage,
    pub(crate) place: Place,
    /// Aino leads the workspace, Eero works at its desk, Hanna is a member; Siiri leads another one.
    pub(crate) aino: Person,
    pub(crate) eero: Person,
    pub(crate) hanna: Person,
    siiri: Person,
    pub(crate) elsewhere: Place,
    letters: PathBuf,
}

impl News {
    pub(crate) async fn new() -> Self {
        let name = format!("talkoo-letters-{}", Uuid::new_v4().simple());
        let letters = std::env::temp_dir().join(name);
        let plan = Plan::new(1).kinds(&["chat", "news"]);
        let stage = plan.set("TALKOO_MAIL_FOLDER", &letters.to_string_lossy()).open().await;
        let [aino, eero, hanna, siiri] = [
            stage.member("Aino").await,
            stage.member("Eero").await,
            stage.member("Hanna").await,
            stage.member("Siiri").await,
        ];
        let place = stage.place_of("news", "open", &[&aino, &eero, &hanna]).await;
        let elsewhere = stage.place_of("news", "invited", &[&siiri]).await;
        stage
            .force(format!(
                "update workspace_members set role = 'facilitator' where member = '{}'",
                eero.id
            ))
            .await;
        Self { stage, place, aino, eero, hanna, siiri, elsewhere, letters }
    }

    pub(crate) fn of(&self, person: &Person) -> Reader {
        self.stage.nodes[0].as_seen_by(person)
    }

    pub(crate) async fn say(&self, by: &Person, command: Value) -> Result<Uuid, Code> {
        self.of(by).say(command).await.map(|ack| ack.id).map_err(|refusal| refusal.code)
    }

    async fn view(&self, item: ItemId) -> ItemView {
        self.of(&self.aino).get(&format!("items/{item}")).await
    }

    /// On the form that stands there.
    async fn change(&self, by: &Person, item: ItemId, change: Value) -> Result<(), Code> {
        let seq = self.view(item).await.changed_seq;
        self.change_on(by, item, change, json!(seq)).await
    }

    async fn change_on(
        &self,
        by: &Person,
        item: ItemId,
        change: Value,
        seq: Value,
    ) -> Result<(), Code> {
        let command =
            json!({"t": "change_item", "item": item, "change": change, "if_changed_seq": seq});
        self.say(by, command).await.map(drop)
    }

    pub(crate) async fn draft(&self) -> ItemId {
        let create =
            json!({"t": "create_item", "channel": self.place.channel, "title": "Kylätalo"});
        let item = ItemId(self.say(&self.aino, create).await.expect("a draft"));
        self.change(&self.aino, item, write("Avattiin puolessa tunnissa.")).await.expect("written");
        item
    }

    pub(crate) async fn published(&self) -> ItemId {
        let item = self.draft().await;
        self.change(&self.aino, item, json!({"do": "publish"})).await.expect("published");
        item
    }

    /// The letter to an address, once it has come; the newest of several subjects.
    pub(crate) async fn letter(&self, to: &str, about: &str) -> Value {
        let mut looks = tokio::time::interval(Duration::from_millis(20));
        loop {
            looks.tick().await;
            let files = std::fs::read_dir(&self.letters).into_iter().flatten().flatten();
            let mut letters = files.filter_map(|file| {
                serde_json::from_str::<Value>(&std::fs::read_to_string(file.path()).ok()?).ok()
            });
            let is_it = |letter: &Value| {
                letter["to"] == to
                    && letter["subject"].as_str().is_some_and(|it| it.contains(about))
            };
            if let Some(letter) = letters.find(is_it) {
                return letter;
            }
        }
    }
}

fn write(lead: &str) -> Value {
    json!({"do": "write", "title": "Kylätalo", "text": lead,
        "body": {"public": true, "regions": ["19"], "must_read": ["contact"]}})
}

#[tokio::test]
async fn nothing_is_written_over_or_approved_unseen() {
    let news = News::new().await;
    let item = news.draft().await;
    let seen = json!(news.view(item).await.changed_seq);
    let change = |by, what, seq| news.change_on(by, item, what, seq);
    assert_eq!(change(&news.aino, write("Ilman"), json!(null)).await, Err(Code::BadValue));
    let own = json!({"do": "ask_review", "reviewer": news.eero.id});
    assert_eq!(news.change(&news.eero, item, own.clone()).await, Err(Code::Rule));
    news.change(&news.aino, item, own).await.unwrap();
    let asked = json!(news.view(item).await.changed_seq);
    // The author rewrites it while the reviewer reads.
    change(&news.aino, write("Aivan muuta."), asked.clone()).await.unwrap();
    let approve = json!({"do": "approve"});
    assert_eq!(change(&news.eero, approve.clone(), asked).await, Err(Code::Conflict));
    assert_eq!(change(&news.aino, write("Vanha."), seen.clone()).await, Err(Code::Conflict));
    assert_eq!(change(&news.aino, json!({"do": "publish"}), seen).await, Err(Code::Conflict));
    assert_eq!(news.view(item).await.text, "Aivan muuta.");
    news.change(&news.eero, item, approve).await.unwrap();
    // What happened in between can be read, word by word, at the desk alone.
    let path = format!("items/{item}/changes");
    let told: ChangesBody = news.of(&news.eero).get(&path).await;
    let runs: Vec<_> =
        told.changes[0].passages[0].runs.iter().map(|run| run.how.as_str()).collect();
    assert_eq!(told.changes[0].by, Some(news.aino.id));
    assert!(runs.contains(&"gone") && runs.contains(&"new"), "{runs:?}");
    assert_eq!(news.of(&news.hanna).ask(&path).await.status, 404);
}

#[tokio::test]
async fn what_is_said_on_the_desk_stays_there() {
    let news = News::new().await;
    let item = news.draft().await;
    let said = json!({"t": "send", "channel": news.place.channel, "item": item,
        "text": format!("Lähde puuttuu, @[{}]", news.hanna.id)});
    let message = news.say(&news.eero, said).await.unwrap();
    news.change(&news.aino, item, json!({"do": "publish"})).await.unwrap();
    let open = json!({"t": "send", "channel": news.place.channel, "item": item, "text": "Hyvä!"});
    let comment = news.say(&news.hanna, open).await.unwrap();
    let of_hanna = news.of(&news.hanna);
    let path = format!("channels/{}/messages?item={item}", news.place.channel);
    let page: MessagesPage = of_hanna.get(&path).await;
    assert_eq!(page.messages.iter().map(|one| one.id.0).collect::<Vec<_>>(), [comment]);
    for path in [format!("messages/{message}"), format!("messages/{message}/edits")] {
        assert_eq!(of_hanna.ask(&path).await.status, 404, "{path}");
        assert_eq!(news.of(&news.eero).ask(&path).await.status, 200, "{path}");
    }
    for path in ["inbox", "activity", "start", "unread"] {
        let answer = of_hanna.ask(path).await;
        assert!(!answer.body.contains("Lähde puuttuu"), "{path}: {}", answer.body);
    }
    let inbox = of_hanna.ask("inbox").await;
    assert!(!inbox.body.contains(&message.to_string()), "{}", inbox.body);
    let told = of_hanna.history(news.place.channel, 50).await;
    assert!(told.iter().all(|event| event.message.is_none_or(|one| one.0 != message)));
    assert_eq!(news.view(item).await.message_count, 1);
    let quoting = json!({"t": "send", "channel": news.place.channel, "item": item, "text": "?",
        "quote": message});
    assert_eq!(news.say(&news.eero, quoting).await, Err(Code::BadValue));
}

#[tokio::test]
async fn who_is_writing_is_seen_and_may_be_put_aside() {
    let news = News::new().await;
    let item = news.draft().await;
    let hold = |more: Value| {
        let mut command = json!({"t": "hold_item", "item": item, "holds": true});
        command.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        command
    };
    let path = format!("items/{item}/hold");
    let holder = async || news.of(&news.aino).get::<HoldBody>(&path).await.by;
    news.say(&news.eero, hold(json!({}))).await.unwrap();
    assert_eq!(holder().await, Some(news.eero.id));
    assert_eq!(news.say(&news.aino, hold(json!({}))).await, Err(Code::Conflict));
    // On no desk one neither holds nor learns who does.
    assert_eq!(news.say(&news.hanna, hold(json!({}))).await, Err(Code::NotFound));
    assert_eq!(news.of(&news.hanna).ask(&path).await.status, 404);
    news.say(&news.aino, hold(json!({"take_over": true}))).await.unwrap();
    assert_eq!(holder().await, Some(news.aino.id));
    // Whoever was put aside lets nobody else go.
    news.say(&news.eero, hold(json!({"holds": false}))).await.unwrap();
    assert_eq!(holder().await, Some(news.aino.id));
    let late =
        format!("update items set held_at = held_at - interval '3 minutes' where id = '{item}'");
    news.stage.force(late).await;
    assert_eq!(holder().await, None);
    news.say(&news.eero, hold(json!({}))).await.unwrap();
    assert_eq!(holder().await, Some(news.eero.id));
    // Of what stands in the open only the desk hears who corrects it.
    news.change(&news.aino, item, json!({"do": "publish"})).await.unwrap();
    news.say(&news.eero, hold(json!({"holds": false}))).await.unwrap();
    let told = news.of(&news.hanna).history(news.place.channel, 50).await;
    assert!(!told.iter().any(|event| event.verb == Verb::ITEM_LET_GO));
}

#[tokio::test]
async fn a_preview_tells_what_a_reader_of_that_sort_will_see() {
    let news = News::new().await;
    let item = news.draft().await;
    let preview = async |query: &str| {
        let path = format!("items/{item}/preview?{query}");
        let body: PreviewBody = news.of(&news.aino).get(&path).await;
        (body.reads, body.must_read, body.is_about_region)
    };
    assert_eq!(preview("reader=outside&role=contact&region=19").await, (true, false, true));
    assert_eq!(preview("reader=network&role=contact&region=01").await, (true, true, false));
    let closed = format!(
        "update workspaces set visibility = 'invited' where id = '{}'",
        news.place.workspace
    );
    news.stage.force(closed).await;
    assert_eq!(preview("reader=outside").await, (false, false, false));
    assert_eq!(preview("reader=network&role=contact").await, (false, false, false));
    assert_eq!(preview("reader=inside&role=contact").await, (true, true, false));
    let path = format!("items/{item}/preview?reader=inside");
    assert_eq!(news.of(&news.hanna).ask(&path).await.status, 404);
}

#[tokio::test]
async fn another_channel_shows_what_is_everybodys() {
    let news = News::new().await;
    let item = news.published().await;
    let (here, there) = (news.elsewhere.channel, news.place.channel);
    let take = |channel, source, takes: bool| json!({"t": "take_source", "channel": channel, "source": source, "takes": takes});
    assert_eq!(news.say(&news.hanna, take(there, there, true)).await, Err(Code::NotAllowed));
    // What is shut away elsewhere is nothing to who leads here.
    assert_eq!(news.say(&news.aino, take(there, here, true)).await, Err(Code::NotFound));
    news.say(&news.siiri, take(here, there, true)).await.unwrap();
    let path = format!("channels/{here}/sources");
    let shown = async || news.of(&news.siiri).get::<SourcesBody>(&path).await.sources;
    assert_eq!(shown().await[0].items.iter().map(|one| one.id).collect::<Vec<_>>(), [item]);
    news.change(&news.aino, item, json!({"do": "archive"})).await.unwrap();
    assert!(shown().await[0].items.is_empty());
    let closed = format!(
        "update workspaces set visibility = 'invited' where id = '{}'",
        news.place.workspace
    );
    news.stage.force(closed).await;
    assert!(shown().await.is_empty());
    news.say(&news.siiri, take(here, there, false)).await.unwrap();
    let left = "select count(*) from channel_sources".to_owned();
    assert_eq!(news.stage.number(left).await, 0);
}

#[tokio::test]
async fn who_shared_an_article_hears_once_of_its_correction() {
    let news = News::new().await;
    let item = news.published().await;
    let mut of_hanna = news.stage.connect(&news.hanna).await;
    of_hanna.subscribe(news.hanna.id).await;
    let text = format!("Lukekaa https://talkoo.example/c/{}/t/{item}", news.place.channel);
    for _ in 0..2 {
        let send = json!({"t": "send", "channel": news.place.channel, "text": text});
        news.say(&news.hanna, send).await.unwrap();
    }
    let mut corrected = write("Avattiin tunnissa.");
    corrected["correction"] = json!("Aika oli väärin.");
    news.change(&news.aino, item, corrected).await.unwrap();
    let told = of_hanna.event(news.hanna.id).await;
    assert_eq!(told.verb, Verb::NOTICED);
    assert_eq!(told.facts["text"], json!("shared_corrected"));
    assert_eq!(told.facts["item"], json!(item));
    let notices = "select count(*) from events where verb = 'noticed'".to_owned();
    assert_eq!(news.stage.number(notices).await, 1);
}

/// Which files an article had is in the log for its editors; a reader has those that it shows.
#[tokio::test]
async fn a_picture_that_was_taken_out_is_served_no_more() {
    let news = News::new().await;
    let site = Site::of(&news.stage);
    let file = uploaded(&site, &news.aino, "piha.png", &picture(40, 30)).await;
    let item = news.draft().await;
    let mut with = write("Pihalla on valot.");
    with["body"] = json!({"public": true,
        "blocks": [{"t": "image", "file": file, "alt": "Piha illalla"}]});
    news.change(&news.aino, item, with).await.expect("written");
    news.change(&news.aino, item, json!({"do": "publish"})).await.expect("published");
    let inside = format!("/api/v1/channels/{}/files/{file}", news.place.channel);
    let outside = format!("/julkinen/{item}/{file}");
    let served = async || {
        let [hanna, aino] = [&news.hanna, &news.aino].map(|who| site.get(who, &inside).send());
        let nobody = site.get_as_nobody(&outside).send();
        let (hanna, aino, nobody) = tokio::join!(hanna, aino, nobody);
        [hanna, aino, nobody].map(|answer| answer.unwrap().status().as_u16())
    };
    assert_eq!(served().await, [200, 200, 200]);
    let mut without = write("Pihalla on valot.");
    without["correction"] = json!("Kuvassa oli sivullisia.");
    without["body"] = json!({"public": true, "blocks": []});
    news.change(&news.aino, item, without).await.expect("corrected");
    assert_eq!(served().await, [404, 200, 404]);
}
