//! The activity log shows each reader what they may read now, no more and no less; what came of talk
//! is recorded by one and confirmed by another.

mod outcomes;
mod report;
mod exports;

use std::collections::BTreeSet;

use serde_json::json;
use talkoo_protocol::{
    Event, Seq, StreamId,
    activity::{ActivityPage, ActivityRow},
};
use uuid::Uuid;

use crate::stage::{Person, Place, Reader, Stage};

const ALL: &str = "groups=talk,changes,reactions,items,places,people,outcomes";

/// Every row of the log that answers to this, page by page.
async fn log(reader: &Reader, query: &str, limit: u32) -> Vec<ActivityRow> {
    let mut rows: Vec<ActivityRow> = Vec::new();
    let mut after = String::new();
    loop {
        let path = format!("activity?{query}&limit={limit}&after={after}");
        let page: ActivityPage = reader.get(&path).await;
        rows.extend(page.rows);
        match page.next {
            Some(next) => after = next,
            None => return rows,
        }
    }
}

fn places(rows: &[ActivityRow]) -> BTreeSet<(StreamId, Seq)> {
    let places: BTreeSet<_> = rows.iter().map(|row| (row.stream, row.seq)).collect();
    assert_eq!(places.len(), rows.len(), "no row twice");
    places
}

/// Verbs that the log tells, on streams of their own sort.
fn is_told(event: &Event) -> bool {
    let told = [
        "posted",
        "edited",
        "deleted",
        "pinned",
        "unpinned",
        "moved",
        "moved_in",
        "reacted",
        "item_created",
        "item_changed",
        "item_published",
        "item_deleted",
        "workspace_created",
        "workspace_changed",
        "channel_created",
        "channel_changed",
        "member_added",
        "member_removed",
        "organisation_changed",
        "outcome_recorded",
        "outcome_confirmed",
        "outcome_declined",
    ];
    let content = event.content.message.as_ref();
    let is_gone =
        content.is_some_and(|message| message.deleted) && event.verb.as_str() != "deleted";
    let item = event.content.item.as_ref().filter(|_| event.message.is_none());
    let is_lost = item.is_some_and(|item| item.deleted) && event.verb.as_str() != "item_deleted";
    told.contains(&event.verb.as_str()) && !event.void && !is_gone && !is_lost
}

struct Ground {
    stage: Stage,
    people: Vec<(Person, Reader)>,
    places: Vec<Place>,
    direct: Uuid,
}

impl Ground {
    /// An open, an invited and a secret workspace, with talk of every sort; the last person is in
    /// none of them.
    async fn new() -> Self {
        let stage = Stage::new().await;
        let mut people = Vec::new();
        for name in ["Aino", "Eero", "Siiri", "Oskari"] {
            let person = stage.member(name).await;
            let reader = stage.nodes[0].as_seen_by(&person);
            people.push((person, reader));
        }
        let mut ground = Self { stage, people, places: Vec::new(), direct: Uuid::nil() };
        for visibility in ["open", "invited", "secret"] {
            let [aino, eero, siiri, _] = [0, 1, 2, 3].map(|one| ground.people[one].0.clone());
            let seated: Vec<&Person> = match visibility {
                "open" => vec![&aino, &eero, &siiri],
                "invited" => vec![&eero, &aino],
                _ => vec![&siiri, &eero],
            };
            let place = ground.stage.place(visibility, &seated).await;
            ground.places.push(place);
            ground.talk(place).await;
        }
        let direct =
            ground.say(0, json!({"t": "open_direct", "members": [ground.people[1].0.id]})).await;
        ground.say(0, json!({"t": "send", "channel": direct, "text": "kahden kesken"})).await;
        ground.direct = direct;
        ground
    }

    async fn say(&self, who: usize, command: serde_json::Value) -> Uuid {
        let said = self.people[who].1.say(command.clone()).await;
        said.unwrap_or_else(|refusal| panic!("{command}: {refusal}")).id
    }

    /// Eero is in each of them.
    async fn talk(&self, place: Place) {
        let Place { channel, workspace, .. } = place;
        let send = |text: &str| json!({"t": "send", "channel": channel, "text": text});
        let kept = self.say(1, send("Jää näkyviin #nuoret")).await;
        let gone = self.say(1, send("Poistuu")).await;
        self.say(1, json!({"t": "edit", "message": kept, "text": "Jäi näkyviin #nuoret"})).await;
        self.say(1, json!({"t": "react", "message": kept, "emoji": "👍"})).await;
        self.say(1, json!({"t": "delete", "message": gone})).await;
        let topic = self
            .say(1, json!({"t": "create_item", "channel": channel, "title": "Kuka auttaa?"}))
            .await;
        let moved = self.say(1, send("Siirtyy")).await;
        self.say(1, json!({"t": "send", "channel": channel, "item": topic, "text": "Minä"})).await;
        let goal = json!({"item": topic});
        self.say(1, json!({"t": "move_talk", "what": {"message": moved}, "to": goal})).await;
        let private = json!({"t": "create_channel", "workspace": workspace, "kind": "chat",
            "name": Uuid::new_v4(), "visibility": "private"});
        let private = self.say(1, private).await;
        self.say(1, json!({"t": "send", "channel": private, "text": "Salaa #nuoret"})).await;
        self.say(1, json!({"t": "record_outcome", "kind": "met", "place": {"message": kept}}))
            .await;
    }

