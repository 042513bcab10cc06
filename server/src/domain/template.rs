//! What a workspace may begin with: channels, who may post in them, first topics, in three
//! languages. Words only; making them is the action's.

mod plan;
mod work;

use super::access::WorkspaceKind;

/// A name in the three languages: Finnish, Swedish, English.
pub type Words = [&'static str; 3];

pub struct Template {
    /// Its word on the wire.
    pub name: &'static str,
    /// What such a workspace is, when nothing else is said.
    pub kind: WorkspaceKind,
    pub channels: &'static [Channel],
}

pub struct Channel {
    pub name: Words,
    pub topic: Words,
    /// A channel of a kind that the network does not use is left out.
    pub kind: &'static str,
    /// Those who are brought in see it, and nobody else.
    pub is_private: bool,
    /// Owners and facilitators post, the others read.
    pub is_for_owners: bool,
    pub section: Words,
    pub topics: &'static [Topic],
}

/// A first topic, with what is asked under it.
pub struct Topic {
    pub title: Words,
    pub text: Words,
}

/// Every template there is.
pub const TEMPLATES: &[Template] = &[plan::PLAN, work::PROJECT, work::IDEA, work::EVENT];

/// The template of this name.
pub fn find(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// Which of the words a language reads.
pub fn index(language: &str) -> usize {
    match language {
        "sv" => 1,
        "en" => 2,
        _ => 0,
    }
}

/// The channel that every workspace begins with.
pub const GENERAL: Words = ["yleinen", "allmänt", "general"];

const NONE: Words = ["", "", ""];
const WORK: Words = ["Työ", "Arbete", "Work"];

const fn chat(name: Words, topic: Words) -> Channel {
    Channel {
        name,
        topic,
        kind: "chat",
        is_private: false,
        is_for_owners: false,
        section: NONE,
        topics: &[],
    }
}

const fn general() -> Channel {
    chat(
        GENERAL,
        ["Kaikille yhteinen keskustelu", "Gemensam diskussion för alla", "Talk for everybody"],
    )
}

const fn announcements() -> Channel {
    let announcements = chat(
        ["tiedotteet", "meddelanden", "announcements"],
        [
            "Omistajat ja fasilitaattorit tiedottavat, muut lukevat",
            "Ägare och facilitatorer informerar, andra läser",
            "Owners and facilitators tell, the others read",
        ],
    );
    Channel { is_for_owners: true, ..announcements }
}

const fn lead(name: Words, topic: Words) -> Channel {
    Channel { is_private: true, ..chat(name, topic) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::TEMPLATES;
    use crate::domain::markup;

    #[test]
    fn every_template_speaks_three_languages_and_is_known_by_one_word() {
        let names: BTreeSet<_> = TEMPLATES.iter().map(|template| template.name).collect();
        assert_eq!(names.len(), TEMPLATES.len());
        for template in TEMPLATES {
            for channel in template.channels {
                assert!(channel.name.iter().chain(&channel.topic).all(|word| !word.is_empty()));
                for topic in channel.topics {
                    assert!(topic.title.iter().chain(&topic.text).all(|word| !word.is_empty()));
                }
            }
            for language in 0..3 {
                let names: BTreeSet<_> =
                    template.channels.iter().map(|channel| channel.name[language]).collect();
                assert_eq!(names.len(), template.channels.len(), "a name is taken once");
            }
        }
    }

    #[test]
    fn the_plan_has_the_twelve_topics_each_under_a_theme() {
        let plan = super::find("plan").expect("a template");
        let topics: Vec<_> = plan.channels.iter().flat_map(|channel| channel.topics).collect();
        assert_eq!(topics.len(), 12);
        let themes = ["tunne-ja-apu", "rikollisuus", "tapaturmat", "yhteiskuntarauha"];
        for topic in topics {
            for text in topic.text {
                let tags = markup::read(text).tags;
                assert!(tags.iter().any(|tag| themes.contains(&tag.as_str())), "{text}");
            }
        }
    }
}
