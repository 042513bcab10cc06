//! Who owns what a leaving person owned alone. Roles own things, not people: whoever goes, every
//! workspace that goes on has an owner afterwards. Pure.

use std::collections::HashMap;

use talkoo_protocol::{MemberId, WorkspaceId};

use super::access::Role;

/// A workspace of which the leaving person is the last owner who can act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    pub workspace: WorkspaceId,
    pub is_secret: bool,
    /// The other active people in it who are more than guests, the longest there first.
    pub others: Vec<(MemberId, Role)>,
}

/// What becomes of a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    HandedTo(MemberId),
    /// Nobody else is in it.
    Archived,
}

/// A successor was named who cannot be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuccessor(pub WorkspaceId);

/// Candidates in the order of the rule: facilitators before members, the longest there first.
pub fn candidates(duty: &Duty) -> impl Iterator<Item = MemberId> + '_ {
    let of = |wanted: Role| duty.others.iter().filter(move |(_, role)| *role == wanted);
    of(Role::Facilitator).chain(of(Role::Member)).map(|(member, _)| *member)
}

/// The fate of each duty: the successor that was named, who must be one of its own people, or the
/// rule's.
///
/// # Errors
/// Names a workspace that is no duty, or a person who is not in it.
pub fn plan(
    duties: &[Duty],
    named: &HashMap<WorkspaceId, MemberId>,
) -> Result<Vec<(WorkspaceId, Fate)>, NoSuccessor> {
    let is_duty = |workspace| duties.iter().any(|duty| duty.workspace == workspace);
    if let Some(other) = named.keys().find(|workspace| !is_duty(**workspace)) {
        return Err(NoSuccessor(*other));
    }
    duties.iter().map(|duty| Ok((duty.workspace, fate(duty, named)?))).collect()
}

fn fate(duty: &Duty, named: &HashMap<WorkspaceId, MemberId>) -> Result<Fate, NoSuccessor> {
    let Some(successor) = named.get(&duty.workspace) else {
        return Ok(candidates(duty).next().map_or(Fate::Archived, Fate::HandedTo));
    };
    let is_theirs = candidates(duty).any(|member| member == *successor);
    if is_theirs { Ok(Fate::HandedTo(*successor)) } else { Err(NoSuccessor(duty.workspace)) }
}

#[cfg(test)]
mod tests;
