//! The bank kind: practice models, guides, studies, solutions, success stories, references. Entries
//! begin unfinished on the desk, are reviewed with dissent shown, published, taken into use
//! elsewhere, and looked at again when their time has come.

mod body;
mod fields;
mod gates;
mod reviews;
mod lasting;
mod copies;
mod waking;
mod page;
mod bringing;
mod writing;
mod rules;
mod shown;
mod demo;
#[cfg(test)]
mod tests;

use serde_json::Value;
use talkoo_protocol::Refusal;
use time::OffsetDateTime;

use body::Entry;

use crate::{
    domain::facets::Facet,
    kind::{
        Change, Content, Foreign, Item, Kind, Notice, Original, Scene, SearchText, demo::DemoItem,
        page::Page,
    },
};

pub struct Bank;

impl Kind for Bank {
    type Body = Entry;
    const NAME: &'static str = "bank";
    const DESK: bool = true;
    const DESK_IS_OPEN: bool = true;

    fn create(&self, content: Content<Entry>, _scene: &Scene<'_>) -> Result<Item<Entry>, Refusal> {
        rules::entry(content)
    }

    fn change(
        &self,
        item: &Item<Entry>,
        command: &Value,
        scene: &Scene<'_>,
    ) -> Result<Change<Entry>, Refusal> {
        rules::change(item, command, scene)
    }

    fn copy(
        &self,
        original: &Original<'_, Entry>,
        scene: &Scene<'_>,
    ) -> Result<Item<Entry>, Refusal> {
        copies::copied(original, scene)
    }

    fn wake(
        &self,
        item: &Item<Entry>,
        now: OffsetDateTime,
    ) -> Result<Option<Change<Entry>>, Refusal> {
        Ok(waking::woken(item, now))
    }

    fn page(&self, item: &Item<Entry>, language: &str) -> Option<Page> {
        (!item.main).then(|| page::of(item, language))
    }

    fn facets(&self, item: &Item<Entry>) -> Vec<Facet> {
        shown::facets(item)
    }

    fn bring(&self, files: &[(String, String)]) -> Vec<Foreign<Entry>> {
        bringing::read(files)
    }

    fn sorts(&self) -> &'static [(&'static str, [&'static str; 3])] {
        shown::SORTS
    }

    fn words(&self, item: &Item<Entry>) -> SearchText {
        shown::words(item)
    }

    fn demo(&self) -> &'static [DemoItem] {
        demo::DEMO
    }

    fn notice(&self, before: &Item<Entry>, change: &Change<Entry>) -> Option<Notice> {
        let (was, is) = (&before.body, &change.item.body);
        if let Some(notice) = waking::notice(before, &change.item) {
            return Some(notice);
        }
        let asked = is.reviewers.iter().find(|member| !was.reviewers.contains(member));
        if let Some(to) = asked {
            return Some(Notice { text: "review_asked", to: *to });
        }
        let to = before.author.filter(|_| was.reviews != is.reviews)?;
        Some(Notice { text: "reviewed", to })
    }

    fn told(&self, text: &str) -> Option<[&'static str; 3]> {
        Some(match text {
            "review_asked" => {
                ["Arviotasi pyydetään", "Din bedömning önskas", "Your review is asked for"]
            }
            "reviewed" => {
                ["Malliasi on arvioitu", "Din modell har bedömts", "Your model was reviewed"]
            }
            "check_in" => ["Kerro, miten kävi", "Berätta hur det gick", "Tell how it went"],
            "verify_due" => [
                "Tarkista, pitääkö yhä paikkansa",
                "Granska om det fortfarande stämmer",
                "See whether it still holds",
            ],
            _ => return None,
        })
    }
}
