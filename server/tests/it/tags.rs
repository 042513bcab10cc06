//! One space of tags: found by any of their names, kept by those who moderate, counted for each
//! reader over what that reader may see and nothing else.

use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};
use talkoo_protocol::{
    Code, Follow, ServerFrame,
    tags::{TagBody, TagView},
};

use crate::stage::{Answer, Person, Place, Reader, Stage};

const WORDS: &[&str] = &[
    "nuoret",
    "nuorisotyö",
    "nuppi",
    "kyläturvallisuus",
    "kyber",
    "lähiturva",
    "valo",
    "valistus",
];
const LOOKS: &[&str] = &[
    "tags?query=",
    "tags?query=nu",
    "tags?query=val",
    "tags?query=ky",
    "tags?query=lahi",
    "tags?query=nuo&limit=1",
    "tags/nuoret",
    "tags/nuppi",
    "tags/kyber",
    "tags/valo?order=used",
    "tags/lähiturva",
    "tags/kyläturvallisuus?sort=message",
    "tags/rikollisuus",
    "inbox",
];

async fn looks(reader: &Reader) -> Vec<Answer> {
    let mut answers = Vec::new();
    for look in LOOKS {
        let mut answer = reader.ask(look).await;
        assert_eq!(answer.status, 200, "{look}: {}", answer.body);
        answer.headers.clear();
        answers.push(answer);
    }
    answers
}

async fn office(stage: &Stage, person: &Person) {
    let statement = format!("update members set role = 'moderator' where id = '{}'", person.id);
    stage.force(statement).await;
}

async fn say(stage: &Stage, person: &Person, command: Value) -> uuid::Uuid {
    let said = stage.nodes[0].as_seen_by(person).say(command.clone()).await;
    said.unwrap_or_else(|refusal| panic!("{command}: {refusal}")).id
}

async fn write(stage: &Stage, person: &Person, place: Place, text: &str) -> uuid::Uuid {
    say(stage, person, json!({"t": "send", "channel": place.channel, "text": text})).await
}

async fn page(stage: &Stage, person: &Person, slug: &str) -> TagBody {
    stage.nodes[0].as_seen_by(person).get(&format!("tags/{slug}")).await
}

/// What one may not see changes nothing that one is told: lists, counts, completions, the inbox.
#[tokio::test]
async fn unseen_uses_change_nothing() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let open = stage.place("open", &[&aino]).await;
    let secret = stage.place("secret", &[&eero]).await;
    let invited = stage.place("invited", &[&eero]).await;
    let hidden = stage.nodes[0].as_seen_by(&eero);
    let make =
        json!({"t": "create_item", "channel": secret.channel, "title": "Aihe", "text": "#nuppi"});
    say(&stage, &aino, json!({"t": "follow", "subject": {"tag": "nuppi"}, "level": "watch"})).await;
    say(&stage, &aino, json!({"t": "follow", "subject": {"member": eero.id}, "level": "watch"}))
        .await;
    write(&stage, &aino, open, "#nuoret ja #valo, #kyber").await;
    let reader = stage.nodes[0].as_seen_by(&aino);
    let before = looks(&reader).await;

    let mut random = StdRng::seed_from_u64(7);
    let mut said = vec![say(&stage, &eero, make).await];
    for _ in 0..40 {
        let mut word = || WORDS[random.random_range(0..WORDS.len())];
        let text = format!("#{} ja #{}-{}", word(), word(), word());
        let place = if random.random_bool(0.5) { secret } else { invited };
        match random.random_range(0..6) {
            0 if said.len() > 1 => {
                let which = said[random.random_range(1..said.len())];
                let _ = hidden.say(json!({"t": "edit", "message": which, "text": text})).await;
            }
            1 if said.len() > 1 => {
                let which = said[random.random_range(1..said.len())];
                let _ = hidden.say(json!({"t": "delete", "message": which})).await;
            }
            _ => said.push(write(&stage, &eero, place, &text).await),
        }
        if random.random_bool(0.2) {
            assert_eq!(looks(&reader).await, before);
        }
    }
    assert_eq!(looks(&reader).await, before);
    // A use that one may see is told, so the looks above look at something.
    write(&stage, &aino, open, "#valo").await;
    assert_ne!(looks(&reader).await, before);
}

#[tokio::test]
async fn a_tag_is_found_by_each_of_its_names_without_dots() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    write(&stage, &aino, place, "#lähiturva").await;
    let reader = stage.nodes[0].as_seen_by(&aino);
    for (asked, slug) in [
        ("lahi", "lähiturva"),
        ("Nuorten", "lasten-ja-nuorten-turvallisuus"),
        ("ungas", ""),
        ("unga", "lasten-ja-nuorten-turvallisuus"),
        ("trafik", "liikenneturvallisuus"),
        ("road saf", "liikenneturvallisuus"),
        ("Österbotten", "pohjanmaa"),
        ("%25", ""),
    ] {
        let found: Vec<TagView> = reader.get(&format!("tags?query={asked}")).await;
        let slugs: Vec<&str> = found.iter().map(|tag| tag.slug.as_str()).collect();
        let is_found = if asked == "%25" { true } else { slugs.contains(&slug) != slug.is_empty() };
        assert!(is_found, "{asked}: {slugs:?}");
    }
}

