//! Who decides of a report, and when. A workspace's owners answer first; after a day without an
//! answer, and at once where no owner could be impartial, the network's moderators may. Nobody judges
//! what they wrote or reported themselves, and an appeal is never judged by who decided before.

use talkoo_protocol::MemberId;

use super::access::words;

words! {
    /// Why something is improper.
    Reason {
        Harassment = "harassment", Hate = "hate", Personal = "personal", Classified = "classified",
        Misleading = "misleading", Spam = "spam", Other = "other",
    }
    /// Whose matter a report is.
    Office { Workspace = "workspace", Network = "network" }
    Stage { Open = "open", Decided = "decided", Appealed = "appealed", Closed = "closed" }
    Outcome { Upheld = "upheld", Dismissed = "dismissed" }
}

/// A report as far as rights ask for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub office: Office,
    pub stage: Stage,
    /// There are owners whose matter it could be.
    pub has_workspace: bool,
    /// Unanswered for a day.
    pub is_overdue: bool,
    pub author: Option<MemberId>,
    pub reporters: Vec<MemberId>,
    pub handler: Option<MemberId>,
    /// Taken in hand a day ago and still not decided.
    pub claim_is_old: bool,
    pub outcome: Option<Outcome>,
    pub decided_by: Option<MemberId>,
}

/// Somebody, as far as a report asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judge {
    pub member: MemberId,
    pub owns_workspace: bool,
    pub moderates_network: bool,
}

impl Case {
    pub fn is_undecided(&self) -> bool {
        matches!(self.stage, Stage::Open | Stage::Appealed)
    }

    /// Whether the report stands in a queue that this member reads.
    pub fn is_before(&self, judge: &Judge) -> bool {
        let by_workspace = judge.owns_workspace && self.is_of_workspace();
        let by_network = judge.moderates_network && self.is_of_network();
        (by_workspace || by_network) && self.is_impartial(judge.member)
    }

    /// Owners keep what is theirs in sight when the network joins in; what they decided once and
    /// what was appealed from them is theirs no more to decide, only to see.
    fn is_of_workspace(&self) -> bool {
        self.has_workspace && (self.office == Office::Workspace || self.stage != Stage::Appealed)
    }

    fn is_of_network(&self) -> bool {
        self.office == Office::Network || (self.is_undecided() && self.is_overdue)
    }

    fn is_impartial(&self, member: MemberId) -> bool {
        self.author != Some(member) && !self.reporters.contains(&member)
    }

    /// Whether this member may take it in hand now.
    pub fn may_claim(&self, judge: &Judge) -> bool {
        self.may_judge(judge)
            && (self.handler.is_none() || self.claim_is_old || self.handler == Some(judge.member))
    }

    /// Whether this member has it in hand and may act on it.
    pub fn may_act(&self, judge: &Judge) -> bool {
        self.may_judge(judge) && self.handler == Some(judge.member)
    }

    /// Whether this member may decide it at all.
    pub fn may_judge(&self, judge: &Judge) -> bool {
        let is_second = self.stage == Stage::Appealed && self.decided_by == Some(judge.member);
        let is_theirs =
            (judge.owns_workspace && self.has_workspace && self.office == Office::Workspace)
                || (judge.moderates_network && self.is_of_network());
        self.is_undecided() && is_theirs && !is_second && self.is_impartial(judge.member)
    }

    /// Whether the decision went against this member, who may ask the other office, once.
    pub fn may_appeal(&self, member: MemberId) -> bool {
        self.stage == Stage::Decided
            && match self.outcome {
                Some(Outcome::Upheld) => self.author == Some(member),
                Some(Outcome::Dismissed) => self.reporters.contains(&member),
                None => false,
            }
    }

    /// Where an appeal goes: to the office that has not decided. What no workspace owns stays with
    /// the network, and goes to another of its moderators.
    pub fn office_of_appeal(&self) -> Office {
        match self.office {
            Office::Network if self.has_workspace => Office::Workspace,
            Office::Workspace | Office::Network => Office::Network,
        }
    }

    /// What a decision leads to: the first may be appealed, the second is the last.
    pub fn stage_after_decision(&self) -> Stage {
        if self.stage == Stage::Appealed { Stage::Closed } else { Stage::Decided }
    }
}

/// Whose matter a new report is. A workspace of which every owner is a party cannot judge.
pub fn office_of(owners: &[MemberId], author: Option<MemberId>, reporter: MemberId) -> Office {
    let is_party = |owner: &MemberId| Some(*owner) == author || *owner == reporter;
    if owners.iter().all(is_party) { Office::Network } else { Office::Workspace }
}

