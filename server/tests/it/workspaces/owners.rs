//! W6: a workspace is never without somebody who answers for it.

use serde_json::json;
use talkoo_protocol::{Code, WorkspaceId, http::WorkspaceCard};

use super::{brought, founded, of, refused};
use crate::stage::{Person, Reader, Stage};

#[tokio::test]
async fn w6_the_last_owner_hands_over_first() {
    let stage = Stage::new().await;
    let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
    let guest = stage.member("Vieras").await;
    let (owner, heir) = (of(&stage, &siiri), of(&stage, &eero));
    let workspace = founded(&owner, "Nuorten ilta", "invited").await;
    brought(&owner, workspace, &guest, "guest").await;
    let lower = |role: &str| {
        json!({"t": "add_member", "place": {"workspace": workspace}, "member": siiri.id,
            "role": role})
    };
    let remove = json!({"t": "remove_member", "place": {"workspace": workspace},
        "member": siiri.id});
    let leave = json!({"t": "leave_workspace", "workspace": workspace});
    for command in [&leave, &remove, &lower("facilitator"), &lower("guest")] {
        assert_eq!(refused(&owner, command.clone()).await, Code::Rule, "{command}");
    }
    let over = |to: &Person, then: &str| json!({"t": "hand_over", "workspace": workspace, "member": to.id, "afterwards": then});
    // Only to somebody who is in it, and not as a guest.
    for to in [&eero, &guest] {
        assert_eq!(refused(&owner, over(to, "member")).await, Code::Rule);
    }
    brought(&owner, workspace, &eero, "member").await;
    assert_eq!(refused(&heir, over(&eero, "member")).await, Code::NotAllowed);
    // An owner whose account is closed does not count: nobody could ask them.
    brought(&owner, workspace, &eero, "owner").await;
    let status =
        |status: &str| format!("update members set status = '{status}' where id = '{}'", eero.id);
    stage.force(status("suspended")).await;
    assert_eq!(refused(&owner, leave.clone()).await, Code::Rule);
    stage.force(status("active")).await;
    brought(&owner, workspace, &eero, "member").await;

    owner.say(over(&eero, "facilitator")).await.unwrap();
    assert_eq!(role(&owner, workspace).await.as_deref(), Some("facilitator"));
    assert_eq!(role(&heir, workspace).await.as_deref(), Some("owner"));
    heir.say(over(&siiri, "gone")).await.unwrap();
    assert_eq!(role(&heir, workspace).await, None);
    let card: WorkspaceCard = owner.get(&format!("workspaces/{workspace}")).await;
    assert_eq!(card.workspace.owners, [siiri.id]);
    let lines = "select count(*) from audit.lines where action = 'workspace_handed_over'";
    assert_eq!(stage.number(lines.to_owned()).await, 2);
}

async fn role(reader: &Reader, workspace: WorkspaceId) -> Option<String> {
    let card: WorkspaceCard = reader.get(&format!("workspaces/{workspace}")).await;
    card.role
}

/// Two owners who leave in the same moment, on two nodes.
#[tokio::test(flavor = "multi_thread")]
async fn w6_of_two_owners_who_leave_at_once_one_stays() {
    let stage = Stage::with_nodes(2).await;
    for _ in 0..4 {
        let (siiri, eero) = (stage.member("Siiri").await, stage.member("Eero").await);
        let place = stage.place("open", &[&siiri, &eero]).await;
        brought(&of(&stage, &siiri), place.workspace, &eero, "owner").await;
        let leave = json!({"t": "leave_workspace", "workspace": place.workspace});
        let (one, other) = (stage.nodes[0].as_seen_by(&siiri), stage.nodes[1].as_seen_by(&eero));
        let (first, second) = tokio::join!(one.say(leave.clone()), other.say(leave));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let owners = format!(
            "select count(*) from workspace_members where workspace = '{}' and role = 'owner'",
            place.workspace
        );
        assert_eq!(stage.number(owners).await, 1);
    }
}
