//! Pictures of members: set, changed, taken away; there for who may see the profile, for nobody else,
//! and gone with the membership.

use image::GenericImageView as _;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{added, commanded, document, id_of, json_of, keeping, picture, uploaded};
use crate::{
    http::Site,
    stage::{Person, Stage},
};

async fn tried(site: &Site<'_>, person: &Person, name: &str, bytes: &[u8]) -> Response {
    let body = json!({
        "client_id": Uuid::new_v4(), "name": name, "size": bytes.len(), "portrait": true,
    });
    let begun = site.post("/api/v1/uploads").bearer_auth(&person.token).json(&body);
    let upload = id_of(&json_of(begun.send().await.expect("an answer")).await);
    added(site, person, &upload, 0, bytes).await
}

/// An upload that can be made one's picture.
async fn portrait(site: &Site<'_>, person: &Person) -> String {
    id_of(&json_of(tried(site, person, "minä.png", &picture(600, 400)).await).await)
}

async fn set(site: &Site<'_>, person: &Person, picture: Option<&str>) -> Response {
    commanded(site, person, json!({"t": "change_picture", "picture": picture})).await
}

async fn shown(site: &Site<'_>, reader: &Person, of: &Person, picture: &str) -> Response {
    let path = format!("/api/v1/members/{}/picture/{picture}", of.id);
    site.get(reader, &path).send().await.expect("an answer")
}

/// The picture of a member as their view names it.
async fn named(site: &Site<'_>, reader: &Person, of: &Person) -> Value {
    let views = site.read(reader, &format!("/api/v1/members?ids={}", of.id)).await;
    views[0]["picture"].clone()
}

#[tokio::test]
async fn a_member_has_a_picture_changes_it_and_takes_it_away() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let site = Site::of(&stage);
    let first = portrait(&site, &aino).await;
    assert_eq!(shown(&site, &aino, &aino, &first).await.status(), StatusCode::NOT_FOUND);
    json_of(set(&site, &aino, Some(&first)).await).await;
    assert_eq!(named(&site, &eero, &aino).await, json!(first));

    let answer = shown(&site, &eero, &aino, &first).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let header = |name: &str| answer.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-type"), "image/jpeg");
    assert_eq!(header("cache-control"), "private, max-age=3600");
    assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
    let mark = header("etag");
    let seen = image::load_from_memory(&answer.bytes().await.expect("bytes")).expect("a picture");
    assert_eq!(seen.dimensions(), (256, 256));
    let path = format!("/api/v1/members/{}/picture/{first}", aino.id);
    let again = site.get(&eero, &path).header("if-none-match", mark).send().await.unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);

    let second = portrait(&site, &aino).await;
    json_of(set(&site, &aino, Some(&second)).await).await;
    assert_eq!(shown(&site, &eero, &aino, &first).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(shown(&site, &eero, &aino, &second).await.status(), StatusCode::OK);
    // A former one is not taken up again, a day changes nothing for the one that is shown.
    assert_eq!(set(&site, &aino, Some(&first)).await.status(), StatusCode::BAD_REQUEST);
    keeping::tidy(&stage, "25 hours").await;
    assert_eq!(keeping::objects(&stage), 1);
    assert_eq!(shown(&site, &eero, &aino, &second).await.status(), StatusCode::OK);

    json_of(set(&site, &aino, None).await).await;
    assert_eq!(named(&site, &eero, &aino).await, Value::Null);
    assert_eq!(shown(&site, &eero, &aino, &second).await.status(), StatusCode::NOT_FOUND);
    keeping::tidy(&stage, "0").await;
    assert_eq!(keeping::objects(&stage), 0);
}

