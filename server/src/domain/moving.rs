//! Who may take talk from where to where. What is allowed rests on both places as they are now.

use talkoo_protocol::{Code, Refusal};

use super::access::Standing;

/// Whose words are moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// One message of the one who moves it.
    Own,
    /// Anything else.
    Others,
}

/// Talk is taken out by who leads the channel. Its author may put one message of their own under
/// another item of the same channel. Whoever moves must be able to write where it goes.
///
/// # Errors
/// `read_only`, `not_allowed`; `rule` for what was said between a few people, which no one of them
/// may lay before others.
pub fn may_move(from: &Standing, to: &Standing, words: Words) -> Result<(), Refusal> {
    if from.is_read_only() || to.is_read_only() {
        return Err(Refusal::new(Code::ReadOnly, "the channel is archived"));
    }
    let stays = from.channel == to.channel;
    let is_private = from.workspace.is_none() || to.workspace.is_none();
    if is_private && !stays {
        return Err(Refusal::rule("what is said between a few people stays there"));
    }
    let may_take = match words {
        Words::Own if stays => from.may_post(),
        Words::Own | Words::Others => from.may_manage(),
    };
    if !may_take {
        return Err(Refusal::not_allowed("only an owner of the channel moves talk out of it"));
    }
    if !to.may_post() {
        return Err(Refusal::not_allowed("you may not write where it would go"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::{ChannelId, Code, MemberId, WorkspaceId};
    use uuid::Uuid;

    use super::{Words, may_move};
    use crate::domain::access::{
        ChannelState, ChannelVisibility, History, MemberStatus, Posting, Role, Standing,
        WorkspaceStanding, WorkspaceState, WorkspaceVisibility,
    };

    fn at(channel: u128, role: Option<Role>) -> Standing {
        Standing {
            member: MemberId(Uuid::from_u128(1)),
            status: MemberStatus::Active,
            channel: ChannelId(Uuid::from_u128(channel)),
            kind: "chat".to_owned(),
            visibility: ChannelVisibility::Public,
            state: ChannelState::Active,
            posting: Posting::All,
            history: History::All,
            desk: None,
            desk_is_open: false,
            workspace: Some(WorkspaceStanding {
                workspace: WorkspaceId(Uuid::from_u128(9)),
                visibility: WorkspaceVisibility::Open,
                state: WorkspaceState::Active,
                step_up: false,
                role,
                glass: false,
            }),
            in_channel: role.map(|_| Role::Member),
            history_from: 0,
            speaks_as: None,
            access_seq: 0,
        }
    }

    fn direct(channel: u128) -> Standing {
        Standing { workspace: None, in_channel: Some(Role::Member), ..at(channel, None) }
    }

    fn check(from: &Standing, to: &Standing, words: Words, expected: Option<Code>) {
        let refused = may_move(from, to, words).err().map(|refusal| refusal.code);
        assert_eq!(refused, expected, "{from:?} → {to:?} {words:?}");
    }

    #[test]
    fn talk_is_moved_by_who_leads_where_it_stands_and_may_write_where_it_goes() {
        use Words::{Others, Own};
        let (owner, member) = (at(1, Some(Role::Owner)), at(1, Some(Role::Member)));
        let there = at(2, Some(Role::Member));
        check(&owner, &there, Others, None);
        check(&member, &there, Others, Some(Code::NotAllowed));
        check(&member, &there, Own, Some(Code::NotAllowed));
        check(&member, &member, Own, None);
        check(&member, &member, Others, Some(Code::NotAllowed));
        check(&owner, &at(2, None), Others, Some(Code::NotAllowed));
        let quiet = Standing { posting: Posting::Owners, ..there.clone() };
        check(&owner, &quiet, Others, Some(Code::NotAllowed));
    }

    #[test]
    fn what_is_archived_gives_and_takes_nothing() {
        let (owner, there) = (at(1, Some(Role::Owner)), at(2, Some(Role::Owner)));
        let old = |of: &Standing| Standing { state: ChannelState::Archived, ..of.clone() };
        check(&old(&owner), &there, Words::Others, Some(Code::ReadOnly));
        check(&owner, &old(&there), Words::Others, Some(Code::ReadOnly));
    }

    #[test]
    fn what_is_said_between_a_few_stays_there() {
        let open = at(2, Some(Role::Owner));
        check(&direct(1), &open, Words::Own, Some(Code::Rule));
        check(&open, &direct(1), Words::Others, Some(Code::Rule));
        check(&direct(1), &direct(3), Words::Own, Some(Code::Rule));
    }
}
