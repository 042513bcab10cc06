//! News: articles that few write and all read. An article begins on the desk as a draft, may be looked
//! at by a named reviewer, is published at once or at its time, is corrected with a note that stays
//! visible, and is archived. Its lead is the item's text; the body holds the blocks and the same
//! article in other languages side by side. What people say under it are its comments.

mod body;
mod demo;
mod page;
mod rules;
#[cfg(test)]
mod tests;

use serde_json::Value;
use talkoo_protocol::Refusal;
use time::OffsetDateTime;

pub use body::Article;

use crate::{
    domain::facets::{self, Facet},
    kind::{
        Change, Content, Item, Kind, Notice, Passage, Scene, SearchText, demo::DemoItem, page::Page,
    },
};

pub struct News;

impl Kind for News {
    type Body = Article;
    const NAME: &'static str = "news";
    const DESK: bool = true;

    fn create(
        &self,
        content: Content<Article>,
        _scene: &Scene<'_>,
    ) -> Result<Item<Article>, Refusal> {
        rules::draft(content)
    }

    fn change(
        &self,
        article: &Item<Article>,
        command: &Value,
        scene: &Scene<'_>,
    ) -> Result<Change<Article>, Refusal> {
        rules::change(article, command, scene)
    }

    fn wake(
        &self,
        article: &Item<Article>,
        now: OffsetDateTime,
    ) -> Result<Option<Change<Article>>, Refusal> {
        Ok(rules::its_time_has_come(article, now))
    }

    fn may_hold(&self, article: &Item<Article>, scene: &Scene<'_>) -> bool {
        !article.main && scene.standing.may_edit_desk()
    }

    fn rests_on_words(&self, command: &Value) -> bool {
        rules::rests_on_words(command)
    }

    fn passages(&self, article: &Item<Article>) -> Vec<Passage> {
        let mut passages = vec![
            Passage::new("title", &article.title),
            Passage::new("text", &article.text),
            Passage::new("body", body::lines(&article.body.blocks)),
        ];
        for (lang, version) in &article.body.versions {
            passages.push(Passage::new(format!("{lang}.title"), &version.title));
            passages.push(Passage::new(format!("{lang}.text"), &version.lead));
            passages.push(Passage::new(format!("{lang}.body"), body::lines(&version.blocks)));
        }
        passages
    }

    fn as_published(&self, article: &Item<Article>) -> Item<Article> {
        let state = if article.desk { "published" } else { &article.state };
        Item { desk: false, state: state.to_owned(), ..article.clone() }
    }

    fn facets(&self, article: &Item<Article>) -> Vec<Facet> {
        if article.main {
            return Vec::new();
        }
        let body = &article.body;
        let mut facets = vec![Facet::word("state", article.state.as_str())];
        facets.extend(body.tags().into_iter().map(|slug| Facet::word(facets::TAG, slug)));
        facets.extend(body.files().map(|file| Facet::word(facets::FILE, file.to_string())));
        facets.extend(body.regions.iter().map(|code| Facet::word(facets::REGION, code)));
        facets.extend(body.reviewer.map(|member| Facet::member("reviewer", member)));
        if article.state == "scheduled" {
            facets.extend(body.publish_at.map(|at| Facet::at(facets::WAKE_AT, at)));
        }
        if !article.desk && article.state != "archived" {
            facets.push(Facet::word(facets::OFFERED, "article"));
            facets.extend(body.published_at.map(|at| Facet::at(facets::PUBLISHED_AT, at)));
            facets.extend(body.must_read.iter().map(|role| Facet::word(facets::MUST_READ, role)));
            if body.public {
                facets.push(Facet::word(facets::PUBLIC, "yes"));
            }
        }
        facets
    }

    fn words(&self, article: &Item<Article>) -> SearchText {
        SearchText {
            title: article.title.clone(),
            lead: article.text.clone(),
            rest: article.body.words(),
        }
    }

    fn page(&self, article: &Item<Article>, language: &str) -> Option<Page> {
        (!article.main).then(|| page::page(article, language))
    }

    fn demo(&self) -> &'static [DemoItem] {
        demo::DEMO
    }

    fn notice(&self, before: &Item<Article>, change: &Change<Article>) -> Option<Notice> {
        rules::notice(before, change)
    }

    fn told(&self, text: &str) -> Option<[&'static str; 3]> {
        Some(match text {
            "review_asked" => {
                ["Tarkistustasi pyydetään", "Din granskning önskas", "Your review is asked for"]
            }
            "approved" => {
                ["Artikkelisi hyväksyttiin", "Din artikel godkändes", "Your article was approved"]
            }
            "sent_back" => [
                "Artikkelisi palautettiin",
                "Din artikel skickades tillbaka",
                "Your article was sent back",
            ],
            _ => return None,
        })
    }
}
