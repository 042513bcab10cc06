//! What those outside a workspace are shown of it.

use talkoo_protocol::WorkspaceView;

use super::access::WorkspaceVisibility;

/// The card: name, purpose, state and owners. An open workspace hides nothing of itself; one that
/// lets people ask to come in is also found by its tags.
#[must_use]
pub fn card(view: WorkspaceView) -> WorkspaceView {
    let visibility = WorkspaceVisibility::parse(&view.visibility);
    if visibility == Some(WorkspaceVisibility::Open) {
        return view;
    }
    let tags =
        if visibility == Some(WorkspaceVisibility::ByRequest) { view.tags } else { Vec::new() };
    WorkspaceView {
        tags,
        region: None,
        step_up: false,
        retention_days: None,
        push_shows: None,
        ..view
    }
}

/// Whether its tags are told to the whole network.
pub fn shows_tags(visibility: &str) -> bool {
    [WorkspaceVisibility::Open, WorkspaceVisibility::ByRequest]
        .map(WorkspaceVisibility::as_str)
        .contains(&visibility)
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::{MemberId, WorkspaceId, WorkspaceView};
    use uuid::Uuid;

    use super::card;

    fn view(visibility: &str) -> WorkspaceView {
        WorkspaceView {
            id: WorkspaceId(Uuid::nil()),
            kind: "project".to_owned(),
            name: "Hanke".to_owned(),
            purpose: "Yhdessä".to_owned(),
            visibility: visibility.to_owned(),
            state: "active".to_owned(),
            region: Some("19".to_owned()),
            tags: vec!["nuoret".to_owned()],
            step_up: true,
            retention_days: Some(30),
            push_shows: Some("sender".to_owned()),
            owners: vec![MemberId(Uuid::nil())],
            version: 1,
        }
    }

    #[test]
    fn the_card_of_a_private_workspace_says_no_more_than_it_must() {
        for (visibility, tags) in [("by_request", 1), ("invited", 0), ("secret", 0), ("new", 0)] {
            let shown = card(view(visibility));
            assert_eq!((shown.name.as_str(), shown.purpose.as_str()), ("Hanke", "Yhdessä"));
            assert_eq!((shown.state.as_str(), shown.owners.len()), ("active", 1));
            assert_eq!(shown.tags.len(), tags, "{visibility}");
            assert_eq!((shown.region, shown.step_up, shown.retention_days), (None, false, None));
            assert_eq!(shown.push_shows, None);
        }
    }

    #[test]
    fn an_open_workspace_hides_nothing_of_itself() {
        assert_eq!(card(view("open")), view("open"));
    }
}
