//! The chat kind: its items are topics, light things with a title that can be resolved and opened
//! again. What people say under them is messages, which are the house's.

mod rules;
mod demo;
#[cfg(test)]
mod tests;

use serde_json::Value;
use talkoo_protocol::Refusal;

use crate::{
    domain::facets::{Facet, OFFERED},
    kind::{Change, Content, Item, Kind, Scene, demo::DemoItem},
};

pub struct Chat;

impl Kind for Chat {
    type Body = ();
    const NAME: &'static str = "chat";
    const FADES: bool = true;

    fn create(&self, content: Content<()>, _scene: &Scene<'_>) -> Result<Item<()>, Refusal> {
        rules::topic(content)
    }

    fn change(
        &self,
        topic: &Item<()>,
        command: &Value,
        scene: &Scene<'_>,
    ) -> Result<Change<()>, Refusal> {
        rules::change(topic, command, scene)
    }

    fn demo(&self) -> &'static [DemoItem] {
        demo::DEMO
    }

    fn facets(&self, topic: &Item<()>) -> Vec<Facet> {
        let mut facets = vec![Facet::word("state", topic.state.as_str())];
        // The main topic belongs to the channel, and what is resolved asks nobody any more.
        if !topic.main && topic.state != "resolved" {
            let sort = if topic.title.contains('?') { "question" } else { "topic" };
            facets.push(Facet::word(OFFERED, sort));
        }
        facets
    }
}