#[cfg(test)]
mod tests {
    use talkoo_protocol::MemberId;
    use uuid::Uuid;

    use super::{Case, Judge, Office, Outcome, Stage, office_of};

    const fn member(number: u128) -> MemberId {
        MemberId(Uuid::from_u128(number))
    }

    const AUTHOR: MemberId = member(1);
    const REPORTER: MemberId = member(2);
    const OWNER: MemberId = member(3);
    const MODERATOR: MemberId = member(4);

    fn case() -> Case {
        Case {
            office: Office::Workspace,
            stage: Stage::Open,
            has_workspace: true,
            is_overdue: false,
            author: Some(AUTHOR),
            reporters: vec![REPORTER],
            handler: None,
            claim_is_old: false,
            outcome: None,
            decided_by: None,
        }
    }

    fn owner(member: MemberId) -> Judge {
        Judge { member, owns_workspace: true, moderates_network: false }
    }

    fn moderator(member: MemberId) -> Judge {
        Judge { member, owns_workspace: false, moderates_network: true }
    }

    #[test]
    fn owners_answer_first_and_the_network_after_a_day() {
        let fresh = case();
        assert!(fresh.may_claim(&owner(OWNER)) && !fresh.may_claim(&moderator(MODERATOR)));
        assert!(!fresh.is_before(&moderator(MODERATOR)));
        let overdue = Case { is_overdue: true, ..case() };
        assert!(overdue.may_claim(&owner(OWNER)) && overdue.may_claim(&moderator(MODERATOR)));
        let direct = Case { office: Office::Network, has_workspace: false, ..case() };
        assert!(!direct.may_claim(&owner(OWNER)) && direct.may_claim(&moderator(MODERATOR)));
    }

    #[test]
    fn nobody_judges_their_own_matter() {
        for party in [AUTHOR, REPORTER] {
            assert!(!case().may_claim(&owner(party)) && !case().is_before(&owner(party)));
        }
        assert_eq!(office_of(&[AUTHOR, REPORTER], Some(AUTHOR), REPORTER), Office::Network);
        assert_eq!(office_of(&[AUTHOR, OWNER], Some(AUTHOR), REPORTER), Office::Workspace);
        assert_eq!(office_of(&[], Some(AUTHOR), REPORTER), Office::Network);
    }

    #[test]
    fn who_has_it_in_hand_acts_alone_until_the_claim_is_old() {
        let held = Case { handler: Some(OWNER), is_overdue: true, ..case() };
        assert!(held.may_act(&owner(OWNER)) && !held.may_act(&moderator(MODERATOR)));
        assert!(!held.may_claim(&moderator(MODERATOR)) && held.may_claim(&owner(OWNER)));
        assert!(Case { claim_is_old: true, ..held }.may_claim(&moderator(MODERATOR)));
        assert!(!case().may_act(&owner(OWNER)), "nobody acts without taking it in hand");
    }

    #[test]
    fn a_decision_is_appealed_once_by_whom_it_went_against_and_to_the_other_office() {
        let decided = |outcome, office| Case {
            stage: Stage::Decided,
            outcome: Some(outcome),
            decided_by: Some(OWNER),
            office,
            ..case()
        };
        let upheld = decided(Outcome::Upheld, Office::Workspace);
        assert!(upheld.may_appeal(AUTHOR) && !upheld.may_appeal(REPORTER));
        let dismissed = decided(Outcome::Dismissed, Office::Network);
        assert!(dismissed.may_appeal(REPORTER) && !dismissed.may_appeal(AUTHOR));
        assert_eq!(upheld.office_of_appeal(), Office::Network);
        assert_eq!(dismissed.office_of_appeal(), Office::Workspace);
        let direct = Case { has_workspace: false, ..dismissed };
        assert_eq!(direct.office_of_appeal(), Office::Network);
        assert!(!Case { stage: Stage::Closed, ..upheld.clone() }.may_appeal(AUTHOR));
        let appealed = Case { stage: Stage::Appealed, office: Office::Network, ..upheld };
        assert!(!appealed.may_judge(&owner(OWNER)) && appealed.may_judge(&moderator(MODERATOR)));
        assert!(!appealed.may_judge(&moderator(OWNER)), "who decided does not judge the appeal");
        assert_eq!(appealed.stage_after_decision(), Stage::Closed);
    }
}
