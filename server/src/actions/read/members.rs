//! People by name. That completes what a member types, so it may not tell of anybody whom the member
//! could not see elsewhere.

use talkoo_protocol::{MemberId, MemberView, Refusal, http::MembersQuery};

use super::{active, readable};
use crate::{
    app::App,
    domain::access::WorkspaceAccess,
    error::Failure,
    store::{access, page_size, people, profiles},
};

/// Ids in one question.
const IDS: usize = 200;

/// Active members by the beginning of a name, or those of the ids named.
///
/// # Errors
/// `bad_value`; `not_found` for a place that is not the reader's to see.
pub async fn members(
    app: &App,
    member: MemberId,
    query: &MembersQuery,
) -> Result<Vec<MemberView>, Failure> {
    let limit = page_size(query.limit, app.settings.limits.page_rows);
    let named = ids(&query.ids)?;
    if query.query.contains('\0') {
        return Err(Refusal::bad_value("query: holds U+0000").into());
    }
    let mut snapshot = app.store.snapshot().await?;
    active(&mut snapshot, member).await?;
    if let Some(channel) = query.channel {
        readable(&mut snapshot, member, channel).await?;
    }
    if let Some(workspace) = query.workspace {
        let access = access::workspace(&mut snapshot, member, workspace).await?;
        access.filter(WorkspaceAccess::may_read).ok_or_else(Refusal::not_found)?;
    }
    let ids = if named.is_empty() {
        let place = (query.channel, query.workspace);
        people::named(&mut snapshot, member, query.query.trim(), place.0, place.1, limit).await?
    } else {
        let nameable = profiles::nameable(&mut snapshot, member, &named).await?;
        named.into_iter().filter(|id| nameable.contains(id)).collect()
    };
    let mut views = people::by_ids(&mut snapshot, &ids).await?;
    Ok(ids.iter().filter_map(|id| views.remove(id)).collect())
}

/// Comma-separated ids.
fn ids(text: &str) -> Result<Vec<MemberId>, Refusal> {
    let ids: Result<Vec<MemberId>, _> =
        text.split(',').map(str::trim).filter(|id| !id.is_empty()).map(str::parse).collect();
    let ids = ids.map_err(|_| Refusal::bad_value("ids: comma-separated ids"))?;
    if ids.len() > IDS {
        return Err(Refusal::bad_value("ids: 200 at most"));
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::ids;

    #[test]
    fn ids_stand_between_commas() {
        let id = "01900000-0000-7000-8000-000000000001";
        assert_eq!(ids("").map(|ids| ids.len()), Ok(0));
        assert_eq!(ids(&format!("{id}, {id},")).map(|ids| ids.len()), Ok(2));
        assert!(ids("me").is_err());
        assert!(ids(&vec![id; 201].join(",")).is_err());
    }
}