#[tokio::test]
async fn a_picture_is_seen_where_the_profile_is_and_nowhere_else() {
    let stage = Stage::new().await;
    let (hidden, friend) = (stage.member("Piilo").await, stage.member("Ystävä").await);
    let stranger = stage.member("Vieras").await;
    stage.place("invited", &[&hidden, &friend]).await;
    let site = Site::of(&stage);
    let own = portrait(&site, &hidden).await;
    json_of(set(&site, &hidden, Some(&own)).await).await;
    let hide = json!({"t": "change_profile", "discoverable": false});
    json_of(commanded(&site, &hidden, hide).await).await;

    for (reader, expected) in [(&hidden, 200), (&friend, 200), (&stranger, 404)] {
        assert_eq!(shown(&site, reader, &hidden, &own).await.status().as_u16(), expected);
    }
    let plain = async |path: String| {
        let answer = site.get(&stranger, &path).send().await.expect("an answer");
        let mut headers = answer.headers().clone();
        for name in ["date", "x-request-id"] {
            headers.remove(name);
        }
        let status = answer.status();
        let mut body: Value = answer.json().await.expect("a refusal");
        body["request_id"] = json!("");
        (status, headers, body)
    };
    let path =
        |member: String, picture: &str| format!("/api/v1/members/{member}/picture/{picture}");
    let nothing = plain(path(Uuid::new_v4().to_string(), &Uuid::new_v4().to_string())).await;
    assert_eq!(plain(path(hidden.id.to_string(), &own)).await, nothing);
    // Under another's name there is nothing, nor through a channel.
    assert_eq!(plain(path(friend.id.to_string(), &own)).await, nothing);
    let upload = format!("/api/v1/uploads/{own}");
    let answer = site.get(&friend, &upload).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_picture_goes_with_the_membership_and_stays_with_a_closed_account() {
    let stage = Stage::new().await;
    let (office, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    stage
        .force(format!("update members set role = 'network_admin' where id = '{}'", office.id))
        .await;
    let site = Site::of(&stage);
    let own = portrait(&site, &eero).await;
    json_of(set(&site, &eero, Some(&own)).await).await;
    let closed = |how: &str| json!({"t": how, "member": eero.id});
    json_of(commanded(&site, &office, closed("suspend_member")).await).await;
    json_of(commanded(&site, &office, closed("reactivate_member")).await).await;
    assert_eq!(shown(&site, &office, &eero, &own).await.status(), StatusCode::OK);
    json_of(commanded(&site, &office, closed("end_membership")).await).await;
    assert_eq!(shown(&site, &office, &eero, &own).await.status(), StatusCode::NOT_FOUND);
    keeping::tidy(&stage, "0").await;
    assert_eq!(keeping::objects(&stage), 0);
    assert_eq!(stage.number("select count(*) from files".to_owned()).await, 0);
    // Who comes back has none.
    json_of(commanded(&site, &office, closed("reactivate_member")).await).await;
    assert_eq!(named(&site, &office, &eero).await, Value::Null);
}

#[tokio::test]
async fn only_a_portrait_of_ones_own_is_a_picture_and_no_message_takes_it() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("open", &[&aino]).await;
    let site = Site::of(&stage);
    let sent = uploaded(&site, &aino, "piha.png", &picture(20, 20)).await;
    let theirs = portrait(&site, &eero).await;
    let nothing = Uuid::new_v4().to_string();
    for wrong in [&sent, &theirs, &nothing] {
        assert_eq!(set(&site, &aino, Some(wrong)).await.status(), StatusCode::BAD_REQUEST);
    }
    let own = portrait(&site, &aino).await;
    let send = json!({"t": "send", "channel": place.channel, "text": "", "files": [own]});
    assert_eq!(commanded(&site, &aino, send).await.status(), StatusCode::BAD_REQUEST);
    let paper = tried(&site, &aino, "minä.pdf", &document(100)).await;
    assert_eq!(paper.status(), StatusCode::UNPROCESSABLE_ENTITY);
    // What counts against the quota is the small picture, not what came.
    let stored = format!("select stored from files where id = '{own}'");
    let stored = stage.number(stored).await;
    assert!((1..20_000).contains(&stored), "{stored}");
    // Another's picture cannot be taken away by its name.
    json_of(set(&site, &eero, Some(&theirs)).await).await;
    let cancel = site.delete(&format!("/api/v1/uploads/{theirs}")).bearer_auth(&eero.token);
    assert_eq!(cancel.send().await.expect("an answer").status(), StatusCode::CONFLICT);
}
