//! What each pair of a member and a stream allows now, learnt by one question: it is asked by
//! everybody at once after a restart, and by each stream that lost a reader. The rule itself is in
//! `domain::access`.

use std::collections::HashMap;

use talkoo_protocol::{ChannelId, Epoch, MemberId, Seq, StreamId, WorkspaceId};
use uuid::Uuid;

use super::{
    Connection,
    access::{state, status, visibility},
    seq,
};
use crate::{
    domain::access::{
        ChannelState, ChannelVisibility, History, MemberStatus, Posting, Role, Standing,
        WorkspaceAccess, WorkspaceStanding,
    },
    error::Fault,
};

/// A stream that a member may read now, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    pub stream: StreamId,
    pub head: Seq,
    /// First seq that is there for this reader.
    pub oldest: Seq,
    /// The database's life in which this is true.
    pub epoch: Epoch,
}

/// A right for each pair that has one. Nothing is the answer for a stream that does not exist, too.
/// All of it was true at one moment.
///
/// # Errors
/// A fault of the database.
pub async fn rights(
    conn: &mut Connection,
    asked: &[(MemberId, StreamId)],
) -> Result<HashMap<(MemberId, StreamId), Right>, Fault> {
    let members: Vec<Uuid> = asked.iter().map(|(member, _)| member.0).collect();
    let streams: Vec<Uuid> = asked.iter().map(|(_, stream)| stream.0).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"select
             n.epoch,
             st.id as stream,
             st.sort,
             st.owner,
             st.head,
             st.oldest,
             m.id as member,
             m.status,
             c.id as "channel?",
             c.kind as "kind?",
             c.visibility as "channel_visibility?",
             c.state as "channel_state?",
             c.posting as "posting?",
             c.history as "history?",
             c.desk,
             c.desk_is_open as "desk_is_open?",
             w.id as "workspace?",
             w.visibility as "workspace_visibility?",
             w.state as "workspace_state?",
             w.step_up as "step_up?",
             wm.role as "workspace_role?",
             g.id is not null as "glass!",
             cm.role as "channel_role?",
             cm.history_from as "history_from?"
           from unnest($1::uuid[], $2::uuid[]) as asked (member, stream)
           join streams st on st.id = asked.stream
           join members m on m.id = asked.member
           cross join network n
           left join channels c on c.id = st.owner and st.sort in ('channel', 'desk')
           left join workspaces w
             on w.id = case when st.sort = 'workspace' then st.owner else c.workspace end
           left join workspace_members wm on wm.workspace = w.id and wm.member = m.id
           left join channel_members cm on cm.channel = c.id and cm.member = m.id
           left join glasses g
             on m.role = 'network_admin' and g.asked_by = m.id and g.workspace = w.id
               and g.until is not null and g.ended_at is null and g.until > app_now()
           limit $3"#,
        &members,
        &streams,
        asked.len() as i64,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            let from = row.readable_from()?;
            let stream = StreamId(row.stream);
            let oldest = seq(row.oldest).max(from).max(1);
            let right = Right { stream, head: seq(row.head), oldest, epoch: Epoch(row.epoch) };
            Some(((MemberId(row.member), stream), right))
        })
        .collect())
}

/// A stream, a member, and what lies between them.
struct Row {
    epoch: Uuid,
    stream: Uuid,
    sort: String,
    owner: Uuid,
    head: i64,
    oldest: i64,
    member: Uuid,
    status: String,
    channel: Option<Uuid>,
    kind: Option<String>,
    channel_visibility: Option<String>,
    channel_state: Option<String>,
    posting: Option<String>,
    history: Option<String>,
    desk: Option<Uuid>,
    desk_is_open: Option<bool>,
    workspace: Option<Uuid>,
    workspace_visibility: Option<String>,
    workspace_state: Option<String>,
    step_up: Option<bool>,
    workspace_role: Option<String>,
    glass: bool,
    channel_role: Option<String>,
    history_from: Option<i64>,
}

impl Row {
    /// The first seq that the member may read, if any.
    fn readable_from(&self) -> Option<Seq> {
        let is_active = status(&self.status) == MemberStatus::Active;
        match self.sort.as_str() {
            "channel" | "desk" => {
                let standing = self.standing()?;
                if standing.desk == Some(StreamId(self.stream)) {
                    return standing.may_edit_desk().then_some(0);
                }
                standing.may_read().then(|| standing.visible_from())
            }
            "workspace" => {
                let (status, place) = (status(&self.status), self.place()?);
                WorkspaceAccess { status, place, access_seq: 0 }.may_read().then_some(0)
            }
            "network" => is_active.then_some(0),
            "member" => (is_active && self.owner == self.member).then_some(0),
            _ => None,
        }
    }

    fn place(&self) -> Option<WorkspaceStanding> {
        Some(WorkspaceStanding {
            workspace: WorkspaceId(self.workspace?),
            visibility: visibility(self.workspace_visibility.as_deref()),
            state: state(self.workspace_state.as_deref()),
            step_up: self.step_up.unwrap_or(true),
            role: self.workspace_role.as_deref().and_then(Role::parse),
            glass: self.glass,
        })
    }

    /// As far as reading asks for it.
    fn standing(&self) -> Option<Standing> {
        Some(Standing {
            member: MemberId(self.member),
            status: status(&self.status),
            channel: ChannelId(self.channel?),
            kind: self.kind.clone().unwrap_or_default(),
            visibility: word(self.channel_visibility.as_deref(), ChannelVisibility::parse)
                .unwrap_or(ChannelVisibility::Private),
            state: word(self.channel_state.as_deref(), ChannelState::parse)
                .unwrap_or(ChannelState::Archived),
            posting: word(self.posting.as_deref(), Posting::parse).unwrap_or(Posting::Owners),
            history: word(self.history.as_deref(), History::parse).unwrap_or(History::Joined),
            desk: self.desk.map(StreamId),
            desk_is_open: self.desk_is_open.unwrap_or(false),
            workspace: self.place(),
            in_channel: self.channel_role.as_deref().and_then(Role::parse),
            history_from: seq(self.history_from.unwrap_or(0)),
            speaks_as: None,
            access_seq: 0,
        })
    }
}

fn word<T>(text: Option<&str>, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
    text.and_then(parse)
}
