//! A kind that only tests know. It has all that the coming kinds will need, in one folder: a desk,
//! a change that two people race for, a vote limit, a facet, an anonymous act, a notice.

mod body;
mod rules;
#[cfg(test)]
mod tests;

use serde_json::Value;
use talkoo_protocol::Refusal;

pub use body::Proposal;

use crate::{
    domain::facets::{Facet, MUST_READ, OFFERED, PUBLISHED_AT, REGION},
    kind::{Change, Content, Item, Kind, Notice, Scene, SearchText},
};

pub struct Trial;

impl Kind for Trial {
    type Body = Proposal;
    const NAME: &'static str = "trial";
    const DESK: bool = true;

    fn create(
        &self,
        content: Content<Proposal>,
        _scene: &Scene<'_>,
    ) -> Result<Item<Proposal>, Refusal> {
        rules::proposal(content)
    }

    fn change(
        &self,
        proposal: &Item<Proposal>,
        command: &Value,
        scene: &Scene<'_>,
    ) -> Result<Change<Proposal>, Refusal> {
        rules::change(proposal, command, scene)
    }

    fn message(
        &self,
        proposal: &Item<Proposal>,
        body: Option<Value>,
        _scene: &Scene<'_>,
    ) -> Result<Option<Value>, Refusal> {
        rules::grade(proposal, body)
    }

    fn facets(&self, proposal: &Item<Proposal>) -> Vec<Facet> {
        let mut facets = vec![
            Facet::word("state", proposal.state.as_str()),
            Facet::word("theme", proposal.body.theme.as_str()),
            Facet::number("votes", f64::from(proposal.body.count())),
        ];
        let Proposal { published_at, must_read, region, .. } = &proposal.body;
        facets.extend(published_at.map(|at| Facet::at(PUBLISHED_AT, at)));
        facets.extend(must_read.as_deref().map(|role| Facet::word(MUST_READ, role)));
        facets.extend(region.as_deref().map(|code| Facet::word(REGION, code)));
        if !proposal.desk {
            facets.push(Facet::word(OFFERED, "proposal"));
        }
        facets.extend(proposal.body.taken_by.map(|member| Facet::member("assignee", member)));
        facets
    }

    fn words(&self, proposal: &Item<Proposal>) -> SearchText {
        SearchText {
            title: proposal.title.clone(),
            lead: proposal.text.clone(),
            rest: proposal.body.theme.clone(),
        }
    }

    fn notice(&self, before: &Item<Proposal>, change: &Change<Proposal>) -> Option<Notice> {
        let is_taken = before.body.taken_by.is_none() && change.item.body.taken_by.is_some();
        let to = before.author.filter(|_| is_taken)?;
        Some(Notice { text: "taken", to })
    }

    fn told(&self, text: &str) -> Option<[&'static str; 3]> {
        Some(match text {
            "taken" => ["Ehdotuksesi otettiin", "Ditt förslag togs", "Your proposal was taken"],
            _ => return None,
        })
    }
}
