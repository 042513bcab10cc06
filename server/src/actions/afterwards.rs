//! What follows a command when it is on disk: caches that are forgotten, and what the log does not
//! tell. All of it is a help; whoever misses it is right again a second later.

use std::sync::Arc;

use talkoo_protocol::{Ack, Action, MemberId};

use super::{depart, tagged};
use crate::{app::App, error::Failure};

/// All of it, once a command has happened for the first time.
pub(super) async fn follow_up(
    app: &Arc<App>,
    member: MemberId,
    action: &Action,
    ack: &Ack,
) -> Result<(), Failure> {
    tell(app, member, action, ack);
    tagged::tell(app, member, action, ack);
    if let Some(gone) = may_have_closed(action) {
        depart::end_sockets(app, gone).await?;
    }
    Ok(())
}

/// What this command has changed is not decided upon from the cache again.
pub(super) fn forget(app: &App, by: MemberId, action: &Action) {
    if let Action::ChangeItem { item, .. } | Action::DeleteItem { item } = action {
        app.scenes.forget_item(*item);
    }
    // For whom a member speaks stands in the cached rows, here and on the other nodes.
    if let Some(member) = may_speak_otherwise(action, by) {
        app.scenes.forget_member(member);
        app.delivery.tell_forget(member);
    }
}

fn may_speak_otherwise(action: &Action, by: MemberId) -> Option<MemberId> {
    if let Action::EndAffiliation(of) | Action::ConfirmAffiliation(of) = action {
        return Some(of.member);
    }
    matches!(action, Action::ChangeAffiliation(_)).then_some(by)
}

/// What the log does not tell: the own devices hear of a mark, an ended session loses its sockets.
fn tell(app: &App, member: MemberId, action: &Action, ack: &Ack) {
    if let Some(mark) = ack.mark {
        // Marking an item as unread moves the marks of others, too.
        let is_whole = matches!(action, Action::MarkRead { .. });
        app.delivery.tell_mark(member, mark, is_whole);
    }
    if let Action::EndSession { session } = action {
        app.delivery.end_session(*session);
    }
    if let Action::Block(_)
    | Action::Unblock(_)
    | Action::AnswerDirect(_)
    | Action::OpenDirect { .. } = action
    {
        app.delivery.parted_changed();
    }
    if let Action::PublishTerms(_) = action {
        app.consents.forget_version();
    }
    if let Action::EndOtherSessions(wanted) = action {
        app.delivery.end_other_sessions(member, wanted.keep);
    }
}

/// Whose account this command may have closed.
fn may_have_closed(action: &Action) -> Option<MemberId> {
    if let Action::SuspendMember(parting)
    | Action::EndMembership(parting)
    | Action::LeaveNetwork(parting) = action
    {
        return Some(parting.member);
    }
    if let Action::EndAffiliation(of) = action { Some(of.member) } else { None }
}
