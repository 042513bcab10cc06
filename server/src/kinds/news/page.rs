//! An article as anybody reads it. Authors and reviewers are members, so none of them is on it.

use super::{
    Article,
    body::{Block, Picture},
};
use crate::kind::{
    Item,
    page::{self, Page},
};

pub(super) fn page(article: &Item<Article>, language: &str) -> Page {
    let body = &article.body;
    let mut languages = vec![body.lang().to_owned()];
    languages.extend(body.versions.keys().cloned());
    let other = body.versions.get(language).filter(|_| language != body.lang());
    let (lang, title, lead, blocks) = match other {
        Some(version) => (language, &version.title, &version.lead, &version.blocks),
        None => (body.lang(), &article.title, &article.text, &body.blocks),
    };
    Page {
        lang: lang.to_owned(),
        spoken: String::new(),
        languages,
        title: title.clone(),
        lead: lead.clone(),
        cover: body.cover.as_ref().map(picture),
        parts: blocks.iter().map(part).collect(),
        // The house adds those in the words.
        tags: Vec::new(),
        regions: body.regions.clone(),
        published_at: body.published_at,
        changed_at: body.corrections.first().map(|correction| correction.at),
        corrections: body.corrections.iter().map(|one| (one.at, one.text.clone())).collect(),
        contact: body.contact.clone(),
        licence: String::new(),
    }
}

fn part(block: &Block) -> page::Block {
    match block {
        Block::Text { text } => page::Block::Text(text.clone()),
        Block::Heading { text } => page::Block::Heading(text.clone()),
        Block::Image(it) => page::Block::Picture(picture(it)),
        Block::Quote { text, source } => {
            page::Block::Quote { text: text.clone(), source: source.clone() }
        }
        Block::File { file, name } => page::Block::File { file: *file, name: name.clone() },
        Block::Table { rows } => page::Block::Table(rows.clone()),
        Block::Item { item } => page::Block::Item(*item),
    }
}

fn picture(picture: &Picture) -> page::Picture {
    page::Picture { file: picture.file, alt: picture.alt.clone(), caption: picture.caption.clone() }
}
