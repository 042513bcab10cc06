//! One walk over the parsed text gathers everything. Atoms count where the parser says "text";
//! code is text of its own in which nothing counts.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd};

use super::atoms::{Atom, is_mail_address, is_web_address};
use super::plain::Mentioned;
use super::source::Source;
use super::{MAX_NESTING, Reading};

/// `None`: nested deeper than anyone writes on purpose.
pub(super) fn walk(source: &Source) -> Option<Reading> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut walk =
        Walk { source, reading: Reading::default(), depth: 0, links: vec![], code: None };
    for (event, at) in Parser::new_ext(&source.masked, options).into_offset_iter() {
        walk.meet(event, at)?;
    }
    walk.reading.plain.next_block();
    Some(walk.reading)
}

/// The text as it stands: what is nested too deep is not Markdown, but its atoms still count.
pub(super) fn verbatim(source: &Source) -> Reading {
    let mut walk =
        Walk { source, reading: Reading::default(), depth: 0, links: vec![], code: None };
    let blank = [' ', '\t', '\n'];
    let start = source.text.len() - source.text.trim_start_matches(blank).len();
    walk.text(start..source.text.trim_end_matches(blank).len().max(start));
    walk.reading
}

struct Walk<'a> {
    source: &'a Source,
    reading: Reading,
    depth: usize,
    /// The links that are open, innermost last.
    links: Vec<OpenLink>,
    /// The code block that is open.
    code: Option<String>,
}

struct OpenLink {
    /// A link that we do not offer is shown as it was written.
    refused: bool,
    /// What it leads to, as parsed, if it counts.
    to: Option<String>,
    /// Where its label ends, as far as seen.
    label_end: usize,
}

impl Walk<'_> {
    fn meet(&mut self, event: Event<'_>, at: Range<usize>) -> Option<()> {
        // A start's range is that of the whole; what is behind us ends with everything else.
        let behind = if matches!(event, Event::Start(_)) { at.start } else { at.end };
        match event {
            Event::Start(tag) => self.start(tag, &at)?,
            Event::End(tag) => self.end(tag, &at),
            Event::Text(text) => self.text_or_code(&text, at),
            Event::Code(code) => {
                let breaks = self.source.text[at.clone()].contains('\n');
                let code = self.source.restore(&code, at);
                self.reading.plain.push(&if breaks { one_line(&code) } else { code.into_owned() });
            }
            Event::SoftBreak | Event::HardBreak => self.reading.plain.push("\n"),
            Event::Rule => self.reading.plain.next_block(),
            // None of these is switched on, and no `<` or `&` reaches the parser.
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
        if let Some(link) = self.links.last_mut() {
            link.label_end = link.label_end.max(behind);
        }
        Some(())
    }

    fn start(&mut self, tag: Tag<'_>, at: &Range<usize>) -> Option<()> {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.deeper()?,
            Tag::Link { dest_url, .. } => self.open_link("[", dest_url, at)?,
            Tag::Image { dest_url, .. } => self.open_link("![", dest_url, at)?,
            Tag::TableCell => self.reading.plain.next_cell(),
            Tag::CodeBlock(_) => {
                self.reading.plain.next_block();
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) | Tag::Item => {
                self.deeper()?;
                self.reading.plain.next_block();
            }
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::List(_)
            | Tag::Table(_)
            | Tag::TableHead
            | Tag::TableRow
            | Tag::HtmlBlock
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => self.reading.plain.next_block(),
        }
        Some(())
    }

    fn end(&mut self, tag: TagEnd, at: &Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.depth -= 1,
            TagEnd::Link | TagEnd::Image => self.close_link(at),
            TagEnd::TableCell => {}
            TagEnd::CodeBlock => {
                if let Some(code) = self.code.take() {
                    self.reading.plain.push(&code);
                }
                self.reading.plain.next_block();
            }
            TagEnd::BlockQuote(_) | TagEnd::Item => {
                self.depth -= 1;
                self.reading.plain.next_block();
            }
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::List(_)
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::HtmlBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => self.reading.plain.next_block(),
        }
    }

    fn deeper(&mut self) -> Option<()> {
        self.depth += 1;
        (self.depth <= MAX_NESTING).then_some(())
    }

    fn open_link(&mut self, opener: &str, to: CowStr<'_>, at: &Range<usize>) -> Option<()> {
        self.deeper()?;
        let web = is_web_address(&to);
        let refused = !web && !is_mail_address(&to);
        if refused {
            self.reading.plain.push(opener);
        }
        // Within a link's label another link, or a picture, is only its own label.
        let counts = web && self.links.iter().all(|link| link.refused);
        let to = counts.then(|| to.into_string());
        self.links.push(OpenLink { refused, to, label_end: at.start + opener.len() });
        Some(())
    }

    fn close_link(&mut self, at: &Range<usize>) {
        self.depth -= 1;
        let Some(link) = self.links.pop() else { return };
        let tail = link.label_end..at.end;
        if link.refused {
            self.reading.plain.push(&unprefixed(&self.source.text[tail]));
        } else if let Some(to) = link.to {
            self.reading.link(&self.source.restore(&to, tail));
        }
    }

    fn text_or_code(&mut self, parsed: &str, at: Range<usize>) {
        if self.code.is_some() {
            let restored = self.source.restore(parsed, at);
            if let Some(code) = &mut self.code {
                code.push_str(&restored);
            }
        } else {
            self.text(at);
        }
    }

    /// Text of the source, with the atoms that lie in it.
    fn text(&mut self, at: Range<usize>) {
        let source = self.source;
        let first = source.atoms.partition_point(|found| found.at.start < at.start);
        let mut from = at.start;
        for found in source.atoms[first..].iter().take_while(|found| found.at.end <= at.end) {
            self.reading.plain.push(&source.text[from..found.at.start]);
            let written = &source.text[found.at.clone()];
            match &found.atom {
                Atom::Member(id) => self.reading.mention(Mentioned::Member(*id)),
                Atom::Channel => self.reading.mention(Mentioned::Channel),
                Atom::Tag(slug) => self.reading.tag(slug, written),
                Atom::Address => self.address(written, true),
                Atom::Bracketed { web } => self.address(&written[1..written.len() - 1], *web),
            }
            from = found.at.end;
        }
        self.reading.plain.push(&source.text[from..at.end]);
    }

    fn address(&mut self, written: &str, web: bool) {
        self.reading.plain.push(written);
        if web && self.links.iter().all(|link| link.refused) {
            self.reading.link(written);
        }
    }
}

/// Code that went over a line's end, without the indents of its lines.
fn one_line(code: &str) -> String {
    code.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The lines of a link's tail without the quotes and indents they stand behind.
fn unprefixed(tail: &str) -> String {
    let prefix = [' ', '\t', '>'];
    let lines: Vec<&str> = tail.split('\n').map(|line| line.trim_start_matches(prefix)).collect();
    lines.join("\n")
}
