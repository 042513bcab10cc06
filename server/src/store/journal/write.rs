//! Which statement stores which change. `number` is the seq of the event that tells of it; writes
//! that are in no stream have none.

use talkoo_protocol::{Seq, content::MarkView};

use super::{
    activity, administration, arrivals, coming_in, content, copies, files, marks, moderation,
    moving, peer, people, places, publishing, push, tags, who, workspaces,
};
use crate::{
    domain::draft::Write,
    store::{Connection, sql_seq, unread::level_word},
};

pub(super) async fn store(
    conn: &mut Connection,
    write: &Write,
    number: Option<Seq>,
) -> Result<Option<MarkView>, sqlx::Error> {
    let number = sql_seq(number.unwrap_or(0));
    match write {
        // New messages are gathered and stored together.
        Write::Nothing | Write::Message(_) => {}
        Write::EditMessage { message, text, body, marks, .. } => {
            content::edit_message(conn, message.0, text, body.as_ref(), marks, number).await?;
        }
        Write::DeleteMessage { message } => {
            content::delete_message(conn, message.0, number).await?;
        }
        Write::React { message, emoji, member } => {
            content::react(conn, message.0, emoji, member.0, number).await?;
        }
        Write::Unreact { message, emoji, member } => {
            content::unreact(conn, message.0, emoji, member.0, number).await?;
        }
        Write::Pin { message, pinned } => {
            content::pin(conn, message.0, *pinned, number).await?;
        }
        Write::Item(item) => content::new_item(conn, item, number).await?,
        Write::ChangeItem(item) => content::change_item(conn, item, number).await?,
        Write::DeleteItem { item } => content::delete_item(conn, item.0, number).await?,
        Write::Workspace(workspace) => places::new_workspace(conn, workspace).await?,
        Write::ChangeWorkspace { workspace, change } => {
            places::change_workspace(conn, workspace.0, change).await?;
            if change.visibility.is_some() {
                workspaces::retag(conn, workspace.0).await?;
            }
        }
        Write::Channel(channel) => places::new_channel(conn, channel).await?,
        Write::ChangeChannel { channel, change } => {
            places::change_channel(conn, channel.0, change).await?;
        }
        Write::WorkspaceMember { workspace, member, role, brought_by } => {
            let brought_by = brought_by.map(|by| by.0);
            places::workspace_member(conn, workspace.0, member.0, *role, brought_by).await?;
        }
        Write::ChannelMember { channel, member, role } => {
            places::channel_member(conn, channel.0, member.0, *role).await?;
        }
        Write::Follow { member, subject, level } => {
            places::follow(conn, member.0, subject, level_word(*level)).await?;
        }
        Write::Mark { member, channel, item, seq, raise } => {
            let mark =
                marks::Marking { member: *member, channel: *channel, item: *item, seq: *seq };
            return marks::mark(conn, mark, *raise).await;
        }
        Write::StartSession(session) => people::start_session(conn, session).await?,
        Write::Files(write) => files::store(conn, write, number).await?,
        Write::InWorkspace(write) => workspaces::store(conn, write).await?,
        Write::Arrival(arrival) => arrivals::store(conn, arrival).await?,
        Write::NewMember(member) => people::new_member(conn, member).await?,
        Write::Move(part) => moving::store(conn, part, number).await?,
        Write::Administration(write) => administration::store(conn, write).await?,
        Write::Moderation(change) => moderation::store(conn, change, number).await?,
        Write::ComingIn(change) => coming_in::store(conn, change).await?,
        Write::Tags(write) => tags::store(conn, write).await?,
        Write::Notices(write) => tags::notices(conn, write).await?,
        Write::Who(who) => who::store(conn, who).await?,
        Write::Activity(write) => activity::store(conn, write, number).await?,
        Write::Publishing(write) => publishing::store(conn, write).await?,
        Write::Peer(write) => peer::store(conn, write, number).await?,
        Write::Copy(write) => copies::store(conn, write).await?,
        Write::Push(write) => push::store(conn, write).await?,
        Write::EndSession { session, member } => {
            places::end_session(conn, session.0, member.0).await?;
        }
    }
    Ok(None)
}
