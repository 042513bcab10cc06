//! A newsletter reaches who asked for it and answered, and an address that takes no letter holds up
//! nobody else's.

use serde_json::{Value, json};
use talkoo::store::newsletters;
use talkoo_protocol::{Code, publishing::NewsletterBody};
use uuid::Uuid;

use crate::{http::Site, news::News};

#[tokio::test]
async fn a_newsletter_reaches_who_asked_for_it_and_answered() {
    let news = News::new().await;
    let item = news.published().await;
    let site = Site::of(&news.stage);
    let channel = news.place.channel;
    let form = format!("/julkinen/uutiskirje?channel={channel}");
    let page = site.get_as_nobody(&form).send().await.unwrap();
    assert_eq!(page.status(), 200);
    let nothing = format!("/julkinen/uutiskirje?channel={}", news.elsewhere.channel);
    assert_eq!(site.get_as_nobody(&nothing).send().await.unwrap().status(), 404);
    let subscribe = async |email: &str| {
        let body = format!("channel={channel}&lang=sv&email={}", email.replace('@', "%40"));
        let request = site.post("/julkinen/uutiskirje").body(body);
        let sort = "application/x-www-form-urlencoded";
        let answer = request.header("content-type", sort).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.text().await.unwrap()
    };
    let first = subscribe("lukija@kylat.example").await;
    let asked = news.letter("lukija@kylat.example", "Bekräfta").await;
    let link = asked["link"].as_str().unwrap();
    let path = &link[link.find("/julkinen").unwrap()..];
    let counted = "select count(*) from newsletter_readers where confirmed_at is not null";
    // To look at the page changes nothing.
    assert_eq!(site.get_as_nobody(path).send().await.unwrap().status(), 200);
    assert_eq!(news.stage.number(counted.to_owned()).await, 0);
    assert_eq!(site.post(path).send().await.unwrap().status(), 200);
    assert_eq!(news.stage.number(counted.to_owned()).await, 1);
    // Who subscribes already has the same answer as anybody.
    assert_eq!(subscribe("lukija@kylat.example").await, first);
    assert_eq!(subscribe("toinen@kylat.example").await, first);
    let forged = "/julkinen/uutiskirje/AAAA";
    assert_eq!(site.post(forged).send().await.unwrap().status(), 404);

    let send = |items: Value| {
        json!({"t": "send_newsletter", "channel": channel, "subject": "Kevätkirje", "words": "Hei!",
            "items": items})
    };
    let hidden = news.draft().await;
    assert_eq!(news.say(&news.hanna, send(json!([item]))).await, Err(Code::NotAllowed));
    assert_eq!(news.say(&news.aino, send(json!([item, hidden]))).await, Err(Code::Rule));
    news.say(&news.aino, send(json!([item]))).await.unwrap();
    let letter = news.letter("lukija@kylat.example", "Kevätkirje").await;
    assert!(letter["text"].as_str().unwrap().contains(&format!("/julkinen/{item}")), "{letter}");
    let ending = letter["unsubscribe"].as_str().unwrap();
    let body: NewsletterBody =
        news.of(&news.eero).get(&format!("channels/{channel}/newsletter")).await;
    assert_eq!((body.subscribers, body.sent[0].letters), (1, 1));
    let path = format!("channels/{channel}/newsletter");
    assert_eq!(news.of(&news.hanna).ask(&path).await.status, 404);
    // One post ends it, as a mail program says it, and nothing of the address is left.
    let path = &ending[ending.find("/julkinen").unwrap()..];
    let one_click = site.post(path).body("List-Unsubscribe=One-Click").send().await.unwrap();
    assert_eq!(one_click.status(), 200);
    assert_eq!(news.stage.number(counted.to_owned()).await, 0);
}

/// Two nodes may look at the same time: whose letter waits is not taken before its time.
#[tokio::test]
async fn a_letter_that_does_not_go_waits_and_holds_up_no_other() {
    let news = News::new().await;
    let (id, channel) = (Uuid::new_v4(), news.place.channel);
    let readers = "('a@x.example'), ('b@x.example')";
    news.stage
        .force(format!(
            "insert into newsletter_readers (id, channel, email, language, confirmed_at)
             select gen_random_uuid(), '{channel}', email, 'fi', now() - interval '1 day'
             from (values {readers}) as it (email);
             insert into newsletters (id, channel, subject, words, items)
             values ('{id}', '{channel}', 'Kirje', '', '{{}}')"
        ))
        .await;
    let mut conn = news.stage.nodes[0].app.store.read().await.unwrap();
    let first = newsletters::take(&mut conn, id).await.unwrap().expect("a reader");
    newsletters::failed(&mut conn, id, first.id).await.unwrap();
    let second = newsletters::take(&mut conn, id).await.unwrap().expect("the other reader");
    assert_ne!(second.email, first.email);
    assert!(newsletters::take(&mut conn, id).await.unwrap().is_none());
    assert!(!newsletters::done(&mut conn, id).await.unwrap());
    let later = format!(
        "update newsletter_letters set failed_at = failed_at - interval '1 day'
         where reader = '{}'",
        first.id
    );
    for _ in 1..8 {
        news.stage.force(later.clone()).await;
        let again = newsletters::take(&mut conn, id).await.unwrap().expect("its next try");
        assert_eq!(again.email, first.email);
        assert!(newsletters::take(&mut conn, id).await.unwrap().is_none());
        newsletters::failed(&mut conn, id, first.id).await.unwrap();
    }
    // Its tries are used up.
    news.stage.force(later).await;
    assert!(newsletters::take(&mut conn, id).await.unwrap().is_none());
    assert!(newsletters::done(&mut conn, id).await.unwrap());
}
