//! Workspaces and channels: made, changed, narrowed, archived.

use serde_json::json;
use talkoo::actions::read;
use talkoo_protocol::{ChannelId, Code, Verb, WorkspaceId};
use time::format_description::well_known::Rfc3339;

use super::{lost, refused, said};
use crate::stage::Stage;

#[tokio::test]
async fn a_new_workspace_has_a_place_to_speak() {
    let stage = Stage::new().await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let mut of_aino = stage.connect(&aino).await;
    let mut of_eero = stage.connect(&eero).await;
    let network = of_eero.hello.network;
    of_eero.subscribe(network).await;
    let create = |name: &str, visibility: &str| {
        json!({"t": "create_workspace", "name": name, "purpose": "Yhdessä",
            "visibility": visibility, "region": "Kainuu"})
    };
    of_aino.ask(create("Salainen", "secret")).await.unwrap();
    let ack = of_aino.ask(create("Avoin", "invited")).await.unwrap();
    // The secret one came first, and the network never heard of it.
    let event = of_eero.event(network).await;
    assert_eq!(event.verb, Verb::WORKSPACE_CREATED);
    assert_eq!(event.content.workspace.unwrap().id, WorkspaceId(ack.id));
    assert_eq!(refused(&mut of_eero, create("AVOIN", "open")).await, Code::Taken);
    of_eero.ask(create("Salainen", "open")).await.unwrap();

    let app = &stage.nodes[0].app;
    let start = read::start(app, aino.id).await.unwrap();
    assert_eq!((start.workspaces.len(), start.channels.len()), (2, 2));
    assert!(start.standings.iter().all(|standing| standing.joined && standing.may_manage));
    let channel = &start.channels[0];
    assert_eq!((channel.name.as_str(), channel.kind.as_str()), ("yleinen", "chat"));
    of_aino.ask(json!({"t": "send", "channel": channel.id, "text": "tervetuloa"})).await.unwrap();
    let cards = read::workspaces(app, eero.id, &Default::default()).await.unwrap();
    assert_eq!(cards.len(), 2);
}

#[tokio::test]
async fn a_channel_that_closes_is_gone_for_those_outside() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let siiri = stage.member("Siiri").await;
    let place = stage.place("invited", &[&aino, &eero, &siiri]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    of_eero.subscribe(place.workspace).await;
    let create = json!({"t": "create_channel", "workspace": place.workspace, "kind": "chat",
        "name": "Hanke", "topic": "aihe", "visibility": "public"});
    let channel = ChannelId(of_aino.ask(create.clone()).await.unwrap().id);
    let event = of_eero.event(place.workspace).await;
    assert_eq!((&event.verb, event.void), (&Verb::CHANNEL_CREATED, false));
    assert_eq!(event.content.channel.unwrap().name, "Hanke");
    assert_eq!(refused(&mut of_eero, create.clone()).await, Code::Taken);
    of_eero.subscribe(channel).await;
    let send = json!({"t": "send", "channel": channel, "text": "hei"});
    of_eero.ask(send.clone()).await.unwrap();

    let close = json!({"t": "change_channel", "channel": channel, "visibility": "private",
        "name": "Suljettu hanke"});
    assert_eq!(refused(&mut of_eero, close.clone()).await, Code::NotAllowed);
    of_aino.ask(close).await.unwrap();
    lost(&mut of_eero, channel).await;
    assert_eq!(refused(&mut of_eero, send).await, Code::NotFound);
    let event = of_eero.event(place.workspace).await;
    assert_eq!((&event.verb, event.void), (&Verb::CHANNEL_CHANGED, true));
    let app = &stage.nodes[1].app;
    let page = read::events(app, eero.id, place.workspace.into(), read::EventsFrom::After(0), None);
    let told = serde_json::to_string(&page.await.unwrap()).unwrap();
    assert!(!told.contains("anke"), "{told}");
    // The name is free: a private channel takes none, or "taken" would tell of it.
    of_eero.ask(create).await.unwrap();
    let open = json!({"t": "change_channel", "channel": channel, "visibility": "public",
        "name": "Avattu"});
    of_aino.ask(open).await.unwrap();
    assert!(read::channel(app, siiri.id, channel).await.is_ok());
}