#[tokio::test]
async fn a_page_follows_what_becomes_of_a_message() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("open", &[&aino]).await;
    let first = write(&stage, &aino, place, "yksi #nuoret").await;
    let topic =
        json!({"t": "create_item", "channel": place.channel, "title": "Ilta", "text": "#nuoret"});
    say(&stage, &aino, topic).await;
    let shown = page(&stage, &aino, "nuoret").await;
    assert_eq!((shown.tag.uses, shown.uses.len(), shown.has_more), (2, 2, false));
    assert_eq!((shown.uses[0].sort.as_str(), shown.uses[0].title.as_str()), ("item", "Ilta"));
    say(&stage, &aino, json!({"t": "edit", "message": first, "text": "kaksi #vanhat"})).await;
    assert_eq!(page(&stage, &aino, "nuoret").await.tag.uses, 1);
    assert_eq!(page(&stage, &aino, "vanhat").await.uses[0].text, "kaksi #vanhat");
    say(&stage, &aino, json!({"t": "delete", "message": first})).await;
    assert_eq!(page(&stage, &aino, "vanhat").await.tag.uses, 0);
    let none = stage.nodes[0].as_seen_by(&aino).ask("tags/Ei%20tunniste").await;
    assert_eq!(none.status, 404);
}

/// A merge keeps uses, followers and links; a rename is the same; who sees no use cannot try.
#[tokio::test]
async fn moderators_keep_tags_in_order() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    office(&stage, &aino).await;
    let place = stage.place("open", &[&eero]).await;
    let secret = stage.place("secret", &[&eero]).await;
    let message = write(&stage, &eero, place, "#nuoriso #nuoret").await;
    write(&stage, &eero, place, "#nuoriso").await;
    write(&stage, &eero, secret, "#salainen").await;
    let follow =
        |slug: &str, level: &str| json!({"t": "follow", "subject": {"tag": slug}, "level": level});
    say(&stage, &eero, follow("nuoriso", "watch")).await;
    say(&stage, &eero, follow("nuoret", "follow")).await;
    let of_eero = stage.nodes[0].as_seen_by(&eero);
    let of_aino = stage.nodes[0].as_seen_by(&aino);
    let merge = json!({"t": "merge_tag", "tag": "nuoriso", "into": "nuoret"});
    assert_eq!(of_eero.say(merge.clone()).await.unwrap_err().code, Code::NotAllowed);
    for unseen in ["salainen", "ei-mikään"] {
        let merge = json!({"t": "merge_tag", "tag": unseen, "into": "nuoret"});
        assert_eq!(of_aino.say(merge).await.unwrap_err().code, Code::NotFound);
        let change = json!({"t": "change_tag", "tag": unseen, "slug": "muu"});
        assert_eq!(of_aino.say(change).await.unwrap_err().code, Code::NotFound);
    }
    of_aino.say(merge).await.unwrap();
    let shown = page(&stage, &eero, "nuoriso").await;
    assert_eq!(
        (shown.tag.slug.as_str(), shown.tag.uses, shown.level),
        ("nuoret", 2, Follow::Watch)
    );
    assert_eq!(shown.uses.iter().filter(|one| one.id == message).count(), 1);
    write(&stage, &eero, place, "#nuoriso").await;
    assert_eq!(page(&stage, &eero, "nuoret").await.tag.uses, 3);

    let rename = json!({"t": "change_tag", "tag": "nuoret", "slug": "nuorten-arki",
        "label": {"fi": "Nuorten arki", "sv": "De ungas vardag", "en": ""}, "promoted": true,
        "parent": "tunne-ja-apu"});
    of_aino.say(rename).await.unwrap();
    let shown = page(&stage, &eero, "nuoriso").await;
    assert_eq!((shown.tag.slug.as_str(), shown.tag.kind.as_str()), ("nuorten-arki", "phenomenon"));
    assert_eq!((shown.tag.uses, shown.level), (3, Follow::Watch));
    assert_eq!(page(&stage, &eero, "nuoret").await.tag.slug, "nuorten-arki");
    let theme = page(&stage, &eero, "tunne-ja-apu").await;
    assert!(theme.children.iter().any(|child| child.slug == "nuorten-arki"));
    // Back to its former name, and onto one that is taken by what only others see.
    for slug in ["nuoret", "salainen"] {
        let tag = page(&stage, &eero, "nuoriso").await.tag.slug;
        of_aino.say(json!({"t": "change_tag", "tag": tag, "slug": slug})).await.unwrap();
        assert_eq!(page(&stage, &aino, "nuoriso").await.tag.slug, slug);
        assert_eq!(page(&stage, &aino, "nuoriso").await.tag.uses, 3);
    }
    assert_eq!(page(&stage, &eero, "salainen").await.tag.uses, 4);
    let theme = json!({"t": "merge_tag", "tag": "rikollisuus", "into": "kyber"});
    assert!(of_aino.say(theme).await.is_err(), "a theme stays");
}

