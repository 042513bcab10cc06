//! Who is not discoverable is known where they are and nowhere else: not in the directory, not in a
//! count, not among suggestions, not by profile, not on the network's stream.

use serde_json::{Value, json};
use talkoo_protocol::{
    Code, MemberView, Verb,
    people::{DirectoryPage, OrganisationBody, OrganisationRow},
};
use uuid::Uuid;

use super::{One, competence, organisation, profile};
use crate::stage::Stage;

fn plain(mut answer: crate::stage::Answer) -> crate::stage::Answer {
    answer.headers.retain(|(name, _)| name != "date" && name != "x-request-id");
    if let Ok(mut body) = serde_json::from_str::<Value>(&answer.body) {
        body["request_id"] = json!("");
        answer.body = body.to_string();
    }
    answer
}

#[tokio::test]
async fn who_hides_is_nowhere_for_strangers_and_there_for_their_own() {
    let stage = Stage::new().await;
    let hidden = One::of(&stage, "Piilo").await;
    let friend = One::of(&stage, "Ystävä").await;
    let stranger = One::of(&stage, "Vieras").await;
    competence(&stage, "sovittelu").await;
    let firm = organisation(&stage, "Yritys", &[&hidden]).await;
    stage.place("invited", &[&friend.person, &hidden.person]).await;
    hidden.says(json!({"t": "set_competence", "competence": "sovittelu", "level": 3})).await;
    hidden.says(profile(json!({"discoverable": false}))).await;
    let id = hidden.person.id;

    for nobody in ["query=piilo", "query=sovittelu", "query=yritys", "competence=sovittelu"] {
        for reader in [&stranger, &friend] {
            let page: DirectoryPage = reader.reader.get(&format!("directory?{nobody}")).await;
            assert_eq!((page.people.len(), page.total), (0, Some(0)), "{nobody}");
        }
    }
    let names = async |reader: &One, path: &str| -> usize {
        reader.reader.get::<Vec<MemberView>>(path).await.len()
    };
    let (by_name, by_id) = ("members?query=pii".to_owned(), format!("members?ids={id}"));
    for (reader, expected) in [(&stranger, 0), (&friend, 1), (&hidden, 1)] {
        assert_eq!(names(reader, &by_name).await, expected);
        assert_eq!(names(reader, &by_id).await, expected);
        let rows: Vec<OrganisationRow> = reader.reader.get("organisations").await;
        assert_eq!((rows[0].members, rows[0].contacts), (0, 0), "counts are the same for all");
        let page: OrganisationBody = reader.reader.get(&format!("organisations/{firm}")).await;
        assert_eq!((page.members.len(), page.contacts.len()), (expected, expected));
    }
    let seen = stranger.reader.ask(&format!("members/{id}")).await;
    let nowhere = stranger.reader.ask(&format!("members/{}", Uuid::new_v4())).await;
    assert_eq!((seen.status, plain(seen)), (404, plain(nowhere)));
    assert_eq!(friend.status_of(&format!("members/{id}")).await, 200);

    for command in [
        json!({"t": "open_direct", "members": [id]}),
        json!({"t": "follow", "subject": {"member": id}, "level": "watch"}),
        json!({"t": "endorse", "member": id, "competence": "sovittelu"}),
        json!({"t": "report", "subject": {"member": id}, "reason": "harassment"}),
        json!({"t": "block", "member": id}),
    ] {
        assert_eq!(stranger.refused(command.clone()).await, Code::NotFound, "{command}");
        friend.says(command).await;
    }
}

#[tokio::test]
async fn the_network_does_not_hear_of_who_hides() {
    let stage = Stage::new().await;
    let hidden = One::of(&stage, "Piilo").await;
    let friend = One::of(&stage, "Ystävä").await;
    let place = stage.place("invited", &[&friend.person, &hidden.person]).await;
    hidden.says(profile(json!({"title": "ennen"}))).await;
    hidden.says(profile(json!({"discoverable": false}))).await;
    hidden.says(profile(json!({"title": "salaa"}))).await;
    let network = stage.nodes[0].app.network.stream;
    let heard = friend.reader.history(network, 50).await;
    let told: Vec<_> = heard.iter().filter(|event| event.verb == Verb::PROFILE_CHANGED).collect();
    // Before hiding, and that one hides; what was told then is not shown any more.
    assert_eq!(told.len(), 2);
    assert!(told.iter().all(|event| event.void && event.content.member.is_none()));
    let heard = friend.reader.history(place.workspace, 50).await;
    let titles: Vec<_> =
        heard.iter().filter_map(|event| Some(&*event.content.member.as_ref()?.title)).collect();
    assert_eq!(titles, ["salaa", "salaa"]);
    // Whoever shows themselves again is told of again.
    hidden.says(profile(json!({"discoverable": true}))).await;
    let heard = friend.reader.history(network, 50).await;
    assert_eq!(heard.last().and_then(|event| event.content.member.clone()).unwrap().title, "salaa");
}

#[tokio::test]
async fn who_speaks_in_the_open_has_a_name_there() {
    let stage = Stage::new().await;
    let hidden = One::of(&stage, "Piilo").await;
    let stranger = One::of(&stage, "Vieras").await;
    stage.place("open", &[&hidden.person]).await;
    hidden.says(profile(json!({"discoverable": false}))).await;
    let id = hidden.person.id;
    let names: Vec<MemberView> = stranger.reader.get(&format!("members?ids={id}")).await;
    assert_eq!(names.len(), 1, "an open channel may be read, with the names of who speaks there");
    assert_eq!(stranger.status_of(&format!("members/{id}")).await, 404);
    let names: Vec<MemberView> = stranger.reader.get("members?query=piilo").await;
    assert!(names.is_empty());
}