    /// What the streams tell this reader that the log should, but for direct talk.
    async fn expected(&self, who: usize) -> BTreeSet<(StreamId, Seq)> {
        let mut conn = self.stage.superuser().await;
        let streams: Vec<Uuid> = sqlx::query_scalar(
            "select id from streams s
             where s.sort in ('network', 'workspace')
               or exists (select from channels c where c.id = s.id and c.workspace is not null)",
        )
        .fetch_all(&mut conn)
        .await
        .expect("streams");
        let mut expected = BTreeSet::new();
        for stream in streams {
            let path = format!("streams/{stream}/events?limit=1");
            if self.people[who].1.ask(&path).await.status == 404 {
                continue;
            }
            let events = self.people[who].1.history(StreamId(stream), 100).await;
            // Of private channels only their own streams tell.
            let told = events.iter().filter(|event| is_told(event));
            expected.extend(told.map(|event| (event.stream, event.seq)));
        }
        expected
    }
}

#[tokio::test]
async fn the_log_is_what_the_streams_tell_its_reader() {
    let ground = Ground::new().await;
    let mut sizes = Vec::new();
    for who in 0..ground.people.len() {
        let reader = &ground.people[who].1;
        let whole = log(reader, ALL, 200).await;
        assert_eq!(places(&whole), ground.expected(who).await, "person {who}");
        assert!(whole.is_sorted_by(|one, next| one.at >= next.at));
        let in_pages = log(reader, ALL, 3).await;
        assert_eq!(in_pages, whole, "in small pages, person {who}");
        sizes.push(whole.len());
    }
    assert!(sizes[1] > sizes[0] && sizes[0] > sizes[3] && sizes[3] > 0, "{sizes:?}");
}

#[tokio::test]
async fn filters_say_what_they_filter() {
    let ground = Ground::new().await;
    let eero = &ground.people[1].1;
    let [open, invited, _] = ground.places[..] else { panic!("three places") };
    let whole = log(eero, ALL, 200).await;
    let check = async |query: String, holds: &dyn Fn(&ActivityRow) -> bool| {
        let found = log(eero, &format!("{ALL}&{query}"), 7).await;
        let wanted: Vec<_> = whole.iter().filter(|row| holds(row)).cloned().collect();
        assert!(!wanted.is_empty(), "{query} asks for something");
        assert_eq!(places(&found), places(&wanted), "{query}");
    };
    check(format!("workspace={}", open.workspace), &|row| row.workspace == Some(open.workspace))
        .await;
    check(format!("channel={}", invited.channel), &|row| {
        row.stream == StreamId::from(invited.channel)
    })
    .await;
    let aino = ground.people[0].0.id;
    check(format!("member={}", ground.people[1].0.id), &|row| {
        row.actor == Some(ground.people[1].0.id)
    })
    .await;
    check("kind=chat".to_owned(), &|row| {
        row.stream.0 == row.channel.map_or(Uuid::nil(), |it| it.0)
    })
    .await;
    let tagged = log(eero, "tag=nuoret", 200).await;
    assert_eq!(
        tagged.len(),
        6,
        "three said it, each of them in a private channel, too: {tagged:?}"
    );
    let writer = ground.people[1].0.id;
    assert_eq!(log(eero, &format!("tag=nuoret&member={writer}"), 200).await, tagged);
    assert!(log(eero, &format!("tag=nuoret&member={aino}"), 200).await.is_empty());
    assert!(log(eero, "tag=ei-ole", 200).await.is_empty());
    assert_eq!(log(eero, "groups=outcomes", 200).await.len(), 3);
    let talk = log(eero, "groups=talk", 200).await;
    assert!(talk.iter().all(|row| row.verb == "posted" && !row.text.is_empty()));
    assert!(log(eero, "groups=talk&until=2020-01-01", 200).await.is_empty());
    assert_eq!(log(eero, "groups=talk&from=2020-01-01", 200).await, talk);
    // Aino has said something in direct talk alone, which is no news.
    assert!(log(eero, &format!("groups=talk&member={aino}"), 200).await.is_empty());
    for bad in ["groups=x", "after=1", "from=eilen", "member=x"] {
        let answer = eero.ask(&format!("activity?{bad}")).await;
        assert_eq!(answer.status, 400, "{bad}: {}", answer.body);
    }
}

#[tokio::test]
async fn anothers_log_tells_what_they_did_in_public_to_those_who_share_it() {
    let ground = Ground::new().await;
    let eero = ground.people[1].0.id;
    let of_eero = format!("{ALL}&member={eero}");
    // Aino shares a private channel with Eero.
    let place = ground.places[0];
    let make = json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
        "name": "yhteinen", "visibility": "private"});
    let private = ground.say(1, make).await;
    let add = json!({"t": "add_member", "place": {"channel": private},
        "member": ground.people[0].0.id, "role": "member"});
    ground.say(1, add).await;
    ground.say(1, json!({"t": "send", "channel": private, "text": "Vain meille"})).await;

    let seen = log(&ground.people[0].1, &of_eero, 200).await;
    let streams: BTreeSet<_> = seen.iter().map(|row| row.stream.0).collect();
    assert!(!streams.contains(&private) && !streams.contains(&ground.direct));
    assert!(streams.contains(&ground.places[0].channel.0), "the open one");
    assert!(streams.contains(&ground.places[1].channel.0), "the one they share");
    assert!(!streams.contains(&ground.places[2].channel.0), "the secret one of others");
    let outside = log(&ground.people[3].1, &of_eero, 200).await;
    let streams: BTreeSet<_> = outside.iter().map(|row| row.stream.0).collect();
    assert!(streams.contains(&ground.places[0].channel.0));
    assert!(!streams.contains(&ground.places[1].channel.0));
    // Somebody who is not there has done as little as somebody who did nothing.
    let nobody = log(&ground.people[3].1, &format!("{ALL}&member={}", Uuid::new_v4()), 200).await;
    assert!(nobody.is_empty());
}
