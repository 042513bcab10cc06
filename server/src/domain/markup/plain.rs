//! A text without its markup, for previews, notices and search. Mentions stay places to be filled
//! in with today's names, so a changed or erased name is never found in a stored text.

use talkoo_protocol::MemberId;

/// Who is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mentioned {
    Member(MemberId),
    /// Everybody in the channel.
    Channel,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Mention(Mentioned),
}

/// Blocks and line breaks are told apart by a newline, cells of a row by a tab.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    pieces: Vec<Piece>,
    gap: Option<char>,
}

impl Plain {
    /// The text with each mention written as `name` says.
    pub fn fill(&self, mut name: impl FnMut(Mentioned) -> String) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Mention(mentioned) => text.push_str(&name(*mentioned)),
            }
        }
        text
    }

    /// One line of at most `max` characters, cut with an ellipsis between what is seen as one sign.
    pub fn excerpt(&self, max: usize, name: impl FnMut(Mentioned) -> String) -> String {
        let text = self.fill(name);
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() <= max {
            return line;
        }
        let signs: Vec<char> = line.chars().collect();
        let mut end = max.saturating_sub(1);
        while end > 0 && (joins(signs[end]) || signs[end - 1] == ZERO_WIDTH_JOINER) {
            end -= 1;
        }
        let kept: String = signs[..end].iter().collect();
        format!("{}…", kept.trim_end())
    }

    pub(super) fn push(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.close_gap();
        if let Some(Piece::Text(last)) = self.pieces.last_mut() {
            last.push_str(text);
        } else {
            self.pieces.push(Piece::Text(text.to_owned()));
        }
    }

    pub(super) fn mention(&mut self, mentioned: Mentioned) {
        self.close_gap();
        self.pieces.push(Piece::Mention(mentioned));
    }

    /// What follows, if anything does, is another block.
    pub(super) fn next_block(&mut self) {
        if let Some(Piece::Text(last)) = self.pieces.last_mut() {
            last.truncate(last.trim_end_matches([' ', '\t', '\n']).len());
            if last.is_empty() {
                self.pieces.pop();
            }
        }
        self.gap = Some('\n');
    }

    /// What follows is another cell of the same row.
    pub(super) fn next_cell(&mut self) {
        self.gap.get_or_insert('\t');
    }

    fn close_gap(&mut self) {
        let Some(gap) = self.gap.take() else { return };
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push(gap),
            Some(Piece::Mention(_)) => self.pieces.push(Piece::Text(gap.to_string())),
            None => {}
        }
    }
}

const ZERO_WIDTH_JOINER: char = '\u{200d}';

/// Whether a character belongs to the one before it: accents, emoji variants, skin tones.
fn joins(c: char) -> bool {
    c == ZERO_WIDTH_JOINER
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}