#[tokio::test]
async fn an_archived_channel_is_read_and_not_written() {
    let stage = Stage::with_nodes(2).await;
    let (aino, eero) = (stage.member("Aino").await, stage.member("Eero").await);
    let place = stage.place("invited", &[&aino, &eero]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_eero = stage.nodes[1].connect(&eero).await;
    let message = said(&mut of_eero, place, "ennen").await;
    let change = |what: serde_json::Value| {
        let mut command = json!({"t": "change_channel", "channel": place.channel});
        command.as_object_mut().unwrap().extend(what.as_object().unwrap().clone());
        command
    };
    of_aino.ask(change(json!({"state": "archived"}))).await.unwrap();
    for command in [
        json!({"t": "send", "channel": place.channel, "text": "jälkeen"}),
        json!({"t": "edit", "message": message, "text": "muutos"}),
        json!({"t": "delete", "message": message}),
        json!({"t": "react", "message": message, "emoji": "👍"}),
        json!({"t": "create_item", "channel": place.channel, "title": "aihe"}),
    ] {
        assert_eq!(refused(&mut of_eero, command.clone()).await, Code::ReadOnly, "{command}");
    }
    assert_eq!(refused(&mut of_aino, change(json!({"name": "uusi"}))).await, Code::ReadOnly);
    of_eero.ask(json!({"t": "mark_read", "channel": place.channel, "seq": 1})).await.unwrap();
    of_aino.ask(change(json!({"state": "active"}))).await.unwrap();
    said(&mut of_eero, place, "taas").await;

    of_aino.ask(change(json!({"posting": "owners"}))).await.unwrap();
    let send = json!({"t": "send", "channel": place.channel, "text": "saanko"});
    assert_eq!(refused(&mut of_eero, send.clone()).await, Code::NotAllowed);
    of_aino.ask(send).await.unwrap();
}

#[tokio::test]
async fn an_open_workspace_that_closes_shuts_outsiders_out() {
    let stage = Stage::with_nodes(2).await;
    let (aino, marko) = (stage.member("Aino").await, stage.member("Marko").await);
    let place = stage.place("open", &[&aino]).await;
    let mut of_aino = stage.nodes[0].connect(&aino).await;
    let mut of_marko = stage.nodes[1].connect(&marko).await;
    of_marko.subscribe(place.channel).await;
    said(&mut of_aino, place, "avoimesti").await;
    assert_eq!(of_marko.event(place.channel).await.seq, 1);
    let change = json!({"t": "change_workspace", "workspace": place.workspace,
        "visibility": "secret", "name": "Salaisempi"});
    assert_eq!(refused(&mut of_marko, change.clone()).await, Code::NotAllowed);
    of_aino.ask(change).await.unwrap();
    lost(&mut of_marko, place.channel).await;
    let app = &stage.nodes[1].app;
    assert!(read::messages(app, marko.id, place.channel, &Default::default()).await.is_err());
    assert!(read::workspace(app, marko.id, place.workspace).await.is_err());

    let archive = json!({"t": "change_workspace", "workspace": place.workspace,
        "state": "archived"});
    of_aino.ask(archive).await.unwrap();
    let send = json!({"t": "send", "channel": place.channel, "text": "vieläkö"});
    assert_eq!(refused(&mut of_aino, send.clone()).await, Code::ReadOnly);
    let rename = json!({"t": "change_workspace", "workspace": place.workspace, "name": "Uusi"});
    assert_eq!(refused(&mut of_aino, rename).await, Code::ReadOnly);
    let reopen = json!({"t": "change_workspace", "workspace": place.workspace,
        "state": "active", "visibility": "invited"});
    of_aino.ask(reopen).await.unwrap();
    of_aino.ask(send).await.unwrap();
}

#[tokio::test]
async fn history_is_paged_both_ways_without_a_gap() {
    let stage = Stage::new().await;
    let aino = stage.member("Aino").await;
    let place = stage.place("invited", &[&aino]).await;
    let mut of_aino = stage.connect(&aino).await;
    for number in 1..=9 {
        said(&mut of_aino, place, &format!("viesti {number}")).await;
    }
    let app = &stage.nodes[0].app;
    let page = |query: serde_json::Value| async move {
        let query = serde_json::from_value(query).unwrap();
        let page = read::messages(app, aino.id, place.channel, &query).await.unwrap();
        let seqs: Vec<_> = page.messages.iter().map(|message| message.seq).collect();
        (seqs, page.has_before, page.has_after)
    };
    let whole = serde_json::from_value(json!({"limit": 9})).unwrap();
    let whole = read::messages(app, aino.id, place.channel, &whole).await.unwrap().messages;
    let fifth = whole[4].at.format(&Rfc3339).unwrap();
    for (query, expected) in [
        (json!({"at": fifth, "limit": 2}), (vec![4, 5], true, true)),
        (json!({"limit": 3}), (vec![7, 8, 9], true, false)),
        (json!({"limit": 3, "before": 4}), (vec![1, 2, 3], false, true)),
        (json!({"limit": 3, "after": 6}), (vec![7, 8, 9], true, false)),
        (json!({"limit": 4, "around": 5}), (vec![3, 4, 5, 6], true, true)),
        (json!({"limit": 1, "around": 1}), (vec![1], false, true)),
        (json!({"limit": 4, "around": 9}), (vec![6, 7, 8, 9], true, false)),
        (json!({"limit": 0}), (vec![9], true, false)),
        (json!({"after": 9}), (vec![], true, false)),
        (json!({"at": "2000-01-01T00:00:00Z", "limit": 2}), (vec![1, 2], false, true)),
        (json!({"at": "2999-01-01T00:00:00Z", "limit": 2}), (vec![8, 9], true, false)),
        (json!({"limit": 1_000_000, "item": place.main}), ((1..=9).collect(), false, false)),
    ] {
        assert_eq!(page(query.clone()).await, expected, "{query}");
    }
}