/// Followers hear of a use at once, wherever it is that they may read; and nobody else does.
#[tokio::test]
async fn followers_hear_of_a_use() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero, siiri) =
        (stage.member("Aino").await, stage.member("Eero").await, stage.member("Siiri").await);
    let open = stage.place("open", &[&eero]).await;
    let secret = stage.place("secret", &[&eero, &siiri]).await;
    for one in [&aino, &siiri] {
        let follow = json!({"t": "follow", "subject": {"tag": "nuoret"}, "level": "follow"});
        say(&stage, one, follow).await;
    }
    let mut of_aino = stage.nodes[1].connect(&aino).await;
    let mut of_siiri = stage.nodes[0].connect(&siiri).await;
    let tagged = |frame: &ServerFrame| match frame {
        ServerFrame::Tagged { tags } => Some(tags.clone()),
        _ => None,
    };
    write(&stage, &eero, secret, "#nuoret salassa").await;
    assert_eq!(of_siiri.until(tagged).await, ["nuoret"]);
    write(&stage, &eero, open, "#nuoret").await;
    assert_eq!(of_aino.until(tagged).await, ["nuoret"]);
    assert_eq!(of_siiri.until(tagged).await, ["nuoret"]);
    of_aino.settle().await;
    assert!(of_aino.kept().iter().all(|frame| tagged(frame).is_none()), "one use, one word");

    // Nothing of those from whom one is parted.
    say(&stage, &aino, json!({"t": "block", "member": eero.id})).await;
    write(&stage, &eero, open, "#nuoret").await;
    assert_eq!(of_siiri.until(tagged).await, ["nuoret"]);
    of_aino.settle().await;
    assert!(of_aino.kept().iter().all(|frame| tagged(frame).is_none()), "they are parted");
}

/// What stands above a tag or has become one with it may have been used where one may not look.
#[tokio::test]
async fn a_tag_tells_nothing_of_others_that_one_may_not_see() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    office(&stage, &eero).await;
    let open = stage.place("open", &[&eero, &aino]).await;
    let secret = stage.place("secret", &[&eero]).await;
    write(&stage, &eero, open, "#avoin").await;
    write(&stage, &eero, secret, "#salahanke ja #peite").await;
    say(&stage, &eero, json!({"t": "change_tag", "tag": "avoin", "parent": "salahanke"})).await;
    say(&stage, &eero, json!({"t": "merge_tag", "tag": "peite", "into": "avoin"})).await;
    let known = page(&stage, &eero, "avoin").await.tag;
    assert_eq!(known.parent.as_deref(), Some("salahanke"));
    assert!(known.aliases.contains(&"peite".to_owned()), "{known:?}");
    let seen = page(&stage, &aino, "avoin").await.tag;
    assert_eq!((seen.parent, seen.aliases), (None, Vec::new()));
    let reader = stage.nodes[0].as_seen_by(&aino);
    let found: Vec<TagView> = reader.get("tags?query=avo").await;
    assert_eq!((found.len(), &found[0].parent, found[0].aliases.len()), (1, &None, 0));
}

/// What is offered before a letter is typed costs as much as one has channels.
#[tokio::test]
async fn before_a_letter_is_typed_the_latest_are_offered() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let open = stage.place("open", &[&aino, &eero]).await;
    let secret = stage.place("secret", &[&eero]).await;
    write(&stage, &aino, open, "#uusin").await;
    write(&stage, &aino, open, "#uusin ja #toinen").await;
    write(&stage, &eero, secret, "#salainen").await;
    // A lot of old uses, of which none is counted any more.
    stage
        .force(format!(
            "insert into taggings (tag, sort, object, channel, seq, at)
             select t.id, 'message', gen_random_uuid(), '{}', 1, now() - interval '1 day'
             from tags t, generate_series(1, 300)
             where t.slug = 'rikollisuus'",
            open.channel
        ))
        .await;
    let reader = stage.nodes[0].as_seen_by(&aino);
    let offered: Vec<TagView> = reader.get("tags?query=").await;
    let uses = |slug: &str| offered.iter().find(|tag| tag.slug == slug).map(|tag| tag.uses);
    assert_eq!((uses("uusin"), uses("toinen"), uses("salainen")), (Some(2), Some(1), None));
    assert_eq!(uses("rikollisuus"), Some(17), "twenty are looked at");
    assert_eq!(uses("kyber"), Some(0));
}
